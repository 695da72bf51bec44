import { createHash } from "node:crypto";
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
  api = await testApi({ env: { USER_TOKEN_SECONDS: "86400" } });
  s = await scene(api);
});
afterAll(() => api.close());

type Meta = { version: number; type: string; metadata: object; client_share?: string; expires_at?: string };
const at = (tool: string, path: string, vault_id = s.vault_id) => `/v1/vaults/${vault_id}/${tool}/${path}`;
const rollback = (
  path: string,
  version: number,
  token = s.owner.token,
  vault_id = s.vault_id,
  headers = {},
) => api.ask<Meta>("POST", `${at("secret-rollback", path, vault_id)}/${version}`, { token, headers });
const undelete = (path: string, token = s.owner.token) =>
  api.ask<Meta>("POST", at("secret-undelete", path), { token });
const read = (path: string, token = s.owner.token, vault_id = s.vault_id, headers = {}) =>
  api.ask<{ value: string; version: number }>("GET", at("secrets", path, vault_id), { token, headers });
const remove = (path: string) => api.ask("DELETE", at("secrets", path), { token: s.owner.token });
const store = (path: string, value: string, fields = {}) =>
  put(api, s.owner.token, s.vault_id, path, value, fields);

async function helper(permissions: string[], pattern = "**") {
  const bot = await agent(api, s.owner.token);
  await grant(api, s.owner.token, s.vault_id, bot.id, pattern, permissions);
  return agentToken(api, bot);
}

