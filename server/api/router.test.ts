import http, { type IncomingHttpHeaders } from "node:http";
import net, { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFrontDoor, type FrontDoor } from "#server/http-server.ts";
import { callEndpoint, example, urlOf } from "#server/testing/examples.ts";
import { put, type TestApi, testApi } from "#server/testing/test-api.ts";
import { type World, world } from "#server/testing/world.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { MAX_BODY_BYTES } from "./steps/read-body.ts";

let api: TestApi;
let w: World;
let door: FrontDoor;
beforeAll(async () => {
  api = await testApi();
  w = await world(api);
  door = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await door.drain();
  await api.close();
});

type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

function raw(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: Iterable<Buffer> } = {},
): Promise<RawAnswer> {
  const { port } = door.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const request = http.request({ port, host: "127.0.0.1", method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    // A server that has refused a long body may cut the line before all of it was sent.
    request.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    for (const chunk of body ?? []) request.write(chunk);
    request.end();
  });
}

/** What the server sends back for exactly these bytes. */
function bytes(text: string): Promise<string> {
  const { port } = door.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.end(text));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

const secret = () => `/v1/vaults/${w.vault_id}/secrets/${w.path}`;
const bearer = (token = w.owner.token) => ({ authorization: `Bearer ${token}` });

describe("the router", () => {
  it("answers every endpoint under /v1 and under /api/v1 alike", async () => {
    for (const endpoint of ENDPOINTS) {
      const call = await example(endpoint, w);
      const answer = await api.ask(endpoint.method.toUpperCase(), `/api${urlOf(endpoint, call)}`, {
        token: call.token,
        body: call.body,
        headers: call.headers,
      });
      expect(answer.status, `${endpoint.id}: ${answer.text}`).toBe(endpoint.status);
    }
  });

  it("answers an unknown path with 404 problem details, never with HTML", async () => {
    for (const path of [
      "/v1",
      "/v1/",
      "/v1/nothing",
      "/v1/vaults/",
      "/v1/secrets",
      "/v2/vaults",
      "/api/v1/nope",
      "/v1/vaults//x",
      "/v1/AGENTS",
      "/v1/agents/me/x",
    ]) {
      const answer = await api.ask("GET", path, { token: w.owner.token });
      expect(answer.status, path).toBe(404);
      expect(answer.body).toMatchObject({ type: "/docs/errors/route_not_found", status: 404 });
      expect(answer.headers.get("x-request-id")).toBe(answer.body.request_id);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it("answers a method that an endpoint does not have with 405 and the ones it has", async () => {
    const wrong = await api.ask("PATCH", secret(), { token: w.owner.token });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("DELETE, GET, PUT");
    expect(wrong.body).toMatchObject({ type: "/docs/errors/method_not_allowed" });
    expect((await api.ask("DELETE", "/v1/health")).headers.get("allow")).toBe("GET, HEAD");
    expect((await api.ask("GET", "/v1/auth/signup")).headers.get("allow")).toBe("POST");
    expect((await api.ask("POST", "/v1/agents/me", { body: {} })).headers.get("allow")).toBe("GET");
  });

  it("answers HEAD on values and lists with 405, so that no prefetch counts as a read", async () => {
    for (const endpoint of ENDPOINTS.filter(
      ({ method, access }) => method === "get" && access !== "public",
    )) {
      const call = await example(endpoint, w);
      const before = await api.admin.query("select count(*) from audit_events");
      const answer = await callEndpoint(api, { ...endpoint, method: "head" as "get" }, call);
      expect([answer.status, answer.text], endpoint.id).toEqual([405, ""]);
      expect((await api.admin.query("select count(*) from audit_events")).rows).toEqual(before.rows);
    }
    expect((await api.ask("HEAD", "/v1/health")).status).toBe(200);
  });

  it("answers OPTIONS without running anything and without opening itself to other origins", async () => {
    for (const origin of [
      "https://evil.test",
      "null",
      "http://127.0.0.1:3000.evil.test",
      "https://evil.127.0.0.1",
    ]) {
      const preflight = await raw("OPTIONS", secret(), {
        headers: {
          origin,
          "access-control-request-method": "GET",
          "access-control-request-headers": "authorization",
        },
      });
      expect(preflight.status).toBe(405);
      const actual = await raw("GET", secret(), { headers: { ...bearer(), origin } });
      expect(actual.status).toBe(200);
      const { headers: refused } = await raw("GET", secret(), { headers: { origin } });
      for (const headers of [preflight.headers, actual.headers, refused])
        expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  it("ignores headers that ask for another method, path or host", async () => {
    const headers = {
      "x-http-method-override": "DELETE",
      "x-http-method": "DELETE",
      "x-method-override": "DELETE",
      "x-original-url": "/v1/health",
      "x-rewrite-url": "/v1/health",
      "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
      "x-invoke-path": "/v1/health",
      "x-matched-path": "/v1/health",
      "x-middleware-rewrite": "/v1/health",
      "next-action": "x",
      rsc: "1",
      "x-forwarded-host": "evil.test",
    };
    expect((await raw("GET", secret(), { headers })).status).toBe(401);
    const answer = await raw("GET", secret(), { headers: { ...headers, ...bearer() } });
    expect(JSON.parse(answer.text)).toMatchObject({ path: w.path, value: w.value });
    expect((await raw("GET", `${secret()}?_method=DELETE&nxtPpath=x`, { headers: bearer() })).status).toBe(
      200,
    );
  });

  it("prefers fixed segments to parameters", async () => {
    const me = await api.ask("GET", "/v1/agents/me", { token: w.bot_token });
    expect(me.body).toMatchObject({ id: w.bot.id, org_id: w.owner.org_id });
    expect((await api.ask("GET", "/v1/agents/me", { token: w.owner.token })).status).toBe(403);
    await put(api, w.owner.token, w.vault_id, "secret-version/me", "mine");
    const own = await api.ask("GET", `/v1/vaults/${w.vault_id}/secrets/secret-version/me`, {
      token: w.owner.token,
    });
    expect(own.body).toMatchObject({ value: "mine" });
  });

  it("finds the version behind a path with slashes, encoded or not", async () => {
    const path = "deep/er/2/path";
    for (const value of ["one", "two"]) await put(api, w.owner.token, w.vault_id, path, value);
    await put(api, w.owner.token, w.vault_id, "deep/er", "shadow");
    const base = `/v1/vaults/${w.vault_id}/secret-version`;
    for (const spelt of [path, "deep%2Fer%2F2%2Fpath", "deep%2fer/2/path"]) {
      for (const [version, value] of [
        ["1", "one"],
        ["2", "two"],
      ]) {
        const answer = await api.ask("GET", `${base}/${spelt}/${version}`, { token: w.owner.token });
        expect(answer.body, spelt).toMatchObject({ path, value, version: Number(version) });
      }
    }
    expect((await api.ask("GET", `${base}/deep/er/1`, { token: w.owner.token })).body).toMatchObject({
      value: "shadow",
    });
    expect((await api.ask("GET", `${base}/deep/er/2`, { token: w.owner.token })).status).toBe(404);
    expect((await api.ask("GET", `${base}/1`, { token: w.owner.token })).status).toBe(400);
  });
});

describe("the size of a body", () => {
  const over = MAX_BODY_BYTES + 1;

  it("is judged by its content-length before a byte of it is read", async () => {
    const { port } = door.server.address() as AddressInfo;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = net.connect(port, "127.0.0.1", () =>
        socket.write(
          `PUT ${secret()} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${w.owner.token}\r\ncontent-type: application/json\r\ncontent-length: ${over}\r\n\r\n`,
        ),
      );
      socket.once("data", (chunk) => {
        resolve(chunk.toString());
        socket.destroy();
      });
      socket.once("error", reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
  });

  it("is counted while it arrives in chunks", async () => {
    const chunk = Buffer.alloc(1024 * 1024, " ");
    const headers = { ...bearer(), "content-type": "application/json", "transfer-encoding": "chunked" };
    const answer = await raw("PUT", secret(), { headers, body: [chunk, chunk, chunk, chunk, chunk, chunk] });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ type: "/docs/errors/body_too_large" });
  });

  it("is not believed when it is not a number, and the budget survives that", async () => {
    for (const length of ["-1", "abc", "NaN", "1e400"]) {
      const answer = await api.ask("PUT", secret(), {
        token: w.owner.token,
        body: { value: "x" },
        headers: { "content-length": length },
      });
      expect([200, 201, 400, 413]).toContain(answer.status);
    }
    await Promise.all(
      Array.from({ length: 12 }, () => put(api, w.owner.token, w.vault_id, "big/one", "x".repeat(4_000_000))),
    );
  });
});

describe("what is not proper HTTP", () => {
  it("is answered with problem details and never with a redirect, a page or a stack", async () => {
    const head = `host: x\r\nauthorization: Bearer ${w.owner.token}\r\nconnection: close\r\n`;
    const cases: [string, RegExp][] = [
      [`GET /v1/x%zz HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`GET /v1/%E0%A4 HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`GET /v1/%c0%af HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`TRACE /v1/health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 405 /],
      [`PROPFIND /v1/health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 405 /],
      [`GET http://evil.test/v1/health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`GET //evil.test/v1/health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`GET /v1/../v1/health HTTP/1.1\r\n${head}\r\n`, /^HTTP\/1\.1 400 /],
      [`GET /v1/auth/me HTTP/1.1\r\n${head}authorization: Bearer other\r\n\r\n`, /^HTTP\/1\.1 400 /],
      [
        `POST /v1/vaults HTTP/1.1\r\n${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
        /^HTTP\/1\.1 400 /,
      ],
      [
        `POST /v1/vaults HTTP/1.1\r\n${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
        /^HTTP\/1\.1 400 /,
      ],
      [`GET /v1/health HTTP/1.1\r\n${head}x: ${"a".repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
      ["nonsense\r\n\r\n", /^HTTP\/1\.1 400 /],
    ];
    for (const [request, status] of cases) {
      const answer = await bytes(request);
      const line = request.slice(0, 60);
      expect(answer, line).toMatch(status);
      expect(answer, line).toMatch(/content-type: application\/problem\+json/i);
      expect(answer, line).not.toMatch(/<html|location:|node:internal|at .*\.ts/i);
    }
  });
});

describe("the client's address on the record", () => {
  it.each([
    ["the socket's, when no proxy is trusted", "", "127.0.0.1"],
    ["the last one that no trusted proxy has, when the peer is one", "127.0.0.1,10.0.0.0/8", "198.51.100.7"],
  ])("is %s", async (_, TRUSTED_PROXIES, expected) => {
    const own = await testApi({ env: { TRUSTED_PROXIES } });
    const { server, drain } = createFrontDoor(own.runtime, own.app, { pages: null });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const headers = {
      "x-forwarded-for": "203.0.113.5, 198.51.100.7, 10.0.0.3",
      "x-real-ip": "203.0.113.5",
      forwarded: "for=203.0.113.5",
    };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/auth/me`, { headers });
    const { rows } = await own.admin.query("select ip from audit_events where request_id = $1", [
      answer.headers.get("x-request-id"),
    ]);
    expect(rows).toEqual([{ ip: expected }]);
    await drain();
    await own.close();
  });
});

describe("the OpenAPI document", () => {
  it("has every endpoint and is open to any origin, for it holds nothing private", async () => {
    const answer = await raw("GET", "/openapi.json", { headers: { origin: "https://anywhere.test" } });
    expect(answer.headers["access-control-allow-origin"]).toBe("*");
    const document = JSON.parse(answer.text) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    for (const { id, path, method } of ENDPOINTS)
      expect(document.paths[path]?.[method]?.operationId).toBe(id);
  });
});
