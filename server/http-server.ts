// The one door: a Node HTTP server that judges the raw request, then hands it to the API or to the pages.
// What reaches the API or Next has a canonical target, unambiguous headers, a known client address and certificate.
import { constants, createHash, timingSafeEqual } from "node:crypto";
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { App } from "#server/api/app.ts";
import { problemBody } from "#server/api/problem.ts";
import { certificateReader } from "#server/api/steps/client-certificate.ts";
import { clientIp, trustedProxies } from "#server/api/steps/client-ip.ts";
import { checkTarget } from "#server/api/target.ts";
import { textOf } from "#server/api/text-response.ts";
import { createDownloads, type Downloads } from "#server/downloads.ts";
import { ERRORS, type ErrorCode } from "#server/errors.ts";
import { createMcp } from "#server/mcp/listener.ts";
import { mcpPath } from "#server/mcp/paths.ts";
import type { Pages } from "#server/pages.ts";
import type { Runtime } from "#server/runtime.ts";

export type FrontDoorLimits = {
  /** For all headers of a request, from its first byte or the opening of the connection on. */
  header_ms: number;
  /** For a whole request, and for a socket on which nothing moves. */
  request_ms: number;
  /** For a kept-alive connection without a request. */
  idle_ms: number;
  connections_per_address: number;
  /** For requests in flight once the server is to end. */
  drain_ms: number;
};

export type FrontDoorOptions = {
  /** Everything that is not the API; null where there are no pages. */
  pages: Pages | null;
  limits?: Partial<FrontDoorLimits>;
  /** Chain and key in PEM: opens a second way in, over TLS, that asks clients for a certificate. */
  tls?: { cert: string; key: string } | null;
};

const LIMITS: FrontDoorLimits = {
  header_ms: 10_000,
  request_ms: 30_000,
  idle_ms: 65_000,
  connections_per_address: 1_000,
  drain_ms: 15_000,
};
const HEADER_BYTES = 16 * 1024;
const SWEEP_MS = 50;
const GRACE_MS = 250;
const ONCE = new Set([
  "authorization",
  "client-cert",
  "content-length",
  "content-type",
  "host",
  "x-forwarded-for",
]);
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const ALLOWED = [...METHODS].join(", ");

export type FrontDoor = {
  server: http.Server;
  /** The way in over TLS, where there is one. */
  tls: https.Server | null;
  /** Says `Connection: close`, stops accepting, lets requests in flight finish for `drain_ms`, then cuts what is left. */
  drain(): Promise<void>;
};

/** Builds the servers; the caller makes them listen. */
export function createFrontDoor(runtime: Runtime, app: App, options: FrontDoorOptions): FrontDoor {
  const { pages } = options;
  const limits = { ...LIMITS, ...options.limits };
  const trusts = trustedProxies(runtime.config.TRUSTED_PROXIES);
  const ipOf = (request: IncomingMessage) =>
    clientIp(request.socket.remoteAddress ?? null, header(request, "x-forwarded-for"), trusts);
  const certificateOf = certificateReader(runtime.config.CLIENT_CERT_HEADER === "on" ? trusts : () => false);
  const listenerOf = (answer: App["fetch"]) =>
    getRequestListener(
      async (request, env) => {
        const { incoming, outgoing } = env as { incoming: IncomingMessage; outgoing: ServerResponse };
        const door = { ip: ipOf(incoming), client_certificate: certificateOf(incoming) };
        return sent(await answer(request, door), outgoing);
      },
      { overrideGlobalObjects: false },
    );
  const api = listenerOf(app.fetch);
  const mcp = listenerOf(createMcp(runtime, app));
  const downloads = createDownloads();
  let draining = false;
  const underWay = new Set<ServerResponse>();

  const settings = {
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: limits.header_ms,
    requestTimeout: limits.request_ms,
    keepAliveTimeout: limits.idle_ms,
    connectionsCheckingInterval: Math.min(1_000, limits.header_ms),
    requireHostHeader: false,
  };
  const listener: RequestListener = (request, response) => {
    if (draining) response.setHeader("connection", "close");
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    const refusal = judge(request);
    if (refusal) return refuse(runtime, request, response, ...refusal);
    const path = pathOf(request.url ?? "/");
    if (isApi(path)) return void api(request, response);
    if (mcpPath(path)) return void mcp(request, response);
    if (path === "/metrics") return void metrics(runtime, request, response);
    if (/^\/downloads(?:\/|$)/.test(path)) return void handOut(runtime, downloads, request, response);
    if (!pages) return refuse(runtime, request, response, "route_not_found", "There is nothing here.");
    pages(request, response, { ip: ipOf(request) });
  };
  const server = http.createServer(settings, listener);
  const tls = options.tls
    ? https.createServer(
        { ...settings, ...TLS, ...options.tls, handshakeTimeout: limits.header_ms },
        listener,
      )
    : null;
  const servers = tls ? [server, tls] : [server];
  for (const each of servers) guard(each, limits, underWay, trusts);
  return {
    server,
    tls,
    async drain() {
      draining = true;
      for (const response of underWay) if (!response.headersSent) response.setHeader("connection", "close");
      // What a client sends just now over a connection that idles here would be lost with it: answers say first that it ends.
      await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
      await Promise.all(servers.map((each) => emptied(each, limits.drain_ms)));
    },
  };
}

