// Hands out the scripts and styles of the build as the build compressed them: Brotli, a seventh smaller than what Next
// makes on the fly. Knows every file by name from the start, so no request names a path on the disk.
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";

type Packed = { file: string; bytes: number; type: string };

/** True when it has answered the request. */
export type StaticFiles = (request: IncomingMessage, response: ServerResponse) => boolean;

const TYPES: Record<string, string> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
};

/** The compressed files under `folder`, the build's own, for requests under `/_next/static/`. */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const files = await findPacked(folder);
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    const packed = files.get(request.url ?? "");
    if (!packed || !acceptsBrotli(request)) return false;
    response.writeHead(200, {
      "content-type": packed.type,
      "content-encoding": "br",
      "content-length": packed.bytes,
      // Next names them by what is in them.
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    if (request.method === "HEAD") response.end();
    // Whoever asked has gone: there is nobody to tell.
    else pipeline(createReadStream(packed.file), response).catch(() => response.destroy());
    return true;
  };
}

function acceptsBrotli(request: IncomingMessage): boolean {
  return /(?:^|,)\s*br\s*(?:,|;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|$)/.test(
    String(request.headers["accept-encoding"] ?? ""),
  );
}

async function findPacked(folder: string): Promise<Map<string, Packed>> {
  const files = new Map<string, Packed>();
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names) {
    const original = name.endsWith(".br") ? name.slice(0, -".br".length) : null;
    const type = original && TYPES[path.extname(original)];
    if (!original || !type) continue;
    const file = path.join(folder, name);
    const url = `/_next/static/${original.split(path.sep).map(encodeURIComponent).join("/")}`;
    files.set(url, { file, bytes: (await stat(file)).size, type });
  }
  return files;
}
