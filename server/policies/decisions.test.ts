import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  scene,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";

let api: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
let member: Person;
beforeAll(async () => {
  api = await testApi();
  s = await scene(api, { pattern: "api-keys/**" });
  member = await person(api);
  for (const change of [
    "update users set org_id = $1, role = 'member' where id = $2",
    "update sessions set org_id = $1 where user_id = $2",
  ])
    await api.admin.query(change, [s.owner.org_id, member.id]);
});
afterAll(() => api.close());

type Explained = Record<string, unknown> & { suggestion?: Record<string, unknown>; notes: string[] };
type Decided = Record<string, unknown> & { explanation?: Explained };

const at = (path: string) => `/v1/vaults/${s.vault_id}/secrets/${path}`;
const decision = (id: unknown, token = s.owner.token) =>
  api.ask<Decided>("GET", `/v1/policies/decisions/${id}`, { token });
const question = (fields: Record<string, unknown> = {}) => ({
  vault_id: s.vault_id,
  principal_type: "agent",
  principal_id: s.bot.id,
  path: "prod/db",
  permission: "read",
  ...fields,
});
const explain = (fields: Record<string, unknown> = {}, token = s.owner.token) =>
  api.ask<Explained>("POST", "/v1/policies/explain", { token, body: question(fields) });
const deny = async (path = "prod/db", ip?: string) =>
  expectStatus(await api.ask("GET", at(path), { token: s.token, ...(ip && { ip }) }), 403).decision_id;

describe("a denial", () => {
  it("gives the agent a class of reason and an id, and nothing of the rules", async () => {
    const bot = await agent(api, s.owner.token);
    const conditions = { ip_allowlist: ["203.0.113.77/32"] };
    const policy_id = await grant(api, s.owner.token, s.vault_id, bot.id, "hidden-dir/**", ["read"], {
      conditions,
    });
    const token = await agentToken(api, bot);
    const answer = await api.ask("GET", at("hidden-dir/x"), { token });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.body).sort()).toEqual(
      ["decision_id", "detail", "request_id", "status", "title", "type"].sort(),
    );
    expect(answer.text).not.toContain(policy_id);
    expect(answer.text).not.toMatch(/203\.0\.113|hidden-dir/);
    for (const ask of [
      () => api.ask("GET", `/v1/policies/decisions/${answer.body.decision_id}`, { token }),
      () => api.ask("POST", "/v1/policies/explain", { token, body: question() }),
    ])
      expect((await ask()).body.type).toBe("/docs/errors/principal_not_allowed");
  });

  it("carries the id of the event that records it, whatever refused it", async () => {
    const key = await personalKey(api, s.owner.token, { scopes: ["read"] });
    const refusals = [
      await api.ask("GET", at("prod/db"), { token: s.token }),
      await api.ask("GET", `/v1/vaults/${s.vault_id}/policies`, { token: s.token }),
      await api.ask("GET", "/v1/audit/events", { token: s.token }),
      await api.ask("PUT", at("prod/db"), { token: key.api_key, body: { value: "x" } }),
    ];
    for (const { status, body } of refusals) {
      expect(status).toBe(403);
      const { rows } = await api.admin.query(
        "select outcome, request_id from audit_events where id = $1 and org_id = $2",
        [body.decision_id, s.owner.org_id],
      );
      expect(rows).toEqual([{ outcome: "denied", request_id: body.request_id }]);
    }
  });

  it("has no id when it could not be recorded, and none is given for other failures", async () => {
    const missing = await api.ask("GET", at("api-keys/none"), { token: s.owner.token });
    expect([missing.status, missing.body.decision_id]).toEqual([404, undefined]);
    expect((await api.ask("GET", at("x"), { token: "nonsense" })).body).not.toHaveProperty("decision_id");
    await api.admin.query(
      "alter table audit_events add constraint closed check (action <> 'secret.read') not valid",
    );
    const answer = await api.ask("GET", at("prod/db"), { token: s.token });
    await api.admin.query("alter table audit_events drop constraint closed");
    expect(answer.status).toBe(403);
    expect(answer.body).not.toHaveProperty("decision_id");
  });
});

describe("a decision id", () => {
  it("shows who was denied what, when and why, and how it would be decided now", async () => {
    const id = await deny("prod/db", "198.51.100.4");
    const found = expectStatus(await decision(id), 200);
    expect(found).toMatchObject({
      decision_id: id,
      at: api.clock.now().toISOString(),
      principal_type: "agent",
      principal_id: s.bot.id,
      outcome: "denied",
      action: "secret.read",
      code: "path_not_granted",
      reason: "no_policy",
      vault_id: s.vault_id,
      path: "prod/db",
      permission: "read",
      ip: "198.51.100.4",
      explanation: { allowed: false, reason: "no_policy", ip: "198.51.100.4" },
    });
    expect(JSON.stringify(found.notes)).toMatch(/now.*may have changed/);
    const body = { ...found.explanation?.suggestion };
    const { id: made } = expectStatus(
      await api.ask<{ id: string }>("POST", `/v1/vaults/${s.vault_id}/policies`, {
        token: s.owner.token,
        body,
      }),
      201,
    );
    expect(expectStatus(await decision(id), 200).explanation).toMatchObject({
      allowed: true,
      policy_id: made,
    });
    const status = async (path: string, ip: string) =>
      (await api.ask("GET", at(path), { token: s.token, ip })).status;
    expect(await status("prod/db", "198.51.100.4")).toBe(404);
    expect(await status("prod/db", "198.51.100.5")).toBe(403);
    expect(await status("prod/db2", "198.51.100.4")).toBe(403);
    await api.ask("DELETE", `/v1/vaults/${s.vault_id}/policies/${made}`, { token: s.owner.token });
  });

  it("is not found by others of the organization, other organizations, or for events that are no decisions", async () => {
    const id = await deny();
    const stranger = await person(api);
    const { api_key } = await personalKey(api, s.owner.token, { scopes: ["read"] });
    const [signup] = await events(api, s.owner.token, "&action=vault.create");
    const nowhere = await decision(randomUUID());
    expect(nowhere.status).toBe(404);
    const text = (answer: typeof nowhere) => answer.text.replace(String(answer.body.request_id), "");
    for (const answer of [
      await decision(id, member.token),
      await decision(id, stranger.token),
      await decision(id, api_key),
      await decision(signup?.id),
    ])
      expect([answer.status, text(answer)]).toEqual([404, text(nowhere)]);
  });

  it("stays readable when vault or principal are gone, but for what there is left to explain", async () => {
    const own = await scene(api, { pattern: "other" });
    const { decision_id } = expectStatus(await api.ask("DELETE", own.url, { token: own.token }), 403);
    const look = async () =>
      expectStatus(await api.ask<Decided>("GET", `/v1/policies/decisions/${decision_id}`, own.owner), 200);
    expect(await look()).toHaveProperty("explanation");
    await api.ask("DELETE", `/v1/agents/${own.bot.id}`, own.owner);
    expect(await look()).not.toHaveProperty("explanation");
    await api.ask("DELETE", `/v1/vaults/${own.vault_id}`, own.owner);
    expect(await look()).toMatchObject({ path: own.path, permission: "delete", notes: [/Nothing is left/] });
  });
});

