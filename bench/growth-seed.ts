// Fills one organization by SQL: secrets, agents, policies and a sealed audit log, as years of use would leave them.
import type pg from "pg";
import type { Scene } from "./product.ts";

export const GROWN = {
  secrets: 100_000,
  agents: 1_000,
  policies: 1_000,
  shares: 10_000,
  members: 10_000,
  events: 1_000_000,
};

/** Rows beside those made through the API; values look like real ones and are never opened. */
export async function seedGrowth(pool: pg.Pool, scene: Scene): Promise<void> {
  const { org_id, vault_id } = scene;
  await pool.query(
    `with template as (
      select v.* from secret_versions v where v.vault_id = $1 limit 1
    ), made as (
      insert into secrets (id, org_id, vault_id, path, latest_version, current_version)
      select uuidv7(), $2, $1, 'service/' || md5(n::text), 1, 1 from generate_series(1, $3::int) n returning id
    )
    insert into secret_versions (secret_id, version, org_id, vault_id, type, kek_version, blob, created_by, created_by_type)
    select made.id, 1, $2, $1, t.type, t.kek_version, t.blob, t.created_by, t.created_by_type from made, template t`,
    [vault_id, org_id, GROWN.secrets],
  );
  await pool.query(
    `with made as (
      insert into agents (id, org_id, name, created_by)
      select uuidv7(), $1, 'agent ' || n, $1 from generate_series(1, $3::int) n returning id
    )
    insert into policies (id, org_id, vault_id, secret_path_pattern, principal_type, principal_id, permissions,
      created_by, created_by_type)
    select uuidv7(), $1, $2, 'service/**', 'agent', id, '{read}', $1, 'user' from made`,
    [org_id, vault_id, GROWN.agents],
  );
  await seedPeople(pool, scene);
  await seedEvents(pool, scene);
  const tables = ["secrets", "secret_versions", "agents", "policies", "shares", "users", "audit_events"];
  for (const table of [...tables, "audit_leaves"]) await pool.query(`vacuum (analyze) ${table}`);
  await pool.query("checkpoint");
}

async function seedPeople(pool: pg.Pool, { org_id, vault_id }: Scene): Promise<void> {
  await pool.query(
    `insert into shares (id, org_id, vault_id, secret_id, recipient_type, max_access_count, created_by, created_by_type,
      expires_at)
    select gen_random_uuid(), $1, $2, s.id, 'anyone_with_link', 5, u.id, 'user', now() + interval '30 days'
    from (select id from secrets where vault_id = $2 limit $3::int) s, users u where u.org_id = $1`,
    [org_id, vault_id, GROWN.shares],
  );
  await pool.query(
    `insert into users (id, org_id, email, email_key, display_name, role)
    select uuidv7(), $1, e, e, 'Person ' || n, 'member'
    from generate_series(1, $2::int) n, lateral (select 'person-' || n || '@example.com') x (e)`,
    [org_id, GROWN.members],
  );
}

// The tree keeps one hash for each bit that is set in its size; nobody verifies these.
async function seedEvents(pool: pg.Pool, { org_id, vault_id, agent }: Scene): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('1claw/audit-sealer'))");
    await client.query(
      `with tree as (select coalesce(max(size), 0) as size from audit_trees where org_id = $1), made as (
        insert into audit_events (id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
          request_id, ip, user_agent, details, salt)
        select uuidv7(), $1, date_trunc('milliseconds', now()) - n * interval '1 minute', 'secret.read', 'agent', $2,
          'secret', gen_random_uuid()::text, 'success', gen_random_uuid()::text, '127.0.0.1', '1claw-bench/1',
          jsonb_build_object('vault_id', $3::text, 'path', 'service/' || md5(n::text), 'version', 1), uuid_send(gen_random_uuid())
        from generate_series(1, $4::int) n returning id
      )
      insert into audit_leaves (org_id, log_index, event_id, leaf_hash)
      select $1, tree.size + row_number() over () - 1, made.id, sha256(uuid_send(made.id)) from made, tree`,
      [org_id, agent.id, vault_id, GROWN.events],
    );
    const { rows } = await client.query(
      "select max(log_index) + 1 as size from audit_leaves where org_id = $1",
      [org_id],
    );
    const size = Number(rows[0]?.size);
    const ones = size.toString(2).replaceAll("0", "").length;
    await client.query(
      "update audit_trees set size = $2, checkpoint_size = $2, frontier = $3 where org_id = $1",
      [org_id, size, Array.from({ length: ones }, () => Buffer.alloc(32, 1))],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** Puts `count` events on the sealer's queue at once. */
export async function queueEvents(
  pool: pg.Pool,
  { org_id, vault_id, agent }: Scene,
  count: number,
): Promise<void> {
  await pool.query(
    `with made as (
      insert into audit_events (id, org_id, at, action, actor_type, actor_id, resource_type, resource_id, outcome,
        request_id, ip, user_agent, details, salt)
      select uuidv7(), $1, date_trunc('milliseconds', now()), 'secret.read', 'agent', $2, 'secret',
        gen_random_uuid()::text, 'success', gen_random_uuid()::text, '127.0.0.1', '1claw-bench/1',
        jsonb_build_object('vault_id', $3::text, 'path', 'service/key-1', 'version', 1), uuid_send(gen_random_uuid())
      from generate_series(1, $4::int) returning id
    )
    insert into audit_queue (event_id, org_id) select id, $1 from made`,
    [org_id, agent.id, vault_id, count],
  );
}
