// All SQL of the outbox.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export async function insertMail(db: Database, mail: Insertable<DB["outbox"]>): Promise<void> {
  await db.insertInto("outbox").values(mail).execute();
}

export type ClaimedMail = {
  id: string;
  template: string;
  to_address: string;
  subject: string;
  body: Buffer | null;
  attempts: number;
};

/**
 * Takes up to `limit` due mails and puts their next try at `leased_until`, so that no other instance takes them
 * meanwhile, and one does when this instance dies. The try counts from here.
 */
export async function claimMails(
  db: Database,
  now: Date,
  leased_until: Date,
  limit: number,
): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedMail>`
    update outbox set next_at = ${leased_until}, leased_until = ${leased_until}, attempts = attempts + 1
    where id = any (array(
      select id from outbox where status = 'pending' and next_at <= ${now}
      order by next_at limit ${limit} for update skip locked))
    returning id, template, to_address, subject, body, attempts`.execute(db);
  return rows;
}

/** The mail has left: its body is wiped. */
export async function markSent(db: Database, id: string, now: Date): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ status: "sent", sent_at: now, body: null, last_error: null, leased_until: null })
    .where("id", "=", id)
    .execute();
}

/** Puts a claimed mail back, unless it has been claimed again or has left in the meantime. */
export async function markUnsent(
  db: Database,
  mail: Pick<ClaimedMail, "id" | "attempts">,
  set: { next_at: Date; last_error: string } | { status: "failed"; last_error: string; body?: null },
): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ ...set, leased_until: null })
    .where("id", "=", mail.id)
    .where("attempts", "=", mail.attempts)
    .where("status", "=", "pending")
    .execute();
}

const COLUMNS = [
  "id",
  "template",
  "to_address",
  "subject",
  "status",
  "attempts",
  "next_at",
  "last_error",
  "created_at",
  "sent_at",
] as const;

/** Newest first; ids are made in the order of time. */
export function selectMails(db: Database, before_id: string | null, limit: number) {
  let query = db.selectFrom("outbox").select(COLUMNS);
  if (before_id) query = query.where("id", "<", before_id);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export function selectMail(db: Database, id: string) {
  return db
    .selectFrom("outbox")
    .select([...COLUMNS, "body"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/**
 * Makes a mail due at once, as if it had never been tried; only while its body is there and it has not left. One that
 * an instance is sending right now becomes due when that instance has had its time.
 */
export function resetMail(trx: Database, id: string, now: Date) {
  return trx
    .updateTable("outbox")
    .set({ status: "pending", next_at: sql`greatest(leased_until, ${now}::timestamptz)`, attempts: 0 })
    .where("id", "=", id)
    .where("status", "!=", "sent")
    .where("body", "is not", null)
    .returning(COLUMNS)
    .executeTakeFirst();
}

export async function deleteMailsBefore(db: Database, before: Date): Promise<void> {
  await db.deleteFrom("outbox").where("created_at", "<", before).execute();
}

export async function countPendingMails(db: Database): Promise<number> {
  const { rows } = await sql<{
    pending: number;
  }>`select count(*)::int as pending from outbox where status = 'pending'`.execute(db);
  return rows[0]?.pending ?? 0;
}
