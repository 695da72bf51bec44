// `1claw login`, `logout`, `whoami`: signing in as a person with a browser, or as anybody with a key.
// Must never take a key from the command line, nor open an address that is none of the server's.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { changeConfig, configFile, readConfig, type StoredCredential } from "../config.ts";
import { type Connection, connect, data, open } from "../connect.ts";
import { type Credential, expiryOf, isAgents, kindOf } from "../credential.ts";
import { CliError, usage } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { openKeyring } from "../keyring.ts";
import { allVaults } from "../lookups.ts";
import { readSecretText } from "../prompt.ts";
import { DEFAULT_BASE_URL, type Globals, readCredential, readSettings, type Settings } from "../settings.ts";
import { oneLine, paint, print, printFields, printJson, tell } from "../terminal.ts";
import { shortTime, span } from "../times.ts";

type LoginFlags = Globals & { apiKey?: boolean | string; browser?: boolean; store?: string; email?: string };
type Device = ApiSchemas["DeviceCodeResponse"];
type Who = { kind: "person" | "agent"; name: string; json: object };

const STORES = ["file", "keyring"] as const;

export function register(program: Command): void {
  program
    .command("login")
    .description("Sign in: shows a code that you approve in the browser")
    .option("--api-key [never]", "sign in with a key instead, typed at a prompt or piped in")
    .option("--no-browser", "do not open the browser, just show the address")
    .option("--email <address>", "let only this account approve")
    .option(
      "--store <where>",
      `where the credential is kept: ${STORES.join(" or ")}; the keyring where there is one`,
    )
    .action((_: unknown, command: Command) => login(command.optsWithGlobals()));
  program
    .command("logout")
    .description("End the sign-in on the server and forget it here")
    .action((_: unknown, command: Command) => logout(command.optsWithGlobals()));
  program
    .command("whoami")
    .description("Who you are, where, and until when")
    .action((_: unknown, command: Command) => whoami(command.optsWithGlobals()));
}

async function login(flags: LoginFlags): Promise<void> {
  if (typeof flags.apiKey === "string")
    throw usage(
      "A key does not belong on the command line: other users and your shell's history see it. Nothing was sent.",
      "Type `1claw login --api-key` and enter it at the prompt, or pipe it in. If the key was real, replace it.",
    );
  const store = await chosenStore(flags.store);
  const settings = readSettings({
    ...flags,
    ...(flags.profile && !flags.baseUrl ? newProfile(flags) : {}),
  });
  const [credential, expires_at] = flags.apiKey
    ? [await typedKey(), undefined]
    : await byDevice(settings, flags);
  const from = open(settings, credential);
  const who = await identity(from);
  await remember(settings, credential, { store, expires_at, identity: who.name });
  if (flags.json) return printJson(who.json);
  print(`${paint.green("✓")} Signed in at ${settings.base_url} as ${oneLine(who.name)}.`);
  const shadow = ["ONECLAW_TOKEN", "ONECLAW_API_KEY", "ONECLAW_AGENT_API_KEY", "ONECLAW_AGENT_TOKEN"].find(
    (name) => process.env[name],
  );
  if (shadow) tell(`${shadow} is set, and goes before this sign-in as long as it is.`);
}

/** A profile that is not there yet begins at the server that the environment names. */
function newProfile({ profile }: LoginFlags): Globals {
  const { ONECLAW_BASE_URL, ONECLAW_API_URL } = process.env;
  if (profile !== undefined && readConfig().profiles[profile]) return {};
  return { baseUrl: ONECLAW_BASE_URL || ONECLAW_API_URL || DEFAULT_BASE_URL };
}

async function chosenStore(given: string | undefined): Promise<"file" | "keyring"> {
  const store = STORES.find((each) => each === given);
  if (given !== undefined && !store)
    throw usage(`There is no store "${given}".`, `Use one of: ${STORES.join(", ")}.`);
  if (store === "file") return "file";
  const keyring = await openKeyring();
  if (keyring) return "keyring";
  if (store === "keyring")
    throw new CliError("There is no keyring that answers.", {
      cause:
        process.platform === "linux"
          ? "It needs secret-tool (libsecret) and a running keyring service."
          : undefined,
      next: `1claw login --store file keeps it in ${configFile()}, for you alone.`,
    });
  return "file";
}

async function typedKey(): Promise<Credential> {
  const secret = (await readSecretText("API key (not shown): ")).trim();
  const kind = kindOf(secret);
  if (kind === "token" || !/^[\x21-\x7e]+$/.test(secret))
    throw usage("That is no API key.", "An agent's key begins with ocv_, a personal API key with 1ck_.");
  return { kind, secret, from: "what was typed", agent_id: process.env.ONECLAW_AGENT_ID || undefined };
}

async function byDevice(settings: Settings, flags: LoginFlags): Promise<[Credential, string]> {
  const from = open(settings, null);
  const ask = { client_id: "cli", ...(flags.email !== undefined && { email: flags.email }) };
  const device = await data(from, "begin to sign in", from.client.auth.deviceCode(ask));
  const target = webAddress(device.verification_uri_complete);
  tell(
    `Open ${oneLine(device.verification_uri)} and enter this code:\n\n    ${paint.bold(oneLine(device.user_code), process.stderr)}\n`,
  );
  if (flags.browser !== false && target && openBrowser(target)) tell("Your browser opens it now.");
  tell(`Waiting for the approval, for ${span(device.expires_in * 1000)} at most …`);
  const token = await approved(from, device);
  const expires_at = new Date(Date.now() + token.expires_in * 1000).toISOString();
  return [{ kind: "token", secret: token.access_token, from: "the browser", expires_at }, expires_at];
}

