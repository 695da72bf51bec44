// What people and agents do beyond the main job: second factors, enrolment, sharing, organizations, mail, webhooks.
// Every tenant table carries org_id and gets the same row-level policy as those of the first schema.
import { type Kysely, sql } from "kysely";
import { wallTenants } from "./0001_foundation.ts";

const TENANT_TABLES = [
  "recovery_codes",
  "account_tokens",
  "mfa_challenges",
  "org_invites",
  "ip_rules",
  "org_limits",
  "smart_accounts",
  "shares",
  "sealed_shares",
  "cmek_rotations",
  "webhooks",
  "webhook_deliveries",
  "webhook_cursors",
];

const PEOPLE = `
alter table users
  add column google_sub text unique,
  add column totp_secret bytea,
  add column totp_pending bytea,
  add column totp_pending_at timestamptz,
  add column totp_step bigint not null default -1,
  -- When the last codes were tried, at most ten.
  add column mfa_tries timestamptz[] not null default '{}';

-- Members are listed in the order of their ids.
drop index users_org;
create index users_org on users (org_id, id);

create table recovery_codes (
  code_hash bytea primary key,
  org_id uuid not null references organizations,
  user_id uuid not null references users on delete cascade
);
create index recovery_codes_user on recovery_codes (user_id);

-- Single-use tokens that were mailed: to verify an address, to set a new password.
create table account_tokens (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('verify_email', 'reset_password')),
  org_id uuid not null references organizations,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index account_tokens_user on account_tokens (user_id, purpose);

-- Password (or Google) was right, the second factor is still to come.
create table mfa_challenges (
  token_hash bytea primary key,
  org_id uuid not null references organizations,
  user_id uuid not null references users on delete cascade,
  epoch integer not null,
  tries integer not null default 0 check (tries <= 5),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index mfa_challenges_user on mfa_challenges (user_id);

-- RFC 8628. Belongs to nobody until a person approves it.
create table device_codes (
  device_code_hash bytea primary key,
  user_code_hash bytea not null unique,
  client_id text not null,
  email_key text,
  ip text,
  user_agent text,
  status text not null default 'pending' check (status in ('pending', 'approved', 'denied')),
  approved_by uuid references users on delete cascade,
  approved_epoch integer,
  interval_seconds integer not null default 5,
  polled_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index device_codes_approved on device_codes (approved_by) where approved_by is not null;

create table org_invites (
  id uuid primary key,
  org_id uuid not null references organizations,
  token_hash bytea not null unique,
  email text not null,
  email_key text not null,
  role text not null check (role in ('admin', 'member', 'owner')),
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  unique (org_id, email_key)
);

create table ip_rules (
  id uuid primary key,
  org_id uuid not null references organizations,
  rule_type text not null check (rule_type in ('allow', 'deny')),
  cidr text not null,
  label text not null default '',
  applies_to text not null default 'all' check (applies_to in ('all', 'users', 'agents')),
  created_by uuid not null,
  created_at timestamptz not null default now()
);
create index ip_rules_org on ip_rules (org_id, id);

create table org_limits (
  org_id uuid primary key references organizations,
  free_tier_override bigint,
  is_sponsored boolean not null default false,
  max_vaults integer,
  max_agents integer,
  max_secrets integer,
  updated_by uuid,
  updated_at timestamptz not null default now()
);

-- Limits hold for every way to make something: whoever inserts is counted after the insert, one at a time where an
-- organization has a limit. A function sees what others have committed while it waited; a single statement would not.
create function enforce_org_limit() returns trigger language plpgsql as $$
declare
  room integer;
  used integer;
begin
  select case tg_argv[0] when 'max_vaults' then max_vaults when 'max_agents' then max_agents else max_secrets end
    into room from org_limits
    where org_id = new.org_id
      and case tg_argv[0] when 'max_vaults' then max_vaults when 'max_agents' then max_agents else max_secrets end is not null
    for update;
  if room is null then return null; end if;
  if tg_argv[0] = 'max_secrets' then
    -- Identity keys belong to agents, which have a limit of their own.
    if exists (select from vaults where id = new.vault_id and kind <> 'standard') then return null; end if;
  end if;
  used := case tg_argv[0]
    when 'max_vaults' then
      (select count(*) from vaults where org_id = new.org_id and kind = 'standard' and deleted_at is null)
    when 'max_agents' then (select count(*) from agents where org_id = new.org_id)
    else
      (select count(*) from vaults v join secrets s on s.vault_id = v.id
        where v.org_id = new.org_id and v.kind = 'standard' and v.deleted_at is null and s.deleted_at is null)
    end;
  if used > room then
    raise exception 'resource limit exceeded' using errcode = 'CL001', detail = tg_argv[0] || ' ' || room;
  end if;
  return null;
end $$;
create trigger vaults_limit after insert on vaults
  for each row when (new.kind = 'standard') execute function enforce_org_limit('max_vaults');
create trigger agents_limit after insert on agents
  for each row execute function enforce_org_limit('max_agents');
create trigger secrets_limit after insert on secrets
  for each row execute function enforce_org_limit('max_secrets');
create trigger secrets_limit_undelete after update of deleted_at on secrets
  for each row when (old.deleted_at is not null and new.deleted_at is null)
  execute function enforce_org_limit('max_secrets');

create table settings (
  key text primary key,
  value text not null,
  updated_by uuid,
  updated_at timestamptz not null default now()
);
`;

