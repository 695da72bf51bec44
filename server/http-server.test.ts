import { readFileSync } from "node:fs";
import http from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { until } from "./faults/product.ts";
import { createFrontDoor, type FrontDoor, type FrontDoorLimits } from "./http-server.ts";
import {
  agent,
  agentToken,
  events,
  expectStatus,
  grant,
  put,
  scene,
  type TestApi,
  type TestApiOptions,
  testApi,
  vault,
} from "./testing/test-api.ts";

type Open = { api: TestApi; door: FrontDoor; port: number };

/** A listening front door before a real deployment. */
async function open(options: TestApiOptions & { limits?: Partial<FrontDoorLimits> } = {}): Promise<Open> {
  const api = await testApi(options);
  const door = createFrontDoor(api.runtime, api.app, { pages: null, limits: options.limits });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    door.server.closeAllConnections();
    door.server.close();
    await api.close();
  });
  const address = door.server.address();
  return { api, door, port: typeof address === "object" && address ? address.port : 0 };
}

/** A socket to the door that is destroyed with the test. */
function dial(port: number): Socket {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** Everything that comes back on one connection until the server closes it. */
async function raw(port: number, ...parts: (string | Buffer)[]): Promise<string> {
  const socket = dial(port);
  let answered = "";
  socket.on("data", (chunk) => (answered += chunk.toString("latin1")));
  for (const part of parts) socket.write(typeof part === "string" ? Buffer.from(part, "latin1") : part);
  await until(() => socket.destroyed || socket.readableEnded, { what: () => `the end of: ${answered}` });
  return answered;
}

const get = (target: string, ...headers: string[]) =>
  [
    "GET ",
    target,
    " HTTP/1.1\r\nHost: claw.example\r\nConnection: close\r\n",
    ...headers.map((line) => `${line}\r\n`),
    "\r\n",
  ].join("");

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
const answersIn = (text: string) => text.match(/HTTP\/1\.1 \d{3}/g)?.length ?? 0;
const bodyOf = (answer: string) =>
  JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4)) as Record<string, unknown>;