/** Polls as RFC 8628, 3.5 has it. @throws CliError when it is denied or too late */
async function approved(
  from: Connection,
  device: Device,
): Promise<{ access_token: string; expires_in: number }> {
  let interval = device.interval;
  const ends_at = Date.now() + device.expires_in * 1000;
  while (Date.now() < ends_at) {
    await new Promise((resolve) => setTimeout(resolve, interval * 1000));
    const answer = await data(from, "ask for the approval", from.client.auth.deviceToken(device.device_code));
    if (answer.access_token) return { access_token: answer.access_token, expires_in: answer.expires_in ?? 0 };
    if (answer.error === "access_denied")
      throw new CliError("The sign-in was refused in the browser.", {
        next: "1claw login",
        exit: EXIT.not_signed_in,
        code: "access_denied",
      });
    if (answer.error === "expired_token") break;
    if (answer.error === "slow_down") interval += 5;
  }
  throw new CliError("The code has expired before anybody approved it.", {
    next: "1claw login",
    exit: EXIT.not_signed_in,
    code: "expired_token",
  });
}

function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** Opens the address where there is a screen in front of somebody; false where there is none. */
function openBrowser(address: string): boolean {
  const { DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (!process.stderr.isTTY || SSH_CONNECTION) return false;
  const [program, ...words] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler"]
        : ["xdg-open"];
  if (program === "xdg-open" && !((DISPLAY || WAYLAND_DISPLAY) && isInstalled(program))) return false;
  const child = spawn(program ?? "", [...words, address], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
  return true;
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? "")
    .split(path.delimiter)
    .some((folder) => folder !== "" && existsSync(path.join(folder, program)));
}

/** Who the connection acts as; the proof that the credential is good. */
async function identity(from: Connection): Promise<Who> {
  const { credential, client } = from;
  if (isAgents(credential)) {
    const self = await data(from, "sign in", client.agents.getSelf());
    return { kind: "agent", name: `agent ${self.name}`, json: self };
  }
  const me = await data(from, "sign in", client.auth.getMe());
  return { kind: "person", name: me.email, json: me };
}

async function remember(
  { profile_name, base_url }: Settings,
  { kind, secret }: Credential,
  {
    store,
    expires_at,
    identity: whose,
  }: { store: "file" | "keyring"; expires_at: string | undefined; identity: string },
): Promise<void> {
  let kept = store;
  // Another configuration may have a profile of the same name.
  const account = `${profile_name}-${randomBytes(4).toString("hex")}`;
  if (store === "keyring" && !(await (await openKeyring())?.write(account, secret))) {
    tell(`The keyring did not take it: it is kept in ${configFile()} instead, for you alone.`);
    kept = "file";
  }
  const credential: StoredCredential = {
    kind,
    store: kept,
    ...(kept === "file" ? { secret } : { account }),
    ...(expires_at !== undefined && { expires_at }),
    identity: whose,
  };
  const old = readConfig().profiles[profile_name]?.credential?.account;
  if (old !== undefined) await (await openKeyring())?.remove(old);
  changeConfig((config) => {
    const before = config.profiles[profile_name];
    // A vault chosen at another server means nothing here.
    const vault = before?.base_url === base_url ? before.vault : undefined;
    config.profiles[profile_name] = { base_url, ...(vault !== undefined && { vault }), credential };
  });
}

async function logout(flags: Globals): Promise<void> {
  const { profile, profile_name, base_url } = readSettings(flags);
  const { credential } = profile;
  if (!credential) {
    if (!flags.json) print("You are not signed in here.");
    return;
  }
  const settings = readSettings({ ...flags, ...(profile.base_url && { baseUrl: profile.base_url }) });
  const ending = await endToken(settings, credential);
  if (credential.store === "keyring") await (await openKeyring())?.remove(credential.account ?? profile_name);
  changeConfig(({ profiles }) => {
    delete profiles[profile_name]?.credential;
  });
  if (flags.json) return printJson({ signed_out: true });
  print(`Signed out at ${profile.base_url ?? base_url}.`);
  if (ending) tell(ending);
}

/** Ends a token on the server; what is left to say, if anything. */
async function endToken(settings: Settings, stored: StoredCredential): Promise<string | null> {
  if (stored.kind !== "token")
    return "The key itself is still good; whoever manages it can revoke it in the dashboard.";
  const credential = await readCredential(settings, { profile: settings.profile_name }).catch(() => null);
  if (!credential) return null;
  const { error } = await open(settings, credential).client.auth.logout();
  if (!error || error.code === "token_invalid") return null;
  return `The server could not be told: the token lives there until ${shortTime(stored.expires_at) || "it expires"}.`;
}

async function whoami(flags: Globals): Promise<void> {
  const from = await connect(flags);
  const { credential, settings } = from;
  const { kind, json, name } = await identity(from);
  if (flags.json) return printJson(json);
  const me = json as Partial<ApiSchemas["UserProfileResponse"] & ApiSchemas["AgentSelfResponse"]>;
  const vaults = kind === "agent" ? await allVaults(from) : [];
  print(paint.bold(oneLine(kind === "agent" ? name : (me.email ?? ""))));
  const expires = expiryOf(credential);
  printFields([
    ["id", me.id],
    ["name", kind === "person" ? me.display_name : undefined],
    ["role", me.role && `${me.role}${me.is_operator ? ", operator" : ""}`],
    ["organization", me.org_id],
    ["server", `${settings.base_url} (${settings.base_url_from})`],
    ["signed in by", `${credential.kind.replace("_", " ")} from ${credential.from}`],
    ["until", expires && `${shortTime(expires)} (in ${span(Date.parse(expires) - Date.now())})`],
    [
      "vaults",
      vaults.map((vault) => vault.name).join(", ") ||
        (kind === "agent" ? "none: no policy gives it anything yet" : ""),
    ],
  ]);
}
