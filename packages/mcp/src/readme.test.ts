// The configurations of the README, used as an MCP client uses them: with nothing filled in but the key and the address.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { scene } from "../../../server/testing/test-api.ts";
import { buildPackages } from "../../build.mjs";
import { listening } from "./testing/clients.ts";

type Server = {
  command?: string;
  args?: string[];
  env?: Record<string, string>;
  url?: string;
  headers?: Record<string, string>;
};

let server: Awaited<ReturnType<typeof listening>>;
let s: Awaited<ReturnType<typeof scene>>;
let folder: string;
let configurations: Server[];
beforeAll(async () => {
  await buildPackages(["mcp"]);
  server = await listening();
  s = await scene(server.api);
  folder = await mkdtemp(path.join(os.tmpdir(), "1claw-mcp-"));
  const readme = await readFile(path.join(import.meta.dirname, "../README.md"), "utf8");
  const filled = readme
    .replaceAll("http://127.0.0.1:3000", server.url)
    .replaceAll("ocv_…", s.bot.api_key)
    // Cursor fills this in.
    .replaceAll("$" + "{env:ONECLAW_AGENT_API_KEY}", s.bot.api_key);
  configurations = [...filled.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json = ""]) => (JSON.parse(json) as { mcpServers: Record<string, Server> }).mcpServers["1claw"] ?? {},
  );
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

it("every configuration of the README lets a client read a secret", async () => {
  expect(configurations.map(({ command, url }) => command ?? url)).toEqual([
    "npx",
    "npx",
    `${server.url}/mcp`,
  ]);
  for (const { command, args, env, url, headers } of configurations) {
    const client = new Client({ name: "test-client", version: "1.0.0" });
    onTestFinished(() => client.close());
    const environment = {
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
      HOME: folder,
      ...env,
    };
    await client.connect(
      command
        ? new StdioClientTransport({ command, args, env: environment, cwd: folder, stderr: "ignore" })
        : new StreamableHTTPClientTransport(new URL(url ?? ""), { requestInit: { headers } }),
    );
    const read = await client.callTool({ name: "get_secret", arguments: { path: s.path } });
    expect(JSON.stringify(read)).toContain(s.value);
  }
});
