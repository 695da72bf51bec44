import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colleague } from "#server/testing/examples/organization.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";
import { rotateKek } from "./rotate-kek.ts";

let api: TestApi;
let owner: Person;
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
});
afterAll(() => api.close());

type Written = { version: number; client_share: string };

const codeOf = (answer: { body: Record<string, unknown> }) =>
  String(answer.body.type).replace("/docs/errors/", "");
const split = (vault_id: string, mpc_custody: unknown = "2-of-2", token = owner.token) =>
  api.ask("POST", `/v1/vaults/${vault_id}/mpc`, { token, body: { mpc_custody } });
const read = (vault_id: string, path: string, share?: string, token = owner.token) =>
  api.ask<Record<string, unknown>>("GET", `/v1/vaults/${vault_id}/secrets/${path}`, {
    token,
    ...(share !== undefined && { headers: { "x-client-share": share } }),
  });
const write = async (vault_id: string, path: string, value: string, fields: object = {}): Promise<Written> =>
  expectStatus(
    await api.ask<Written>("PUT", `/v1/vaults/${vault_id}/secrets/${path}`, {
      token: owner.token,
      body: { value, ...fields },
    }),
    201,
  );

async function splitVault(): Promise<string> {
  const vault_id = await vault(api, owner.token, "Split");
  expectStatus(await split(vault_id), 200);
  return vault_id;
}

describe("a vault in split custody", () => {
  it("says who holds the shares, from its making or from later on", async () => {
    const expected = { mpc_custody: "2-of-2", mpc_threshold: 2, mpc_providers: ["server", "client"] };
    const made = await api.ask("POST", "/v1/vaults", {
      token: owner.token,
      body: { name: "Split", mpc_custody: "2-of-2" },
    });
    expect(expectStatus(made, 201)).toMatchObject(expected);
    const vault_id = await vault(api, owner.token);
    expect((await split(vault_id)).body).toMatchObject(expected);
    expect((await split(vault_id)).status).toBe(200);
    const [event] = await events(api, owner.token, "&action=vault.mpc_enable");
    expect(event).toMatchObject({ resource_id: vault_id, details: { mpc_custody: "2-of-2" } });
  });

  it("is not offered in three hands, which one server cannot be", async () => {
    const vault_id = await vault(api, owner.token);
    const answer = await split(vault_id, "2-of-3");
    expect([answer.status, codeOf(answer)]).toEqual([400, "mpc_mode_unavailable"]);
    const made = await api.ask("POST", "/v1/vaults", {
      token: owner.token,
      body: { name: "Three", mpc_custody: "2-of-3" },
    });
    expect([made.status, codeOf(made)]).toEqual([400, "mpc_mode_unavailable"]);
    for (const wrong of ["", "1-of-2", null, 2, ["2-of-2"]]) {
      const refused = await split(vault_id, wrong);
      expect([refused.status, codeOf(refused)]).toEqual([400, "validation_failed"]);
    }
    expect((await read(vault_id, "x")).status).toBe(404);
  });

  it("is not one whose client encrypts, and the other way round", async () => {
    const body = { fingerprint: "ab".repeat(32) };
    const a = await splitVault();
    const cmek = await api.ask("POST", `/v1/vaults/${a}/cmek`, { token: owner.token, body });
    expect([cmek.status, codeOf(cmek)]).toEqual([409, "custody_unavailable"]);
    const b = await vault(api, owner.token);
    expectStatus(await api.ask("POST", `/v1/vaults/${b}/cmek`, { token: owner.token, body }), 200);
    expect(codeOf(await split(b))).toBe("custody_unavailable");
  });

  it("is set up by those alone who administer the vault", async () => {
    const vault_id = await vault(api, owner.token);
    const bot = await agent(api, owner.token);
    await grant(api, owner.token, vault_id, bot.id, "**", ["read", "write"]);
    const member = await colleague(api, owner);
    for (const token of [member.token, await agentToken(api, bot)])
      expect((await split(vault_id, "2-of-2", token)).status).toBe(403);
    expect((await split(vault_id, "2-of-2", (await person(api)).token)).status).toBe(404);
  });
});

