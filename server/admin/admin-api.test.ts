import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  goodPassword,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { operatorOf, personalKey } from "#server/testing/world.ts";

let api: TestApi;
let operator: Person;
beforeAll(async () => {
  api = await testApi();
  operator = await operatorOf(api);
});
afterAll(() => api.close());

const kind = ({ status, body }: Answer) => [status, body.type];
const problem = (status: number, code: string) => [status, `/docs/errors/${code}`];
const asOperator = <T = Record<string, unknown>>(method: string, path: string, body?: unknown, on = api) =>
  on.ask<T>(method, path, { token: operator.token, body });
const setting = (key: string, value: unknown) => asOperator("PUT", `/v1/admin/settings/${key}`, { value });
const limits = (org_id: string, body: Record<string, unknown>) =>
  asOperator("PUT", `/v1/admin/orgs/${org_id}/limits`, body);
const signUp = (on: TestApi) =>
  on.ask("POST", "/v1/auth/signup", {
    body: { email: `${randomUUID()}@example.com`, password: goodPassword() },
  });

describe("everything under /v1/admin", () => {
  it("is for the operator alone: not for owners, members, agents, personal keys, nor a scoped key of the operator", async () => {
    const owner = await person(api);
    const member = await colleague(api, owner);
    const { api_key } = await personalKey(api, owner.token);
    const bot = await agentToken(api, await agent(api, owner.token));
    const scoped = await personalKey(api, operator.token, { scopes: ["read"] });
    const calls: [string, string, unknown?][] = [
      ["GET", "/v1/admin/settings"],
      ["PUT", "/v1/admin/settings/signup", { value: "closed" }],
      ["DELETE", "/v1/admin/settings/signup"],
      ["GET", "/v1/admin/users"],
      ["DELETE", `/v1/admin/users/${member.id}`],
      ["GET", `/v1/admin/orgs/${owner.org_id}/limits`],
      ["PUT", `/v1/admin/orgs/${owner.org_id}/limits`, { max_vaults: 1 }],
    ];
    for (const token of [owner.token, member.token, api_key, bot, scoped.api_key])
      for (const [method, path, body] of calls)
        expect((await api.ask(method, path, { token, body })).status, `${method} ${path}`).toBe(403);
    expect((await api.admin.query("select 1 from settings")).rowCount).toBe(0);
    expect((await api.admin.query("select 1 from org_limits")).rowCount).toBe(0);
    expect((await api.ask("GET", "/v1/auth/me", { token: member.token })).status).toBe(200);
  });
});

