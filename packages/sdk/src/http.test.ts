import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agent, agentToken, scene, type TestApi, testApi } from "../../../server/testing/test-api.ts";
import { createClient, type OneclawClientConfig } from "./index.ts";

const BASE = "http://127.0.0.1:3000";
const NOBODY = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0";

let api: TestApi;
let owned: Awaited<ReturnType<typeof scene>>;
beforeAll(async () => {
  api = await testApi();
  owned = await scene(api);
});
afterAll(() => api.close());

const client = (config: Partial<OneclawClientConfig> = {}) =>
  createClient({ baseUrl: BASE, token: owned.owner.token, fetch: api.fetch, ...config });

/** The app's fetch with what it was asked, after the first answers were replaced by `answers`. */
function failing(...answers: Response[]) {
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    urls.push(String(input));
    return answers.shift() ?? api.fetch(input, init);
  };
  return { fetch, urls };
}

const unavailable = (headers: Record<string, string> = {}) =>
  Response.json(
    { type: "/docs/errors/busy", title: "The server is busy", status: 503, detail: "Try again shortly." },
    { status: 503, headers },
  );

const never: typeof globalThis.fetch = () => new Promise(() => {});

describe("errors", () => {
  it("400 names the fields", async () => {
    const { data, error, meta } = await client().vault.create({ name: "" });
    expect(data).toBeNull();
    expect(error).toMatchObject({ type: "validation_error", code: "validation_failed" });
    expect(error?.fields).toHaveProperty("name");
    expect(error?.message).toBe(error?.detail);
    expect(error?.request_id).toBe(meta.request_id);
    expect(meta.status).toBe(400);
  });

  it("401 and 403 are auth_error, 404 is not_found, 410 is unknown with its code", async () => {
    const stranger = await agent(api, owned.owner.token);
    const denied = client({ token: await agentToken(api, stranger) });
    await client().secrets.set(owned.vault_id, "old", "x");
    await client().secrets.delete(owned.vault_id, "old");
    expect(await client({ token: undefined }).vault.list()).toMatchObject({
      error: { type: "auth_error", code: "authentication_required" },
      meta: { status: 401 },
    });
    expect(await denied.secrets.get(owned.vault_id, owned.path)).toMatchObject({
      error: { type: "auth_error" },
      meta: { status: 403 },
    });
    expect(await client().vault.get(NOBODY)).toMatchObject({
      error: { type: "not_found", code: "vault_not_found" },
      meta: { status: 404 },
    });
    expect(await client().secrets.get(owned.vault_id, "old")).toMatchObject({
      error: { type: "unknown", code: "secret_gone" },
      meta: { status: 410 },
    });
    expect((await client().secrets.describe(owned.vault_id, "old")).meta.status).toBe(410);
  });

  it("429 says how long to wait, and a POST is not repeated", async () => {
    const strict = await testApi({ env: { AUTH_RATE_BURST: "1", AUTH_RATE_PER_SECOND: "1" } });
    try {
      const signing = createClient({ baseUrl: BASE, fetch: strict.fetch });
      const credentials = { email: "ada@example.com", password: "wrong" };
      const answers = await Promise.all([signing.auth.login(credentials), signing.auth.login(credentials)]);
      const limited = answers.filter(({ meta }) => meta.status === 429);
      expect(limited).toHaveLength(1);
      expect(limited[0]?.error).toMatchObject({ type: "rate_limit", code: "rate_limited" });
      expect(limited[0]?.meta.retry_after_ms).toBeGreaterThan(0);
    } finally {
      await strict.close();
    }
  });

  it("a resource limit is told from a lack of rights", async () => {
    const body = {
      type: "resource_limit_exceeded",
      title: "Limit",
      status: 403,
      detail: "Vault limit reached (3/3).",
    };
    const { error } = await client({ fetch: async () => Response.json(body, { status: 403 }) }).vault.create({
      name: "Fourth",
    });
    expect(error).toMatchObject({ type: "resource_limit_exceeded", message: "Vault limit reached (3/3)." });
  });
});

