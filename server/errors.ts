// `Problem` is the only error that reaches a client with its own words; anything else becomes `internal` and is only logged.
// The codes and their texts are in lib/errors.ts, where the documentation reads them too.
import { ERRORS, type ErrorCode } from "#lib/errors.ts";

export { ERRORS, type ErrorCode };

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
