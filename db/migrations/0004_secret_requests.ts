// An agent asks its people for a value. The rows hold words and states, never a value.
import { type Kysely, sql } from "kysely";
import { wallTenants } from "./0001_foundation.ts";

// Nothing that runs already reads or writes the new table, so an older program may go on beside it.
const TABLES = `
create table secret_requests (
  id uuid primary key,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  agent_id uuid not null references agents on delete cascade,
  path text not null,
  type text,
  reason text not null,
  status text not null default 'pending' check (status in ('pending', 'fulfilled', 'declined', 'withdrawn', 'expired')),
  decided_by uuid,
  decided_at timestamptz,
  decline_reason text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((decided_at is null) = (status in ('pending', 'expired')))
);
-- One open question for one path, however often the agent asks.
create unique index secret_requests_open on secret_requests (agent_id, vault_id, path) where status = 'pending';
create index secret_requests_agent on secret_requests (org_id, agent_id, id);
create index secret_requests_org on secret_requests (org_id, id);
create index secret_requests_vault on secret_requests (vault_id);
create index secret_requests_expiry on secret_requests (expires_at);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
  await wallTenants(db, ["secret_requests"]);
}
