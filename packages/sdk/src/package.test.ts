import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createFrontDoor, type FrontDoor } from "../../../server/http-server.ts";
import { type TestApi, testApi } from "../../../server/testing/test-api.ts";

const run = promisify(execFile);
const PACKAGE = path.join(import.meta.dirname, "..");
const TSC = path.join(PACKAGE, "../../node_modules/typescript/bin/tsc");
const CONSUMER = {
  compilerOptions: { noEmit: true, strict: true, target: "es2022", module: "nodenext", types: [] },
  files: ["example.mts"],
};

let api: TestApi;
let door: FrontDoor;
let folder: string;
beforeAll(async () => {
  api = await testApi();
  door = createFrontDoor(api.runtime, api.app, { pages: null });
  await new Promise<void>((resolve) => door.server.listen(0, "127.0.0.1", resolve));
  folder = await mkdtemp(path.join(os.tmpdir(), "1claw-sdk-"));
});
afterAll(async () => {
  await door.drain();
  await api.close();
  await rm(folder, { recursive: true, force: true });
});

it("the built package runs the README's example as plain JavaScript, and its types fit", async () => {
  const installed = path.join(folder, "node_modules/@1claw/sdk");
  await cp(path.join(PACKAGE, "package.json"), path.join(installed, "package.json"));
  await run(process.execPath, [TSC, "-p", PACKAGE, "--outDir", path.join(installed, "dist")]);
  const readme = await readFile(path.join(PACKAGE, "README.md"), "utf8");
  const [, example = "", printed] = /```ts\n([\s\S]*?)```\s+It prints `(.*)`/.exec(readme) ?? [];
  const { port } = door.server.address() as AddressInfo;
  const code = example.replace("http://127.0.0.1:3000", `http://127.0.0.1:${port}`);
  await writeFile(path.join(folder, "example.mts"), code);
  await writeFile(path.join(folder, "example.mjs"), code);
  await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(CONSUMER));
  await run(process.execPath, [TSC, "-p", folder]);
  const { stdout } = await run(process.execPath, ["example.mjs"], { cwd: folder });
  expect(stdout.trim()).toBe(printed);
}, 120_000);
