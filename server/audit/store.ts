// All SQL of the audit log. Events, leaves and checkpoints are only ever inserted.
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/client.ts";

export type NewEvent = {
  id: string;
  org_id: string;
  at: Date;
  action: string;
  actor_type: string;
  actor_id: string | null;
  resource_type: string | null;
  resource_id: string | null;
  outcome: "success" | "denied" | "failure";
  request_id: string | null;
  ip: string | null;
  user_agent: string | null;
  details: Record<string, unknown>;
  salt: Buffer;
};

/** The statement that appends `events` (one JSON parameter) and queues them for sealing, in one round trip. */
export const INSERT_EVENTS = `
  with new_events as (
    insert into audit_events (id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
      request_id, ip, user_agent, details, salt)
    select id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
      request_id, ip, user_agent, details, decode(salt, 'hex')
    from json_to_recordset($1::json) as e (id uuid, org_id uuid, at timestamptz, action text, actor_type text,
      actor_id uuid, resource_type text, resource_id text, outcome text, request_id text, ip text, user_agent text,
      details jsonb, salt text)
    returning id, org_id
  )
  insert into audit_queue (event_id, org_id) select id, org_id from new_events`;

/** The parameter of `INSERT_EVENTS`. */
export function eventsParameter(events: readonly NewEvent[]): string {
  return JSON.stringify(events.map((event) => ({ ...event, salt: event.salt.toString("hex") })));
}

export async function insertEvents(trx: Database, events: readonly NewEvent[]): Promise<void> {
  const [before, after] = INSERT_EVENTS.split("$1") as [string, string];
  await sql`${sql.raw(before)}${eventsParameter(events)}${sql.raw(after)}`.execute(trx);
}

export type EventFilter = {
  org_id: string;
  actor_id?: string;
  resource_id?: string;
  action?: string;
  outcome?: string;
  from?: Date;
  to?: Date;
  ids?: readonly string[];
  /** Only events with a smaller id: the page after the one that ended there. */
  before_id?: string;
  /** Only events with this id or a greater one: ids grow with time, and the index knows them. */
  from_id?: string;
  limit: number;
  offset: number;
};

/** Events of one organization, newest first, with their place in the sealed log. */
export async function selectEvents(db: Database, filter: EventFilter) {
  const previous: RawBuilder<string | null> = sql`(
    select p.event_id from audit_leaves p where p.org_id = l.org_id and p.log_index = l.log_index - 1)`;
  let query = db
    .selectFrom("audit_events as e")
    .leftJoin("audit_leaves as l", "l.event_id", "e.id")
    .selectAll("e")
    .select(["l.log_index", "l.leaf_hash", previous.as("prev_event_id")])
    .where("e.org_id", "=", filter.org_id);
  if (filter.actor_id) query = query.where("e.actor_id", "=", filter.actor_id);
  if (filter.resource_id) query = query.where("e.resource_id", "=", filter.resource_id);
  if (filter.action) query = query.where("e.action", "=", filter.action);
  // A denial is said in the text, which the index of denials asks for; the others are as many as one likes.
  if (filter.outcome === "denied") query = query.where("e.outcome", "=", sql.lit("denied"));
  else if (filter.outcome) query = query.where("e.outcome", "=", filter.outcome);
  if (filter.from) query = query.where("e.at", ">=", filter.from);
  if (filter.to) query = query.where("e.at", "<=", filter.to);
  if (filter.ids) query = query.where("e.id", "in", [...filter.ids]);
  if (filter.before_id) query = query.where("e.id", "<", filter.before_id);
  if (filter.from_id) query = query.where("e.id", ">=", filter.from_id);
  return query.orderBy("e.id", "desc").limit(filter.limit).offset(filter.offset).execute();
}

/**
 * The same insert as two CTEs (`new_event`, `queued_event`) of a larger statement, so that an effect and its event
 * are one statement; the event is written only where `when` holds.
 */
export function eventCte(event: NewEvent, when: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`new_event as (
      insert into audit_events (id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
        request_id, ip, user_agent, details, salt)
      select ${event.id}::uuid, ${event.org_id}::uuid, ${event.at}::timestamptz, ${event.action}, ${event.actor_type},
        ${event.actor_id}::uuid, ${event.resource_type}, ${event.resource_id}, ${event.outcome}, ${event.request_id},
        ${event.ip}, ${event.user_agent}, ${JSON.stringify(event.details)}::jsonb, ${event.salt}::bytea
      where ${when}
      returning id, org_id
    ), queued_event as (
      insert into audit_queue (event_id, org_id) select id, org_id from new_event
    )`;
}

