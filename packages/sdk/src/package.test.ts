// The package as it is handed out: what it needs of where it runs, and that programs written for the API run with it.
import { execFile } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { createFrontDoor, type FrontDoor } from "../../../server/http-server.ts";
import { agent, grant, person, put, type TestApi, testApi, vault } from "../../../server/testing/test-api.ts";
import { buildPackages } from "../../build.mjs";
import { createClient, unwrap } from "./index.ts";

const run = promisify(execFile);
const DIST = path.join(import.meta.dirname, "..", "dist");
const BUNDLE = path.join(DIST, "index.js");

let folder: string;
beforeAll(async () => {
  await buildPackages(["sdk"]);
  folder = mkdtempSync(path.join(os.tmpdir(), "1claw-sdk-"));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program with the package installed beside it; answers what it prints. */
async function runProgram(name: string, code: string, env: Record<string, string> = {}): Promise<string> {
  const installed = path.join(folder, "node_modules/@1claw");
  mkdirSync(installed, { recursive: true });
  if (readdirSync(installed).length === 0) symlinkSync(path.join(DIST, ".."), path.join(installed, "sdk"));
  writeFileSync(path.join(folder, name), code);
  const { stdout } = await run(process.execPath, [name], {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
  return stdout;
}

/** A program as a bundler for browsers ships it, without comments and names. */
async function minified(code: string): Promise<string> {
  const build = await rolldown({
    input: "program",
    plugins: [
      {
        name: "program",
        resolveId: (id) => (id === "program" ? "\0program" : null),
        load: (id) => (id === "\0program" ? code : null),
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", minify: true });
  await build.close();
  return output[0].code;
}

it("imports nothing and names nothing that only Node has", async () => {
  const code = await minified(`export * from ${JSON.stringify(BUNDLE)}`);
  expect(code).not.toMatch(/(?<![-\w])import\s*[("'`{*]|\brequire\s*\(|["'`]node:/);
  expect(code).not.toMatch(/\b(?:process|Buffer|global|__dirname|setImmediate)\b/);
});

it("runs with nothing but what browsers, workers and edge runtimes share", async () => {
  const runner = `import { readFileSync } from "node:fs";
import vm from "node:vm";
const web = ["URL", "URLSearchParams", "Headers", "TextEncoder", "TextDecoder", "AbortController", "crypto",
  "performance", "setTimeout", "clearTimeout", "btoa", "atob"];
const answer = { ok: true, status: 200, headers: new Headers(), text: async () => '{"vaults":[{"name":"Production"}]}' };
const context = vm.createContext({
  ...Object.fromEntries(web.map((name) => [name, globalThis[name]])),
  fetch: async () => answer,
  log: (...words) => console.log(...words),
});
const bundle = new vm.SourceTextModule(readFileSync(process.argv[2], "utf8"), { context });
await bundle.link(() => { throw new Error("it imports something"); });
await bundle.evaluate();
context.sdk = bundle.namespace;
await vm.runInContext(\`(async () => {
  const { cmek, createClient, createSealedShare } = sdk;
  const client = createClient({ baseUrl: "https://claw.example", token: "t" });
  const { data, error } = await client.vault.list();
  const key = cmek.generateKey();
  await createSealedShare("text", { passphrase: "correct horse" });
  log(error ?? data.vaults[0].name, await cmek.open(key, await cmek.seal(key, "opened")), typeof process);
})()\`, context);
`;
  writeFileSync(path.join(folder, "edge.mjs"), runner);
  const words = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "edge.mjs", BUNDLE];
  const { stdout } = await run(process.execPath, words, { cwd: folder });
  expect(stdout).toBe("Production opened undefined\n");
});

it("is small: at most 16 KB of minified code after gzip, less for whoever imports less", async () => {
  const sizeOf = async (code: string) => gzipSync(await minified(code)).byteLength;
  const bundle = JSON.stringify(BUNDLE);
  expect(await sizeOf(`export * from ${bundle}`)).toBeLessThan(16_384);
  expect(await sizeOf(`export { generateCmekKey } from ${bundle}`)).toBeLessThan(1_024);
});

it("has every method in its README", () => {
  const readme = readFileSync(path.join(DIST, "..", "README.md"), "utf8").replaceAll(/\s+/g, " ");
  for (const [name, resource] of Object.entries(createClient({ baseUrl: "http://127.0.0.1:3000" }))) {
    const listed = new RegExp(`\\*\\*\`${name}\`\\*\\*: ([^*]*)`).exec(readme)?.[1] ?? "";
    expect([...listed.matchAll(/`(\w+)`/g)].map(([, method]) => `${name}.${method}`).sort()).toEqual(
      Object.keys(resource)
        .map((method) => `${name}.${method}`)
        .sort(),
    );
  }
});

it("runs the published example of an agent that onboards itself, as it stands", async () => {
  // The example's share ends on 1 June 2026.
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-01T12:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  const api: TestApi = await testApi();
  const door: FrontDoor = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(door.server.address() as AddressInfo).port}`;
  const owner = await person(api, "ops@mycompany.com");
  const vault_id = await vault(api, owner.token);
  await put(api, owner.token, vault_id, "api-keys/deploy-token", "deployable");
  const bot = await agent(api, owner.token);
  await grant(api, owner.token, vault_id, bot.id, "**", ["read", "write"]);

  const example = readFileSync(path.join(import.meta.dirname, "testdata/onboarding.txt"), "utf8");
  const [imports = "", ...rest] = example.split("\n");
  const around = [
    imports,
    `const VAULT_ID = ${JSON.stringify(vault_id)};`,
    'const newSessionKey = "made by the agent";',
    ...rest,
    "console.log(secret.value);",
  ].join("\n");
  const env = { ONECLAW_AGENT_ID: bot.id, ONECLAW_AGENT_API_KEY: bot.api_key };
  const printed = await runProgram("onboarding.mjs", around.replaceAll("https://api.1claw.xyz", base), env);
  expect(printed).toMatch(/^Pending: \S/);
  expect(printed.trimEnd().split("\n").at(-1)).toBe("deployable");

  const client = createClient({ baseUrl: base, token: owner.token });
  const stored = unwrap(await client.secrets.get(vault_id, "credentials/session-key"));
  expect([stored.value, stored.type]).toEqual(["made by the agent", "api_key"]);
  expect(unwrap(await client.enrolments.list()).enrolments.map(({ name }) => name)).toEqual(["deploy-bot"]);
  const { shares } = unwrap(await client.sharing.listInbound());
  expect(shares).toMatchObject([
    { secret_path: "credentials/session-key", expires_at: expect.stringMatching(/^2026-06-01T00:00:00/) },
  ]);
  await door.drain();
  await api.close();
}, 60_000);
