// Hands out the packages that the build has packed. Knows them by name, so no request names a path on the disk.
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";

const FOLDER = path.join(import.meta.dirname, "..", "packages", "dist");
const PACKAGES = ["sdk", "cli", "mcp"];

type Packed = { bytes: Buffer; etag: string; version: string };

/** Null when it has answered the request; else why it has not, as a sentence that says what there is. */
export type Downloads = (request: IncomingMessage, response: ServerResponse) => Promise<string | null>;

/** For GET and HEAD of `/downloads/<name>.tgz`, from the files of that name in `folder`. */
export function createDownloads(folder = FOLDER): Downloads {
  const known = new Map<string, Packed>();

  /** The file as it is now; null where there is none. */
  async function find(name: string): Promise<Packed | null> {
    const file = path.join(folder, `${name}.tgz`);
    const facts = await stat(file).catch(() => null);
    if (!facts) return null;
    const version = `${facts.mtimeMs} ${facts.size} ${facts.ino}`;
    const held = known.get(name);
    if (held?.version === version) return held;
    const bytes = await readFile(file).catch(() => null);
    if (!bytes) return null;
    const digest = createHash("sha256").update(bytes).digest("base64url");
    const packed = { bytes, etag: `"${digest}"`, version };
    known.set(name, packed);
    return packed;
  }

  async function whatThereIs(): Promise<string> {
    const found = await Promise.all(PACKAGES.map(async (name) => ((await find(name)) ? name : null)));
    const addresses = found.filter((name) => name !== null).map((name) => `/downloads/${name}.tgz`);
    return addresses.length > 0
      ? `There is no such package here. There is: ${addresses.join(", ")}.`
      : "The packages have not been built on this server: npm start builds them.";
  }

  return async (request, response) => {
    const target = /^\/downloads\/([a-z]+)\.tgz(?:\?|$)/.exec(request.url ?? "")?.[1] ?? "";
    const packed = PACKAGES.includes(target) ? await find(target) : null;
    if (!packed) return whatThereIs();
    send(request, response, packed);
    return null;
  };
}

function send(request: IncomingMessage, response: ServerResponse, { bytes, etag }: Packed): void {
  response.setHeader("etag", etag);
  // The address stays when the server is updated.
  response.setHeader("cache-control", "public, no-cache");
  response.setHeader("x-content-type-options", "nosniff");
  if (isHeld(request.headers["if-none-match"], etag)) return void response.writeHead(304).end();
  response.writeHead(200, { "content-type": "application/gzip", "content-length": bytes.byteLength });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/** @see RFC 9110, section 13.1.2 */
function isHeld(header: string | undefined, etag: string): boolean {
  return (header ?? "").split(",").some((one) => {
    const wanted = one.trim().replace(/^W\//, "");
    return wanted === "*" || wanted === etag;
  });
}
