// An optional memory of unwrapped DEKs in front of a remote key service, off unless the operator asks for it.
// Whether a secret may be opened is decided before; the memory only spares the call. Entries are wiped when they leave.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Kms } from "./kms.ts";

const MAX_DEKS = 10_000;

/** `kms` with unwrapped DEKs remembered for `ttl_seconds` (at most 60); a DEK is found by its KEK, wrapping and AAD. */
export function withDekCache(kms: Kms, ttl_seconds: number): Kms {
  const deks = new LRUCache<string, Buffer>({
    max: MAX_DEKS,
    ttl: Math.min(ttl_seconds, 60) * 1000,
    ttlAutopurge: true,
    dispose: (dek) => dek.fill(0),
  });
  return {
    provider: kms.provider,
    createKek: (id) => kms.createKek(id),
    wrap: (kek, dek, aad) => kms.wrap(kek, dek, aad),
    async unwrap(kek, wrapped, aad) {
      const digest = createHash("sha256").update(wrapped).update(aad).digest("base64url");
      const name = `${kek.kek_id}/${kek.version}/${digest}`;
      const known = deks.get(name);
      // The caller wipes what it gets, so it gets a copy.
      if (known) return Buffer.from(known);
      const dek = await kms.unwrap(kek, wrapped, aad);
      deks.set(name, Buffer.from(dek));
      return dek;
    },
    rewrap: (...words) => kms.rewrap(...words),
    async destroyKek(kek) {
      for (const name of deks.keys()) if (name.startsWith(`${kek.kek_id}/`)) deks.delete(name);
      await kms.destroyKek(kek);
    },
    createSigningKey: (kid) => kms.createSigningKey(kid),
    sign: (key, bytes) => kms.sign(key, bytes),
    mac: (purpose, data) => kms.mac(purpose, data),
    health: () => kms.health(),
    async close() {
      deks.clear();
      await kms.close();
    },
  };
}
