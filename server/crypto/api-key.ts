// Owns the text form of API keys and the hash they are stored under.
// Must never store or log a key: only its 12-character prefix and its MAC leave this file.
import { randomBytes } from "node:crypto";
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

/** The 32 bytes a key is stored and looked up under: HMAC(K_apikey, LP(kind, key)). */
export async function hashApiKey(kms: Kms, kind: ApiKeyKind, key: string): Promise<Buffer> {
  return Buffer.from(await kms.mac("apikey", lp(kind, key)));
}
