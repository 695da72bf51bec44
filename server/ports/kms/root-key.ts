// Owns the keys derived from the root R: one per purpose (HKDF-SHA256), shared by every provider.
// Must never use one key for two purposes, and must never give R itself to anyone.
import { createHmac, hkdfSync } from "node:crypto";
import { uuidBytes } from "#server/crypto/lp.ts";
import type { MacPurpose } from "./kms.ts";

export type RootKeys = {
  /** HMAC-SHA256 of `data` under the purpose's own key, 32 bytes. */
  mac(purpose: MacPurpose, data: Uint8Array): Buffer;
  /** The purpose's own key, 32 bytes, as a fresh copy: the caller wipes it. */
  key(purpose: string): Buffer;
};

const ROOT_BYTES = 32;

/**
 * Keys per purpose: HKDF-SHA256(root, salt = the 16 deployment id bytes, info = `1claw/<purpose>/v1`, 32 bytes).
 * @throws RangeError when `root` is not 32 bytes, TypeError when `deployment_id` is not a UUID
 * @see RFC 5869
 */
export function createRootKeys(options: { root: Uint8Array; deployment_id: string }): RootKeys {
  if (options.root.length !== ROOT_BYTES) throw new RangeError("the root key must be 32 bytes");
  const root = Buffer.from(options.root);
  const salt = uuidBytes(options.deployment_id);
  const macKeys = new Map<MacPurpose, Buffer>();
  const key = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", root, salt, `1claw/${purpose}/v1`, ROOT_BYTES));
  return {
    key,
    mac(purpose, data) {
      const macKey = macKeys.get(purpose) ?? key(purpose);
      macKeys.set(purpose, macKey);
      return createHmac("sha256", macKey).update(data).digest();
    },
  };
}
