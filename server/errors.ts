// Every error the API can answer with: code -> status and title. `Problem` is the only error that reaches a client
// with its own words; anything else becomes `internal` and is only logged.

export const ERRORS = {
  validation_failed: { status: 400, title: "The request is not valid" },
  json_malformed: { status: 400, title: "The body is not acceptable JSON" },
  path_not_canonical: { status: 400, title: "The request path is not canonical" },
  headers_ambiguous: { status: 400, title: "The request headers are ambiguous" },
  confirmation_missing: { status: 400, title: "Confirmation needed" },
  password_unsuitable: { status: 400, title: "Choose another password" },
  password_wrong: { status: 400, title: "The current password is wrong" },
  signup_failed: { status: 400, title: "Sign-up is not possible" },
  principal_unknown: { status: 400, title: "No such principal" },
  authentication_required: { status: 401, title: "Authentication required" },
  credentials_invalid: { status: 401, title: "Wrong credentials" },
  token_invalid: { status: 401, title: "The token is not valid" },
  path_not_granted: { status: 403, title: "Access denied" },
  vault_not_granted: { status: 403, title: "Access denied" },
  vault_not_bound: { status: 403, title: "Access denied" },
  scope_insufficient: { status: 403, title: "Access denied" },
  role_insufficient: { status: 403, title: "Access denied" },
  principal_not_allowed: { status: 403, title: "Access denied" },
  key_material_protected: { status: 403, title: "Access denied" },
  signup_closed: { status: 403, title: "Sign-up is closed" },
  owner_needed: { status: 403, title: "The organization needs an owner" },
  route_not_found: { status: 404, title: "No such endpoint" },
  vault_not_found: { status: 404, title: "No such vault" },
  secret_not_found: { status: 404, title: "No such secret" },
  policy_not_found: { status: 404, title: "No such policy" },
  agent_not_found: { status: 404, title: "No such agent" },
  api_key_not_found: { status: 404, title: "No such API key" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  secret_gone: { status: 410, title: "The secret is gone" },
  body_too_large: { status: 413, title: "The request is too large" },
  content_type_unsupported: { status: 415, title: "Send JSON" },
  rate_limited: { status: 429, title: "Too many requests" },
  account_locked: { status: 429, title: "Too many failed attempts" },
  integrity_failure: { status: 500, title: "The stored data failed its integrity check" },
  internal: { status: 500, title: "Something went wrong on our side" },
  database_unavailable: { status: 503, title: "The database cannot be reached" },
  audit_unavailable: { status: 503, title: "The audit log cannot be written" },
  kms_unavailable: { status: 503, title: "The key service cannot be reached" },
  kms_key_unavailable: { status: 503, title: "The vault's key is not available" },
  busy: { status: 503, title: "The server is busy" },
  request_timeout: { status: 503, title: "The request took too long" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERRORS;

export type ProblemOptions = {
  /** What happened and what to do next; shown to the caller. */
  detail: string;
  /** Only logged. */
  cause?: unknown;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
  /** Recorded in the audit event of the failed attempt, never shown to the caller. */
  audit?: Record<string, unknown>;
  /** The organization whose log the failed attempt belongs to, when the caller is not signed in. */
  org_id?: string;
};

/** An error with a public face; `problem.ts` renders it as RFC 9457 problem details. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly options: ProblemOptions;
  constructor(code: ErrorCode, options: ProblemOptions) {
    super(options.detail, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.options = options;
  }
  get status(): number {
    return ERRORS[this.code].status;
  }
}