describe("a request whose end can be read in two ways", () => {
  const smuggled = get("/v1/health");
  const post = (...lines: string[]) =>
    `POST /v1/auth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${lines.join("\r\n")}`;
  it.each([
    ["two different Content-Length", post("Content-Length: 4", "Content-Length: 40", "", "{}{}")],
    ["the same Content-Length twice", post("Content-Length: 4", "Content-Length: 4", "", "{}{}")],
    ["a list of Content-Lengths", post("Content-Length: 4, 4", "", "{}{}")],
    ["a signed Content-Length", post("Content-Length: +4", "", "{}{}")],
    [
      "Content-Length with Transfer-Encoding",
      post("Content-Length: 4", "Transfer-Encoding: chunked", "", "0\r\n\r\n"),
    ],
    [
      "Transfer-Encoding with Content-Length",
      post("Transfer-Encoding: chunked", "Content-Length: 4", "", "0\r\n\r\n"),
    ],
    ["a transfer coding that nobody knows", post("Transfer-Encoding: xchunked", "", "0\r\n\r\n")],
    ["chunked that is not the last coding", post("Transfer-Encoding: chunked, identity", "", "0\r\n\r\n")],
    [
      "Transfer-Encoding twice",
      post("Transfer-Encoding: chunked", "Transfer-Encoding: identity", "", "0\r\n\r\n"),
    ],
    ["a folded header line", post("Content-Length: 4", "X-Folded: one", " two", "", "{}{}")],
    [
      "a folded Transfer-Encoding",
      post("Transfer-Encoding:", " chunked", "Content-Length: 4", "", "0\r\n\r\n"),
    ],
    ["bare line feeds", post("Content-Length: 4", "", "{}{}").replaceAll("\r\n", "\n")],
    ["a space before the colon", post("Content-Length : 4", "", "{}{}")],
    ["a NUL in a header", post("X-Nul: a\0b", "Content-Length: 4", "", "{}{}")],
    ["a chunk size that is no number", post("Transfer-Encoding: chunked", "", "zz\r\n{}\r\n0\r\n\r\n")],
    [
      "64 KB of chunk extensions",
      post("Transfer-Encoding: chunked", "", `2;${"a".repeat(65_536)}\r\n{}\r\n0\r\n\r\n`),
    ],
    ["no Host", "GET /v1/health HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["two Hosts", get("/v1/health", "Host: other")],
    ["another protocol", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ])("(%s) is refused with 400, the connection closed, and what follows is not read", async (_what, text) => {
    const { port } = await open();
    const answer = await raw(port, text, smuggled);
    expect(statusOf(answer), answer).toBe(400);
    expect(answersIn(answer), answer).toBe(1);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/connection: close/i);
    expect(answer).not.toContain("healthy");
  });

  it("is not made of two honest ones on one connection", async () => {
    const { port } = await open();
    const keep = get("/v1/health").replace("Connection: close\r\n", "");
    const answer = await raw(port, keep, get("/v1/health/hsm"));
    expect(answersIn(answer)).toBe(2);
    expect(answer).toContain('"status":"healthy"');
  });
});

describe("request targets on the wire", () => {
  it.each([
    ["/v1/x%zz", 400],
    ["/v1/%E0%A4", 400],
    ["/v1/%c0%af", 400],
    ["/v1/a%00b", 400],
    ["/v1/a b", 400],
    ["//evil.example/v1", 400],
    ["/\\evil.example", 400],
    ["http://evil.example/", 400],
    ["https://evil.example/v1/health", 400],
    ["/v1/../metrics", 400],
    ["*", 400],
  ])("%s is refused as a problem, never redirected", async (target, status) => {
    const { port } = await open();
    const answer = await raw(port, get(target));
    expect(statusOf(answer), answer).toBe(status);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).not.toMatch(/^location:/im);
    expect(answer).not.toContain("evil");
  });

  it.each(["TRACE", "CONNECT", "PROPFIND", "PURGE", "LINK"])(
    "%s is answered 405 as a problem and echoes nothing",
    async (method) => {
      const { port } = await open();
      const target = method === "CONNECT" ? "evil.example:443" : "/v1/health";
      const answer = await raw(port, get(target, "Cookie: CANARY=1").replace("GET", method));
      expect(statusOf(answer), answer).toBe(405);
      expect(answer).toMatch(/content-type: application\/problem\+json/i);
      expect(answer).toMatch(/^allow: GET/im);
      expect(answer).not.toMatch(/CANARY|evil/);
    },
  );

  it("never lead an agent to a path that it was not granted, however they are spelled", async () => {
    const { api, port } = await open();
    const it_was = await scene(api, { path: "api-keys/x", pattern: "api-keys/**" });
    const hidden = "CANARY-hidden-value";
    await put(api, it_was.owner.token, it_was.vault_id, "prod/db", hidden);
    const spellings = [
      ...[
        "api-keys/../prod/db",
        "api-keys/%2e%2e/prod/db",
        "api-keys/..%2fprod/db",
        "api-keys%2f..%2fprod%2fdb",
      ],
      ...[
        "api-keys/./x",
        "api-keys//x",
        "api-keys/%252e%252e/x",
        "api-keys\\..\\prod\\db",
        "api-keys/x%00/../../prod/db",
      ],
      ...[
        "api-keys/%2e/x",
        "api-keys/..;/prod/db",
        "prod%2fdb",
        "prod/db/",
        "/prod/db",
        "PROD/db",
        "prod/%64b",
        "prod/db%20",
        "prod/db?x",
      ],
    ];
    for (const spelling of spellings) {
      const target = `/v1/vaults/${it_was.vault_id}/secrets/${spelling}`;
      const answer = await raw(port, get(target, `Authorization: Bearer ${it_was.token}`));
      expect([400, 403, 404], `${spelling}: ${answer}`).toContain(statusOf(answer));
      expect(answer).not.toContain(hidden);
    }
  });

  it("that climb from one vault into another end nowhere", async () => {
    const { api, port } = await open();
    const it_was = await scene(api);
    const other = await vault(api, it_was.owner.token, "Other");
    await put(api, it_was.owner.token, other, "x", "CANARY-other-vault");
    for (const climb of ["../..", "%2e%2e/%2e%2e", "..%2f..", "a/../../.."]) {
      const target = `/v1/vaults/${it_was.vault_id}/secrets/${climb}/${other}/secrets/x`;
      const answer = await raw(port, get(target, `Authorization: Bearer ${it_was.token}`));
      expect([400, 403, 404]).toContain(statusOf(answer));
      expect(answer).not.toContain("CANARY-other-vault");
    }
  });
});

