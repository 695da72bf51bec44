import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_BODY_BYTES } from "#server/api/steps/read-body.ts";
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
let other: TestApi;
let s: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  [s, other] = await Promise.all([scene(api, { pattern: "api-keys/**" }), api.second()]);
});
afterAll(() => api.close());

describe("reading a secret", () => {
  it("gives a granted agent the value, and the read is on the record with who, what and by which policy", async () => {
    const s = await scene(api);
    const answer = await api.ask("GET", s.url, { token: s.token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: s.secret.id,
      path: s.path,
      value: s.value,
      version: 1,
      type: "api_key",
    });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const [event] = await events(api, s.owner.token, "&action=secret.read");
    expect(event).toMatchObject({
      actor_id: s.bot.id,
      actor_type: "agent",
      resource_id: s.secret.id,
      outcome: "success",
      ip_address: "192.0.2.1",
    });
    expect(event?.details).toEqual({ vault_id: s.vault_id, path: s.path, version: 1, by: s.policy_id });
  });

  it("ends with the next request when the policy is deleted", async () => {
    const s = await scene(api);
    expect((await api.ask("GET", s.url, { token: s.token })).status).toBe(200);
    await api.ask("DELETE", `/v1/vaults/${s.vault_id}/policies/${s.policy_id}`, { token: s.owner.token });
    expect((await api.ask("GET", s.url, { token: s.token })).status).toBe(403);
  });

  it("answers a denied path the same whether or not a secret lies there", async () => {
    const s = await scene(api, { pattern: "other/**" });
    const [there, missing] = await Promise.all([
      api.ask("GET", s.url, { token: s.token }),
      api.ask("GET", `/v1/vaults/${s.vault_id}/secrets/api-keys/nothing`, { token: s.token }),
    ]);
    expect(there.status).toBe(403);
    const anonymous = (answer: typeof there) => ({ ...answer.body, request_id: "", decision_id: "" });
    expect(anonymous(there)).toEqual(anonymous(missing));
  });
});

const at = (route: string, path: string, version?: number) =>
  `/v1/vaults/${s.vault_id}/${route}/${path}${version === undefined ? "" : `/${version}`}`;
const get = (path: string, token = s.owner.token) => api.ask("GET", at("secrets", path), { token });
const getVersion = (path: string, version: number, token = s.owner.token) =>
  api.ask("GET", at("secret-version", path, version), { token });
const store = (path: string, value: string, fields = {}) =>
  put(api, s.owner.token, s.vault_id, path, value, fields);
const remove = (path: string) => api.ask("DELETE", at("secrets", path), { token: s.owner.token });
const rotate = (path: string, body: unknown = {}, token = s.owner.token) =>
  api.ask<{ version: number; type: string }>("POST", at("secret-rotate", path), { token, body });
const disable = (path: string, version: number) =>
  api.ask("POST", at("secret-version-disable", path, version), { token: s.owner.token });
const fresh = () => `t/${crypto.randomUUID()}`;
const type = (code: string) => `/docs/errors/${code}`;

