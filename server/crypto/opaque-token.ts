// Owns tokens that mean nothing by themselves: reset, verification, approval, invitation, refresh.
// Must never store a token, and must never let a token of one purpose pass for another.
import { randomBytes } from "node:crypto";
import type { Kms } from "#server/ports/kms/kms.ts";
import { lp } from "./lp.ts";

const TOKEN_BYTES = 32;

/** A fresh token: base64url of 32 random bytes, 43 characters. */
export function newOpaqueToken(): string {
  return randomBytes(TOKEN_BYTES).toString("base64url");
}

/** The 32 bytes a token is stored and looked up under; `purpose` keeps tokens of different tables apart. */
export async function hashOpaqueToken(kms: Kms, purpose: string, token: string): Promise<Buffer> {
  return Buffer.from(await kms.mac("opaque-token", lp("1claw/opaque-token/v1", purpose, token)));
}
