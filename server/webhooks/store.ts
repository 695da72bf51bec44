// All SQL of webhooks and their deliveries.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

const COLUMNS = ["id", "url", "description", "events", "is_active", "created_by", "created_at"] as const;

/**
 * Locks the organization's cursor. Where no webhook was listening the log is taken up from `log_end`, because nobody
 * asked for what happened before.
 */
export async function startCursor(trx: Database, org_id: string, log_end: number): Promise<void> {
  await sql`
    insert into webhook_cursors as c (org_id, log_index) values (${org_id}, ${log_end})
    on conflict (org_id) do update set log_index = case
      when exists (select from webhooks w where w.org_id = c.org_id and w.is_active) then c.log_index
      else greatest(c.log_index, excluded.log_index) end`.execute(trx);
}

/** Inserts a webhook unless the organization has `most` already; the cursor's lock lets one through at a time. */
export async function insertWebhook(trx: Database, webhook: Insertable<DB["webhooks"]>, most: number) {
  const { id, org_id, url, description, events, secret, created_by, created_at } = webhook;
  const { rows } = await sql<WebhookRow>`
    insert into webhooks (id, org_id, url, description, events, secret, created_by, created_at)
    select ${id}, ${org_id}, ${url}, ${description}, ${events}::text[], ${secret}, ${created_by}::uuid, ${created_at}::timestamptz
    where (select count(*) from webhooks where org_id = ${org_id}) < ${most}
    returning id, url, description, events, is_active, created_by, created_at`.execute(trx);
  return rows[0];
}

export function selectWebhooks(db: Database, org_id: string) {
  return db
    .selectFrom("webhooks")
    .select(COLUMNS)
    .where("org_id", "=", org_id)
    .orderBy("id")
    .limit(1000)
    .execute();
}

export type WebhookRow = Awaited<ReturnType<typeof selectWebhooks>>[number];