describe("a value in split custody", () => {
  it("opens with the share its write answered, for whoever may read it, and with nothing else", async () => {
    const vault_id = await splitVault();
    const value = `CANARY-${randomUUID()}`;
    const { client_share } = await write(vault_id, "wallets/hot", value);
    expect(client_share).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect((await read(vault_id, "wallets/hot", client_share)).body).toMatchObject({ value, version: 1 });
    const bot = await agent(api, owner.token);
    const token = await agentToken(api, bot);
    expect((await read(vault_id, "wallets/hot", client_share, token)).status).toBe(403);
    await grant(api, owner.token, vault_id, bot.id);
    expect((await read(vault_id, "wallets/hot", client_share, token)).body.value).toBe(value);

    const missing = await read(vault_id, "wallets/hot");
    expect([missing.status, codeOf(missing)]).toEqual([400, "client_share_missing"]);
    const wrong = await read(vault_id, "wallets/hot", randomBytes(32).toString("base64"));
    expect([wrong.status, codeOf(wrong)]).toEqual([403, "client_share_wrong"]);
    for (const malformed of ["", "x", randomBytes(31).toString("base64"), client_share.slice(0, -1)]) {
      const answer = await read(vault_id, "wallets/hot", malformed);
      expect([answer.status, codeOf(answer)]).toEqual([400, "validation_failed"]);
      expect(answer.body.fields).toHaveProperty("x-client-share");
    }
    const denied = await events(api, owner.token, "&action=secret.read");
    expect(denied.filter((event) => event.outcome === "denied")).not.toHaveLength(0);
    expect(JSON.stringify(denied)).not.toContain(client_share.slice(0, 20));
  });

  it("has a share of its own in each version, also in one that the server made", async () => {
    const vault_id = await splitVault();
    const first = await write(vault_id, "k", "one");
    const second = await write(vault_id, "k", "two");
    expect(second.client_share).not.toBe(first.client_share);
    expect((await read(vault_id, "k", first.client_share)).status).toBe(403);
    expect((await read(vault_id, "k", second.client_share)).body.value).toBe("two");
    const old = await api.ask("GET", `/v1/vaults/${vault_id}/secret-version/k/1`, {
      token: owner.token,
      headers: { "x-client-share": first.client_share },
    });
    expect(old.body.value).toBe("one");
    const made = expectStatus(
      await api.ask<Written>("POST", `/v1/vaults/${vault_id}/secret-rotate/k`, {
        token: owner.token,
        body: { length: 20 },
      }),
      201,
    );
    expect((await read(vault_id, "k", made.client_share)).body.value).toMatch(/^[0-9a-f]{20}$/);
  });

  it("leaves nothing in the database from which this server could open it, and shows the share once", async () => {
    const vault_id = await splitVault();
    const value = `CANARY-${randomUUID()}`;
    const { client_share } = await write(vault_id, "k", value);
    const share = Buffer.from(client_share, "base64");
    const { rows: tables } = await api.admin.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    );
    for (const { name } of tables) {
      const text = JSON.stringify((await api.admin.query(`select t::text from ${name} t`)).rows);
      for (const form of ["hex", "base64", "base64url"] as const)
        expect(text.includes(share.toString(form).slice(0, 40)), name).toBe(false);
      expect(text.includes(value), name).toBe(false);
    }
    const list = await api.ask("GET", `/v1/vaults/${vault_id}/secret-versions/k`, { token: owner.token });
    expect(list.text).not.toContain("client_share");
    expect((await read(vault_id, "k", client_share)).body).not.toHaveProperty("client_share");
  });

  it("is counted only when it was opened", async () => {
    const vault_id = await splitVault();
    const { client_share } = await write(vault_id, "once", "x", { max_access_count: 1 });
    await read(vault_id, "once");
    await read(vault_id, "once", randomBytes(32).toString("base64"));
    expect((await read(vault_id, "once", client_share)).body.value).toBe("x");
    expect((await read(vault_id, "once", client_share)).status).toBe(410);
  });

  it("lies beside values from before, which need no share", async () => {
    const vault_id = await vault(api, owner.token);
    const before = await write(vault_id, "before", "plain");
    expect(before).not.toHaveProperty("client_share");
    expectStatus(await split(vault_id), 200);
    expect((await read(vault_id, "before")).body.value).toBe("plain");
    const { client_share } = await write(vault_id, "before", "split");
    expect((await read(vault_id, "before", client_share)).body.value).toBe("split");
  });

  it("survives the rotation of the vault's key", async () => {
    const vault_id = await splitVault();
    const large = "ä".repeat(20_000);
    const a = await write(vault_id, "small", "x");
    const b = await write(vault_id, "large", large);
    expect(await rotateKek(api.runtime, vault_id)).toMatchObject({ rewrapped: 2, damaged: 0 });
    expect((await read(vault_id, "small", a.client_share)).body.value).toBe("x");
    expect((await read(vault_id, "large", b.client_share)).body.value).toBe(large);
  });

  it("cannot be turned into a whole one, nor a whole one into it, behind the product's back", async () => {
    const vault_id = await vault(api, owner.token);
    await write(vault_id, "whole", "CANARY-whole");
    expectStatus(await split(vault_id), 200);
    const { client_share } = await write(vault_id, "half", "CANARY-half");
    await api.admin.query("update secret_versions set mpc = not mpc where vault_id = $1", [vault_id]);
    for (const answer of [
      await read(vault_id, "whole", client_share),
      await read(vault_id, "half"),
      await read(vault_id, "half", client_share),
    ]) {
      expect([answer.status, codeOf(answer)]).toEqual([500, "integrity_failure"]);
      expect(answer.text).not.toContain("CANARY");
    }
  });

  it("is stored split or not at all when custody changes while it is written", async () => {
    for (let round = 0; round < 8; round++) {
      const vault_id = await vault(api, owner.token);
      const writes = Array.from({ length: 8 }, (_, n) => write(vault_id, `k${n}`, "x"));
      expectStatus(await split(vault_id), 200);
      const whole = async () =>
        (await api.admin.query("select from secret_versions where vault_id = $1 and not mpc", [vault_id]))
          .rowCount;
      const then = await whole();
      const answers = await Promise.all(writes);
      expect(await whole()).toBe(then);
      expect(answers.filter((answer) => answer.client_share === undefined)).toHaveLength(then ?? -1);
      for (const [n, { client_share }] of answers.entries())
        expect((await read(vault_id, `k${n}`, client_share)).body.value).toBe("x");
    }
  });
});
