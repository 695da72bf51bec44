import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateToLatest } from "#db/migrate.ts";
import { sealAudit } from "#server/audit/jobs.ts";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { countedByDay } from "./count.ts";
import { lastReads } from "./service.ts";

type Day = { day: string; reads: number; writes: number; other: number; denied: number };
type Activity = {
  days: Day[];
  agents: { agent_id: string; reads: number; denied: number; last_at: string }[];
  vaults: { vault_id: string; last_read_at: string }[];
};

const DAY_MS = 86_400_000;

let api: TestApi;
let mine: Awaited<ReturnType<typeof scene>>;
let theirs: Awaited<ReturnType<typeof scene>>;

beforeAll(async () => {
  api = await testApi();
  mine = await scene(api);
  theirs = await scene(api);
});
afterAll(() => api.close());

async function activity(token: string, query = ""): Promise<Activity> {
  await api.seal();
  return expectStatus(await api.ask<Activity>("GET", `/v1/audit/activity${query}`, { token }), 200);
}

async function read(of = mine): Promise<void> {
  expectStatus(await api.ask("GET", of.url, { token: of.token }), 200);
}

function today(activity: Activity): Day {
  return activity.days.at(-1) ?? expect.fail("no day");
}

describe("the counts of a day", () => {
  it("are those of the log: reads, writes, what was denied, and the rest", async () => {
    await read();
    await read();
    await put(api, mine.owner.token, mine.vault_id, "api-keys/other", "second");
    const other = await agent(api, mine.owner.token, { name: "curious-bot" });
    const token = await agentToken(api, other);
    expect((await api.ask("GET", mine.url, { token })).status).toBe(403);
    expect((await api.ask("GET", `${mine.url}-missing`, { token: mine.token })).status).toBe(404);

    const counted = await activity(mine.owner.token);
    const log = await events(api, mine.owner.token);
    const succeeded = (action: string) =>
      log.filter((event) => event.action === action && event.outcome === "success").length;
    const denied = log.filter((event) => event.outcome === "denied").length;
    const [reads, writes] = [succeeded("secret.read"), succeeded("secret.write")];
    expect(today(counted)).toEqual({
      day: api.clock.now().toISOString().slice(0, 10),
      reads,
      writes,
      denied,
      other: log.length - reads - writes - denied,
    });
    expect([reads, denied]).toEqual([2, 1]);
    expect(writes).toBeGreaterThanOrEqual(2);
    expect(counted.agents).toEqual([
      expect.objectContaining({ agent_id: mine.bot.id, reads: 2, denied: 0 }),
      expect.objectContaining({ agent_id: other.id, reads: 0, denied: 1 }),
    ]);
    const last = log.find((event) => event.action === "secret.read" && event.outcome === "success");
    expect(counted.vaults).toEqual([{ vault_id: mine.vault_id, last_read_at: last?.created_at }]);
  });

  it("count every event once, however many instances seal and however often", async () => {
    const before = today(await activity(mine.owner.token));
    const second = await api.second();
    await Promise.all([
      ...Array.from({ length: 50 }, () => read()),
      sealAudit(api.runtime),
      sealAudit(second.runtime),
    ]);
    await Promise.all([sealAudit(api.runtime), sealAudit(second.runtime), sealAudit(api.runtime)]);
    const after = today(await activity(mine.owner.token));
    expect(after.reads - before.reads).toBe(50);
    const { rows } = await api.admin.query(
      `select (select sum(events)::int from audit_daily) as counted, (select count(*)::int from audit_leaves) as sealed`,
    );
    expect(rows[0].counted).toBe(rows[0].sealed);
  });

  it("are an organization's own", async () => {
    const before = await activity(theirs.owner.token);
    await read(mine);
    const after = await activity(theirs.owner.token);
    expect(after).toEqual(before);
    expect(after.agents.map(({ agent_id }) => agent_id)).not.toContain(mine.bot.id);
    expect(JSON.stringify(after)).not.toContain(mine.vault_id);
    expect([...(await lastReads(api.runtime.db, theirs.owner.org_id, [mine.vault_id]))]).toEqual([]);
  });

  it("are of a member's own acts alone for members, and for no agent", async () => {
    const member = await colleague(api, mine.owner);
    const own = await vault(api, member.token, "Mine");
    await put(api, member.token, own, "note", "value");
    expectStatus(await api.ask("GET", `/v1/vaults/${own}/secrets/note`, { token: member.token }), 200);
    const seen = await activity(member.token);
    expect(today(seen)).toMatchObject({ reads: 1, writes: 1, denied: 0 });
    expect(seen.agents).toEqual([]);
    expect(seen.vaults.map(({ vault_id }) => vault_id)).toEqual([own]);
    expect((await api.ask("GET", "/v1/audit/activity", { token: mine.token })).status).toBe(403);
  });

  it("come for every day that was asked for, the last ones first to go", async () => {
    const asked = await activity(mine.owner.token, "?days=3");
    const now = api.clock.now().getTime();
    expect(asked.days.map(({ day }) => day)).toEqual(
      [2, 1, 0].map((ago) => new Date(now - ago * DAY_MS).toISOString().slice(0, 10)),
    );
    expect(asked.days.slice(0, 2)).toEqual(
      asked.days.slice(0, 2).map(({ day }) => ({ day, reads: 0, writes: 0, other: 0, denied: 0 })),
    );
    for (const days of ["0", "91", "x", "1.5"])
      expect(
        (await api.ask("GET", `/v1/audit/activity?days=${days}`, { token: mine.owner.token })).status,
        days,
      ).toBe(400);
  });

  it("tell when a vault was last read, whoever read it and however long ago", async () => {
    const own = await testApi();
    const old = await scene(own);
    const readIt = () => own.ask("GET", old.url, { token: old.token });
    await readIt();
    await own.seal();
    const then = own.clock.now();
    own.clock.advance(200 * DAY_MS);
    const never = await vault(own, (await scene(own)).owner.token);
    const found = await lastReads(own.runtime.db, old.owner.org_id, [old.vault_id, never]);
    expect([...found]).toEqual([[old.vault_id, then]]);
    await own.close();
  });
});

