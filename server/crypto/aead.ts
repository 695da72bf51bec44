// Owns AES-256-GCM boxes: iv 12 | ciphertext | tag 16, with a random iv.
// Must never take a tag shorter than 16 bytes, and must never say why a box did not open.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a box adds to its plaintext, in bytes. */
export const AEAD_OVERHEAD = IV_BYTES + TAG_BYTES;

/**
 * A box only `openBox` with the same 32-byte key and AAD opens; at most 2^32 boxes for one key.
 * @see NIST SP 800-38D section 8.3
 */
export function sealBox(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", createSecretKey(key), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext of a box, or null when key, AAD and box do not belong together. */
export function openBox(key: Uint8Array, box: Uint8Array, aad: Uint8Array): Buffer | null {
  if (box.length < AEAD_OVERHEAD) return null;
  const tagStart = box.length - TAG_BYTES;
  // Node takes four times as long to set up a cipher from the bytes themselves.
  const decipher = createDecipheriv("aes-256-gcm", createSecretKey(key), box.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(aad);
  decipher.setAuthTag(box.subarray(tagStart));
  const plaintext = decipher.update(box.subarray(IV_BYTES, tagStart));
  try {
    decipher.final();
    return plaintext;
  } catch {
    plaintext.fill(0);
    return null;
  }
}
