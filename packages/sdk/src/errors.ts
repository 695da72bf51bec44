// Owns what an error is, in the envelope and thrown.
// Must never carry anything of a request in it: a secret's value or a token could get into a log that way.
import type { Meta, OneclawResponse } from "./envelope.ts";

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

/** The codes that this package gives itself, where the server said nothing or too little. */
export type ClientErrorCode =
  /** Nobody listens at the address, or there is no such host. */
  | "unreachable"
  | "timeout"
  | "aborted"
  /** The certificate is made by an unknown authority, has expired, or is for another name. */
  | "tls_untrusted"
  /** Somebody answered an https address without TLS. */
  | "tls_missing"
  /** Something answered that is not the 1Claw API: the base address is wrong. */
  | "not_this_api"
  /** A proxy answered for a server that is away. */
  | "bad_gateway"
  /** The API key was replaced or revoked, has expired, or never existed. */
  | "key_refused"
  | "token_expired"
  /** An id or a path that would have led elsewhere; nothing was sent. */
  | "path_not_canonical"
  | "sealed_share_refused";

export type OneclawErrorBody = {
  type: ErrorType;
  /** A sentence for people: what happened and what to do next. */
  message: string;
  /** What the server said, word for word. */
  detail?: string;
  /** The kind of problem: one of `ClientErrorCode`, or the server's, such as `path_not_granted`, with a page at /docs/errors/<code>. */
  code?: string;
  /** For invalid input: each field and its reason. */
  fields?: Record<string, string>;
  /** For a denial: whoever administers the vault finds out why with `client.access.decision(id)`. */
  decision_id?: string;
  /** Quote this when you ask for help. */
  request_id?: string;
};

/** Thrown by `unwrap` and by the iterators, which have no envelope to put an error in. */
export class OneclawError extends Error {
  // Said in words, because minifiers rename classes.
  override name = "OneclawError";
  readonly type: ErrorType;
  readonly status: number;
  readonly detail: string | undefined;
  readonly code: string | undefined;
  readonly fields: Record<string, string> | undefined;
  readonly decision_id: string | undefined;
  readonly request_id: string | undefined;
  /** How long to wait before trying again. */
  readonly retryAfterMs: number | undefined;

  constructor(error: OneclawErrorBody, meta: Meta) {
    super(error.message);
    this.type = error.type;
    this.status = meta.status;
    this.detail = error.detail;
    this.code = error.code;
    this.fields = error.fields;
    this.decision_id = error.decision_id;
    this.request_id = error.request_id;
    this.retryAfterMs = meta.retry_after_ms;
  }
}

/** 401 and 403. */
export class AuthError extends OneclawError {
  override name = "AuthError";
}
/** 402. */
export class PaymentRequiredError extends OneclawError {
  override name = "PaymentRequiredError";
}
/** 403, for a limit of the organization. */
export class ResourceLimitExceededError extends OneclawError {
  override name = "ResourceLimitExceededError";
}
/** 403, until a person has agreed. */
export class ApprovalRequiredError extends OneclawError {
  override name = "ApprovalRequiredError";
}
/** 404. */
export class NotFoundError extends OneclawError {
  override name = "NotFoundError";
}
/** 429. */
export class RateLimitError extends OneclawError {
  override name = "RateLimitError";
}
/** 400. */
export class ValidationError extends OneclawError {
  override name = "ValidationError";
}
/** 500 and above. */
export class ServerError extends OneclawError {
  override name = "ServerError";
}
/** No answer: `code` says why. */
export class NetworkError extends OneclawError {
  override name = "NetworkError";
}

const CLASSES: Record<ErrorType, typeof OneclawError> = {
  validation_error: ValidationError,
  auth_error: AuthError,
  payment_required: PaymentRequiredError,
  resource_limit_exceeded: ResourceLimitExceededError,
  approval_required: ApprovalRequiredError,
  not_found: NotFoundError,
  rate_limit: RateLimitError,
  server_error: ServerError,
  network_error: NetworkError,
  unknown: OneclawError,
};

/** The data of an answer. @throws OneclawError, of the class that its type has, for an answer with an error */
export function unwrap<T>(answer: OneclawResponse<T>): T {
  if (answer.error) throw new CLASSES[answer.error.type](answer.error, answer.meta);
  return answer.data;
}

/** The type for an HTTP status and the server's code. */
export function errorType(status: number, code: string | undefined): ErrorType {
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
