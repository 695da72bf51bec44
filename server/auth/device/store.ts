// All SQL of device sign-ins. A code belongs to nobody until a person approves it.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export async function insertDeviceCode(db: Database, code: Insertable<DB["device_codes"]>): Promise<void> {
  await db.insertInto("device_codes").values(code).execute();
}

/**
 * Notes a poll of a code that has not expired; null when there is none. `too_fast`: it came before the interval was
 * over, which is 5 seconds longer from then on.
 */
export async function pollDeviceCode(db: Database, device_code_hash: Buffer, now: Date) {
  const { rows } = await sql<{ status: "pending" | "approved" | "denied"; too_fast: boolean }>`
    with old as (
      select device_code_hash, status, interval_seconds,
        coalesce(polled_at + interval_seconds * interval '1 second' > ${now}, false) as too_fast
      from device_codes where device_code_hash = ${device_code_hash} and expires_at > ${now} for update
    ), polled as (
      update device_codes d set polled_at = ${now},
        interval_seconds = least(60, old.interval_seconds + case when old.too_fast then 5 else 0 end)
      from old where d.device_code_hash = old.device_code_hash
    )
    select status, too_fast from old`.execute(db);
  return rows[0] ?? null;
}

/** Who approved a code, unless all their sessions have been ended since. */
export async function selectApprover(db: Database, device_code_hash: Buffer, now: Date) {
  const { rows } = await sql<{ id: string; org_id: string; email: string; epoch: number; client_id: string }>`
    select u.id, u.org_id, u.email, u.epoch, d.client_id
    from device_codes d join users u on u.id = d.approved_by and u.epoch = d.approved_epoch
    where d.device_code_hash = ${device_code_hash} and d.status = 'approved' and d.expires_at > ${now}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Uses up a code that `user_id` approved; false when that has happened before. */
export async function takeApproved(
  db: Database,
  device_code_hash: Buffer,
  user_id: string,
  now: Date,
): Promise<boolean> {
  const taken = await db
    .deleteFrom("device_codes")
    .where("device_code_hash", "=", device_code_hash)
    .where("status", "=", "approved")
    .where("approved_by", "=", user_id)
    .where("expires_at", ">", now)
    .returning("client_id")
    .executeTakeFirst();
  return taken !== undefined;
}

/** A code by what the person types, before it expires. */
export function selectDeviceCode(db: Database, user_code_hash: Buffer, now: Date) {
  return db
    .selectFrom("device_codes")
    .selectAll()
    .where("user_code_hash", "=", user_code_hash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Approves or denies a code that waits; false when none does, or it is meant for another account. */
export async function decideDeviceCode(
  db: Database,
  user: { id: string; org_id: string },
  user_code_hash: Buffer,
  status: "approved" | "denied",
  now: Date,
): Promise<{ client_id: string; ip: string | null } | null> {
  const { rows } = await sql<{ client_id: string; ip: string | null }>`
    update device_codes d set status = ${status}, approved_by = u.id, approved_epoch = u.epoch
    from users u
    where u.org_id = ${user.org_id} and u.id = ${user.id}
      and d.user_code_hash = ${user_code_hash} and d.status = 'pending' and d.expires_at > ${now}
      and (d.email_key is null or d.email_key = u.email_key)
    returning d.client_id, d.ip`.execute(db);
  return rows[0] ?? null;
}