describe("the Authorization header", () => {
  it("sent twice is refused, and the scheme is read in any case but with one space", async () => {
    const { api, port } = await open();
    const { token } = (await scene(api)).owner;
    const ask = async (...lines: string[]) => statusOf(await raw(port, get("/v1/auth/me", ...lines)));
    expect(await ask(`Authorization: Bearer ${token}`)).toBe(200);
    expect(await ask(`AUTHORIZATION: bearer ${token}`)).toBe(200);
    expect(await ask(`Authorization: Bearer ${token}`, `authorization: Bearer ${token}`)).toBe(400);
    expect(await ask(`Authorization: Bearer ${token}`, "Authorization: Bearer x")).toBe(400);
    for (const value of [
      `Bearer  ${token}`,
      `Bearer ${token},Bearer ${token}`,
      `Bearer ${token} x`,
      token,
      `Basic ${token}`,
      "Bearer",
      "",
    ]) {
      expect(await ask(`Authorization: ${value}`), value).toBe(401);
    }
    expect(await ask(`Authorization: Bearer ${"a".repeat(8_000)}`)).toBe(401);
    expect([400, 431]).toContain(await ask(`Authorization: Bearer ${"a".repeat(16_384)}`));
  });
});

describe("headers that other servers take orders from", () => {
  const document = JSON.parse(
    readFileSync(join(import.meta.dirname, "..", "public", "openapi.json"), "utf8"),
  ) as {
    paths: Record<string, Record<string, { security?: unknown[] }>>;
  };
  const orders = [
    ...[
      "middleware",
      "src/middleware",
      "middleware:middleware:middleware:middleware:middleware",
      "pages/_middleware",
      "src/middleware:src/middleware",
    ].map((value) => `x-middleware-subrequest: ${value}`),
    ...[
      "x-invoke-path: /v1/health",
      "x-matched-path: /v1/health",
      "x-middleware-rewrite: /v1/health",
      "rsc: 1",
      "next-router-prefetch: 1",
    ],
    ...[
      "next-action: 0123456789abcdef",
      "x-original-url: /v1/health",
      "x-rewrite-url: /v1/health",
      "x-http-method-override: GET",
      "x-user-id: 1",
    ],
  ];

  it("change no answer of any route to a caller without a token", async () => {
    const { port } = await open();
    const agentOf = new http.Agent({ keepAlive: true, maxSockets: 4 });
    onTestFinished(() => agentOf.destroy());
    const ask = (method: string, path: string, headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const request = http.request(
          { port, host: "127.0.0.1", method, path, headers, agent: agentOf },
          (response) => {
            response.resume().on("end", () => resolve(response.statusCode ?? 0));
          },
        );
        request.on("error", reject).end();
      });
    const all = Object.fromEntries(orders.map((line) => line.split(": ") as [string, string]));
    const open_routes: string[] = [];
    const declared_open: string[] = [];
    for (const [template, methods] of Object.entries(document.paths)) {
      const path = template.replaceAll(/\{(\w+)\}/g, (_all, name) =>
        name === "path" ? "a/b" : name === "version" ? "1" : crypto.randomUUID(),
      );
      for (const method of Object.keys(methods).filter((key) => /^(get|post|put|patch|delete)$/.test(key))) {
        const plain = await ask(method.toUpperCase(), path, {});
        const ordered = await ask(method.toUpperCase(), path, all);
        expect(ordered, `${method} ${template}`).toBe(plain);
        expect(await ask(method.toUpperCase(), `${path}?nxtPpath=health&__nextLocale=en`, all)).toBe(plain);
        if (plain !== 401) open_routes.push(`${method} ${template}`);
        const { security } = (methods as Record<string, { security?: unknown[] }>)[method] ?? {};
        if (security?.length === 0) declared_open.push(`${method} ${template}`);
      }
    }
    for (const line of orders) expect(statusOf(await raw(port, get("/v1/vaults", line))), line).toBe(401);
    expect(open_routes.filter((route) => !declared_open.includes(route))).toEqual([]);
  });
});

