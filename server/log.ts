// Structured logs on standard output. What could be a credential is cut out wherever it stands.
import pino, { type Logger } from "pino";

export type { Logger };

const CREDENTIAL = /\b(?:ocv_|1ck_)[A-Za-z0-9_-]{8,}|\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*/g;

/** `text` with API keys and tokens replaced. */
export function redacted(text: string): string {
  return text.replace(CREDENTIAL, (match) => `${match.slice(0, 4)}…[redacted]`);
}

export function createLog(level: string): Logger {
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: [
        "authorization",
        "password",
        "api_key",
        "value",
        "token",
        "headers.authorization",
        "*.password",
        "*.api_key",
        "*.value",
        "*.token",
        "*.parameters",
      ],
      censor: "[redacted]",
    },
    serializers: {
      err(error: unknown) {
        if (!(error instanceof Error)) return { message: redacted(String(error)) };
        const cause = error.cause instanceof Error ? redacted(error.cause.message) : undefined;
        // A database error's `detail` holds the values of the row.
        return {
          type: error.name,
          message: redacted(error.message),
          code: "code" in error ? error.code : undefined,
          cause,
          stack: redacted(error.stack ?? ""),
        };
      },
    },
  });
}
