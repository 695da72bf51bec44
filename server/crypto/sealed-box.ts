// Owns small secrets of the deployment itself at rest: TOTP secrets, mail bodies, webhook secrets.
// Must never use a key twice: each box has a key of its own, derived from its purpose's key and a fresh salt.
import { randomBytes } from "node:crypto";
import { type Kms, KmsError, type MacPurpose } from "#server/ports/kms/kms.ts";
import { openBox, sealBox } from "./aead.ts";
import { lp } from "./lp.ts";

export type BoxPurpose = Extract<MacPurpose, "totp" | "outbox" | "webhook">;

const VERSION = 1;
const SALT_BYTES = 16;

/**
 * Seals `plaintext` so that it opens only for the same purpose and context (the id of the row it lies in).
 * 0x01 | salt 16 | AES-256-GCM box under HMAC-SHA256(purpose key, LP("1claw/box/v1", salt)), AAD = LP("1claw/box/v1", context).
 */
export async function sealFor(
  kms: Kms,
  purpose: BoxPurpose,
  context: string,
  plaintext: string,
): Promise<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const key = await kms.mac(purpose, lp("1claw/box/v1", salt));
  const bytes = Buffer.from(plaintext, "utf8");
  try {
    return Buffer.concat([Buffer.of(VERSION), salt, sealBox(key, bytes, aad(context))]);
  } finally {
    key.fill(0);
    bytes.fill(0);
  }
}

/** What `sealFor` sealed. @throws KmsError `kms_integrity` when purpose, context and box do not belong together */
export async function openFor(kms: Kms, purpose: BoxPurpose, context: string, box: Buffer): Promise<string> {
  const salt = box.subarray(1, 1 + SALT_BYTES);
  if (box[0] !== VERSION || salt.length !== SALT_BYTES) throw damaged();
  const key = await kms.mac(purpose, lp("1claw/box/v1", salt));
  const bytes = openBox(key, box.subarray(1 + SALT_BYTES), aad(context));
  key.fill(0);
  if (!bytes) throw damaged();
  try {
    return bytes.toString("utf8");
  } finally {
    bytes.fill(0);
  }
}

function aad(context: string): Buffer {
  return lp("1claw/box/v1", context);
}

function damaged(): KmsError {
  return new KmsError("kms_integrity", "a sealed box does not belong to its purpose and context");
}
