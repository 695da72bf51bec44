import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditAction } from "#server/api/endpoint.ts";
import { ENDPOINTS } from "#server/api/endpoints.ts";
import { callEndpoint, example } from "#server/testing/examples.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  person,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { type World, world } from "#server/testing/world.ts";
import { SYSTEM_ORG } from "./service.ts";

let api: TestApi;
let w: World;
let theirs: World;
beforeAll(async () => {
  api = await testApi();
  [w, theirs] = await Promise.all([world(api), world(api)]);
});
afterAll(() => api.close());

type Event = { id: string; action: string; created_at: string; [field: string]: unknown };
type Page = { events: Event[]; count: number };

const query = async (search: string, token = w.owner.token) => {
  const answer = await api.ask<Page>("GET", `/v1/audit/events${search}`, { token });
  return { ...expectStatus(answer, 200), link: answer.headers.get("link") };
};
const rowsOf = async (request_id: string | null) =>
  (await api.admin.query("select * from audit_events where request_id = $1", [request_id])).rows;

describe("what is on the record", () => {
  const changing = ENDPOINTS.filter((each) => each.method !== "get" && auditAction(each) !== null);

  it.each(changing.map((endpoint) => [endpoint.id, endpoint] as const))(
    "%s leaves one event of its kind with actor, address, outcome and request",
    async (_, endpoint) => {
      const call = await example(endpoint, w);
      const answer = await callEndpoint(api, endpoint, call, {
        ip: "203.0.113.77",
        headers: { ...call.headers, "user-agent": "test/1.0" },
      });
      const own = (await rowsOf(answer.headers.get("x-request-id"))).filter(
        ({ action }) => action === auditAction(endpoint),
      );
      // What the operator does to an organization is in the organization's log and in the operator's own.
      expect(own).toHaveLength(new Set(own.map(({ org_id }) => org_id)).size);
      expect(own.length).toBeGreaterThanOrEqual(1);
      expect(own.length).toBeLessThanOrEqual(endpoint.operator ? 2 : 1);
      for (const event of own) {
        expect(event).toMatchObject({ outcome: "success", ip: "203.0.113.77", user_agent: "test/1.0" });
        if (endpoint.access === "public" && event.actor_type === "anonymous") continue;
        expect(event.actor_id).toMatch(/^[0-9a-f-]{36}$/);
        expect(["user", "agent"]).toContain(event.actor_type);
      }
    },
  );

  it("holds denied and failed attempts with what was tried", async () => {
    const secrets = `/v1/vaults/${w.vault_id}/secrets`;
    const attempts: [string, string, string | undefined, Record<string, unknown>][] = [
      [
        "GET",
        `${secrets}/other/path`,
        w.bot_token,
        { action: "secret.read", outcome: "denied", actor_id: w.bot.id, org_id: w.owner.org_id },
      ],
      [
        "GET",
        `${secrets}/api-keys/missing`,
        w.bot_token,
        { action: "secret.read", outcome: "failure", actor_id: w.bot.id, org_id: w.owner.org_id },
      ],
      [
        "DELETE",
        `/v1/vaults/${theirs.vault_id}`,
        w.owner.token,
        { action: "vault.delete", outcome: "failure", actor_id: w.owner.id, org_id: w.owner.org_id },
      ],
      ["GET", "/v1/agents", w.bot_token, { action: "access.denied", outcome: "denied", actor_id: w.bot.id }],
      ["DELETE", `${secrets}/api-keys/stripe`, w.bot_token, { action: "secret.delete", outcome: "denied" }],
      [
        "GET",
        `${secrets}/api-keys/stripe`,
        undefined,
        {
          action: "auth.failure",
          outcome: "denied",
          actor_type: "anonymous",
          actor_id: null,
          org_id: SYSTEM_ORG,
        },
      ],
      [
        "GET",
        `${secrets}/api-keys/stripe`,
        "1ck_worthless",
        { action: "auth.failure", outcome: "denied", actor_type: "anonymous" },
      ],
    ];
    for (const [method, path, token, expected] of attempts) {
      const answer = await api.ask(method, path, { token });
      const rows = await rowsOf(answer.headers.get("x-request-id"));
      expect(rows, path).toHaveLength(1);
      expect(rows[0]).toMatchObject({ ...expected, ip: "192.0.2.1" });
      expect(rows[0].details.code).toBe(String(answer.body.type).replace("/docs/errors/", ""));
    }
    expect((await events(api, theirs.owner.token)).some((event) => event.actor_id === w.owner.id)).toBe(
      false,
    );
  });

  it("tells an organization of wrong passwords and keys for its own people and agents", async () => {
    await api.ask("POST", "/v1/auth/token", { body: { email: w.owner.email, password: "Wrong-one-1!" } });
    await api.ask("POST", "/v1/auth/agent-token", {
      body: { agent_id: theirs.bot.id, api_key: w.bot.api_key },
    });
    const failures = await events(api, w.owner.token, "&action=auth.failure");
    expect(failures.map(({ details }) => details)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ operation: "login", user_id: w.owner.id }),
        expect.objectContaining({ operation: "agentToken", agent_id: w.bot.id }),
      ]),
    );
    await api.ask("POST", "/v1/auth/token", {
      body: { email: "stranger@example.com", password: "Wrong-one-1!" },
    });
    expect(await events(api, w.owner.token, "&action=auth.failure")).toHaveLength(failures.length);
  });

  it("cannot be filled up by strangers, while signed-in attempts are still recorded", async () => {
    const own = await testApi();
    const owner = await person(own);
    const count = async (ip: string) =>
      Number((await own.admin.query("select count(*) as n from audit_events where ip = $1", [ip])).rows[0].n);
    const knock = (ip: string, n: number) =>
      Promise.all(
        Array.from({ length: n }, (_, i) =>
          own.ask("GET", "/v1/vaults", { ip, token: i % 2 ? undefined : "1ck_guess" }),
        ),
      );
    await knock("198.51.100.1", 100);
    expect(await count("198.51.100.1")).toBe(20);
    await knock("198.51.100.2", 5);
    expect(await count("198.51.100.2")).toBe(5);
    for (let i = 0; i < 30; i++)
      await own.ask("GET", `/v1/vaults/${randomUUID()}`, { ip: "198.51.100.3", token: owner.token });
    expect(await count("198.51.100.3")).toBe(30);
    await own.close();
  });

  it("cannot be changed or deleted, not even by the database's owner", async () => {
    for (const statement of [
      "update audit_events set outcome = 'success'",
      "delete from audit_events",
      "truncate audit_events",
      "delete from audit_leaves",
      "update audit_checkpoints set note = ''",
    ])
      await expect(api.runtime.pool.query(statement), statement).rejects.toThrow(/append-only/);
  });
});

