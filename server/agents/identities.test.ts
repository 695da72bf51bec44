import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  type Person,
  person,
  type TestAgent,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";

let api: TestApi;
let owner: Person;
let bot: TestAgent;
let keys_vault: string;
beforeAll(async () => {
  api = await testApi();
  owner = await person(api);
  bot = await agent(api, owner.token);
  const { body } = await api.ask<{ vaults: { id: string }[] }>("GET", "/v1/vaults", { token: owner.token });
  keys_vault = body.vaults[0]?.id ?? "";
});
afterAll(() => api.close());

/** Someone else in the owner's organization. */
async function colleague(): Promise<Person> {
  const member = await person(api);
  for (const table of ["users", "sessions"])
    await api.admin.query(
      `update ${table} set org_id = $1 ${table === "users" ? ", role = 'member' where id" : "where user_id"} = $2`,
      [owner.org_id, member.id],
    );
  return member;
}

const secretOf = (id: string, kind: string, token = owner.token) =>
  api.ask<{ value: string; version: number }>(
    "GET",
    `/v1/vaults/${keys_vault}/secrets/agents/${id}/${kind}/private_key`,
    { token },
  );
const rotate = (id: string, token = owner.token, at = api) =>
  at.ask("POST", `/v1/agents/${id}/rotate-identity-keys`, { token });
const show = async (id: string) =>
  expectStatus(await api.ask("GET", `/v1/agents/${id}`, { token: owner.token }), 200);

/** The public keys that belong to the private halves in the vault. */
async function publicKeys(id: string) {
  const { createECDH, createPrivateKey, createPublicKey } = await import("node:crypto");
  const half = async (kind: string) =>
    Buffer.from(expectStatus(await secretOf(id, kind), 200).value, "base64");
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), await half("ssh")]);
  const jwk = createPublicKey(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).export({
    format: "jwk",
  });
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(await half("ecdh"));
  return {
    ssh_public_key: Buffer.from(jwk.x ?? "", "base64url").toString("base64"),
    ecdh_public_key: ecdh.getPublicKey("base64"),
  };
}

describe("new identity keys", () => {
  it("take the place of the old ones, which nobody can read any more, and are on the record", async () => {
    const before = await show(bot.id);
    const after = expectStatus(await rotate(bot.id), 200);
    for (const field of ["ssh_public_key", "ecdh_public_key"]) expect(after[field]).not.toBe(before[field]);
    expect(await show(bot.id)).toEqual(after);
    expect(after).toMatchObject(await publicKeys(bot.id));
    for (const kind of ["ssh", "ecdh"]) {
      const at = `/v1/vaults/${keys_vault}/secret-version/agents/${bot.id}/${kind}/private_key`;
      expect((await api.ask("GET", `${at}/1`, { token: owner.token })).status).toBe(410);
      expect((await api.ask("GET", `${at}/2`, { token: owner.token })).status).toBe(200);
    }
    const log = await events(api, owner.token);
    expect(log.find(({ action }) => action === "agent.rotate_identity_keys")).toMatchObject({
      actor_id: owner.id,
      resource_id: bot.id,
    });
    expect(log.filter(({ action }) => action === "secret.version_disable")).toHaveLength(2);
  });

  it("leave the agent's tokens and its own way to its private keys as they are", async () => {
    const mine = await agent(api, owner.token);
    await grant(api, owner.token, keys_vault, mine.id, `agents/${mine.id}/**`);
    const token = await agentToken(api, mine);
    const old = expectStatus(await secretOf(mine.id, "ssh", token), 200).value;
    expectStatus(await rotate(mine.id), 200);
    expect(expectStatus(await secretOf(mine.id, "ssh", token), 200).value).not.toBe(old);
  });

  it("belong together when many are asked for at once, on two instances", async () => {
    const target = await agent(api, owner.token);
    const other = await api.second();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => rotate(target.id, owner.token, i % 2 ? api : other)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await show(target.id)).toMatchObject(await publicKeys(target.id));
    const { rows } = await api.admin.query(
      `select s.path, count(*)::int as live from secrets s join secret_versions v on v.secret_id = s.id
       where s.path like $1 and v.disabled_at is null group by 1`,
      [`agents/${target.id}/%`],
    );
    expect(rows.map(({ live }) => live)).toEqual([1, 1]);
  });

  it("come back into a vault that was deleted meanwhile, and to paths that were", async () => {
    const lone = await person(api);
    const mine = await agent(api, lone.token);
    const { body } = await api.ask<{ vaults: { id: string }[] }>("GET", "/v1/vaults", { token: lone.token });
    const vault_id = body.vaults[0]?.id;
    const path = `agents/${mine.id}/ssh/private_key`;
    expectStatus(
      await api.ask("DELETE", `/v1/vaults/${vault_id}/secrets/${path}`, { token: lone.token }),
      204,
    );
    expectStatus(await rotate(mine.id, lone.token), 200);
    expectStatus(await api.ask("GET", `/v1/vaults/${vault_id}/secrets/${path}`, { token: lone.token }), 200);
    expectStatus(await api.ask("DELETE", `/v1/vaults/${vault_id}`, { token: lone.token }), 204);
    expectStatus(await rotate(mine.id, lone.token), 200);
  });

  it("are for people alone: for who registered the agent, and for owners and admins", async () => {
    const before = await show(bot.id);
    const stranger = await person(api);
    expect((await rotate(bot.id, await agentToken(api, bot))).status).toBe(403);
    expect((await rotate(bot.id, (await colleague()).token)).status).toBe(403);
    expect((await rotate(bot.id, stranger.token)).status).toBe(404);
    expect(await show(bot.id)).toEqual(before);
    const member = await colleague();
    const own = await agent(api, member.token);
    expectStatus(await rotate(own.id, member.token), 200);
  });
});