describe("the network", () => {
  it("nobody listening is a network_error that names the address", async () => {
    const port = await closedPort();
    const answer = await createClient({ baseUrl: `http://127.0.0.1:${port}` }).health.check();
    expect(answer).toMatchObject({ data: null, error: { type: "network_error" }, meta: { status: 0 } });
    expect(answer.error?.message).toContain(`http://127.0.0.1:${port} (ECONNREFUSED)`);
  });

  it("a token that cannot be a header is not quoted", async () => {
    const { error } = await createClient({ baseUrl: BASE, token: "hidden\nvalue" }).vault.list();
    expect(error?.type).toBe("network_error");
    expect(JSON.stringify(error)).not.toContain("hidden");
  });

  it("a call ends in time even where fetch pays no attention to signals", async () => {
    expect(await client({ fetch: never, timeoutMs: 20 }).vault.list()).toMatchObject({
      error: { type: "network_error", code: "timeout", message: `${BASE} did not answer within 20 ms.` },
      meta: { status: 0 },
    });
    const { error } = await client({ fetch: never }).secrets.get(owned.vault_id, "a", { timeoutMs: 20 });
    expect(error?.code).toBe("timeout");
  });

  it("the time-out covers the exchange of an agent's key", async () => {
    const waiting = createClient({ baseUrl: BASE, apiKey: owned.bot.api_key, fetch: never });
    expect((await waiting.vault.list({}, { timeoutMs: 20 })).error?.code).toBe("timeout");
  });

  it("a call ends when its caller aborts it, before or while it runs", async () => {
    const controller = new AbortController();
    const running = client({ fetch: never }).vault.list({}, { signal: controller.signal });
    controller.abort();
    expect(await running).toMatchObject({ error: { type: "network_error", code: "aborted" } });
    const { fetch, urls } = failing();
    const late = await client({ fetch }).vault.create({ name: "x" }, { signal: controller.signal });
    expect(late.error?.code).toBe("aborted");
    await client({ fetch }).health.check({ signal: controller.signal });
    expect(urls).toEqual([]);
  });

  it("a write that was aborted while the key was exchanged is not sent, and others still get the token", async () => {
    const gate = Promise.withResolvers<void>();
    const paths: string[] = [];
    const fetch: typeof globalThis.fetch = async (input, init) => {
      paths.push(new URL(String(input)).pathname);
      if (String(input).endsWith("/agent-token")) await gate.promise;
      return api.fetch(input, init);
    };
    const bot = createClient({ baseUrl: BASE, apiKey: owned.bot.api_key, fetch });
    const controller = new AbortController();
    const write = bot.secrets.set(owned.vault_id, "late", "x", {}, { signal: controller.signal });
    const read = bot.secrets.get(owned.vault_id, owned.path);
    controller.abort();
    gate.resolve();
    expect((await write).error?.code).toBe("aborted");
    expect((await read).data?.value).toBe(owned.value);
    expect(paths).toEqual(["/v1/auth/agent-token", `/v1/vaults/${owned.vault_id}/secrets/${owned.path}`]);
  });
});

