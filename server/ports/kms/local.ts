// Owns the software KMS: vault KEKs wrapped under the root, Ed25519 keys, MACs. It runs inside keyd and in tests.
// Must never give out a KEK, the root or a signing key, nor keep more than 1,000 KEKs in memory.
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { LRUCache } from "lru-cache";
import { openBox, sealBox } from "#server/crypto/aead.ts";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import { type KekId, type KekRef, type Kms, KmsError, type MacPurpose, type SigningKeyRef } from "./kms.ts";
import { createRootKeys } from "./root-key.ts";

type CachedKek = { material: Buffer; kek: Buffer };
type CachedSigningKey = { material: Buffer; key: KeyObject };

const KEY_BYTES = 32;
const KEK_CACHE_ENTRIES = 1000;
const SIGNING_CACHE_ENTRIES = 16;
/** DER of a PKCS#8 Ed25519 key up to its seed (RFC 8410 section 7). */
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex");
/** Other derived keys exist (`kek-wrap`, `signing-wrap`): a caller must not get MACs under them. */
const MAC_PURPOSES: ReadonlySet<string> = new Set<MacPurpose>([
  "apikey",
  "pw-pepper",
  "recovery",
  "opaque-token",
  "log-pseudonym",
  "totp",
  "outbox",
  "webhook",
  "root-check",
]);

/**
 * A KMS whose keys live in this process: it really encrypts, so tests use it as it is.
 * @throws RangeError when `root` is not 32 bytes or `deployment_id` is not a UUID
 */
export function createLocalKms(options: { root: Uint8Array; deployment_id: string }): Kms {
  const rootKeys = createRootKeys(options);
  const kekWrap = rootKeys.key("kek-wrap");
  const signingWrap = rootKeys.key("signing-wrap");
  const keks = new LRUCache<string, CachedKek>({
    max: KEK_CACHE_ENTRIES,
    dispose: (entry) => entry.kek.fill(0),
  });
  const signingKeys = new LRUCache<string, CachedSigningKey>({ max: SIGNING_CACHE_ENTRIES });
  let closed = false;

  function assertOpen(): void {
    if (closed) throw new KmsError("kms_unavailable", "the local KMS is closed");
  }

  function kekOf(ref: KekRef): Buffer {
    assertOpen();
    const name = `${ref.org_id}/${ref.vault_id}/${ref.kek_id}/${ref.version}`;
    const cached = keks.get(name);
    if (cached?.material.equals(ref.material)) return cached.kek;
    const kek = opened(kekWrap, ref.material, kekAad(ref));
    keks.set(name, { material: Buffer.from(ref.material), kek });
    return kek;
  }

  function signingKeyOf(ref: SigningKeyRef): KeyObject {
    assertOpen();
    const cached = signingKeys.get(ref.kid);
    if (cached?.material.equals(ref.material)) return cached.key;
    const seed = opened(signingWrap, ref.material, signingAad(ref.kid));
    const key = signingKeyFromSeed(seed);
    signingKeys.set(ref.kid, { material: Buffer.from(ref.material), key });
    return key;
  }

  return {
    provider: "local",
    async createKek(id) {
      assertOpen();
      const kek = randomBytes(KEY_BYTES);
      try {
        return sealBox(kekWrap, kek, kekAad(id));
      } finally {
        kek.fill(0);
      }
    },
    async wrap(kek, dek, aad) {
      if (dek.length !== KEY_BYTES) throw new RangeError("a DEK must be 32 bytes");
      return sealBox(kekOf(kek), dek, aad);
    },
    async unwrap(kek, wrapped, aad) {
      return opened(kekOf(kek), wrapped, aad);
    },
    async rewrap(from, to, wrapped, fromAad, toAad) {
      const dek = opened(kekOf(from), wrapped, fromAad);
      try {
        return sealBox(kekOf(to), dek, toAad);
      } finally {
        dek.fill(0);
      }
    },
    async destroyKek(kek) {
      keks.delete(`${kek.org_id}/${kek.vault_id}/${kek.kek_id}/${kek.version}`);
    },
    async createSigningKey(kid) {
      assertOpen();
      const seed = randomBytes(KEY_BYTES);
      const material = sealBox(signingWrap, seed, signingAad(kid));
      return { material, public_key: rawPublicKey(signingKeyFromSeed(seed)) };
    },
    async sign(key, bytes) {
      return sign(null, bytes, signingKeyOf(key));
    },
    async mac(purpose, data) {
      assertOpen();
      if (!MAC_PURPOSES.has(purpose)) throw new RangeError("unknown MAC purpose");
      return rootKeys.mac(purpose, data);
    },
    async health() {
      return { status: closed ? "unavailable" : "ok", protection_level: "software" };
    },
    async close() {
      closed = true;
      keks.clear();
      signingKeys.clear();
      kekWrap.fill(0);
      signingWrap.fill(0);
    },
  };
}

function kekAad(id: KekId): Buffer {
  return lp("1claw/kek/v1", uuidBytes(id.org_id), uuidBytes(id.vault_id), uuidBytes(id.kek_id), id.version);
}

function signingAad(kid: string): Buffer {
  return lp("1claw/signing-key/v1", kid);
}

function opened(key: Buffer, box: Uint8Array, aad: Uint8Array): Buffer {
  const plaintext = openBox(key, box, aad);
  if (plaintext?.length === KEY_BYTES) return plaintext;
  plaintext?.fill(0);
  throw new KmsError("kms_integrity", "a wrapped key does not belong to its key and context");
}

function signingKeyFromSeed(seed: Buffer): KeyObject {
  const der = Buffer.concat([PKCS8_ED25519, seed]);
  try {
    return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  } finally {
    der.fill(0);
    seed.fill(0);
  }
}

function rawPublicKey(key: KeyObject): Buffer {
  const { x } = createPublicKey(key).export({ format: "jwk" });
  if (!x) throw new Error("an Ed25519 key without a public half");
  return Buffer.from(x, "base64url");
}
