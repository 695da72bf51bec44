// The program itself, as MCP clients start it.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { testCertificate } from "../../../server/testing/certificate.ts";
import { agent, expectStatus, grant, put, scene, vault } from "../../../server/testing/test-api.ts";
import { buildPackages } from "../../build.mjs";
import {
  BINARY,
  earlierStdioClient,
  listening,
  type Revision,
  stdioClient,
  type TestClient,
  textOf,
} from "./testing/clients.ts";

const TOOLS = [
  "list_secrets",
  "get_secret",
  "describe_secret",
  "put_secret",
  "rotate_and_store",
  "delete_secret",
  "get_env_bundle",
  "request_secret",
  "describe_access",
  "list_vaults",
  "create_vault",
  "grant_access",
  "share_secret",
  "inspect_content",
];

let server: Awaited<ReturnType<typeof listening>>;
let s: Awaited<ReturnType<typeof scene>>;
let env: Record<string, string>;
beforeAll(async () => {
  await buildPackages(["mcp"]);
  server = await listening();
  s = await scene(server.api);
  env = { ONECLAW_AGENT_API_KEY: s.bot.api_key, ONECLAW_BASE_URL: server.url };
});
afterAll(() => server.close());

function closing(client: TestClient): TestClient {
  onTestFinished(() => client.close());
  return client;
}

const CLIENTS: [string, Revision, (env: Record<string, string>) => Promise<TestClient>][] = [
  ["the earlier client", "2025-06-18", (env) => earlierStdioClient(env, "2025-06-18")],
  ["the earlier client", "2025-11-25", (env) => earlierStdioClient(env, "2025-11-25")],
  ["the newer client", "2025-06-18", (env) => stdioClient(env, "2025-06-18")],
  ["the newer client", "2025-11-25", (env) => stdioClient(env, "2025-11-25")],
  ["the newer client", "2026-07-28", (env) => stdioClient(env, "2026-07-28")],
];

describe("with nothing but an agent's key", () => {
  it.each(CLIENTS)(
    "%s reads a secret in revision %s, and its value is nowhere else",
    async (_name, revision, start) => {
      const client = closing(await start(env));
      expect(client.revision).toBe(revision);
      expect((await client.tools()).map(({ name }) => name)).toEqual(TOOLS);
      expect(textOf(await client.call("list_secrets"))).toMatch(
        /^Found 1 secret\(s\):\n- api-keys\/stripe {2}\(type: api_key, version: 1, expires: never\)/,
      );
      const read = await client.call("get_secret", { path: s.path });
      expect(JSON.parse(textOf(read))).toEqual({ path: s.path, type: "api_key", version: 1, value: s.value });
      expect(read.structuredContent).toBeUndefined();
      expect(JSON.parse(await client.read("vault://secrets"))).toMatchObject({ secrets: [{ path: s.path }] });
      expect(JSON.parse(await client.read(`vault://secrets/${s.path}`))).toMatchObject({
        path: s.path,
        version: 1,
      });
      expect(client.stderr()).toBe(`secret accessed: ${s.path}\n`);
      expect(client.errors).toEqual([]);
    },
  );

  it("the server answers what is spoken on stdin, says nothing else on stdout, and ends with its stdin", async () => {
    const child = spawn(process.execPath, [BINARY], { env: { ...env } as NodeJS.ProcessEnv });
    let out = "";
    child.stdout.on("data", (chunk) => (out += String(chunk)));
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const params = {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "t", version: "1" },
    };
    const answered = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
    child.stdin.write(
      `not json\n${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params })}\n`,
    );
    await answered;
    child.stdin.end();
    expect(await ended).toBe(0);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ id: 1, result: { serverInfo: { name: "1claw" } } });
    for (const line of lines) expect(line.jsonrpc).toBe("2.0");
  });
});

describe("hostile messages", () => {
  it("arguments of any depth and size are refused in words, and the next call is answered", async () => {
    const client = closing(await stdioClient(env));
    let deep: unknown = "bottom";
    for (let i = 0; i < 3_000; i++) deep = { deep };
    const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`key${at}`, at]));
    for (const args of [{ path: deep }, wide, { path: ["a"] }, { path: "a".repeat(4_000_000) }]) {
      const result = await client.call("get_secret", args);
      expect(result.isError).toBe(true);
      expect(textOf(result).length).toBeLessThan(2_000);
    }
    expect(textOf(await client.call("get_secret", { path: s.path }))).toContain(s.value);
    expect(client.stderr()).toBe(`secret accessed: ${s.path}\n`);
  });
});

