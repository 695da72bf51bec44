import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";

const MAIN = `
const [how] = process.argv.slice(2);
if (how === "stay") {
  setTimeout(() => process.exit(9), 20_000);
  process.on("SIGTERM", () => { console.log("told"); setTimeout(() => process.exit(7), 200); });
}
console.log(JSON.stringify({
  mode: process.env.NODE_ENV, flags: process.execArgv, options: process.env.NODE_OPTIONS ?? "", words: process.argv.slice(2),
}));
if (how === "die") process.kill(process.pid, "SIGKILL");
`;
const NEXT = `require("node:fs").mkdirSync(".next/static", { recursive: true });
require("node:fs").writeFileSync(".next/static/page.js", "1");
require("node:fs").writeFileSync(".next/BUILD_ID", "1");
require("node:fs").appendFileSync("builds", "x");`;
const TOOLS = `import { appendFileSync } from "node:fs";
export async function buildPackages() {
  appendFileSync("tools", "x");
  if (process.env.REFUSE) throw new Error("read-only");
  return [];
}`;
const NPM = `#!/bin/sh
echo "$@" >> npm-calls
[ -e refuse ] && exit 1
cp package-lock.json node_modules/.package-lock.json
`;
// What Node 20 lacks, so that the launcher's other way is taken.
const WITHOUT_EXECVE = "--import=data:text/javascript,delete%20process.execve";

/** A small project around a copy of the launcher, with a stand-in for next and for npm. */
function project(): string {
  const root = mkdtempSync(join(tmpdir(), "1claw-launch-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of [
    "server",
    "app",
    "bin",
    "packages",
    "node_modules/.bin",
    "node_modules/next/dist/bin",
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  const lock = JSON.stringify({ packages: { "": {}, "node_modules/next": { version: "1.0.0" } } });
  const files = { "package.json": '{"type":"module"}', "package-lock.json": lock, "app/page.tsx": "1" };
  const installed = { "node_modules/.package-lock.json": lock, "node_modules/next/dist/bin/next": NEXT };
  const rest = {
    "server/main.ts": MAIN,
    "packages/build.mjs": TOOLS,
    "bin/npm": NPM,
    "node_modules/next/package.json": "{}",
  };
  for (const [path, text] of Object.entries({ ...files, ...installed, ...rest }))
    writeFileSync(join(root, path), text);
  chmodSync(join(root, "bin/npm"), 0o755);
  copyFileSync(join(import.meta.dirname, "launch.mjs"), join(root, "server/launch.mjs"));
  symlinkSync(process.execPath, join(root, "node_modules/.bin/node"));
  return root;
}

function launch(root: string, words: string[], env: Record<string, string> = {}): ChildProcess {
  const PATH = [join(root, "bin"), dirname(process.execPath), process.env.PATH].join(delimiter);
  const child = spawn(process.execPath, [join(root, "server/launch.mjs"), ...words], {
    env: { ...process.env, NODE_OPTIONS: "", PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function ended(child: ChildProcess) {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, out, err };
}

function content(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return "";
  }
}

describe("npm start", () => {
  it("runs the server in production, with its arguments and without a way in for debuggers", async () => {
    const root = project();
    const { code, out } = await ended(
      launch(root, ["start", "a", "b"], { NODE_OPTIONS: "--inspect-publish-uid=http" }),
    );
    const seen = JSON.parse(out.trim().split("\n").at(-1) ?? "");
    expect({ code, ...seen }).toEqual({
      ...{ code: 0, mode: "production", words: ["a", "b"], options: "" },
      flags: ["--max-semi-space-size=16", "--disable-sigusr1"],
    });
  });

  it("makes the packages it hands out, and runs without them where they cannot be made", async () => {
    const root = project();
    const { code, err, out } = await ended(launch(root, ["start"], { REFUSE: "1" }));
    expect(content(root, "tools")).toBe("x");
    expect(out + err).toContain("The packages for /downloads could not be made: read-only");
    expect(code).toBe(0);
  });

  it("builds the pages when they changed and only then", async () => {
    const root = project();
    await ended(launch(root, ["start"]));
    await ended(launch(root, ["start"]));
    expect(content(root, "builds")).toBe("x");
    expect(brotliDecompressSync(readFileSync(join(root, ".next/static/page.js.br"))).toString()).toBe("1");
    writeFileSync(join(root, "app/page.tsx"), "2");
    await ended(launch(root, ["start"]));
    expect(content(root, "builds")).toBe("xx");
  });

  it("installs when the lockfile asks for something else than is there, and only then", async () => {
    const root = project();
    await ended(launch(root, ["start"]));
    expect(content(root, "npm-calls")).toBe("");
    const lock = JSON.stringify({ packages: { "": {}, "node_modules/next": { version: "2.0.0" } } });
    writeFileSync(join(root, "package-lock.json"), lock);
    await ended(launch(root, ["start"]));
    await ended(launch(root, ["start"]));
    expect(content(root, "npm-calls")).toMatch(/^ci .*\n$/);
  });

  it("ends with a sentence when the packages cannot be installed", async () => {
    const root = project();
    rmSync(join(root, "node_modules/.package-lock.json"));
    writeFileSync(join(root, "refuse"), "");
    const { code, err } = await ended(launch(root, ["start"]));
    expect(code).toBe(1);
    expect(err).toBe(
      "The packages could not be installed (see above). Check the network, or run npm ci by hand.\n",
    );
  });
});

describe.each([
  ["replacing itself", ""],
  ["with a child", WITHOUT_EXECVE],
])("the launcher, %s", (_, NODE_OPTIONS) => {
  it("passes a signal on once and ends with the server's exit code", async () => {
    const child = launch(project(), ["dev", "stay"], { NODE_OPTIONS });
    const end = ended(child);
    child.stdout?.once("data", () => child.kill("SIGTERM"));
    const { code, out } = await end;
    expect(out.match(/told/g)).toHaveLength(1);
    expect(code).toBe(7);
  });

  it("ends by the signal that ended the server", async () => {
    const { signal } = await ended(launch(project(), ["dev", "die"], { NODE_OPTIONS }));
    expect(signal).toBe("SIGKILL");
  });
});

it("an unknown command is answered with the known ones", async () => {
  const { code, err } = await ended(launch(project(), ["strat"]));
  expect(code).toBe(1);
  expect(err).toContain("start|dev|admin");
});
