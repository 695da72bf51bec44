// Owns the text form of API keys and the hash they are stored under.
// Must never store or log a key: only its 12-character prefix and its MAC leave this file.
import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Kms } from "#server/ports/kms/kms.ts";
import { lp } from "./lp.ts";

/** `ocv` keys belong to agents, `1ck` keys to people. */
export type ApiKeyKind = "ocv" | "1ck";

const KEY_BYTES = 32;
const PREFIX_CHARACTERS = 12;
const API_KEY = /^(ocv|1ck)_([A-Za-z0-9_-]{43})$/;

/** A fresh key: `ocv_` or `1ck_` + base64url of 32 random bytes. */
export function newApiKey(kind: ApiKeyKind): string {
  return `${kind}_${randomBytes(KEY_BYTES).toString("base64url")}`;
}

/** Kind and display prefix (first 12 characters) of a key in exactly the form `newApiKey` gives, else null. */
export function parseApiKey(text: string): { kind: ApiKeyKind; prefix: string } | null {
  const match = API_KEY.exec(text);
  const body = match?.[2];
  if (!match || !body) return null;
  // 43 characters carry 258 bits: a key must have one spelling only, so the two spare bits are zero.
  if (Buffer.from(body, "base64url").toString("base64url") !== body) return null;
  return { kind: match[1] === "ocv" ? "ocv" : "1ck", prefix: text.slice(0, PREFIX_CHARACTERS) };
}

/** What a process remembers keys by: its own random key, so that its memory holds no plain digest of any API key. */
const REMEMBER_KEY = randomBytes(32);
const REMEMBERED_MAX = 20_000;
const remembered = new WeakMap<Kms, LRUCache<string, Buffer>>();

/**
 * The 32 bytes a key is stored and looked up under: HMAC(K_apikey, LP(kind, key)). A process asks the KMS once for each
 * of the 20,000 keys it saw last; whether a key is still good is not remembered.
 */
export async function hashApiKey(kms: Kms, kind: ApiKeyKind, key: string): Promise<Buffer> {
  const named = lp(kind, key);
  const digest = createHmac("sha256", REMEMBER_KEY).update(named).digest("base64");
  let known = remembered.get(kms);
  if (!known) {
    known = new LRUCache({ max: REMEMBERED_MAX });
    remembered.set(kms, known);
  }
  const hash = known.get(digest) ?? Buffer.from(await kms.mac("apikey", named));
  known.set(digest, hash);
  return hash;
}