describe("a setting", () => {
  it("comes before the environment, at once here and with the next reload on other instances, until it is deleted", async () => {
    const second = await api.second();
    expect((await signUp(api)).status).toBe(200);
    expect(expectStatus(await setting("signup", "closed"), 200)).toMatchObject({
      key: "signup",
      value: "closed",
      is_default: false,
      default_value: "open",
      updated_by: operator.id,
    });
    expect(kind(await signUp(api))).toEqual(problem(403, "signup_closed"));
    await second.runtime.settings.reload();
    expect(kind(await signUp(second))).toEqual(problem(403, "signup_closed"));
    expectStatus(await asOperator("DELETE", "/v1/admin/settings/signup"), 204);
    expect((await signUp(api)).status).toBe(200);
    await second.runtime.settings.reload();
    expect((await signUp(second)).status).toBe(200);
    expect((await asOperator("DELETE", "/v1/admin/settings/signup")).status).toBe(204);
  });

  it("says how long a session lasts", async () => {
    const someone = await person(api);
    const end = async () => {
      const body = { email: someone.email, password: someone.password };
      expectStatus(await api.ask("POST", "/v1/auth/token", { body }), 200);
      const { rows } = await api.admin.query(
        "select expires_at from sessions where user_id = $1 order by id desc limit 1",
        [someone.id],
      );
      return (rows[0].expires_at.getTime() - api.clock.now().getTime()) / 86_400_000;
    };
    expect(await end()).toBe(30);
    expectStatus(await setting("session_days", "7"), 200);
    expect(await end()).toBe(7);
    expectStatus(await asOperator("DELETE", "/v1/admin/settings/session_days"), 204);
  });

  it("says how far ahead a share may end, and whether programs may ask to become agents", async () => {
    const owner = await person(api);
    const vault_id = await vault(api, owner.token);
    const { id } = await put(api, owner.token, vault_id, "a/b", "value");
    const share = (days: number) =>
      api.ask("POST", `/v1/secrets/${id}/share`, {
        token: owner.token,
        body: {
          recipient_type: "anyone_with_link",
          expires_at: new Date(api.clock.now().getTime() + days * 86_400_000 - 1000).toISOString(),
        },
      });
    const enroll = () => api.ask("POST", "/v1/agents/enroll", { body: { name: "newcomer" } });
    expectStatus(await setting("share_max_days", "2"), 200);
    expectStatus(await setting("enrolment", "off"), 200);
    expect((await share(3)).body.fields).toEqual({ expires_at: "must be at most 2 days ahead" });
    expect((await share(2)).status).toBe(201);
    expect(kind(await enroll())).toEqual(problem(403, "enrolment_closed"));
    expectStatus(await asOperator("DELETE", "/v1/admin/settings/share_max_days"), 204);
    expectStatus(await asOperator("DELETE", "/v1/admin/settings/enrolment"), 204);
    expect((await share(3)).status).toBe(201);
    expect((await enroll()).status).toBe(201);
  });

  it("is one of the known ones, each listed with what holds now", async () => {
    const { settings } = expectStatus(
      await asOperator<{ settings: Record<string, unknown>[] }>("GET", "/v1/admin/settings"),
      200,
    );
    expect(settings.every(({ value, default_value }) => value === default_value)).toBe(true);
    expect(settings.map(({ key, value, is_default }) => [key, value, is_default])).toEqual([
      ["signup", "open", true],
      ["session_days", "30", true],
      ["share_max_days", "365", true],
      ["enrolment", "on", true],
    ]);
    const unknown = await setting("registration", "open");
    expect(unknown.status).toBe(400);
    expect((unknown.body.fields as { key: string }).key).toContain("session_days");
    expect((await asOperator("DELETE", "/v1/admin/settings/__proto__")).status).toBe(400);
  });

  it.each([
    ["signup", "everyone"],
    ["signup", ""],
    ["signup", 1],
    ["signup", null],
    ["session_days", "0"],
    ["session_days", "-1"],
    ["session_days", "1.5"],
    ["session_days", "366"],
    ["session_days", "1e2"],
    ["session_days", 30],
    ["share_max_days", "forever"],
    ["enrolment", "maybe"],
    ["enrolment", "x".repeat(65)],
  ])("%s is not set to %j", async (key, value) => {
    const answer = await setting(key, value);
    expect(answer.status).toBe(400);
    expect(answer.body.fields).toHaveProperty("value");
    expect((await api.admin.query("select 1 from settings where key = $1", [key])).rowCount).toBe(0);
  });

  it("is on the record with the value before and after", async () => {
    await setting("enrolment", "off");
    await setting("enrolment", "on");
    await asOperator("DELETE", "/v1/admin/settings/enrolment");
    const told = (await events(api, operator.token))
      .filter(({ resource_id, outcome }) => resource_id === "enrolment" && outcome === "success")
      .map(({ action, details }) => [action, details])
      .slice(0, 3);
    expect(told.reverse()).toEqual([
      ["admin.setting_update", { key: "enrolment", old: null, new: "off" }],
      ["admin.setting_update", { key: "enrolment", old: "off", new: "on" }],
      ["admin.setting_delete", { key: "enrolment", old: "on" }],
    ]);
  });

  it("that another release has left behind does no harm", async () => {
    await api.admin.query(
      "insert into settings (key, value) values ('color', 'blue'), ('signup', 'perhaps')",
    );
    await api.runtime.settings.reload();
    expect(api.runtime.settings.current()).toMatchObject({ signup: "open", session_days: 30 });
    expect((await asOperator("GET", "/v1/admin/settings")).status).toBe(200);
    await api.admin.query("delete from settings");
  });
});

