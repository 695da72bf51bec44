// The composition root: environment -> database, keys, writers, clock. Built once per process and kept on globalThis,
// because Next loads modules more than once.
import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import { type Database, openDatabase, type PreparedQuery, preparedQuery } from "#db/client.ts";
import { createSettings, type Settings } from "#server/admin/settings.ts";
import { BodyBudget } from "#server/api/steps/read-body.ts";
import { type AuditWriter, createAuditWriter } from "#server/audit/writer.ts";
import { type AgentByKeyLoader, createAgentByKeyLoader } from "#server/auth/agents/service.ts";
import { type AgentLoader, createAgentLoader } from "#server/auth/authenticate.ts";
import { createIssuerKeys, type IssuerKeys } from "#server/auth/issuer-keys.ts";
import { openSigningKeys, type SigningKeys } from "#server/auth/signing-keys.ts";
import { parties } from "#server/auth/tokens.ts";
import type { Config } from "#server/config.ts";
import { createTokenVerifier, type TokenVerifier } from "#server/crypto/jwt.ts";
import { createPasswordHasher, type PasswordHasher } from "#server/crypto/password.ts";
import { type Activity, createActivity } from "#server/jobs/activity.ts";
import { createJobRecord, type JobRecord } from "#server/jobs/record.ts";
import type { Logger } from "#server/log.ts";
import type { Metrics } from "#server/metrics.ts";
import type { Clock } from "#server/ports/clock.ts";
import { createEgress, type Egress } from "#server/ports/egress.ts";
import type { KekRef, Kms } from "#server/ports/kms/kms.ts";
import type { Mailer } from "#server/ports/mail/mailer.ts";
import { createSmtpMailer } from "#server/ports/mail/smtp.ts";
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
  /** Agents as they sign in, for concurrent requests together. */
  agentsByKey: AgentByKeyLoader;
  passwords: PasswordHasher;
  rateLimits: RateLimits;
  /** What the operator sets while the server runs; it comes before the environment. */
  settings: Settings;
  /** The way out to addresses that somebody else has chosen. */
  egress: Egress;
  /** Null without SMTP_URL: mail stays in the outbox then. */
  mailer: Mailer | null;
  /** Verifies tokens of issuers outside. */
  issuerKeys: IssuerKeys;
  auditWriter: AuditWriter;
  activity: Activity;
  jobRecord: JobRecord;
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
  /** Another hasher than the one for people's passwords, where none are kept. */
  passwords?: PasswordHasher;
};

/** Builds the runtime from its parts; makes the first signing keys of a new deployment. */
export async function createRuntime(parts: Parts): Promise<Runtime> {
  const { pool, kms, deployment_id } = parts;
  const db = openDatabase(pool);
  const jwtKeys = await openSigningKeys(db, kms, "jwt");
  const auditKeys = await openSigningKeys(db, kms, "audit");
  const query = preparedQuery(pool);
  const egress = createEgress({ allow: parts.config.EGRESS_ALLOW, version: parts.version });
  return {
    ...parts,
    db,
    query,
    agents: createAgentLoader(query),
    agentsByKey: createAgentByKeyLoader(query),
    keks: new LRUCache({ max: 5_000 }),
    jwtKeys,
    auditKeys,
    tokens: createTokenVerifier({
      keys: () => jwtKeys.verification(),
      ...parties(deployment_id),
    }),
    passwords: parts.passwords ?? createPasswordHasher(kms),
    rateLimits: createRateLimits(db),
    settings: await createSettings(db, parts.config),
    egress,
    mailer: mailerOf(parts.config),
    issuerKeys: createIssuerKeys(egress, parts.clock),
    auditWriter: createAuditWriter((statement) => pool.query(statement)),
    activity: createActivity(),
    jobRecord: createJobRecord(),
    bodyBudget: new BodyBudget(),
    strangers: strangers(),
    newRequestId: () => randomUUID(),
  };
}

function mailerOf({ SMTP_URL, MAIL_FROM, PUBLIC_URL }: Config): Mailer | null {
  if (!SMTP_URL) return null;
  return createSmtpMailer({ url: SMTP_URL, from: MAIL_FROM, hostname: new URL(PUBLIC_URL).hostname });
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