describe("a value that may be read once", () => {
  it("is handed to exactly one of 200 that ask at the same moment, over two instances", async () => {
    const path = fresh();
    await store(path, "CANARY-once", { max_access_count: 1 });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        (i % 2 ? api : other).ask("GET", at("secrets", path), { token: s.owner.token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(199);
    expect(answers.filter(({ text }) => text.includes("CANARY-once"))).toHaveLength(1);
    const { rows } = await api.admin.query(
      "select outcome, count(*)::int as n from audit_events where action = 'secret.read' and details->>'path' = $1 group by 1 order by 1",
      [path],
    );
    expect(rows).toEqual([
      { outcome: "failure", n: 199 },
      { outcome: "success", n: 1 },
    ]);
  });

  it("is not used up by HEAD, OPTIONS or a denied reader, nor past its limit by ranges and conditional requests", async () => {
    const path = fresh();
    await store(path, "value", { max_access_count: 2 });
    for (const method of ["HEAD", "OPTIONS"])
      expect((await api.ask(method, at("secrets", path), { token: s.owner.token })).status).toBe(405);
    expect((await get(path, s.token)).status).toBe(403);
    const headersTried: Record<string, string>[] = [{ range: "bytes=0-0" }, { "if-none-match": "*" }];
    for (const headers of headersTried) {
      const answer = await api.ask("GET", at("secrets", path), { token: s.owner.token, headers });
      expect(answer).toMatchObject({ status: 200, body: { value: "value" } });
    }
    expect(await get(path)).toMatchObject({ status: 410, body: { type: type("secret_gone") } });
    expect((await getVersion(path, 1)).status).toBe(410);
  });

  it("is counted for each version by itself, and a new value starts afresh", async () => {
    const path = fresh();
    await store(path, "one", { max_access_count: 1 });
    await get(path);
    await store(path, "two", { max_access_count: 1 });
    expect((await get(path)).body).toMatchObject({ value: "two" });
    for (const version of [1, 2]) expect((await getVersion(path, version)).status).toBe(410);
    await store(path, "three");
    for (let i = 0; i < 3; i++) expect((await get(path)).body).toMatchObject({ value: "three" });
  });
});

describe("a value that expires", () => {
  it("is gone from the moment it does, by every way to it, and its list entry never shows it", async () => {
    const own = await testApi();
    const mine = await scene(own);
    const expires_at = new Date(own.clock.now().getTime() + 600_000).toISOString();
    await put(own, mine.owner.token, mine.vault_id, mine.path, "CANARY-expiring", { expires_at });
    const version = `/v1/vaults/${mine.vault_id}/secret-version/${mine.path}/2`;
    const status = async (url: string, on = own) => (await on.ask("GET", url, { token: mine.token })).status;
    own.clock.advance(599_999);
    expect(await status(mine.url)).toBe(200);
    own.clock.advance(1);
    const second = await own.second();
    for (const on of [own, second])
      for (const url of [mine.url, version]) expect(await status(url, on)).toBe(410);
    // Who may not read it is told nothing of that.
    const stranger = await agent(own, mine.owner.token);
    expect((await own.ask("GET", mine.url, { token: await agentToken(own, stranger) })).status).toBe(403);
    const list = await own.ask("GET", `/v1/vaults/${mine.vault_id}/secrets`, { token: mine.owner.token });
    expect(list.body).toMatchObject({ secrets: [{ path: mine.path, version: 2, expires_at }] });
    expect(list.text).not.toContain("CANARY");
    await put(own, mine.owner.token, mine.vault_id, mine.path, "renewed");
    expect(await status(mine.url)).toBe(200);
    await own.close();
  });
});

describe("deleting a secret", () => {
  it("ends every version; a new value brings the path back without them", async () => {
    const path = fresh();
    const { id } = await store(path, "one", { metadata: { team: "a" } });
    await store(path, "two");
    expectStatus(await remove(path), 204);
    for (const answer of [
      await get(path),
      await getVersion(path, 1),
      await getVersion(path, 2),
      await remove(path),
      await rotate(path),
      await disable(path, 1),
    ])
      expect([answer.status, answer.body.type]).toEqual([410, type("secret_gone")]);
    expect((await api.ask("GET", at("secret-versions", path), { token: s.owner.token })).status).toBe(410);
    const list = () =>
      api.ask<{ secrets: { path: string }[] }>("GET", `/v1/vaults/${s.vault_id}/secrets?prefix=${path}`, {
        token: s.owner.token,
      });
    expect((await list()).body.secrets).toEqual([]);
    const back = await store(path, "three");
    expect(back).toMatchObject({ id, version: 3 });
    expect((await get(path)).body).toMatchObject({ value: "three", version: 3 });
    for (const version of [1, 2]) expect((await getVersion(path, version)).status).toBe(410);
    const versions = await api.ask("GET", at("secret-versions", path), { token: s.owner.token });
    expect(versions.body).toMatchObject({ versions: [{ version: 3 }] });
    expect((await list()).body.secrets.map((secret) => secret.path)).toEqual([path]);
  });

  it("answers a path that never held anything with 404", async () => {
    for (const answer of [
      await get(fresh()),
      await remove(fresh()),
      await rotate(fresh()),
      await getVersion(fresh(), 1),
      await disable(fresh(), 1),
    ])
      expect([answer.status, answer.body.type]).toEqual([404, type("secret_not_found")]);
  });

  it("happens once when many do it at the same moment", async () => {
    const path = fresh();
    await store(path, "x");
    const answers = await Promise.all(Array.from({ length: 10 }, () => remove(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(410)]);
  });
});

describe("disabling a version", () => {
  it("makes it unreadable for good; the newest one left becomes the value", async () => {
    const path = fresh();
    for (const value of ["one", "two", "three"]) await store(path, value);
    expectStatus(await disable(path, 3), 204);
    expect((await getVersion(path, 3)).status).toBe(410);
    expect((await get(path)).body).toMatchObject({ value: "two", version: 2 });
    expectStatus(await disable(path, 1), 204);
    expect((await get(path)).body).toMatchObject({ value: "two" });
    expectStatus(await disable(path, 1), 204);
    expect((await disable(path, 9)).status).toBe(404);
    const versions = await api.ask<{ versions: unknown[] }>("GET", at("secret-versions", path), {
      token: s.owner.token,
    });
    expect(versions.body.versions).toMatchObject([
      { version: 3, is_disabled: true },
      { version: 2 },
      { version: 1, is_disabled: true },
    ]);
    expectStatus(await disable(path, 2), 204);
    expect((await get(path)).status).toBe(410);
    expect((await rotate(path)).status).toBe(410);
    expect(await store(path, "four")).toMatchObject({ version: 4 });
    expect((await get(path)).body).toMatchObject({ value: "four" });
  });
});

describe("disabling while others write", () => {
  it("never leaves an older version as the value", async () => {
    const path = fresh();
    await store(path, "v1");
    for (let round = 0; round < 25; round++) {
      const { version } = await store(path, "before");
      const made = await Promise.all([
        disable(path, version),
        ...Array.from({ length: 3 }, () => store(path, "after")),
        disable(path, Math.max(1, version - 1)),
      ]);
      const newest = Math.max(...made.map((each) => ("version" in each ? each.version : 0)));
      expect((await get(path)).body, `round ${round}`).toMatchObject({ version: newest, value: "after" });
    }
  });
});

describe("many writers of one path", () => {
  it("get the versions 1 to n without a gap or a duplicate, each readable, the last one current", async () => {
    const path = fresh();
    const n = 100;
    const made = await Promise.all(
      Array.from({ length: n }, async (_, i) => ({
        value: `value-${i}`,
        ...(await put(i % 2 ? api : other, s.owner.token, s.vault_id, path, `value-${i}`)),
      })),
    );
    expect(made.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: n }, (_, i) => i + 1),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    for (const { version, value } of made)
      expect((await getVersion(path, version)).body).toMatchObject({ version, value });
    expect((await get(path)).body).toMatchObject({
      version: n,
      value: made.find(({ version }) => version === n)?.value,
    });
  });

  it("and one reader never see a torn or foreign value", async () => {
    const [path, decoy] = [fresh(), fresh()];
    await store(path, "v-0");
    const writes = Array.from({ length: 30 }, (_, i) => store(path, `v-${i}`));
    const others = Array.from({ length: 30 }, (_, i) => store(decoy, `decoy-${i}`));
    const reads = await Promise.all(Array.from({ length: 60 }, () => get(path)));
    await Promise.all([...writes, ...others]);
    for (const { status, body } of reads) {
      expect(status).toBe(200);
      expect(body.value).toMatch(/^v-\d+$/);
    }
  });
});

describe("a value", () => {
  const limit = MAX_BODY_BYTES - Buffer.byteLength(JSON.stringify({ value: "" }));
  const values: [string, string][] = [
    ["nothing at all", ""],
    ["spaces and line ends", "  \r\n\t \n\n"],
    ["NUL and control characters", "a\0b\u0001\u001f\u007f"],
    ["four-byte characters", "\u{1f511}\u{10ffff}\u{10000}"],
    ["two forms of one letter", "\u00e5 a\u030a \u212b"],
    ["a byte order mark and overrides", "\ufeff\u202e\u2066x"],
    ["JSON, quotes and backslashes", '{"__proto__":{"a":"\\\\u0000"}}'],
    ["SQL and formats", "'; drop table secrets; -- %s \u0024{HOME} {{x}}"],
    ["a value just too large to be loaded ahead", "x".repeat(16_385)],
    ["5 MB of body to the byte", "x".repeat(limit)],
  ];
  it.each(values)("of %s comes back byte for byte", async (_, value) => {
    const path = fresh();
    await store(path, value);
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.body.value === value).toBe(true);
    expect((await getVersion(path, 1)).body.value === value).toBe(true);
  });

  it("of random bytes in base64 comes back byte for byte", async () => {
    const path = fresh();
    const bytes = randomBytes(100_000);
    await store(path, bytes.toString("base64"));
    expect(Buffer.from(String((await get(path)).body.value), "base64").equals(bytes)).toBe(true);
  });

  it("one byte over 5 MB is refused with 413, one with lone surrogates with 400, and neither leaves a path", async () => {
    const path = fresh();
    const ask = (value: string) =>
      api.ask("PUT", at("secrets", path), { token: s.owner.token, body: { value } });
    expect((await ask("x".repeat(limit + 1))).status).toBe(413);
    for (const value of ["\ud800", "a\udfffb"]) expect((await ask(value)).status).toBe(400);
    expect((await api.admin.query("select 1 from secrets where path = $1", [path])).rowCount).toBe(0);
  });

  it("keeps type and metadata from version to version unless they are given", async () => {
    const path = fresh();
    await store(path, "one", { type: "password", metadata: { "a.b": 1, constructor: "x", toString: null } });
    await store(path, "two");
    expect((await get(path)).body).toMatchObject({
      type: "password",
      metadata: { "a.b": 1, constructor: "x", toString: null },
    });
    await store(path, "three", { secret_type: "api_key", metadata: {} });
    expect((await get(path)).body).toMatchObject({ type: "api_key", metadata: {} });
  });

  it("may have metadata with any text but NUL and broken characters, backslashes included", async () => {
    const ask = (metadata: unknown) =>
      api.ask("PUT", at("secrets", fresh()), { token: s.owner.token, body: { value: "x", metadata } });
    for (const text of ["C:\\u0000", "\\\\ud800\\", '"\\"', "\u{1f511}", "\u0001"]) {
      const answer = await ask({ text, [text]: 1 });
      expect(answer, JSON.stringify(text)).toMatchObject({
        status: 201,
        body: { metadata: { text, [text]: 1 } },
      });
    }
    for (const text of ["\0", "\ud800", "\\\0", "x\udfff"])
      for (const metadata of [{ text }, { [text]: 1 }, { a: [{ b: [text] }] }])
        expect((await ask(metadata)).status).toBe(400);
  });

  it("takes metadata of 16 KB and 16 levels and no more", async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
    const ask = async (metadata: unknown) =>
      (await api.ask("PUT", at("secrets", fresh()), { token: s.owner.token, body: { value: "x", metadata } }))
        .status;
    expect(await ask({ a: "x".repeat(16_384 - 8) })).toBe(201);
    expect(await ask({ a: "x".repeat(16_384 - 7) })).toBe(400);
    expect(await ask(nested(16))).toBe(201);
    expect(await ask(nested(17))).toBe(400);
  });

  it("lies in the database only encrypted, and two equal values do not look alike", async () => {
    const [a, b] = [fresh(), fresh()];
    await store(a, "CANARY-at-rest");
    await store(b, "CANARY-at-rest");
    const { rows } = await api.admin.query(
      "select v.blob from secret_versions v join secrets s on s.id = v.secret_id where s.path = any($1)",
      [[a, b]],
    );
    const [first, second] = rows.map(({ blob }) => blob as Buffer);
    expect(first?.includes("CANARY")).toBe(false);
    expect(first?.equals(second as Buffer)).toBe(false);
  });

  it("whose row was changed behind our back is refused, recorded, and never half shown", async () => {
    const changes = [
      "update secret_versions set expires_at = now() + interval '9 years' where secret_id = $1",
      "update secret_versions set type = 'note' where secret_id = $1",
      "update secret_versions set max_access_count = 99 where secret_id = $1",
      "update secret_versions set blob = set_byte(blob, length(blob) - 20, 255 - get_byte(blob, length(blob) - 20)) where secret_id = $1",
      "update secrets set path = 'moved/' || path where id = $1",
    ];
    for (const change of changes) {
      const path = fresh();
      const { id } = await store(path, "CANARY-tampered");
      await api.admin.query(change, [id]);
      const answer = await get(change.includes("moved/") ? `moved/${path}` : path);
      expect([answer.status, answer.body.type], change).toEqual([500, type("integrity_failure")]);
      expect(answer.text).not.toContain("CANARY");
      const [event] = await events(api, s.owner.token, `&action=crypto.integrity_failure&resource_id=${id}`);
      expect(event, change).toMatchObject({ outcome: "failure" });
    }
  });
});

