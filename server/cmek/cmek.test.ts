import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cmek } from "#sdk";
import { type ClientKey, clientKey, cmekVault } from "#server/testing/examples/cmek.ts";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  put,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";

let api: TestApi;
let owner: Person;
let key: ClientKey;
let other: ClientKey;
beforeAll(async () => {
  api = await testApi();
  [owner, key, other] = await Promise.all([person(api), clientKey(), clientKey()]);
});
afterAll(() => api.close());

const enable = (vault_id: string, fingerprint: unknown, token = owner.token) =>
  api.ask("POST", `/v1/vaults/${vault_id}/cmek`, { token, body: { fingerprint } });
const disable = (vault_id: string, token = owner.token) =>
  api.ask("DELETE", `/v1/vaults/${vault_id}/cmek`, { token });
const write = (vault_id: string, path: string, value: string, headers: Record<string, string> = {}) =>
  api.ask("PUT", `/v1/vaults/${vault_id}/secrets/${path}`, { token: owner.token, body: { value }, headers });
const read = (vault_id: string, path: string, token = owner.token) =>
  api.ask<{ value: string; cmek_encrypted?: boolean }>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, {
    token,
  });
const codeOf = (answer: { body: Record<string, unknown> }) =>
  String(answer.body.type).replace("/docs/errors/", "");

