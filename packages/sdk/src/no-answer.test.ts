// What people read when the address, the certificate or the key is wrong: each mistake has its own code and sentence.
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server } from "node:net";
import tls from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type TestCertificate, testCertificate } from "../../../server/testing/certificate.ts";
import { agent, agentToken, scene, type TestApi, testApi } from "../../../server/testing/test-api.ts";
import { AgentsResource, createClient, NetworkError, OneclawError, RateLimitError, unwrap } from "./index.ts";

const BASE = "http://127.0.0.1:3000";
const DAY_MS = 86_400_000;

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const ok: RequestListener = (_request, response) => void response.end("{}");

async function overTls(certificate: TestCertificate): Promise<string> {
  return `https://127.0.0.1:${await listen(createTlsServer(certificate, ok))}`;
}

const check = async (baseUrl: string) => (await createClient({ baseUrl }).health.check()).error;

describe("nobody answers", () => {
  it("at a closed port", async () => {
    const server = createServer(ok);
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await check(`http://127.0.0.1:${port}`)).toEqual({
      type: "network_error",
      code: "unreachable",
      message: `No answer from http://127.0.0.1:${port} (ECONNREFUSED). Check the address and that the server runs.`,
    });
  });

  it("under a name that does not exist", async () => {
    const error = await check("http://nowhere.invalid");
    expect(error).toMatchObject({ type: "network_error", code: "unreachable" });
    expect(error?.message).toContain("there is no host of that name");
  });

  it("and what is thrown for it is a NetworkError", async () => {
    const answer = await createClient({ baseUrl: "http://nowhere.invalid" }).health.check();
    expect(() => unwrap(answer)).toThrow(NetworkError);
    await expect(AgentsResource.enroll("http://nowhere.invalid", { name: "a" })).rejects.toThrow(
      NetworkError,
    );
  });
});

describe("a certificate", () => {
  const trusted = tls.getCACertificates("default");
  afterEach(() => tls.setDefaultCACertificates(trusted));

  it("of an unknown authority is not trusted, and the sentence says how to trust it", async () => {
    const base = await overTls(testCertificate("127.0.0.1"));
    const error = await check(base);
    expect(error).toMatchObject({ type: "network_error", code: "tls_untrusted" });
    expect(error?.message).toBe(
      `The certificate of ${base} is not trusted here; in Node, name the file of the authority that made it in NODE_EXTRA_CA_CERTS (DEPTH_ZERO_SELF_SIGNED_CERT).`,
    );
  });

  it("for another name says so", async () => {
    const certificate = testCertificate("claw.example");
    tls.setDefaultCACertificates([...trusted, certificate.cert]);
    const error = await check(await overTls(certificate));
    expect(error).toMatchObject({ code: "tls_untrusted", message: expect.stringContaining("another name") });
  });

  it("that has expired says so", async () => {
    const past = [new Date(Date.now() - 9 * DAY_MS), new Date(Date.now() - DAY_MS)] as const;
    const certificate = testCertificate("127.0.0.1", ...past);
    tls.setDefaultCACertificates([...trusted, certificate.cert]);
    const error = await check(await overTls(certificate));
    expect(error).toMatchObject({ code: "tls_untrusted", message: expect.stringContaining("has expired") });
  });

  it("is not there at all: https where the server speaks http", async () => {
    const port = await listen(createServer(ok));
    const error = await check(`https://127.0.0.1:${port}`);
    expect(error).toMatchObject({ type: "network_error", code: "tls_missing" });
    expect(error?.message).toContain("write http:// instead of https://");
  });
});

