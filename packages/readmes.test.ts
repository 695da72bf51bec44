// Runs the packages' READMEs as they stand, each from top to bottom in an empty folder against a real server.
// Every block of bash runs, and what a comment above a block says of it holds (see `Block`).
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFrontDoor, type FrontDoor } from "../server/http-server.ts";
import { agent, grant, person, put, type TestApi, testApi, vault } from "../server/testing/test-api.ts";
import { buildPackages } from "./build.mjs";

const run = promisify(execFile);
const ROOT = path.join(import.meta.dirname, "..");
const PRINTED_ADDRESS = "http://127.0.0.1:3000";

type Block = {
  language: string;
  text: string;
  /**
   * `file: NAME` is saved under that name; `prints` is what the bash block before it prints; `fails: CODE` is bash that
   * ends with that exit code, errors included in what it prints; `not run: WHY` is left alone.
   */
  mark: string;
};

type Expected = { after: number; text: string };

function blocksOf(markdown: string): Block[] {
  const pattern = /(?:<!-- ([^\n]*?) -->\n\s*)?^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(pattern)].map(([, mark = "", language = "", text = ""]) => ({
    language,
    text,
    mark,
  }));
}

/** One script out of all blocks that run, and what the n-th of them has to print. */
function storyOf(blocks: Block[]): { script: string; expected: Expected[]; programs: string[] } {
  const steps: string[] = [];
  const expected: Expected[] = [];
  const programs: string[] = [];
  let count = 0;
  for (const { language, text, mark } of blocks) {
    const [, kind = "", value = ""] = /^(file|fails|prints|not run)(?:: *(.*))?$/.exec(mark) ?? [];
    if (kind === "prints") expected.push({ after: count, text });
    else if (kind === "file") {
      steps.push(`mkdir -p "$(dirname '${value}')" && cat > '${value}' <<'END_OF_FILE'\n${text}END_OF_FILE`);
      if (/\.m?ts$/.test(value)) programs.push(value);
    } else if (language === "bash" && kind !== "not run") {
      count += 1;
      steps.push(`printf '\\n@@%s\\n' ${count}`, kind === "fails" ? failing(text, value) : text);
    }
  }
  return { script: steps.join("\n"), expected, programs };
}

function failing(text: string, code: string): string {
  const wrong = `echo "It ended with exit code $code instead of ${code}:" >&2; exit 97`;
  return `set +e\n( set -e\n${text}) 2>&1\ncode=$?\nset -e\n[ "$code" = "${code}" ] || { ${wrong}; }`;
}

/** Whether `printed` is what was promised; `…` stands for anything in its line, alone for any lines. */
function patternOf(promised: string): RegExp {
  const lines = promised.trim().split("\n");
  const pattern = lines.map((line) => {
    if (line.trim() === "…") return "(?:.*\\n)*?.*";
    return line
      .trimEnd()
      .split("…")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*?");
  });
  return new RegExp(`^${pattern.join("[ \\t]*\\n")}$`);
}

async function bash(script: string, cwd: string, env: Record<string, string>) {
  const child = spawn("bash", ["-eu", "-o", "pipefail"], {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  child.stdin.end(script);
  const exit = await new Promise((resolve) => child.once("close", resolve));
  return { exit, out, errors };
}

async function expectTypesFit(folder: string, files: string[]): Promise<void> {
  if (files.length === 0) return;
  const compilerOptions = {
    ...{ noEmit: true, strict: true, target: "es2024", module: "nodenext", skipLibCheck: true },
    ...{
      allowImportingTsExtensions: true,
      types: ["node"],
      typeRoots: [path.join(ROOT, "node_modules/@types")],
    },
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "-p", folder]).catch((error) => expect(error.stdout).toBe(""));
}

describe.each(["sdk", "cli", "mcp"])("the README of packages/%s", (name) => {
  const file = path.join(ROOT, "packages", name, "README.md");
  let api: TestApi;
  let door: FrontDoor;
  let base: string;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    await buildPackages([name]);
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    api = await testApi({ env: { PUBLIC_URL: base } });
    door = createFrontDoor(api.runtime, api.app, { pages: null });
    await new Promise<void>((resolve) => door.server.listen(port, "127.0.0.1", resolve));
    folder = mkdtempSync(path.join(tmpdir(), `1claw-readme-${name}-`));
    env = { ...(await whatReadersHave()), ...settings() };
  }, 120_000);
  afterAll(async () => {
    await door?.drain();
    await api?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** A person with a vault of two secrets, and an agent that may use it. */
  async function whatReadersHave(): Promise<Record<string, string>> {
    const owner = await person(api, "you@example.com");
    const VAULT_ID = await vault(api, owner.token);
    await put(api, owner.token, VAULT_ID, "api-keys/stripe", "sk_test_readme", { type: "api_key" });
    await put(api, owner.token, VAULT_ID, "env/app", "PORT=8080\nMODE=live", { type: "env_bundle" });
    const bot = await agent(api, owner.token, { name: "deploy-bot" });
    await grant(api, owner.token, VAULT_ID, bot.id, "**", ["read", "write"]);
    const person_env = { EMAIL: owner.email, PASSWORD: owner.password, VAULT_ID };
    const key_env = { ONECLAW_AGENT_API_KEY: bot.api_key };
    if (name === "sdk") return { ...person_env, ...key_env };
    if (name === "mcp") return { ...person_env, ...key_env, ONECLAW_BASE_URL: base };
    return { ...person_env, ONECLAW_BASE_URL: base, ONECLAW_TOKEN: owner.token, AGENT_API_KEY: bot.api_key };
  }

  function settings(): Record<string, string> {
    return {
      HOME: folder,
      ONECLAW_CONFIG_DIR: path.join(folder, ".config-1claw"),
      npm_config_cache: path.join(folder, ".npm"),
      // Nothing may come from anywhere but the server.
      npm_config_registry: "http://127.0.0.1:9",
      npm_config_update_notifier: "false",
      npm_config_loglevel: "error",
    };
  }

  it("works as it stands", { timeout: 180_000 }, async () => {
    const markdown = readFileSync(file, "utf8").replaceAll(PRINTED_ADDRESS, base);
    const blocks = blocksOf(markdown);
    expect(blocks.length).toBe((markdown.match(/^```\w/gm) ?? []).length);
    const { script, expected, programs } = storyOf(blocks);
    const { exit, out, errors } = await bash(script, folder, env);
    expect({ exit, errors }, `${out}\n${errors}`).toMatchObject({ exit: 0 });
    const printed = out.split(/^@@\d+\n/m).map((text) => text.trim().replaceAll(/[ \t]+$/gm, ""));
    for (const { after, text } of expected) expect(printed[after]).toMatch(patternOf(text));
    await expectTypesFit(folder, programs);
    expect(readdirSync(folder).length).toBeGreaterThan(0);
  });
});

async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