describe("rotating", () => {
  it("puts a value of the asked length and characters that the answer does not show", async () => {
    const charsets = {
      hex: /^[0-9a-f]+$/,
      base64: /^[A-Za-z0-9+/]+$/,
      alphanumeric: /^[A-Za-z0-9]+$/,
      ascii: /^[!-~]+$/,
    };
    for (const [charset, form] of Object.entries(charsets)) {
      const path = fresh();
      await store(path, "old", { type: "password", metadata: { a: 1 }, max_access_count: 1 });
      const answer = await rotate(path, { length: 40, charset });
      expect(answer).toMatchObject({
        status: 201,
        body: { version: 2, type: "password", metadata: { a: 1 } },
      });
      expect(answer.text).not.toMatch(/"value"/);
      const value = String((await get(path)).body.value);
      expect(value).toHaveLength(40);
      expect(value).toMatch(form);
    }
  });

  it("draws every character evenly", async () => {
    const path = fresh();
    await store(path, "old");
    const counts = new Map<string, number>();
    const [rounds, length] = [24, 1024];
    for (let i = 0; i < rounds; i++) {
      await rotate(path, { length, charset: "alphanumeric" });
      for (const character of String((await get(path)).body.value))
        counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const expected = (rounds * length) / 62;
    let chi = 0;
    for (const count of counts.values()) chi += (count - expected) ** 2 / expected;
    expect(counts.size).toBe(62);
    // 61 degrees of freedom: more than 130 happens once in a million runs; taking bytes modulo 62 gives over 700.
    expect(chi).toBeLessThan(130);
  });

  it("refuses lengths and characters that would make a weak value", async () => {
    const path = fresh();
    await store(path, "old");
    for (const body of [
      { length: 0 },
      { length: -1 },
      { length: 7 },
      { length: 1e9 },
      { length: "x" },
      { length: 8.5 },
      { charset: "digits" },
      { charset: "" },
    ])
      expect((await rotate(path, body)).status, JSON.stringify(body)).toBe(400);
    expect((await get(path)).body).toMatchObject({ value: "old", version: 1 });
  });
});

describe("private keys and agents that have transactions signed", () => {
  it("are kept apart on every way, whatever the policy says", async () => {
    const bot = await agent(api, s.owner.token, { intents_api_enabled: true });
    await grant(api, s.owner.token, s.vault_id, bot.id, "**", ["read", "write"]);
    const token = await agentToken(api, bot);
    for (const kind of ["private_key", "ssh_key"]) {
      const path = fresh();
      await store(path, "CANARY-signing", { type: kind });
      const put = (fields: object) =>
        api.ask("PUT", at("secrets", path), { token, body: { value: "mine", ...fields } });
      const refused = async () => {
        for (const answer of [
          await getVersion(path, 1, token),
          await api.ask("GET", at("secret-version", path, 1), { token }),
        ]) {
          expect([answer.status, answer.body.type]).toEqual([403, type("key_material_protected")]);
          expect(answer.text).not.toContain("CANARY");
        }
      };
      expect((await get(path, token)).status).toBe(403);
      await refused();
      expectStatus(await put({ type: "note" }), 201);
      await refused();
      expectStatus(await rotate(path, { type: "generic" }, token), 201);
      await refused();
      expect((await getVersion(path, 1)).body).toMatchObject({ value: "CANARY-signing" });
    }
    const own = await api.ask<{ id: string }>("POST", "/v1/vaults", { token, body: { name: "own" } });
    await put(api, token, own.body.id, "k", "CANARY-own", { type: "private_key" });
    expect((await api.ask("GET", `/v1/vaults/${own.body.id}/secrets/k`, { token })).status).toBe(403);
    const plain = await agent(api, s.owner.token);
    await grant(api, s.owner.token, s.vault_id, plain.id, "t/**");
    const path = fresh();
    await store(path, "readable", { type: "private_key" });
    expect((await get(path, await agentToken(api, plain))).body).toMatchObject({ value: "readable" });
  });

  it("takes effect with the next request when the Intents API is switched on", async () => {
    const path = fresh();
    await store(path, "k", { type: "ssh_key" });
    await grant(api, s.owner.token, s.vault_id, s.bot.id, "t/**");
    expect((await get(path, s.token)).status).toBe(200);
    await api.ask("PATCH", `/v1/agents/${s.bot.id}`, {
      token: s.owner.token,
      body: { intents_api_enabled: true },
    });
    expect((await get(path, s.token)).status).toBe(403);
    await api.ask("PATCH", `/v1/agents/${s.bot.id}`, {
      token: s.owner.token,
      body: { intents_api_enabled: false },
    });
  });

  it("keeps the identity keys of agents where no agent reaches without a policy", async () => {
    const { body } = await api.ask<{ vaults: { id: string; name: string }[] }>("GET", "/v1/vaults", {
      token: s.owner.token,
    });
    const keys = body.vaults.find(({ name }) => name === "__agent-keys");
    const url = `/v1/vaults/${keys?.id}/secrets`;
    const mine = `${url}/agents/${s.bot.id}/ssh/private_key`;
    expect((await api.ask("GET", mine, { token: s.token })).status).toBe(403);
    expect((await api.ask("GET", url, { token: s.token })).body).toEqual({ secrets: [] });
    expect((await api.ask("GET", mine, { token: s.owner.token })).body).toMatchObject({
      type: "private_key",
    });
  });
});

describe("a vault that was deleted", () => {
  it("is gone with all its secrets at once, on every instance", async () => {
    const mine = await scene(api);
    expect((await other.ask("GET", mine.url, { token: mine.token })).status).toBe(200);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${mine.vault_id}`, { token: mine.owner.token }), 204);
    for (const on of [api, other])
      for (const token of [mine.token, mine.owner.token]) {
        const answer = await on.ask("GET", mine.url, { token });
        expect([answer.status, answer.body.type]).toEqual([404, type("vault_not_found")]);
      }
    expect((await api.ask("PUT", mine.url, { token: mine.owner.token, body: { value: "x" } })).status).toBe(
      404,
    );
    expect((await api.ask("DELETE", `/v1/vaults/${mine.vault_id}`, { token: mine.owner.token })).status).toBe(
      404,
    );
    await vault(api, mine.owner.token);
  });
});
