// All SQL of enrolments. They belong to nobody until a person approves: they are found by a token's MAC, or by id and address.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export type Limits = { all: number; per_email: number };

/** Stores a request while fewer are open than the limits allow, in all and for its address; false: too many are. */
export async function insertEnrolment(
  trx: Database,
  row: Insertable<DB["enrolments"]> & { created_at: Date; expires_at: Date },
  limits: Limits,
): Promise<boolean> {
  // A count sees only what has been committed: one at a time, or several would each see the last free place.
  await sql`select pg_advisory_xact_lock(hashtext('1claw/enrolments'))`.execute(trx);
  const { rows } = await sql`
    insert into enrolments (id, token_hash, name, description, email_key, ip, user_agent, created_at, expires_at)
    select ${row.id}, ${row.token_hash}, ${row.name}, ${row.description}, ${row.email_key}, ${row.ip},
      ${row.user_agent}, ${row.created_at}::timestamptz, ${row.expires_at}::timestamptz
    where (select count(*) from enrolments where status = 'pending' and expires_at > ${row.created_at}) < ${limits.all}
      and (select count(*) from enrolments where status = 'pending' and email_key = ${row.email_key}
        and expires_at > ${row.created_at}) < ${limits.per_email}
    returning id`.execute(trx);
  return rows.length === 1;
}

export function selectByToken(db: Database, token_hash: Buffer) {
  return db.selectFrom("enrolments").selectAll().where("token_hash", "=", token_hash).executeTakeFirst();
}

export function selectById(db: Database, id: string, email_key: string) {
  return db
    .selectFrom("enrolments")
    .selectAll()
    .where("id", "=", id)
    .where("email_key", "=", email_key)
    .executeTakeFirst();
}

/** One page of the open requests for an address, oldest first; none for a person whose address is not known to be theirs. */
export function selectOpen(
  db: Database,
  email_key: string | null,
  now: Date,
  after_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("enrolments")
    .selectAll()
    .where("email_key", "=", email_key)
    .where("status", "=", "pending")
    .where("expires_at", ">", now)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** One page of what is over of an address, or was decided by a person, newest first. */
export function selectDecided(
  db: Database,
  of: { email_key: string | null; decided_by: string },
  now: Date,
  before_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("enrolments")
    .selectAll()
    .where((eb) => eb.or([eb("decided_by", "=", of.decided_by), eb("email_key", "=", of.email_key)]))
    .where((eb) => eb.or([eb("status", "!=", "pending"), eb("expires_at", "<=", now)]))
    .$if(before_id !== null, (query) => query.where("id", "<", before_id as string))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Decides a request that is still open; false when somebody has decided it or its time is over. */
export async function decide(
  trx: Database,
  id: string,
  decision: { status: "approved" | "denied"; decided_by: string; decided_at: Date; agent_id: string | null },
): Promise<boolean> {
  const row = await trx
    .updateTable("enrolments")
    .set(decision)
    .where("id", "=", id)
    .where("status", "=", "pending")
    .where("expires_at", ">", decision.decided_at)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function deleteExpired(db: Database, before: Date): Promise<void> {
  await db.deleteFrom("enrolments").where("expires_at", "<", before).execute();
}

/** Address of a person, and whether it is known to be theirs. */
export function selectAddress(db: Database, org_id: string, user_id: string) {
  return db
    .selectFrom("users")
    .select(["email", "email_key", "email_verified"])
    .where("org_id", "=", org_id)
    .where("id", "=", user_id)
    .executeTakeFirst();
}

/** Who an address belongs to. */
export function selectAccount(db: Database, email_key: string) {
  return db
    .selectFrom("users")
    .select(["org_id", "email", "email_verified"])
    .where("email_key", "=", email_key)
    .executeTakeFirst();
}

/** Does the work and takes it back, for what must cost the same whether or not there is somebody to do it for. */
export async function undone(trx: Database, work: () => Promise<unknown>): Promise<void> {
  await sql`savepoint undone`.execute(trx);
  await work();
  await sql`rollback to savepoint undone`.execute(trx);
}
