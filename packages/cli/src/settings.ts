// Which server, which vault, as whom: from the flags, then the environment, then the profile.
// Must never let a credential that was stored for one server go to another.
import { type Profile, profileName, readConfig } from "./config.ts";
import { type Credential, kindOf } from "./credential.ts";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { span } from "./times.ts";

/** The flags that every command takes. */
export type Globals = { json?: boolean; vault?: string; baseUrl?: string; profile?: string };

export const DEFAULT_BASE_URL = "http://127.0.0.1:3000";

/** Where something was found, in words for people. */
type Source = string;

export type Settings = {
  profile_name: string;
  profile: Profile;
  base_url: string;
  base_url_from: Source;
  /** The vault that was named, or chosen for this server. */
  vault: string | undefined;
};

const VARIABLES = [
  "ONECLAW_TOKEN",
  "ONECLAW_API_KEY",
  "ONECLAW_AGENT_API_KEY",
  "ONECLAW_AGENT_TOKEN",
] as const;

/** Server and profile. @throws CliError for an address that cannot be one, or a configuration that cannot be used */
export function readSettings(globals: Globals): Settings {
  const config = readConfig();
  const name = profileName(config, globals.profile);
  const profile = config.profiles[name] ?? {};
  if (globals.profile !== undefined && config.profiles[name] === undefined && globals.baseUrl === undefined) {
    const names = Object.keys(config.profiles).join(", ");
    throw usage(
      `There is no profile "${name}".`,
      `1claw login --profile ${name} --base-url <address>${names ? ` — or use one of: ${names}` : ""}`,
    );
  }
  const [address, from] = baseUrl(globals, profile, name);
  const base_url = checked(address, from);
  const chosen = profile.base_url === undefined || profile.base_url === base_url ? profile.vault : undefined;
  const vault = globals.vault ?? (process.env.ONECLAW_VAULT_ID || undefined) ?? chosen;
  return { profile_name: name, profile, base_url, base_url_from: from, vault };
}

function baseUrl(globals: Globals, profile: Profile, name: string): [string, Source] {
  const { ONECLAW_BASE_URL, ONECLAW_API_URL } = process.env;
  if (globals.baseUrl !== undefined) return [globals.baseUrl, "--base-url"];
  // A profile that was asked for by name is meant whole.
  if (globals.profile !== undefined && profile.base_url) return [profile.base_url, `profile ${name}`];
  if (ONECLAW_BASE_URL) return [ONECLAW_BASE_URL, "ONECLAW_BASE_URL"];
  if (ONECLAW_API_URL) return [ONECLAW_API_URL, "ONECLAW_API_URL"];
  if (profile.base_url) return [profile.base_url, `profile ${name}`];
  return [DEFAULT_BASE_URL, "the default"];
}

function checked(address: string, from: Source): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.host)
    throw usage(
      `The address of the server (${from}) is not one: ${address}`,
      `Type for example --base-url ${DEFAULT_BASE_URL}`,
    );
  if (url.username || url.password || url.search || url.hash)
    throw usage(
      `The address of the server (${from}) has more than a host and a path.`,
      `Leave out user names, passwords and everything from ? or # on: ${url.origin}`,
    );
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/**
 * The credential to act with, null when there is none.
 * @throws CliError for a key of a kind that does not exist, and a stored one that has expired or is for another server
 */
export async function readCredential(
  { profile, profile_name, base_url }: Settings,
  globals: Globals,
): Promise<Credential | null> {
  const stored = globals.profile === undefined ? null : await fromProfile(profile, profile_name, base_url);
  return stored ?? fromEnvironment() ?? (await fromProfile(profile, profile_name, base_url));
}

function fromEnvironment(): Credential | null {
  for (const name of VARIABLES) {
    const secret = process.env[name]?.trim();
    if (!secret) continue;
    const kind = kindOf(secret);
    const takesKeys = name === "ONECLAW_API_KEY" || name === "ONECLAW_AGENT_API_KEY";
    if (takesKeys && kind === "token")
      throw new CliError(`${name} holds no key.`, {
        cause: "An agent's key begins with ocv_, a personal API key with 1ck_.",
        next: `Check what ${name} is set to; a token belongs in ONECLAW_TOKEN.`,
        exit: EXIT.usage,
      });
    return { kind, secret, from: name, agent_id: process.env.ONECLAW_AGENT_ID || undefined };
  }
  return null;
}

async function fromProfile(profile: Profile, name: string, base_url: string): Promise<Credential | null> {
  const { credential } = profile;
  if (!credential) return null;
  if (profile.base_url !== base_url)
    throw new CliError(`You are not signed in at ${base_url}.`, {
      cause: `Profile ${name} is signed in at ${profile.base_url ?? "no server"}, and what is stored for one server is not sent to another.`,
      next: `1claw login --base-url ${base_url}${name === "default" ? " --profile <name>" : ""}`,
      exit: EXIT.not_signed_in,
    });
  const { kind, expires_at } = credential;
  const ended = Date.parse(expires_at ?? "") - Date.now();
  if (ended <= 0)
    throw new CliError(`Your sign-in at ${base_url} ended ${span(ended)} ago.`, {
      next: `1claw login${name === "default" ? "" : ` --profile ${name}`}`,
      exit: EXIT.not_signed_in,
      code: "token_expired",
    });
  const secret =
    credential.store === "keyring" ? await fromKeyring(credential.account ?? name) : credential.secret;
  return secret ? { kind, secret, from: `profile ${name}`, expires_at } : null;
}

async function fromKeyring(account: string): Promise<string> {
  const { openKeyring } = await import("./keyring.ts");
  const keyring = await openKeyring();
  const secret = await keyring?.read(account);
  if (secret) return secret;
  throw new CliError("The credential is in the keyring, and the keyring does not give it out.", {
    cause: keyring
      ? "It is locked, or the entry was removed."
      : "There is no keyring service in this session.",
    next: "Unlock it, or sign in again: 1claw login --store file",
    exit: EXIT.not_signed_in,
  });
}
