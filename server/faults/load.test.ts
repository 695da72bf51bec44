import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  LONG,
  mainThreadMs,
  memoryOf,
  must,
  newOwner,
  type Product,
  type Reply,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";

const MAX_BODY = 5 * 1024 * 1024;
/** The numbers of the plan are for a machine of its own; the short form runs beside other tests. */
const HEALTH_MS = LONG ? 200 : 2_000;
/** Of the main thread for one body of 5 MB: reading, judging, sealing. A parser that can be led astray takes seconds. */
const MOST_MS = LONG ? 300 : 600;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Asks for the server's health all the time; the result stops and gives every duration in ms, sorted. */
function watchHealth(product: Product): () => Promise<number[]> {
  const durations: number[] = [];
  let stopped = false;
  const loop = (async () => {
    while (!stopped) {
      const began = performance.now();
      await must(product, 200, "GET", "/v1/health");
      durations.push(performance.now() - began);
    }
  })();
  return async () => {
    stopped = true;
    await loop;
    return durations.sort((a, b) => a - b);
  };
}

const percentile = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** A body of exactly `bytes` that stores one long value. */
function bodyOf(bytes: number): { text: string; value: string } {
  const frame = JSON.stringify({ value: "" }).length;
  const value = randomBytes(Math.ceil((bytes - frame) / 2))
    .toString("hex")
    .slice(0, bytes - frame);
  return { text: JSON.stringify({ value }), value };
}

/** A request on a connection of its own with a body that is already text. */
function sendText(
  product: Product,
  [method, path]: [method: string, path: string],
  token: string,
  text: string,
  chunked = false,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...(chunked ? { "transfer-encoding": "chunked" } : { "content-length": Buffer.byteLength(text) }),
    };
    const options = { method, headers, agent: false };
    const request = http.request(new URL(path, product.url), options, async (response) => {
      let answered = "";
      for await (const chunk of response) answered += chunk;
      const body = JSON.parse(answered);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: answered, body });
    });
    request.on("error", reject);
    request.end(text);
  });
}

describe("large bodies", { timeout: 120_000 }, () => {
  it("fifty of 5 MB at once are stored whole, within 1 GB of memory and without holding up others", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    const { token, vault_id } = await newOwner(product);
    const stop = watchHealth(product);
    const hashes = new Map<string, string>();
    const puts = Array.from({ length: LONG ? 50 : 30 }, (_, n) => {
      const { text, value } = bodyOf(MAX_BODY);
      const path = `/v1/vaults/${vault_id}/secrets/large/${n}`;
      hashes.set(path, sha256(value));
      return sendText(product, ["PUT", path], token, text, n % 5 === 0);
    });
    const statuses = (await Promise.all(puts)).map((reply) => reply.status);
    expect(new Set(statuses)).toEqual(new Set([201]));
    expect(percentile(await stop(), 0.95)).toBeLessThan(2_000);
    expect(memoryOf(product.pid).peak).toBeLessThan(1024);
    for (const [path, hash] of hashes) {
      const { value } = await must<{ value: string }>(product, 200, "GET", path, { token });
      expect(sha256(value)).toBe(hash);
    }
    expect(memoryOf(product.pid).peak).toBeLessThan(1024);
  });

  it("of one byte too many are refused, with or without a length, and leave nothing", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    const { token, vault_id } = await newOwner(product);
    const { text } = bodyOf(MAX_BODY + 1);
    for (const chunked of [false, true]) {
      const path = `/v1/vaults/${vault_id}/secrets/too/large-${chunked}`;
      const status = await sendText(product, ["PUT", path], token, text, chunked).then(
        (reply) => reply.status,
        // Refused while it was still being sent: the connection may be closed before the answer is read.
        (error) => error.code,
      );
      expect([413, "EPIPE", "ECONNRESET"]).toContain(status);
      expect((await product.ask("GET", path, { token })).status).toBe(404);
    }
    expect(await place.sql("select from secret_versions where octet_length(blob) > 1000000")).toEqual([]);
  });
});

