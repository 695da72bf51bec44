import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { agent, grant, scene, type TestApi, testApi } from "../../../server/testing/test-api.ts";
import { createClient } from "./index.ts";

const BASE = "http://127.0.0.1:3000";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterEach(() => {
  vi.restoreAllMocks();
  api.clock.set(new Date());
});
afterAll(() => api.close());

/** The app's own fetch, with a list of what was asked and the tokens it was asked with. */
function recording() {
  const calls: { path: string; authorization: string | null }[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    calls.push({
      path: new URL(request.url).pathname,
      authorization: request.headers.get("authorization"),
    });
    return api.fetch(request);
  };
  const exchanges = () => calls.filter(({ path }) => path === "/v1/auth/agent-token").length;
  return { calls, fetch, exchanges };
}

/** Moves the client's clock and the server's. */
function laterBy(seconds: number): void {
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + seconds * 1000);
  api.clock.advance(seconds * 1000);
}

async function agentClient(fields: Record<string, unknown> = {}) {
  const { owner, vault_id, path, value } = await scene(api);
  const bot = await agent(api, owner.token, fields);
  await grant(api, owner.token, vault_id, bot.id);
  const seen = recording();
  const client = createClient({ baseUrl: BASE, apiKey: bot.api_key, fetch: seen.fetch });
  return { owner, vault_id, path, value, bot, client, ...seen };
}

describe("an agent's key", () => {
  it("is exchanged once for any number of calls that start together", async () => {
    const { client, vault_id, path, value, exchanges } = await agentClient();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.secrets.get(vault_id, path)));
    expect(answers.map(({ data }) => data?.value)).toEqual(Array(20).fill(value));
    expect(exchanges()).toBe(1);
  });

  it("works together with the agent's id", async () => {
    const { bot, vault_id, path, value, fetch } = await agentClient();
    const client = createClient({ baseUrl: BASE, apiKey: `${bot.api_key}\n`, agentId: bot.id, fetch });
    expect((await client.secrets.get(vault_id, path)).data?.value).toBe(value);
  });

  it("is exchanged again when less than a minute of the token is left", async () => {
    const { client, vault_id, path, exchanges } = await agentClient({ token_ttl_seconds: 3600 });
    await client.secrets.get(vault_id, path);
    laterBy(3539);
    expect((await client.secrets.get(vault_id, path)).error).toBeNull();
    expect(exchanges()).toBe(1);
    laterBy(2);
    expect((await client.secrets.get(vault_id, path)).error).toBeNull();
    expect(exchanges()).toBe(2);
  });

  it("with tokens that live a minute is exchanged when they have expired, not at each call", async () => {
    const { client, vault_id, path, exchanges } = await agentClient({ token_ttl_seconds: 60 });
    await client.secrets.get(vault_id, path);
    laterBy(50);
    expect((await client.secrets.get(vault_id, path)).error).toBeNull();
    expect(exchanges()).toBe(1);
    laterBy(11);
    expect((await client.secrets.get(vault_id, path)).error).toBeNull();
    expect(exchanges()).toBe(2);
  });

  it("is exchanged once more when the token was revoked, for all calls together", async () => {
    const { client, vault_id, path, value, exchanges, calls } = await agentClient();
    await client.secrets.get(vault_id, path);
    const token = calls.at(-1)?.authorization?.replace("Bearer ", "") ?? "";
    await createClient({ baseUrl: BASE, token, fetch: api.fetch }).auth.logout();
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.secrets.get(vault_id, path)));
    expect(answers.map(({ data }) => data?.value)).toEqual(Array(5).fill(value));
    expect(exchanges()).toBe(2);
  });

  it("is not exchanged again by a call whose old token is refused after another has got a new one", async () => {
    const { bot, vault_id, path, value } = await agentClient();
    const gate = Promise.withResolvers<void>();
    let slow = "";
    let exchanges = 0;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (String(input).endsWith("/agent-token")) exchanges++;
      const response = await api.fetch(input, init);
      if (slow && String(input).endsWith(slow)) await gate.promise;
      return response;
    };
    const client = createClient({ baseUrl: BASE, apiKey: bot.api_key, token: "eyJ.not.good", fetch });
    slow = "/v1/agents/me";
    const late = client.agents.getSelf();
    expect((await client.secrets.get(vault_id, path)).data?.value).toBe(value);
    slow = "";
    gate.resolve();
    expect((await late).data?.id).toBe(bot.id);
    expect(exchanges).toBe(1);
  });

  it("that was replaced ends in one clean error after one more exchange", async () => {
    const { client, owner, bot, vault_id, path, calls, exchanges } = await agentClient();
    await client.secrets.get(vault_id, path);
    const people = createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch });
    const { data } = await people.agents.rotateKey(bot.id);
    calls.length = 0;
    expect(await client.secrets.get(vault_id, path)).toMatchObject({
      data: null,
      error: { type: "auth_error", code: "key_refused" },
      meta: { status: 401 },
    });
    expect(calls.map((call) => call.path)).toEqual([
      `/v1/vaults/${vault_id}/secrets/${path}`,
      "/v1/auth/agent-token",
    ]);
    expect(exchanges()).toBe(1);
    await client.auth.agentToken({ api_key: data?.api_key ?? "" });
    expect((await client.secrets.get(vault_id, path)).error).toBeNull();
  });

  it("that never was good gives every caller the error", async () => {
    const api_key = `ocv_${"A".repeat(43)}`;
    const { fetch, exchanges } = recording();
    const client = createClient({ baseUrl: BASE, apiKey: api_key, fetch });
    const answers = await Promise.all([client.vault.list(), client.agents.getSelf()]);
    for (const { data, error } of answers) {
      expect(data).toBeNull();
      expect(error).toMatchObject({ type: "auth_error" });
      expect(JSON.stringify(error)).not.toContain(api_key);
    }
    expect(exchanges()).toBe(1);
  });

  it("is not needed for what anybody may ask", async () => {
    const { client, exchanges, calls } = await agentClient();
    expect((await client.health.check()).error).toBeNull();
    expect(exchanges()).toBe(0);
    expect(calls.at(-1)?.authorization).toBeNull();
  });
});

