// Runs a command of the project on the Node it brings: installs, builds and re-executes as needed, then hands over.
// It must stay valid on Node 20 without node_modules: only node: imports here, everything else on demand.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as nodeModule from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const BIN = join(MODULES, ".bin");
const READY = "ONECLAW_LAUNCHED";

const COMMANDS = {
  start: { mode: "production", steps: [build, buildTools, load("server/main.ts")] },
  dev: { mode: "development", steps: [buildTools, load("server/main.ts")] },
  admin: { mode: "production", steps: [load("server/admin.ts")] },
  generate: { steps: [load("server/generate.ts")] },
  check: { steps: [check] },
  bench: { mode: "production", steps: [load("bench/run.ts")] },
  "bench:detectors": { mode: "production", steps: [load("bench/detectors.ts")] },
  screenshots: { mode: "production", steps: [build, load("e2e/screenshots.ts")] },
  test: { mode: "test", steps: [test] },
  "test:faults": { mode: "test", env: { FAULTS: "long" }, steps: [test] },
};

const BUILD_INPUTS = [
  ...["app", "components", "lib", "packages/sdk/src", "public", "server/session.ts", "server/front-doors.ts"],
  ...["next.config.ts", "postcss.config.mjs", "package-lock.json"],
];

// ---- Which Node ----

async function main() {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
  if (!command)
    throw new Sentence(`Usage: node server/launch.mjs ${Object.keys(COMMANDS).join("|")} [arguments]`);
  process.chdir(ROOT);
  await ensureInstalled();
  if (process.env[READY] !== String(process.pid)) return reexecute(command, [name, ...args]);
  delete process.env[READY];
  nodeModule.enableCompileCache(join(MODULES, ".cache", "1claw-compile"));
  for (const step of command.steps) await step(args);
}

/** Replaces this process by the right Node with the right flags; where it cannot be replaced, by a child that looks like it. */
async function reexecute(command, words) {
  const node = chooseNode();
  const env = { ...process.env, ...command.env, ...(command.mode && { NODE_ENV: command.mode }) };
  env.PATH = [BIN, withoutOurBin(env.PATH)].join(delimiter);
  if (command.mode === "production") env.NODE_OPTIONS = withoutInspector(env.NODE_OPTIONS);
  const args = [...flags(node), fileURLToPath(import.meta.url), ...words];
  if (process.execve && process.platform !== "win32") {
    process.execve(node.path, [node.path, ...args], { ...env, [READY]: String(process.pid) });
  }
  // A child cannot know its pid beforehand, so it is told through a shell that becomes it.
  const script = `${READY}=$$ exec "$0" "$@"`;
  mirror(await runForwarding("/bin/sh", ["-c", script, node.path, ...args], { env }));
}

function chooseNode() {
  const bundled = join(BIN, "node");
  if (existsSync(bundled)) {
    if (realpathSync(bundled) === process.execPath)
      return { path: process.execPath, version: process.versions.node };
    const asked = spawnSync(bundled, ["-p", "process.versions.node"], { encoding: "utf8" });
    if (asked.status === 0) return { path: realpathSync(bundled), version: asked.stdout.trim() };
  }
  if (atLeast(process.versions.node, 22, 12))
    return { path: process.execPath, version: process.versions.node };
  throw new Sentence(
    `This machine has Node ${process.versions.node}, and there is no Node 24 package for it: install Node 24 (at least 22.12) and start again.`,
  );
}

function flags({ version }) {
  // Without a bound V8's young generation grows under load until the server holds 150 MB more, and is no faster.
  const list = ["--max-semi-space-size=16"];
  if (atLeast(version, 22, 14) && !version.startsWith("23.")) list.push("--disable-sigusr1");
  if (!atLeast(version, 22, 18))
    list.push("--experimental-strip-types", "--disable-warning=ExperimentalWarning");
  return list;
}

function atLeast(version, major, minor) {
  const [a, b] = version.split(".").map(Number);
  return a > major || (a === major && b >= minor);
}

// A debugger's port would let anyone on the machine read the keys.
function withoutInspector(options = "") {
  return options.replace(/(^|\s)--(inspect|debug)[\w-]*(=\S+)?/g, "").trim();
}

// ---- Installing ----

async function ensureInstalled() {
  const lockFile = join(ROOT, "package-lock.json");
  const stampFile = join(MODULES, ".1claw-install");
  const stamp = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  if (read(stampFile) === stamp) return;
  if (!matchesLock(lockFile)) await install(existsSync(MODULES));
  write(stampFile, stamp);
}

