// Owns reading a signed checkpoint (a C2SP tlog-checkpoint in a C2SP signed note) and the Ed25519 key it is checked with.
// What it reads is hostile until a signature over the body has held. See https://c2sp.org/tlog-checkpoint.
import { type Bytes, concat, fromBase64, sha256, toHex, utf8 } from "./bytes.ts";

const ED25519 = 0x01;
const MAX_NOTE = 65_536;
const MAX_SIGNATURES = 16;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;
const KEY_TEXT = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a note must not hold
const CONTROL = /[\u0000-\u001f]/;

/** `name` is null where only the raw key was given; `id` is then that of no name. */
export type AuditKey = { name: string | null; raw: Bytes; key: CryptoKey };
export type Checkpoint = { origin: string; size: number; root: Bytes };

/** A key that cannot be used, or a checkpoint that cannot be read or does not hold; the message is safe to show. */
export class AuditKeyError extends Error {
  override readonly name = "AuditKeyError";
}

/**
 * Reads a verifier key: `name+id+base64`, as `admin audit key` prints it, or the base64 of the raw 32 bytes.
 * @throws AuditKeyError when it is neither, its id is not that of name and key, or this runtime has no Ed25519
 */
export async function readAuditKey(text: string): Promise<AuditKey> {
  const trimmed = text.trim();
  const [, name = null, id, encoded = ""] = KEY_TEXT.exec(trimmed) ?? [];
  if (name === null) {
    const raw = fromBase64(trimmed);
    if (raw?.length !== 32) throw new AuditKeyError("not a verifier key");
    return { name, raw, key: await importKey(raw) };
  }
  const blob = fromBase64(encoded);
  if (blob?.length !== 33 || blob[0] !== ED25519) throw new AuditKeyError("not an Ed25519 verifier key");
  const raw = blob.slice(1);
  if ((await keyId(name, raw)) !== id)
    throw new AuditKeyError("the key id does not belong to this name and key");
  return { name, raw, key: await importKey(raw) };
}

async function importKey(raw: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    throw new AuditKeyError("Ed25519 signatures cannot be checked here: a newer browser or Node is needed");
  }
}

async function keyId(name: string, raw: Bytes): Promise<string> {
  return toHex((await sha256(concat(utf8(`${name}\n`), Uint8Array.of(ED25519), raw))).slice(0, 4));
}

/**
 * Reads a checkpoint and guarantees that the key signed it, for an origin that the key is named after.
 * @throws AuditKeyError when it is no checkpoint or no signature of the key holds
 */
export async function openCheckpoint(text: string, { name, raw, key }: AuditKey): Promise<Checkpoint> {
  const { body, signatures, checkpoint } = parseNote(text);
  const ids = await Promise.all(signatures.map((each) => keyId(each.name, raw)));
  const ours = signatures.filter(
    (each, at) => (name === null || each.name === name) && each.key_id === ids[at],
  );
  if (ours.length === 0) throw new AuditKeyError("the checkpoint is not signed by this key");
  for (const { signature } of ours) {
    if (!(await crypto.subtle.verify({ name: "Ed25519" }, key, signature, utf8(body)))) {
      throw new AuditKeyError("the signature does not hold");
    }
  }
  const { origin } = checkpoint;
  if (name !== null && origin !== name && !origin.startsWith(`${name}/`)) {
    throw new AuditKeyError("the checkpoint is of a log that this key is not named after");
  }
  return checkpoint;
}

function parseNote(text: string) {
  if (text.length > MAX_NOTE) throw new AuditKeyError("the note is too long");
  const gap = text.lastIndexOf("\n\n");
  if (gap < 0 || !text.endsWith("\n")) throw new AuditKeyError("not a signed note");
  const body = text.slice(0, gap + 1);
  const lines = text
    .slice(gap + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) {
    throw new AuditKeyError("the note has no signatures or too many");
  }
  return { body, checkpoint: parseBody(body), signatures: lines.map(parseSignature) };
}

function parseBody(body: string): Checkpoint {
  const lines = body.split("\n");
  const [origin = "", size = "", encoded = ""] = lines;
  if (lines.length < 4 || lines.at(-1) !== "" || lines.slice(0, -1).includes("")) {
    throw new AuditKeyError("not a checkpoint body");
  }
  if (!body.isWellFormed() || lines.some((line) => CONTROL.test(line))) {
    throw new AuditKeyError("the checkpoint holds control characters or is not well formed");
  }
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new AuditKeyError("the tree size is not a number");
  }
  const root = fromBase64(encoded);
  if (root?.length !== 32) throw new AuditKeyError("the root is not the base64 of 32 bytes");
  return { origin, size: Number(size), root };
}

function parseSignature(line: string) {
  const [, name = "", encoded = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const blob = fromBase64(encoded);
  if (blob === null || blob.length < 5) throw new AuditKeyError("a signature line cannot be read");
  return { name, key_id: toHex(blob.slice(0, 4)), signature: blob.slice(4) };
}