describe("other credentials", () => {
  it("a personal API key is the bearer itself", async () => {
    const { owner } = await scene(api);
    const people = createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch });
    const { data } = await people.apiKeys.create({ name: "laptop" });
    const { fetch, calls } = recording();
    const client = createClient({ baseUrl: BASE, apiKey: data?.api_key, fetch });
    expect((await client.vault.list()).data?.vaults.length).toBeGreaterThan(0);
    expect(calls).toEqual([{ path: "/v1/vaults", authorization: `Bearer ${data?.api_key}` }]);
  });

  it("a token that is refused stays refused: nothing is tried in its place", async () => {
    const { fetch, calls } = recording();
    const client = createClient({ baseUrl: BASE, token: "eyJ.not.good", fetch });
    expect((await client.vault.list()).error).toMatchObject({ type: "auth_error", code: "token_invalid" });
    expect(calls).toHaveLength(1);
  });

  it("signing in replaces the agent, and the agent's key does not come back", async () => {
    const { client, owner, exchanges } = await agentClient();
    await client.auth.login({ email: owner.email, password: owner.password });
    expect((await client.auth.getMe()).data?.email).toBe(owner.email);
    await client.auth.logout();
    expect((await client.vault.list()).error?.code).toBe("authentication_required");
    expect(exchanges()).toBe(0);
  });

  it("signing in while an agent's key is being exchanged holds", async () => {
    const { owner, bot } = await agentClient();
    const gate = Promise.withResolvers<void>();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      if (String(input).endsWith("/agent-token")) await gate.promise;
      return api.fetch(input, init);
    };
    const client = createClient({ baseUrl: BASE, apiKey: bot.api_key, fetch });
    const before = client.agents.getSelf();
    await client.auth.login({ email: owner.email, password: owner.password });
    gate.resolve();
    expect((await before).data?.id).toBe(bot.id);
    expect((await client.auth.getMe()).data?.id).toBe(owner.id);
  });

  it("a sign-in that fails leaves the client who it was", async () => {
    const { client, owner, bot } = await agentClient();
    await client.auth.login({ email: owner.email, password: "wrong" });
    expect((await client.agents.getSelf()).data?.id).toBe(bot.id);
  });

  it("an API key of no known kind is refused at once, without being quoted", () => {
    expect(() => createClient({ baseUrl: BASE, apiKey: "sk-live-123" })).toThrow(/^apiKey must be/);
  });
});
