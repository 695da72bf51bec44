// The way of values: read and opened here, sealed here and written, where the customer holds the key of the vault.
// Must never keep, log or print a value; keys come from files, never from the command line.
import { type ApiSchemas, CmekOpenError, cmek } from "../../sdk/src/index.ts";
import { type Connection, data } from "./connect.ts";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { readGiven } from "./files.ts";
import type { Vault } from "./lookups.ts";
import { tell } from "./terminal.ts";

export type KeyFlags = { cmekKeyFile?: string; clientShareFile?: string };
export type Secret = ApiSchemas["SecretResponse"];

export const CMEK_OPTION = [
  "--cmek-key-file <file>",
  "the key of a vault whose values are encrypted here (also ONECLAW_CMEK_KEY_FILE)",
] as const;
export const SHARE_OPTION = [
  "--client-share-file <file>",
  "your half of the key of a value in split custody",
] as const;

/** The key that was named, or null. @throws CliError when the file holds none */
export async function cmekKey(flags: KeyFlags): Promise<Uint8Array | null> {
  const file = flags.cmekKeyFile ?? (process.env.ONECLAW_CMEK_KEY_FILE || undefined);
  if (file === undefined) return null;
  const bytes = await readGiven(file, "--cmek-key-file", 1_024);
  const key = bytes.length === 32 ? new Uint8Array(bytes) : cmek.fromBase64(bytes.toString("utf8").trim());
  if (key?.length !== 32)
    throw usage(
      `${file} holds no key.`,
      "A key file is one line: the base64 of 32 bytes, as the dashboard saves it.",
    );
  return key;
}

/** One value in the clear, of the newest version unless told otherwise. @throws CliError */
export async function readValue(
  from: Connection,
  vault: Pick<Vault, "id" | "name">,
  path: string,
  flags: KeyFlags,
  version?: number,
): Promise<Secret> {
  const { secrets } = from.client;
  const share = flags.clientShareFile === undefined ? undefined : await clientShare(flags.clientShareFile);
  const options = share === undefined ? {} : { clientShare: share };
  const secret = await data(
    from,
    `read ${path} in ${vault.name}`,
    version === undefined
      ? secrets.get(vault.id, path, options)
      : secrets.getVersion(vault.id, path, version, options),
  );
  if (!secret.cmek_encrypted) return secret;
  return { ...secret, value: await opened(secret.value, path, await cmekKey(flags)), cmek_encrypted: false };
}

async function opened(value: string, path: string, key: Uint8Array | null): Promise<string> {
  if (key === null)
    throw usage(
      `${path} is encrypted under your own key.`,
      "Add --cmek-key-file <file>, or set ONECLAW_CMEK_KEY_FILE.",
      "The server cannot open it, and no key was named.",
    );
  try {
    return await cmek.open(key, value);
  } catch (error) {
    if (!(error instanceof CmekOpenError)) throw error;
    throw new CliError(`The key does not open ${path}.`, {
      cause: "The value is under another key, or it was changed.",
      next: "Name the key with the vault's fingerprint: 1claw vault show",
    });
  }
}

async function clientShare(file: string): Promise<string> {
  return (await readGiven(file, "--client-share-file", 1_024)).toString("utf8").trim();
}

/** What is sent for a value: the value itself, or what the vault's key makes of it. @throws CliError without the right key */
export async function sealedFor(
  vault: Vault,
  flags: KeyFlags,
): Promise<{ seal(value: string): Promise<string>; fingerprint?: string }> {
  if (!vault.cmek_enabled) return { seal: async (value) => value };
  const key = await cmekKey(flags);
  if (key === null)
    throw usage(
      `The vault ${vault.name} takes only values that you have encrypted.`,
      "Add --cmek-key-file <file>, or set ONECLAW_CMEK_KEY_FILE.",
    );
  const fingerprint = await cmek.fingerprint(key);
  if (vault.cmek_fingerprint !== fingerprint)
    throw usage(
      `The key is not the one of the vault ${vault.name}.`,
      "Use the file that was saved when the vault was set up or rotated last.",
      `Its fingerprint is ${fingerprint.slice(0, 8)}…, the vault's is ${vault.cmek_fingerprint?.slice(0, 8)}….`,
    );
  const usable = await cmek.importKey(key);
  return { seal: (value) => cmek.seal(usable, value), fingerprint };
}

/** Runs `work` for every item, a few at a time, results in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  at_once = 8,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(at_once, items.length) }, worker));
  return results;
}

/** Says where a value in split custody needs its half kept. */
export function tellShare(path: string, version: number, client_share: string | undefined): void {
  if (!client_share) return;
  tell(`${path} version ${version} is in split custody. Keep this share, nobody else has it; reads need it:`);
  tell(`  ${client_share}`);
}

/** Ends a command that cannot work on values in split custody. @throws CliError */
export function refuseSplitCustody(vault: Vault): void {
  if (!vault.mpc_custody) return;
  throw new CliError(`The vault ${vault.name} is in split custody.`, {
    cause: "Each of its values needs a share of its own, so they cannot be read in one go.",
    next: "1claw secret get <path> --client-share-file <file>",
    exit: EXIT.usage,
  });
}
