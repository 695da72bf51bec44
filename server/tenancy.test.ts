// Two walls between organizations: the WHERE of every statement, and row-level security behind it. Each is tested by itself.
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { transaction } from "#db/client.ts";
import { ENDPOINTS } from "#server/api/endpoints.ts";
import { callEndpoint, example } from "#server/testing/examples.ts";
import { type TestApi, testApi } from "#server/testing/test-api.ts";
import { type Call, type World, world } from "#server/testing/world.ts";

let api: TestApi;
let a: World;
let b: World;
let tables: string[];
beforeAll(async () => {
  api = await testApi();
  [a, b] = await Promise.all([world(api), world(api)]);
  await api.seal();
  const { rows } = await api.admin.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'org_id' order by 1",
  );
  tables = rows.map(({ name }) => name);
});
afterAll(() => api.close());

// Tenant tables may be asked without an organization only for what names a row of one organization by itself:
const EXCEPTIONS: [RegExp, string][] = [
  [
    /from users p left join sessions se|from agents p\b|cross join lateral \( ?select .* from agents p/,
    "the principal of a signed token, by id; what is joined to it hangs on its org_id",
  ],
  [/where ak\.key_hash = \$1/, "the holder of an API key, by the key's MAC"],
  [/from agents p where p\.key_hash = \$1/, "the holder of an API key, by the key's MAC"],
  [
    /from agents p where p\.(?:client_cert_fingerprint|oidc_issuer) = \$1/,
    "who signs in with a certificate or with an issuer's token, which is verified",
  ],
  [/from "users" where "email_key" = \$1/, "an account by its address: signing in and up"],
  [
    /from "org_invites" where "token_hash" = \$1 and "email_key" = \$2/,
    "an invitation, by the MAC of its token and the address it was sent to",
  ],
  [/select "id" from "users" limit \$1/, "whether anybody has signed up at all"],
  [
    /from "sealed_shares" where "id" = \$1/,
    "a sealed share, by its unguessable id: whoever has the link opens it",
  ],
  [/select "email" from "users" where "id" = \$1/, "where to tell somebody of a share that is for them"],
  [/refresh_tokens where token_hash = \$/, "the session of a refresh token, by the token's MAC"],
  [/from "users" where "google_sub" = \$1/, "an account by its subject at Google: signing in and up"],
  [
    /from device_codes d join users u on u\.id = d\.approved_by/,
    "who approved a device, by the MAC of the device's code",
  ],
  [/mfa_challenges where token_hash = \$/, "a sign-in that waits for its code, by the token's MAC"],
];

describe("every statement on a tenant's table", () => {
  it("names the organization, over every call of the whole API", { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    watch(api.runtime.pool, (text) => seen.add(text.replaceAll(/\s+/g, " ").trim()));
    for (const endpoint of ENDPOINTS) {
      const call = await example(endpoint, a);
      await callEndpoint(api, endpoint, call);
      for (const wrong of wrongCalls(call)) await callEndpoint(api, endpoint, wrong);
    }
    await api.ask(
      "GET",
      `/v1/vaults/${a.vault_id}/secrets?limit=1&cursor=${Buffer.from("a").toString("base64url")}`,
      { token: a.bot_token },
    );
    await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token: a.owner.refresh_token } });
    await api.ask("POST", "/v1/auth/refresh", { body: { refresh_token: a.owner.refresh_token } });
    expect(seen.size).toBeGreaterThan(60);
    const touches = new RegExp(`\\b(?:from|join|into|update)\\s+"?(?:${tables.join("|")})\\b`, "i");
    const unscoped = [...seen].filter((text) => touches.test(text) && !/\borg_id\b/.test(conditionsOf(text)));
    expect(unscoped.filter((text) => !EXCEPTIONS.some(([pattern]) => pattern.test(text)))).toEqual([]);
    for (const [pattern, reason] of EXCEPTIONS.slice(0, 2))
      expect(
        unscoped.some((text) => pattern.test(text)),
        reason,
      ).toBe(true);
  });

  it("can only be on tables that row-level security stands behind", async () => {
    const { rows } = await api.admin.query(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled, count(p.polname)::int as policies
       from pg_class c left join pg_policy p on p.polrelid = c.oid where c.relname = any($1) and c.relkind = 'r' group by 1, 2`,
      [tables],
    );
    expect(rows).toHaveLength(tables.length);
    for (const row of rows) expect(row).toMatchObject({ walled: true, policies: 1 });
  });
});

/** The same call from nobody, from an agent, and at ids that are not there. */
function wrongCalls(call: Call): Call[] {
  const elsewhere = Object.fromEntries(
    Object.entries(call.params ?? {}).map(([name, value]) => [
      name,
      name.endsWith("_id") ? randomUUID() : value,
    ]),
  );
  const anonymous = { ...call, token: undefined };
  if (!call.params || !call.token) return [anonymous];
  return [
    anonymous,
    { ...call, token: a.bot_token, params: elsewhere },
    { ...call, token: a.api_key, params: elsewhere },
  ];
}

/** Everything in a statement that decides over rows: what comes after the columns of a select, and all of a write. */
function conditionsOf(text: string): string {
  // The rules that come with a principal hang on its row, and say nothing of how that row was found.
  const rest = text
    .replaceAll(
      /\(select json_agg\([^;]*? from policies r join vaults v [^;]*? r\.principal_id = p\.id\)/g,
      "",
    )
    .replaceAll(/\(select json_agg\([^;]*? from ip_rules i where i\.org_id = p\.org_id\)/g, "");
  return /^select\b/i.test(rest) ? rest.slice(rest.search(/\bfrom\b/i)) : rest;
}

function watch(pool: pg.Pool, saw: (text: string) => void): void {
  const textOf = (statement: unknown) =>
    typeof statement === "string" ? statement : String((statement as { text?: string }).text ?? "");
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const connect = pool.connect.bind(pool);
  const watched = new WeakSet<object>();
  Object.assign(pool, {
    query: (...args: unknown[]) => {
      saw(textOf(args[0]));
      return query(...args);
    },
    connect: async (...args: []) => {
      if (args.length > 0) return connect(...args);
      const client = await connect();
      if (watched.has(client)) return client;
      watched.add(client);
      const ask = client.query.bind(client) as (...parts: unknown[]) => unknown;
      return Object.assign(client, {
        query: (...parts: unknown[]) => {
          saw(textOf(parts[0]));
          return ask(...parts);
        },
      });
    },
  });
}

describe("a transaction of one organization", () => {
  it("sees no row of another one, whatever its query leaves out", async () => {
    for (const table of tables) {
      const orgs = await transaction(api.runtime.db, a.owner.org_id, async (trx) =>
        (
          await sql<{ org_id: string }>`select distinct org_id from ${sql.table(table)}`.execute(trx)
        ).rows.map(({ org_id }) => org_id),
      );
      expect(
        orgs.filter((org_id) => org_id !== a.owner.org_id),
        table,
      ).toEqual([]);
    }
    const both = await transaction(
      api.runtime.db,
      null,
      async (trx) =>
        (await sql<{ n: number }>`select count(distinct org_id)::int as n from vaults`.execute(trx)).rows,
    );
    expect(both[0]?.n).toBeGreaterThanOrEqual(2);
  });

  it("changes and deletes no row of another one", async () => {
    const before = (
      await api.admin.query("select id, name from vaults where org_id = $1 order by id", [b.owner.org_id])
    ).rows;
    await transaction(api.runtime.db, a.owner.org_id, async (trx) => {
      await sql`update vaults set name = 'taken'`.execute(trx);
      await sql`delete from policies`.execute(trx);
      await sql`update secrets set deleted_at = now() where vault_id = ${b.vault_id}`.execute(trx);
    });
    expect(
      (await api.admin.query("select id, name from vaults where org_id = $1 order by id", [b.owner.org_id]))
        .rows,
    ).toEqual(before);
    expect(
      (await api.admin.query("select 1 from policies where org_id = $1", [b.owner.org_id])).rowCount,
    ).toBe(1);
    expect(
      (await api.ask("GET", `/v1/vaults/${b.vault_id}/secrets/${b.path}`, { token: b.bot_token })).status,
    ).toBe(200);
  });

  it("cannot put a row into another one, or move one there", async () => {
    const inA = (statement: ReturnType<typeof sql>) =>
      transaction(api.runtime.db, a.owner.org_id, (trx) => statement.execute(trx));
    await expect(
      inA(
        sql`insert into vaults (id, org_id, kind, name, created_by, created_by_type) values (${randomUUID()}, ${b.owner.org_id}, 'standard', 'x', ${a.owner.id}, 'user')`,
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      inA(sql`insert into policies (id, org_id, vault_id, secret_path_pattern, principal_type, principal_id, permissions, created_by, created_by_type)
        values (${randomUUID()}, ${b.owner.org_id}, ${b.vault_id}, '**', 'agent', ${a.bot.id}, '{read}', ${a.owner.id}, 'user')`),
    ).rejects.toThrow(/row-level security/);
    await expect(
      inA(sql`update agents set org_id = ${b.owner.org_id} where id = ${a.bot.id}`),
    ).rejects.toThrow(/row-level security/);
    await expect(
      inA(
        sql`insert into audit_events (id, org_id, at, action, actor_type, outcome, salt) values (${randomUUID()}, ${b.owner.org_id}, now(), 'x', 'user', 'success', 'x')`,
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it("leaves no organization behind on its connection, also when it fails", async () => {
    const { pool, db } = api.runtime;
    const setting = async () => {
      const clients = await Promise.all(Array.from({ length: pool.options.max ?? 1 }, () => pool.connect()));
      const values = await Promise.all(
        clients.map(
          async (client) =>
            (await client.query("select coalesce(current_setting('app.org_id', true), '') as org")).rows[0]
              .org,
        ),
      );
      for (const client of clients) client.release();
      return new Set(values);
    };
    await transaction(db, a.owner.org_id, async (trx) => sql`select 1`.execute(trx));
    await transaction(db, a.owner.org_id, () => Promise.reject(new Error("on purpose"))).catch(() => {});
    await transaction(db, a.owner.org_id, (trx) => sql`select 1/0`.execute(trx)).catch(() => {});
    expect(await setting()).toEqual(new Set([""]));
  });

  it("takes nothing but a UUID for an organization", async () => {
    for (const org_id of ["", "x", `${a.owner.org_id}'; reset app.org_id; --`, a.owner.org_id.toUpperCase()])
      await expect(transaction(api.runtime.db, org_id, async () => "reached")).rejects.toThrow(TypeError);
  });
});
