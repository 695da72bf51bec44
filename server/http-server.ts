// The one door: a Node HTTP server that judges the raw request, then hands it to the API or to the pages.
// What reaches the API or Next has a canonical target, unambiguous headers and a known client address.
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { App } from "#server/api/app.ts";
import { problemBody } from "#server/api/problem.ts";
import { clientIp, trustedProxies } from "#server/api/steps/client-ip.ts";
import { checkTarget } from "#server/api/target.ts";
import { ERRORS, type ErrorCode } from "#server/errors.ts";
import type { Runtime } from "#server/runtime.ts";

export type FrontDoorOptions = {
  /** Everything that is not the API; null where there are no pages. */
  pages: RequestListener | null;
};

const HEADER_BYTES = 16 * 1024;
const HEADER_MS = 10_000;
const REQUEST_MS = 30_000;
const IDLE_MS = 65_000;
const CONNECTIONS_PER_ADDRESS = 1_000;
const DRAIN_MS = 15_000;
const ONCE = new Set(["authorization", "content-length", "content-type", "host", "x-forwarded-for"]);
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export type FrontDoor = {
  server: http.Server;
  /** Stops accepting, lets requests in flight finish for 15 seconds, then cuts what is left. */
  drain(): Promise<void>;
};

/** Builds the server; the caller makes it listen. */
export function createFrontDoor(runtime: Runtime, app: App, { pages }: FrontDoorOptions): FrontDoor {
  const trusts = trustedProxies(runtime.config.TRUSTED_PROXIES);
  const ipOf = (request: IncomingMessage) =>
    clientIp(request.socket.remoteAddress ?? null, header(request, "x-forwarded-for"), trusts);
  const api = getRequestListener(
    (request, env) => app.fetch(request, { ip: ipOf((env as { incoming: IncomingMessage }).incoming) }),
    {
      overrideGlobalObjects: false,
    },
  );
  let draining = false;

  const server = http.createServer(
    {
      maxHeaderSize: HEADER_BYTES,
      headersTimeout: HEADER_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => {
      if (draining) response.setHeader("connection", "close");
      const refusal = judge(request);
      if (refusal) return refuse(runtime, request, response, ...refusal);
      const path = pathOf(request.url ?? "/");
      if (isApi(path)) return void api(request, response);
      if (path === "/metrics") return void metrics(runtime, request, response);
      if (!pages) return refuse(runtime, request, response, "route_not_found", "There is nothing here.");
      pages(request, response);
    },
  );
  server.setTimeout(REQUEST_MS);
  server.on("clientError", answerBrokenHttp);
  limitConnections(server, CONNECTIONS_PER_ADDRESS, trusts);
  return {
    server,
    async drain() {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

function isApi(path: string): boolean {
  return (
    /^(?:\/api)?\/v1(?:\/|$)/.test(path) || path === "/openapi.json" || path === "/.well-known/jwks.json"
  );
}

function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" ? value : null;
}

/** Why the request cannot be let in, as code and detail; null when it can. */
function judge(request: IncomingMessage): [ErrorCode, string] | null {
  if (!METHODS.has(request.method ?? ""))
    return ["method_not_allowed", `${request.method} is not answered here.`];
  const reason = checkTarget(request.url ?? "");
  if (reason) return ["path_not_canonical", `The request path is not canonical: ${reason}.`];
  const seen = new Set<string>();
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i]?.toLowerCase() ?? "";
    if (ONCE.has(name) && name !== "x-forwarded-for" && seen.has(name))
      return ["headers_ambiguous", `The header ${name} was sent twice.`];
    seen.add(name);
  }
  return null;
}

function refuse(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
  code: ErrorCode,
  detail: string,
): void {
  const request_id = runtime.newRequestId();
  const body = JSON.stringify(problemBody(code, detail, request_id));
  response.writeHead(ERRORS[code].status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": request_id,
    ...(code === "method_not_allowed" && { allow: [...METHODS].join(", ") }),
    connection: "close",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function metrics(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { METRICS, METRICS_TOKEN } = runtime.config;
  if (METRICS === "off" || request.method !== "GET")
    return refuse(runtime, request, response, "route_not_found", "There is nothing here.");
  const peer = request.socket.remoteAddress ?? "";
  const isLocal = /^(?:::ffff:)?127\.|^::1$/.test(peer) && !request.headers["x-forwarded-for"];
  const allowed = METRICS_TOKEN ? header(request, "authorization") === `Bearer ${METRICS_TOKEN}` : isLocal;
  if (!allowed)
    return refuse(
      runtime,
      request,
      response,
      "authentication_required",
      "The metrics are for the operator: send METRICS_TOKEN as Bearer token, or ask from the machine itself.",
    );
  response.setHeader("content-type", runtime.metrics.registry.contentType);
  response.end(await runtime.metrics.registry.metrics());
}

// The parser has given up: no request object exists, so the answer is written by hand.
function answerBrokenHttp(
  error: Error & { code?: string },
  socket: Socket | import("node:stream").Duplex,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const code = Number(status.slice(0, 3));
  const body = JSON.stringify({
    type: "about:blank",
    title: status.slice(4),
    status: code,
    detail: "The request is not HTTP that this server accepts.",
  });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function limitConnections(server: http.Server, most: number, trusts: (address: string) => boolean): void {
  const open = new Map<string, number>();
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    const count = (open.get(address) ?? 0) + 1;
    if (count > most && !trusts(address)) return void socket.destroy();
    open.set(address, count);
    socket.once("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}
