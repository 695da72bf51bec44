import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  vault,
} from "#server/testing/test-api.ts";
import { personalKey } from "#server/testing/world.ts";
import type { PolicyRule } from "./evaluate.ts";
import { referenceEvaluate } from "./reference-model.ts";

let api: TestApi;
let other: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  [s, other] = await Promise.all([scene(api, { pattern: "api-keys/**" }), api.second()]);
});
afterAll(() => api.close());

const at = (path: string, route = "secrets", vault_id = s.vault_id) =>
  `/v1/vaults/${vault_id}/${route}/${path}`;
const policies = (vault_id = s.vault_id, id = "") => `/v1/vaults/${vault_id}/policies${id && `/${id}`}`;
const blank = ({ status, headers, text, body }: Answer) => ({
  status,
  headers: [...headers].filter(([name]) => name !== "x-request-id"),
  text: text.replaceAll(String(body.request_id), "REQUEST").replaceAll(String(body.decision_id), "DECISION"),
});

/** A new agent with these rules on the vault, and its token. */
async function reader(
  rules: [string, string[], Record<string, unknown>?][],
  fields: Record<string, unknown> = {},
) {
  const bot = await agent(api, s.owner.token, fields);
  const ids: string[] = [];
  for (const [pattern, permissions, more] of rules)
    ids.push(await grant(api, s.owner.token, s.vault_id, bot.id, pattern, permissions, more));
  return { id: bot.id, token: await agentToken(api, bot), ids };
}

describe("a path pattern", () => {
  const table: [string, string[], string[]][] = [
    ["a/*", ["a/b", "a/b-c_d"], ["a", "a/b/c", "b/a", "ab/c", "A/b"]],
    ["**", ["a", "a/b", "a/b/c"], []],
    ["*", ["a", "ab"], ["a/b"]],
    ["a/**", ["a", "a/b", "a/b/c"], ["ab", "b/a"]],
    ["a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a", "z", "a/b", "a/b/zz"]],
    ["**/key", ["key", "a/key", "a/b/key"], ["keys", "a/keyx", "key/a"]],
    ["*/b/*", ["a/b/c"], ["b/c", "a/b", "a/b/c/d", "a/x/c"]],
    ["a/b", ["a/b"], ["a", "a/b/c", "a/B", "A/b"]],
  ];
  it.each(table)("%s opens exactly what it says", async (pattern, inside, outside) => {
    const { token } = await reader([[pattern, ["read"]]]);
    for (const path of inside) expect((await api.ask("GET", at(path), { token })).status, path).toBe(404);
    for (const path of outside) expect((await api.ask("GET", at(path), { token })).status, path).toBe(403);
  });

  it("that is none is refused, however it is meant", async () => {
    const wrong = [
      "",
      "/",
      "/a",
      "a/",
      "a//b",
      "a*",
      "*a",
      "a/b*c",
      "***",
      "a/***",
      "?",
      "a?",
      "[a]",
      "{a,b}",
      "a/{b,c}/**",
      "!a",
      "(a)",
      "@(a|b)",
      "+(a)",
      "a.b",
      "..",
      "a/../b",
      "%2e%2e",
      "a\\b",
      "a b",
      "*(*(*(a|b)))",
      "^a$",
      "a|b",
      "é",
      "\u212aey",
      "\uff41",
      `${"**/".repeat(64)}a`,
      "a".repeat(1025),
      `a/${"b".repeat(256)}`,
      "\0",
    ];
    const before = await api.admin.query("select count(*)::int as n from policies");
    for (const secret_path_pattern of wrong) {
      const body = {
        secret_path_pattern,
        principal_type: "agent",
        principal_id: s.bot.id,
        permissions: ["read"],
      };
      const answer = await api.ask("POST", policies(), { token: s.owner.token, body });
      expect([answer.status, Object.keys((answer.body.fields as object) ?? {})], secret_path_pattern).toEqual(
        [400, ["secret_path_pattern"]],
      );
    }
    expect((await api.admin.query("select count(*)::int as n from policies")).rows).toEqual(before.rows);
  });

  it("as costly as it may be does not hold the server up", async () => {
    const { token } = await reader([[`${"**/a/".repeat(31)}b`, ["read"]]]);
    const path = `${"a/".repeat(500)}c`;
    const started = performance.now();
    for (let i = 0; i < 20; i++) expect((await api.ask("GET", at(path), { token })).status).toBe(403);
    expect((performance.now() - started) / 20).toBeLessThan(150);
  });
});

