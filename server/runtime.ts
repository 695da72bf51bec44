// The composition root: environment -> database, keys, writers, clock. Built once per process and kept on globalThis,
// because Next loads modules more than once.
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import { type Database, openDatabase, type PreparedQuery, preparedQuery } from "#db/client.ts";
import { BodyBudget } from "#server/api/steps/read-body.ts";
import { type AuditWriter, createAuditWriter } from "#server/audit/writer.ts";
import { type AgentLoader, createAgentLoader } from "#server/auth/authenticate.ts";
import { openSigningKeys, type SigningKeys } from "#server/auth/signing-keys.ts";
import { parties } from "#server/auth/tokens.ts";
import type { Config } from "#server/config.ts";
import { createTokenVerifier, type TokenVerifier } from "#server/crypto/jwt.ts";
import { createPasswordHasher, type PasswordHasher } from "#server/crypto/password.ts";
import { type Activity, createActivity } from "#server/jobs/activity.ts";
import type { Logger } from "#server/log.ts";
import type { Metrics } from "#server/metrics.ts";
import type { Clock } from "#server/ports/clock.ts";
import type { KekRef, Kms } from "#server/ports/kms/kms.ts";
import { createRateLimits, type RateLimits } from "#server/rate-limits/service.ts";

export type Runtime = {
  config: Config;
  version: string;
  deployment_id: string;
  log: Logger;
  clock: Clock;
  metrics: Metrics;
  pool: pg.Pool;
  db: Database;
  /** Named prepared statements for the hot path. */
  query: PreparedQuery;
  kms: Kms;
  /** KEK versions by `vault/version`; they never change. */
  keks: LRUCache<string, KekRef>;
  jwtKeys: SigningKeys;
  auditKeys: SigningKeys;
  tokens: TokenVerifier;
  /** Agents with their addressed secrets, for concurrent requests together. */
  agents: AgentLoader;
  passwords: PasswordHasher;
  rateLimits: RateLimits;
  auditWriter: AuditWriter;
  activity: Activity;
  bodyBudget: BodyBudget;
  /** Who may still put refused requests without a principal on the record. */
  strangers: { allow(address: string): boolean };
  newRequestId(): string;
};

export type Parts = {
  config: Config;
  version: string;
  deployment_id: string;
  log: Logger;
  metrics: Metrics;
  clock: Clock;
  pool: pg.Pool;
  kms: Kms;
};

/** Builds the runtime from its parts; makes the first signing keys of a new deployment. */
export async function createRuntime(parts: Parts): Promise<Runtime> {
  const { pool, kms, deployment_id } = parts;
  const db = openDatabase(pool);
  const jwtKeys = await openSigningKeys(db, kms, "jwt");
  const auditKeys = await openSigningKeys(db, kms, "audit");
  const query = preparedQuery(pool);
  return {
    ...parts,
    db,
    query,
    agents: createAgentLoader(query),
    keks: new LRUCache({ max: 5_000 }),
    jwtKeys,
    auditKeys,
    tokens: createTokenVerifier({
      keys: () => jwtKeys.verification(),
      ...parties(deployment_id),
    }),
    passwords: createPasswordHasher(kms),
    rateLimits: createRateLimits(db),
    auditWriter: createAuditWriter((statement) => pool.query(statement)),
    activity: createActivity(),
    bodyBudget: new BodyBudget(),
    strangers: strangers(),
    newRequestId: () => randomUUID(),
  };
}

const STRANGER_EVENTS_PER_MINUTE = 20;

function strangers() {
  const seen = new LRUCache<string, { count: number }>({ max: 10_000, ttl: 60_000 });
  return {
    allow(address: string) {
      const entry = seen.get(address) ?? { count: 0 };
      if (entry.count === 0) seen.set(address, entry);
      return ++entry.count <= STRANGER_EVENTS_PER_MINUTE;
    },
  };
}

const SLOT = Symbol.for("1claw.runtime");
type Slot = typeof globalThis & { [SLOT]?: Runtime };

/** Makes the process's runtime known to code that Next loads. */
export function publishRuntime(runtime: Runtime): void {
  (globalThis as Slot)[SLOT] = runtime;
}

/** The process's runtime, or null before it is published. */
export function publishedRuntime(): Runtime | null {
  return (globalThis as Slot)[SLOT] ?? null;
}