describe("asking for an explanation", () => {
  it("answers with rules, ceilings, owner and the smallest policy, and is on the record", async () => {
    const { status, body } = await explain({ path: s.path });
    expect([status, body.allowed, body.by, body.policy_id]).toEqual([200, true, "policy", s.policy_id]);
    const denied = expectStatus(await explain({ permission: "delete", path: s.path }), 200);
    expect(denied).toMatchObject({
      allowed: false,
      reason: "no_policy",
      owner: false,
      rules: [
        { policy_id: s.policy_id, matches_path: true, covers_permission: false, outcome: "does_not_apply" },
      ],
      suggestion: { secret_path_pattern: s.path, permissions: ["delete"] },
    });
    const owned = expectStatus(
      await explain({ principal_type: "user", principal_id: s.owner.id, permission: "write" }),
      200,
    );
    expect(owned).toMatchObject({ allowed: true, by: "owner", owner: true, rules: [] });
    const [event] = await events(api, s.owner.token, "&action=policy.explain");
    expect(event).toMatchObject({ outcome: "success", details: { vault_id: s.vault_id, allowed: true } });
  });

  it("judges conditions at the address and time that are asked about", async () => {
    const bot = await agent(api, s.owner.token);
    const conditions = { ip_allowlist: ["10.0.0.0/8"], time_window: { after: "09:00", before: "17:00" } };
    await grant(api, s.owner.token, s.vault_id, bot.id, "w/*", ["read"], { conditions });
    const allowed = async (ip: string | undefined, time: string) =>
      (await explain({ principal_id: bot.id, path: "w/x", ip, at: time })).body.allowed;
    expect(await allowed("10.1.2.3", "2027-01-04T16:59:00Z")).toBe(true);
    expect(await allowed("10.1.2.3", "2027-01-04T17:00:00Z")).toBe(false);
    expect(await allowed("10.1.2.3", "2027-01-04T17:59:00+01:00")).toBe(true);
    expect(await allowed("11.1.2.3", "2027-01-04T16:59:00Z")).toBe(false);
    expect(await allowed(undefined, "2027-01-04T16:59:00Z")).toBe(false);
  });

  it("counts the agent's ceilings, and names them instead of a policy", async () => {
    const bot = await agent(api, s.owner.token, { scopes: ["staging/**"], vault_ids: [s.vault_id] });
    const { body } = await explain({ principal_id: bot.id });
    expect(body).toMatchObject({
      reason: "scopes_do_not_cover",
      ceilings: [
        { kind: "vault_binding", limit: [s.vault_id], passed: true },
        { kind: "path_scopes", limit: ["staging/**"], passed: false },
        { kind: "permissions", passed: true },
      ],
    });
    expect(body).not.toHaveProperty("suggestion");
    expect(body.notes.join()).toMatch(/scopes/);
  });

  it("is for people who administer the vault, about principals of the organization", async () => {
    const stranger = await scene(api);
    const type = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
      const { status, body } = await answer;
      return [status, String(body.type).replace("/docs/errors/", "")];
    };
    expect(await type(explain({}, member.token))).toEqual([403, "vault_not_granted"]);
    expect(await type(explain({}, stranger.owner.token))).toEqual([404, "vault_not_found"]);
    expect(await type(explain({ vault_id: randomUUID() }))).toEqual([404, "vault_not_found"]);
    for (const principal_id of [stranger.bot.id, randomUUID(), s.owner.id])
      expect(await type(explain({ principal_id }))).toEqual([400, "principal_unknown"]);
  });

  it.each([
    ["vault_id", "x"],
    ["principal_type", "robot"],
    ["principal_id", 7],
    ["path", "../etc"],
    ["path", undefined],
    ["permission", "admin"],
    ["permission", ["read"]],
    ["ip", "203.0.113.0/24"],
    ["ip", "a"],
    ["at", "yesterday"],
    ["at", "2027-01-04T16:59:00+99:99"],
  ])("with %s being %j is refused by the name of the field", async (field, value) => {
    const { status, body } = await explain({ [field]: value });
    expect([status, Object.keys((body.fields as object) ?? {})]).toEqual([400, [field]]);
  });
});
