import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  person,
  put,
  scene,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

const HOME = "192.0.2.1";
const AWAY = "198.51.100.7";
const REFUSED = [403, "/docs/errors/address_not_allowed"];

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const kind = ({ status, body }: Answer) => [status, body.type];

function rule(who: { token: string }, body: Record<string, unknown>, ip = HOME) {
  return api.ask<{ id: string } & Record<string, unknown>>("POST", "/v1/security/ip-rules", {
    token: who.token,
    body,
    ip,
  });
}

const me = (token: string, ip = HOME, on = api) => on.ask("GET", "/v1/auth/me", { token, ip });

describe("an IP rule", () => {
  it("binds people, personal keys and agents of the organization from the next request on, on every instance", async () => {
    const { owner, token, url } = await scene(api);
    const { api_key } = await personalKey(api, owner.token);
    const stranger = await person(api);
    const second = await api.second();
    const from = (ip: string) =>
      Promise.all([
        me(owner.token, ip),
        me(api_key, ip, second),
        api.ask("GET", url, { token, ip }),
        second.ask("GET", "/v1/agents/me", { token, ip }),
      ]);
    expect((await from(AWAY)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { id } = expectStatus(await rule(owner, { rule_type: "allow", cidr: `${HOME}/32` }), 201);
    expect((await from(AWAY)).map(kind)).toEqual([REFUSED, REFUSED, REFUSED, REFUSED]);
    expect((await from(HOME)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await me(stranger.token, AWAY)).status).toBe(200);
    expectStatus(await api.ask("DELETE", `/v1/security/ip-rules/${id}`, { token: owner.token }), 204);
    expect((await from(AWAY)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it("gives no token either: not for a password, a refresh token, a personal key, nor an agent's key", async () => {
    const owner = await person(api);
    const bot = await agent(api, owner.token);
    const { api_key } = await personalKey(api, owner.token);
    expectStatus(await rule(owner, { rule_type: "deny", cidr: AWAY }), 201);
    const { email, password, refresh_token } = owner;
    const asks: [string, Record<string, unknown>][] = [
      ["/v1/auth/token", { email, password }],
      ["/v1/auth/refresh", { refresh_token }],
      ["/v1/auth/api-key-token", { api_key }],
      ["/v1/auth/agent-token", { agent_id: bot.id, api_key: bot.api_key }],
    ];
    for (const [path, body] of asks) {
      const refused = await api.ask("POST", path, { body, ip: AWAY });
      expect(kind(refused), path).toEqual(REFUSED);
      expect(refused.text).not.toContain("eyJ");
    }
    // A wrong password does not learn about the rule, and the refresh token was not used up by the attempt.
    const wrong = await api.ask("POST", "/v1/auth/token", { body: { email, password: "wrong" }, ip: AWAY });
    expect(wrong.status).toBe(401);
    for (const [path, body] of asks) expect((await api.ask("POST", path, { body })).status, path).toBe(200);
    const codes = (await events(api, owner.token)).map((event) => (event.details as { code?: string })?.code);
    expect(codes.filter((code) => code === "address_not_allowed")).toHaveLength(asks.length);
  });

  it("may be for agents or for people alone", async () => {
    const { owner, token, url } = await scene(api);
    expectStatus(await rule(owner, { rule_type: "block", cidr: AWAY, applies_to: "agents" }), 201);
    expect(kind(await api.ask("GET", url, { token, ip: AWAY }))).toEqual(REFUSED);
    expect((await me(owner.token, AWAY)).status).toBe(200);
    expectStatus(await rule(owner, { rule_type: "deny", cidr: "203.0.113.7", applies_to: "users" }), 201);
    expect(kind(await me(owner.token, "203.0.113.7"))).toEqual(REFUSED);
    expect((await api.ask("GET", url, { token, ip: "203.0.113.7" })).status).toBe(200);
  });

  it("refuses a deny address inside an allowed network, and an address nobody knows", async () => {
    const { owner, token, url } = await scene(api);
    expectStatus(await rule(owner, { rule_type: "allow", cidr: "192.0.2.0/24" }), 201);
    expectStatus(await rule(owner, { rule_type: "deny", cidr: "192.0.2.66" }), 201);
    expect((await api.ask("GET", url, { token, ip: "192.0.2.65" })).status).toBe(200);
    expect(kind(await api.ask("GET", url, { token, ip: "192.0.2.66" }))).toEqual(REFUSED);
    const request = new Request(`http://127.0.0.1:3000${url}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await api.app.fetch(request, { ip: null })).status).toBe(403);
  });

  it("is not led astray by headers that claim another address", async () => {
    const { owner, token, url } = await scene(api);
    expectStatus(await rule(owner, { rule_type: "allow", cidr: HOME }), 201);
    for (const name of [
      "x-forwarded-for",
      "x-real-ip",
      "forwarded",
      "cf-connecting-ip",
      "true-client-ip",
      "x-client-ip",
    ]) {
      const headers = { [name]: name === "forwarded" ? `for=${HOME}` : HOME };
      expect(kind(await api.ask("GET", url, { token, ip: AWAY, headers })), name).toEqual(REFUSED);
    }
  });

  it("puts a refusal on the record, with the principal and why", async () => {
    const { owner, token, bot, url } = await scene(api);
    expectStatus(await rule(owner, { rule_type: "deny", cidr: AWAY }), 201);
    await api.ask("GET", url, { token, ip: AWAY });
    const [event] = (await events(api, owner.token)).filter(({ outcome }) => outcome === "denied");
    expect(event).toMatchObject({
      actor_id: bot.id,
      ip_address: AWAY,
      details: { code: "address_not_allowed", reason: "denied" },
    });
  });

  it("is kept in its one form", async () => {
    const owner = await person(api);
    const made = async (cidr: string) =>
      expectStatus(
        await rule(owner, { rule_type: "deny", cidr, label: "Office", applies_to: "agents" }),
        201,
      );
    expect(await made("203.0.113.77/24")).toMatchObject({
      cidr: "203.0.113.0/24",
      rule_type: "deny",
      label: "Office",
      applies_to: "agents",
      org_id: owner.org_id,
      created_by: owner.id,
    });
    expect((await made("203.0.113.77")).cidr).toBe("203.0.113.77/32");
    expect((await made("2001:DB8:0:0::1/48")).cidr).toBe("2001:db8::/48");
    expect((await made("::ffff:203.0.113.9/120")).cidr).toBe("203.0.113.0/24");
    const listed = expectStatus(
      await api.ask<{ rules: { cidr: string }[] }>("GET", "/v1/security/ip-rules?limit=3", {
        token: owner.token,
      }),
      200,
    );
    expect(listed.rules.map(({ cidr }) => cidr)).toEqual([
      "203.0.113.0/24",
      "203.0.113.77/32",
      "2001:db8::/48",
    ]);
  });

  it.each([
    ["rule_type", { rule_type: "permit" }],
    ["rule_type", { rule_type: undefined }],
    ["cidr", { cidr: undefined }],
    ["cidr", { cidr: 17 }],
    ["cidr", { cidr: "203.0.113.0/33" }],
    ["cidr", { cidr: "203.0.113.0/-1" }],
    ["cidr", { cidr: "203.0.113" }],
    ["cidr", { cidr: "0x7f.1" }],
    ["cidr", { cidr: "010.0.0.1" }],
    ["cidr", { cidr: "localhost" }],
    ["cidr", { cidr: "2001:db8::/129" }],
    ["cidr", { cidr: "fe80::1%eth0" }],
    ["label", { label: "x".repeat(101) }],
    ["applies_to", { applies_to: "robots" }],
    ["confirm_lockout", { confirm_lockout: "yes" }],
  ])("with a wrong %s is refused and changes nothing", async (field, wrong) => {
    const owner = await person(api);
    const answer = await rule(owner, { rule_type: "deny", cidr: "203.0.113.0/24", ...wrong });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.fields as object)).toEqual([field]);
    const { rows } = await api.admin.query("select 1 from ip_rules where org_id = $1", [owner.org_id]);
    expect(rows).toEqual([]);
  });
});

describe("whoever makes IP rules", () => {
  it("does not lock themselves out by mistake, neither with a rule nor without one", async () => {
    const owner = await person(api);
    const wouldLock = [409, "/docs/errors/would_lock_you_out"];
    expect(kind(await rule(owner, { rule_type: "allow", cidr: AWAY }))).toEqual(wouldLock);
    expect(kind(await rule(owner, { rule_type: "deny", cidr: "192.0.2.0/24" }))).toEqual(wouldLock);
    expect((await me(owner.token)).status).toBe(200);
    const home = expectStatus(await rule(owner, { rule_type: "allow", cidr: HOME }), 201);
    expectStatus(await rule(owner, { rule_type: "allow", cidr: AWAY }), 201);
    const url = `/v1/security/ip-rules/${home.id}`;
    expect(kind(await api.ask("DELETE", url, { token: owner.token }))).toEqual(wouldLock);
    expect((await me(owner.token)).status).toBe(200);
    expectStatus(await api.ask("DELETE", `${url}?confirm_lockout=true`, { token: owner.token }), 204);
    expect(kind(await me(owner.token))).toEqual(REFUSED);
    expect((await me(owner.token, AWAY)).status).toBe(200);
  });

  it("may lock themselves out on purpose", async () => {
    const owner = await person(api);
    expectStatus(await rule(owner, { rule_type: "deny", cidr: HOME, confirm_lockout: true }), 201);
    expect(kind(await me(owner.token))).toEqual(REFUSED);
  });

  it("is an owner or an admin", async () => {
    const owner = await person(api);
    const admin = await colleague(api, owner, "admin");
    const member = await colleague(api, owner, "member");
    const body = { rule_type: "deny", cidr: AWAY };
    const { id } = expectStatus(await rule(admin, body), 201);
    const forbidden = [403, "/docs/errors/role_insufficient"];
    expect(kind(await rule(member, body))).toEqual(forbidden);
    const as = (method: string, path: string) => api.ask(method, path, { token: member.token });
    expect(kind(await as("GET", "/v1/security/ip-rules"))).toEqual(forbidden);
    expect(kind(await as("DELETE", `/v1/security/ip-rules/${id}`))).toEqual(forbidden);
  });

  it("makes at most 200 of them, also when the last two come at once", async () => {
    const owner = await person(api);
    await api.admin.query(
      `insert into ip_rules (id, org_id, rule_type, cidr, created_by)
       select gen_random_uuid(), $1, 'deny', '203.0.113.' || n || '/32', $2 from generate_series(1, 199) n`,
      [owner.org_id, owner.id],
    );
    const second = await api.second();
    const body = { rule_type: "deny", cidr: AWAY };
    const made = await Promise.all(
      [api, second, api, second].map((on) =>
        on.ask("POST", "/v1/security/ip-rules", { token: owner.token, body }),
      ),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    const { rows } = await api.admin.query("select count(*)::int as n from ip_rules where org_id = $1", [
      owner.org_id,
    ]);
    expect(rows).toEqual([{ n: 200 }]);
  });
});

describe("the statement that loads agents with their secrets", () => {
  it("stays a walk over indexes, the rules included", async () => {
    const seen: { text: string; values: unknown[] }[] = [];
    const { owner, vault_id } = await scene(api);
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, vault_id, bot.id);
    await put(api, owner.token, vault_id, "a/b", "value");
    const token = await agentToken(api, bot);
    const { pool } = api.runtime;
    const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
    Object.assign(pool, {
      query: (statement: { name?: string; text: string; values: unknown[] }, ...rest: unknown[]) => {
        if (statement.name === "agents_by_tokens") seen.push(statement);
        return query(statement, ...rest);
      },
    });
    expectStatus(await api.ask("GET", `/v1/vaults/${vault_id}/secrets/a/b`, { token }), 200);
    Object.assign(pool, { query });
    const [statement] = seen;
    await api.admin.query(
      `insert into ip_rules (id, org_id, rule_type, cidr, created_by)
       select gen_random_uuid(), (select id from organizations order by random() + n * 0 limit 1), 'deny', '203.0.113.7/32', $1
       from generate_series(1, 20000) n`,
      [owner.id],
    );
    await api.admin.query("analyze");
    const { rows } = await api.admin.query(
      `explain (costs off) ${statement?.text.replace("$1", `'${String(statement.values[0])}'`)}`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(/Index (Only )?Scan using ip_rules_org|Bitmap Index Scan on ip_rules_org/);
    expect(plan).not.toMatch(/Seq Scan on ip_rules/);
  });
});

describe("asking what the rules say of an address", () => {
  it("names the verdict and the rule for people and for agents, and changes nothing", async () => {
    const owner = await person(api);
    const check = (query: string, token = owner.token) =>
      api.ask("GET", `/v1/security/ip-rules/check${query}`, { token, ip: HOME });
    expect(expectStatus(await check(""), 200)).toEqual({
      address: HOME,
      users: { verdict: "allowed" },
      agents: { verdict: "allowed" },
    });
    const allow = expectStatus(
      await rule(owner, { rule_type: "allow", cidr: "203.0.113.0/24", applies_to: "agents" }),
      201,
    );
    const deny = expectStatus(
      await rule(owner, { rule_type: "deny", cidr: "203.0.113.9", applies_to: "users" }),
      201,
    );
    expect(expectStatus(await check("?address=203.0.113.9"), 200)).toMatchObject({
      users: { verdict: "denied", rule_id: deny.id },
      agents: { verdict: "allowed", rule_id: allow.id },
    });
    expect(expectStatus(await check(""), 200)).toMatchObject({ agents: { verdict: "not_listed" } });
    expect((await check("?address=nonsense")).status).toBe(400);
    const { token } = await colleague(api, owner);
    expect(kind(await check("", token))).toEqual([403, "/docs/errors/role_insufficient"]);
  });
});