describe("what is missing or wrong", () => {
  const refusal = async (changes: Record<string, string>, revision?: Revision) => {
    const client = closing(await stdioClient({ ...env, ...changes }, revision));
    const result = await client.call("list_secrets");
    expect(result.isError).toBe(true);
    expect(textOf(result)).not.toMatch(/\n\s+at |undefined|\[object/);
    expect(textOf(result)).not.toContain(s.bot.api_key);
    return { text: textOf(result), stderr: client.stderr() };
  };

  it.each([
    ["no key", { ONECLAW_AGENT_API_KEY: "" }, /^ONECLAW_AGENT_API_KEY is not set/],
    ["a placeholder", { ONECLAW_AGENT_API_KEY: "$" + "{ONECLAW_KEY}" }, /still holds a placeholder/],
    ["a person's key", { ONECLAW_AGENT_API_KEY: `1ck_${"x".repeat(43)}` }, /holds a personal API key/],
    ["half a key", { ONECLAW_AGENT_API_KEY: "ocv_abc" }, /is not an agent's key/],
    ["no address", { ONECLAW_BASE_URL: "localhost" }, /^ONECLAW_BASE_URL is not an http or https address/],
    ["an agent's name", { ONECLAW_AGENT_ID: "deploy-bot" }, /^ONECLAW_AGENT_ID is not a UUID/],
  ])(
    "(%s) is said by every tool and on stderr, not by a server that is not there",
    async (_what, changes, words) => {
      const { text, stderr } = await refusal(changes);
      expect(text).toMatch(words);
      expect(stderr).toContain(text);
    },
  );

  it("a dead server, a bad certificate, another server and a refused key have a sentence each", async () => {
    const { cert, key } = testCertificate("localhost");
    const secure = https.createServer({ cert, key }).listen(0, "127.0.0.1");
    const other = http
      .createServer((_request, response) =>
        response.writeHead(404, { "content-type": "text/html" }).end("<h1>Hi</h1>"),
      )
      .listen(0, "127.0.0.1");
    const plain = http.createServer().listen(0, "127.0.0.1");
    const portOf = (each: http.Server | https.Server) => (each.address() as AddressInfo).port;
    onTestFinished(() => void [secure, other, plain].map((each) => each.close()));
    await Promise.all(
      [secure, other, plain].map(
        (each) => new Promise((resolve) => (each.listening ? resolve(0) : each.once("listening", resolve))),
      ),
    );
    const closed = portOf(plain);
    await new Promise((resolve) => plain.close(resolve));
    const gone = await agent(server.api, s.owner.token, { name: "gone" });
    expectStatus(await server.api.ask("DELETE", `/v1/agents/${gone.id}`, { token: s.owner.token }), 204);
    const sentences = await Promise.all([
      refusal({ ONECLAW_BASE_URL: `http://127.0.0.1:${closed}` }),
      refusal({ ONECLAW_BASE_URL: `https://127.0.0.1:${portOf(secure)}` }),
      refusal({ ONECLAW_BASE_URL: `http://127.0.0.1:${portOf(other)}` }),
      refusal({ ONECLAW_BASE_URL: `${server.url}/v1` }),
      refusal({ ONECLAW_AGENT_API_KEY: gone.api_key }),
      refusal({ ONECLAW_AGENT_API_KEY: "", ONECLAW_AGENT_TOKEN: "eyJh.eyJl.c2ln" }),
    ]);
    const words = [
      /^No answer from http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\).*ONECLAW_BASE_URL/s,
      /certificate of https:\/\/127\.0\.0\.1:\d+ is not trusted/,
      /is not the address of a 1Claw server/,
      /without \/v1 or \/mcp/,
      /does not accept this agent's key.*ONECLAW_AGENT_API_KEY/s,
      /^The token in ONECLAW_AGENT_TOKEN has expired or was revoked/,
    ];
    for (const [at, each] of words.entries()) expect(sentences[at]?.text, sentences[at]?.text).toMatch(each);
    expect(new Set(sentences.map(({ text }) => text)).size).toBe(words.length);
  });

  it("several vaults are told apart by id or name, in the tool or in the environment", async () => {
    const bot = await agent(server.api, s.owner.token, { name: "two-vaults" });
    const other = await vault(server.api, s.owner.token, "Staging");
    await put(server.api, s.owner.token, other, "db/password", "staging-value");
    await grant(server.api, s.owner.token, other, bot.id);
    await grant(server.api, s.owner.token, s.vault_id, bot.id);
    const own = { ONECLAW_AGENT_API_KEY: bot.api_key };
    const { text } = await refusal(own);
    expect(text).toMatch(/^There are several vaults.*`vault_id`/s);
    expect(text).toContain(`- Staging  (id: ${other})`);
    const client = closing(await stdioClient({ ...env, ...own }));
    expect(textOf(await client.call("list_secrets", { vault_id: "staging" }))).toContain("db/password");
    expect(textOf(await client.call("list_secrets", { vault_id: s.vault_id }))).toContain(s.path);
    expect(textOf(await client.call("list_secrets", { vault_id: "Nowhere" }))).toContain("- Staging");
    const bound = closing(await stdioClient({ ...env, ...own, ONECLAW_VAULT_ID: other }));
    expect(textOf(await bound.call("list_secrets"))).toContain("db/password");
  });
});

describe("the command", () => {
  const command = (word: string, changes: Record<string, string> = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, [BINARY, word], {
        env: { ...env, ...changes } as NodeJS.ProcessEnv,
      });
      let out = "";
      let err = "";
      child.stdout.on("data", (chunk) => (out += String(chunk)));
      child.stderr.on("data", (chunk) => (err += String(chunk)));
      child.once("close", (code) => resolve({ code, out, err }));
    });

  it("--check says who the key is and what it reaches, or what is wrong", async () => {
    const good = await command("--check");
    expect(good).toMatchObject({ code: 0, err: "" });
    expect(good.out).toBe(
      `${server.url} answers, and knows this key as the agent "deploy-bot".\nIt reaches:\n- Production  (id: ${s.vault_id})\n`,
    );
    const bad = await command("--check", { ONECLAW_AGENT_API_KEY: `ocv_${"A".repeat(43)}` });
    expect(bad).toMatchObject({ code: 1, out: "" });
    expect(bad.err).toMatch(/does not accept this agent's key/);
  });

  it("--help and --version answer, anything else is refused", async () => {
    expect(await command("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
    expect((await command("--help")).out).toContain("ONECLAW_AGENT_API_KEY");
    expect(await command("--serve")).toMatchObject({ code: 2, out: "" });
  });
});

describe("local only", () => {
  let folder: string;
  let watch: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "1claw-mcp-"));
    watch = path.join(folder, "watch.mjs");
    writeFileSync(
      watch,
      `import net from "node:net"; import dns from "node:dns"; import dgram from "node:dgram";
       const seen = (target, name) => { const real = target[name]; target[name] = function (...args) { process.stderr.write("NETWORK " + name + "\\n"); return real.apply(this, args); }; };
       seen(net.Socket.prototype, "connect"); seen(dns, "lookup"); seen(dgram.Socket.prototype, "send");`,
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("there is inspect_content, no other tool, no resource, and no socket is ever opened", async () => {
    const watched = { NODE_OPTIONS: `--import ${watch}` };
    const client = closing(await stdioClient({ ...watched, ...env, ONECLAW_LOCAL_ONLY: "true" }));
    expect((await client.tools()).map(({ name }) => name)).toEqual(["inspect_content"]);
    const report = JSON.parse(
      textOf(await client.call("inspect_content", { content: "The weather is fine." })),
    );
    expect(report).toEqual({
      verdict: "clean",
      safe: true,
      threat_count: 0,
      threats: [],
      unicode_normalized: false,
    });
    await expect(client.read("vault://secrets")).rejects.toThrow();
    expect(client.stderr()).toBe("");

    // The same watch sees the network where it is used.
    const connected = closing(await stdioClient({ ...watched, ...env }));
    await connected.call("list_secrets");
    expect(connected.stderr()).toContain("NETWORK connect");
  });
});

describe("request_secret", () => {
  const wanted = { path: "api-keys/openai", reason: "To summarise the report" };
  /** The human's part: the page is not opened, its request is answered. */
  async function fulfil(url: string, value: string) {
    const id = url.split("/").at(-1);
    expectStatus(
      await server.api.ask("POST", `/v1/secret-requests/${id}/fulfil`, {
        token: s.owner.token,
        body: { value },
      }),
      200,
    );
  }

  it.each<Revision>(["2025-11-25", "2026-07-28"])(
    "in revision %s opens the page through the client, and the value never passes the model",
    async (revision) => {
      const path = `asked/${revision}`;
      const opened: string[] = [];
      const answering = (client: Client) =>
        client.setRequestHandler("elicitation/create", async ({ params }) => {
          if (params.mode !== "url") throw new Error("a form was sent");
          opened.push(params.url);
          await fulfil(params.url, "typed-by-a-person");
          return { action: "accept" };
        });
      const capabilities = { elicitation: { url: {} } };
      const client = closing(await stdioClient(env, revision, { capabilities }, answering));
      const asked = await client.call("request_secret", { ...wanted, path });
      expect(asked.isError).toBeFalsy();
      expect(opened).toHaveLength(1);
      expect(opened[0]).toMatch(/^http:\/\/127\.0\.0\.1:3000\/requests\/[0-9a-f-]{36}$/);
      expect(asked.structuredContent).toMatchObject({ status: "fulfilled", path });
      expect(JSON.stringify(asked)).not.toContain("typed-by-a-person");
      expect(textOf(await client.call("get_secret", { path }))).toContain("typed-by-a-person");
      expect(client.stderr()).not.toContain("typed-by-a-person");
    },
  );

  it("a human who does not want to open the page is not pressed, and the request stays open", async () => {
    const declining = (client: Client) =>
      client.setRequestHandler("elicitation/create", async () => ({ action: "decline" }));
    const options = { capabilities: { elicitation: { url: {} } } };
    const client = closing(await stdioClient(env, "2026-07-28", options, declining));
    const asked = await client.call("request_secret", { ...wanted, path: "asked/later" });
    expect(asked.structuredContent).toMatchObject({ status: "pending" });
    expect(textOf(asked)).toMatch(/did not want to open the page/);
  });

  it("a client without pages gets the address as text; asked again, the tool knows the request and what became of it", async () => {
    const client = closing(await stdioClient(env));
    const first = await client.call("request_secret", wanted);
    const { id, url } = first.structuredContent as { id: string; url: string };
    expect(textOf(first)).toContain(url);
    expect((await client.call("request_secret", wanted)).structuredContent).toMatchObject({
      id,
      status: "pending",
    });
    await fulfil(url, "typed-by-a-person");
    const later = await client.call("request_secret", wanted);
    expect(later.structuredContent).toMatchObject({ id, status: "fulfilled" });
    expect(textOf(later)).toMatch(/Fetch it with get_secret/);
    expect(JSON.stringify([first, later])).not.toContain("typed-by-a-person");
  });

  it("waits for the answer when it is told to, and passes on what a human who declines has written", async () => {
    const client = closing(await stdioClient(env));
    const pending = async (path: string) => {
      for (;;) {
        const { body } = await server.api.ask<{
          secret_requests: { path: string; url: string; id: string }[];
        }>("GET", "/v1/secret-requests", { token: s.owner.token });
        const found = body.secret_requests.find((each) => each.path === path);
        if (found) return found;
      }
    };
    const waiting = client.call("request_secret", { ...wanted, path: "asked/waiting", wait_seconds: 20 });
    await fulfil((await pending("asked/waiting")).url, "typed-by-a-person");
    expect((await waiting).structuredContent).toMatchObject({ status: "fulfilled" });

    const declined = client.call("request_secret", { ...wanted, path: "asked/declined", wait_seconds: 20 });
    const { id } = await pending("asked/declined");
    const body = { reason: 'Not "you".' };
    const decline = `/v1/secret-requests/${id}/decline`;
    expectStatus(await server.api.ask("POST", decline, { token: s.owner.token, body }), 200);
    const told = await declined;
    expect(told.structuredContent).toMatchObject({ status: "declined" });
    expect(textOf(told)).toContain('They wrote: "Not \\"you\\"."');
  });

  it("where there is a value already, nobody is bothered unless the agent insists", async () => {
    const client = closing(await stdioClient(env));
    const { path } = s;
    expect((await client.call("request_secret", { ...wanted, path })).structuredContent).toMatchObject({
      status: "exists",
    });
    const insisting = await client.call("request_secret", { ...wanted, path, ask_again: true });
    expect(insisting.structuredContent).toMatchObject({ status: "pending" });
  });
});
