// The first schema: tenants, principals, vaults, secrets, policies, audit log.
// Every tenant table carries org_id; the row-level policy below is a second wall behind the WHERE of every query.
import { type Kysely, sql } from "kysely";

const TENANT_TABLES = [
  "users",
  "sessions",
  "refresh_tokens",
  "api_keys",
  "agents",
  "vaults",
  "vault_keks",
  "secrets",
  "secret_versions",
  "policies",
  "audit_events",
  "audit_queue",
  "audit_leaves",
  "audit_trees",
  "audit_checkpoints",
];

const TABLES = `
create table deployment (
  id uuid primary key,
  singleton boolean not null default true unique check (singleton),
  root_check bytea,
  root_material bytea,
  created_at timestamptz not null default now()
);

create table signing_keys (
  kid text primary key,
  purpose text not null check (purpose in ('jwt', 'audit')),
  provider text not null,
  material bytea not null,
  public_key bytea not null,
  created_at timestamptz not null default now(),
  active_at timestamptz not null,
  retired_at timestamptz
);

create table organizations (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  org_id uuid not null references organizations,
  email text not null,
  email_key text not null unique,
  display_name text not null,
  password_hash text,
  auth_method text not null default 'password',
  role text not null check (role in ('owner', 'admin', 'member')),
  is_operator boolean not null default false,
  email_verified boolean not null default false,
  marketing_emails boolean not null default false,
  epoch integer not null default 0,
  created_at timestamptz not null default now()
);
create index users_org on users (org_id);

create table sessions (
  id uuid primary key,
  org_id uuid not null references organizations,
  user_id uuid not null references users on delete cascade,
  ip text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);

create table refresh_tokens (
  token_hash bytea primary key,
  org_id uuid not null references organizations,
  session_id uuid not null references sessions on delete cascade,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index refresh_tokens_session on refresh_tokens (session_id);

create table revoked_tokens (
  jti uuid primary key,
  expires_at timestamptz not null
);

create table invites (
  token_hash bytea primary key,
  email text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table api_keys (
  id uuid primary key,
  org_id uuid not null references organizations,
  user_id uuid not null references users on delete cascade,
  name text not null,
  key_prefix text not null,
  key_hash bytea not null unique,
  hash_version integer not null default 1,
  scopes text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_user on api_keys (user_id);

create table agents (
  id uuid primary key,
  org_id uuid not null references organizations,
  name text not null,
  description text not null default '',
  auth_method text not null default 'api_key' check (auth_method in ('api_key', 'mtls', 'oidc_client_credentials')),
  scopes text[] not null default '{}',
  is_active boolean not null default true,
  token_ttl_seconds integer,
  vault_ids uuid[],
  intents_api_enabled boolean not null default false,
  tx_to_allowlist text[],
  tx_max_value_eth text,
  tx_daily_limit_eth text,
  tx_allowed_chains text[],
  client_cert_fingerprint text,
  oidc_issuer text,
  oidc_client_id text,
  shroud_enabled boolean not null default false,
  shroud_config jsonb,
  ssh_public_key bytea,
  ecdh_public_key bytea,
  key_prefix text,
  key_hash bytea unique,
  hash_version integer not null default 1,
  epoch integer not null default 0,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_active_at timestamptz
);
create index agents_org on agents (org_id, id);

create table vaults (
  id uuid primary key,
  org_id uuid not null references organizations,
  kind text not null default 'standard' check (kind in ('standard', 'agent_keys')),
  name text not null,
  description text not null default '',
  created_by uuid not null,
  created_by_type text not null check (created_by_type in ('user', 'agent')),
  kek_version integer not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index vaults_org on vaults (org_id, id) where deleted_at is null;
create unique index vaults_agent_keys on vaults (org_id) where kind = 'agent_keys' and deleted_at is null;

create table vault_keks (
  vault_id uuid not null references vaults on delete cascade,
  version integer not null,
  org_id uuid not null references organizations,
  kek_id uuid not null,
  provider text not null,
  material bytea not null,
  created_at timestamptz not null default now(),
  primary key (vault_id, version)
);

create table secrets (
  id uuid primary key,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  path text collate "C" not null,
  latest_version integer not null,
  current_version integer,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (vault_id, path)
);

create table secret_versions (
  secret_id uuid not null references secrets on delete cascade,
  version integer not null,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  type text not null,
  cmek boolean not null default false,
  metadata jsonb not null default '{}',
  rotation_policy jsonb,
  expires_at timestamptz,
  max_access_count integer,
  access_count integer not null default 0,
  kek_version integer not null,
  blob bytea not null,
  created_by uuid not null,
  created_by_type text not null check (created_by_type in ('user', 'agent')),
  created_at timestamptz not null default now(),
  disabled_at timestamptz,
  deleted_at timestamptz,
  primary key (secret_id, version),
  check (max_access_count is null or access_count <= max_access_count)
);
alter table secret_versions alter column blob set storage external;
create index secret_versions_kek on secret_versions (vault_id, kek_version);

create table policies (
  id uuid primary key,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  secret_path_pattern text not null,
  principal_type text not null check (principal_type in ('user', 'agent')),
  principal_id uuid not null,
  permissions text[] not null,
  conditions jsonb not null default '{}',
  expires_at timestamptz,
  created_by uuid not null,
  created_by_type text not null check (created_by_type in ('user', 'agent')),
  created_at timestamptz not null default now()
);
create index policies_vault on policies (vault_id, principal_type, principal_id);
create index policies_principal on policies (principal_type, principal_id);

create unlogged table rate_limits (
  key bytea primary key,
  full_at timestamptz not null
);
`;

