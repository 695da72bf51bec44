// Goes over every endpoint there is: what holds for one must hold for all, also for those added later.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERRORS } from "#server/errors.ts";
import { callEndpoint, example, idsOf } from "#server/testing/examples.ts";
import {
  type Answer,
  agent,
  agentToken,
  grant,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { type Call, type World, world } from "#server/testing/world.ts";
import { auditAction, type Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";

let api: TestApi;
let ours: World;
let theirs: World;
beforeAll(async () => {
  api = await testApi();
  [ours, theirs] = await Promise.all([world(api), world(api)]);
});
afterAll(() => api.close());

const named = (list: readonly Endpoint[]) => list.map((endpoint) => [endpoint.id, endpoint] as const);
const closed = ENDPOINTS.filter((endpoint) => endpoint.access !== "public");
const withBody = ENDPOINTS.filter((endpoint) => endpoint.body);

function expectHeaders({ headers }: Answer<unknown>, endpoint: Endpoint): void {
  expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get("cache-control")).toBe(endpoint.id === "getJwks" ? "public, max-age=300" : "no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("vary")).toMatch(/\bAuthorization\b/);
  expect(headers.get("etag")).toBeNull();
}

/** Problem details of a known code, of the given status, that the endpoint declares. */
function expectProblem(answer: Answer, endpoint: Endpoint, status: number): void {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body.request_id).toBe(answer.headers.get("x-request-id"));
  const code = String(answer.body.type).replace("/docs/errors/", "") as keyof typeof ERRORS;
  expect(ERRORS[code], `unknown code ${code}`).toBeDefined();
  expect(answer.body).toMatchObject({ title: ERRORS[code].title, status: ERRORS[code].status });
  expect(answer.body.detail).toMatch(/\S/);
  const declared: string[] = [
    "authentication_required",
    "token_invalid",
    "principal_not_allowed",
    ...endpoint.problems,
  ];
  expect(declared, `${endpoint.id} does not declare ${code}`).toContain(code);
}

/** The answer without what differs from request to request. */
function blank({ status, headers, text, body }: Answer): unknown {
  const kept = [...headers].filter(([name]) => name !== "x-request-id");
  const blanked = text
    .replaceAll(String(body.request_id), "REQUEST")
    .replaceAll(String(body.decision_id), "DECISION");
  return { status, kept, text: blanked };
}

async function eventsOf(answer: Answer): Promise<Record<string, unknown>[]> {
  const { rows } = await api.admin.query("select * from audit_events where request_id = $1", [
    answer.headers.get("x-request-id"),
  ]);
  return rows;
}

const TENANT_TABLES =
  "select table_name from information_schema.columns where table_schema = 'public' and column_name = 'org_id' order by 1";

/** Everything that an organization has, audit log included. */
async function contentsOf(org_id: string): Promise<Record<string, unknown>> {
  const { rows: tables } = await api.admin.query<{ table_name: string }>(TENANT_TABLES);
  const contents: Record<string, unknown> = {};
  for (const { table_name } of tables) {
    const { rows } = await api.admin.query(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as rows from ${table_name} t where org_id = $1`,
      [org_id],
    );
    contents[table_name] = rows[0];
  }
  return contents;
}

describe("every endpoint that needs a principal", () => {
  it.each(named(closed))(
    "%s answers 401 without a credential, and with a worthless one",
    async (_, endpoint) => {
      const { token, ...call } = await example(endpoint, ours);
      expect(token).toBeDefined();
      const missing = await callEndpoint(api, endpoint, call);
      expectProblem(missing, endpoint, 401);
      expect(missing.headers.get("www-authenticate")).toBe("Bearer");
      expectProblem(await callEndpoint(api, endpoint, { ...call, token: "1ck_0000" }), endpoint, 401);
    },
  );

  it.each(named(closed.filter((endpoint) => endpoint.access.length === 1)))(
    "%s answers 403 to the other kind of principal and records the attempt",
    async (_, endpoint) => {
      const call = await example(endpoint, ours);
      const token = endpoint.access.includes("user") ? ours.bot_token : ours.owner.token;
      const answer = await callEndpoint(api, endpoint, { ...call, token });
      expectProblem(answer, endpoint, 403);
      const [event] = await eventsOf(answer);
      expect(event).toMatchObject({
        outcome: "denied",
        action: auditAction(endpoint) ?? "access.denied",
        org_id: ours.owner.org_id,
      });
    },
  );
});

describe("an id of another organization", () => {
  let ids: Record<string, string>;
  beforeAll(async () => {
    ids = await idsOf(theirs);
  });
  const foreign = (name: string): string | undefined => ids[name];
  // The operator stands above organizations.
  const addressed = closed
    .filter((endpoint) => !endpoint.operator)
    .flatMap((endpoint) =>
      [...endpoint.path.matchAll(/\{(\w+_id)\}/g)].map(
        ([, name = ""]) => [endpoint.id, name, endpoint] as const,
      ),
    );

  it.each(addressed)(
    "%s answers the same 404 for a foreign %s and a random one, and changes nothing",
    async (_, name, endpoint) => {
      const call = await example(endpoint, ours);
      const before = await contentsOf(theirs.owner.org_id);
      const tokens = endpoint.access.includes("user") ? [ours.owner.token, ours.api_key] : [];
      if (endpoint.access.includes("agent")) tokens.push(ours.bot_token);
      for (const token of tokens) {
        // A policy is looked for by those alone who may administer its vault.
        if (token === ours.bot_token && name === "policy_id") continue;
        const at = (id: string | undefined): Call => ({
          ...call,
          token,
          params: { ...call.params, [name]: id ?? "" },
        });
        expect(foreign(name)).toBeDefined();
        const there = await callEndpoint(api, endpoint, at(foreign(name)));
        const nowhere = await callEndpoint(api, endpoint, at(randomUUID()));
        expectProblem(there, endpoint, 404);
        expect(blank(there)).toEqual(blank(nowhere));
      }
      expect(await contentsOf(theirs.owner.org_id)).toEqual(before);
    },
  );

  it.each(named(closed.filter((endpoint) => endpoint.path.includes("{policy_id}"))))(
    "%s does not find a policy through another vault of the same organization",
    async (_, endpoint) => {
      const call = await example(endpoint, ours);
      const other = await vault(api, ours.owner.token, "Other");
      const answer = await callEndpoint(api, endpoint, {
        ...call,
        params: { ...call.params, vault_id: other },
      });
      expectProblem(answer, endpoint, 404);
      expect(answer.body.type).toBe("/docs/errors/policy_not_found");
    },
  );

  it("is refused in the fields of a body as well", async () => {
    const { token } = ours.owner;
    for (const principal_id of [theirs.bot.id, randomUUID()]) {
      const body = {
        secret_path_pattern: "**",
        principal_type: "agent",
        principal_id,
        permissions: ["read"],
      };
      const answer = await api.ask("POST", `/v1/vaults/${ours.vault_id}/policies`, { token, body });
      expect([answer.status, answer.body.type]).toEqual([400, "/docs/errors/principal_unknown"]);
    }
    for (const vault_id of [theirs.vault_id, randomUUID()]) {
      const body = { name: "sly", vault_ids: [vault_id] };
      expect((await api.ask("POST", "/v1/agents", { token, body })).status).toBe(400);
      expect((await api.ask("PATCH", `/v1/agents/${ours.bot.id}`, { token, body })).status).toBe(400);
    }
  });
});

describe("a success", () => {
  it.each(named(ENDPOINTS))(
    "of %s has the declared status, shape, headers and audit event",
    async (_, endpoint) => {
      const call = await example(endpoint, ours);
      const answer = await callEndpoint(api, endpoint, call);
      expect(answer.status, answer.text).toBe(endpoint.status);
      expectHeaders(answer, endpoint);
      if (endpoint.status === 204) expect(answer.text).toBe("");
      else {
        expect(answer.headers.get("content-type")).toBe("application/json");
        // Parsing drops what the schema does not name, so this also says that nothing else is shown.
        expect(endpoint.response?.parse(answer.body)).toEqual(answer.body);
      }
      const events = await eventsOf(answer);
      const action = auditAction(endpoint);
      if (!action) return expect(events).toEqual([]);
      const event = events.find((each) => each.action === action);
      expect(event).toMatchObject({ outcome: "success", ip: "192.0.2.1", user_agent: null });
      if (endpoint.access === "public" && event?.actor_type === "anonymous") return;
      expect(event?.actor_type).toMatch(/^(user|agent)$/);
      expect(event?.actor_id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each(named(withBody))("of %s does not depend on fields it does not know", async (_, endpoint) => {
    const call = await example(endpoint, ours);
    const body = {
      ...call.body,
      org_id: theirs.owner.org_id,
      is_operator: true,
      role: "owner",
      constructor: { prototype: { polluted: true } },
      unknown_field: [{ deeply: "unknown" }],
    };
    const answer = await callEndpoint(api, endpoint, { ...call, body });
    expect(answer.status, answer.text).toBe(endpoint.status);
    expect(JSON.stringify(answer.body ?? "")).not.toMatch(/unknown_field|polluted/);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});

describe("a personal API key", () => {
  it.each(named(closed.filter((endpoint) => endpoint.access.includes("user") && endpoint.account)))(
    "that has scopes is refused by %s, which concerns the account",
    async (_, endpoint) => {
      const made = await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
        token: ours.owner.token,
        body: { name: "reader", scopes: ["read", "write", "delete", "rotate"] },
      });
      const call = await example(endpoint, ours);
      expectProblem(await callEndpoint(api, endpoint, { ...call, token: made.body.api_key }), endpoint, 403);
    },
  );
});

describe("an agent that is bound to another vault", () => {
  it.each(
    named(closed.filter(({ access, path }) => access.includes("agent") && path.includes("{vault_id}"))),
  )("gets nothing from %s", async (_, endpoint) => {
    const bound = await vault(api, ours.owner.token, "Elsewhere");
    const bot = await agent(api, ours.owner.token, { vault_ids: [bound], scopes: ["nothing/**"] });
    const call = await example(endpoint, ours);
    const answer = await callEndpoint(api, endpoint, { ...call, token: await agentToken(api, bot) });
    // A list shows what may be seen, which is nothing.
    if (endpoint.id === "listSecrets") expect(answer.body).toEqual({ secrets: [] });
    // What it is told of itself is that it may do nothing there.
    else if (endpoint.id === "getOwnAccess")
      expect(answer.body).toMatchObject({
        is_creator: false,
        grants: [],
        decision: { allowed: false, reason: "vault_not_bound" },
      });
    else expectProblem(answer, endpoint, 403);
  });
});

describe("the examples", () => {
  it("leave the other organization's agent without any way in", async () => {
    const vault_id = await vault(api, theirs.owner.token, "Theirs");
    await put(api, theirs.owner.token, vault_id, "prod/db", "theirs");
    const bot = await agent(api, theirs.owner.token);
    await grant(api, theirs.owner.token, vault_id, bot.id);
    const answer = await api.ask("GET", `/v1/vaults/${vault_id}/secrets/prod/db`, { token: ours.bot_token });
    expect(answer.status).toBe(404);
  });
});