describe("hostile input", { timeout: 60_000 }, () => {
  it("of every kind that costs a parser dear never holds up others", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    const { token, vault_id } = await newOwner(product);
    const bot = await must<{ agent: { id: string } }>(product, 201, "POST", "/v1/agents", {
      token,
      body: { name: "b" },
    });
    const secret = `/v1/vaults/${vault_id}/secrets/bomb`;
    const policy = (pattern: string) =>
      JSON.stringify({
        secret_path_pattern: pattern,
        principal_type: "agent",
        principal_id: bot.agent.id,
        permissions: ["read"],
      });
    const filled = (unit: string, bytes = MAX_BODY - 100) => unit.repeat(Math.floor(bytes / unit.length));
    const bombs: [path: string, text: string, status: number[]][] = [
      [secret, `{"value":${filled("[")}`, [400]],
      [secret, `{"value":"x","metadata":${filled('{"a":')}`, [400]],
      [secret, `{"value":"x","metadata":[${filled("{},")}{}]}`, [400]],
      [
        secret,
        `{"value":"x","metadata":{${Array.from({ length: 300_000 }, (_, n) => `"k${n}":1`).join(",")}}}`,
        [400],
      ],
      [secret, `{"value":1${filled("0")}}`, [400]],
      [secret, `{"value":"x","max_access_count":1e${filled("9", 1_000_000)}}`, [400]],
      [secret, `{"value":"${filled('\\"')}"}`, [201]],
      [secret, `{"value":"${filled("\\u0041")}"}`, [201]],
      [secret, `{"value":"x","metadata":{"a":"${filled("y")}"}}`, [400]],
      [
        secret,
        JSON.stringify({
          value: Array.from({ length: 100_000 }, (_, n) => `KEY_${n}=value`).join("\n"),
          type: "env_bundle",
        }),
        [201],
      ],
      [secret, `${filled('"a":', MAX_BODY - 10)}`, [400]],
      [secret, filled(" "), [400]],
      [`/v1/vaults/${vault_id}/policies`, policy(`${"**/a*".repeat(150)}`), [201, 400]],
      [`/v1/vaults/${vault_id}/policies`, policy(`${"*a".repeat(500)}b`), [201, 400]],
      [`/v1/vaults/${vault_id}/policies`, policy(`${"**/".repeat(300)}b`), [201, 400]],
    ];
    const stop = watchHealth(product);
    const costs: string[] = [];
    for (const [path, text, statuses] of bombs) {
      const method = path.endsWith("policies") ? "POST" : "PUT";
      const before = mainThreadMs(product.pid);
      const reply = await sendText(product, [method, path], token, text);
      const cost = mainThreadMs(product.pid) - before;
      expect(statuses, `${text.slice(0, 40)}… ${reply.text.slice(0, 300)}`).toContain(reply.status);
      if (cost > MOST_MS) costs.push(`${text.slice(0, 40)}… cost ${cost.toFixed(0)} ms`);
    }
    expect(costs).toEqual([]);
    const deep = `/v1/vaults/${vault_id}/secrets/${"a/".repeat(400)}a`;
    await must(product, 201, "PUT", deep, { token, body: { value: "x" } });
    const list = `/v1/vaults/${vault_id}/secrets?prefix=${"a/".repeat(300)}`;
    await must(product, 200, "GET", list, { token });
    expect(percentile(await stop(), 0.95)).toBeLessThan(HEALTH_MS);
  });
});

describe("a flood of passwords", { timeout: 60_000 }, () => {
  it("is checked two at a time with a short queue, the rest told to wait, and costs little memory", async () => {
    const place = await sharedPlace();
    const product = await startProduct({ ...place.env, AUTH_ACCOUNT_ATTEMPTS: "1000" });
    const owner = await newOwner(product);
    const before = memoryOf(product.pid).now;
    const stop = watchHealth(product);
    const body = { email: owner.email, password: "not-the-password-Qz81!" };
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => product.ask("POST", "/v1/auth/token", { body })),
    );
    const durations = await stop();
    const statuses = Map.groupBy(replies, (reply) => reply.status);
    expect([...statuses.keys()].sort()).toEqual([401, 429]);
    expect(statuses.get(401)?.length).toBeGreaterThanOrEqual(2);
    expect(statuses.get(429)?.every((reply) => Number(reply.headers["retry-after"]) >= 1)).toBe(true);
    expect(percentile(durations, 0.95)).toBeLessThan(HEALTH_MS);
    expect(memoryOf(product.pid).peak - before).toBeLessThan(300);
    await must(product, 200, "POST", "/v1/auth/token", {
      body: { email: owner.email, password: owner.password },
    });
  });
});

describe("slow clients", { timeout: 90_000 }, () => {
  it("five hundred that never finish their headers are cut off and hold nobody up meanwhile", async () => {
    const place = await sharedPlace();
    const product = await startProduct(place.env);
    await newOwner(product);
    const sockets = Array.from({ length: 500 }, () => {
      const socket = connect(product.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write("GET /v1/health HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      return socket;
    });
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    const began = performance.now();
    const stop = watchHealth(product);
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write("x");
    }, 1_000);
    onTestFinished(() => clearInterval(drip));
    for (const socket of sockets) socket.resume();
    await until(() => sockets.every((socket) => socket.destroyed || socket.readableEnded), {
      within_ms: 25_000,
    });
    expect(performance.now() - began).toBeLessThan(LONG ? 13_000 : 20_000);
    expect(percentile(await stop(), 0.95)).toBeLessThan(LONG ? 500 : 2_000);
  });
});