describe("something else answers", () => {
  const page = (status: number) =>
    new Response("<html>Welcome</html>", { status, headers: { "content-type": "text/html; charset=utf-8" } });
  const asked = (response: Response) =>
    createClient({ baseUrl: BASE, token: "t", fetch: async () => response }).secrets.get("v", "a");

  it.each([
    ["a page", page(200), "unknown"],
    ["a page that is not there", page(404), "unknown"],
    ["a page for GET alone", page(405), "unknown"],
    ["a sign-in page of a proxy", page(401), "auth_error"],
    ["another API", Response.json({ message: "no Route matched" }, { status: 404 }), "unknown"],
  ] as const)("%s", async (_, response, type) => {
    const { error, meta } = await asked(response.clone());
    expect(error).toMatchObject({ type, code: "not_this_api", message: expect.stringContaining(BASE) });
    expect(error?.message).toContain(`HTTP ${meta.status}`);
  });

  it("or the server, asked with /v1 in the base address", async () => {
    const client = createClient({ baseUrl: `${BASE}/v1`, token: "t", fetch: api.fetch });
    const { error } = await client.secrets.get("v", "a");
    expect(error).toMatchObject({ type: "unknown", code: "not_this_api" });
    expect(error?.message).toContain("Leave /v1 out: the client adds it.");
  });

  it("a proxy for a server that is away is told from the server", async () => {
    const { error } = await asked(page(502));
    expect(error).toMatchObject({ type: "server_error", code: "bad_gateway" });
    expect(error?.message).toContain("HTTP 502");
  });

  it("but a secret that is not there is the server's own answer", async () => {
    const { owner, vault_id } = await scene(api);
    const { secrets } = createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch });
    expect((await secrets.get(vault_id, "nothing")).error).toMatchObject({
      type: "not_found",
      code: "secret_not_found",
    });
  });
});

describe("the server refuses", () => {
  it("an agent's key that was replaced, in words that say whom to ask", async () => {
    const { owner } = await scene(api);
    const bot = await agent(api, owner.token);
    const people = createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch });
    unwrap(await people.agents.rotateKey(bot.id));
    const client = createClient({ baseUrl: BASE, apiKey: bot.api_key, fetch: api.fetch });
    const { error } = await client.vault.list();
    expect(error).toMatchObject({
      type: "auth_error",
      code: "key_refused",
      message: expect.stringMatching(/agent's key: it was replaced or revoked/),
      detail: expect.stringMatching(/\S/),
    });
  });

  it("a personal key that was revoked", async () => {
    const { owner } = await scene(api);
    const people = createClient({ baseUrl: BASE, token: owner.token, fetch: api.fetch });
    const { key, api_key } = unwrap(await people.apiKeys.create({ name: "laptop" }));
    unwrap(await people.apiKeys.revoke(key.id));
    const { error } = await createClient({ baseUrl: BASE, apiKey: api_key, fetch: api.fetch }).vault.list();
    expect(error).toMatchObject({ type: "auth_error", code: "key_refused" });
    expect(error?.message).toContain("Create a new one");
    expect(JSON.stringify(error)).not.toContain(api_key);
  });

  it("a token that has expired, and the sentence says when", async () => {
    const past = await testApi();
    try {
      past.clock.set(new Date(Date.now() - DAY_MS));
      const { owner } = await scene(past);
      const token = await agentToken(past, await agent(past, owner.token));
      past.clock.set(new Date());
      const { error } = await createClient({ baseUrl: BASE, token, fetch: past.fetch }).vault.list();
      expect(error).toMatchObject({ type: "auth_error", code: "token_expired" });
      expect(error?.message).toMatch(/expired at 20\d\d-.*Z\. Sign in again/);
    } finally {
      await past.close();
    }
  });
});

describe("an error that is thrown", () => {
  it("has the class of its type, its name, and what the server said", async () => {
    const limited = () =>
      Response.json(
        { type: "/docs/errors/rate_limited", title: "Too many", status: 429, detail: "Slow down." },
        { status: 429, headers: { "retry-after": "7" } },
      );
    const client = createClient({ baseUrl: BASE, fetch: async () => limited(), retries: 0 });
    const thrown = await client.vault
      .list()
      .then(unwrap)
      .catch((error) => error);
    expect(thrown).toBeInstanceOf(RateLimitError);
    expect(thrown).toBeInstanceOf(OneclawError);
    expect(thrown).toMatchObject({
      name: "RateLimitError",
      message: "Slow down.",
      code: "rate_limited",
      status: 429,
      retryAfterMs: 7000,
    });
  });
});
