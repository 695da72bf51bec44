// Owns the text of a signed checkpoint: a C2SP tlog-checkpoint in a C2SP signed note, with Ed25519 signatures.
// Never signs (the key lives elsewhere); what it reads is hostile until a signature over the body has held.
// See https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note.
import { createPublicKey, hash, type KeyObject, verify } from "node:crypto";

const ED25519_KIND = 0x01;
const MAX_NOTE_CHARACTERS = 65_536;
const MAX_SIGNATURES = 16;
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/;
const KEY_TEXT = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/;

/** What a checkpoint says: the first `size` events of the log called `origin` have this Merkle root (32 bytes). */
export type CheckpointClaim = {
  origin: string;
  size: number;
  root: Uint8Array;
  extensions?: readonly string[];
};

/** A checkpoint as read; nothing in it is proven until `verifyCheckpoint` has returned it. */
export type Checkpoint = {
  origin: string;
  size: number;
  root: Buffer;
  extensions: string[];
  body: string;
  signatures: { name: string; key_id: string; signature: Buffer }[];
};

/** A key that checkpoints are checked with; `name` is null when only the raw key was given. */
export type VerifierKey = { name: string | null; public_key: Buffer; key: KeyObject };

/** A checkpoint or verifier key that cannot be read or does not hold; the message is safe to show. */
export class CheckpointError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CheckpointError";
  }
}

/** The bytes-to-be-signed of a checkpoint, as text ending in a newline.
 *  @throws CheckpointError when a line would not be read back as it was meant */
export function checkpointBody(claim: CheckpointClaim): string {
  const lines = [claim.origin, String(claim.size), Buffer.from(claim.root).toString("base64")];
  const body = `${[...lines, ...(claim.extensions ?? [])].join("\n")}\n`;
  const read = parseBody(body);
  if (read.origin !== claim.origin || read.extensions.length !== (claim.extensions ?? []).length) {
    throw new CheckpointError("an origin or extension holds a line break");
  }
  return body;
}

/** The signed note: the body, an empty line and one signature line.
 *  @throws CheckpointError when the name, the 32-byte key or the 64-byte signature has the wrong form */
export function noteWithSignature(
  body: string,
  name: string,
  publicKey: Uint8Array,
  signature: Uint8Array,
): string {
  parseBody(body);
  if (signature.length !== 64) throw new CheckpointError("an Ed25519 signature has 64 bytes");
  const blob = Buffer.concat([Buffer.from(keyId(name, publicKey), "hex"), signature]);
  return `${body}\n\u2014 ${name} ${blob.toString("base64")}\n`;
}

/** The text form of a verifier key: name, key id (8 hex digits) and base64(0x01 || key), joined by `+`.
 *  @throws CheckpointError when the name or the 32-byte key has the wrong form */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  return `${name}+${keyId(name, publicKey)}+${keyBlob(publicKey).toString("base64")}`;
}

/** Reads a verifier key from its text form or from the base64 of the raw 32-byte key.
 *  @throws CheckpointError when it is neither, or the key id is not that of the name and key */
export function parseVerifierKey(text: string): VerifierKey {
  const trimmed = text.trim();
  const match = KEY_TEXT.exec(trimmed);
  if (match === null) {
    const raw = decodeBase64(trimmed);
    if (raw?.length !== 32) throw new CheckpointError("not a verifier key");
    return { name: null, public_key: raw, key: keyObject(raw) };
  }
  const [, name = "", id = "", encoded = ""] = match;
  const blob = decodeBase64(encoded);
  if (blob?.length !== 33 || blob[0] !== ED25519_KIND)
    throw new CheckpointError("not an Ed25519 verifier key");
  const publicKey = blob.subarray(1);
  if (keyId(name, publicKey) !== id)
    throw new CheckpointError("the key id does not belong to this name and key");
  return { name, public_key: publicKey, key: keyObject(publicKey) };
}

/** Reads a signed checkpoint without believing it.
 *  @throws CheckpointError when the text is not a checkpoint note */
