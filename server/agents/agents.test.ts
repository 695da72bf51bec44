import { createPrivateKey, createPublicKey, ECDH } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeActivity } from "#server/jobs/activity.ts";
import {
  type Answer,
  agent,
  agentToken,
  events,
  expectStatus,
  person,
  type TestApi,
  testApi,
} from "#server/testing/test-api.ts";
import { type World, world } from "#server/testing/world.ts";

let api: TestApi;
let w: World;
beforeAll(async () => {
  api = await testApi();
  w = await world(api);
});
afterAll(() => api.close());

const ask = (method: string, path = "", body?: unknown, token = w.owner.token) =>
  api.ask(method, `/v1/agents${path}`, { token, body });

describe("an agent", () => {
  it("cannot make agents, change itself or others, or see the list, whatever it holds", async () => {
    const writer = await agent(api, w.owner.token);
    await api.ask("POST", `/v1/vaults/${w.vault_id}/policies`, {
      token: w.owner.token,
      body: {
        secret_path_pattern: "**",
        principal_type: "agent",
        principal_id: writer.id,
        permissions: ["read", "write", "delete", "rotate"],
      },
    });
    const token = await agentToken(api, writer);
    const before = (await api.admin.query("select * from agents where id = $1", [writer.id])).rows[0];
    const more = {
      scopes: ["**"],
      vault_ids: null,
      intents_api_enabled: true,
      tx_max_value_eth: "999",
      token_ttl_seconds: 86_400,
      expires_at: null,
      is_active: true,
    };
    const attempts: [string, string, unknown?][] = [
      ["POST", "", { name: "child" }],
      ["GET", ""],
      ["GET", `/${writer.id}`],
      ["PATCH", `/${writer.id}`, more],
      ["PUT", `/${writer.id}`, more],
      ["PATCH", `/${w.bot.id}`, more],
      ["POST", `/${writer.id}/rotate-key`],
      ["POST", `/${w.bot.id}/rotate-key`],
      ["DELETE", `/${writer.id}`],
      ["DELETE", `/${w.bot.id}`],
    ];
    for (const [method, path, body] of attempts)
      expect((await ask(method, path, body, token)).status, `${method} ${path}`).toBe(403);
    for (const path of ["/v1/auth/api-keys", "/v1/auth/me", "/v1/audit/events"])
      expect((await api.ask("GET", path, { token })).status).toBe(403);
    expect((await api.admin.query("select * from agents where id = $1", [writer.id])).rows[0]).toEqual(
      before,
    );
  });

  it("sees itself as its owners see it, without what is not its business", async () => {
    const { body } = await api.ask("GET", "/v1/agents/me", { token: w.bot_token });
    expect(body).toMatchObject({
      id: w.bot.id,
      org_id: w.owner.org_id,
      created_by: w.owner.id,
      is_active: true,
    });
    expect(body).not.toHaveProperty("vault_ids");
  });

  it("has its key shown once, and after that only its start, which tells nothing", async () => {
    const made = await ask("POST", "", { name: "once" });
    const { api_key, agent: shown } = expectStatus(made, 201) as { api_key: string; agent: { id: string } };
    expect(api_key).toMatch(/^ocv_[A-Za-z0-9_-]{40,}$/);
    const texts = [
      await ask("GET"),
      await ask("GET", `/${shown.id}`),
      await api.ask("GET", "/v1/audit/events?limit=1000", { token: w.owner.token }),
    ].map(({ text }) => text);
    const { rows } = await api.admin.query("select a::text as row, key_prefix from agents a where id = $1", [
      shown.id,
    ]);
    for (const text of [...texts, rows[0].row]) {
      expect(text).not.toContain(api_key);
      expect(text).not.toContain(api_key.slice(14));
    }
    expect(texts.join()).not.toMatch(/key_hash/);
    expect(rows[0].key_prefix.length).toBeLessThanOrEqual(12);
  });

  it("has identity keys whose private halves lie in a vault and belong to the public ones", async () => {
    const bot = await agent(api, w.owner.token);
    const { body } = await ask("GET", `/${bot.id}`);
    const { body: vaults } = await api.ask<{ vaults: { id: string; name: string }[] }>("GET", "/v1/vaults", {
      token: w.owner.token,
    });
    const keys = vaults.vaults.filter(({ name }) => name === "__agent-keys");
    expect(keys).toHaveLength(1);
    const half = async (kind: string) =>
      Buffer.from(
        String(
          (
            await api.ask("GET", `/v1/vaults/${keys[0]?.id}/secrets/agents/${bot.id}/${kind}/private_key`, {
              token: w.owner.token,
            })
          ).body.value,
        ),
        "base64",
      );
    const seed = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), await half("ssh")]);
    const jwk = createPublicKey(createPrivateKey({ key: seed, format: "der", type: "pkcs8" })).export({
      format: "jwk",
    });
    expect(Buffer.from(jwk.x ?? "", "base64url").toString("base64")).toBe(body.ssh_public_key);
    const scalar = await half("ecdh");
    expect(scalar).toHaveLength(32);
    const { createECDH } = await import("node:crypto");
    const ecdh = createECDH("prime256v1");
    ecdh.setPrivateKey(scalar);
    expect(ecdh.getPublicKey("base64")).toBe(body.ecdh_public_key);
    expect(
      ECDH.convertKey(String(body.ecdh_public_key), "prime256v1", "base64", "hex", "compressed"),
    ).toMatch(/^0[23]/);
  });

  it("shares one vault for identity keys with all the others, also when many are made at the same moment", async () => {
    const owner = await person(api);
    await Promise.all(Array.from({ length: 10 }, () => agent(api, owner.token)));
    const { rows } = await api.admin.query("select id from vaults where org_id = $1", [owner.org_id]);
    expect(rows).toHaveLength(1);
    expect((await api.admin.query("select 1 from secrets where vault_id = $1", [rows[0].id])).rowCount).toBe(
      20,
    );
  });
});