// Whoever made the certificate does not matter, so it is asked for and not judged; the handshake proves who holds its key.
// A resumed session would show a certificate whose holder has proven nothing since.
const TLS = {
  requestCert: true,
  rejectUnauthorized: false,
  minVersion: "TLSv1.2",
  secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  ALPNProtocols: ["http/1.1"],
} as const;

function guard(
  server: http.Server | https.Server,
  limits: FrontDoorLimits,
  underWay: ReadonlySet<ServerResponse>,
  trusts: (address: string) => boolean,
): void {
  server.setTimeout(limits.request_ms);
  server.on("clientError", (error: Error & { code?: string }, socket) => {
    const isAnswered = [...underWay].some((response) => response.socket === socket && response.headersSent);
    if (isAnswered) socket.destroy();
    else answerBrokenHttp(error, socket);
  });
  server.on("connect", (_request, socket) =>
    endWithProblem(
      socket,
      "405 Method Not Allowed",
      "CONNECT is not answered here.",
      `allow: ${ALLOWED}\r\n`,
    ),
  );
  limitConnections(server, limits.connections_per_address, trusts);
}

/** Stops accepting and resolves when no connection is left; after `drain_ms` it cuts those that are. */
async function emptied(server: http.Server | https.Server, drain_ms: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Answers whose headers were out already leave connections that idle only later.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), drain_ms);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

/** Writes a response whose text is at hand in one piece; what it gives back tells the adapter what is left to do. */
function sent(response: Response, outgoing: ServerResponse): Response {
  const text = textOf(response);
  if (text === null || outgoing.headersSent || outgoing.destroyed) return response;
  const headers: Record<string, string | number> = { "content-length": Buffer.byteLength(text) };
  for (const [name, value] of response.headers) {
    // The only one that may stand there twice; the adapter knows how to write it.
    if (name === "set-cookie") return response;
    headers[name] = value;
  }
  outgoing.writeHead(response.status, headers);
  outgoing.end(text);
  return RESPONSE_ALREADY_SENT;
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
  // Node would answer this itself, in another form.
  if (request.headers.host === undefined) return ["headers_ambiguous", "The header host is missing."];
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
  allow = ALLOWED,
): void {
  const request_id = runtime.newRequestId();
  const body = JSON.stringify(problemBody(code, detail, request_id));
  response.writeHead(ERRORS[code].status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": request_id,
    ...(code === "method_not_allowed" && { allow }),
    connection: "close",
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function handOut(
  runtime: Runtime,
  downloads: Downloads,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return refuse(runtime, request, response, "method_not_allowed", "Packages are only read.", "GET, HEAD");
  const missing = await downloads(request, response);
  if (missing) refuse(runtime, request, response, "route_not_found", missing);
}

async function metrics(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { METRICS, METRICS_TOKEN } = runtime.config;
  if (METRICS === "off" || request.method !== "GET")
    return refuse(runtime, request, response, "route_not_found", "There is nothing here.");
  const peer = request.socket.remoteAddress ?? "";
  const isLocal = /^(?:::ffff:)?127\.|^::1$/.test(peer) && !request.headers["x-forwarded-for"];
  const allowed = METRICS_TOKEN
    ? isSame(header(request, "authorization") ?? "", `Bearer ${METRICS_TOKEN}`)
    : isLocal;
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

function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

type RawSocket = Socket | import("node:stream").Duplex;

// The parser has given up: no request object exists, so the answer is written by hand.
function answerBrokenHttp(error: Error & { code?: string }, socket: RawSocket): void {
  // A handshake that failed leaves nothing to write HTTP to.
  const isTls = /^ERR_(?:SSL|TLS)_|^EPROTO$/.test(error.code ?? "");
  if (isTls || error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  // Something follows a request that was the last one, and has been answered as such.
  if (error.code === "HPE_CLOSED_CONNECTION") return void socket.end();
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  endWithProblem(socket, status, "The request is not HTTP that this server accepts.");
}

function endWithProblem(socket: RawSocket, status: string, detail: string, headers = ""): void {
  const title = status.slice(4);
  const body = JSON.stringify({ type: "about:blank", title, status: Number(status.slice(0, 3)), detail });
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\n${headers}connection: close\r\n\r\n${body}`,
  );
}

function limitConnections(
  server: http.Server | https.Server,
  most: number,
  trusts: (address: string) => boolean,
): void {
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