export function parseCheckpoint(text: string): Checkpoint {
  if (text.length > MAX_NOTE_CHARACTERS) throw new CheckpointError("the note is too long");
  const gap = text.lastIndexOf("\n\n");
  if (gap < 0 || !text.endsWith("\n")) throw new CheckpointError("not a signed note");
  const body = text.slice(0, gap + 1);
  const lines = text
    .slice(gap + 2)
    .split("\n")
    .slice(0, -1);
  if (lines.length === 0 || lines.length > MAX_SIGNATURES) {
    throw new CheckpointError("the note has no signatures or too many");
  }
  return { ...parseBody(body), body, signatures: lines.map(parseSignature) };
}

/** Reads a signed checkpoint and guarantees that this key signed its body, for an origin that the key is named
 *  after (the same name, or a path below it); a key without a name is believed for any origin.
 *  @throws CheckpointError when it is not a checkpoint or no signature of the key holds */
export function verifyCheckpoint(text: string, key: string | VerifierKey): Checkpoint {
  const verifier = typeof key === "string" ? parseVerifierKey(key) : key;
  const checkpoint = parseCheckpoint(text);
  const ours = checkpoint.signatures.filter(
    ({ name, key_id }) =>
      (verifier.name === null || name === verifier.name) && key_id === keyId(name, verifier.public_key),
  );
  if (ours.length === 0) throw new CheckpointError("the checkpoint is not signed by this key");
  const body = Buffer.from(checkpoint.body, "utf8");
  for (const { signature } of ours) {
    if (signature.length !== 64 || !verify(null, body, verifier.key, signature)) {
      throw new CheckpointError("the signature does not hold");
    }
  }
  const { name } = verifier;
  if (name !== null && checkpoint.origin !== name && !checkpoint.origin.startsWith(`${name}/`)) {
    throw new CheckpointError("the checkpoint is of a log that this key is not named after");
  }
  return checkpoint;
}

function parseBody(body: string) {
  const lines = body.split("\n");
  const [origin = "", size = "", encodedRoot = ""] = lines;
  const extensions = lines.slice(3, -1);
  if (lines.length < 4 || lines.at(-1) !== "" || origin === "" || extensions.includes("")) {
    throw new CheckpointError("not a checkpoint body");
  }
  if (!body.isWellFormed() || lines.some(hasControlCharacter)) {
    throw new CheckpointError("the checkpoint holds control characters or is not well formed");
  }
  if (!/^(0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new CheckpointError("the tree size is not a number");
  }
  const root = decodeBase64(encodedRoot);
  if (root?.length !== 32) throw new CheckpointError("the root is not the base64 of 32 bytes");
  return { origin, size: Number(size), root, extensions };
}

function hasControlCharacter(line: string): boolean {
  for (let i = 0; i < line.length; i++) if (line.charCodeAt(i) < 0x20) return true;
  return false;
}

function parseSignature(line: string) {
  const [, name = "", encoded = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const blob = decodeBase64(encoded);
  if (blob === null || blob.length < 5) throw new CheckpointError("a signature line cannot be read");
  return { name, key_id: blob.toString("hex", 0, 4), signature: blob.subarray(4) };
}

function keyBlob(publicKey: Uint8Array): Buffer {
  if (publicKey.length !== 32) throw new CheckpointError("an Ed25519 key has 32 bytes");
  return Buffer.concat([Buffer.of(ED25519_KIND), publicKey]);
}

function keyId(name: string, publicKey: Uint8Array): string {
  if (!/^[^\s+]+$/.test(name) || !name.isWellFormed()) throw new CheckpointError("not a key name");
  const input = Buffer.concat([Buffer.from(`${name}\n`, "utf8"), keyBlob(publicKey)]);
  return hash("sha256", input, "hex").slice(0, 8);
}

function keyObject(publicKey: Buffer): KeyObject {
  const x = publicKey.toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

// Buffer.from forgives; a text that is not exactly the encoding of its bytes would be a second form of the same note.
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
