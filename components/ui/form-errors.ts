// From what was typed to what is sent, and from what a schema says about it to the errors beside the fields.

export type Issue = { path: readonly PropertyKey[]; message: string; code?: string };

/** Anything with Zod's `safeParse`. */
export type Schema<T> = {
  safeParse(
    input: unknown,
  ): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
};

export type Values = Record<string, unknown>;

/** The values without those left empty: an empty text means "nothing given", unless `keepEmpty` names the field. */
export function withoutEmpty(values: Values, keepEmpty: readonly string[] = []): Values {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => value !== undefined && (value !== "" || keepEmpty.includes(name)),
    ),
  );
}

/** The first error of each field, and what concerns no field. `input` is what the schema was asked about. */
export function fieldErrors(
  issues: readonly Issue[],
  input: Values,
  fields: readonly string[],
): { errors: Record<string, string>; problem: string | null } {
  const errors: Record<string, string> = {};
  const problems: string[] = [];
  for (const issue of issues) {
    const name = fieldOf(issue.path, fields);
    if (name === null) problems.push(issue.message);
    else errors[name] ??= message(issue, input, name);
  }
  return { errors, problem: problems[0] ?? null };
}

/** The field that shows an issue: the longest part of its path that is a field, else the outermost name. */
function fieldOf(path: readonly PropertyKey[], fields: readonly string[]): string | null {
  for (let length = path.length; length > 0; length--) {
    const name = path.slice(0, length).map(String).join(".");
    if (fields.includes(name)) return name;
  }
  return path.length > 0 ? String(path[0]) : null;
}

function message(issue: Issue, input: Values, name: string): string {
  // A schema's own words begin otherwise; Zod's say "expected string, received undefined".
  const missing = issue.message.startsWith("Invalid ") && valueAt(input, issue.path) === undefined;
  const text = missing ? "is required" : issue.message;
  const rest = issue.path.slice(name.split(".").length);
  const place = rest.find((part) => typeof part === "number");
  return typeof place === "number" ? `Entry ${place + 1}: ${text}` : text;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    input,
  );
}