describe("making an agent", () => {
  it("refuses lives of tokens outside a minute and a day", async () => {
    for (const token_ttl_seconds of [-1, 0, 59, 86_401, 1e12, 60.5, "300", [300]]) {
      expect((await ask("POST", "", { name: "x", token_ttl_seconds })).status).toBe(400);
      expect((await ask("PATCH", `/${w.bot.id}`, { token_ttl_seconds })).status).toBe(400);
    }
    for (const token_ttl_seconds of [60, 86_400]) {
      const bot = await agent(api, w.owner.token, { token_ttl_seconds });
      const answer = await api.ask("POST", "/v1/auth/agent-token", { body: { api_key: bot.api_key } });
      expect(answer.body.expires_in).toBe(token_ttl_seconds);
    }
  });

  it("refuses names that could disguise something, and keeps every other name as it is", async () => {
    for (const name of [
      "",
      " ",
      "x".repeat(101),
      "x".repeat(10_000),
      "a\u202eb",
      "a\r\nb",
      "a\0b",
      "\u200b",
      "a\u2066b",
      "\u001b[31m",
    ])
      expect((await ask("POST", "", { name })).status, JSON.stringify(name)).toBe(400);
    for (const name of [
      "<img src=x onerror=alert(1)>",
      "'; drop table agents; --",
      "Zoë 🤖",
      "=cmd|' /C calc'!A0",
      "deploy-bot",
      "deploy-bot",
    ]) {
      const made = expectStatus(await ask("POST", "", { name: ` ${name} ` }), 201) as {
        agent: { name: string };
      };
      expect(made.agent.name).toBe(name);
    }
  });

  it("asks for what the way of signing in needs", async () => {
    for (const body of [
      { auth_method: "mtls" },
      { auth_method: "oidc_client_credentials" },
      { auth_method: "oidc_client_credentials", oidc_issuer: "https://id.test" },
      { auth_method: "oidc_client_credentials", oidc_issuer: "file:///etc/passwd", oidc_client_id: "x" },
    ])
      expect((await ask("POST", "", { name: "x", ...body })).status, JSON.stringify(body)).toBe(400);
    const made = expectStatus(
      await ask("POST", "", { name: "x", auth_method: "mtls", client_cert_fingerprint: "AB".repeat(32) }),
      201,
    );
    expect(made).not.toHaveProperty("api_key");
    expect(made.agent).toMatchObject({ client_cert_fingerprint: "ab".repeat(32) });
  });
});

