// Owns the envelope every method answers with, and how an HTTP answer becomes one.
// Must never carry anything of a request in it: a secret's value or a token could get into a log that way.

export type ErrorType =
  | "validation_error"
  | "auth_error"
  | "payment_required"
  | "resource_limit_exceeded"
  | "approval_required"
  | "not_found"
  | "rate_limit"
  | "server_error"
  | "network_error"
  | "unknown";

export type OneclawErrorBody = {
  type: ErrorType;
  /** A sentence for people: what happened and what to do next. */
  message: string;
  /** The same sentence as the server gave it. */
  detail?: string;
  /** The kind of problem, such as `path_not_granted`; each has its page at /docs/errors/<code>. */
  code?: string;
  /** For invalid input: each field and its reason. */
  fields?: Record<string, string>;
  /** For a denial: whoever administers the vault finds out why with `client.access.decision(id)`. */
  decision_id?: string;
  /** Quote this when you ask for help. */
  request_id?: string;
};

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

/** Thrown by `unwrap` and by the iterators, which have no envelope to put an error in. */
export class OneclawError extends Error {
  readonly type: ErrorType;
  readonly status: number;
  readonly detail: string | undefined;
  readonly code: string | undefined;
  readonly fields: Record<string, string> | undefined;
  readonly decision_id: string | undefined;
  readonly request_id: string | undefined;

  constructor(error: OneclawErrorBody, meta: Meta) {
    super(error.message);
    this.name = "OneclawError";
    this.type = error.type;
    this.status = meta.status;
    this.detail = error.detail;
    this.code = error.code;
    this.fields = error.fields;
    this.decision_id = error.decision_id;
    this.request_id = error.request_id;
  }
}

/** The data of an answer. @throws OneclawError for an answer with an error */
export function unwrap<T>(answer: OneclawResponse<T>): T {
  if (answer.error) throw new OneclawError(answer.error, answer.meta);
  return answer.data;
}

/** The envelope of a failure that never got an answer from the server. */
export function failure(error: OneclawErrorBody): OneclawResponse<never> {
  return { data: null, error, meta: { status: 0 } };
}

/** The envelope for an HTTP answer with `text` as its body; `base` is only for the sentence when it is not ours. */
export function envelope(response: Response, text: string, base: string): OneclawResponse<unknown> {
  const meta = readMeta(response, base);
  const body = parse(text);
  if (!response.ok) return { data: null, error: readError(response.status, body, meta), meta };
  if (response.status === 204) return { data: null, error: null, meta };
  if (body !== undefined) return { data: body, error: null, meta };
  const message = `${base} answered without JSON. Is it the address of a 1Claw server?`;
  return { data: null, error: { type: "unknown", message, code: "not_json" }, meta };
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

function errorType(status: number, code: string | undefined): ErrorType {
  if (status >= 500) return "server_error";
  switch (status) {
    case 400:
      return "validation_error";
    case 401:
      return "auth_error";
    case 402:
      return "payment_required";
    case 403:
      return code === "resource_limit_exceeded" || code === "approval_required" ? code : "auth_error";
    case 404:
      return "not_found";
    case 429:
      return "rate_limit";
    default:
      return "unknown";
  }
}
