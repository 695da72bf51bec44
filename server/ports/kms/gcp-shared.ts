// Owns the `shared` mode of Cloud KMS: KEKs made here, each wrapped by one key in Cloud KMS.
// Must never keep a KEK in memory longer than 60 s, nor send one anywhere but to that key.
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { openBox, sealBox } from "#server/crypto/aead.ts";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import type { GcpClient } from "./gcp-client.ts";
import { type KekId, type KekRef, KmsError } from "./kms.ts";

const KEK_BYTES = 32;
const CACHE_MS = 60_000;
const CACHE_ENTRIES = 1000;

/** KEKs around which `sharedKey` (a crypto key name) is wrapped; `ensureKey` makes that key where it does not exist. */
export function createSharedKeks(
  client: GcpClient,
  sharedKey: string,
  ensureKey: () => Promise<unknown>,
  clock: { now(): number } = performance,
) {
  const keks = new LRUCache<string, Buffer>({
    max: CACHE_ENTRIES,
    ttl: CACHE_MS,
    ttlAutopurge: true,
    ttlResolution: 0,
    perf: clock,
    dispose: (kek) => kek.fill(0),
  });
  let ensured: Promise<unknown> | undefined;

  /** Runs `use` with the KEK; `use` is synchronous, so a purge cannot wipe the key under it. */
  async function withKek<T>(ref: KekRef, use: (kek: Buffer) => T): Promise<T> {
    const name = cacheName(ref);
    const cached = keks.get(name);
    if (cached) return use(cached);
    const { plaintext: kek } = await client.decrypt(sharedKey, ref.material, kekAad(ref));
    if (kek.length !== KEK_BYTES) {
      kek.fill(0);
      throw new KmsError("kms_integrity", "what was unwrapped is not a KEK");
    }
    keks.set(name, kek);
    return use(kek);
  }

  return {
    async createKek(id: KekId): Promise<Uint8Array> {
      ensured ??= ensureKey();
      await ensured.catch((error: unknown) => {
        ensured = undefined;
        throw error;
      });
      const kek = randomBytes(KEK_BYTES);
      try {
        return (await client.encrypt(sharedKey, kek, kekAad(id))).ciphertext;
      } finally {
        kek.fill(0);
      }
    },
    wrap: (ref: KekRef, dek: Uint8Array, aad: Uint8Array): Promise<Uint8Array> =>
      withKek(ref, (kek) => sealBox(kek, dek, aad)),
    unwrap: (ref: KekRef, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array> =>
      withKek(ref, (kek) => {
        const dek = openBox(kek, wrapped, aad);
        if (!dek) throw new KmsError("kms_integrity", "a wrapped key does not belong to its KEK and context");
        return dek;
      }),
    /** Nothing to end in Cloud KMS: the KEK is gone with its row. */
    async destroyKek(ref: KekRef): Promise<void> {
      keks.delete(cacheName(ref));
    },
    close(): void {
      keks.clear();
    },
  };
}

function cacheName(ref: KekRef): string {
  return `${kekAad(ref).toString("base64")}/${Buffer.from(ref.material).toString("base64")}`;
}

function kekAad(id: KekId): Buffer {
  return lp("1claw/kek/v1", uuidBytes(id.org_id), uuidBytes(id.vault_id), uuidBytes(id.kek_id), id.version);
}
