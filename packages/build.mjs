// Builds the packages as this server hands them out: one bundle without dependencies each, packed into packages/dist.
// Must never leave half a build behind, and does nothing where nothing has changed.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { delimiter, dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGES = import.meta.dirname;
const ROOT = dirname(PACKAGES);
const OUT = join(PACKAGES, "dist");
const LOCK = join(OUT, ".lock");
const TYPES_RECORD = join(OUT, "sdk.types.json");
const LOCK_STALE_MS = 120_000;
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

const PROGRAM = { entry: "main", platform: "node" };
const KINDS = { sdk: { entry: "index", platform: "neutral" }, cli: PROGRAM, mcp: PROGRAM };

/**
 * Makes packages/<name>/dist and packages/dist/<name>.tgz be what the sources say, for those that have an entry.
 * Callers in several processes wait for each other.
 * @param {readonly string[]} [names] of sdk, cli, mcp; all of them when left out
 * @returns {Promise<string[]>} the names of those that had changed
 */
export async function buildPackages(names = Object.keys(KINDS)) {
  const unknown = names.find((name) => !Object.hasOwn(KINDS, name));
  if (unknown) throw new Error(`There is no package ${unknown}: name ${Object.keys(KINDS).join(", ")}.`);
  const present = names.filter((name) => existsSync(entryOf(name)));
  if (present.every(isFresh)) return [];
  await lock();
  removeLeftovers();
  const stage = join(OUT, `.stage-${process.pid}`);
  try {
    const changed = present.filter((name) => !isFresh(name));
    const read = await Promise.all(changed.map((name) => assemble(name, join(stage, name))));
    if (changed.length > 0) await pack(changed, stage);
    for (const [index, name] of changed.entries()) publish(name, stage, read[index]);
    return changed;
  } finally {
    rmSync(stage, { recursive: true, force: true });
    rmSync(LOCK, { force: true });
  }
}

// ---- What has changed ----

function entryOf(name) {
  return join(PACKAGES, name, "src", `${KINDS[name].entry}.ts`);
}

/** Whether every file that the last build has read is still what it was. */
function isFresh(name) {
  const record = textOf(join(OUT, `${name}.json`));
  return (
    record !== null &&
    existsSync(join(OUT, `${name}.tgz`)) &&
    existsSync(join(PACKAGES, name, "dist", `${KINDS[name].entry}.js`)) &&
    Object.entries(JSON.parse(record)).every(
      ([file, digest]) => digestOf(textOf(join(ROOT, file))) === digest,
    )
  );
}

/** Files by their path in the repository, each with the digest of what it held when it was read; null where there was none. */
class FilesRead {
  digests = new Map();

  read(file) {
    const text = textOf(file);
    this.digests.set(relative(ROOT, file), digestOf(text));
    return text;
  }
}

function digestOf(text) {
  return text === null ? null : createHash("sha256").update(text).digest("base64url");
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}

// ---- One package ----

/** Puts everything that the package consists of into `folder`, and answers which files it has read. */
async function assemble(name, folder) {
  const files = new FilesRead();
  const source = join(PACKAGES, name);
  mkdirSync(join(folder, "dist"), { recursive: true });
  for (const file of [import.meta.filename, join(ROOT, "package-lock.json")]) files.read(file);
  const { scripts, devDependencies, ...manifest } = JSON.parse(files.read(join(source, "package.json")));
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, "LICENSE"), files.read(join(ROOT, "LICENSE")));
  const readme = files.read(join(source, "README.md"));
  if (readme !== null) writeFileSync(join(folder, "README.md"), readme);
  const modules = await bundle(name, join(folder, "dist"), files);
  if (name === "sdk") await declare(join(folder, "dist"), files);
  const notices = noticesOf(modules);
  if (notices) writeFileSync(join(folder, "dist", "THIRD-PARTY-NOTICES.txt"), notices);
  return files;
}

/** Bundles the entry into `folder` and answers the files of other people's packages that went into it. */
async function bundle(name, folder, files) {
  const { rolldown } = await import("rolldown");
  const { entry, platform } = KINDS[name];
  const isProgram = KINDS[name] === PROGRAM;
  const build = await rolldown({
    input: { [entry]: entryOf(name) },
    cwd: ROOT,
    platform,
    transform: isProgram ? { define: { "process.env.NODE_ENV": '"production"' } } : {},
    plugins: [
      {
        name: "files-read",
        load(id) {
          if (id.startsWith(ROOT + sep) && !isForeign(id)) files.read(id);
          return null;
        },
      },
    ],
    onLog(_level, log) {
      if (log.code === "UNRESOLVED_IMPORT") throw new Error(`packages/${name}: ${log.message}`);
    },
  });
  try {
    const { output } = await build.write({
      dir: folder,
      format: "esm",
      minify: isProgram,
      chunkFileNames: "[name]-[hash].js",
    });
    if (isProgram) markExecutable(join(folder, `${entry}.js`));
    return checked(name, output);
  } finally {
    await build.close();
  }
}

function isForeign(id) {
  return id.includes(`${sep}node_modules${sep}`);
}