describe("the client's address", () => {
  /** The address on record for a change that came with these X-Forwarded-For headers. */
  const recorder = async ({ api, port }: Open) => {
    const { token } = (await scene(api)).owner;
    const body = JSON.stringify({ name: "Another" });
    return async (...values: string[]): Promise<unknown> => {
      const lines = [
        ...["POST /v1/vaults HTTP/1.1", "Host: x", "Connection: close", `Authorization: Bearer ${token}`],
        ...["Content-Type: application/json", `Content-Length: ${body.length}`],
        ...values.map((value) => `X-Forwarded-For: ${value}`),
      ];
      expect(statusOf(await raw(port, `${lines.join("\r\n")}\r\n\r\n${body}`))).toBe(201);
      const [event] = await events(api, token, "&action=vault.create");
      return event?.ip_address;
    };
  };

  it("is the peer's, whatever X-Forwarded-For says, when no proxy is trusted", async () => {
    const recorded = await recorder(await open());
    for (const value of ["1.2.3.4", "1.2.3.4, 5.6.7.8", "127.0.0.1", "nonsense"]) {
      expect(await recorded(value)).toBe("127.0.0.1");
    }
  });

  it("is the last one that a trusted proxy saw, and what the client put before it counts for nothing", async () => {
    const recorded = await recorder(await open({ env: { TRUSTED_PROXIES: "127.0.0.0/8,10.0.0.0/8" } }));
    expect(await recorded("203.0.113.9")).toBe("203.0.113.9");
    expect(await recorded("1.2.3.4, 203.0.113.9")).toBe("203.0.113.9");
    expect(await recorded("1.2.3.4, 203.0.113.9, 10.0.0.7")).toBe("203.0.113.9");
    expect(await recorded("1.2.3.4", "203.0.113.9")).toBe("203.0.113.9");
    expect(await recorded("::ffff:203.0.113.9")).toBe("203.0.113.9");
    expect(await recorded("nonsense")).toBeUndefined();
  });

  it("cannot be invented to get past a policy's ip_allowlist", async () => {
    const { api, port } = await open();
    const it_was = await scene(api);
    const bot = await agent(api, it_was.owner.token);
    await grant(api, it_was.owner.token, it_was.vault_id, bot.id, "**", ["read"], {
      conditions: { ip_allowlist: ["203.0.113.0/24"] },
    });
    const token = await agentToken(api, bot);
    for (const name of [
      "X-Forwarded-For",
      "X-Real-IP",
      "Forwarded",
      "True-Client-IP",
      "CF-Connecting-IP",
      "X-Client-IP",
    ]) {
      const value = name === "Forwarded" ? "for=203.0.113.9" : "203.0.113.9";
      const answer = await raw(port, get(it_was.url, `Authorization: Bearer ${token}`, `${name}: ${value}`));
      expect(statusOf(answer), name).toBe(403);
    }
  });
});

