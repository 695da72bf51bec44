// Owns split custody "2-of-2": a value under a key of two halves, one stored with it, one that only the client keeps.
// Must never store or log the client's half, and must never say more of a half that does not fit than that.
import { createSecretKey, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { AEAD_OVERHEAD, openBox, sealBox } from "./aead.ts";
import { IntegrityFailure } from "./envelope.ts";
import { lp, uuidBytes } from "./lp.ts";

/** The version that the value belongs to; it opens as no other. */
export type SplitPlace = {
  org_id: string;
  vault_id: string;
  secret_id: string;
  path: string;
  version: number;
};

/** A split value whose halves fit, not opened yet; `openJoined` or `wipeJoined` must be its end. */
export type Joined = { readonly value_key: Buffer; readonly box: Buffer; readonly aad: Buffer };

const SHARE_BYTES = 32;
const FORMAT = 0x01;
const COMMITMENT_BYTES = 32;
const BOX_START = 1 + SHARE_BYTES + COMMITMENT_BYTES;

/**
 * Splits a fresh content key K = server half XOR client half and encrypts the value under it.
 * stored = 0x01 | server half 32 | COM 32 | iv 12 | ct | tag 16, with
 * EK||COM = HKDF-SHA256(K, salt = SHA-256(AAD), info "1claw/mpc/v1", 64) and AAD = LP("1claw/mpc/v1", place).
 * Either half alone is random and says nothing about K.
 */
export function sealSplit(
  place: SplitPlace,
  plaintext: Uint8Array,
): { stored: Buffer; client_share: Buffer } {
  const aad = splitAad(place);
  const server_share = randomBytes(SHARE_BYTES);
  const client_share = randomBytes(SHARE_BYTES);
  const keys = deriveKeys(server_share, client_share, aad);
  try {
    const box = sealBox(keys.value_key, plaintext, aad);
    return {
      stored: Buffer.concat([Buffer.of(FORMAT), server_share, keys.commitment, box]),
      client_share,
    };
  } finally {
    server_share.fill(0);
    keys.value_key.fill(0);
  }
}

/**
 * The key of both halves once its commitment held; null when the client's half is not the one of this version.
 * @throws IntegrityFailure when what is stored has not the form of a split value
 */
export function joinShares(place: SplitPlace, stored: Buffer, client_share: Uint8Array): Joined | null {
  if (stored.length < BOX_START + AEAD_OVERHEAD || stored[0] !== FORMAT) throw new IntegrityFailure();
  if (client_share.length !== SHARE_BYTES) return null;
  const aad = splitAad(place);
  const keys = deriveKeys(stored.subarray(1, 1 + SHARE_BYTES), client_share, aad);
  if (timingSafeEqual(keys.commitment, stored.subarray(1 + SHARE_BYTES, BOX_START))) {
    return { value_key: keys.value_key, box: stored.subarray(BOX_START), aad };
  }
  keys.value_key.fill(0);
  return null;
}

/** The value; the key is wiped whatever happens. @throws IntegrityFailure when the ciphertext was changed */
export function openJoined(joined: Joined): Buffer {
  try {
    const plaintext = openBox(joined.value_key, joined.box, joined.aad);
    if (!plaintext) throw new IntegrityFailure();
    return plaintext;
  } finally {
    wipeJoined(joined);
  }
}

/** Ends a key that will not be used, because the access could not be recorded. */
export function wipeJoined(joined: Joined): void {
  joined.value_key.fill(0);
}

function splitAad({ org_id, vault_id, secret_id, path, version }: SplitPlace): Buffer {
  const ids = [org_id, vault_id, secret_id].map(uuidBytes);
  return lp("1claw/mpc/v1", ...ids, path, version);
}

function deriveKeys(a: Uint8Array, b: Uint8Array, aad: Buffer): { value_key: Buffer; commitment: Buffer } {
  const key = Buffer.from(a);
  for (const [i, byte] of b.entries()) key[i] = (key[i] ?? 0) ^ byte;
  try {
    const salt = hash("sha256", aad, "buffer");
    const derived = Buffer.from(hkdfSync("sha256", createSecretKey(key), salt, "1claw/mpc/v1", 64));
    return { value_key: derived.subarray(0, 32), commitment: derived.subarray(32) };
  } finally {
    key.fill(0);
  }
}
