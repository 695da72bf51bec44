// The packages over HTTP, from the real build.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPackages } from "../packages/build.mjs";
import { createDownloads } from "./downloads.ts";
import { createFrontDoor, type FrontDoor } from "./http-server.ts";
import { type TestApi, testApi } from "./testing/test-api.ts";

const run = promisify(execFile);
const ROOT = path.join(import.meta.dirname, "..");

let api: TestApi;
let door: FrontDoor;
let port: number;
let folder: string;
beforeAll(async () => {
  await buildPackages();
  api = await testApi();
  door = createFrontDoor(api.runtime, api.app, { pages: null });
  port = await listening(door.server);
  folder = mkdtempSync(path.join(tmpdir(), "1claw-downloads-"));
}, 120_000);
afterAll(async () => {
  await door.drain();
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

function packedFile(name: string): Buffer {
  return readFileSync(path.join(ROOT, "packages", "dist", `${name}.tgz`));
}

async function listening(server: import("node:net").Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

type Got = { status: number | undefined; headers: Record<string, unknown>; body: Buffer };
function ask(target: string, { method = "GET", headers = {}, at = port } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    request({ port: at, host: "127.0.0.1", path: target, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("a package", () => {
  it("comes as it was built, with its type and an ETag, and nothing may guess another type", async () => {
    const { status, headers, body } = await ask("/downloads/sdk.tgz");
    const packed = packedFile("sdk");
    expect(status).toBe(200);
    expect(body.equals(packed)).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "application/gzip",
      "content-length": String(packed.byteLength),
      etag: `"${createHash("sha256").update(packed).digest("base64url")}"`,
      "cache-control": "public, no-cache",
      "x-content-type-options": "nosniff",
    });
  });

  it("is not sent again to whoever has it", async () => {
    const { headers } = await ask("/downloads/sdk.tgz");
    const etag = String(headers.etag);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await ask("/downloads/sdk.tgz", { headers: { "if-none-match": held } });
      expect([again.status, again.body.byteLength, again.headers.etag]).toEqual([304, 0, etag]);
    }
    expect((await ask("/downloads/sdk.tgz", { headers: { "if-none-match": '"other"' } })).status).toBe(200);
  });

  it("answers HEAD with everything but itself", async () => {
    const { status, headers, body } = await ask("/downloads/sdk.tgz", { method: "HEAD" });
    expect([status, body.byteLength]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      "content-type": "application/gzip",
      "content-length": String(packedFile("sdk").byteLength),
    });
  });

  it("that was built again is handed out at once, under another ETag", async () => {
    const downloads = createDownloads(folder);
    const server = createServer((asked, response) => {
      void downloads(asked, response).then((missing) => missing && response.writeHead(404).end(missing));
    });
    const at = await listening(server);
    const publish = (content: string) => {
      writeFileSync(path.join(folder, "next"), content);
      renameSync(path.join(folder, "next"), path.join(folder, "cli.tgz"));
    };
    expect((await ask("/downloads/cli.tgz", { at })).body.toString()).toMatch(/npm start builds them/);
    publish("first");
    const first = await ask("/downloads/cli.tgz", { at });
    publish("other");
    const headers = { "if-none-match": String(first.headers.etag) };
    const second = await ask("/downloads/cli.tgz", { at, headers });
    server.close();
    expect([first.body.toString(), second.status, second.body.toString()]).toEqual(["first", 200, "other"]);
  });
});

describe("everything else below /downloads", () => {
  it.each([
    "/downloads",
    "/downloads/",
    "/downloads/api.tgz",
    "/downloads/sdk.tgz/",
    "/downloads/sdk.tgz.stamp",
    "/downloads/sdk.stamp",
    "/downloads/constructor.tgz",
    "/downloads/SDK.tgz",
  ])("%s is 404 and says what there is", async (target) => {
    const { status, headers, body } = await ask(target);
    expect([status, headers["content-type"]]).toEqual([404, "application/problem+json"]);
    const problem = JSON.parse(body.toString());
    expect(problem.type).toBe("/docs/errors/route_not_found");
    expect(problem.detail).toContain("/downloads/sdk.tgz");
  });

  it.each([
    "/downloads/../package.json",
    "/downloads/%2e%2e/package.json",
    "/downloads/..%2Fpackage.json",
    "/downloads/..%5c..%5cpackage.json",
    "/downloads/%00sdk.tgz",
  ])("%s leads nowhere", async (target) => {
    const { status, body } = await ask(target);
    expect([400, 404]).toContain(status);
    expect(body.toString()).not.toContain('"workspaces"');
  });

  it("and nothing can be put there", async () => {
    for (const method of ["PUT", "POST", "DELETE"]) {
      const { status, headers } = await ask("/downloads/sdk.tgz", { method });
      expect([status, headers.allow]).toEqual([405, "GET, HEAD"]);
    }
  });
});

describe("npm", () => {
  /** In which nothing can come from anywhere but the server. */
  const environment = (HOME: string) => ({
    ...{ PATH: process.env.PATH ?? "", HOME, NODE_ENV: "production" as const },
    npm_config_cache: path.join(folder, "cache"),
    npm_config_registry: "http://127.0.0.1:9",
    npm_config_update_notifier: "false",
  });

  it.each(["cli", "mcp"])(
    "npx runs %s from a running server without any registry",
    async (name) => {
      const address = `http://127.0.0.1:${port}/downloads/${name}.tgz`;
      const options = { cwd: folder, env: environment(folder) };
      const { stdout } = await run("npx", ["-y", address, "--help"], options);
      expect(stdout).toContain("1claw");
    },
    60_000,
  );

  it("installs the SDK from a running server without any registry, and a TypeScript program fits its types", async () => {
    const project = mkdtempSync(path.join(folder, "consumer-"));
    const env = environment(project);
    const address = `http://127.0.0.1:${port}/downloads/sdk.tgz`;
    await run("npm", ["install", address, "--no-audit", "--no-fund"], { cwd: project, env });
    expect(JSON.parse(readFileSync(path.join(project, "package.json"), "utf8")).dependencies).toEqual({
      "@1claw/sdk": address,
    });
    const program = `import { createClient, type OneclawResponse, type ApiSchemas } from "@1claw/sdk";
const client = createClient({ baseUrl: "http://127.0.0.1:${port}" });
const answer: OneclawResponse<ApiSchemas["HealthResponse"]> = await client.health.check();
if (answer.error) throw new Error(answer.error.message);
const status: string = answer.data.status;
// @ts-expect-error a vault has a name
void client.vault.create({ description: "x" });
console.log(status);
`;
    writeFileSync(path.join(project, "program.mts"), program);
    writeFileSync(
      path.join(project, "program.mjs"),
      program.replace(/, type.*\}/, " }").replace(/: (One|str)[^=]+=/g, " ="),
    );
    for (const [module, moduleResolution] of [
      ["nodenext", "nodenext"],
      ["esnext", "bundler"],
    ] as const) {
      const compilerOptions = {
        ...{ noEmit: true, strict: true, target: "es2022", lib: ["es2022", "dom"], types: [] },
        ...{ module, moduleResolution, skipLibCheck: module !== "nodenext" },
      };
      writeFileSync(
        path.join(project, "tsconfig.json"),
        JSON.stringify({ compilerOptions, files: ["program.mts"] }),
      );
      const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
      await run(process.execPath, [tsc, "-p", project]).catch((error) => expect(error.stdout).toBe(""));
    }
    const { stdout } = await run(process.execPath, ["program.mjs"], { cwd: project });
    expect(stdout).toBe("healthy\n");
  }, 120_000);
});