describe("a permission", () => {
  const verbs: [string, (path: string, token: string) => Promise<Answer>][] = [
    ["read", (path, token) => api.ask("GET", at(path), { token })],
    ["versions", (path, token) => api.ask("GET", at(path, "secret-versions"), { token })],
    ["version", (path, token) => api.ask("GET", `${at(path, "secret-version")}/1`, { token })],
    ["write", (path, token) => api.ask("PUT", at(path), { token, body: { value: "x" } })],
    ["rotate", (path, token) => api.ask("POST", at(path, "secret-rotate"), { token, body: {} })],
    ["disable", (path, token) => api.ask("POST", `${at(path, "secret-version-disable")}/1`, { token })],
    ["delete", (path, token) => api.ask("DELETE", at(path), { token })],
  ];
  const table: [string[], string[]][] = [
    [["read"], ["read", "versions", "version"]],
    [["write"], ["write", "rotate", "disable", "delete"]],
    [["rotate"], ["rotate"]],
    [["delete"], ["delete"]],
    [
      ["read", "rotate"],
      ["read", "versions", "version", "rotate"],
    ],
  ];
  it.each(table)("of %j allows %j and nothing else", async (permissions, allowed) => {
    const { token } = await reader([["perm/**", permissions]]);
    for (const [verb, act] of verbs) {
      const path = `perm/${crypto.randomUUID()}`;
      await put(api, s.owner.token, s.vault_id, path, "value");
      const { status } = await act(path, token);
      if (allowed.includes(verb)) expect(status, verb).toBeLessThan(300);
      else expect(status, verb).toBe(403);
      const { rows } = await api.admin.query(
        "select latest_version, deleted_at from secrets where path = $1",
        [path],
      );
      if (!allowed.includes(verb)) expect(rows[0], verb).toEqual({ latest_version: 1, deleted_at: null });
    }
  });

  it("of one kind on one path and of another kind on another do not add up", async () => {
    const { token } = await reader([
      ["sum/a", ["read"]],
      ["sum/b", ["write"]],
    ]);
    for (const path of ["sum/a", "sum/b"]) await put(api, s.owner.token, s.vault_id, path, "x");
    expect((await api.ask("PUT", at("sum/a"), { token, body: { value: "y" } })).status).toBe(403);
    expect((await api.ask("GET", at("sum/b"), { token })).status).toBe(403);
  });

  it("of several rules on one path is the widest of them", async () => {
    const { token } = await reader([
      ["sum/**", ["write"]],
      ["sum/*", ["read"], { conditions: { ip_allowlist: ["203.0.113.0/24"] } }],
      ["sum/a", ["read"]],
    ]);
    expect((await api.ask("GET", at("sum/a"), { token })).status).toBe(200);
    expect((await api.ask("GET", at("sum/b"), { token })).status).toBe(403);
    expect((await api.ask("GET", at("sum/b"), { token, ip: "203.0.113.9" })).status).toBe(200);
  });
});

