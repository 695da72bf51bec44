// Next, mounted behind the front door: pages only, with a Content-Security-Policy whose nonce is new for each answer.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import next from "next";
import { PATH_HEADER } from "#lib/page-path.ts";
import type { FrontDoor } from "#server/api/app.ts";
import { frontDoors } from "#server/front-doors.ts";
import { openStaticFiles } from "#server/static-files.ts";

const ROOT = path.join(import.meta.dirname, "..");

/** Answers what is not the API; `door` is what the front door knows of whoever asks. */
export type Pages = (request: IncomingMessage, response: ServerResponse, door: FrontDoor) => void;

/** The pages, once Next is ready. */
export async function openPages({ dev }: { dev: boolean }): Promise<Pages> {
  const app = next({ dev, dir: ROOT });
  await app.prepare();
  const handle = app.getRequestHandler();
  const sendStatic = dev ? null : await openStaticFiles(path.join(ROOT, ".next", "static"));
  return (request, response, door) => {
    const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), dev);
    // Next reads the nonce for its own scripts from the request's header of this name.
    request.headers["content-security-policy"] = policy;
    request.headers[PATH_HEADER] = request.url ?? "/";
    response.setHeader("content-security-policy", policy);
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-resource-policy", "same-origin");
    response.setHeader("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()");
    if (sendStatic?.(request, response)) return;
    // Next hands pages neither the socket nor anything of ours, so what they ask of the API finds it here.
    void frontDoors().run(door, () => handle(request, response));
  };
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    // The development server evaluates the modules it swaps.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
