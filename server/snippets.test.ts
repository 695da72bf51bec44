// What the dashboard lets people copy, run as it stands in an empty folder against a server that hands out its packages.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { keySnippets } from "#components/api-keys/key-snippets.ts";
import { tourSteps } from "#components/landing/tour-steps.ts";
import { type Snippet, snippetsFor } from "#components/snippets/snippets.ts";
import { createFrontDoor, type FrontDoor } from "#server/http-server.ts";
import { scene, type TestApi, testApi } from "#server/testing/test-api.ts";
import { buildPackages } from "../packages/build.mjs";

const run = promisify(execFile);
const VALUE = "sk_test_snippet";
const READ = `read version 1 with ${VALUE.length} characters`;

let api: TestApi;
let door: FrontDoor;
let folder: string;
let env: Record<string, string> & { NODE_ENV: "production" };
let snippets: Map<string, Snippet>;

beforeAll(async () => {
  await buildPackages();
  api = await testApi();
  door = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
  folder = mkdtempSync(path.join(tmpdir(), "1claw-snippets-"));
  const { vault_id, path: secret, bot } = await scene(api, { value: VALUE });
  const base = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`;
  const connection = { agent_id: bot.id, vault_id, path: secret, base };
  snippets = new Map(snippetsFor(connection).map((snippet) => [snippet.id, snippet]));
  env = {
    NODE_ENV: "production",
    PATH: process.env.PATH ?? "",
    HOME: folder,
    ONECLAW_AGENT_API_KEY: bot.api_key,
    npm_config_cache: path.join(folder, ".npm"),
    // Nothing may come from anywhere but the server.
    npm_config_registry: "http://127.0.0.1:9",
    npm_config_update_notifier: "false",
  };
}, 120_000);
afterAll(async () => {
  await door.drain();
  await api.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

function codeOf(id: string): string {
  const code = snippets.get(id)?.code ?? "";
  expect(code).toMatch(/\S/);
  return code;
}

async function inShell(script: string): Promise<string> {
  return (await run("bash", ["-eu", "-o", "pipefail", "-c", script], { cwd: folder, env })).stdout;
}

describe("the snippets for an agent", { timeout: 120_000 }, () => {
  it("curl reads the secret", async () => {
    expect(JSON.parse(await inShell(codeOf("curl")))).toMatchObject({ value: VALUE });
  });

  it("Python reads the secret", async () => {
    const { stdout } = await run("python3", ["-c", codeOf("python")], { cwd: folder, env });
    expect(stdout.trim()).toBe(READ);
  });

  it("TypeScript reads the secret, with the client that its first line installs", async () => {
    const code = codeOf("ts");
    await inShell(/^\/\/ (npm install \S+)\n/.exec(code)?.[1] ?? "false");
    writeFileSync(path.join(folder, "read.mts"), code);
    expect((await inShell("node read.mts")).trim()).toBe(READ);
  });

  it("the CLI reads the secret, from the server's own package", async () => {
    expect((await inShell(codeOf("cli"))).trim()).toBe(VALUE);
  });

  it("an MCP client that is set up with it reads the secret", async () => {
    const { mcpServers } = JSON.parse(codeOf("mcp"));
    const { command, args, env: wanted } = mcpServers["1claw"];
    expect(Object.keys(wanted)).toEqual(["ONECLAW_BASE_URL", "ONECLAW_AGENT_API_KEY"]);
    const filled = Object.fromEntries(
      Object.entries<string>(wanted).map(([name, value]) => [
        name,
        value.replace(/^\$\{(\w+)\}$/, (_, variable: string) => env[variable] ?? ""),
      ]),
    );
    const client = new Client({ name: "test", version: "1.0.0" });
    onTestFinished(() => client.close());
    await client.connect(
      new StdioClientTransport({ command, args, env: { ...env, ...filled }, cwd: folder, stderr: "ignore" }),
    );
    const answer = await client.callTool({ name: "get_secret", arguments: { path: "api-keys/stripe" } });
    expect(JSON.stringify(answer)).toContain(VALUE);
  });
});

describe("everything that can be copied", () => {
  const methods = ["api_key", "mtls", "oidc_client_credentials"] as const;
  const connection = { agent_id: "a", vault_id: "v", path: "p", base: "https://claw.example/prefix" };
  const texts = [
    ...methods.flatMap((auth_method) => snippetsFor({ ...connection, auth_method }).map(({ code }) => code)),
    ...keySnippets(connection.base).map(({ code }) => code),
    tourSteps(connection.base)
      .map(({ ts }) => ts)
      .join("\n"),
  ];

  it("installs from the server and never by a name, which would be somebody else's package", () => {
    for (const text of texts) {
      expect(text).not.toMatch(/\b(?:npx|npm|pnpm|yarn|bunx|deno)\b.*\s@1claw\//);
      expect(text).not.toMatch(/"@1claw\/(?!sdk")/);
      if (text.includes('from "@1claw/sdk"'))
        expect(text.split("\n")[0]).toBe("// npm install https://claw.example/prefix/downloads/sdk.tgz");
    }
  });
});