describe("a denial", () => {
  it("is the same for a secret that is there, missing, deleted, expired or used up", async () => {
    const { token } = await reader([["elsewhere/**", ["read"]]]);
    const paths = ["dn/there", "dn/missing", "dn/deleted", "dn/disabled", "dn/used"];
    for (const path of paths.filter((each) => each !== "dn/missing"))
      await put(api, s.owner.token, s.vault_id, path, "x", path === "dn/used" ? { max_access_count: 1 } : {});
    await api.ask("DELETE", at("dn/deleted"), { token: s.owner.token });
    await api.ask("POST", `${at("dn/disabled", "secret-version-disable")}/1`, { token: s.owner.token });
    await api.ask("GET", at("dn/used"), { token: s.owner.token });
    for (const [method, route, tail] of [
      ["GET", "secrets", ""],
      ["DELETE", "secrets", ""],
      ["GET", "secret-versions", ""],
      ["GET", "secret-version", "/1"],
      ["POST", "secret-version-disable", "/1"],
      ["POST", "secret-rotate", ""],
    ] as const) {
      const answers = await Promise.all(
        paths.map((path) => api.ask(method, at(path, route) + tail, { token })),
      );
      expect(answers[0]?.status).toBe(403);
      for (const answer of answers) expect(blank(answer)).toEqual(blank(answers[0] as Answer));
    }
  });

  it("says which of policy, condition or expiry failed, and is on the record with path and permission", async () => {
    const { token, id } = await reader([
      ["why/ip", ["read"], { conditions: { ip_allowlist: ["203.0.113.0/24"] } }],
    ]);
    const detail = async (path: string) => String((await api.ask("GET", at(path), { token })).body.detail);
    expect(await detail("why/none")).toMatch(/No policy/);
    expect(await detail("why/ip")).toMatch(/condition/);
    const [event] = await events(api, s.owner.token, `&actor_id=${id}&outcome=denied`);
    expect(event).toMatchObject({
      action: "secret.read",
      details: { path: "why/ip", permission: "read", reason: "condition_failed", vault_id: s.vault_id },
    });
  });
});