describe("deleting an agent", () => {
  it("ends its private identity keys with it, and no other agent's", async () => {
    const [gone, stays] = [await agent(api, owner.token), await agent(api, owner.token)];
    expectStatus(await api.ask("DELETE", `/v1/agents/${gone.id}`, { token: owner.token }), 204);
    for (const kind of ["ssh", "ecdh"]) {
      expect((await secretOf(gone.id, kind)).status).toBe(410);
      expect((await secretOf(stays.id, kind)).status).toBe(200);
    }
    const log = await events(api, owner.token, "&action=secret.delete");
    expect(log).toHaveLength(2);
  });
});

describe("a smart account", () => {
  const add = (id: string, body: unknown, token = owner.token) =>
    api.ask("POST", `/v1/agents/${id}/smart-accounts`, { token, body });
  const safe = (digit: string) => `0x${digit.repeat(40)}`;

  it("is shown with its agent, and takes the place of the one on the same chain", async () => {
    const { id } = await agent(api, owner.token);
    expect(await show(id)).not.toHaveProperty("smart_accounts");
    const base = { chain: "base", chain_id: 8453, safe_address: safe("a") };
    const more = { nonce: "7", init_data: { owners: [safe("b")] } };
    expectStatus(await add(id, { ...base, ...more }), 200);
    expectStatus(await add(id, { chain: "ethereum", chain_id: 1, safe_address: safe("C") }), 200);
    const answer = expectStatus(await add(id, { ...base, safe_address: safe("d") }), 200);
    expect(answer.smart_accounts).toEqual([
      expect.objectContaining({ chain: "ethereum", chain_id: 1, safe_address: safe("C") }),
      expect.objectContaining({ chain: "base", chain_id: 8453, safe_address: safe("d") }),
    ]);
    expect((answer.smart_accounts as object[])[1]).not.toHaveProperty("nonce");
    expect(await show(id)).toEqual(answer);
    const { body } = await api.ask<{ agents: { id: string }[] }>("GET", "/v1/agents", { token: owner.token });
    expect(body.agents.find((each) => each.id === id)).toEqual(answer);
    expectStatus(await api.ask("DELETE", `/v1/agents/${id}`, { token: owner.token }), 204);
  });

  it("is refused with the wrong field named, and by whom the agent is none of the business", async () => {
    const { id } = await agent(api, owner.token);
    const good = { chain: "base", chain_id: 8453, safe_address: safe("a") };
    for (const [field, value] of [
      ["chain", ""],
      ["chain", undefined],
      ["chain_id", 0],
      ["chain_id", 1.5],
      ["chain_id", 2 ** 53],
      ["chain_id", "8453"],
      ["safe_address", safe("g")],
      ["safe_address", safe("a").slice(0, -1)],
      ["safe_address", `${safe("a")}0`],
      ["safe_address", "a".repeat(40)],
      ["nonce", 7],
      ["init_data", [1]],
      ["init_data", "0x"],
    ] as const) {
      const answer = await add(id, { ...good, [field]: value });
      expect(answer.status, `${field} ${value}`).toBe(400);
      expect(answer.body.fields).toHaveProperty(field);
    }
    expect((await add(bot.id, good, await agentToken(api, bot))).status).toBe(403);
    expect((await add(id, good, (await colleague()).token)).status).toBe(403);
    expect((await add(id, good, (await person(api)).token)).status).toBe(404);
    expect(await show(id)).not.toHaveProperty("smart_accounts");
  });
});
