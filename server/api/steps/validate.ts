// Checks params, query and body against the endpoint's schemas and says which field is wrong and why.
import type { z } from "zod";
import { Problem } from "#server/errors.ts";

/**
 * The parsed value. Unknown fields are dropped.
 * @throws Problem `validation_failed` with every field and its reason
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw invalid(
    Object.fromEntries(
      result.error.issues
        .slice(0, 20)
        .map((issue) => [issue.path.join(".").slice(0, 128) || "body", reason(issue)]),
    ),
  );
}

/** The problem for input that is wrong in `fields` (field -> reason). */
export function invalid(fields: Record<string, string>): Problem {
  const detail = Object.entries(fields)
    .map(([field, why]) => `${field}: ${why.replace(/\.$/, "")}`)
    .join("; ");
  return new Problem("validation_failed", { detail: `${detail}.`, fields });
}

function reason(issue: z.core.$ZodIssue): string {
  const isMissing =
    issue.input === undefined && (issue.code === "invalid_type" || issue.code === "invalid_value");
  if (isMissing) return "is required";
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}
