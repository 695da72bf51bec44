// The one way from a resource to the API: builds the target, adds the token, tries again where that is safe.
import type { paths } from "./api.ts";
import { failure, type OneclawResponse } from "./envelope.ts";
import { bearerRefused } from "./refused-credentials.ts";
import { type Credentials, createSession, type Session } from "./session.ts";
import { createTransport, type Fetch, pause, withDeadline } from "./transport.ts";

export type OneclawClientConfig = Credentials & {
  /** Address of the server; a path in it is kept: `https://host/api` calls `https://host/api/v1/…`. */
  baseUrl: string;
  fetch?: Fetch | undefined;
  /** How long a call may take in all, 30,000 unless told otherwise. */
  timeoutMs?: number | undefined;
  /** How often GET, PUT and DELETE are tried again after 429 and 503; 2 unless told otherwise. */
  retries?: number | undefined;
};

export type CallOptions = { signal?: AbortSignal | undefined; timeoutMs?: number | undefined };

type Method = "get" | "put" | "post" | "delete" | "patch";
type PathWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Json<R> = R extends { content: { "application/json": infer T } } ? T : null;
type Success<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 | 204 ? Json<R[S]> : never }[keyof R]
  : never;
type Params<O> = O extends { parameters: { path: infer T } } ? { params: T } : { params?: undefined };
type Query<O> = O extends { parameters: { query?: infer Q } } ? { query?: Q } : { query?: undefined };
type Body<O> = O extends { requestBody: { content: { "application/json": infer B } } }
  ? { body: B }
  : O extends { requestBody?: { content: { "application/json": infer B } } }
    ? { body?: B }
    : { body?: undefined };
type Headers<O> = O extends { parameters: { header?: infer H } } ? { headers?: H } : { headers?: undefined };
// One operation at a time: the four would otherwise be spread over all operations each, and multiplied.
type Input<O> = O extends unknown ? Params<O> & Query<O> & Body<O> & Headers<O> : never;
type AnyInput = { params?: object; query?: object; body?: unknown; headers?: object };

export type Http = {
  session: Session;
  /** One call with the client's token, typed by the API's document. */
  request<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    input: Input<paths[P][M]>,
    options?: CallOptions,
  ): Promise<OneclawResponse<Success<paths[P][M]>>>;
  /** One call without a token, for the endpoints that anybody may call. */
  open<M extends Method, P extends PathWith<M>>(
    method: M,
    path: P,
    input: Input<paths[P][M]>,
    options?: CallOptions,
  ): Promise<OneclawResponse<Success<paths[P][M]>>>;
};

const TIMEOUT_MS = 30_000;
const RETRIES = 2;
const LONGEST_WAIT_MS = 10_000;
const FIRST_WAIT_MS = 200;
const IDEMPOTENT: readonly string[] = ["get", "put", "delete"];

type Call = { method: string; target: string; body: unknown; headers: object | undefined; open: boolean };

/** @throws TypeError for a baseUrl or an API key that cannot be right */
export function createHttp(config: OneclawClientConfig): Http {
  const base = readBase(config.baseUrl);
  // Looked up at each call, and called without a receiver, which browsers insist on.
  const send = createTransport(base, config.fetch ?? ((input, init) => globalThis.fetch(input, init)));
  const session = createSession(config, (body) => call("post", "/v1/auth/agent-token", { body }, {}, true));

  async function call<T>(
    method: Method,
    path: string,
    { params, query, body, headers }: AnyInput,
    { signal, timeoutMs = config.timeoutMs ?? TIMEOUT_MS }: CallOptions,
    open: boolean,
  ): Promise<OneclawResponse<T>> {
    const target = buildTarget(path, params, query);
    if (target === null) return badAddress();
    const attempt = { method, target, body, headers, open };
    const answer = await withDeadline(base, timeoutMs, signal, (inner, left_ms) =>
      repeated(attempt, inner, left_ms),
    );
    // The server keeps to the document the types are made from.
    return answer as OneclawResponse<T>;
  }

  async function repeated(
    attempt: Call,
    signal: AbortSignal,
    left_ms: () => number,
  ): Promise<OneclawResponse<unknown>> {
    const retries = IDEMPOTENT.includes(attempt.method) ? (config.retries ?? RETRIES) : 0;
    for (let tried = 0; ; tried++) {
      const answer = await authorized(attempt, signal);
      const { status, retry_after_ms } = answer.meta;
      if (tried >= retries || (status !== 429 && status !== 503)) return answer;
      const wait = (retry_after_ms ?? FIRST_WAIT_MS * 2 ** tried) + Math.random() * FIRST_WAIT_MS;
      if ((retry_after_ms ?? 0) > LONGEST_WAIT_MS || wait >= left_ms()) return answer;
      await pause(wait, signal);
      if (signal.aborted) return answer;
    }
  }

  async function authorized(attempt: Call, signal: AbortSignal): Promise<OneclawResponse<unknown>> {
    if (attempt.open) return send({ ...attempt, token: null, signal });
    const held = await session.token();
    // What was given up while the token was fetched must not be sent any more.
    if (held.error || signal.aborted) return held;
    const answer = await send({ ...attempt, token: held.data, signal });
    if (answer.meta.status !== 401 || answer.error?.code !== "token_invalid") return answer;
    const renewed = await session.renew(held.data);
    if (renewed.error) return renewed;
    if (renewed.data === null) return bearerRefused(answer, held.data);
    if (signal.aborted) return answer;
    return send({ ...attempt, token: renewed.data, signal });
  }

  return {
    session,
    request: (method, path, input, options = {}) => call(method, path, input, options, false),
    open: (method, path, input, options = {}) => call(method, path, input, options, true),
  };
}

function readBase(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new TypeError("baseUrl must be an http or https address such as http://127.0.0.1:3000");
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** Fills the template; null where a value would change what the address points at. */
function buildTarget(template: string, params: object = {}, query: object = {}): string | null {
  const segments: string[] = [];
  const values = new Map(Object.entries(params));
  for (const segment of template.split("/").slice(1)) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) segments.push(segment);
    // Only a secret's path has slashes of its own.
    else
      segments.push(...(name === "path" ? String(values.get(name)).split("/") : [String(values.get(name))]));
  }
  // URL parsers fold these away, even percent-encoded: another endpoint would be called.
  if (segments.some((segment) => /^\.{0,2}$/.test(segment) || !segment.isWellFormed())) return null;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return `/${segments.map(encodeURIComponent).join("/")}${text && `?${text}`}`;
}

function badAddress(): OneclawResponse<never> {
  const detail = "An id or a segment of a path is empty, a dot or two dots. Nothing was sent.";
  return failure({ type: "validation_error", message: detail, detail, code: "path_not_canonical" });
}