describe("the people of a deployment", () => {
  it("are listed with their organizations, searched by part of an address or name, and counted", async () => {
    const word = randomUUID().slice(0, 8);
    const found = [await person(api, `a_${word}@example.com`), await person(api, `B-${word}@example.com`)];
    const list = (query: string) =>
      asOperator<{ users: Record<string, unknown>[]; total: number }>("GET", `/v1/admin/users${query}`);
    const { users, total } = expectStatus(await list(`?q=${word.toUpperCase()}`), 200);
    expect(total).toBe(2);
    expect(users.map(({ id }) => id)).toEqual(found.map(({ id }) => id));
    expect(users[0]).toMatchObject({
      email: found[0]?.email,
      role: "owner",
      org_id: found[0]?.org_id,
      org_name: "Test Person's organization",
      is_operator: false,
    });
    expect(JSON.stringify(users)).not.toContain("argon2");
    const first = await list(`?q=${word}&limit=1`);
    expect([first.body.users.length, first.body.total]).toEqual([1, 2]);
    expect(first.headers.get("link")).toContain('rel="next"');
    // Signs that mean something to the database are letters like others.
    expect((await list(`?q=${encodeURIComponent(`a_${word}`)}`)).body.total).toBe(1);
    expect((await list(`?q=${encodeURIComponent("%")}`)).body.total).toBe(0);
    expect((await list("?limit=0")).body).toHaveProperty("fields.limit");
  });

  it("end with their account, their tokens at once; with the last member go vaults and agents", async () => {
    const someone = await person(api);
    const vault_id = await vault(api, someone.token);
    const bot = await agentToken(api, await agent(api, someone.token));
    const remove = () => asOperator("DELETE", `/v1/admin/users/${someone.id}`);
    expectStatus(await remove(), 204);
    expect((await api.ask("GET", "/v1/auth/me", { token: someone.token })).status).toBe(401);
    expect((await api.ask("GET", "/v1/agents/me", { token: bot })).status).toBe(401);
    const { rows } = await api.admin.query("select deleted_at from vaults where id = $1", [vault_id]);
    expect(rows[0].deleted_at).not.toBeNull();
    expect(kind(await remove())).toEqual(problem(404, "user_not_found"));
    const { rows: log } = await api.admin.query(
      "select action, actor_id from audit_events where org_id = $1 and action = 'user.delete'",
      [someone.org_id],
    );
    expect(log).toEqual([{ action: "user.delete", actor_id: operator.id }]);
  });

  it("do not end by the operator's own hand where it is the operator, or the last owner of others", async () => {
    expect(kind(await asOperator("DELETE", `/v1/admin/users/${operator.id}`))).toEqual(
      problem(409, "own_account"),
    );
    const owner = await person(api);
    await colleague(api, owner);
    expect(kind(await asOperator("DELETE", `/v1/admin/users/${owner.id}`))).toEqual(
      problem(403, "owner_needed"),
    );
    expect((await api.ask("GET", "/v1/auth/me", { token: owner.token })).status).toBe(200);
  });
});

