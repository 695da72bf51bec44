// Owns the one Argon2id call and its parameters.
// Must never run with parameters outside the bounds: they may come from a row or a file.
import { argon2 } from "node:crypto";

/** memory in KiB, passes, lanes. */
export type Argon2Cost = { m: number; t: number; p: number };

/** 64 MiB, 3 passes, 4 lanes. @see RFC 9106 section 4, second recommended option */
export const ARGON2_COST: Argon2Cost = { m: 65_536, t: 3, p: 4 };
export const ARGON2_TAG_BYTES = 32;
export const ARGON2_SALT_BYTES = 16;

const COST_MAX: Argon2Cost = { m: 262_144, t: 16, p: 16 };

/** True for a cost this server is willing to pay. */
export function isPayableCost({ m, t, p }: Argon2Cost): boolean {
  const whole = [m, t, p].every((value) => Number.isSafeInteger(value) && value >= 1);
  return whole && m >= 8 * p && m <= COST_MAX.m && t <= COST_MAX.t && p <= COST_MAX.p;
}

/**
 * The 32-byte Argon2id tag of `message`.
 * @throws RangeError for a cost beyond 256 MiB, 16 passes or 16 lanes
 */
export function argon2id(message: Uint8Array, salt: Uint8Array, cost: Argon2Cost): Promise<Buffer> {
  if (!isPayableCost(cost)) throw new RangeError("Argon2 cost out of bounds");
  const parameters = {
    message,
    nonce: salt,
    parallelism: cost.p,
    tagLength: ARGON2_TAG_BYTES,
    memory: cost.m,
    passes: cost.t,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, tag) => (error ? reject(error) : resolve(tag)));
  });
}