describe("rolling back", () => {
  it("makes the old value the newest version, without the old limits and without showing it", async () => {
    const value = `CANARY-${crypto.randomUUID()}`;
    const limits = { expires_at: "2099-01-01T00:00:00Z", max_access_count: 5 };
    await store("back/one", value, { type: "password", metadata: { team: "a" }, ...limits });
    await store("back/one", "second", { type: "api_key", metadata: {} });
    const answer = await rollback("back/one", 1);
    expect(answer.status).toBe(201);
    expect(answer.text).not.toContain(value);
    expect(answer.body).toMatchObject({ version: 3, type: "password", metadata: { team: "a" } });
    expect(answer.body.expires_at).toBeUndefined();
    for (let n = 0; n < 7; n++) expect((await read("back/one")).body).toMatchObject({ value, version: 3 });
    const { rows } = await api.admin.query(
      "select v.blob, v.access_count, v.max_access_count from secret_versions v join secrets s on s.id = v.secret_id where s.path = 'back/one' order by v.version",
    );
    expect(rows[0].access_count).toBe(0);
    expect(rows[2].max_access_count).toBeNull();
    expect(rows[2].blob.subarray(24, 80)).not.toEqual(rows[0].blob.subarray(24, 80));
    const [event] = await events(api, s.owner.token, "&action=secret.rollback");
    expect(event).toMatchObject({ details: { path: "back/one", version: 3, rolled_back_to: 1 } });
    expect(JSON.stringify(event)).not.toContain(value);
  });

  it("needs the right to write, not to read, and shows no metadata to those who may not read", async () => {
    await store("back/two", "first", { metadata: { note: "for readers" } });
    await store("back/two", "second");
    expect((await rollback("back/two", 1, await helper(["read"]))).status).toBe(403);
    const writer = await helper(["write"]);
    const answer = await rollback("back/two", 1, writer);
    expect(answer.status).toBe(201);
    expect(answer.body.metadata).toEqual({});
    expect((await read("back/two", writer)).status).toBe(403);
    expect((await read("back/two")).body.value).toBe("first");
  });

  it("refuses versions that have ended, and versions and paths that never were", async () => {
    const soon = new Date(api.clock.now().getTime() + 60_000).toISOString();
    await store("back/gone", "expires", { expires_at: soon });
    await store("back/gone", "disabled");
    await store("back/gone", "used up", { max_access_count: 1 });
    await store("back/gone", "lives");
    const disable = `${at("secret-version-disable", "back/gone")}/2`;
    expectStatus(await api.ask("POST", disable, { token: s.owner.token }), 204);
    expectStatus(
      await api.ask("GET", `${at("secret-version", "back/gone")}/3`, { token: s.owner.token }),
      200,
    );
    api.clock.advance(61_000);
    for (const version of [1, 2, 3]) expect((await rollback("back/gone", version)).status).toBe(410);
    expect((await rollback("back/gone", 9)).status).toBe(404);
    expect((await rollback("back/never", 1)).status).toBe(404);
    expect((await rollback("back/gone", 0)).status).toBe(400);
    expectStatus(await remove("back/gone"), 204);
    expect((await rollback("back/gone", 4)).status).toBe(410);
    await store("back/gone", "new");
    expect((await rollback("back/gone", 4)).status).toBe(410);
    expect((await read("back/gone")).body.value).toBe("new");
  });

  it("gives each of many at once a version of its own", async () => {
    await store("back/race", "first");
    const answers = await Promise.all(Array.from({ length: 20 }, () => rollback("back/race", 1)));
    const versions = answers.map((answer) => expectStatus(answer, 201).version);
    expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
  });

  it("keeps what the client encrypted under its key, and refuses it when the vault is under another", async () => {
    const vault_id = await vault(api, s.owner.token, "Encrypted");
    const { token } = s.owner;
    const fingerprint = (text: string) => createHash("sha256").update(text).digest("hex");
    await put(api, token, vault_id, "plain", "as it is");
    const enable = (key: string) =>
      api.ask("POST", `/v1/vaults/${vault_id}/cmek`, { token, body: { fingerprint: fingerprint(key) } });
    expectStatus(await enable("one"), 200);
    const blob = Buffer.concat([Buffer.of(1), Buffer.alloc(40, 7)]).toString("base64");
    await put(api, token, vault_id, "secret", blob);
    await put(
      api,
      token,
      vault_id,
      "secret",
      Buffer.concat([Buffer.of(1), Buffer.alloc(40, 8)]).toString("base64"),
    );
    expect((await rollback("secret", 1, token, vault_id)).status).toBe(201);
    const back = await read("secret", token, vault_id);
    expect(back.body).toMatchObject({ value: blob, cmek_encrypted: true });
    expect(back.headers.get("x-cmek-fingerprint")).toBe(fingerprint("one"));
    expect((await rollback("plain", 1, token, vault_id)).status).toBe(409);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}/cmek`, { token }), 200);
    expect((await rollback("secret", 1, token, vault_id)).status).toBe(409);
  });

  it("of a value in split custody needs the client's half, and gives out a new one", async () => {
    const vault_id = await vault(api, s.owner.token, "Split");
    const { token } = s.owner;
    expectStatus(
      await api.ask("POST", `/v1/vaults/${vault_id}/mpc`, { token, body: { mpc_custody: "2-of-2" } }),
      200,
    );
    const made = (await put(api, token, vault_id, "secret", "halved")) as unknown as Meta;
    await put(api, token, vault_id, "secret", "other");
    expect((await rollback("secret", 1, token, vault_id)).status).toBe(400);
    const wrong = { "x-client-share": Buffer.alloc(32).toString("base64") };
    expect((await rollback("secret", 1, token, vault_id, wrong)).status).toBe(403);
    const share = { "x-client-share": String(made.client_share) };
    const back = expectStatus(await rollback("secret", 1, token, vault_id, share), 201);
    expect(back.client_share).not.toBe(made.client_share);
    const headers = { "x-client-share": String(back.client_share) };
    expect((await read("secret", token, vault_id, headers)).body).toMatchObject({
      value: "halved",
      version: 3,
    });
  });
});

describe("taking a deletion back", () => {
  it("brings the secret and the versions that ended with it back, and no other", async () => {
    await store("undo/one", "first");
    expectStatus(await remove("undo/one"), 204);
    api.clock.advance(1000);
    await store("undo/one", "second", { metadata: { team: "b" } });
    await store("undo/one", "third", { metadata: { team: "b" } });
    expectStatus(await remove("undo/one"), 204);
    expect((await read("undo/one")).status).toBe(410);
    const answer = await undelete("undo/one");
    expect(answer).toMatchObject({ status: 200, body: { version: 3, metadata: { team: "b" } } });
    expect((await read("undo/one")).body.value).toBe("third");
    const old = (n: number) =>
      api.ask("GET", `${at("secret-version", "undo/one")}/${n}`, { token: s.owner.token });
    expect((await old(2)).status).toBe(200);
    expect((await old(1)).status).toBe(410);
    expect((await undelete("undo/one")).body).toMatchObject({ status: 409 });
    const [event] = await events(api, s.owner.token, "&action=secret.undelete");
    expect(event).toMatchObject({ outcome: "failure" });
    expect((await undelete("undo/never")).status).toBe(404);
  });

  it("needs the right to write", async () => {
    await store("undo/two", "first", { metadata: { note: "for readers" } });
    expectStatus(await remove("undo/two"), 204);
    for (const permission of ["read", "delete", "rotate"])
      expect((await undelete("undo/two", await helper([permission]))).status).toBe(403);
    const answer = await undelete("undo/two", await helper(["write"]));
    expect(answer).toMatchObject({ status: 200, body: { metadata: {} } });
  });

  it("works for 30 days", async () => {
    await store("undo/in-time", "first");
    await store("undo/late", "first");
    expectStatus(await remove("undo/late"), 204);
    api.clock.advance(1000);
    expectStatus(await remove("undo/in-time"), 204);
    const day = 86_400_000;
    const start = api.clock.now().getTime();
    api.clock.set(new Date(start + 30 * day - 1));
    s.owner.token = await signIn();
    expect((await undelete("undo/late")).status).toBe(410);
    expect((await undelete("undo/in-time")).status).toBe(200);
  });
});

async function signIn(): Promise<string> {
  const { email, password } = s.owner;
  const answer = await api.ask<{ access_token: string }>("POST", "/v1/auth/token", {
    body: { email, password },
  });
  return expectStatus(answer, 200).access_token;
}
