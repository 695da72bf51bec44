import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, agentToken, events, grant, put, scene, type TestApi, testApi, vault } from "#server/testing/test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

describe("reading a secret", () => {
  it("gives a granted agent the value, and the read is on the record with who, what and by which policy", async () => {
    const s = await scene(api);
    const answer = await api.ask("GET", s.url, { token: s.token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: s.secret.id, path: s.path, value: s.value, version: 1, type: "api_key" });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const [event] = await events(api, s.owner.token, "&action=secret.read");
    expect(event).toMatchObject({ actor_id: s.bot.id, actor_type: "agent", resource_id: s.secret.id, outcome: "success", ip_address: "192.0.2.1" });
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
    const anonymous = (answer: typeof there) => ({ ...answer.body, request_id: "" });
    expect(anonymous(there)).toEqual(anonymous(missing));
  });
});