describe("a vault whose client encrypts", () => {
  it("says so with the key's fingerprint, and a vault without says nothing of it", async () => {
    const vault_id = await vault(api, owner.token);
    const plain = await api.ask("GET", `/v1/vaults/${vault_id}`, { token: owner.token });
    expect(Object.keys(plain.body).filter((field) => /cmek|mpc/.test(field))).toEqual([]);
    const enabled = expectStatus(await enable(vault_id, key.fingerprint), 200);
    expect(enabled).toMatchObject({ id: vault_id, cmek_enabled: true, cmek_fingerprint: key.fingerprint });
    expect((await api.ask("GET", `/v1/vaults/${vault_id}`, { token: owner.token })).body).toEqual(enabled);
    const disabled = expectStatus(await disable(vault_id), 200);
    expect(disabled).toEqual(plain.body);
    const changes = await events(api, owner.token, "&limit=2");
    expect(changes.slice(0, 2).map((event) => [event.action, event.resource_id])).toEqual([
      ["cmek.disable", vault_id],
      ["cmek.enable", vault_id],
    ]);
  });

  it("hands a value out as it came, flagged and labelled, and the server never sees what is in it", async () => {
    const vault_id = await cmekVault(api, owner.token, key);
    const secret = `CANARY-${randomUUID()}`;
    const value = await cmek.seal(key.bytes, secret);
    expectStatus(await write(vault_id, "keys/one", value), 201);
    const answer = await read(vault_id, "keys/one");
    expect(answer.body).toMatchObject({ value, cmek_encrypted: true });
    expect(answer.headers.get("x-cmek-fingerprint")).toBe(key.fingerprint);
    expect(await cmek.open(key.bytes, answer.body.value)).toBe(secret);
    const version = await api.ask<{ value: string }>(
      "GET",
      `/v1/vaults/${vault_id}/secret-version/keys/one/1`,
      { token: owner.token },
    );
    expect(version.headers.get("x-cmek-fingerprint")).toBe(key.fingerprint);
  });

  it("takes no value that was not encrypted, and stores nothing of it", async () => {
    const vault_id = await cmekVault(api, owner.token, key);
    const blob = Buffer.from(await cmek.seal(key.bytes, "padded in base64 alone."), "base64");
    const version2 = Buffer.from(blob);
    version2[0] = 2;
    const wrong = ["CANARY-plain", "", blob.subarray(0, 28).toString("base64"), version2.toString("base64")];
    wrong.push(blob.toString("hex"), blob.toString("base64url"), `${blob.toString("base64")}\n`);
    for (const value of wrong) {
      const answer = await write(vault_id, "keys/one", value);
      expect([answer.status, codeOf(answer)]).toEqual([400, "cmek_format"]);
      expect(answer.body.fields).toHaveProperty("value");
      expect(answer.text).not.toContain("CANARY");
    }
    expect((await read(vault_id, "keys/one")).status).toBe(404);
    expect((await api.admin.query("select from secrets where vault_id = $1", [vault_id])).rowCount).toBe(0);
    expectStatus(await write(vault_id, "keys/one", blob.toString("base64")), 201);
  });

  it("refuses a value under a key that it is under no more, when the client says which one", async () => {
    const vault_id = await cmekVault(api, owner.token, key);
    const value = await cmek.seal(other.bytes, "x");
    const stale = await write(vault_id, "a", value, { "x-cmek-fingerprint": other.fingerprint });
    expect([stale.status, codeOf(stale)]).toEqual([409, "cmek_fingerprint_mismatch"]);
    expectStatus(await write(vault_id, "a", value, { "x-cmek-fingerprint": key.fingerprint }), 201);
    expectStatus(await disable(vault_id), 200);
    const off = await write(vault_id, "a", value, { "x-cmek-fingerprint": key.fingerprint });
    expect([off.status, codeOf(off)]).toEqual([409, "cmek_fingerprint_mismatch"]);
    expect((await write(vault_id, "a", value, { "x-cmek-fingerprint": "nonsense" })).status).toBe(400);
  });

  it("takes no value that the server makes", async () => {
    const vault_id = await cmekVault(api, owner.token, key);
    await put(api, owner.token, vault_id, "keys/one", await cmek.seal(key.bytes, "one"));
    const rotated = await api.ask("POST", `/v1/vaults/${vault_id}/secret-rotate/keys/one`, {
      token: owner.token,
      body: { length: 32 },
    });
    expect([rotated.status, codeOf(rotated)]).toEqual([409, "client_encryption_needed"]);
    expect(await cmek.open(key.bytes, (await read(vault_id, "keys/one")).body.value)).toBe("one");
  });

  it("leaves what was there as it was, when it is enabled and when it is disabled", async () => {
    const vault_id = await vault(api, owner.token);
    await put(api, owner.token, vault_id, "before", "plain");
    expectStatus(await enable(vault_id, key.fingerprint), 200);
    const before = await read(vault_id, "before");
    expect(before.body.value).toBe("plain");
    expect(before.body).not.toHaveProperty("cmek_encrypted");
    expect(before.headers.get("x-cmek-fingerprint")).toBeNull();
    const blob = await cmek.seal(key.bytes, "inside");
    await put(api, owner.token, vault_id, "during", blob);
    expectStatus(await disable(vault_id), 200);
    await put(api, owner.token, vault_id, "after", "plain again");
    expect((await read(vault_id, "during")).body).toMatchObject({ value: blob, cmek_encrypted: true });
    expect((await read(vault_id, "after")).body).not.toHaveProperty("cmek_encrypted");
  });

  it("lists what is not under a key, plaintext included, and among it only what the caller may read", async () => {
    const admin = await colleague(api, owner, "admin");
    const vault_id = await vault(api, owner.token);
    await put(api, owner.token, vault_id, "plain", "x");
    expectStatus(await enable(vault_id, key.fingerprint), 200);
    await put(api, owner.token, vault_id, "sealed", await cmek.seal(key.bytes, "x"));
    const list = async (fingerprint: string, token = owner.token) =>
      expectStatus(
        await api.ask<{ versions: Record<string, unknown>[] }>(
          "GET",
          `/v1/vaults/${vault_id}/cmek/versions?fingerprint=${fingerprint}`,
          { token },
        ),
        200,
      ).versions.map(({ path, version, cmek_fingerprint }) => [path, version, cmek_fingerprint]);
    expect(await list(key.fingerprint)).toEqual([["plain", 1, undefined]]);
    expect(await list(other.fingerprint)).toEqual([
      ["plain", 1, undefined],
      ["sealed", 1, key.fingerprint],
    ]);
    expect(await list(other.fingerprint, admin.token)).toEqual([]);
  });
});

