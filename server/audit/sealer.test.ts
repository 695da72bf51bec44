import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type AuditVerification, verifyAuditLog } from "#sdk";
import { must, newOwner, type Place, sharedPlace, startProduct, until } from "#server/faults/product.ts";
import { exportedLog, proveAudit, untilSealed } from "#server/faults/witness.ts";
import { startJobs } from "#server/jobs/runner.ts";
import { expectStatus, put, scene, type TestApi, testApi } from "#server/testing/test-api.ts";
import { sealAudit } from "./jobs.ts";

let api: TestApi;
let sql: Place["sql"];
let it_was: Awaited<ReturnType<typeof scene>>;

beforeEach(async () => {
  api = await testApi();
  sql = async (text, values) => (await api.admin.query(text, values)).rows;
  it_was = await scene(api);
});
afterEach(() => api.close());

const orgId = () => it_was.owner.org_id;

async function read(times: number, from: TestApi = api): Promise<void> {
  await Promise.all(
    Array.from({ length: times }, async () =>
      expectStatus(await from.ask("GET", it_was.url, { token: it_was.token }), 200),
    ),
  );
}

/** The verdict over the log as the tables have it now. */
async function verdict(...checkpoints: string[]): Promise<AuditVerification> {
  const { lines, key } = await exportedLog(orgId(), sql);
  return verifyAuditLog(lines, key, { checkpoints });
}

async function lastCheckpoint(): Promise<string> {
  const [row] = await sql<{ note: string }>(
    "select note from audit_checkpoints where org_id = $1 order by size desc limit 1",
    [orgId()],
  );
  return row?.note ?? expect.fail("no checkpoint");
}

/** Changes sealed rows as only a superuser can who switches the triggers off first. */
async function tamper(text: string, values: unknown[] = []): Promise<void> {
  const client = await api.admin.connect();
  try {
    await client.query("begin; set local session_replication_role = replica");
    await client.query(text, values);
    await client.query("commit");
  } finally {
    client.release();
  }
}

describe("the sealer", () => {
  it("has sealed and signed an event within a second or two of its answer, while the jobs run", async () => {
    const stop = startJobs(api.runtime);
    onTestFinished(stop);
    await untilSealed(orgId(), sql);
    for (let round = 0; round < 3; round++) {
      await read(1);
      const began = performance.now();
      await untilSealed(orgId(), sql);
      expect(performance.now() - began).toBeLessThan(6_000);
    }
    await stop();
    expect((await verdict()).findings).toEqual([]);
  });

  it("makes one line of 200 reads at once: no fork, no gap, each event once", async () => {
    await read(200);
    const second = await api.second();
    await Promise.all([sealAudit(api.runtime), sealAudit(second.runtime), sealAudit(api.runtime)]);
    await sealAudit(api.runtime);
    const events = await proveAudit(orgId(), sql);
    expect(events.filter((event) => event.action === "secret.read")).toHaveLength(200);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events.map((event) => Number((event as { log_index?: unknown }).log_index))).toEqual(
      events.map((_, index) => index),
    );
  });

  it("seals each event once although two instances seal while both are written to", async () => {
    const second = await api.second();
    let writing = true;
    const sealers = [api, second].map(async ({ runtime }) => {
      while (writing) await sealAudit(runtime);
    });
    await Promise.all([read(100), read(100, second)]);
    writing = false;
    await Promise.all(sealers);
    await sealAudit(api.runtime);
    const events = await proveAudit(orgId(), sql);
    expect(events.filter((event) => event.action === "secret.read")).toHaveLength(200);
  });

  it("puts an organization's events in one log and never another's", async () => {
    const other = await scene(api);
    await read(3);
    await api.seal();
    const [mine, theirs] = [await exportedLog(orgId(), sql), await exportedLog(other.owner.org_id, sql)];
    expect(new Set(mine.events.map((event) => event.org_id))).toEqual(new Set([orgId()]));
    const ids = new Set(theirs.events.map((event) => event.id));
    expect(mine.events.some((event) => ids.has(event.id))).toBe(false);
    const wrong = await verifyAuditLog(mine.lines, mine.key, { org_id: other.owner.org_id });
    expect(wrong.ok).toBe(false);
  });

  it("signs checkpoints that verify, for every size it has signed", async () => {
    for (let round = 0; round < 4; round++) {
      await read(round + 1);
      await api.seal();
    }
    const notes = await sql<{ note: string }>("select note from audit_checkpoints where org_id = $1", [
      orgId(),
    ]);
    expect(notes.length).toBeGreaterThanOrEqual(4);
    const report = await verdict(...notes.map(({ note }) => note));
    expect(report).toMatchObject({ ok: true, checkpoints: notes.length, outside_checkpoints_held: true });
  });

  it("leaves an event of a transaction that is still open for later, and loses none", async () => {
    const client = await api.admin.connect();
    const late = randomUUID();
    await client.query("begin");
    await client.query(
      "with e as (insert into audit_events (id, org_id, at, action, actor_type, outcome, salt) values ($1, $2, now(), 'secret.read', 'system', 'success', '\\x00112233445566778899aabbccddeeff') returning id, org_id) insert into audit_queue (event_id, org_id) select id, org_id from e",
      [late, orgId()],
    );
    await read(5);
    await api.seal();
    const before = await exportedLog(orgId(), sql);
    expect(before.events.some((event) => event.id === late)).toBe(false);
    await client.query("commit");
    client.release();
    await api.seal();
    const events = await proveAudit(orgId(), sql);
    expect(events.at(-1)?.id).toBe(late);
  });
});

