// The compressed scripts of a build, through a real HTTP server.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStaticFiles } from "./static-files.ts";

const SCRIPT = "export const answer = 42;\n".repeat(50);
const folder = mkdtempSync(path.join(tmpdir(), "1claw-static-"));
let port = 0;
const server = createServer();

beforeAll(async () => {
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks", "a[b].js"), SCRIPT);
  writeFileSync(path.join(folder, "chunks", "a[b].js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(folder, "secret.txt.br"), "not a script");
  const send = await openStaticFiles(folder);
  server.on("request", (asked, response) => {
    if (!send(asked, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

type Got = { status: number | undefined; headers: Record<string, unknown>; body: Buffer };
function get(target: string, encodings: string | undefined, method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    const headers = encodings === undefined ? {} : { "accept-encoding": encodings };
    request({ port, host: "127.0.0.1", path: target, method, headers }, (answer) => {
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

const FILE = "/_next/static/chunks/a%5Bb%5D.js";

it("comes as the build compressed it, to be kept for ever", async () => {
  const { status, headers, body } = await get(FILE, "gzip, deflate, br, zstd");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=UTF-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
});

it("has no body where only the head is asked for", async () => {
  const { status, body } = await get(FILE, "br", "HEAD");
  expect([status, body.length]).toEqual([200, 0]);
});

it.each([
  ["no Brotli is taken", FILE, "gzip"],
  ["Brotli is refused", FILE, "gzip, br;q=0"],
  ["nothing is said", FILE, undefined],
  ["it is no script of the build", "/_next/static/secret.txt", "br"],
  ["the address climbs out", "/_next/static/chunks/../chunks/a%5Bb%5D.js", "br"],
  ["it is another address", "/chunks/a%5Bb%5D.js", "br"],
])("is left to Next where %s", async (_, target, encodings) => {
  expect((await get(target, encodings)).status).toBe(404);
});

it("is left to Next for anything but reading", async () => {
  expect((await get(FILE, "br", "POST")).status).toBe(404);
});
