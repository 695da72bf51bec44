// What was done each day, counted from the audit log as it is sealed: the dashboard must not read a million events.
// The log stays the truth; these rows could be made from it again.
import { type Kysely, sql } from "kysely";
import { wallTenants } from "./0001_foundation.ts";

const TABLES = `
create table audit_daily (
  org_id uuid not null,
  day date not null,
  actor_type text not null,
  actor_id uuid,
  vault_id uuid,
  action text not null,
  outcome text not null,
  events bigint not null check (events > 0),
  last_at timestamptz not null,
  unique nulls not distinct (org_id, day, action, outcome, actor_id, vault_id, actor_type)
) with (fillfactor = 70);
-- When a vault was last read. The columns never change, so that counting stays an update in place.
create index audit_daily_reads on audit_daily (org_id, vault_id, day)
  where action = 'secret.read' and outcome = 'success' and vault_id is not null;

-- Denials are few among many events, and the first thing that somebody who looks after agents asks for.
create index audit_events_denied on audit_events (org_id, id) where outcome = 'denied';
`;

// As the sealer counts; what is still queued will be counted by it.
const BACKFILL = `
insert into audit_daily (org_id, day, actor_type, actor_id, vault_id, action, outcome, events, last_at)
select org_id, (at at time zone 'UTC')::date, actor_type, actor_id,
  case when outcome <> 'failure' and actor_id is not null
    and details->>'vault_id' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (details->>'vault_id')::uuid end,
  action, outcome, count(*), max(at)
from audit_events e
where not exists (select from audit_queue q where q.event_id = e.id)
group by 1, 2, 3, 4, 5, 6, 7;
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
  // Nothing is sealed, and so counted, while what was sealed before is counted.
  await sql`select pg_advisory_xact_lock(hashtext('1claw/audit-sealer'))`.execute(db);
  await sql.raw(BACKFILL).execute(db);
  await wallTenants(db, ["audit_daily"]);
}
