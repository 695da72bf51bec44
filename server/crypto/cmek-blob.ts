// Owns what the server does with the client's own format of encrypted values: nothing but the rotation that a client
// hands both its keys over for. The client's half of the format is packages/sdk/src/cmek.ts.
import { hash } from "node:crypto";
import { openBox, sealBox } from "./aead.ts";

const VERSION = 0x01;

/** Lower-case hex SHA-256 of a client's key. */
export function cmekFingerprint(key: Uint8Array): string {
  return hash("sha256", key, "hex");
}

/**
 * The same value under another of the client's keys, both blobs 0x01 | IV 12 | ciphertext | tag 16 without AAD;
 * null when the blob does not open with the old key.
 */
export function reencryptBlob(blob: Uint8Array, from: Uint8Array, to: Uint8Array): Buffer | null {
  const none = Buffer.alloc(0);
  if (blob[0] !== VERSION) return null;
  const plaintext = openBox(from, blob.subarray(1), none);
  if (!plaintext) return null;
  try {
    return Buffer.concat([Buffer.of(VERSION), sealBox(to, plaintext, none)]);
  } finally {
    plaintext.fill(0);
  }
}