const AGENTS = `
create index agents_certificate on agents (client_cert_fingerprint) where client_cert_fingerprint is not null;
create index agents_oidc on agents (oidc_issuer, oidc_client_id) where oidc_issuer is not null;

create table smart_accounts (
  id uuid not null unique,
  agent_id uuid not null references agents on delete cascade,
  chain_id bigint not null,
  org_id uuid not null references organizations,
  chain text not null,
  safe_address text not null,
  nonce text,
  init_data jsonb,
  created_at timestamptz not null default now(),
  primary key (agent_id, chain_id)
);

-- Programs that ask to become agents. Belongs to nobody until a person approves it.
create table enrolments (
  id uuid primary key,
  token_hash bytea not null unique,
  name text not null,
  description text not null default '',
  email_key text,
  ip text,
  user_agent text,
  status text not null default 'pending' check (status in ('pending', 'approved', 'denied')),
  decided_by uuid,
  decided_at timestamptz,
  agent_id uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index enrolments_email on enrolments (email_key, id) where status = 'pending';
create index enrolments_expiry on enrolments (expires_at);
`;

const SECRETS = `
alter table vaults
  add column cmek_fingerprint text check (cmek_fingerprint ~ '^[0-9a-f]{64}$'),
  add column mpc_custody text check (mpc_custody in ('2-of-2'));
alter table secret_versions
  add column cmek_fingerprint text,
  add column mpc boolean not null default false,
  -- When the vault's creator was told that the version expires soon.
  add column reminded_at timestamptz;
create index secret_versions_unreminded on secret_versions (expires_at)
  where expires_at is not null and reminded_at is null and disabled_at is null and deleted_at is null;
create index secret_versions_deleted on secret_versions (deleted_at) where deleted_at is not null;
create index secret_versions_cmek on secret_versions (vault_id, cmek_fingerprint, secret_id, version) where cmek;
create index secret_versions_expiry on secret_versions (org_id, expires_at)
  where expires_at is not null and disabled_at is null and deleted_at is null;

create table cmek_rotations (
  id uuid primary key,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  mode text not null check (mode in ('client', 'server')),
  old_fingerprint text not null,
  new_fingerprint text not null,
  status text not null default 'pending' check (status in ('pending', 'running', 'completed', 'failed')),
  total_secrets integer not null default 0,
  processed integer not null default 0,
  error text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  -- Of the process that holds both keys, for rotations on the server; without one for long the keys are gone.
  heartbeat_at timestamptz
);
create index cmek_rotations_vault on cmek_rotations (vault_id, created_at);
create unique index cmek_rotations_open on cmek_rotations (vault_id) where status in ('pending', 'running');

create table shares (
  id uuid primary key,
  org_id uuid not null references organizations,
  vault_id uuid not null references vaults on delete cascade,
  secret_id uuid not null references secrets on delete cascade,
  recipient_type text not null check (recipient_type in ('user', 'agent', 'external_email', 'anyone_with_link', 'creator')),
  recipient_id uuid,
  email text,
  email_key text,
  permissions text[] not null default '{read}',
  passphrase_hash text,
  passphrase_failures integer not null default 0,
  ip_allowlist text[],
  max_access_count integer not null,
  access_count integer not null default 0,
  created_by uuid not null,
  created_by_type text not null check (created_by_type in ('user', 'agent')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  declined_at timestamptz,
  revoked_at timestamptz,
  check (access_count <= max_access_count)
);
create index shares_outbound on shares (org_id, created_by, created_at desc, id desc);
create index shares_inbound on shares (recipient_id, created_at desc, id desc) where recipient_id is not null;
create index shares_email on shares (email_key) where email_key is not null and recipient_id is null;
create index shares_secret on shares (secret_id);
create index shares_expiry on shares (expires_at);

-- Encrypted in the sender's client: the server holds what it cannot open.
create table sealed_shares (
  id uuid primary key,
  org_id uuid not null references organizations,
  created_by uuid not null,
  created_by_type text not null check (created_by_type in ('user', 'agent')),
  -- Dropped once nobody can open it any more.
  ciphertext bytea,
  kdf jsonb,
  has_passphrase boolean not null,
  max_access_count integer not null,
  access_count integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check (access_count <= max_access_count)
);
create index sealed_shares_outbound on sealed_shares (org_id, created_by, created_at desc, id desc);
create index sealed_shares_expiry on sealed_shares (expires_at);
create index sealed_shares_held on sealed_shares (id) where ciphertext is not null;
`;