describe("conditions", () => {
  it("on the address hold for the address that the server saw, never for one that a header claims", async () => {
    const { token } = await reader([
      ["ip/**", ["read"], { conditions: { ip_allowlist: ["203.0.113.0/24", "2001:db8::/32"] } }],
    ]);
    const status = async (ip: string, headers = {}) =>
      (await api.ask("GET", at("ip/x"), { token, ip, headers })).status;
    for (const ip of [
      "203.0.113.0",
      "203.0.113.255",
      "2001:db8::1",
      "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
    ])
      expect(await status(ip), ip).toBe(404);
    for (const ip of ["203.0.114.0", "203.0.112.255", "2001:db9::1", "::1", "::203.0.113.5"])
      expect(await status(ip), ip).toBe(403);
    const claimed = "203.0.113.5";
    for (const name of [
      "x-forwarded-for",
      "x-real-ip",
      "cf-connecting-ip",
      "true-client-ip",
      "x-client-ip",
      "fastly-client-ip",
      "x-cluster-client-ip",
    ])
      expect(await status("198.51.100.1", { [name]: claimed }), name).toBe(403);
    expect(
      await status("198.51.100.1", {
        forwarded: `for=${claimed}`,
        "x-forwarded-for": `${claimed}, 198.51.100.1`,
      }),
    ).toBe(403);
  });

  it("on the time follow the clock of the place, changes to summer and winter time included", async () => {
    const own = await testApi();
    const mine = await scene(own, { pattern: "other" });
    const berlin = { timezone: "Europe/Berlin" };
    const windows: [Record<string, unknown>, [string, boolean][]][] = [
      [
        { after: "09:00", before: "17:00", days: ["mon", "tue", "wed", "thu", "fri"], ...berlin },
        [
          ["2027-01-04T07:59:59Z", false],
          ["2027-01-04T08:00:00Z", true],
          ["2027-01-04T15:59:59Z", true],
          ["2027-01-04T16:00:00Z", false],
          ["2027-07-05T06:59:59Z", false],
          ["2027-07-05T07:00:00Z", true],
          ["2027-07-05T15:00:00Z", false],
          ["2027-07-03T10:00:00Z", false],
          ["2027-07-04T10:00:00Z", false],
        ],
      ],
      [
        { after: "23:00", before: "02:00", days: ["fri"] },
        [
          ["2027-01-01T22:59:00Z", false],
          ["2027-01-01T23:00:00Z", true],
          ["2027-01-02T01:59:59Z", true],
          ["2027-01-02T02:00:00Z", false],
          ["2027-01-02T23:30:00Z", false],
          ["2027-01-01T01:00:00Z", false],
        ],
      ],
      [
        { after: "02:00", before: "03:00", ...berlin },
        [
          ["2027-03-28T00:59:59Z", false],
          ["2027-03-28T01:00:00Z", false],
          ["2027-10-31T00:30:00Z", true],
          ["2027-10-31T01:30:00Z", true],
          ["2027-10-31T02:00:00Z", false],
        ],
      ],
    ];
    // Tokens live an hour and these instants years: the person's own key has no end.
    const { api_key } = await personalKey(own, mine.owner.token);
    const member = await person(own);
    await own.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
      mine.owner.org_id,
      member.id,
    ]);
    await own.admin.query("update sessions set org_id = $1 where user_id = $2", [
      mine.owner.org_id,
      member.id,
    ]);
    const { api_key: reading } = await personalKey(own, member.token);
    for (const [time_window, instants] of windows) {
      const body = {
        secret_path_pattern: "w/**",
        principal_type: "user",
        principal_id: member.id,
        permissions: ["read"],
        conditions: { time_window },
      };
      const { id } = expectStatus(
        await own.ask<{ id: string }>("POST", `/v1/vaults/${mine.vault_id}/policies`, {
          token: api_key,
          body,
        }),
        201,
      );
      for (const [instant, open] of instants) {
        own.clock.set(new Date(instant));
        const { status } = await own.ask("GET", `/v1/vaults/${mine.vault_id}/secrets/w/x`, {
          token: reading,
        });
        expect(status, `${JSON.stringify(time_window)} at ${instant}`).toBe(open ? 404 : 403);
      }
      await own.ask("DELETE", `/v1/vaults/${mine.vault_id}/policies/${id}`, { token: api_key });
    }
    await own.close();
  });

  it("that the engine does not know or cannot read are refused when they are set", async () => {
    const wrong: unknown[] = [
      { ip_allow_list: ["10.0.0.0/8"] },
      { ip_allowlist: [] },
      { ip_allowlist: "10.0.0.0/8" },
      { ip_allowlist: ["10.0.0.0/33"] },
      { ip_allowlist: ["10.0.0"] },
      { ip_allowlist: ["010.0.0.1"] },
      { ip_allowlist: ["::/129"] },
      { ip_allowlist: [7] },
      { time_window: {} },
      { time_window: { after: "09:00" } },
      { time_window: { after: "9:00", before: "17:00" } },
      { time_window: { after: "09:00", before: "09:00" } },
      { time_window: { after: "24:00", before: "17:00" } },
      { time_window: { after: "09:00", before: "17:00", timezone: "Mars/Olympus" } },
      { time_window: { after: "09:00", before: "17:00", days: [] } },
      { time_window: { after: "09:00", before: "17:00", days: ["monday"] } },
      { time_window: { after: "09:00", before: "17:00", not: true } },
      { mfa: true },
      { constructor: {} },
      { "": 1 },
      [],
      "x",
    ];
    for (const conditions of wrong) {
      const body = {
        secret_path_pattern: "**",
        principal_type: "agent",
        principal_id: s.bot.id,
        permissions: ["read"],
        conditions,
      };
      const made = await api.ask("POST", policies(), { token: s.owner.token, body });
      expect(made.status, JSON.stringify(conditions)).toBe(400);
      expect(Object.keys(made.body.fields as object)[0]).toMatch(/^conditions/);
      expect(
        (
          await api.ask("PUT", policies(s.vault_id, s.policy_id), {
            token: s.owner.token,
            body: { conditions },
          })
        ).status,
      ).toBe(400);
    }
  });
});

