// MCP over HTTP, before a real deployment: who gets in, as whom, and what is left of them.
import { connect as dial } from "node:net";
import {
  Client,
  ClientCredentialsProvider,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { agent, events, expectStatus, grant, person, put, scene, vault } from "#server/testing/test-api.ts";
import {
  earlierHttpClient,
  httpClient,
  listening,
  type Revision,
  type TestClient,
  textOf,
} from "../../packages/mcp/src/testing/clients.ts";

let server: Awaited<ReturnType<typeof listening>>;
let s: Awaited<ReturnType<typeof scene>>;
let logged: string[];
beforeAll(async () => {
  server = await listening({ env: { LOG_LEVEL: "trace" } });
  logged = linesOf(server.api.runtime.log);
  s = await scene(server.api);
});
afterAll(() => server.close());

/** Pino writes to the file descriptor itself, so its lines are taken at its stream. */
function linesOf(log: object): string[] {
  const lines: string[] = [];
  const symbol = Object.getOwnPropertySymbols(log).find((each) => each.description === "pino.stream");
  Object.assign(log, { [symbol as symbol]: { write: (line: string) => lines.push(line) } });
  return lines;
}

const bearer = (credential: string, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${credential}`,
  ...more,
});
const closing = (client: TestClient) => {
  onTestFinished(() => client.close());
  return client;
};

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } },
};
const LIST = { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} };

/** One plain request. */
async function post(
  body: unknown,
  headers: Record<string, string> = {},
  { url = server.url, method = "POST" } = {},
) {
  const response = await fetch(new URL("/mcp", url), {
    method,
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      ...headers,
    },
    ...(method !== "GET" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe("an agent's key or token in the Authorization header", () => {
  const ways: [string, Revision, (headers: Record<string, string>) => Promise<TestClient>][] = [
    ["the earlier client", "2025-06-18", (headers) => earlierHttpClient(server.url, headers, "2025-06-18")],
    ["the earlier client", "2025-11-25", (headers) => earlierHttpClient(server.url, headers, "2025-11-25")],
    ["the newer client", "2025-06-18", (headers) => httpClient(server.url, headers, "2025-06-18")],
    ["the newer client", "2025-11-25", (headers) => httpClient(server.url, headers, "2025-11-25")],
    ["the newer client", "2026-07-28", (headers) => httpClient(server.url, headers, "2026-07-28")],
  ];
  it.each(ways)("%s in revision %s reads a secret with a key", async (_name, revision, start) => {
    const client = closing(await start(bearer(s.bot.api_key)));
    expect(client.revision).toBe(revision);
    expect(await client.tools()).toHaveLength(14);
    expect(textOf(await client.call("get_secret", { path: s.path }))).toContain(s.value);
    expect(await client.read("vault://secrets")).toContain(s.path);
    expect(client.errors.map(({ message }) => message)).toEqual([]);
  });

  it("a token does as well, with the vault in X-Vault-ID; the log knows the path and not the value", async () => {
    const other = await vault(server.api, s.owner.token, "Other");
    await put(server.api, s.owner.token, other, "other/path", "CANARY-other");
    const bot = await agent(server.api, s.owner.token, { name: "of two vaults" });
    await grant(server.api, s.owner.token, other, bot.id);
    await grant(server.api, s.owner.token, s.vault_id, bot.id);
    const { access_token } = expectStatus(
      await server.api.ask<{ access_token: string }>("POST", "/v1/auth/agent-token", {
        body: { api_key: bot.api_key },
      }),
      200,
    );
    const client = closing(await httpClient(server.url, bearer(access_token, { "x-vault-id": other })));
    expect(textOf(await client.call("get_secret", { path: "other/path" }))).toContain("CANARY-other");
    const unset = closing(await httpClient(server.url, bearer(access_token)));
    expect(textOf(await unset.call("list_secrets"))).toMatch(/^There are several vaults/);
    const text = logged.join("");
    expect(text).toContain("secret accessed: other/path");
    for (const hidden of ["CANARY-", access_token, bot.api_key, s.bot.api_key])
      expect(text).not.toContain(hidden);
  });

  it("the audit log shows where the request came from and which program sent it", async () => {
    const client = closing(
      await httpClient(server.url, bearer(s.bot.api_key, { "user-agent": "some-client/9.1" })),
    );
    await client.call("get_secret", { path: s.path });
    const [read] = await events(server.api, s.owner.token, "&action=secret.read");
    expect(read).toMatchObject({ actor_id: s.bot.id, ip_address: "127.0.0.1" });
    expect(JSON.stringify(read)).toContain("some-client/9.1");
  });

  it("requests at the same time with different keys each see their own and nothing else", async () => {
    const worlds = await Promise.all(
      Array.from({ length: 4 }, async (_, at) => {
        const owner = await person(server.api);
        const vault_id = await vault(server.api, owner.token, `Vault ${at}`);
        const value = `CANARY-isolated-${at}`;
        await put(server.api, owner.token, vault_id, "same/path", value);
        const bot = await agent(server.api, owner.token);
        await grant(server.api, owner.token, vault_id, bot.id);
        return {
          value,
          client: closing(
            await httpClient(server.url, bearer(bot.api_key), at % 2 ? "2026-07-28" : "2025-11-25"),
          ),
        };
      }),
    );
    const rounds = await Promise.all(
      Array.from({ length: 10 }, () =>
        Promise.all(worlds.map(({ client }) => client.call("get_secret", { path: "same/path" }))),
      ),
    );
    for (const answers of rounds)
      for (const [at, answer] of answers.entries()) {
        expect(textOf(answer)).toContain(`"${worlds[at]?.value}"`);
        expect(textOf(answer).match(/CANARY-isolated/g)).toHaveLength(1);
      }
  });

  it("a key that is rotated or an agent that is deactivated is out with the next request", async () => {
    const bot = await agent(server.api, s.owner.token, { name: "short-lived" });
    await grant(server.api, s.owner.token, s.vault_id, bot.id);
    expect((await post(LIST, bearer(bot.api_key))).status).toBe(200);
    const rotated = expectStatus(
      await server.api.ask<{ api_key: string }>("POST", `/v1/agents/${bot.id}/rotate-key`, {
        token: s.owner.token,
      }),
      200,
    );
    expect((await post(LIST, bearer(bot.api_key))).status).toBe(401);
    expect((await post(LIST, bearer(rotated.api_key))).status).toBe(200);
    const body = { is_active: false };
    expectStatus(await server.api.ask("PATCH", `/v1/agents/${bot.id}`, { token: s.owner.token, body }), 200);
    expect((await post(LIST, bearer(rotated.api_key))).status).toBe(401);
  });

  it("request_secret opens the page where the revision can, and gives its address where it cannot", async () => {
    const opened: string[] = [];
    const declining = (client: Client) =>
      client.setRequestHandler("elicitation/create", async ({ params }) => {
        if (params.mode === "url") opened.push(params.url);
        return { action: "cancel" };
      });
    const options = { capabilities: { elicitation: { url: {} } } };
    const key = bearer(s.bot.api_key);
    const ask = async (revision: Revision) => {
      const client = closing(await httpClient(server.url, key, revision, options, declining));
      return client.call("request_secret", { path: "asked/http", reason: "for a test" });
    };
    expect((await ask("2026-07-28")).structuredContent).toMatchObject({ status: "pending" });
    expect(opened).toHaveLength(1);
    const earlier = await ask("2025-11-25");
    expect(textOf(earlier)).toContain(opened[0]);
    expect(opened).toHaveLength(1);
  });

  it("a client that authenticates by itself finds its way from the refusal to a token, with the key as client secret", async () => {
    const own = await listening({ env: { PUBLIC_URL: "http://127.0.0.1:1" } });
    onTestFinished(() => own.close());
    // The documents name the server's public address, so it has to be the one that is asked.
    Object.assign(own.api.runtime.config, { PUBLIC_URL: own.url });
    const w = await scene(own.api);
    const authProvider = new ClientCredentialsProvider({
      clientId: w.bot.id,
      clientSecret: w.bot.api_key,
      expectedIssuer: own.url,
    });
    const client = new Client({ name: "t", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", own.url), { authProvider }));
    const read = await client.callTool({ name: "get_secret", arguments: { path: w.path } });
    expect(JSON.stringify(read)).toContain(w.value);
    await client.close();
  });
});

describe("who is not let in", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ["no credential", {}, /Send `Authorization: Bearer`/],
    ["another scheme", { authorization: "Basic YTpi" }, /Send `Authorization: Bearer`/],
    ["a token that is none", bearer("abc.def.ghi"), /expired or was revoked/],
    ["a key that nobody has", bearer(`ocv_${"A".repeat(43)}`), /key was refused/],
    ["a person's key", bearer(`1ck_${"A".repeat(43)}`), /Create an agent/],
  ])("(%s) gets 401 and is told where to authenticate", async (_what, headers, words) => {
    const answer = await post(INITIALIZE, headers);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain(
      'Bearer resource_metadata="http://127.0.0.1:3000/.well-known/oauth-protected-resource/mcp"',
    );
    expect(answer.text).toMatch(words);
    expect(JSON.parse(answer.text)).toMatchObject({ jsonrpc: "2.0", id: null, error: { code: -32000 } });
  });

  it("the documents say what there is and no more", async () => {
    const read = async (path: string) => (await fetch(new URL(path, server.url))).json();
    const resource = await read("/.well-known/oauth-protected-resource/mcp");
    expect(resource).toMatchObject({
      resource: "http://127.0.0.1:3000/mcp",
      authorization_servers: ["http://127.0.0.1:3000"],
      bearer_methods_supported: ["header"],
    });
    expect(await read("/.well-known/oauth-protected-resource")).toEqual(resource);
    const as = await read("/.well-known/oauth-authorization-server");
    expect(as).toMatchObject({ issuer: "http://127.0.0.1:3000", response_types_supported: [] });
    const browser = await fetch(new URL("/oauth/authorize?redirect_uri=https://evil.example", server.url), {
      redirect: "manual",
    });
    expect(browser.status).toBe(400);
    expect(await browser.json()).toMatchObject({ error: "unsupported_response_type" });
    expect((await fetch(new URL("/.well-known/oauth-client", server.url))).status).toBe(404);
  });

  it("the token endpoints answer forms in the form that OAuth asks for", async () => {
    const send = async (path: string, form: Record<string, string>, headers: Record<string, string> = {}) => {
      const response = await fetch(new URL(path, server.url), {
        method: "POST",
        headers,
        body: new URLSearchParams(form),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const grant_type = "client_credentials";
    const good = await send("/oauth/token", {
      grant_type,
      client_id: s.bot.id,
      client_secret: s.bot.api_key,
    });
    expect(good.status).toBe(200);
    expect(Object.keys(good.body)).toEqual(["access_token", "token_type", "expires_in"]);
    expect(await send("/oauth/token", { grant_type, client_secret: "ocv_wrong" })).toMatchObject({
      status: 401,
      body: { error: "invalid_client" },
    });
    expect(await send("/oauth/token", { grant_type: "password" })).toMatchObject({
      status: 400,
      body: { error: "unsupported_grant_type" },
    });
    const device = await send("/oauth/device_authorization", { client_id: "test" });
    expect(device).toMatchObject({
      status: 200,
      body: { user_code: expect.any(String), interval: expect.any(Number) },
    });
    expect(
      await send("/oauth/token", {
        grant_type: "urn:ietf:params:oauth:grant-type:device_code",
        device_code: String(device.body.device_code),
      }),
    ).toMatchObject({ status: 400, body: { error: "authorization_pending" } });
    const huge = await send("/oauth/token", { grant_type, client_secret: "x".repeat(20_000) });
    expect(huge).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  });

  it("pages of other sites, and names that are not the server's, are refused before anything is read", async () => {
    const key = bearer(s.bot.api_key);
    expect((await post(LIST, { ...key, origin: "https://evil.example" })).status).toBe(403);
    expect((await post(LIST, { ...key, origin: "null" })).status).toBe(403);
    expect((await post(LIST, { ...key, origin: "http://127.0.0.1:3000" })).status).toBe(200);
    const rebound = await raw(
      `POST /mcp HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer ${s.bot.api_key}\r\n`,
      LIST,
    );
    expect(rebound).toMatch(/^HTTP\/1\.1 403/);
    const own = await raw(
      `POST /mcp HTTP/1.1\r\nHost: localhost:9\r\nAuthorization: Bearer ${s.bot.api_key}\r\n`,
      LIST,
    );
    expect(own).toMatch(/^HTTP\/1\.1 200/);
  });
});

async function raw(head: string, body: unknown): Promise<string> {
  const text = JSON.stringify(body);
  const socket = dial(Number(new URL(server.url).port), "127.0.0.1");
  socket.write(
    `${head}Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`,
  );
  let answered = "";
  for await (const chunk of socket) answered += String(chunk);
  return answered;
}

describe("requests that are not right", () => {
  const key = () => bearer(s.bot.api_key);

  it("there are no sessions: GET and DELETE are answered 405", async () => {
    for (const method of ["GET", "DELETE", "PUT"]) {
      const answer = await post("", key(), { method });
      expect(answer.status, method).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
    }
    expect((await post(LIST, key())).headers.get("mcp-session-id")).toBeNull();
  });

  it("a body that is too large, no JSON, too deep, of another type or none is refused with its status", async () => {
    const deep = `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`;
    expect((await post("{", key())).status).toBe(400);
    expect((await post(deep, key())).status).toBe(400);
    expect((await post("", key())).status).toBe(400);
    expect((await post(LIST, { ...key(), "content-type": "text/plain" })).status).toBe(415);
    expect((await post(`"${"x".repeat(5 * 1024 * 1024)}"`, key())).status).toBe(413);
    expect((await post(LIST, { ...key(), "x-vault-id": "x".repeat(300) })).status).toBe(400);
  });

  it("several requests in one are refused: one would be answered with any number of results", async () => {
    expect((await post([LIST, LIST], key())).status).toBe(400);
  });

  it("a revision that nobody knows is refused with those that are known", async () => {
    const answer = await post(LIST, { ...key(), "mcp-protocol-version": "1999-01-01" });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("2025-11-25");
  });

  it("a value of megabytes goes in and comes out, several at once", async () => {
    await grant(server.api, s.owner.token, s.vault_id, s.bot.id, "big/**", ["read", "write"]);
    const client = closing(await httpClient(server.url, bearer(s.bot.api_key)));
    const value = "x".repeat(2 * 1024 * 1024);
    const stored = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        client.call("put_secret", { path: `big/${at}`, value, type: "note" }),
      ),
    );
    for (const each of stored) expect(textOf(each)).toMatch(/^Secret stored at/);
    const read = JSON.parse(textOf(await client.call("get_secret", { path: "big/3" })));
    expect(read.value).toHaveLength(value.length);
  });

  it("the rate of the API holds here too", async () => {
    const slow = await listening({ env: { RATE_LIMIT_PER_MINUTE: "60" } });
    onTestFinished(() => slow.close());
    const w = await scene(slow.api);
    let refused: Awaited<ReturnType<typeof post>> | null = null;
    for (let i = 0; i < 200 && !refused; i++) {
      const answer = await post(LIST, bearer(w.bot.api_key), { url: slow.url });
      if (answer.status !== 200) refused = answer;
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("a client with a key uses up one sign-in, not one for each request", async () => {
    const strict = await listening({ env: { AUTH_RATE_BURST: "12", AUTH_RATE_PER_SECOND: "1" } });
    onTestFinished(() => strict.close());
    const w = await scene(strict.api);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => post(LIST, bearer(w.bot.api_key), { url: strict.url })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const tokens = await events(strict.api, w.owner.token, "&action=auth.agent_token");
    expect(tokens.length).toBeLessThanOrEqual(2);
  });
});
