// An agent that has read a value tries to put it elsewhere, through the program as MCP clients start it.
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { grant, put, scene, vault } from "../../../server/testing/test-api.ts";
import { buildPackages } from "../../build.mjs";
import { listening, stdioClient, type TestClient, textOf } from "./testing/clients.ts";

const ENV = "STRIPE_KEY='CANARY-in-a-bundle'\nNODE_ENV=production\nPORT=8080\n";

let server: Awaited<ReturnType<typeof listening>>;
let s: Awaited<ReturnType<typeof scene>>;
let other: string;
beforeAll(async () => {
  await buildPackages(["mcp"]);
  server = await listening();
  s = await scene(server.api);
  await grant(server.api, s.owner.token, s.vault_id, s.bot.id, "**", ["read", "write"]);
  other = await vault(server.api, s.owner.token, "Other");
  await grant(server.api, s.owner.token, other, s.bot.id, "**", ["read", "write"]);
  await put(server.api, s.owner.token, s.vault_id, "config/prod", ENV, { type: "env_bundle" });
  await put(server.api, s.owner.token, s.vault_id, "there/already", "of-no-interest");
});
afterAll(() => server.close());

/** The program, set to the first vault, whose agent has read the secret. */
async function having(mode: string | null, api_key = s.bot.api_key): Promise<TestClient> {
  const client = await stdioClient({
    ONECLAW_AGENT_API_KEY: api_key,
    ONECLAW_BASE_URL: server.url,
    ONECLAW_VAULT_ID: s.vault_id,
    ...(mode !== null && { ONECLAW_EXFIL_PROTECTION: mode }),
  });
  onTestFinished(() => client.close());
  expect(textOf(await client.call("get_secret", { path: s.path }))).toContain(s.value);
  return client;
}

type Attempt = [string, string, () => Record<string, unknown>];
const ATTEMPTS: Attempt[] = [
  ["into another path", "put_secret", () => ({ path: "copied/to", value: s.value })],
  ["into another vault", "put_secret", () => ({ path: s.path, vault_id: other, value: s.value })],
  ["over another secret", "rotate_and_store", () => ({ path: "there/already", value: s.value })],
  ["inside a larger value", "put_secret", () => ({ path: "copied/to", value: `x\nKEY=${s.value}\n` })],
  ["in base64", "put_secret", () => ({ path: "copied/to", value: btoa(s.value) })],
  [
    "into its own metadata, which is not encrypted",
    "put_secret",
    () => ({ path: s.path, value: s.value, metadata: { deep: [{ note: `was ${s.value}` }] } }),
  ],
  ["as a key of metadata", "put_secret", () => ({ path: "a/b", value: "1", metadata: { [s.value]: 1 } })],
  ["into a reason", "request_secret", () => ({ path: "asked/x", reason: `It was ${s.value} before` })],
  ["into a vault's description", "create_vault", () => ({ name: "N", description: s.value })],
  ["into a vault's name", "create_vault", () => ({ name: s.value })],
];

