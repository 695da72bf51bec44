// Owns the envelope every method answers with, and how an HTTP answer becomes one.
import { type ClientErrorCode, errorType, type OneclawErrorBody } from "./errors.ts";

export type Meta = {
  /** HTTP status; 0 when there was no answer. */
  status: number;
  request_id?: string;
  /** Where the next page of a list begins; absent on the last page. */
  next_cursor?: string;
  /** How long to wait before trying again. */
  retry_after_ms?: number;
  /** Of the key that the value is under, where you encrypted it yourself. */
  cmek_fingerprint?: string;
};

/** What every method answers with: either `data` or `error`, never an exception. */
export type OneclawResponse<T> =
  | { data: T; error: null; meta: Meta }
  | { data: null; error: OneclawErrorBody; meta: Meta };

type ClientError = OneclawErrorBody & { code: ClientErrorCode };

/** The envelope of a failure that never got an answer from the server. */
export function failure(error: ClientError): OneclawResponse<never> {
  return { data: null, error, meta: { status: 0 } };
}

/** The envelope for an HTTP answer with `text` as its body; `base` is only for the sentence when it is not ours. */
export function envelope(response: Response, text: string, base: string): OneclawResponse<unknown> {
  const meta = readMeta(response, base);
  const { status } = response;
  if (status === 204) return { data: null, error: null, meta };
  const body = parse(text);
  if (!isOurs(status, body)) return { data: null, error: foreign(response, base), meta };
  if (response.ok) return { data: body, error: null, meta };
  return { data: null, error: readError(status, body, meta), meta };
}

/** Whether the API can have answered so: always in JSON, and about what is not there in problem details. */
function isOurs(status: number, body: unknown): boolean {
  if (body === undefined) return false;
  if (status !== 404 && status !== 405) return true;
  // No method of this package asks for a route that does not exist, unless the base address adds to it.
  return isObject(body) && typeof body.type === "string" && !body.type.endsWith("/route_not_found");
}

/** What to say of an answer by something else: a proxy, a login page, another product. */
function foreign({ status, headers }: Response, base: string): ClientError {
  const kind = /^[\w.+-]+\/[\w.+-]+/.exec(headers.get("content-type") ?? "")?.[0] ?? "no type";
  if (status >= 500)
    return {
      type: "server_error",
      message: `HTTP ${status} from ${base}, by a proxy before the server: the server may be down or starting.`,
      code: "bad_gateway",
    };
  // What is not there says nothing about a secret: programs would take it for one that was deleted.
  const type = status === 404 ? "unknown" : errorType(status, undefined);
  const step = base.endsWith("/v1")
    ? "Leave /v1 out: the client adds it."
    : "Check the base address, also the path in it.";
  const message = `${base} is not the address of a 1Claw server: it answered HTTP ${status} with ${kind}. ${step}`;
  return { type, message, code: "not_this_api" };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readMeta({ status, headers }: Response, base: string): Meta {
  const request_id = headers.get("x-request-id");
  const next_cursor = readNextCursor(headers.get("link"), base);
  const retry_after_ms = readRetryAfter(headers.get("retry-after"));
  const cmek_fingerprint = headers.get("x-cmek-fingerprint");
  return {
    status,
    ...(request_id && { request_id }),
    ...(next_cursor !== null && { next_cursor }),
    ...(retry_after_ms !== null && { retry_after_ms }),
    ...(cmek_fingerprint && { cmek_fingerprint }),
  };
}

/** The cursor in the `next` link of a Link header. @see RFC 8288 */
function readNextCursor(link: string | null, base: string): string | null {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "")?.[1];
  return target === undefined ? null : new URL(target, base).searchParams.get("cursor");
}

/** Milliseconds for a Retry-After header, which holds seconds or a date. @see RFC 9110, section 10.2.3 */
function readRetryAfter(value: string | null): number | null {
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function readError(status: number, body: unknown, meta: Meta): OneclawErrorBody {
  const problem = isObject(body) ? body : {};
  const detail = word(problem.detail);
  const code = word(problem.type)?.split("/").at(-1);
  const decision_id = word(problem.decision_id);
  const request_id = word(problem.request_id) ?? meta.request_id;
  const fields = isObject(problem.fields) ? (problem.fields as Record<string, string>) : undefined;
  return {
    type: errorType(status, code),
    message:
      detail ?? word(problem.message) ?? word(problem.error) ?? word(problem.title) ?? `HTTP ${status}`,
    ...(detail && { detail }),
    ...(code && { code }),
    ...(fields && { fields }),
    ...(decision_id && { decision_id }),
    ...(request_id && { request_id }),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
