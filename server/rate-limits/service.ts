// Rate limits that hold over all instances together, because the permits lie in Postgres.
// Wide limits take their permits in bundles of a hundredth, so that most requests cost no round trip; narrow ones are exact.
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Database } from "#db/client.ts";
import { isDatabaseDown } from "#server/api/problem.ts";
import { Problem } from "#server/errors.ts";
import { type Rate, resetPermits, takePermits } from "./store.ts";

type Bundle = { left: number; refused_until: number; wait: Promise<number> | null };

const LEASE_MS = 10_000;
/** From this burst on a bundle of a hundredth holds several permits, and exactness is worth less than the round trip. */
const WIDE_BURST = 1_000;

export type RateLimits = {
  /** Takes one permit. @throws Problem `rate_limited` with Retry-After in seconds */
  take(scope: string, key: string, rate: Rate): Promise<void>;
  /** Like `take`, from a bundle held by this process; lets everything pass while the database is away. */
  takeBundled(scope: string, key: string, per_minute: number): Promise<void>;
  /** Makes the key idle again, after the right password for instance. */
  reset(scope: string, key: string): Promise<void>;
};

export function createRateLimits(db: Database): RateLimits {
  const bundles = new LRUCache<string, Bundle>({ max: 20_000, ttl: LEASE_MS });

  async function lease(name: string, bundle: Bundle, rate: Rate): Promise<number> {
    const size = Math.max(1, Math.floor(rate.burst / 100));
    try {
      const wait = await takePermits(db, digest(name), rate, size);
      if (wait === 0) bundle.left += size;
      else bundle.refused_until = Date.now() + Math.min(wait, 1) * 1000;
      return wait;
    } finally {
      bundle.wait = null;
    }
  }

  async function spend(name: string, rate: Rate): Promise<void> {
    const bundle = bundles.get(name) ?? { left: 0, refused_until: 0, wait: null };
    if (!bundles.has(name)) bundles.set(name, bundle);
    while (bundle.left < 1) {
      if (bundle.refused_until > Date.now()) throw limited((bundle.refused_until - Date.now()) / 1000);
      bundle.wait ??= lease(name, bundle, rate);
      const wait = await bundle.wait;
      if (wait > 0) throw limited(wait);
    }
    bundle.left--;
  }

  return {
    async take(scope, key, rate) {
      const name = `${scope}\0${key}`;
      if (rate.burst >= WIDE_BURST) return spend(name, rate);
      const wait = await takePermits(db, digest(name), rate, 1);
      if (wait > 0) throw limited(wait);
    },
    async takeBundled(scope, key, per_minute) {
      try {
        await spend(`${scope}\0${key}`, { burst: per_minute, per_second: per_minute / 60 });
      } catch (error) {
        // What is asked for will say that the database is away, or needs none.
        if (!isDatabaseDown(error)) throw error;
      }
    },
    reset: (scope, key) => resetPermits(db, digest(`${scope}\0${key}`)),
  };
}

// Keys hold addresses and e-mails; the table needs only their identity.
function digest(name: string): Buffer {
  return createHash("sha256").update(name).digest().subarray(0, 16);
}

function limited(wait_seconds: number): Problem {
  const seconds = Math.max(1, Math.ceil(wait_seconds));
  return new Problem("rate_limited", {
    detail: `Too many requests. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
    headers: { "retry-after": String(seconds) },
  });
}