describe("/metrics", () => {
  it("is for the machine itself alone, and a proxy on it is not the machine itself", async () => {
    const { port } = await open();
    expect(await raw(port, get("/metrics"))).toContain("oneclaw_process_cpu_seconds_total");
    const answer = await raw(port, get("/metrics", "X-Forwarded-For: 203.0.113.9"));
    expect(statusOf(answer)).toBe(401);
    expect(answer).not.toContain("oneclaw_");
    expect(statusOf(await raw(port, get("/metrics").replace("GET", "POST")))).toBe(404);
  });

  it("asks for METRICS_TOKEN when there is one, and is not there when it is off", async () => {
    const { port } = await open({ env: { METRICS_TOKEN: "a-token-of-the-operator" } });
    expect(statusOf(await raw(port, get("/metrics")))).toBe(401);
    expect(statusOf(await raw(port, get("/metrics", "Authorization: Bearer a-token-of-the-operatoR")))).toBe(
      401,
    );
    expect(statusOf(await raw(port, get("/metrics", "Authorization: Bearer a-token-of-the-operator")))).toBe(
      200,
    );
    const off = await open({ env: { METRICS: "off" } });
    expect(statusOf(await raw(off.port, get("/metrics")))).toBe(404);
  });
});

describe("too much of a request", () => {
  it("is 431 for more than 16 KiB of headers, in one or in many", async () => {
    const { port } = await open();
    const one = await raw(port, get("/v1/health", `X-Long: ${"a".repeat(17_000)}`));
    const many = await raw(
      port,
      get("/v1/health", ...Array.from({ length: 2_000 }, (_, n) => `X-${n}: aaaaaaaa`)),
    );
    for (const answer of [one, many]) {
      expect([400, 431], answer.slice(0, 200)).toContain(statusOf(answer));
      expect(answer).toMatch(/content-type: application\/problem\+json/i);
      expect(answersIn(answer)).toBe(1);
    }
  });
});

describe("slow clients", { timeout: 40_000 }, () => {
  const limits = { header_ms: 700, request_ms: 1_500, idle_ms: 400 };

  it("that do not finish their headers in time are answered 408 and cut off", async () => {
    const { port } = await open({ limits });
    const began = performance.now();
    const answer = await raw(port, "GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    expect(statusOf(answer), answer).toBe(408);
    expect(answer).toMatch(/connection: close/i);
    expect(performance.now() - began).toBeGreaterThan(limits.header_ms * 0.9);
  });

  it("that do not finish their body in time are answered 408 and leave nothing behind", async () => {
    const { api, port } = await open({ limits });
    const { owner, vault_id } = await scene(api);
    const socket = dial(port);
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk));
    socket.write(
      `PUT /v1/vaults/${vault_id}/secrets/slow HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owner.token}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"value":"`,
    );
    const drip = setInterval(() => socket.writable && socket.write("a"), 100);
    onTestFinished(() => clearInterval(drip));
    await until(() => socket.destroyed || socket.readableEnded);
    expect(statusOf(answer), answer).toBe(408);
    expect((await api.ask("GET", `/v1/vaults/${vault_id}/secrets/slow`, { token: owner.token })).status).toBe(
      404,
    );
  });

  it("five hundred that say nothing at all are cut off and hold nobody up meanwhile", async () => {
    const { port } = await open({ limits });
    const sockets = Array.from({ length: 500 }, () => dial(port).resume());
    await until(() => sockets.every((socket) => !socket.connecting));
    const durations: number[] = [];
    while (!sockets.every((socket) => socket.destroyed || socket.readableEnded)) {
      const began = performance.now();
      expect(statusOf(await raw(port, get("/v1/health")))).toBe(200);
      durations.push(performance.now() - began);
      if (durations.length > 2_000) expect.fail("the silent connections stay open");
    }
    durations.sort((a, b) => a - b);
    expect(durations[Math.floor(durations.length * 0.95)]).toBeLessThan(1_500);
  });

  it("that do not read a large answer are cut off", async () => {
    const { api, door, port } = await open({ limits });
    const { owner, vault_id } = await scene(api);
    await put(api, owner.token, vault_id, "large", "x".repeat(5_000_000));
    const sockets = Array.from({ length: 5 }, () => {
      const socket = dial(port);
      socket.pause();
      socket.write(get(`/v1/vaults/${vault_id}/secrets/large`, `Authorization: Bearer ${owner.token}`));
      return socket;
    });
    const count = () =>
      new Promise<number>((resolve) => door.server.getConnections((_error, n) => resolve(n)));
    await until(async () => (await count()) >= sockets.length);
    await until(async () => (await count()) === 0, {
      what: () => "the slow readers' connections to be closed",
    });
  });

  it("that keep a connection without using it lose it after a while", async () => {
    const { port } = await open({ limits });
    const answer = await raw(port, get("/v1/health").replace("Connection: close\r\n", ""));
    expect(statusOf(answer)).toBe(200);
    expect(answer).not.toMatch(/connection: close/i);
  });
});

