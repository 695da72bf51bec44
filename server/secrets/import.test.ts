import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";

let api: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  s = await scene(api);
});
afterAll(() => api.close());

type Imported = {
  imported: number;
  skipped: number;
  secrets: { path: string; version: number; client_share?: string }[];
  type: string;
  detail: string;
  fields: Record<string, string>;
};
const load = (entries: object[], fields = {}, token = s.owner.token, vault_id = s.vault_id, on = api) =>
  on.ask<Imported>("POST", `/v1/vaults/${vault_id}/secret-import`, { token, body: { entries, ...fields } });
const read = (path: string, vault_id = s.vault_id) =>
  api.ask<{ value: string }>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, { token: s.owner.token });
const many = (prefix: string, count: number, value = "value") =>
  Array.from({ length: count }, (_, i) => ({ path: `${prefix}/${i}`, value: `${value}-${i}` }));
const countAll = async () =>
  (
    await api.admin.query(
      "select (select count(*) from secret_versions) as v, (select count(*) from audit_events where action like 'secret.%') as e",
    )
  ).rows[0];

describe("an import", () => {
  it("stores a thousand secrets with an event for each, and answers other requests meanwhile", async () => {
    const entries = many("bulk", 1000, "x".repeat(4000));
    const raw = JSON.stringify({ entries });
    const url = `/v1/vaults/${s.vault_id}/secret-import`;
    const ask = () => api.ask<Imported>("POST", url, { token: s.owner.token, raw });
    const answer = expectStatus(await ask(), 200);
    // Once more with code that is warm: what is left is one turn that parses a body of 4 MB.
    const longest = longestTurn();
    expectStatus(await ask(), 200);
    expect(longest()).toBeLessThan(150);
    expect(answer.imported).toBe(1000);
    expect(answer.skipped).toBe(0);
    expect(answer.secrets[999]).toEqual({ path: "bulk/999", version: 1 });
    expect((await read("bulk/517")).body.value).toBe(entries[517]?.value);
    const { rows } = await api.admin.query(
      "select count(*)::int as n from audit_events where action = 'secret.write' and details->>'path' like 'bulk/%'",
    );
    expect(rows[0].n).toBe(2000);
    const [event] = await events(api, s.owner.token, "&action=secret.import");
    expect(event).toMatchObject({ details: { imported: 1000, skipped: 0 } });
  });

  it("takes type, metadata and limits, and keeps those of the version before where they are left out", async () => {
    await put(api, s.owner.token, s.vault_id, "kept/one", "first", {
      type: "password",
      metadata: { team: "a" },
    });
    const limits = { expires_at: "2099-01-01T00:00:00.000Z", max_access_count: 1 };
    const entries = [
      { path: "kept/one", value: "second" },
      { path: "kept/two", value: "new", type: "note", metadata: { team: "b" }, ...limits },
    ];
    const { secrets } = expectStatus(await load(entries), 200);
    expect(secrets).toEqual([
      { path: "kept/one", version: 2 },
      { path: "kept/two", version: 1 },
    ]);
    expect((await read("kept/one")).body).toMatchObject({
      value: "second",
      type: "password",
      metadata: { team: "a" },
    });
    expect((await read("kept/two")).body).toMatchObject({
      value: "new",
      type: "note",
      expires_at: limits.expires_at,
    });
    expect((await read("kept/two")).status).toBe(410);
  });

  it("skips what is there, or stops because of it, or stores a new version", async () => {
    await put(api, s.owner.token, s.vault_id, "clash/one", "there");
    await put(api, s.owner.token, s.vault_id, "clash/deleted", "gone");
    await api.ask("DELETE", `/v1/vaults/${s.vault_id}/secrets/clash/deleted`, { token: s.owner.token });
    const entries = [
      { path: "clash/two", value: "new" },
      { path: "clash/one", value: "new" },
      { path: "clash/deleted", value: "new" },
    ];
    const before = await countAll();
    const refused = await load(entries, { on_conflict: "fail" });
    expect([refused.status, refused.body.type]).toEqual([409, "/docs/errors/import_conflict"]);
    expect(refused.body.detail).toContain("clash/one");
    expect((await countAll()).v).toBe(before.v);
    expect((await read("clash/two")).status).toBe(404);
    const skipped = expectStatus(await load(entries, { on_conflict: "skip" }), 200);
    expect(skipped).toMatchObject({ imported: 2, skipped: 1 });
    expect(skipped.secrets.map(({ path }) => path)).toEqual(["clash/two", "clash/deleted"]);
    expect((await read("clash/one")).body.value).toBe("there");
    expect(expectStatus(await load(entries), 200).secrets.map(({ version }) => version)).toEqual([2, 2, 3]);
    expect(expectStatus(await load(entries, { on_conflict: "skip" }), 200)).toEqual({
      imported: 0,
      skipped: 3,
      secrets: [],
    });
  });

  it("is decided on path by path before anything: one that may not be written refuses them all", async () => {
    const bot = await agent(api, s.owner.token);
    await grant(api, s.owner.token, s.vault_id, bot.id, "mine/**", ["write"]);
    const token = await agentToken(api, bot);
    const before = await countAll();
    const entries = [
      ...many("mine", 150),
      { path: "others/x", value: "1" },
      { path: "others/y", value: "1" },
    ];
    const answer = await load(entries, {}, token);
    expect([answer.status, answer.body.type]).toEqual([403, "/docs/errors/path_not_granted"]);
    const [denied] = await events(api, s.owner.token, "&action=secret.import");
    expect(denied).toMatchObject({ outcome: "denied", details: { path: "others/x" } });
    expect((await countAll()).v).toBe(before.v);
    expect(expectStatus(await load(many("mine", 150), {}, token), 200).imported).toBe(150);
  });

  it("stores everything or nothing when it fails half-way", async () => {
    const before = await countAll();
    await api.admin.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on secret_versions for each row when (new.metadata ? 'refused') execute function refuse()`);
    const entries = many("half", 250).map((entry, i) =>
      i === 249 ? { ...entry, metadata: { refused: 1 } } : entry,
    );
    const answer = await load(entries);
    await api.admin.query("drop trigger refuse on secret_versions; drop function refuse()");
    expect(answer.status).toBe(500);
    expect((await countAll()).v).toBe(before.v);
    const list = await api.ask<{ secrets: [] }>("GET", `/v1/vaults/${s.vault_id}/secrets?prefix=half`, {
      token: s.owner.token,
    });
    expect(list.body.secrets).toEqual([]);
    expect(expectStatus(await load(many("half", 250)), 200).imported).toBe(250);
  });

  it("of the same paths at once, on two instances, ends with one whole import on top and no version lost", async () => {
    const second = await api.second();
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((name, i) => {
        const entries = many("race", 120, name);
        return load(i % 2 ? entries.reverse() : entries, {}, s.owner.token, s.vault_id, i % 2 ? api : second);
      }),
    );
    for (const answer of answers) expectStatus(answer, 200);
    const { rows } = await api.admin.query(
      "select count(*)::int as n, count(distinct (secret_id, version))::int as d, max(v.version) as m from secret_versions v join secrets s on s.id = v.secret_id where s.path like 'race/%'",
    );
    expect(rows[0]).toEqual({ n: 480, d: 480, m: 4 });
    expect((await read("race/7")).status).toBe(200);
  });

  it("that skips never replaces what another one stored at the same moment", async () => {
    const names = ["a", "b", "c", "d"];
    const answers = await Promise.all(
      names.map((name) => load(many("first", 50, name), { on_conflict: "skip" })),
    );
    const counts = answers.map((answer) => expectStatus(answer, 200).imported);
    expect(counts.reduce((sum, count) => sum + count)).toBe(50);
  });

  it("names the entry and the field that is wrong, and changes nothing", async () => {
    const before = await countAll();
    const good = { path: "wrong/x", value: "1" };
    const cases: [object, string][] = [
      [{ entries: [] }, "entries"],
      [{ entries: "all" }, "entries"],
      [{ entries: many("wrong", 1001) }, "entries"],
      [{ entries: [good, { path: "wrong/y" }] }, "entries.1.value"],
      [{ entries: [good, good] }, "entries.1.path"],
      [{ entries: [{ ...good, path: "../x" }] }, "entries.0.path"],
      [{ entries: [{ ...good, path: "__proto__" }] }, "entries.0.path"],
      [{ entries: [{ ...good, type: "unknown" }] }, "entries.0.type"],
      [{ entries: [{ ...good, expires_at: "2001-01-01T00:00:00Z" }] }, "entries.0.expires_at"],
      [{ entries: [{ ...good, max_access_count: 0 }] }, "entries.0.max_access_count"],
      [{ entries: [{ ...good, metadata: [1] }] }, "entries.0.metadata"],
      [{ entries: [{ ...good, metadata: { note: "x".repeat(17_000) } }] }, "entries.0.metadata"],
      [{ entries: [good], on_conflict: "replace" }, "on_conflict"],
    ];
    for (const [body, field] of cases) {
      const answer = await api.ask<Imported>("POST", `/v1/vaults/${s.vault_id}/secret-import`, {
        token: s.owner.token,
        body,
      });
      expect([field, answer.status, Object.keys(answer.body.fields ?? {})]).toEqual([field, 400, [field]]);
    }
    const large = await load([{ path: "wrong/large", value: "x".repeat(5 * 1024 * 1024) }]);
    expect(large.status).toBe(413);
    expect((await countAll()).v).toBe(before.v);
  });

  it("is held to the custody of the vault", async () => {
    const { token } = s.owner;
    const encrypted = await vault(api, token, "Encrypted");
    expectStatus(
      await api.ask("POST", `/v1/vaults/${encrypted}/cmek`, {
        token,
        body: { fingerprint: "ab".repeat(32) },
      }),
      200,
    );
    const blob = Buffer.concat([Buffer.of(1), Buffer.alloc(40, 7)]).toString("base64");
    const refused = await load(
      [
        { path: "a", value: blob },
        { path: "b", value: "plain" },
      ],
      {},
      token,
      encrypted,
    );
    expect(refused.body).toMatchObject({ status: 400, fields: { "entries.1.value": expect.any(String) } });
    expectStatus(await load([{ path: "a", value: blob }], {}, token, encrypted), 200);
    expect((await read("a", encrypted)).body).toMatchObject({ value: blob, cmek_encrypted: true });
    const split = await vault(api, token, "Split");
    expectStatus(
      await api.ask("POST", `/v1/vaults/${split}/mpc`, { token, body: { mpc_custody: "2-of-2" } }),
      200,
    );
    const [made] = expectStatus(await load([{ path: "a", value: "halved" }], {}, token, split), 200).secrets;
    const headers = { "x-client-share": String(made?.client_share) };
    const back = await api.ask("GET", `/v1/vaults/${split}/secrets/a`, { token, headers });
    expect(back.body.value).toBe("halved");
  });
});

/** Milliseconds of work of the longest turn of the event loop until the result is called; what others do on the machine does not count. */
function longestTurn(): () => number {
  const spent = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [last, longest, running] = [spent(), 0, true];
  const turn = () => {
    const now = spent();
    longest = Math.max(longest, now - last);
    last = now;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    running = false;
    return longest;
  };
}