const WORK = `
-- Mail on its way: written with what it tells of, sent by a job, its body wiped once it has left.
create table outbox (
  id uuid primary key,
  template text not null,
  to_address text not null,
  subject text not null,
  body bytea,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  -- An instance is at it until then.
  leased_until timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_due on outbox (next_at) where status = 'pending';

create table webhooks (
  id uuid primary key,
  org_id uuid not null references organizations,
  url text not null,
  description text not null default '',
  events text[] not null,
  secret bytea not null,
  is_active boolean not null default true,
  created_by uuid not null,
  created_at timestamptz not null default now()
);
create index webhooks_org on webhooks (org_id, id);

create table webhook_deliveries (
  id uuid primary key,
  org_id uuid not null references organizations,
  webhook_id uuid not null references webhooks on delete cascade,
  event_id uuid not null,
  event_type text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  leased_until timestamptz,
  response_status integer,
  last_error text,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  unique (webhook_id, event_id)
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_at) where status = 'pending';
create index webhook_deliveries_leased on webhook_deliveries (leased_until) where leased_until is not null;
create index webhook_deliveries_newest on webhook_deliveries (webhook_id, id);

-- The first leaf of an organization's sealed log that has not been turned into deliveries.
create table webhook_cursors (
  org_id uuid primary key references organizations,
  log_index bigint not null
);

create table job_runs (
  name text primary key,
  runs bigint not null default 0,
  failures bigint not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  last_outcome text,
  last_error text,
  last_seconds double precision
);
`;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const tables of [PEOPLE, AGENTS, SECRETS, WORK]) await sql.raw(tables).execute(db);
  await wallTenants(db, TENANT_TABLES);
}