describe("one address", () => {
  it("gets no more connections than are meant for one, and new ones when it has closed some", async () => {
    const { port } = await open({ limits: { connections_per_address: 20 } });
    const sockets = Array.from({ length: 20 }, () => dial(port).resume());
    await until(() => sockets.every((socket) => !socket.connecting));
    expect(await raw(port, get("/v1/health")), "cut off without an answer").toBe("");
    sockets[0]?.destroy();
    const answer = await until(() => raw(port, get("/v1/health")));
    expect(statusOf(answer)).toBe(200);
  });

  it("that is a trusted proxy speaks for many and is not counted", async () => {
    const { port } = await open({
      env: { TRUSTED_PROXIES: "127.0.0.1" },
      limits: { connections_per_address: 5 },
    });
    const sockets = Array.from({ length: 20 }, () => dial(port).resume());
    await until(() => sockets.every((socket) => !socket.connecting));
    expect(statusOf(await raw(port, get("/v1/health")))).toBe(200);
  });
});

describe("a server that is to end", { timeout: 20_000 }, () => {
  it("lets a request in flight finish on its kept-alive connection, says that it closes, and closes it", async () => {
    const { api, door, port } = await open();
    const { owner, vault_id } = await scene(api);
    const body = JSON.stringify({ value: "in flight" });
    const socket = dial(port);
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk));
    const entered = new Promise((resolve) => door.server.once("request", resolve));
    socket.write(
      `PUT /v1/vaults/${vault_id}/secrets/late HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${owner.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    );
    await entered;
    const drained = door.drain();
    await until(() => !door.server.listening);
    socket.write(body.slice(5));
    await drained;
    await until(() => socket.destroyed || socket.readableEnded);
    expect(statusOf(answer), answer).toBe(201);
    expect(answer).toMatch(/^connection: close/im);
    const read = await api.ask("GET", `/v1/vaults/${vault_id}/secrets/late`, { token: owner.token });
    expect(expectStatus(read, 200).value).toBe("in flight");
  });

  it("answers what arrives while it is still open, and closes idle connections at once", async () => {
    const { door, port } = await open();
    const idle = dial(port).resume();
    idle.write(get("/v1/health").replace("Connection: close\r\n", ""));
    await until(() => idle.bytesRead > 0);
    const drained = door.drain();
    const answer = await raw(port, get("/v1/health").replace("Connection: close\r\n", ""));
    expect(statusOf(answer)).toBe(200);
    expect(answer).toMatch(/^connection: close/im);
    await drained;
    await until(() => idle.destroyed || idle.readableEnded);
  });

  it("cuts off what does not end in time", async () => {
    const { door, port } = await open({ limits: { drain_ms: 300 } });
    const stuck = dial(port).resume();
    const entered = new Promise((resolve) => door.server.once("request", resolve));
    stuck.write(
      "PUT /v1/vaults HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    await entered;
    const began = performance.now();
    await door.drain();
    expect(performance.now() - began).toBeLessThan(3_000);
    await until(() => stuck.destroyed || stuck.readableEnded);
  });
});

describe("answers to broken HTTP", () => {
  it("tell nothing about the server", async () => {
    const { port } = await open();
    const answer = await raw(port, "nonsense\r\n\r\n");
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toEqual({
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: "The request is not HTTP that this server accepts.",
    });
    expect(answer).not.toMatch(/node|next|hono|powered/i);
  });
});