describe("the end of a policy", () => {
  it("by deletion or change counts with the next request on both instances", async () => {
    const { token, ids } = await reader([["end/**", ["read"]]]);
    await put(api, s.owner.token, s.vault_id, "end/x", "x");
    const statuses = () =>
      Promise.all([api, other].map(async (on) => (await on.ask("GET", at("end/x"), { token })).status));
    const change = (body: unknown) =>
      api.ask("PUT", policies(s.vault_id, ids[0]), { token: s.owner.token, body });
    expect(await statuses()).toEqual([200, 200]);
    expectStatus(await change({ permissions: ["write"] }), 200);
    expect(await statuses()).toEqual([403, 403]);
    expectStatus(await change({ permissions: ["read"] }), 200);
    expect(await statuses()).toEqual([200, 200]);
    expectStatus(await change({ conditions: { ip_allowlist: ["10.0.0.0/8"] } }), 200);
    expect(await statuses()).toEqual([403, 403]);
    expectStatus(await change({ conditions: null }), 200);
    expect(await statuses()).toEqual([200, 200]);
    expectStatus(await api.ask("DELETE", policies(s.vault_id, ids[0]), { token: s.owner.token }), 204);
    expect(await statuses()).toEqual([403, 403]);
    expect((await api.ask("DELETE", policies(s.vault_id, ids[0]), { token: s.owner.token })).status).toBe(
      404,
    );
  });

  it("by its expiry comes to the second, and null takes the expiry away", async () => {
    const own = await testApi();
    const mine = await scene(own, { pattern: "other" });
    const expires_at = new Date(own.clock.now().getTime() + 600_000).toISOString();
    const id = await grant(own, mine.owner.token, mine.vault_id, mine.bot.id, "api-keys/*", ["read"], {
      expires_at,
    });
    const second = await own.second();
    const statuses = () =>
      Promise.all(
        [own, second].map(async (on) => (await on.ask("GET", mine.url, { token: mine.token })).status),
      );
    own.clock.advance(599_999);
    expect(await statuses()).toEqual([200, 200]);
    own.clock.advance(1);
    expect(await statuses()).toEqual([403, 403]);
    await own.ask("PUT", `/v1/vaults/${mine.vault_id}/policies/${id}`, {
      token: mine.owner.token,
      body: { expires_at: null },
    });
    expect(await statuses()).toEqual([200, 200]);
    await own.close();
  });
});

describe("limits of the agent itself", () => {
  it("come before every policy: a vault it is not bound to stays closed", async () => {
    const elsewhere = await vault(api, s.owner.token);
    const { token, id } = await reader([["**", ["read", "write"]]], { vault_ids: [elsewhere] });
    for (const answer of [
      await api.ask("GET", at(s.path), { token }),
      await api.ask("PUT", at(s.path), { token, body: { value: "x" } }),
    ])
      expect([answer.status, answer.body.type]).toEqual([403, "/docs/errors/vault_not_bound"]);
    expect((await api.ask("GET", `/v1/vaults/${s.vault_id}`, { token })).status).toBe(403);
    expect((await api.ask("GET", "/v1/vaults", { token })).body).toEqual({ vaults: [] });
    const bind = (vault_ids: string[] | null) =>
      api.ask("PATCH", `/v1/agents/${id}`, { token: s.owner.token, body: { vault_ids } });
    expectStatus(await bind([elsewhere, s.vault_id]), 200);
    expect((await api.ask("GET", at(s.path), { token })).status).toBe(200);
    expectStatus(await bind([]), 200);
    expect((await api.ask("GET", at(s.path), { token })).status).toBe(403);
    expectStatus(await bind(null), 200);
    expect((await api.ask("GET", at(s.path), { token })).status).toBe(200);
  });

  it("do not fall away when the vault it was bound to is deleted", async () => {
    const elsewhere = await vault(api, s.owner.token);
    const { token } = await reader([["**", ["read"]]], { vault_ids: [elsewhere] });
    expectStatus(await api.ask("DELETE", `/v1/vaults/${elsewhere}`, { token: s.owner.token }), 204);
    expect((await api.ask("GET", at(s.path), { token })).status).toBe(403);
  });

  it("by path scopes hold at once, also for tokens that were made before", async () => {
    const { token, id } = await reader([["**", ["read"]]]);
    const scope = (scopes: string[]) =>
      api.ask("PATCH", `/v1/agents/${id}`, { token: s.owner.token, body: { scopes } });
    for (const [scopes, status] of [
      [["other/**"], 403],
      [["api-keys/*"], 200],
      [["label"], 200],
      [[], 200],
      [["other/*", "**"], 200],
    ] as const) {
      expectStatus(await scope([...scopes]), 200);
      expect((await api.ask("GET", at(s.path), { token })).status, scopes.join()).toBe(status);
    }
  });
});

