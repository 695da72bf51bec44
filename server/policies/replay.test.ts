import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  person,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import type { Permission, PolicyRule } from "./evaluate.ts";
import { referenceEvaluate } from "./reference-model.ts";

let api: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  s = await scene(api);
});
afterAll(() => api.close());

type Flip = {
  path: string;
  permission: string;
  ip?: string;
  count: number;
  last_at: string;
  example_decision_id: string;
};
type Replayed = {
  window: { from: string; to: string };
  decisions_examined: number;
  distinct_requests: number;
  truncated: boolean;
  flips: { newly_denied: Flip[]; newly_allowed: Flip[] };
};

const ask = (change: Record<string, unknown>, fields: Record<string, unknown> = {}, vault_id = s.vault_id) =>
  api.ask<Replayed & Record<string, unknown>>("POST", `/v1/vaults/${vault_id}/policies/replay`, {
    token: s.owner.token,
    body: { change, ...fields },
  });
const replay = async (change: Record<string, unknown>, fields: Record<string, unknown> = {}) =>
  expectStatus(await ask(change, fields), 200);
const read = (path: string, token: string, ip?: string) =>
  api.ask("GET", `/v1/vaults/${s.vault_id}/secrets/${path}`, { token, ...(ip && { ip }) });
const ruleFor = (principal_id: string, fields: Record<string, unknown> = {}) => ({
  secret_path_pattern: "**",
  principal_type: "agent",
  principal_id,
  permissions: ["read"],
  ...fields,
});
const short = (flips: Flip[]) => flips.map(({ path, permission, count }) => [permission, path, count]).sort();

type StoredEvent = {
  at: Date;
  actor_id: string;
  action: string;
  outcome: string;
  ip: string | null;
  details: Record<string, unknown>;
  org_id?: string;
};

