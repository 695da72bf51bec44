// Next, mounted behind the front door: pages only, with a Content-Security-Policy whose nonce is new for each answer.
import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import path from "node:path";
import next from "next";

/** The listener for everything that is not the API. */
export async function openPages({ dev }: { dev: boolean }): Promise<RequestListener> {
  const app = next({ dev, dir: path.join(import.meta.dirname, "..") });
  await app.prepare();
  const handle = app.getRequestHandler();
  return (request, response) => {
    const policy = contentSecurityPolicy(randomBytes(16).toString("base64"), dev);
    // Next reads the nonce for its own scripts from the request's header of this name.
    request.headers["content-security-policy"] = policy;
    response.setHeader("content-security-policy", policy);
    response.setHeader("x-content-type-options", "nosniff");
    response.setHeader("referrer-policy", "no-referrer");
    response.setHeader("cross-origin-opener-policy", "same-origin");
    response.setHeader("cross-origin-resource-policy", "same-origin");
    response.setHeader("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()");
    void handle(request, response);
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