export type PendingEvent = { event_id: string; org_id: string };

/** Takes the oldest queued events off the queue, over all organizations; null when another instance is sealing. */
export async function takePending(trx: Database, limit: number): Promise<PendingEvent[] | null> {
  const { rows: lock } = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(hashtext('1claw/audit-sealer')) as mine`.execute(trx);
  if (!lock[0]?.mine) return null;
  const { rows } = await sql<PendingEvent>`
    with taken as (
      delete from audit_queue
      where event_id = any (array(select event_id from audit_queue order by event_id limit ${limit}))
      returning event_id, org_id
    )
    select event_id, org_id from taken order by org_id, event_id`.execute(trx);
  return rows;
}

/** The stored events of a batch that was taken off the queue. */
export async function selectPending(trx: Database, pending: readonly PendingEvent[]): Promise<NewEvent[]> {
  if (pending.length === 0) return [];
  // A lookup for each event: how many there are must not make the planner read the whole log.
  const { rows } = await sql<NewEvent>`
    select e.* from json_to_recordset(${JSON.stringify(pending)}::json) as p (event_id uuid, org_id uuid)
    cross join lateral (select * from audit_events where org_id = p.org_id and id = p.event_id limit 1) e`.execute(
    trx,
  );
  return rows;
}

export async function hasPending(db: Database): Promise<boolean> {
  const { rows } = await sql<{
    pending: boolean;
  }>`select exists (select from audit_queue) as pending`.execute(db);
  return rows[0]?.pending ?? false;
}

export function selectTrees(db: Database, org_ids: readonly string[]) {
  return db
    .selectFrom("audit_trees")
    .select(["org_id", "size", "frontier"])
    .where("org_id", "in", [...org_ids])
    .execute();
}

export type NewLeaf = { org_id: string; log_index: number; event_id: string; leaf_hash: Buffer };

export async function insertLeaves(trx: Database, leaves: readonly NewLeaf[]): Promise<void> {
  const rows = JSON.stringify(leaves.map((leaf) => ({ ...leaf, leaf_hash: leaf.leaf_hash.toString("hex") })));
  await sql`
    insert into audit_leaves (org_id, log_index, event_id, leaf_hash)
    select org_id, log_index, event_id, decode(leaf_hash, 'hex')
    from json_to_recordset(${rows}::json) as l (org_id uuid, log_index bigint, event_id uuid, leaf_hash text)`.execute(
    trx,
  );
}

export async function upsertTree(
  trx: Database,
  org_id: string,
  size: number,
  frontier: readonly Buffer[],
): Promise<void> {
  await sql`
    insert into audit_trees (org_id, size, frontier) values (${org_id}, ${size}, ${[...frontier]}::bytea[])
    on conflict (org_id) do update set size = excluded.size, frontier = excluded.frontier`.execute(trx);
}

/** Trees that have grown since their last checkpoint. */
export function selectUnsignedTrees(db: Database, limit: number) {
  return db
    .selectFrom("audit_trees")
    .select(["org_id", "size", "frontier"])
    .whereRef("size", ">", "checkpoint_size")
    .limit(limit)
    .execute();
}

export async function insertCheckpoint(
  db: Database,
  org_id: string,
  size: number,
  note: string,
): Promise<void> {
  await sql`
    with signed as (
      update audit_trees set checkpoint_size = greatest(checkpoint_size, ${size}) where org_id = ${org_id}
    )
    insert into audit_checkpoints (org_id, size, note) values (${org_id}, ${size}, ${note}) on conflict do nothing`.execute(
    db,
  );
}

/**
 * Leaves `from_index` up to, not including, `until_index` of the sealed log with their events (null where one is
 * gone), in order. Two statements, because a join of the two large tables gets a bad plan while they grow faster than
 * their statistics.
 */
export async function selectSealed(db: Database, org_id: string, from_index: number, until_index: number) {
  const leaves = await db
    .selectFrom("audit_leaves")
    .select(["log_index", "event_id", "leaf_hash"])
    .where("org_id", "=", org_id)
    .where("log_index", ">=", from_index)
    .where("log_index", "<", until_index)
    .orderBy("log_index")
    .execute();
  const ids = leaves.map((leaf) => leaf.event_id);
  const { rows } = await sql<NewEvent>`
    select * from audit_events where org_id = ${org_id} and id = any(${ids}::uuid[])`.execute(db);
  const events = new Map(rows.map((event) => [event.id, event]));
  return leaves.map((leaf) => ({ ...leaf, event: events.get(leaf.event_id) ?? null }));
}

/** The oldest events that no checkpoint of size `covered` vouches for: queued, or sealed after it. */
export async function selectUncovered(db: Database, org_id: string, covered: number, limit: number) {
  const { rows } = await sql<NewEvent>`
    with uncovered as (
      select event_id from audit_queue where org_id = ${org_id}
      union all select event_id from audit_leaves where org_id = ${org_id} and log_index >= ${covered}
      order by event_id limit ${limit}
    )
    select e.* from uncovered u join audit_events e on e.org_id = ${org_id} and e.id = u.event_id order by e.id`.execute(
    db,
  );
  return rows;
}

/** Checkpoints of the sizes after `after` up to and including `until`. */
export function selectCheckpoints(db: Database, org_id: string, after: number, until: number) {
  return db
    .selectFrom("audit_checkpoints")
    .select(["size", "note"])
    .where("org_id", "=", org_id)
    .where("size", ">", after)
    .where("size", "<=", until)
    .orderBy("size")
    .execute();
}

export function selectLastCheckpoint(db: Database, org_id: string) {
  return db
    .selectFrom("audit_checkpoints")
    .select(["size", "note", "created_at"])
    .where("org_id", "=", org_id)
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
}

export function selectEvent(db: Database, org_id: string, id: string) {
  return db
    .selectFrom("audit_events")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export type DecisionQuestion = {
  org_id: string;
  actor_id: string;
  vault_id: string;
  from: Date;
  to: Date;
  /** Action -> the permission that it needs; no other actions are looked at. */
  permissions: Record<string, string>;
  /** Keeps decisions of different minutes apart. */
  by_minute: boolean;
  /** Keeps decisions before and after each of these instants apart. */
  edges: readonly Date[];
  /** Ids from this one on, and below that one. */
  from_id: string;
  before_id: string;
  /** At most so many events of the actor are looked at, the newest. */
  limit: number;
};

export type DecisionGroup = {
  path: string;
  permission: string;
  ip: string | null;
  count: number;
  last_at: Date;
  last_id: string;
};

/** Decisions of one actor in one vault, the same ones counted together, newest first, and how far the look went. */
export async function selectDecisions(db: Database, asked: DecisionQuestion) {
  const permissions = JSON.stringify(asked.permissions);
  const { rows } = await sql<{ seen: number; oldest_id: string | null } & DecisionGroup>`
    with seen as materialized (
      select id, at, action, outcome, ip, details from audit_events
      where org_id = ${asked.org_id} and actor_id = ${asked.actor_id}
        and id >= ${asked.from_id}::uuid and id < ${asked.before_id}::uuid
      order by id desc limit ${asked.limit}
    ), decisions as (
      select id, at, ip, details->>'path' as path,
        case outcome when 'denied' then details->>'permission' else ${permissions}::jsonb->>action end as permission,
        case when ${asked.by_minute} then date_trunc('minute', at) end as minute,
        width_bucket(at, ${[...asked.edges]}::timestamptz[]) as era
      from seen
      where details->>'vault_id' = ${asked.vault_id} and at between ${asked.from} and ${asked.to}
        and ${permissions}::jsonb ? action and details->>'path' <> ''
        and (outcome = 'success' or outcome = 'denied' and details ? 'reason' and details ? 'permission')
    ), groups as (
      select path, permission, ip, count(*)::int as count, max(at) as last_at, max(id::text collate "C") as last_id
      from decisions group by path, permission, ip, minute, era
    )
    select look.seen, look.oldest_id, groups.*
    from (select count(*)::int as seen, min(id::text collate "C") as oldest_id from seen) look
    left join groups on true order by groups.last_id desc`.execute(db);
  const [first] = rows;
  return {
    seen: first?.seen ?? 0,
    oldest_id: first?.oldest_id ?? null,
    groups: rows.filter((row) => row.path !== null) as DecisionGroup[],
  };
}