describe("who may change a vault's encryption, and how", () => {
  it("wants the fingerprint in one form only", async () => {
    const vault_id = await vault(api, owner.token);
    const wrong = [
      "",
      key.fingerprint.slice(1),
      key.fingerprint.toUpperCase(),
      `${key.fingerprint}0`,
      null,
      7,
    ];
    for (const fingerprint of wrong) {
      const answer = await enable(vault_id, fingerprint);
      expect([answer.status, codeOf(answer)]).toEqual([400, "validation_failed"]);
      expect(answer.body.fields).toHaveProperty("fingerprint");
    }
  });

  it("changes nothing when it is enabled again, and refuses another key", async () => {
    const vault_id = await cmekVault(api, owner.token, key);
    expectStatus(await enable(vault_id, key.fingerprint), 200);
    const answer = await enable(vault_id, other.fingerprint);
    expect([answer.status, codeOf(answer)]).toEqual([409, "cmek_already_enabled"]);
    expectStatus(await disable(vault_id), 200);
    expectStatus(await disable(vault_id), 200);
  });

  it("is left to the creator and the organization's admins: no member, no agent, no limited key", async () => {
    const [member, admin, stranger] = await Promise.all([
      colleague(api, owner),
      colleague(api, owner, "admin"),
      person(api),
    ]);
    const bot = await agent(api, owner.token);
    const vault_id = await vault(api, owner.token);
    await grant(api, owner.token, vault_id, bot.id, "**", ["read", "write"]);
    const limited = await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
      token: owner.token,
      body: { name: "ci", scopes: ["write"] },
    });
    const bot_token = await agentToken(api, bot);
    for (const token of [member.token, bot_token, limited.body.api_key]) {
      expect((await enable(vault_id, key.fingerprint, token)).status).toBe(403);
      expect((await disable(vault_id, token)).status).toBe(403);
    }
    expect((await enable(vault_id, key.fingerprint, stranger.token)).status).toBe(404);
    expect((await enable(vault_id, key.fingerprint, admin.token)).status).toBe(200);
    const denied = await events(api, owner.token, "&action=cmek.enable");
    expect(denied.filter((event) => event.outcome === "denied").length).toBeGreaterThanOrEqual(3);
  });

  it("leaves the vault of the agents' identity keys alone", async () => {
    const { vaults } = expectStatus(
      await api.ask<{ vaults: { id: string; name: string }[] }>("GET", "/v1/vaults", { token: owner.token }),
      200,
    );
    const own = vaults.find(({ name }) => name === "__agent-keys")?.id ?? "";
    expect(codeOf(await enable(own, key.fingerprint))).toBe("custody_unavailable");
    const mpc = await api.ask("POST", `/v1/vaults/${own}/mpc`, {
      token: owner.token,
      body: { mpc_custody: "2-of-2" },
    });
    expect([mpc.status, codeOf(mpc)]).toEqual([409, "custody_unavailable"]);
  });
});

describe("a write that races with a change of the vault's encryption", () => {
  it("stores no plaintext any more once enabling was answered", async () => {
    const second = await api.second();
    const plaintexts = async (vault_id: string) =>
      (await api.admin.query("select from secret_versions where vault_id = $1 and not cmek", [vault_id]))
        .rowCount;
    for (let round = 0; round < 10; round++) {
      const vault_id = await vault(api, owner.token, `Race ${round}`);
      const writes = Array.from({ length: 12 }, (_, n) =>
        (n % 2 ? api : second).ask("PUT", `/v1/vaults/${vault_id}/secrets/k${n}`, {
          token: owner.token,
          body: { value: "plain" },
        }),
      );
      expectStatus(await enable(vault_id, key.fingerprint), 200);
      const then = await plaintexts(vault_id);
      const answers = await Promise.all(writes);
      expect(await plaintexts(vault_id)).toBe(then);
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(then ?? -1);
      for (const answer of answers)
        if (answer.status !== 201) expect([answer.status, codeOf(answer)]).toEqual([400, "cmek_format"]);
    }
  });

  it("waits for the change when it is under way, and then takes the vault as it is", async () => {
    const vault_id = await vault(api, owner.token);
    const client = await api.admin.connect();
    try {
      await client.query("begin");
      await client.query("select from vaults where id = $1 for update", [vault_id]);
      await client.query("update vaults set cmek_fingerprint = $2 where id = $1", [
        vault_id,
        key.fingerprint,
      ]);
      const writing = write(vault_id, "k", "plain");
      await waiting();
      await client.query("commit");
      const answer = await writing;
      expect([answer.status, codeOf(answer)]).toEqual([400, "cmek_format"]);
      expect((await read(vault_id, "k")).status).toBe(404);
    } finally {
      client.release();
    }
  });

  /** Resolves once a statement of the product waits for a lock. */
  async function waiting(): Promise<void> {
    for (;;) {
      const { rows } = await api.admin.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rows.length > 0) return;
    }
  }
});