describe("the limits of an organization", () => {
  it("are kept as they were sent; what is left out stays, null takes one away", async () => {
    const { org_id } = await person(api);
    const read = () => asOperator("GET", `/v1/admin/orgs/${org_id}/limits`);
    expect((await read()).body).toEqual({ org_id, is_sponsored: false });
    const all = {
      free_tier_override: 5000,
      is_sponsored: true,
      max_vaults: 3,
      max_agents: 2,
      max_secrets: 0,
    };
    expect((await limits(org_id, all)).body).toEqual({ org_id, ...all });
    expect((await limits(org_id, { max_vaults: null, max_agents: 9 })).body).toEqual({
      org_id,
      free_tier_override: 5000,
      is_sponsored: true,
      max_agents: 9,
      max_secrets: 0,
    });
    expect((await read()).body).toMatchObject({ max_agents: 9, max_secrets: 0 });
    for (const wrong of [{ max_vaults: -1 }, { max_agents: "3" }, { max_secrets: 1.5 }, { is_sponsored: 1 }])
      expect((await limits(org_id, wrong)).body.fields).toHaveProperty(Object.keys(wrong)[0] ?? "");
    const nowhere = randomUUID();
    expect(kind(await limits(nowhere, { max_vaults: 1 }))).toEqual(problem(404, "organization_not_found"));
    expect(kind(await asOperator("GET", `/v1/admin/orgs/${nowhere}/limits`))).toEqual(
      problem(404, "organization_not_found"),
    );
    expect((await api.admin.query("select 1 from org_limits where org_id = $1", [nowhere])).rowCount).toBe(0);
  });

  it("are on the record of the organization and of the operator's", async () => {
    const owner = await person(api);
    await limits(owner.org_id, { max_vaults: 3 });
    for (const token of [owner.token, operator.token])
      expect(
        (await events(api, token)).filter(({ resource_id }) => resource_id === owner.org_id),
      ).toMatchObject([{ action: "admin.limits_update", actor_id: operator.id, details: { max_vaults: 3 } }]);
  });

  it("let exactly one of fifty concurrent vaults, agents and secrets through where there is room for one", async () => {
    const owner = await person(api);
    const second = await api.second();
    const vault_id = await vault(api, owner.token);
    await put(api, owner.token, vault_id, "first", "value");
    await agent(api, owner.token);
    await limits(owner.org_id, { max_vaults: 2, max_agents: 2, max_secrets: 2 });
    const create: [string, (n: number) => [string, string, unknown]][] = [
      ["Vault", (n) => ["POST", "/v1/vaults", { name: `V${n}` }]],
      ["Agent", (n) => ["POST", "/v1/agents", { name: `A${n}` }]],
      ["Secret", (n) => ["PUT", `/v1/vaults/${vault_id}/secrets/s/${n}`, { value: "v" }]],
    ];
    for (const [what, call] of create) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => {
          const [method, path, body] = call(n);
          return (n % 2 ? api : second).ask(method, path, { token: owner.token, body });
        }),
      );
      expect(
        answers.filter(({ status }) => status === 201),
        what,
      ).toHaveLength(1);
      const refused = answers.filter(({ status }) => status !== 201);
      for (const { status, body } of refused) {
        expect([status, body.type]).toEqual([403, "resource_limit_exceeded"]);
        expect(body.detail).toMatch(new RegExp(`^${what} limit reached \\(2/2\\)\\. `));
      }
    }
  });

  it("count what is there: a path may get new versions, and what is deleted makes room", async () => {
    const owner = await person(api);
    const vault_id = await vault(api, owner.token);
    await limits(owner.org_id, { max_vaults: 1, max_agents: 1, max_secrets: 2 });
    const store = (path: string) =>
      api.ask("PUT", `/v1/vaults/${vault_id}/secrets/${path}`, { token: owner.token, body: { value: "v" } });
    for (const path of ["a", "b", "a", "b"]) expect((await store(path)).status).toBe(201);
    expect((await store("c")).status).toBe(403);
    const drop = (path: string) =>
      api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/${path}`, { token: owner.token });
    expectStatus(await drop("a"), 204);
    expect((await store("c")).status).toBe(201);
    // A deleted path that comes back counts again.
    expect((await store("a")).status).toBe(403);
    expect((await api.ask("GET", `/v1/vaults/${vault_id}/secrets/a`, { token: owner.token })).status).toBe(
      410,
    );
    const bot = await agent(api, owner.token);
    const more = () => api.ask("POST", "/v1/agents", { token: owner.token, body: { name: "two" } });
    expect((await more()).status).toBe(403);
    expectStatus(await api.ask("DELETE", `/v1/agents/${bot.id}`, { token: owner.token }), 204);
    expect((await more()).status).toBe(201);
    // Neither the vault of agents' keys nor what lies in it takes room.
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}`, { token: owner.token }), 204);
    expect(await vault(api, owner.token)).toBeTypeOf("string");
    expectStatus(await limits(owner.org_id, { max_vaults: null }), 200);
    expect(await vault(api, owner.token)).toBeTypeOf("string");
  });

  it("leave nothing behind of what they refuse", async () => {
    const owner = await person(api);
    await agent(api, owner.token);
    await limits(owner.org_id, { max_vaults: 0, max_agents: 1 });
    const counts = async () =>
      (
        await api.admin.query(
          `select (select count(*) from vaults where org_id = $1) v, (select count(*) from vault_keks where org_id = $1) k,
             (select count(*) from agents where org_id = $1) a, (select count(*) from secrets where org_id = $1) s`,
          [owner.org_id],
        )
      ).rows;
    const before = await counts();
    const body = { name: "one too many" };
    for (const path of ["/v1/vaults", "/v1/agents"])
      expect((await api.ask("POST", path, { token: owner.token, body })).status).toBe(403);
    expect(await counts()).toEqual(before);
    const refused = (await events(api, owner.token)).filter(({ outcome }) => outcome === "denied");
    expect(refused.map(({ action, details }) => [action, (details as { limit: string }).limit])).toEqual([
      ["agent.register", "max_agents"],
      ["vault.create", "max_vaults"],
    ]);
  });
});