describe("administering policies", () => {
  it("is refused to agents and members without rights on the vault, for themselves and for others", async () => {
    const member = await person(api);
    await api.admin.query("update users set org_id = $1, role = 'member' where id = $2", [
      s.owner.org_id,
      member.id,
    ]);
    await api.admin.query("update sessions set org_id = $1 where user_id = $2", [s.owner.org_id, member.id]);
    const { token: bot, id, ids } = await reader([["**", ["read", "write"]]]);
    const { rows: before } = await api.admin.query(
      "select id, permissions, conditions, expires_at from policies order by id",
    );
    const body = { secret_path_pattern: "**", permissions: ["read"] };
    for (const [token, principal] of [
      [bot, { principal_type: "agent", principal_id: id }],
      [member.token, { principal_type: "user", principal_id: member.id }],
    ] as const) {
      const answers = [
        await api.ask("POST", policies(), { token, body: { ...body, ...principal } }),
        await api.ask("PUT", policies(s.vault_id, ids[0]), {
          token,
          body: { permissions: ["read", "write", "delete", "rotate"] },
        }),
        await api.ask("PUT", policies(s.vault_id, ids[0]), {
          token,
          body: { expires_at: null, conditions: null },
        }),
        await api.ask("DELETE", policies(s.vault_id, s.policy_id), { token }),
        await api.ask("GET", policies(), { token }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    }
    expect(
      (await api.admin.query("select id, permissions, conditions, expires_at from policies order by id"))
        .rows,
    ).toEqual(before);
  });

  it("is open to an agent in a vault that it made, and there alone", async () => {
    const { token, id } = await reader([]);
    const own = expectStatus(
      await api.ask<{ id: string }>("POST", "/v1/vaults", { token, body: { name: "mine" } }),
      201,
    );
    const body = {
      secret_path_pattern: "**",
      principal_type: "agent",
      principal_id: s.bot.id,
      permissions: ["read"],
    };
    expectStatus(await api.ask("POST", policies(own.id), { token, body }), 201);
    await put(api, token, own.id, "a", "shared");
    expect((await api.ask("GET", at("a", "secrets", own.id), { token: s.token })).body).toMatchObject({
      value: "shared",
    });
    expect((await api.ask("POST", policies(), { token, body: { ...body, principal_id: id } })).status).toBe(
      403,
    );
  });

  it("takes only principals of the organization, of the kind that is said", async () => {
    const stranger = await scene(api);
    for (const [principal_type, principal_id] of [
      ["agent", stranger.bot.id],
      ["user", stranger.owner.id],
      ["agent", crypto.randomUUID()],
      ["agent", s.owner.id],
      ["user", s.bot.id],
    ]) {
      const body = { secret_path_pattern: "**", principal_type, principal_id, permissions: ["read"] };
      const answer = await api.ask("POST", policies(), { token: s.owner.token, body });
      expect([answer.status, answer.body.type]).toEqual([400, "/docs/errors/principal_unknown"]);
    }
    expect(
      (
        await api.admin.query("select 1 from policies where principal_id = $1 and vault_id = $2", [
          stranger.bot.id,
          s.vault_id,
        ])
      ).rowCount,
    ).toBe(0);
  });

  it("ends with the agent: its policies go with it", async () => {
    const { id } = await reader([["**", ["read"]]]);
    expectStatus(await api.ask("DELETE", `/v1/agents/${id}`, { token: s.owner.token }), 204);
    expect((await api.admin.query("select 1 from policies where principal_id = $1", [id])).rowCount).toBe(0);
  });
});

describe("the API as a whole", () => {
  const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;
  const some = <T>(list: readonly T[], most: number): T[] =>
    Array.from({ length: randomInt(most + 1) }, () => pick(list));
  const SEGMENTS = ["a", "b", "x-1"];
  const path = () => Array.from({ length: 1 + randomInt(3) }, () => pick(SEGMENTS)).join("/");
  const pattern = () =>
    Array.from({ length: 1 + randomInt(3) }, () => pick([...SEGMENTS, "*", "*", "**", "**"])).join("/");
  const CONDITIONS = [
    {},
    {},
    {},
    { ip_allowlist: ["203.0.113.0/24"] },
    { ip_allowlist: ["10.0.0.0/8", "192.0.2.1"] },
    { time_window: { after: "00:00", before: "12:00", days: ["mon", "tue", "wed"] } },
    { time_window: { after: "12:00", before: "00:00" } },
  ];
  const ASK: Record<string, (url: (route: string) => string) => [string, string, unknown?]> = {
    read: (url) => ["GET", url("secrets")],
    write: (url) => ["PUT", url("secrets"), { value: "x" }],
    delete: (url) => ["DELETE", url("secrets")],
    rotate: (url) => ["POST", url("secret-rotate"), { length: 8 }],
  };

  it("decides as the reference model does, on random rules, limits, paths, addresses and times", async () => {
    const own = await testApi();
    const mine = await scene(own, { pattern: "unrelated" });
    // Sessions end sooner than the rules tried here.
    const { api_key } = await personalKey(own, mine.owner.token);
    const vaults = [mine.vault_id, await vault(own, api_key)];
    let differences: unknown[] = [];
    const verdicts = new Map<string, number>();
    for (let agentNumber = 0; agentNumber < 20; agentNumber++) {
      own.clock.set(new Date());
      const bound = pick([null, null, null, null, some(vaults, 3)]) as string[] | null;
      const scopes = pick([[], [], ["label"], [pattern(), pattern()], ["a/**", pattern()]]);
      const bot = await agent(own, api_key, { scopes, ...(bound && { vault_ids: [...new Set(bound)] }) });
      const token = await agentToken(own, bot);
      const rules: (PolicyRule & { vault_id: string })[] = [];
      for (let i = 2 + randomInt(6); i > 0; i--) {
        const expires_at = pick([null, null, new Date(Date.now() + 600_000)]);
        const fields = {
          secret_path_pattern: pattern(),
          permissions: [pick(["read", "write", "delete", "rotate"]), ...some(["read", "write"], 1)],
          conditions: pick(CONDITIONS),
        };
        const vault_id = pick(vaults);
        const id = await grant(
          own,
          api_key,
          vault_id,
          bot.id,
          fields.secret_path_pattern,
          fields.permissions,
          { conditions: fields.conditions, expires_at },
        );
        rules.push({ ...fields, id, vault_id, principal_type: "agent", principal_id: bot.id, expires_at });
      }
      const patterns = scopes.filter((scope) => /[/*]/.test(scope));
      const path_scopes =
        patterns.length === 0 || patterns.includes("*") || patterns.includes("**") ? null : patterns;
      for (let i = 0; i < 12; i++) {
        own.clock.set(new Date(Date.now() + pick([0, 0, 1_200_000])));
        const [vault_id, where, permission, ip] = [
          pick(vaults),
          path(),
          pick(["read", "write", "delete", "rotate"] as const),
          pick(["192.0.2.1", "203.0.113.7", "198.51.100.1"]),
        ];
        const expected = referenceEvaluate({
          principal: { type: "agent", id: bot.id },
          vault: { id: vault_id, created_by: mine.owner.id, created_by_type: "user" },
          policies: rules.filter((rule) => rule.vault_id === vault_id),
          ceilings: { vault_ids: bound && [...new Set(bound)], path_scopes, permissions: null },
          path: where,
          permission,
          ip,
          at: own.clock.now(),
        });
        const [method, url, body] = ASK[permission]?.(
          (route) => `/v1/vaults/${vault_id}/${route}/${where}`,
        ) ?? ["", ""];
        const answer = await own.ask(method, url, { token, body, ip });
        // Where it is allowed there may still be nothing, or nothing any more, at the path.
        const actual =
          answer.status === 403
            ? String(answer.body.type)
            : [200, 201, 204, 404, 410].includes(answer.status)
              ? "allowed"
              : answer.text;
        const reasons: Record<string, string> = {
          vault_not_bound: "vault_not_bound",
          scopes_do_not_cover: "scope_insufficient",
        };
        const wanted = expected.allowed
          ? "allowed"
          : `/docs/errors/${reasons[expected.reason] ?? "path_not_granted"}`;
        verdicts.set(wanted, (verdicts.get(wanted) ?? 0) + 1);
        if (actual !== wanted)
          differences = [...differences, { actual, wanted, where, permission, ip, rules, scopes, bound }];
      }
    }
    expect(differences).toEqual([]);
    expect(verdicts.get("allowed") ?? 0).toBeGreaterThan(10);
    expect(verdicts.get("/docs/errors/path_not_granted") ?? 0).toBeGreaterThan(10);
    await own.close();
  });
});
