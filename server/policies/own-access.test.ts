import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  person,
  put,
  scene,
  type TestApi,
  testApi,
  vault,
} from "#server/testing/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

type Access = {
  is_creator: boolean;
  grants: Record<string, unknown>[];
  scopes?: string[];
  permissions?: string[];
  decision?: { allowed: boolean; reason?: string; permission: string };
};
const access = (token: string, vault_id: string, query = "", ip?: string) =>
  api.ask<Access>("GET", `/v1/vaults/${vault_id}/access${query}`, { token, ip });
const reasonFor = async (token: string, vault_id: string, query: string, ip?: string) =>
  expectStatus(await access(token, vault_id, query, ip), 200).decision;

describe("what somebody may do in a vault", () => {
  it("is told as the rules for them that are alive, and only those", async () => {
    const s = await scene(api, { pattern: "api-keys/**" });
    const other = await agent(api, s.owner.token);
    await grant(api, s.owner.token, s.vault_id, other.id, "others/**");
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    const conditions = { ip_allowlist: ["203.0.113.0/24"] };
    await grant(api, s.owner.token, s.vault_id, s.bot.id, "db/*", ["read", "write"], {
      expires_at,
      conditions,
    });
    const answer = await access(s.token, s.vault_id);
    expect(expectStatus(answer, 200)).toEqual({
      vault_id: s.vault_id,
      is_creator: false,
      grants: expect.arrayContaining([
        { secret_path_pattern: "api-keys/**", permissions: ["read"], has_conditions: false },
        { secret_path_pattern: "db/*", permissions: ["read", "write"], expires_at, has_conditions: true },
      ]),
    });
    expect(answer.body.grants).toHaveLength(2);
    expect(answer.text).not.toMatch(/others|203\.0\.113|policy_id/);
    expect(expectStatus(await access(s.owner.token, s.vault_id), 200)).toMatchObject({
      is_creator: true,
      grants: [],
    });
    const recorded = await events(api, s.owner.token);
    expect(recorded.filter(({ details }) => (details as { operation?: string }).operation)).toEqual([]);
  });

  it("is decided as a read or a write would be, with the class of what is in the way", async () => {
    const s = await scene(api, { pattern: "api-keys/**", agent: { scopes: ["api-keys/**", "db/**"] } });
    const rule = (pattern: string, fields: object) =>
      grant(api, s.owner.token, s.vault_id, s.bot.id, pattern, ["read"], { ...fields });
    const at = (path: string, more = "") => reasonFor(s.token, s.vault_id, `?path=${path}${more}`);
    const hour = String((api.clock.now().getUTCHours() + 12) % 24).padStart(2, "0");
    const never = { time_window: { after: `${hour}:00`, before: `${hour}:30`, timezone: "UTC" } };
    await rule("db/ip", { conditions: { ip_allowlist: ["203.0.113.0/24"] } });
    await rule("db/time", { conditions: never });
    await rule("db/both", { conditions: { ip_allowlist: ["203.0.113.0/24"], ...never } });
    expect(await at("api-keys/stripe")).toEqual({
      path: "api-keys/stripe",
      permission: "read",
      allowed: true,
    });
    expect(await at("api-keys/stripe", "&permission=write")).toMatchObject({
      allowed: false,
      reason: "no_policy",
    });
    expect((await at("db/none"))?.reason).toBe("no_policy");
    expect((await at("mail/smtp"))?.reason).toBe("scope");
    expect((await at("db/ip"))?.reason).toBe("condition_ip");
    expect((await at("db/time"))?.reason).toBe("condition_time");
    expect((await at("db/both"))?.reason).toBe("condition");
    expect(await reasonFor(s.token, s.vault_id, "?path=db/ip", "203.0.113.9")).toMatchObject({
      allowed: true,
    });
    await api.admin.query(
      "update policies set expires_at = $2 where secret_path_pattern = 'db/ip' and vault_id = $1",
      [s.vault_id, "2020-01-01T00:00:00Z"],
    );
    expect((await at("db/ip"))?.reason).toBe("expired");
    expect((await access(s.token, s.vault_id)).body.scopes).toEqual(["api-keys/**", "db/**"]);
  });

  it("says the same whether or not there is a secret", async () => {
    const s = await scene(api, { pattern: "mine/**" });
    await put(api, s.owner.token, s.vault_id, "mine/there", "x");
    for (const [there, nowhere] of [
      ["mine/there", "mine/thera"],
      ["api-keys/stripe", "api-keys/stripa"],
    ]) {
      const [a, b] = [
        await access(s.token, s.vault_id, `?path=${there}`),
        await access(s.token, s.vault_id, `?path=${nowhere}`),
      ];
      expect(a.text.replace(String(there), "P")).toBe(b.text.replace(String(nowhere), "P"));
    }
  });

  it("is nothing in a vault that an agent is not bound to, and a vault elsewhere is not found", async () => {
    const s = await scene(api);
    const elsewhere = await vault(api, s.owner.token);
    const bound = await agent(api, s.owner.token, { vault_ids: [elsewhere] });
    await grant(api, s.owner.token, s.vault_id, bound.id);
    const token = await agentToken(api, bound);
    expect(expectStatus(await access(token, s.vault_id, "?path=api-keys/stripe"), 200)).toMatchObject({
      grants: [],
      decision: { allowed: false, reason: "vault_not_bound" },
    });
    const stranger = await person(api);
    expect((await access(stranger.token, s.vault_id)).body).toMatchObject({
      type: "/docs/errors/vault_not_found",
    });
  });

  it("is what a personal key is limited to, for its owner", async () => {
    const s = await scene(api);
    const { api_key } = expectStatus(
      await api.ask<{ api_key: string }>("POST", "/v1/auth/api-keys", {
        token: s.owner.token,
        body: { name: "k", scopes: ["read", "db/**"] },
      }),
      201,
    );
    expect(expectStatus(await access(api_key, s.vault_id, "?path=db/x&permission=write"), 200)).toMatchObject(
      {
        is_creator: true,
        scopes: ["db/**"],
        permissions: ["read"],
        decision: { allowed: false, reason: "scope" },
      },
    );
  });
});
