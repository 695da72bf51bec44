// The packages as they are packed: whole, with nothing to install beside them, and nothing of how they were made.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackages } from "./build.mjs";

const folder = mkdtempSync(path.join(tmpdir(), "1claw-packed-"));
beforeAll(() => buildPackages(), 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["sdk", "cli", "mcp"])("the package %s", (name) => {
  let unpacked: string;
  let files: string[];
  beforeAll(() => {
    execFileSync("mkdir", ["-p", path.join(folder, name)]);
    execFileSync("tar", [
      "xzf",
      path.join(import.meta.dirname, "dist", `${name}.tgz`),
      "-C",
      path.join(folder, name),
    ]);
    unpacked = path.join(folder, name, "package");
    files = readdirSync(unpacked, { recursive: true }).map(String);
  });
  const text = (file: string) => readFileSync(path.join(unpacked, file), "utf8");

  it("needs nothing else, and runs no script when it is installed", () => {
    const manifest = JSON.parse(text("package.json"));
    expect(manifest).toMatchObject({ name: `@1claw/${name}`, type: "module", license: "MIT" });
    for (const field of ["dependencies", "devDependencies", "peerDependencies", "scripts"])
      expect(manifest).not.toHaveProperty(field);
  });

  it("has what its manifest points at, its licence and those of what is in it", () => {
    const { bin = {}, exports } = JSON.parse(text("package.json"));
    const entry = exports?.["."];
    const targets = [...Object.values<string>(bin), ...(entry ? [entry.types, entry.default] : [])];
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(files).toContain(path.normalize(target));
    for (const target of Object.values<string>(bin)) {
      expect(text(target)).toMatch(/^#!\/usr\/bin\/env node\n/);
      expect(statSync(path.join(unpacked, target)).mode & 0o111).toBe(0o111);
    }
    expect(text("LICENSE")).toContain("MIT License");
    if (name !== "sdk") expect(text("dist/THIRD-PARTY-NOTICES.txt")).toMatch(/Permission is hereby granted/);
  });

  it("holds no tests, no sources and no path of the machine that built it", () => {
    expect(files.filter((file) => /\.test\.|testdata|(?<!\.d)\.ts$/.test(file))).toEqual([]);
    for (const file of files.filter((each) => /\.(?:js|json|ts)$/.test(each)))
      expect(text(file).includes(path.join(import.meta.dirname, ".."))).toBe(false);
  });
});

it("is not built again where nothing has changed", async () => {
  expect(await buildPackages()).toEqual([]);
});