describe("trying again", () => {
  it("a GET gets through two 503", async () => {
    const { fetch, urls } = failing(unavailable({ "retry-after": "0" }), unavailable());
    expect((await client({ fetch }).vault.list()).error).toBeNull();
    expect(urls).toHaveLength(3);
  });

  it("waits as long as the server asks for, and a little more, so that not all come back at once", async () => {
    const waits = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { fetch } = failing(unavailable({ "retry-after": "1" }));
        const began = performance.now();
        expect((await client({ fetch }).vault.list()).error).toBeNull();
        return performance.now() - began;
      }),
    );
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(10);
  });

  it("a wait ends with the caller's patience", async () => {
    const { fetch, urls } = failing(unavailable({ "retry-after": "5" }));
    const began = performance.now();
    const { error } = await client({ fetch }).vault.list({}, { signal: AbortSignal.timeout(50) });
    expect(error?.code).toBe("aborted");
    expect(performance.now() - began).toBeLessThan(4000);
    expect(urls).toHaveLength(1);
  });

  it("a 429 is tried again like a 503", async () => {
    const limited = Response.json(
      { type: "/docs/errors/rate_limited", title: "Too many", status: 429, detail: "Slow down." },
      { status: 429, headers: { "retry-after": "0" } },
    );
    const { fetch, urls } = failing(limited);
    expect((await client({ fetch }).secrets.set(owned.vault_id, "again", "x")).error).toBeNull();
    expect(urls).toHaveLength(2);
  });

  it("the third 503 is the answer", async () => {
    const { fetch, urls } = failing(...Array.from({ length: 3 }, () => unavailable({ "retry-after": "0" })));
    expect((await client({ fetch }).vault.list()).error).toMatchObject({
      type: "server_error",
      code: "busy",
    });
    expect(urls).toHaveLength(3);
  });

  it.each([
    ["a POST", { "retry-after": "0" }, {}, "post"],
    ["retries: 0", { "retry-after": "0" }, { retries: 0 }, "get"],
    ["a Retry-After of more than ten seconds", { "retry-after": "11" }, {}, "get"],
    ["a Retry-After beyond the time-out", { "retry-after": "2" }, { timeoutMs: 1500 }, "get"],
  ] as const)("is not done for %s", async (_, headers, config, method) => {
    const { fetch, urls } = failing(unavailable(headers));
    const { vault } = client({ fetch, ...config });
    const answer = await (method === "post" ? vault.create({ name: "x" }) : vault.list());
    expect(answer.meta.status).toBe(503);
    expect(urls).toHaveLength(1);
  });
});

describe("addresses", () => {
  it("a path prefix of the base address is kept", async () => {
    const { fetch, urls } = failing();
    const { data } = await client({ fetch, baseUrl: `${BASE}/api/` }).secrets.get(owned.vault_id, owned.path);
    expect(data?.value).toBe(owned.value);
    expect(urls).toEqual([`${BASE}/api/v1/vaults/${owned.vault_id}/secrets/api-keys/stripe`]);
  });

  it("segments of a path are encoded, its slashes are not", async () => {
    const { fetch, urls } = failing();
    const { error } = await client({ fetch }).secrets.get(owned.vault_id, "a b/ü?#/c%2Fd");
    expect(urls).toEqual([`${BASE}/v1/vaults/${owned.vault_id}/secrets/a%20b/%C3%BC%3F%23/c%252Fd`]);
    expect(error?.type).toBe("validation_error");
  });

  it.each(["../policies/x", "a/../../b", ".", "", "a//b", "/a", "a/", "a\ud800"])(
    "a path that would point at something else is refused unsent: %j",
    async (path) => {
      const { fetch, urls } = failing();
      expect(await client({ fetch }).secrets.delete(owned.vault_id, path)).toMatchObject({
        error: { type: "validation_error", code: "path_not_canonical" },
        meta: { status: 0 },
      });
      expect(urls).toEqual([]);
    },
  );

  it("an id cannot lead elsewhere either", async () => {
    const { fetch, urls } = failing();
    expect((await client({ fetch }).vault.delete("..")).error?.type).toBe("validation_error");
    await client({ fetch }).vault.delete("x/policies/y");
    expect(urls).toEqual([`${BASE}/v1/vaults/x%2Fpolicies%2Fy`]);
  });

  it.each(["127.0.0.1:3000", "", "ftp://host", "http://user:pass@host", "http://host/?a=b"])(
    "a base address that cannot be right is refused at once: %j",
    (baseUrl) => {
      expect(() => createClient({ baseUrl })).toThrow(/^baseUrl must be/);
    },
  );
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