const AUDIT = `
create table audit_events (
  id uuid not null,
  org_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_type text not null,
  actor_id uuid,
  resource_type text,
  resource_id text,
  outcome text not null check (outcome in ('success', 'denied', 'failure')),
  request_id text,
  ip text,
  user_agent text,
  details jsonb not null default '{}',
  salt bytea not null,
  primary key (org_id, id)
);
create index audit_events_actor on audit_events (actor_id, id);
create index audit_events_resource on audit_events (resource_id, id);

-- Events committed but not yet in their organization's tree.
create table audit_queue (
  event_id uuid primary key,
  org_id uuid not null
);

create table audit_leaves (
  org_id uuid not null,
  log_index bigint not null,
  event_id uuid not null unique,
  leaf_hash bytea not null,
  primary key (org_id, log_index)
);

create table audit_trees (
  org_id uuid primary key,
  size bigint not null,
  frontier bytea[] not null,
  checkpoint_size bigint not null default 0
);
create index audit_trees_unsigned on audit_trees (org_id) where size > checkpoint_size;

create table audit_checkpoints (
  org_id uuid not null,
  size bigint not null,
  note text not null,
  created_at timestamptz not null default now(),
  primary key (org_id, size)
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_events_append_only before update or delete or truncate on audit_events
  for each statement execute function audit_is_append_only();
create trigger audit_leaves_append_only before update or delete or truncate on audit_leaves
  for each statement execute function audit_is_append_only();
create trigger audit_checkpoints_append_only before update or delete or truncate on audit_checkpoints
  for each statement execute function audit_is_append_only();
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLES).execute(db);
  await sql.raw(AUDIT).execute(db);
  await wallTenants(db, TENANT_TABLES);
}

/** Lets a transaction that carries a tenant see that tenant's rows alone. */
export async function wallTenants(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    // Unset outside a tenant's transaction: there the WHERE of each query stands alone. Said with CASE, because the
    // planner takes an equality for a filter that leaves half a percent of the rows, and then sorts whole vaults.
    await sql
      .raw(`
        alter table ${table} enable row level security;
        alter table ${table} force row level security;
        create policy ${table}_tenant on ${table} using (
          case when coalesce(current_setting('app.org_id', true), '') = '' then true
            else org_id = current_setting('app.org_id')::uuid end
        );`)
      .execute(db);
  }
}
