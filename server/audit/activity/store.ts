// All SQL of the daily counts. Only the sealer adds to them, in the transaction that seals the events.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DailyCount } from "./count.ts";

/** Adds counts; to be called once for each event, in the transaction that seals it. */
export async function addToDaily(trx: Database, counts: readonly DailyCount[]): Promise<void> {
  await sql`
    insert into audit_daily as d (org_id, day, actor_type, actor_id, vault_id, action, outcome, events, last_at)
    select org_id, day, actor_type, actor_id, vault_id, action, outcome, events, last_at
    from json_to_recordset(${JSON.stringify(counts)}::json) as c (org_id uuid, day date, actor_type text, actor_id uuid,
      vault_id uuid, action text, outcome text, events bigint, last_at timestamptz)
    on conflict (org_id, day, action, outcome, actor_id, vault_id, actor_type) do update
      set events = d.events + excluded.events, last_at = greatest(d.last_at, excluded.last_at)`.execute(trx);
}

export type ActivityQuestion = {
  org_id: string;
  /** Only what this one did. */
  actor_id: string | null;
  /** The first day, as 2027-01-31. */
  from: string;
  writes: readonly string[];
  agents: number;
  vaults: number;
};

export type DayRow = { day: string; reads: number; writes: number; other: number; denied: number };
export type AgentRow = { agent_id: string; reads: number; denied: number; last_at: string };
export type VaultRow = { vault_id: string; last_read_at: string };

/** Counts from a day on: by day, of the busiest agents, and of the vaults that were read last. */
export async function selectActivity(db: Database, asked: ActivityQuestion) {
  const { rows } = await sql<{ days: DayRow[]; agents: AgentRow[]; vaults: VaultRow[] }>`
    with counted as materialized (
      select day, actor_type, actor_id, vault_id, outcome, events, last_at,
        outcome = 'success' and action = 'secret.read' as is_read,
        outcome = 'success' and action = any(${[...asked.writes]}::text[]) as is_write
      from audit_daily
      where org_id = ${asked.org_id} and day >= ${asked.from}::date
        and (${asked.actor_id}::uuid is null or actor_id = ${asked.actor_id}::uuid)
    ), days as (
      select day, coalesce(sum(events) filter (where is_read), 0)::bigint as reads,
        coalesce(sum(events) filter (where is_write), 0)::bigint as writes,
        coalesce(sum(events) filter (where not is_read and not is_write and outcome <> 'denied'), 0)::bigint as other,
        coalesce(sum(events) filter (where outcome = 'denied'), 0)::bigint as denied
      from counted group by day
    ), agents as (
      select actor_id as agent_id, coalesce(sum(events) filter (where is_read), 0)::bigint as reads,
        coalesce(sum(events) filter (where outcome = 'denied'), 0)::bigint as denied, max(last_at) as last_at
      from counted where actor_type = 'agent' group by actor_id
      order by reads desc, denied desc, actor_id limit ${asked.agents}
    ), vaults as (
      select vault_id, max(last_at) as last_read_at from counted where is_read and vault_id is not null
      group by vault_id order by last_read_at desc, vault_id limit ${asked.vaults}
    )
    select
      (select coalesce(json_agg(days order by day), '[]') from days) as days,
      (select coalesce(json_agg(agents order by reads desc, denied desc, agent_id), '[]') from agents) as agents,
      (select coalesce(json_agg(vaults order by last_read_at desc, vault_id), '[]') from vaults) as vaults`.execute(
    db,
  );
  return rows[0] ?? { days: [], agents: [], vaults: [] };
}

/** When each of the vaults was last read, over all time; those that never were are left out. */
export async function selectLastReads(db: Database, org_id: string, vault_ids: readonly string[]) {
  // Days are found by the index; only the rows of a vault's last one, one for each reader, are looked at.
  const { rows } = await sql<{ vault_id: string; last_read_at: Date }>`
    select v.vault_id, last.last_read_at from unnest(${[...vault_ids]}::uuid[]) as v (vault_id)
    cross join lateral (
      select max(day) as day from audit_daily
      where org_id = ${org_id} and vault_id = v.vault_id and action = 'secret.read' and outcome = 'success'
    ) newest
    cross join lateral (
      select max(last_at) as last_read_at from audit_daily
      where org_id = ${org_id} and vault_id = v.vault_id and action = 'secret.read' and outcome = 'success'
        and day = newest.day
    ) last
    where last.last_read_at is not null`.execute(db);
  return rows;
}
