// The whole API as one fetch function: the HTTP server, Next's route handler, tests and the SDK in-process all call it.
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { ClientCertificate } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import type { Runtime } from "#server/runtime.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";
import { problemResponse } from "./failed.ts";
import { openApiDocument } from "./openapi.ts";
import { run } from "./pipeline.ts";

/** What the front door knows of a request and a Request does not carry. */
export type FrontDoor = { ip: string | null; client_certificate?: ClientCertificate | null };
export type App = { fetch(request: Request, door: FrontDoor): Promise<Response> };

const BASES = ["/v1", "/api/v1"];
type Env = { Bindings: FrontDoor };

/** Builds the router over every endpoint, under /v1 and /api/v1. */
export function createApp(runtime: Runtime, endpoints: readonly Endpoint[] = ENDPOINTS): App {
  const app = new Hono<Env>({ strict: true });
  const document = JSON.stringify(openApiDocument(runtime.config.PUBLIC_URL, runtime.version));
  for (const [path, methods] of routes(endpoints)) {
    for (const base of BASES) {
      app.all(base + path, (c) => {
        const endpoint = methods.get(c.req.method === "HEAD" ? "HEAD" : c.req.method.toLowerCase());
        if (!endpoint) return methodNotAllowed(runtime, methods);
        return run(endpoint, runtime, {
          request: c.req.raw,
          params: split(c.req.param(), endpoint),
          ip: c.env.ip,
          client_certificate: c.env.client_certificate ?? null,
        });
      });
    }
  }
  app.get("/openapi.json", cors(), (c) =>
    c.body(document, 200, { "content-type": "application/json", "cache-control": "public, max-age=300" }),
  );
  const jwks = endpoints.find((endpoint) => endpoint.id === "getJwks");
  if (jwks)
    app.get("/.well-known/jwks.json", cors(), (c) =>
      run(jwks, runtime, { request: c.req.raw, params: {}, ip: c.env.ip, client_certificate: null }),
    );
  app.notFound(() =>
    respond(
      runtime,
      new Problem("route_not_found", {
        detail: "There is no such endpoint. The list is at /docs and /openapi.json.",
      }),
    ),
  );
  app.onError((error) => {
    runtime.log.error({ err: error }, "the router failed");
    return respond(
      runtime,
      new Problem("internal", {
        detail: "Something went wrong on our side. Try again; if it stays, report the request_id.",
      }),
    );
  });
  return { fetch: async (request, door) => secured(await app.fetch(request, door)) };
}

/** Hono path (below the base) -> methods, fixed segments before parameters whatever the order of declaration. */
function routes(endpoints: readonly Endpoint[]): [string, Map<string, Endpoint>][] {
  const byPath = new Map<string, Map<string, Endpoint>>();
  for (const endpoint of endpoints) {
    const path = endpoint.path
      .replace(/^\/v1/, "")
      .replace(/\{path\}.*/, ":path{.+}")
      .replaceAll(/\{(\w+)\}/g, ":$1");
    const methods = byPath.get(path) ?? new Map<string, Endpoint>();
    methods.set(endpoint.method, endpoint);
    // A HEAD runs what a GET runs: only harmless where the GET leaves no trace and shows nothing of value.
    if (endpoint.method === "get" && endpoint.access === "public" && typeof endpoint.audit !== "string")
      methods.set("HEAD", endpoint);
    byPath.set(path, methods);
  }
  return [...byPath].sort(([a], [b]) => specificity(b).localeCompare(specificity(a)));
}

const AFTER_PATH = /\{path\}\/\{(\w+)\}$/;

// Hono's parameters with slashes reach to the end of the path, so what follows a secret's path is cut off here.
function split(params: Record<string, string>, endpoint: Endpoint): Record<string, string> {
  const name = AFTER_PATH.exec(endpoint.path)?.[1];
  const path = params.path;
  if (!name || path === undefined) return params;
  const slash = path.lastIndexOf("/");
  return { ...params, path: path.slice(0, Math.max(slash, 0)), [name]: path.slice(slash + 1) };
}

function specificity(path: string): string {
  return path
    .split("/")
    .map((segment) => (segment.includes("{") ? "0" : segment.startsWith(":") ? "1" : "2"))
    .join("");
}

function methodNotAllowed(runtime: Runtime, methods: Map<string, Endpoint>): Response {
  const allow = [...methods.keys()]
    .map((method) => method.toUpperCase())
    .sort()
    .join(", ");
  return respond(
    runtime,
    new Problem("method_not_allowed", { detail: `This endpoint answers ${allow}.`, headers: { allow } }),
  );
}

function respond(runtime: Runtime, problem: Problem): Response {
  return problemResponse({ request_id: runtime.newRequestId(), headers: new Headers() }, problem);
}

function secured(response: Response): Response {
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("vary", "Authorization, Origin");
  response.headers.set("referrer-policy", "no-referrer");
  response.headers.set("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  return response;
}
