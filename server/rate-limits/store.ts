// All SQL of the rate limits: one generic cell rate (ITU-T I.371 GCRA) per key, taken in one statement.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";

export type Rate = {
  /** Permits that an idle key may take at once. */
  burst: number;
  per_second: number;
};

/** Takes `cost` permits of `key` or none; answers the seconds to wait until they would be there, 0 when taken. */
export async function takePermits(db: Database, key: Buffer, rate: Rate, cost: number): Promise<number> {
  const step = cost / rate.per_second;
  const room = rate.burst / rate.per_second;
  const { rows } = await sql<{ wait_seconds: number }>`
    with taken as (
      insert into rate_limits as r (key, full_at)
      values (${key}, clock_timestamp() + ${step}::float8 * interval '1 second')
      on conflict (key) do update
        set full_at = greatest(r.full_at, clock_timestamp()) + ${step}::float8 * interval '1 second'
        where greatest(r.full_at, clock_timestamp()) + ${step}::float8 * interval '1 second'
          <= clock_timestamp() + ${room}::float8 * interval '1 second'
      returning 1
    )
    select case when exists (select from taken) then 0::float8 else coalesce((
      select greatest(0.001, extract(epoch from r.full_at - clock_timestamp())::float8 + ${step}::float8 - ${room}::float8)
      from rate_limits r where r.key = ${key}), 0.001) end as wait_seconds`.execute(db);
  return rows[0]?.wait_seconds ?? 0;
}

/** Forgets the key: it is idle again. */
export async function resetPermits(db: Database, key: Buffer): Promise<void> {
  await db.deleteFrom("rate_limits").where("key", "=", key).execute();
}

/** Drops the keys that have been idle; they mean nothing any more. */
export async function dropIdleKeys(db: Database): Promise<void> {
  await sql`delete from rate_limits where full_at < clock_timestamp() - interval '1 hour'`.execute(db);
}