describe("reading the record", () => {
  it("shows an organization its own events alone, whatever is asked for", async () => {
    const foreign = await query(`?limit=1000`, theirs.owner.token);
    const own = await query(`?limit=1000&org_id=${theirs.owner.org_id}`);
    expect(own.events.every((event) => event.org_id === w.owner.org_id)).toBe(true);
    const ids = new Set(foreign.events.map(({ id }) => id));
    expect(own.events.filter(({ id }) => ids.has(id))).toEqual([]);
    for (const search of [
      `?actor_id=${theirs.bot.id}`,
      `?actor_id=${theirs.owner.id}`,
      `?resource_id=${theirs.vault_id}`,
      `?resource_id=${theirs.secret_id}`,
    ])
      expect((await query(search)).events, search).toEqual([]);
  });

  it("is refused to agents, and shows members only what they did themselves", async () => {
    expect((await api.ask("GET", "/v1/audit/events", { token: w.bot_token })).status).toBe(403);
    const member = await person(api);
    await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
      w.owner.org_id,
      member.id,
    ]);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [w.owner.org_id, member.id]);
    await vault(api, member.token, "Mine");
    const seen = await query("?limit=1000", member.token);
    expect(seen.count).toBeGreaterThan(0);
    expect(seen.events.every(({ actor_id }) => actor_id === member.id)).toBe(true);
    for (const search of [`?actor_id=${w.owner.id}`, `?actor_id=${w.bot.id}`, `?resource_id=${w.secret_id}`])
      expect((await query(search, member.token)).events, search).toEqual([]);
    await api.admin.query("update users set role = 'admin' where id = $1", [member.id]);
    expect((await query(`?actor_id=${w.bot.id}`, member.token)).count).toBeGreaterThan(0);
  });

  it("is newest first and goes from page to page without a gap, while new events arrive", async () => {
    const first = await query("?limit=1000");
    const all = first.events.map(({ id }) => id);
    expect([...all].sort().reverse()).toEqual(all);
    const walked: string[] = [];
    let search: string | null = "?limit=7";
    while (search) {
      const page = await query(search);
      expect(page.count).toBe(page.events.length);
      walked.push(...page.events.map(({ id }) => id));
      await vault(api, w.owner.token, "Meanwhile");
      search = /<(\?cursor=[^>]+)>; rel="next"/.exec(page.link ?? "")?.[1] ?? null;
    }
    expect(walked).toEqual(all);
    const offset = await query(`?limit=5&offset=3`);
    const now = await query("?limit=8");
    expect(offset.events.map(({ id }) => id)).toEqual(now.events.slice(3).map(({ id }) => id));
  });

  it("is narrowed by who, what, how it ended and when", async () => {
    const all = (await query("?limit=1000")).events;
    const cases: [string, (event: Event) => boolean][] = [
      [`actor_id=${w.bot.id}`, ({ actor_id }) => actor_id === w.bot.id],
      [`resource_id=${w.secret_id}`, ({ resource_id }) => resource_id === w.secret_id],
      ["action=vault.create", ({ action }) => action === "vault.create"],
      ["outcome=denied", ({ outcome }) => outcome === "denied"],
      [
        `action=secret.read&outcome=failure&actor_id=${w.bot.id}`,
        (event) =>
          event.action === "secret.read" && event.outcome === "failure" && event.actor_id === w.bot.id,
      ],
      [`from=${all[5]?.created_at}`, ({ created_at }) => created_at >= String(all[5]?.created_at)],
      [`to=${all[5]?.created_at}`, ({ created_at }) => created_at <= String(all[5]?.created_at)],
      ["from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z", () => false],
      [`to=2001-01-01T00:00:00%2B05:00`, () => false],
    ];
    for (const [search, matches] of cases)
      expect((await query(`?limit=1000&${search}`)).events, search).toEqual(all.filter(matches));
  });

  it("gets events that could lie before or after one another only within bounds", async () => {
    for (const search of [
      "limit=0",
      "limit=-1",
      "limit=1001",
      "limit=1e9",
      "offset=-1",
      "offset=1e12",
      "from=x",
      "to=2024-13-01T00:00:00Z",
      "from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z",
    ])
      expect(
        (await api.ask("GET", `/v1/audit/events?${search}`, { token: w.owner.token })).status,
        search,
      ).toBe(400);
    expect((await query("?offset=10000")).events).toEqual([]);
  });

  it("never shows a key, a hash, a password or a token", async () => {
    const { api_key } = w;
    const { text } = await api.ask("GET", "/v1/audit/events?limit=1000", { token: w.owner.token });
    for (const secret of [
      api_key,
      w.bot.api_key,
      w.owner.token,
      w.owner.refresh_token,
      w.owner.password,
      w.value,
    ])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"(salt|key_hash|password_hash|token_hash)"|\$argon2/);
  });

  it("stays quick over many events", async () => {
    await api.admin.query(
      `insert into audit_events (id, org_id, at, action, actor_type, actor_id, outcome, salt)
       select ('01900000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, $1, '2024-06-01'::timestamptz + i * interval '1 s', 'secret.read', 'user', $2, 'success', 'x'
       from generate_series(1, 100000) i`,
      [w.owner.org_id, w.owner.id],
    );
    await api.admin.query("analyze audit_events");
    for (const search of ["?limit=100", "?limit=100&offset=10000", `?actor_id=${w.owner.id}&limit=100`]) {
      const started = performance.now();
      expect((await query(search)).count, search).toBe(100);
      expect(performance.now() - started, search).toBeLessThan(1_000);
    }
  });
});

describe("an agent that is gone", () => {
  it("stays on the record under its id", async () => {
    const bot = await agent(api, w.owner.token);
    await agentToken(api, bot);
    await api.ask("DELETE", `/v1/agents/${bot.id}`, { token: w.owner.token });
    expect((await query(`?actor_id=${bot.id}`)).events.map(({ action }) => action)).toContain(
      "auth.agent_token",
    );
  });
});
