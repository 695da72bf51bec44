// Renders every error as RFC 9457 problem details. Never lets SQL, file names or stack traces out.
import type { ProblemDetails } from "#lib/schemas/fields.ts";
import { ERRORS, type ErrorCode, Problem } from "#server/errors.ts";
import { KmsError } from "#server/ports/kms/kms.ts";

const DATABASE_DOWN = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "25006", // read_only_sql_transaction
  "53300", // too_many_connections
  "57014", // query_canceled, by statement_timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "08000",
  "08003",
  "08006",
]);
const DATABASE_GONE =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/i;

/** Turns anything thrown into a `Problem`; what is not understood becomes `internal` with the cause kept for the log. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof KmsError) return kmsProblem(error);
  const limit = limitProblem(error);
  if (limit) return limit;
  if (isDatabaseDown(error)) {
    return new Problem("database_unavailable", {
      detail:
        "The database cannot be reached or cannot be written just now. Nothing is known to have changed; try again shortly.",
      cause: error,
      headers: { "retry-after": "1" },
    });
  }
  return new Problem("internal", {
    detail: "Something went wrong on our side. Try again; if it stays, report the request_id.",
    cause: error,
  });
}

const LIMITED: Record<string, string> = { max_vaults: "Vault", max_agents: "Agent", max_secrets: "Secret" };

/** What the database refused because of the organization's limits; null for every other error. */
function limitProblem(error: unknown): Problem | null {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "CL001") return null;
  const [limit = "", room] = String("detail" in error ? error.detail : "").split(" ");
  return new Problem("resource_limit_exceeded", {
    detail: `${LIMITED[limit] ?? "Resource"} limit reached (${room}/${room}). Delete what is not needed, or ask the operator for more.`,
    audit: { limit, room: Number(room) },
  });
}

function kmsProblem(error: KmsError): Problem {
  switch (error.code) {
    case "kms_unavailable":
      return new Problem("kms_unavailable", {
        detail: "The service that holds the keys cannot be reached just now. Try again shortly.",
        cause: error,
        headers: { "retry-after": "2" },
      });
    case "kms_key_unavailable":
      return new Problem("kms_key_unavailable", {
        detail:
          "This vault's key is disabled or was taken away from this server. Other vaults are not affected; ask the operator.",
        cause: error,
        headers: { "retry-after": "60" },
      });
    case "kms_integrity":
      return new Problem("integrity_failure", {
        detail: "The stored data failed its integrity check. The operator has to look at it.",
        cause: error,
      });
  }
}

/** True for errors that say the database is away or read-only, as opposed to a wrong query. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return DATABASE_DOWN.has(code) || DATABASE_GONE.test(error.message);
}

// Existing clients compare these with the bare word.
const PLAIN_TYPES = new Set<ErrorCode>(["resource_limit_exceeded"]);

/** The body of an answer for `code`; the same for the same arguments, whoever asks. */
export function problemBody(
  code: ErrorCode,
  detail: string,
  request_id: string,
  fields?: Record<string, string>,
  decision_id?: string,
): ProblemDetails {
  const { status, title } = ERRORS[code];
  const type = PLAIN_TYPES.has(code) ? code : `/docs/errors/${code}`;
  return {
    type,
    title,
    status,
    detail,
    ...(fields && { fields }),
    ...(decision_id && { decision_id }),
    request_id,
  };
}
