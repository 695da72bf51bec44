// All SQL of secret requests.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";
import { patternToSqlRegex } from "#lib/path-pattern.ts";
import type { VisibleVault } from "#server/policies/access.ts";

export type NewRequest = {
  id: string;
  org_id: string;
  vault_id: string;
  agent_id: string;
  path: string;
  type: string | null;
  reason: string;
  created_at: Date;
  expires_at: Date;
};

export type StoredRequest = NonNullable<Awaited<ReturnType<typeof selectRequest>>>;

/** Lets one request of an agent at a time through; false when the agent is gone. */
export async function lockAgent(trx: Database, org_id: string, agent_id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("agents")
    .select("id")
    .where("org_id", "=", org_id)
    .where("id", "=", agent_id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The agent's open request for a path, which the unique index makes one at the most. */
export function selectOpen(
  trx: Database,
  org_id: string,
  at: { agent_id: string; vault_id: string; path: string },
  now: Date,
) {
  return shown(trx, org_id)
    .where("r.agent_id", "=", at.agent_id)
    .where("r.vault_id", "=", at.vault_id)
    .where("r.path", "=", at.path)
    .where("r.status", "=", "pending")
    .where("r.expires_at", ">", now)
    .executeTakeFirst();
}

/** Says of an agent's requests whose time is over that it is. */
export async function closeExpired(
  trx: Database,
  org_id: string,
  agent_id: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable("secret_requests")
    .set({ status: "expired" })
    .where("org_id", "=", org_id)
    .where("agent_id", "=", agent_id)
    .where("status", "=", "pending")
    .where("expires_at", "<=", now)
    .execute();
}

export type Limits = { open: number; per_hour: number };

/**
 * Stores a request while the agent is below its limits, counted in the same statement; `isMade` false: which numbers it
 * had reached. The caller holds `lockAgent`, or several would each see the last free place.
 */
export async function insertRequest(
  trx: Database,
  row: NewRequest,
  limits: Limits,
): Promise<{ isMade: boolean; open: number; lately: number }> {
  const hour_ago = new Date(row.created_at.getTime() - 3_600_000);
  const { rows } = await sql<{ is_made: boolean; open: number; lately: number }>`
    with counted as (
      select count(*) filter (where status = 'pending')::int as open,
        count(*) filter (where created_at > ${hour_ago}::timestamptz)::int as lately
      from secret_requests where org_id = ${row.org_id} and agent_id = ${row.agent_id}
    ), made as (
      insert into secret_requests (id, org_id, vault_id, agent_id, path, type, reason, created_at, expires_at)
      select ${row.id}, ${row.org_id}, v.id, ${row.agent_id}, ${row.path}, ${row.type}, ${row.reason},
        ${row.created_at}::timestamptz, ${row.expires_at}::timestamptz
      from counted c, vaults v
      where v.id = ${row.vault_id} and v.org_id = ${row.org_id} and v.deleted_at is null
        and c.open < ${limits.open} and c.lately < ${limits.per_hour}
      returning id
    )
    select exists (select from made) as is_made, open, lately from counted`.execute(trx);
  const [counted] = rows;
  if (!counted) throw new Error("a count gave no row");
  return { isMade: counted.is_made, open: counted.open, lately: counted.lately };
}

/** A request with the names around it; undefined where it is not the organization's or its vault is gone. */
export function selectRequest(db: Database, org_id: string, id: string) {
  return shown(db, org_id).where("r.id", "=", id).executeTakeFirst();
}

function shown(db: Database, org_id: string) {
  return db
    .selectFrom("secret_requests as r")
    .innerJoin("vaults as v", "v.id", "r.vault_id")
    .innerJoin("agents as a", "a.id", "r.agent_id")
    .leftJoin("users as maker", (join) =>
      join.onRef("maker.id", "=", "a.created_by").onRef("maker.org_id", "=", "r.org_id"),
    )
    .leftJoin("users as decider", (join) =>
      join.onRef("decider.id", "=", "r.decided_by").onRef("decider.org_id", "=", "r.org_id"),
    )
    .selectAll("r")
    .select([
      "v.name as vault_name",
      "v.created_by as vault_created_by",
      "v.created_by_type as vault_created_by_type",
      "a.name as agent_name",
      "a.is_active as agent_is_active",
      "a.created_by as agent_created_by",
      "maker.display_name as maker_name",
      "decider.display_name as decider_name",
    ])
    .where("r.org_id", "=", org_id)
    .where("v.deleted_at", "is", null);
}

/** Whose requests: those of an agent, or those that a person may answer or that come from an agent of the person's. */
export type Whose =
  | { agent_id: string }
  | {
      writable: readonly VisibleVault[];
      made_agent: string | null;
      /** What the credential is limited to, whoever the agent is. */
      within: { paths: readonly string[] | null; vault_ids: readonly string[] | null };
    };

export type ListQuestion = {
  status: "pending" | "decided" | "fulfilled" | "declined" | "withdrawn" | "expired";
  now: Date;
  from_id: string | null;
  limit: number;
};

/** One page: pending requests oldest first, others newest first. */
export function selectRequests(
  db: Database,
  org_id: string,
  whose: Whose,
  { status, now, from_id, limit }: ListQuestion,
) {
  const isUp = status === "pending";
  return shown(db, org_id)
    .where(belongsTo(whose))
    .where(isIn(status, now))
    .$if(from_id !== null, (query) => query.where("r.id", isUp ? ">" : "<", from_id as string))
    .orderBy("r.id", isUp ? "asc" : "desc")
    .limit(limit)
    .execute();
}

function isIn(status: ListQuestion["status"], now: Date) {
  const open = sql<boolean>`(r.status = 'pending' and r.expires_at > ${now})`;
  if (status === "pending") return open;
  if (status === "decided") return sql<boolean>`not ${open}`;
  if (status !== "expired") return sql<boolean>`r.status = ${status}`;
  return sql<boolean>`r.status in ('pending', 'expired') and not ${open}`;
}

function belongsTo(whose: Whose) {
  if ("agent_id" in whose) return sql<boolean>`r.agent_id = ${whose.agent_id}::uuid`;
  const { writable, made_agent, within } = whose;
  const patterns = writable.flatMap(({ vault_id, visible }) =>
    visible.patterns.map((pattern) => ({ vault_id, regex: patternToSqlRegex(pattern) })),
  );
  const isWritable = sql<boolean>`exists (
    select from unnest(${patterns.map(({ vault_id }) => vault_id)}::uuid[], ${patterns.map(({ regex }) => regex)}::text[])
      as p (vault_id, regex) where p.vault_id = r.vault_id and r.path ~ p.regex)`;
  const isWithin = within.paths
    ? sql<boolean>`r.path ~ any(${within.paths.map(patternToSqlRegex)}::text[])`
    : sql<boolean>`true`;
  const isBound = within.vault_ids
    ? sql<boolean>`r.vault_id = any(${[...within.vault_ids]}::uuid[])`
    : sql<boolean>`true`;
  return sql<boolean>`(${isWritable} or a.created_by = ${made_agent}::uuid) and ${isWithin} and ${isBound}`;
}

/** Answers a request that is still open; false when somebody else was first or its time is over. */
export async function decide(
  trx: Database,
  org_id: string,
  id: string,
  decision: {
    status: "fulfilled" | "declined" | "withdrawn";
    decided_by: string;
    decided_at: Date;
    decline_reason?: string | null;
  },
): Promise<boolean> {
  const row = await trx
    .updateTable("secret_requests")
    .set(decision)
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("status", "=", "pending")
    .where("expires_at", ">", decision.decided_at)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Where to tell people of the organization. */
export function selectAddresses(trx: Database, org_id: string, user_ids: readonly string[]) {
  return trx
    .selectFrom("users")
    .select(["email", "email_verified"])
    .where("org_id", "=", org_id)
    .where("id", "in", [...user_ids])
    .orderBy("id")
    .execute();
}

export async function deleteExpiredBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom("secret_requests").where("expires_at", "<", before).execute();
}