describe("changing an agent", () => {
  it("is open to whoever registered it and to owners and admins, and to no other member", async () => {
    const join = async (role: string) => {
      const member = await person(api);
      await api.admin.query("update users set org_id = $1, role = $3 where id = $2", [
        w.owner.org_id,
        member.id,
        role,
      ]);
      await api.admin.query("update sessions set org_id = $1 where user_id = $2", [
        w.owner.org_id,
        member.id,
      ]);
      return member;
    };
    const [member, admin] = [await join("member"), await join("admin")];
    const own = await agent(api, member.token);
    for (const [method, path, body] of [
      ["PATCH", "", { is_active: false }],
      ["PUT", "", { scopes: ["**"] }],
      ["POST", "/rotate-key"],
      ["DELETE", ""],
    ] as const)
      expect((await ask(method, `/${w.bot.id}${path}`, body, member.token)).status, method).toBe(403);
    expectStatus(await ask("PATCH", `/${own.id}`, { name: "renamed" }, member.token), 200);
    expectStatus(await ask("POST", `/${own.id}/rotate-key`, undefined, member.token), 200);
    expectStatus(await ask("PATCH", `/${own.id}`, { name: "again" }, admin.token), 200);
    expectStatus(await ask("DELETE", `/${own.id}`, undefined, admin.token), 204);
    expect((await api.ask("GET", "/v1/agents/me", { token: w.bot_token })).status).toBe(200);
  });

  it("changes what is named and nothing else; null takes a limit away", async () => {
    const bot = await agent(api, w.owner.token, {
      token_ttl_seconds: 300,
      tx_max_value_eth: "1.5",
      vault_ids: [w.vault_id],
      expires_at: "2099-01-01T01:00:00+01:00",
      shroud_config: { a: 1 },
    });
    const before = (await ask("GET", `/${bot.id}`)).body;
    expect(before.expires_at).toBe("2099-01-01T00:00:00.000Z");
    const { body: after } = await ask("PATCH", `/${bot.id}`, { description: "new" });
    expect(after).toEqual({ ...before, description: "new" });
    const { body: freed } = await ask("PATCH", `/${bot.id}`, {
      token_ttl_seconds: null,
      tx_max_value_eth: null,
      vault_ids: null,
      expires_at: null,
    });
    for (const field of ["token_ttl_seconds", "tx_max_value_eth", "vault_ids", "expires_at"])
      expect(freed).not.toHaveProperty(field);
    const { body: same } = await ask("PATCH", `/${bot.id}`, {});
    expect(same).toEqual(freed);
    const [event] = await events(api, w.owner.token, `&action=agent.update&resource_id=${bot.id}`);
    expect(event).toMatchObject({ actor_id: w.owner.id, outcome: "success" });
  });
});

describe("a list of agents", () => {
  it("is walked in pages in the order they were made, and shows no other organization's", async () => {
    const owner = await person(api);
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push((await agent(api, owner.token)).id);
    const seen: string[] = [];
    let search: string | null = "?limit=3";
    while (search) {
      const answer: Answer<{ agents: { id: string }[] }> = await api.ask<{ agents: { id: string }[] }>(
        "GET",
        `/v1/agents${search}`,
        {
          token: owner.token,
        },
      );
      seen.push(...answer.body.agents.map(({ id }) => id));
      search = /<(\?cursor=[^>]+)>/.exec(answer.headers.get("link") ?? "")?.[1] ?? null;
    }
    expect(seen).toEqual(made);
  });

  it("tells when each was last active", async () => {
    expect((await ask("GET", `/${w.bot.id}`)).body.last_active_at).toBeUndefined();
    await writeActivity(api.runtime);
    expect((await ask("GET", `/${w.bot.id}`)).body.last_active_at).toBe(api.clock.now().toISOString());
  });
});