function markExecutable(file) {
  const code = readFileSync(file, "utf8");
  if (!code.startsWith("#!")) writeFileSync(file, `#!/usr/bin/env node\n${code}`);
  chmodSync(file, 0o755);
}

/** @throws Error for a bundle that would need something at run time that nobody installs */
function checked(name, output) {
  const files = new Set(output.map(({ fileName }) => fileName));
  const modules = new Set();
  for (const chunk of output) {
    if (chunk.type !== "chunk") continue;
    const foreign = [...chunk.imports, ...chunk.dynamicImports].find(
      (target) => !files.has(target) && !(name !== "sdk" && isBuiltin(target)),
    );
    if (foreign) throw new Error(`packages/${name} imports ${foreign}, which is not part of the bundle.`);
    for (const id of chunk.moduleIds) if (isForeign(id)) modules.add(id);
  }
  return modules;
}

/** The licences of the packages that `modules` belong to, as their authors wrote them. */
function noticesOf(modules) {
  const folders = new Set([...modules].map((id) => packageFolder(id)));
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), "utf8").trim() : ""}\n`;
    })
    .join("\n----\n\n");
}

function packageFolder(id) {
  const at = id.lastIndexOf(`${sep}node_modules${sep}`) + `${sep}node_modules${sep}`.length;
  const [scope = "", name = ""] = id.slice(at).split(sep);
  return id.slice(0, at) + (scope.startsWith("@") ? join(scope, name) : scope);
}

/** Types beside the bundle; those of the last build where the sources they come from are the same. */
async function declare(folder, files) {
  const source = join(PACKAGES, "sdk");
  const sources = new FilesRead();
  for (const file of ["tsconfig.json", ...readdirSync(join(source, "src")).map((each) => join("src", each))])
    if (/(?<!\.test)\.ts$|\.json$/.test(file)) sources.read(join(source, file));
  for (const [file, digest] of sources.digests) files.digests.set(file, digest);
  const record = JSON.stringify([...sources.digests]);
  const last = join(source, "dist");
  if (textOf(TYPES_RECORD) === record && existsSync(join(last, "index.d.ts"))) {
    for (const file of declarations(last)) copyFileSync(join(last, file), join(folder, file));
    return;
  }
  // The checks are another command's; here only what the types are matters.
  const words = [TSC, "-p", source, "--emitDeclarationOnly", "--noCheck", "--outDir", folder];
  await run(process.execPath, words).catch((error) => {
    throw new Error(`The types of packages/sdk could not be made:\n${error.stdout}`);
  });
  for (const file of declarations(folder)) {
    const path = join(folder, file);
    // The compiler leaves the names of the sources in declarations; consumers have none.
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(["'])(\.\.?\/[^"'\n]+)\.ts\1/g, "$1$2.js$1"));
  }
  writeFileSync(TYPES_RECORD, record);
}

function declarations(folder) {
  return readdirSync(folder).filter((file) => file.endsWith(".d.ts"));
}

// ---- Packing ----

async function pack(names, stage) {
  const folders = names.map((name) => `./${name}`);
  const words = ["pack", ...folders, "--ignore-scripts", "--no-workspaces", "--json", "--loglevel=error"];
  // A program that runs under npm hands its settings on; none of them may matter here.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key)));
  env.PATH = [env.PATH, dirname(process.execPath)].filter(Boolean).join(delimiter);
  const { stdout } = await run("npm", words, { cwd: stage, env }).catch((error) => {
    throw new Error(`npm could not pack ${names.join(", ")}: ${error.stderr || error.message}`);
  });
  const packed = JSON.parse(stdout);
  for (const [index, name] of names.entries()) {
    const { filename } = Array.isArray(packed) ? packed[index] : Object.values(packed)[index];
    renameSync(join(stage, filename), join(stage, `${name}.tgz`));
  }
}

function publish(name, stage, files) {
  const target = join(PACKAGES, name, "dist");
  const record = join(OUT, `${name}.json`);
  rmSync(record, { force: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(join(stage, name, "dist"), target);
  renameSync(join(stage, `${name}.tgz`), join(OUT, `${name}.tgz`));
  writeFileSync(record, JSON.stringify(Object.fromEntries(files.digests)));
}

async function lock() {
  mkdirSync(OUT, { recursive: true });
  for (;;) {
    try {
      writeFileSync(LOCK, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned()) rmSync(LOCK, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What builds left that were killed. */
function removeLeftovers() {
  for (const name of readdirSync(OUT))
    if (name.startsWith(".stage-")) rmSync(join(OUT, name), { recursive: true, force: true });
}

function isAbandoned() {
  const holder = Number(textOf(LOCK));
  try {
    if (holder) process.kill(holder, 0);
    return Date.now() - statSync(LOCK).mtimeMs > LOCK_STALE_MS;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const names = process.argv.slice(2);
  const built = await buildPackages(names.length > 0 ? names : undefined).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
  const ms = Math.round(performance.now() - started);
  console.log(
    built.length > 0
      ? `Built ${built.join(", ")} in ${ms} ms.`
      : `Nothing has changed since the last build (${ms} ms).`,
  );
}