describe("unless told otherwise", () => {
  it.each(ATTEMPTS)("a value that was read does not get %s (%s)", async (_where, tool, args) => {
    const client = await having(null);
    const before = await server.api.admin.query("SELECT count(*) FROM secret_versions");
    const result = await client.call(tool, args());
    expect(result.isError, textOf(result)).toBe(true);
    expect(textOf(result)).toMatch(
      /^Blocked: `\w+` is or holds a value that was read from 'api-keys\/stripe'\. Nothing was done\. .+dashboard/,
    );
    const lines = client.stderr().trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(new RegExp(`^${tool}: \\w+ held the value of ${s.path}; blocked$`));
    expect(textOf(result) + client.stderr()).not.toContain(s.value);
    const after = await server.api.admin.query("SELECT count(*) FROM secret_versions");
    expect(after.rows).toEqual(before.rows);
  });

  it("it may be stored again where it was read, and what the agent made itself anywhere", async () => {
    const client = await having("block");
    expect(textOf(await client.call("put_secret", { path: s.path, value: s.value }))).toMatch(
      /^Secret stored/,
    );
    expect(textOf(await client.call("rotate_and_store", { path: s.path, value: `${s.value}2` }))).toMatch(
      /rotated\. New version: \d+ \(type: api_key\)\.$/,
    );
    await client.call("put_secret", { path: s.path, value: s.value });
    const own = { path: "made/new", value: "made-by-the-agent", metadata: { owner: "ops", for: s.path } };
    expect(textOf(await client.call("put_secret", own))).toMatch(/type: api_key\)\.$/);
  });

  it("lending it with share_secret is still for the policies to decide", async () => {
    const client = await having("block");
    const shared = await client.call("share_secret", { path: s.path, recipient_type: "creator" });
    expect(textOf(shared)).toMatch(/^Secret shared successfully/);
  });

  it("a variable of a bundle counts as a value of its own, however the bundle was read; ordinary words do not", async () => {
    for (const tool of ["get_env_bundle", "get_secret"]) {
      const client = await having("block");
      expect(textOf(await client.call(tool, { path: "config/prod" }))).toContain("CANARY-in-a-bundle");
      const stored = await client.call("put_secret", { path: "copied/to", value: "CANARY-in-a-bundle" });
      expect(textOf(stored)).toMatch(
        /^Blocked: `value` is or holds a value that was read from 'config\/prod'/,
      );
      const whole = await client.call("put_secret", { path: "copied/to", value: ENV });
      expect(whole.isError).toBe(true);
      const named = { path: "production/port", value: "8080", metadata: { stage: "production" } };
      expect(textOf(await client.call("put_secret", named))).toMatch(/^Secret stored/);
      expect(textOf(await client.call("put_secret", { path: "config/prod", value: ENV }))).toMatch(
        /^Secret stored/,
      );
    }
  });

  it("a word for the mode that nobody knows protects, and is said", async () => {
    const client = await having("warm");
    expect((await client.call("put_secret", { path: "copied/to", value: s.value })).isError).toBe(true);
    expect(client.stderr()).toMatch(/^ONECLAW_EXFIL_PROTECTION is none of block, warn and off/);
  });
});

it.each(["block", "warn"])("a value does not become a path in mode %s: paths are logged", async (mode) => {
  const client = await having(mode);
  for (const [tool, more] of [
    ["put_secret", { value: "1" }],
    ["request_secret", { reason: "For a test" }],
  ] as const) {
    const result = await client.call(tool, { path: `a/${s.value}`, ...more });
    expect(textOf(result)).toMatch(/^Blocked: `path` is or holds a value that was read from/);
    expect(textOf(result) + client.stderr()).not.toContain(s.value);
  }
});

it.each(ATTEMPTS)("in mode warn a value gets %s (%s), and that is said", async (_where, tool, args) => {
  const client = await having("warn");
  const result = await client.call(tool, args());
  expect(result.isError ?? false, textOf(result)).toBe(false);
  expect(textOf(result)).toMatch(
    /\n\nWarning: `\w+` is or holds a value that was read from 'api-keys\/stripe'\./,
  );
  const held = client
    .stderr()
    .split("\n")
    .filter((line) => line.includes("held the value"));
  expect(held).toEqual([
    expect.stringMatching(new RegExp(`^${tool}: \\w+ held the value of ${s.path}; done$`)),
  ]);
  expect(client.stderr()).not.toContain(s.value);
});

it("in mode off nothing is said, and nothing withheld", async () => {
  const client = await having("off");
  const result = await client.call("put_secret", { path: "copied/off", value: s.value });
  expect(textOf(result)).toMatch(/type: api_key\)\.$/);
  expect(client.stderr()).toBe(`secret accessed: ${s.path}\nsecret stored: copied/off\n`);
});