describe("a sealer that is killed in the middle", { timeout: 60_000 }, () => {
  it("leaves every event in the queue or sealed, and the next one goes on", async () => {
    const place = await sharedPlace();
    const steady = await startProduct(place.env);
    const owner = await newOwner(steady);
    const url = `/v1/vaults/${owner.vault_id}/secrets/a`;
    await must(steady, 201, "PUT", url, { token: owner.token, body: { value: "v" } });
    await steady.kill();
    // Postgres holds the sealer inside its transaction, with leaves written and the tree not.
    await place.sql(`create function hold() returns trigger language plpgsql as $$
      begin perform pg_sleep(30); return null; end $$;
      create trigger hold after insert on audit_leaves execute function hold()`);
    const victim = await startProduct(place.env);
    await must(victim, 200, "GET", url, { token: owner.token });
    const held =
      "select pid from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
    const [sealing] = await until(async () => {
      const rows = await place.sql<{ pid: number }>(held);
      return rows.length > 0 && rows;
    });
    await victim.kill();
    await place.sql("select pg_terminate_backend($1)", [sealing?.pid]);
    await until(
      async () =>
        (await place.sql("select from pg_stat_activity where pid = $1", [sealing?.pid])).length === 0,
    );
    await place.sql("drop trigger hold on audit_leaves; drop function hold()");
    await startProduct(place.env);
    const events = await proveAudit(owner.org_id, place.sql);
    expect(events.filter((event) => event.action === "secret.read")).toHaveLength(1);
  });
});

describe("the tables of the log", () => {
  it.each(["audit_events", "audit_leaves", "audit_checkpoints"])(
    "refuse to change, delete or empty %s, superusers included",
    async (table) => {
      await read(1);
      await api.seal();
      const before = await sql(`select count(*) from ${table}`);
      const column = table === "audit_checkpoints" ? "note = note" : "org_id = org_id";
      for (const client of [api.admin, api.runtime.pool]) {
        for (const text of [`update ${table} set ${column}`, `delete from ${table}`, `truncate ${table}`]) {
          await expect(client.query(text), text).rejects.toThrow("the audit log is append-only");
        }
      }
      expect(await sql(`select count(*) from ${table}`)).toEqual(before);
    },
  );
});

describe("a log that somebody with all rights changed", () => {
  const middle = async () => {
    for (let n = 0; n < 12; n++) await put(api, it_was.owner.token, it_was.vault_id, `fill/${n}`, "v");
    await api.seal();
    const { events } = await exportedLog(orgId(), sql);
    const index = Math.floor(events.length / 2);
    return { id: events[index]?.id ?? "", next: events[index + 1]?.id ?? "", index };
  };

  it.each([
    ["details", `details = '{"path":"nothing/here"}'`],
    ["ip", "ip = '203.0.113.99'"],
    ["actor", "actor_id = '00000000-0000-0000-0000-000000000001'"],
    ["outcome", "outcome = 'denied'"],
    ["time", "at = at + interval '1 millisecond'"],
    ["user agent", "user_agent = 'other'"],
  ])("in one event's %s is refused, naming that event first", async (_what, change) => {
    const { id, index } = await middle();
    await tamper(`update audit_events set ${change} where id = $1`, [id]);
    const { ok, findings } = await verdict();
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ code: "event_changed", index, event_id: id });
  });

  it("by one event together with its leaf is refused by the signed root", async () => {
    const { id } = await middle();
    const outside = await lastCheckpoint();
    await tamper(
      "update audit_leaves set leaf_hash = decode(md5('x') || md5('y'), 'hex') where event_id = $1",
      [id],
    );
    expect((await verdict()).ok).toBe(false);
    expect((await verdict(outside)).outside_checkpoints_held).toBe(false);
  });

  it("by deleting an event is refused, naming the place", async () => {
    const { id, index } = await middle();
    await tamper("delete from audit_leaves where event_id = $1", [id]);
    await tamper("delete from audit_events where id = $1", [id]);
    const { ok, findings } = await verdict();
    expect(ok).toBe(false);
    expect(findings[0]?.index).toBe(index);
  });

  it("by exchanging two events is refused", async () => {
    const { id, next, index } = await middle();
    await tamper("update audit_leaves set log_index = -1 where event_id = $1", [id]);
    await tamper("update audit_leaves set log_index = $2 where event_id = $1", [next, index]);
    await tamper("update audit_leaves set log_index = $2 where event_id = $1", [id, index + 1]);
    expect((await verdict()).ok).toBe(false);
  });

  it("by cutting its end together with the last checkpoints is refused by a checkpoint kept elsewhere", async () => {
    const { index } = await middle();
    await read(2);
    await api.seal();
    const outside = await lastCheckpoint();
    await tamper(
      "delete from audit_checkpoints where org_id = $1 and size > (select min(size) from audit_checkpoints where org_id = $1)",
      [orgId()],
    );
    const [first] = await sql<{ size: string }>("select size from audit_checkpoints where org_id = $1", [
      orgId(),
    ]);
    await tamper("delete from audit_leaves where org_id = $1 and log_index >= $2", [
      orgId(),
      Number(first?.size),
    ]);
    expect((await verdict()).ok, "the cut log alone looks whole").toBe(true);
    const { ok, findings } = await verdict(outside);
    expect(ok).toBe(false);
    expect(findings[0]?.code).toBe("log_truncated");
    expect(index).toBeGreaterThan(0);
  });
});