export function selectWebhook(db: Database, org_id: string, id: string) {
  return db
    .selectFrom("webhooks")
    .select(COLUMNS)
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function updateWebhook(
  trx: Database,
  org_id: string,
  id: string,
  set: { url?: string; events?: string[]; description?: string; is_active?: boolean; secret?: Buffer },
) {
  return trx
    .updateTable("webhooks")
    .set(set)
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning(COLUMNS)
    .executeTakeFirst();
}

export function deleteWebhook(trx: Database, org_id: string, id: string) {
  return trx
    .deleteFrom("webhooks")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
}

/** Organizations in which a webhook listens, with the first leaf that has not been looked at. */
export async function selectCursors(db: Database): Promise<{ org_id: string; log_index: number }[]> {
  const { rows } = await sql<{ org_id: string; log_index: number }>`
    select c.org_id, c.log_index from webhook_cursors c
    where exists (select from webhooks w where w.org_id = c.org_id and w.is_active)`.execute(db);
  return rows;
}

/** The cursor, locked; null while another instance has it. */
export async function takeCursor(trx: Database, org_id: string): Promise<number | null> {
  const { rows } = await sql<{ log_index: number }>`
    select log_index from webhook_cursors where org_id = ${org_id} for update skip locked`.execute(trx);
  return rows[0]?.log_index ?? null;
}

export async function moveCursor(trx: Database, org_id: string, log_index: number): Promise<void> {
  await sql`update webhook_cursors set log_index = ${log_index} where org_id = ${org_id}`.execute(trx);
}

export function selectListeners(trx: Database, org_id: string) {
  return trx
    .selectFrom("webhooks")
    .select(["id", "events"])
    .where("org_id", "=", org_id)
    .where("is_active", "=", true)
    .execute();
}

export type NewDelivery = {
  id: string;
  org_id: string;
  webhook_id: string;
  event_id: string;
  event_type: string;
  next_at: Date;
  created_at: Date;
};

/** One row for each webhook and event, however often this is said. */
export async function insertDeliveries(trx: Database, deliveries: readonly NewDelivery[]): Promise<void> {
  await sql`
    insert into webhook_deliveries (id, org_id, webhook_id, event_id, event_type, next_at, created_at)
    select id, org_id, webhook_id, event_id, event_type, next_at, created_at
    from json_to_recordset(${JSON.stringify(deliveries)}::json) as d (id uuid, org_id uuid, webhook_id uuid,
      event_id uuid, event_type text, next_at timestamptz, created_at timestamptz)
    on conflict (webhook_id, event_id) do nothing`.execute(trx);
}

const DELIVERY = [
  "id",
  "webhook_id",
  "event_id",
  "event_type",
  "status",
  "attempts",
  "response_status",
  "last_error",
  "next_at",
  "created_at",
  "delivered_at",
] as const;

/** Newest first; ids are made in the order of time. */
export function selectDeliveries(
  db: Database,
  org_id: string,
  webhook_id: string,
  before_id: string | null,
  limit: number,
) {
  let query = db
    .selectFrom("webhook_deliveries")
    .select(DELIVERY)
    .where("org_id", "=", org_id)
    .where("webhook_id", "=", webhook_id);
  if (before_id) query = query.where("id", "<", before_id);
  return query.orderBy("id", "desc").limit(limit).execute();
}

export type DeliveryRow = Awaited<ReturnType<typeof selectDeliveries>>[number];

/** Makes a delivery due as if it had never been tried; one that is under way becomes due when that has had its time. */
export function resetDelivery(trx: Database, org_id: string, webhook_id: string, id: string, now: Date) {
  return trx
    .updateTable("webhook_deliveries")
    .set({
      status: "pending",
      attempts: 0,
      next_at: sql`greatest(leased_until, ${now}::timestamptz)`,
      delivered_at: null,
    })
    .where("org_id", "=", org_id)
    .where("webhook_id", "=", webhook_id)
    .where("id", "=", id)
    .returning(DELIVERY)
    .executeTakeFirst();
}

/** Gives up what is still waiting for a webhook. */
export async function cancelDeliveries(
  trx: Database,
  org_id: string,
  webhook_id: string,
  last_error: string,
): Promise<void> {
  await trx
    .updateTable("webhook_deliveries")
    .set({ status: "failed", last_error, leased_until: null })
    .where("org_id", "=", org_id)
    .where("webhook_id", "=", webhook_id)
    .where("status", "=", "pending")
    .execute();
}

export type ClaimedDelivery = {
  id: string;
  org_id: string;
  webhook_id: string;
  event_id: string;
  attempts: number;
};

export type Room = { per_webhook: number; per_org: number; total: number };

/**
 * Takes due deliveries of active webhooks and leases them until `leased_until`, so that no other instance takes them
 * meanwhile, and one does when this instance dies. Over all instances a webhook and an organization have only so many
 * under way; first tries come before those that failed already. The try counts from here.
 */
export async function claimDeliveries(
  db: Database,
  now: Date,
  leased_until: Date,
  room: Room,
): Promise<ClaimedDelivery[]> {
  const { rows } = await sql<ClaimedDelivery>`
    with busy as (
      select org_id, webhook_id, count(*)::int as n from webhook_deliveries where leased_until > ${now} group by 1, 2
    ), candidates as (
      select d.*, row_number() over (partition by d.org_id order by d.attempts, d.next_at, d.id) as turn
      from webhooks w cross join lateral (
        select id, org_id, attempts, next_at from webhook_deliveries
        where webhook_id = w.id and status = 'pending' and next_at <= ${now}
        order by next_at, id
        limit greatest(0, ${room.per_webhook}::int - coalesce((select n from busy b where b.webhook_id = w.id), 0))
      ) d
      where w.is_active
    ), chosen as (
      select id from candidates c
      where turn <= ${room.per_org}::int - coalesce((select sum(n) from busy b where b.org_id = c.org_id), 0)
      order by attempts, next_at, id limit ${room.total}
    )
    update webhook_deliveries set next_at = ${leased_until}, leased_until = ${leased_until}, attempts = attempts + 1
    where id = any (array(
      select id from webhook_deliveries
      where id in (select id from chosen) and status = 'pending' and next_at <= ${now}
      for update skip locked))
    returning id, org_id, webhook_id, event_id, attempts`.execute(db);
  return rows;
}

export function selectTarget(db: Database, org_id: string, webhook_id: string) {
  return db
    .selectFrom("webhooks")
    .select(["url", "secret", "is_active"])
    .where("org_id", "=", org_id)
    .where("id", "=", webhook_id)
    .executeTakeFirst();
}

type Outcome =
  | { status: "delivered"; delivered_at: Date; response_status: number; last_error: null }
  | { status: "failed"; response_status: number | null; last_error: string }
  | { next_at: Date; response_status: number | null; last_error: string };

/** Ends a claimed try, unless the delivery has been claimed again, redelivered or given up in the meantime. */
export async function finishDelivery(
  db: Database,
  { id, org_id, attempts }: Pick<ClaimedDelivery, "id" | "org_id" | "attempts">,
  outcome: Outcome,
): Promise<void> {
  await db
    .updateTable("webhook_deliveries")
    .set({ ...outcome, leased_until: null })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("attempts", "=", attempts)
    .where("status", "=", "pending")
    .execute();
}

/** Ends a webhook whose receiver says that it is gone, if it still is the one that was asked. */
export function deactivateWebhook(trx: Database, org_id: string, id: string, url: string) {
  return trx
    .updateTable("webhooks")
    .set({ is_active: false })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("url", "=", url)
    .where("is_active", "=", true)
    .returning("id")
    .executeTakeFirst();
}

export async function countPendingDeliveries(db: Database): Promise<number> {
  const { rows } = await sql<{
    pending: number;
  }>`select count(*)::int as pending from webhook_deliveries where status = 'pending'`.execute(db);
  return rows[0]?.pending ?? 0;
}

export async function deleteDeliveriesBefore(db: Database, before: Date): Promise<void> {
  await sql`delete from webhook_deliveries where created_at < ${before}`.execute(db);
}
