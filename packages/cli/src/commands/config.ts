// `1claw config`: what is remembered between commands, but never the credential itself.
import type { Command } from "commander";
import { changeConfig, configFile, profileName, readConfig } from "../config.ts";
import { usage } from "../errors.ts";
import { type Globals, readSettings } from "../settings.ts";
import { oneLine, print, printFields, printJson } from "../terminal.ts";

const KEYS = ["base-url", "vault", "profile"] as const;
type Key = (typeof KEYS)[number];

export function register(program: Command): void {
  const config = program.command("config").description("What 1claw remembers: server, vault, profile");
  config
    .command("get")
    .description("Print a setting, or all of them")
    .argument("[key]", `one of ${KEYS.join(", ")}`)
    .action((key: string | undefined, _: unknown, command: Command) => get(key, command.optsWithGlobals()));
  config
    .command("set")
    .description("Change a setting; an empty value takes it away")
    .argument("<key>", `one of ${KEYS.join(", ")}`)
    .argument("<value>", "an address, a vault's name or id, the profile to use")
    .action((key: string, value: string, _: unknown, command: Command) =>
      set(key, value, command.optsWithGlobals()),
    );
  config
    .command("path")
    .description("Print where the configuration is")
    .action(() => print(configFile()));
}

function get(word: string | undefined, globals: Globals): void {
  const config = readConfig();
  const name = profileName(config, globals.profile);
  const { base_url, vault, credential } = config.profiles[name] ?? {};
  const settings: Record<Key, string | undefined> = { "base-url": base_url, vault, profile: name };
  const signed_in = credential && {
    kind: credential.kind,
    store: credential.store,
    identity: credential.identity,
    expires_at: credential.expires_at,
  };
  const profiles = Object.keys(config.profiles);
  if (word !== undefined) {
    const value = settings[known(word)];
    if (globals.json) printJson({ [word]: value ?? null });
    else print(oneLine(value ?? ""));
  } else if (globals.json) printJson({ ...settings, credential: signed_in ?? null, profiles });
  else
    printFields([
      ["profile", name],
      ["base-url", base_url ?? "(not set)"],
      ["vault", vault ?? "(not set)"],
      [
        "credential",
        signed_in && `${signed_in.kind} of ${signed_in.identity ?? "somebody"}, in the ${signed_in.store}`,
      ],
      ["profiles", profiles.join(", ")],
    ]);
}

function set(word: string, value: string, globals: Globals): void {
  const key = known(word);
  if (key === "base-url" && value !== "") readSettings({ ...globals, baseUrl: value });
  changeConfig((config) => {
    if (key === "profile") {
      if (value === "") delete config.profile;
      else config.profile = profileName(config, value);
      return;
    }
    const name = profileName(config, globals.profile);
    const profile = { ...config.profiles[name] };
    if (key === "vault") profile.vault = value;
    // A credential is good for the server that it was made by.
    else if (profile.base_url !== value.replace(/\/+$/, "")) {
      profile.base_url = value.replace(/\/+$/, "");
      requireNoCredential(profile.credential, name);
    }
    if (profile.vault === "") delete profile.vault;
    if (profile.base_url === "") delete profile.base_url;
    config.profiles[name] = profile;
  });
}

function requireNoCredential(credential: object | undefined, name: string): void {
  if (credential)
    throw usage(
      `Profile ${name} is signed in at another server.`,
      "1claw logout first, or use another profile: 1claw login --profile <name> --base-url <address>",
    );
}

function known(word: string): Key {
  const key = KEYS.find((each) => each === word);
  if (!key) throw usage(`There is no setting "${word}".`, `There are: ${KEYS.join(", ")}.`);
  return key;
}