describe("a log that is older than the counts", () => {
  it("is counted when the schema is brought up, as if it had been from the start", async () => {
    const own = await testApi();
    const old = await scene(own);
    const stranger = await agent(own, old.owner.token);
    for (const token of [old.token, await agentToken(own, stranger), "ocv_nobody"])
      await own.ask("GET", old.url, { token });
    await own.ask("GET", `${old.url}-missing`, { token: old.token });
    await own.seal();
    const all = async () =>
      (
        await own.admin.query(
          "select * from audit_daily order by org_id, day, action, outcome, actor_id, vault_id",
        )
      ).rows;
    const counted = await all();
    expect(counted.length).toBeGreaterThan(8);
    // This one is counted by the sealer alone, not twice.
    await own.ask("GET", old.url, { token: old.token });
    await own.admin.query("drop table audit_daily, secret_requests; drop index audit_events_denied");
    await own.admin.query("delete from kysely_migration where name >= '0003_activity'");
    await migrateToLatest(own.database.connection);
    expect(await all()).toEqual(counted);
    await own.seal();
    const { rows } = await own.admin.query(
      "select sum(events)::int as n from audit_daily where action = 'secret.read' and outcome = 'success'",
    );
    expect(rows[0].n).toBe(2);
    await own.close();
  });
});

describe("counting a batch", () => {
  it("makes no row for each vault that somebody made up", () => {
    const made = ["failure", "denied"].flatMap((outcome) =>
      Array.from({ length: 100 }, () => ({
        org_id: "00000000-0000-0000-0000-000000000000",
        at: new Date("2027-01-31T23:59:59.999Z"),
        actor_type: "anonymous",
        actor_id: null,
        action: "auth.failure",
        outcome: outcome as "failure" | "denied",
        details: { vault_id: crypto.randomUUID() },
      })),
    );
    expect(countedByDay(made)).toMatchObject([
      { day: "2027-01-31", vault_id: null, outcome: "failure", events: 100 },
      { day: "2027-01-31", vault_id: null, outcome: "denied", events: 100 },
    ]);
  });
});