function idAt(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0") + randomBytes(10).toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}

/** Puts events into the log as they would be there after days of use. */
async function happened(list: StoredEvent[]): Promise<void> {
  const rows = list.map((event) => ({ org_id: s.owner.org_id, ...event, id: idAt(event.at) }));
  await api.admin.query(
    `insert into audit_events (id, org_id, at, action, actor_type, actor_id, outcome, ip, details, salt)
     select id, org_id, at, action, 'agent', actor_id, outcome, ip, details, '\\x00'
     from jsonb_to_recordset($1) as e (id uuid, org_id uuid, at timestamptz, action text, actor_id uuid, outcome text, ip text, details jsonb)`,
    [JSON.stringify(rows)],
  );
}

const reading = (at: Date, actor_id: string, fields: Partial<StoredEvent> = {}): StoredEvent => ({
  at,
  actor_id,
  action: "secret.read",
  outcome: "success",
  ip: "192.0.2.1",
  details: { vault_id: s.vault_id, path: "a" },
  ...fields,
});
const ago = (hours: number) => new Date(api.clock.now().getTime() - hours * 3_600_000);

describe("a replay", () => {
  it("says which real decisions a change would turn round, each with its count and an id to look up", async () => {
    const bot = await agent(api, s.owner.token);
    const token = await agentToken(api, bot);
    const policy_id = await grant(api, s.owner.token, s.vault_id, bot.id, "api-keys/*", ["read"]);
    for (const path of [s.path, s.path, "prod/db", "prod/db", "prod/db", "other/x"]) await read(path, token);
    const before = (await api.admin.query("select * from policies order by id")).rows;

    const opened = await replay({ create: ruleFor(bot.id, { secret_path_pattern: "prod/**" }) });
    expect(opened).toMatchObject({ decisions_examined: 6, distinct_requests: 3, truncated: false });
    expect(short(opened.flips.newly_allowed)).toEqual([["read", "prod/db", 3]]);
    expect(opened.flips.newly_denied).toEqual([]);
    const [flip] = opened.flips.newly_allowed;
    expect(flip).toMatchObject({ principal_type: "agent", principal_id: bot.id, ip: "192.0.2.1" });
    for (const [of, outcome] of [
      [flip, "denied"],
      [(await replay({ delete: { policy_id } })).flips.newly_denied[0], "allowed"],
    ] as const) {
      const found = await api.ask("GET", `/v1/policies/decisions/${of?.example_decision_id}`, s.owner);
      expect(found.body).toMatchObject({ outcome, path: of?.path, permission: "read" });
    }

    const ended = await replay({ delete: { policy_id } });
    expect([short(ended.flips.newly_denied), ended.flips.newly_allowed]).toEqual([[["read", s.path, 2]], []]);
    const narrowed = { policy_id, conditions: { ip_allowlist: ["203.0.113.0/24"] } };
    expect(short((await replay({ update: narrowed })).flips.newly_denied)).toEqual([["read", s.path, 2]]);
    expect((await replay({ update: { policy_id, permissions: ["read", "write"] } })).flips).toEqual({
      newly_denied: [],
      newly_allowed: [],
    });
    expect((await api.admin.query("select * from policies order by id")).rows).toEqual(before);
    const [event] = await events(api, s.owner.token, "&action=policy.replay");
    expect(event).toMatchObject({ outcome: "success", details: { change: "update", decisions_examined: 6 } });
  });

  it("looks at the days it is asked for, at this vault, at this principal and at decisions about paths alone", async () => {
    const [bot, other] = [await agent(api, s.owner.token), await agent(api, s.owner.token)];
    const elsewhere = await vault(api, s.owner.token);
    await happened([
      reading(ago(1), bot.id),
      reading(ago(24 * 6.9), bot.id, { details: { vault_id: s.vault_id, path: "week" } }),
      reading(ago(24 * 29.9), bot.id, { details: { vault_id: s.vault_id, path: "month" } }),
      reading(ago(24 * 30.1), bot.id, { details: { vault_id: s.vault_id, path: "older" } }),
      reading(ago(1), other.id),
      reading(ago(1), bot.id, { org_id: randomUUID() }),
      reading(ago(1), bot.id, { details: { vault_id: elsewhere, path: "a" } }),
      reading(ago(1), bot.id, { action: "secret.list", details: { vault_id: s.vault_id } }),
      reading(ago(1), bot.id, { outcome: "failure" }),
      reading(ago(1), bot.id, { outcome: "denied", details: { vault_id: s.vault_id, path: "a", code: "x" } }),
    ]);
    const create = ruleFor(bot.id);
    const month = await replay({ create });
    expect(short(month.flips.newly_allowed)).toEqual([
      ["read", "a", 1],
      ["read", "month", 1],
      ["read", "week", 1],
    ]);
    expect(Date.parse(month.window.to) - Date.parse(month.window.from)).toBe(30 * 86_400_000);
    const week = await replay({ create }, { days: 7 });
    expect([week.decisions_examined, week.flips.newly_allowed.length]).toEqual([2, 2]);
  });

  it("judges with the principal's limits as they are now: what they close stays closed", async () => {
    const bot = await agent(api, s.owner.token, { scopes: ["in/**"] });
    const at = (path: string) => ({ details: { vault_id: s.vault_id, path } });
    await happened([reading(ago(1), bot.id, at("in/x")), reading(ago(1), bot.id, at("out/x"))]);
    expect(short((await replay({ create: ruleFor(bot.id) })).flips.newly_allowed)).toEqual([
      ["read", "in/x", 1],
    ]);
  });

  it("equals judging every single decision by the reference model, on random rules, changes and histories", async () => {
    const pick = <T>(list: readonly T[]): T => list[randomInt(list.length)] as T;
    const ACTIONS: [string, Permission][] = [
      ["secret.read", "read"],
      ["secret.versions", "read"],
      ["secret.write", "write"],
      ["secret.version_disable", "write"],
      ["secret.rotate", "rotate"],
      ["secret.delete", "delete"],
    ];
    const CONDITIONS = [
      {},
      { ip_allowlist: ["10.0.0.0/8"] },
      { time_window: { after: "09:00", before: "17:30", timezone: "Europe/Berlin" } },
      {
        time_window: { after: "22:00", before: "04:00", days: ["mon", "tue", "fri"] },
        ip_allowlist: ["10.0.0.1", "::/0"],
      },
    ];
    const some = () => ({
      secret_path_pattern: pick(["**", "a/*", "a/**", "*/b", "b"]),
      permissions: [pick(["read", "write", "rotate", "delete"]), pick(["read", "write"])],
      conditions: pick(CONDITIONS),
    });
    let flipped = 0;
    for (let round = 0; round < 8; round++) {
      const bot = await agent(api, s.owner.token);
      const rules: PolicyRule[] = [];
      for (let i = randomInt(1, 4); i > 0; i--) {
        const fields = some();
        const { secret_path_pattern, permissions, conditions } = fields;
        const id = await grant(api, s.owner.token, s.vault_id, bot.id, secret_path_pattern, permissions, {
          conditions,
        });
        // A rule that ends within the window, as only the passing of time makes one.
        const expires_at = pick([null, ago(randomInt(0, 24 * 30))]);
        await api.admin.query("update policies set expires_at = $2 where id = $1", [id, expires_at]);
        rules.push({ ...fields, id, principal_type: "agent", principal_id: bot.id, expires_at });
      }
      const history = Array.from({ length: 150 }, () => {
        const [action, permission] = pick(ACTIONS);
        const isDenied = randomInt(3) === 0;
        const details = { vault_id: s.vault_id, path: pick(["a", "a/b", "b", "c/b"]) };
        return {
          ...reading(new Date(ago(0).getTime() - randomInt(24 * 3_600_000 * 29)), bot.id, {
            action,
            outcome: isDenied ? "denied" : "success",
            ip: pick(["10.0.0.1", "10.9.9.9", "2001:db8::1", null]),
            details: isDenied ? { ...details, permission, reason: "no_policy" } : details,
          }),
          permission,
        };
      });
      await happened(history);
      const target = pick(rules);
      const changed = some();
      const { change, after } = pick([
        {
          change: { create: ruleFor(bot.id, changed) },
          after: [...rules, { ...target, ...changed, id: "new", expires_at: null }],
        },
        {
          change: {
            update: {
              policy_id: target.id,
              conditions: changed.conditions,
              permissions: changed.permissions,
              expires_at: null,
            },
          },
          after: rules.map((rule) =>
            rule === target
              ? {
                  ...rule,
                  conditions: changed.conditions,
                  permissions: changed.permissions,
                  expires_at: null,
                }
              : rule,
          ),
        },
        { change: { delete: { policy_id: target.id } }, after: rules.filter((rule) => rule !== target) },
      ]);
      const expected = { newly_denied: new Map<string, number>(), newly_allowed: new Map<string, number>() };
      for (const { at, ip, permission, details } of history) {
        const judge = (policies: PolicyRule[]) =>
          referenceEvaluate({
            principal: { type: "agent", id: bot.id },
            vault: { id: s.vault_id, created_by: s.owner.id, created_by_type: "user" },
            ceilings: { vault_ids: null, path_scopes: null, permissions: null },
            path: String(details.path),
            permission,
            policies,
            ip,
            at,
          }).allowed;
        const [was, is] = [judge(rules), judge(after)];
        if (was === is) continue;
        const found = is ? expected.newly_allowed : expected.newly_denied;
        const key = `${permission} ${details.path} ${ip}`;
        found.set(key, (found.get(key) ?? 0) + 1);
        flipped += 1;
      }
      const { flips, decisions_examined } = await replay(change);
      const counts = (list: Flip[]) =>
        list.map(({ permission, path, ip, count }) => [`${permission} ${path} ${ip ?? null}`, count]).sort();
      expect(decisions_examined).toBe(150);
      expect(counts(flips.newly_denied)).toEqual([...expected.newly_denied].sort());
      expect(counts(flips.newly_allowed)).toEqual([...expected.newly_allowed].sort());
    }
    expect(flipped).toBeGreaterThan(20);
  });

  it("of more than it may examine takes the newest, lists a thousand of each at most and never holds others up", async () => {
    const bot = await agent(api, s.owner.token);
    await api.admin.query(
      `insert into audit_events (id, org_id, at, action, actor_type, actor_id, outcome, ip, details, salt)
       select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8' || lpad(to_hex(i), 15, '0'))::uuid,
         $1, at, 'secret.read', 'agent', $2, 'success', '192.0.2.1',
         jsonb_build_object('vault_id', $3::text, 'path', 'many/p' || i % 5000, 'version', 1, 'by', 'owner'), '\\x00'
       from generate_series(1, 200500) i, lateral (select $4::timestamptz - make_interval(secs => i) as at) t`,
      [s.owner.org_id, bot.id, s.vault_id, api.clock.now()],
    );
    let longest = 0;
    let isDone = false;
    // Time of the processor, not of the clock: what else the machine does is no matter here.
    const watch = (async () => {
      for (let last = process.threadCpuUsage(); !isDone; ) {
        await setImmediate();
        const { user, system } = process.threadCpuUsage(last);
        last = process.threadCpuUsage();
        longest = Math.max(longest, (user + system) / 1000);
      }
    })();
    const window = { time_window: { after: "00:00", before: "12:00" } };
    const answer = await replay({ create: ruleFor(bot.id, { conditions: window }) });
    isDone = true;
    await watch;
    expect(answer).toMatchObject({ decisions_examined: 200_000, distinct_requests: 5000, truncated: true });
    expect(answer.flips.newly_allowed).toHaveLength(1000);
    expect(longest).toBeLessThan(50);
  }, 120_000);
});

describe("asking for a replay", () => {
  it("is for people who administer the vault, about policies and principals that are there", async () => {
    const stranger = await scene(api);
    const { body, status } = await api.ask("POST", `/v1/vaults/${s.vault_id}/policies/replay`, {
      token: s.token,
      body: { change: { delete: { policy_id: s.policy_id } } },
    });
    expect([status, body.type]).toEqual([403, "/docs/errors/principal_not_allowed"]);
    const member = await person(api);
    for (const table of [
      "users set org_id = $1, role = 'member' where id",
      "sessions set org_id = $1 where user_id",
    ])
      await api.admin.query(`update ${table} = $2`, [s.owner.org_id, member.id]);
    const asMember = await api.ask("POST", `/v1/vaults/${s.vault_id}/policies/replay`, {
      token: member.token,
      body: { change: { delete: { policy_id: s.policy_id } } },
    });
    expect(asMember.status).toBe(403);
    expect((await ask({ delete: { policy_id: s.policy_id } }, {}, stranger.vault_id)).status).toBe(404);
    for (const policy_id of [stranger.policy_id, randomUUID()]) {
      expect((await ask({ delete: { policy_id } })).status).toBe(404);
      expect((await ask({ update: { policy_id, permissions: ["read"] } })).status).toBe(404);
    }
    for (const id of [stranger.bot.id, randomUUID()])
      expect((await ask({ create: ruleFor(id) })).body.type).toBe("/docs/errors/principal_unknown");
  });

  it("needs exactly one change that could really be made", async () => {
    const policy_id = s.policy_id;
    const wrong: [Record<string, unknown>, string, Record<string, unknown>?][] = [
      [{}, "change"],
      [{ delete: { policy_id }, update: { policy_id } }, "change"],
      [{ delete: { policy_id: "x" } }, "change.delete.policy_id"],
      [{ update: { policy_id, permissions: [] } }, "change.update.permissions"],
      [{ update: { policy_id, conditions: { mfa: true } } }, "change.update.conditions.mfa"],
      [{ update: { policy_id, expires_at: "2020-01-01T00:00:00Z" } }, "change.update.expires_at"],
      [{ create: ruleFor(s.bot.id, { secret_path_pattern: "a*" }) }, "change.create.secret_path_pattern"],
      [
        { create: ruleFor(s.bot.id, { conditions: { ip_allowlist: ["x"] } }) },
        "change.create.conditions.ip_allowlist.0",
      ],
      [{ delete: { policy_id } }, "days", { days: 31 }],
      [{ delete: { policy_id } }, "days", { days: 0 }],
      [{ delete: { policy_id } }, "days", { days: "7" }],
    ];
    for (const [change, field, fields] of wrong) {
      const { status, body } = await ask(change, fields);
      expect([status, Object.keys((body.fields as object) ?? {})], JSON.stringify(change)).toEqual([
        400,
        [field],
      ]);
    }
    const missing = await api.ask("POST", `/v1/vaults/${s.vault_id}/policies/replay`, s.owner);
    expect(missing.status).toBe(400);
  });
});
