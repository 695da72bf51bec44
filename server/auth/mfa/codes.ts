// What codes are: six digits of an authenticator (RFC 6238) or one of eight recovery codes.
// Must never let one be used twice: a code is looked at here, and used up in the transaction of its effect.
import { randomInt } from "node:crypto";
import { verifySync } from "otplib";
import type { Database } from "#db/client.ts";
import type { PublicContext } from "#server/context.ts";
import { lp } from "#server/crypto/lp.ts";
import { openFor } from "#server/crypto/sealed-box.ts";
import type { Runtime } from "#server/runtime.ts";
import { takeRecoveryCode, takeStep } from "./store.ts";

const PERIOD_SECONDS = 30;
const RECOVERY_CODES = 8;
// 32 characters that are not mistaken for one another: 10 of them are 50 bits.
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const RECOVERY_LENGTH = 10;

export type SecondFactor = { org_id: string; id: string; totp_secret: Buffer };
export type Proof = { method: "totp"; step: number } | { method: "recovery_code"; code_hash: Buffer };

/** The time step that `code` belongs to, of this one, the one before and the one after; null for a wrong code. @see RFC 6238, 5.2 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const result = verifySync({
    secret,
    token: code,
    algorithm: "sha1",
    digits: 6,
    period: PERIOD_SECONDS,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: PERIOD_SECONDS,
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** What a code proves, still to be used up by `useProof`; null for six digits that are wrong. */
export async function proofOf(ctx: PublicContext, user: SecondFactor, code: string): Promise<Proof | null> {
  const { kms } = ctx.runtime;
  if (code.length > 6) {
    return { method: "recovery_code", code_hash: await hashRecoveryCode(ctx.runtime, user.id, code) };
  }
  const step = stepOf(await openFor(kms, "totp", user.id, user.totp_secret), code, ctx.now);
  return step === null ? null : { method: "totp", step };
}

/** Uses a code up; false when it was used before or is not one of the person's. */
export function useProof(trx: Database, user: SecondFactor, proof: Proof): Promise<boolean> {
  return proof.method === "totp"
    ? takeStep(trx, user, proof.step)
    : takeRecoveryCode(trx, user, proof.code_hash);
}

/** Eight fresh recovery codes, as they are shown. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const code = Array.from({ length: RECOVERY_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
    return `${code.slice(0, 5)}-${code.slice(5)}`;
  });
}

/** What a recovery code of a person is stored under; case and the hyphen do not matter. */
export async function hashRecoveryCode(
  runtime: Pick<Runtime, "kms">,
  user_id: string,
  code: string,
): Promise<Buffer> {
  const plain = code.replace("-", "").toUpperCase();
  return Buffer.from(await runtime.kms.mac("recovery", lp("1claw/recovery-code/v1", user_id, plain)));
}
