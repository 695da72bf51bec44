// Owns the text of a signed checkpoint: a C2SP tlog-checkpoint in a C2SP signed note, with Ed25519 signatures.
// Never signs (the key lives elsewhere) and never writes what a reader could take for something else.
// See https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note.
import { hash } from "node:crypto";

const ED25519_KIND = 0x01;

/** What a checkpoint says: the first `size` events of the log called `origin` have this Merkle root (32 bytes). */
export type CheckpointClaim = {
  origin: string;
  size: number;
  root: Uint8Array;
  extensions?: readonly string[];
};

/** A checkpoint or verifier key that cannot be written; the message is safe to show. */
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

function keyBlob(publicKey: Uint8Array): Buffer {
  if (publicKey.length !== 32) throw new CheckpointError("an Ed25519 key has 32 bytes");
  return Buffer.concat([Buffer.of(ED25519_KIND), publicKey]);
}

function keyId(name: string, publicKey: Uint8Array): string {
  if (!/^[^\s+]+$/.test(name) || !name.isWellFormed()) throw new CheckpointError("not a key name");
  const input = Buffer.concat([Buffer.from(`${name}\n`, "utf8"), keyBlob(publicKey)]);
  return hash("sha256", input, "hex").slice(0, 8);
}

// Buffer.from forgives; a text that is not exactly the encoding of its bytes would be a second form of the same note.
function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}