/** Whether npm's own record of what it installed agrees with the lockfile: then someone ran npm ci by hand. */
function matchesLock(lockFile) {
  const record = read(join(MODULES, ".package-lock.json"));
  if (!record) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const same = (path) => !wanted[path] || installed[path].version === wanted[path].version;
  const present = ([path, entry]) =>
    !path.includes("node_modules/") || path in installed || entry.optional || entry.devOptional || entry.peer;
  return (
    Object.keys(installed).every((path) => path in wanted && same(path)) &&
    Object.entries(wanted).every(present)
  );
}

async function install(again) {
  say(again ? "Installing the packages again: package-lock.json has changed …" : "Installing the packages …");
  const started = Date.now();
  // npm itself runs on the first Node in the path, which must not be the one that npm ci deletes.
  const env = {
    ...process.env,
    PATH: [withoutOurBin(process.env.PATH), dirname(process.execPath)].join(delimiter),
  };
  const words = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--prefer-offline"];
  const code = await runStep("npm", [...words, "--loglevel=error"], { env });
  if (code !== 0) {
    throw new Sentence(
      "The packages could not be installed (see above). Check the network, or run npm ci by hand.",
    );
  }
  say(`Installed in ${seconds(started)} s.`);
}

// npm puts it there (and npm ci deletes it while it runs).
function withoutOurBin(path = "") {
  return path
    .split(delimiter)
    .filter((folder) => folder !== BIN)
    .join(delimiter);
}

// ---- Building ----

async function build() {
  const stampFile = join(ROOT, ".next", "1claw-inputs");
  const stamp = inputsHash();
  if (existsSync(join(ROOT, ".next", "BUILD_ID")) && read(stampFile) === stamp) return;
  say("Building the pages (only when they changed) …");
  const started = Date.now();
  rmSync(stampFile, { force: true });
  const output = [];
  const next = join(MODULES, "next/dist/bin/next");
  const ended = await runForwarding(process.execPath, [next, "build"], { env: process.env, output });
  if (ended.signal) mirror(ended);
  if (ended.code !== 0)
    throw new Sentence(`${Buffer.concat(output)}\nThe pages could not be built (see above).`);
  await pack(join(ROOT, ".next", "static"));
  write(stampFile, stamp);
  say(`Built in ${seconds(started)} s.`);
}

/** The SDK, the CLI and the MCP server, as this server hands them out. The server is of use without them too. */
async function buildTools() {
  const started = Date.now();
  try {
    const { buildPackages } = await import("../packages/build.mjs");
    const changed = await buildPackages();
    if (changed.length > 0) say(`Packed ${changed.join(", ")} for /downloads in ${seconds(started)} s.`);
  } catch (error) {
    say(`The packages for /downloads could not be made: ${error.message}`);
  }
}

/** Compresses scripts and styles once and well; server/static-files.ts hands them out. */
async function pack(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => /\.(?:js|css)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      const packed = await promisify(brotliCompress)(readFileSync(file));
      writeFileSync(`${file}.br`, packed);
    }),
  );
}

function inputsHash() {
  const hash = createHash("sha256");
  for (const input of BUILD_INPUTS) addTo(hash, input);
  return hash.digest("hex");
}

