// The configuration file: profiles with their server, vault and credential. For its owner alone, written whole or not at all.
// Must never be read when others could have read or changed it.
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { CliError } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { codeOf } from "./files.ts";

export type CredentialKind = "token" | "personal_key" | "agent_key";

export type StoredCredential = {
  kind: CredentialKind;
  store: "file" | "keyring";
  /** Under what name the keyring has it. */
  account?: string;
  /** The token or key itself, where the file is the store. */
  secret?: string;
  /** ISO 8601, where it is known. */
  expires_at?: string;
  /** Whose it is, for people. */
  identity?: string;
};

export type Profile = { base_url?: string; vault?: string; credential?: StoredCredential };
export type Config = { profile?: string; profiles: Record<string, Profile> };

const PROFILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The folder of the configuration: ONECLAW_CONFIG_DIR, or 1claw in the XDG folder. @see XDG Base Directory Specification */
export function configFolder(): string {
  const { ONECLAW_CONFIG_DIR, XDG_CONFIG_HOME } = process.env;
  if (ONECLAW_CONFIG_DIR) return path.resolve(ONECLAW_CONFIG_DIR);
  // A relative XDG_CONFIG_HOME is to be ignored.
  const base =
    XDG_CONFIG_HOME && path.isAbsolute(XDG_CONFIG_HOME)
      ? XDG_CONFIG_HOME
      : path.join(os.homedir(), ".config");
  return path.join(base, "1claw");
}

export function configFile(): string {
  return path.join(configFolder(), "config.json");
}

/** The configuration; empty where there is none yet. @throws CliError when it is not its owner's alone, or no configuration */
export function readConfig(): Config {
  const file = configFile();
  const exposure = exposed();
  if (exposure) throw new CliError(exposure.what, { ...exposure, exit: EXIT.usage });
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return { profiles: {} };
    throw new CliError(`${file} cannot be read (${codeOf(error) ?? "error"}).`, { exit: EXIT.usage });
  }
  return parsed(text, file);
}

/** What is wrong with who may read or change the configuration, and what to type; null when it is its owner's alone. */
export function exposed(): { what: string; cause: string; next: string } | null {
  if (process.platform === "win32") return null;
  const file = configFile();
  const folder = configFolder();
  const own = statOf(file);
  const around = statOf(folder);
  if (own && own.mode & 0o077)
    return {
      what: `${file} may be read by others (mode ${(own.mode & 0o777).toString(8)}).`,
      cause: "It can hold tokens and keys, so it is not used like this.",
      next: `chmod 600 ${quoted(file)}`,
    };
  if (own && around && around.mode & 0o022)
    return {
      what: `${folder} may be changed by others (mode ${(around.mode & 0o777).toString(8)}).`,
      cause: "Whoever can replace the configuration can send your tokens to another server.",
      next: `chmod 700 ${quoted(folder)}`,
    };
  if (own && process.getuid && own.uid !== process.getuid())
    return {
      what: `${file} belongs to another user.`,
      cause: "Whoever owns the configuration can send your tokens to another server.",
      next: `Set ONECLAW_CONFIG_DIR to a folder of your own, or: chown "$(id -u)" ${quoted(file)}`,
    };
  return null;
}

/** Changes the configuration as it is at this moment and writes it, file 0600 in a folder 0700. @throws CliError */
export function changeConfig(change: (config: Config) => void): void {
  const config = readConfig();
  change(config);
  const folder = configFolder();
  const file = configFile();
  const draft = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600, flag: "wx", flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new CliError(`${file} cannot be written (${codeOf(error) ?? "error"}).`, {
      next: "Set ONECLAW_CONFIG_DIR to a folder that you may write to.",
    });
  }
}

/** The name of a profile, as it was given or the one in use. @throws CliError for a name that cannot be one */
export function profileName(config: Config, given?: string): string {
  const name = given ?? process.env.ONECLAW_PROFILE ?? config.profile ?? "default";
  if (!PROFILE_NAME.test(name))
    throw new CliError(`"${name}" cannot be the name of a profile.`, {
      next: "Use letters, digits, dots, hyphens and underscores.",
      exit: EXIT.usage,
    });
  return name;
}

function parsed(text: string, file: string): Config {
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config === "object" && config !== null) {
      const { profile, profiles } = config as Partial<Config>;
      const known = Object.entries(profiles ?? {}).filter(
        ([, each]) => typeof each === "object" && each !== null,
      );
      return { ...(typeof profile === "string" && { profile }), profiles: Object.fromEntries(known) };
    }
  } catch {
    // Told below.
  }
  throw new CliError(`${file} is not a configuration of 1claw.`, {
    cause: "It is not the JSON that `1claw login` writes.",
    next: `Move it away and sign in again: mv ${quoted(file)} ${quoted(`${file}.old`)} && 1claw login`,
    exit: EXIT.usage,
  });
}

function statOf(target: string): Stats | undefined {
  try {
    return statSync(target, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** A word for a shell. */
export function quoted(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
