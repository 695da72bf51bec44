// Owns password hashes: HMAC pepper in the KMS, then Argon2id in a bounded pool, stored as a PHC string.
// Must never run more than two hashes at once (64 MiB each), and must cost the same for an unknown user.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { normalizePassword } from "#lib/password-policy.ts";
import type { Kms } from "#server/ports/kms/kms.ts";
import {
  ARGON2_COST,
  ARGON2_SALT_BYTES,
  ARGON2_TAG_BYTES,
  type Argon2Cost,
  argon2id,
  isPayableCost,
} from "./argon2.ts";
import { lp } from "./lp.ts";

export type PasswordVerdict = { ok: boolean; needs_rehash: boolean };

export type PasswordHasher = {
  /**
   * The PHC string to store.
   * @throws RangeError for a password that `checkPassword` refuses as too long or unreadable; PasswordPoolBusy; KmsError
   */
  hashPassword(password: string): Promise<string>;
  /**
   * Whether the password is the one behind the stored PHC string; an unreadable string counts as no match.
   * @throws PasswordPoolBusy; KmsError
   */
  verifyPassword(stored: string, password: string): Promise<PasswordVerdict>;
  /** Does the work of `verifyPassword` for an account that does not exist, and says no. @throws PasswordPoolBusy; KmsError */
  verifyNothing(password: string): Promise<PasswordVerdict>;
};

/** All hashing slots and the queue are taken: answer 429 and let the client come back. */
export class PasswordPoolBusy extends Error {
  constructor() {
    super("too many passwords are being checked at the moment");
    this.name = "PasswordPoolBusy";
  }
}

const RUNNING_MAX = 2;
const WAITING_MAX = 20;
const NO_MATCH: PasswordVerdict = { ok: false, needs_rehash: false };
const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

type StoredHash = { cost: Argon2Cost; salt: Buffer; tag: Buffer };

/** One hasher with one pool (2 running, 20 waiting); the process keeps exactly one. New hashes have this `cost`. */
export function createPasswordHasher(kms: Kms, cost: Argon2Cost = ARGON2_COST): PasswordHasher {
  const inPool = createPool(RUNNING_MAX, WAITING_MAX);
  const nobody = { cost, salt: randomBytes(ARGON2_SALT_BYTES) };

  async function tagOf(normalized: string, salt: Buffer, at: Argon2Cost): Promise<Buffer> {
    const peppered = await kms.mac("pw-pepper", lp("1claw/password/v1", normalized));
    try {
      return await argon2id(peppered, salt, at);
    } finally {
      peppered.fill(0);
    }
  }

  async function verifyNothing(password: string): Promise<PasswordVerdict> {
    const normalized = normalizePassword(password);
    if (normalized !== null) await inPool(() => tagOf(normalized, nobody.salt, nobody.cost));
    return NO_MATCH;
  }

  return {
    verifyNothing,
    async hashPassword(password) {
      const normalized = normalizePassword(password);
      if (normalized === null) throw new RangeError("not a password that can be stored");
      const salt = randomBytes(ARGON2_SALT_BYTES);
      return formatPhc(cost, salt, await inPool(() => tagOf(normalized, salt, cost)));
    },
    async verifyPassword(stored, password) {
      const hash = parsePhc(stored);
      if (!hash) return verifyNothing(password);
      const normalized = normalizePassword(password);
      if (normalized === null) return NO_MATCH;
      const tag = await inPool(() => tagOf(normalized, hash.salt, hash.cost));
      if (!timingSafeEqual(tag, hash.tag)) return NO_MATCH;
      return { ok: true, needs_rehash: !isSameCost(hash.cost, cost) };
    },
  };
}

function createPool(runningMax: number, waitingMax: number) {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async function inPool<T>(work: () => Promise<T>): Promise<T> {
    if (running < runningMax) running++;
    else if (waiting.length >= waitingMax) throw new PasswordPoolBusy();
    // A slot is handed from one piece of work to the next, so `running` does not change on the way.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}

function formatPhc({ m, t, p }: Argon2Cost, salt: Buffer, tag: Buffer): string {
  return `$argon2id$v=19$m=${m},t=${t},p=${p}$${unpadded(salt)}$${unpadded(tag)}`;
}

function parsePhc(text: string): StoredHash | null {
  const match = PHC.exec(text);
  if (!match) return null;
  const [, m, t, p, salt = "", tag = ""] = match;
  const hash = {
    cost: { m: Number(m), t: Number(t), p: Number(p) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
  const wellFormed = hash.salt.length === ARGON2_SALT_BYTES && hash.tag.length === ARGON2_TAG_BYTES;
  return wellFormed && isPayableCost(hash.cost) ? hash : null;
}

function isSameCost(one: Argon2Cost, other: Argon2Cost): boolean {
  return one.m === other.m && one.t === other.t && one.p === other.p;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