function addTo(hash, path) {
  let entries;
  try {
    entries = readdirSync(join(ROOT, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") addFile(hash, path);
    else if (error.code !== "ENOENT") throw error;
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const inside = `${path}/${entry.name}`;
    if (entry.isDirectory()) addTo(hash, inside);
    else if (!/\.test\.tsx?$/.test(entry.name)) addFile(hash, inside);
  }
}

function addFile(hash, path) {
  const content = readFileSync(join(ROOT, path));
  hash.update(`${path}\0${content.length}\0`).update(content);
}

// ---- Running ----

function load(path) {
  return async (args) => {
    const file = join(ROOT, path);
    process.argv = [process.argv[0], file, ...args];
    await import(file);
  };
}

const CHECKS = {
  "format and lint": ["biome", "check", "--error-on-warnings"],
  types: ["tsc", "--noEmit"],
  "import rules": ["depcruise", "app", "components", "lib", "server", "db", "packages", "bench", "e2e"],
  "unused code": ["knip"],
  "generated files": ["node", "server/generate.ts", "--check"],
};

async function check() {
  const totals = await runChecks();
  process.exitCode = totals.failed > 0 ? 1 : 0;
}

/** Runs every check, also after one has failed; what passes is silent but for a line. */
async function runChecks() {
  const totals = { passed: 0, failed: 0 };
  for (const [name, [tool, ...words]] of Object.entries(CHECKS)) {
    const output = [];
    const ended = await runForwarding(join(BIN, tool), words, { env: process.env, output });
    if (ended.interrupted) mirror(ended);
    const ok = ended.code === 0;
    totals[ok ? "passed" : "failed"]++;
    say(ok ? `✓ ${name}` : `✗ ${name}\n${Buffer.concat(output)}`);
  }
  return totals;
}

async function test(args) {
  const folder = join(MODULES, ".cache", `1claw-results-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const totals = args.length === 0 && !process.env.FAULTS ? await runChecks() : { passed: 0, failed: 0 };
  await buildTools();
  const codes = [await runVitest(args, join(folder, "vitest.json"), totals)];
  if (args.length === 0 && !process.env.FAULTS && hasBrowserTests()) {
    codes.push(await runPlaywright(join(folder, "playwright.json"), totals));
  }
  rmSync(folder, { recursive: true, force: true });
  if (codes.some((code) => code !== 0) && totals.failed === 0) totals.failed = 1;
  process.exitCode = totals.failed > 0 ? 1 : 0;
  say(`${totals.passed} passed, ${totals.failed} failed`);
}

async function runVitest(args, results, totals) {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const words = [join(MODULES, "vitest/vitest.mjs"), "run", ...reporters, ...args];
  const code = await runStep(process.execPath, words, { env: process.env });
  const report = JSON.parse(read(results) ?? "{}");
  const unloadable = (report.testResults ?? []).filter((file) => {
    return file.status === "failed" && file.assertionResults.length === 0;
  });
  totals.passed += report.numPassedTests ?? 0;
  totals.failed += (report.numFailedTests ?? 0) + unloadable.length;
  return code;
}

async function runPlaywright(results, totals) {
  const { findChromium } = await import("./testing/find-chromium.ts");
  let CHROMIUM_PATH;
  try {
    CHROMIUM_PATH = await findChromium(say);
  } catch (error) {
    say(error.message);
    totals.failed += 1;
    return 1;
  }
  const env = { ...process.env, CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: results };
  const words = [join(MODULES, "@playwright/test/cli.js"), "test", "--reporter=list,json"];
  const code = await runStep(process.execPath, words, { env });
  const report = JSON.parse(read(results) ?? "{}");
  totals.passed += (report.stats?.expected ?? 0) + (report.stats?.flaky ?? 0);
  totals.failed += (report.stats?.unexpected ?? 0) + (report.errors?.length ?? 0);
  return code;
}

function hasBrowserTests() {
  const folder = join(ROOT, "e2e");
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.(spec|test)\.ts$/.test(name))
  );
}

// ---- Processes ----

/**
 * Runs a child in a process group of its own and passes each signal on once: a terminal's Ctrl-C reaches this process
 * from the terminal and again from npm, and must reach the child one time.
 */
function runForwarding(command, args, { env, output }) {
  const stdio = output ? ["ignore", "pipe", "pipe"] : "inherit";
  const child = spawn(command, args, { cwd: ROOT, env, stdio, detached: true });
  for (const stream of output ? [child.stdout, child.stderr] : [])
    stream.on("data", (chunk) => output.push(chunk));
  const last = {};
  const forward = (signal) => {
    if (Date.now() - (last[signal] ?? 0) < 500) return;
    last[signal] = Date.now();
    child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Sentence(`${command} could not be run: ${error.message}`)));
    child.once("close", (code, signal) => {
      for (const each of signals) process.off(each, forward);
      resolve({ code, signal, interrupted: signal !== null || Object.keys(last).length > 0 });
    });
  });
}

/** The exit code of a child; when a signal ended it, this process ends the same way and nothing follows. */
async function runStep(command, args, options) {
  const ended = await runForwarding(command, args, options);
  if (ended.interrupted) mirror(ended);
  return ended.code;
}

/** Ends this process as the child ended. */
function mirror({ code, signal }) {
  if (signal) process.kill(process.pid, signal);
  process.exit(signal ? 1 : code);
}

// ---- Small things ----

/** A problem whose message is all that the reader needs. */
class Sentence extends Error {}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function seconds(since) {
  return ((Date.now() - since) / 1000).toFixed(1);
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

// A stamp that cannot be written (a read-only installation) only costs a second look next time.
function write(file, text) {
  try {
    writeFileSync(file, text);
  } catch (error) {
    if (!["EACCES", "EROFS", "EPERM"].includes(error.code)) throw error;
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Sentence ? error.message : (error.stack ?? error)}\n`);
  process.exit(1);
});
