// Examples made from schemas: a value that fits, and the request as a command for the shell.
import { type Document, type Operation, resolve, type Schema } from "./reference.ts";

const BY_FORMAT: Record<string, unknown> = {
  uuid: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
  "date-time": "2027-01-31T12:00:00Z",
  email: "alice@example.com",
  password: "Four unrelated words, 1 digit",
  uri: "https://issuer.example.com",
};

const BY_NAME: Record<string, unknown> = {
  name: "deploy-bot",
  display_name: "Alice",
  value: "sk_live_4f9a…",
  description: "Deploys to production",
  path: "api-keys/stripe",
  email: "alice@example.com",
  api_key: "ocv_…",
  key_prefix: "1ck_4f9a",
  version: 1,
  scopes: ["api-keys/**"],
  secret_path_pattern: "api-keys/**",
  access_token: "eyJhbGciOiJFZERTQSIs…",
  refresh_token: "ort_…",
  expires_in: 900,
  confirmation: "DELETE MY ACCOUNT",
  created_at: "2026-11-22T09:30:00Z",
  last_used_at: "2026-11-23T08:15:42Z",
  last_active_at: "2026-11-23T08:15:42Z",
  action: "secret.read",
  resource_type: "secret",
  actor_type: "agent",
  ip_address: "192.0.2.7",
  type: "api_key",
  auth_method: "api_key",
  permissions: ["read"],
  principal_type: "agent",
};

type Wanted = "all" | "required";

/** A value that fits the schema; `required` leaves out what a request may leave out. */
export function exampleOf(given: Schema, document: Document, wanted: Wanted, name = ""): unknown {
  const { schema } = resolve(given, document);
  if (schema.properties) return object(schema, document, wanted);
  const fallback = BY_NAME[name];
  if (schema.enum) return schema.enum.includes(fallback) ? fallback : schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (fallback !== undefined && fits(fallback, schema)) return fallback;
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.format && BY_FORMAT[schema.format]) return BY_FORMAT[schema.format];
  if (schema.type === "array") return schema.items ? [exampleOf(schema.items, document, wanted)] : [];
  if (schema.type === "object") return {};
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number") return Math.max(schema.minimum ?? 1, 1);
  return "…";
}

function fits(value: unknown, schema: Schema): boolean {
  if (Array.isArray(value)) return schema.type === "array";
  if (typeof value === "number") return schema.type === "integer" || schema.type === "number";
  return schema.type === "string" && (!schema.format || ["email", "date-time"].includes(schema.format));
}

function object(schema: Schema, document: Document, wanted: Wanted): Record<string, unknown> {
  const required = new Set(schema.required);
  const names = Object.keys(schema.properties ?? {}).filter((name) => {
    return wanted === "all" || required.size === 0 || required.has(name);
  });
  const chosen = wanted === "required" && required.size === 0 ? names.slice(0, 1) : names;
  return Object.fromEntries(
    chosen.map((name) => [name, exampleOf(schema.properties?.[name] ?? {}, document, wanted, name)]),
  );
}

/** Indented JSON whose short lists stay on one line. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replaceAll(
    /\[\s+([^[\]{}]{0,60}?)\s+\]/g,
    (_, inner: string) => `[${inner.replaceAll(/\s*\n\s*/g, " ")}]`,
  );
}

/** The operation as a curl command against `base`, with shell variables for ids and the token. */
export function curlOf(operation: Operation, document: Document, base: string): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name.endsWith("_id") ? `$${name.toUpperCase()}` : String(pathExample(operation, document, name)),
  );
  const method = operation.method === "GET" ? "" : `-X ${operation.method} `;
  const lines = [`curl ${method}"${base}${path}"`];
  if (operation.callers !== "public") lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (operation.body) {
    const body = jsonText(exampleOf(operation.body.schema, document, "required"));
    lines.push(`-H "Content-Type: application/json"`, `-d '${body.replaceAll("'", String.raw`'\''`)}'`);
  }
  return lines.join(" \\\n  ");
}

function pathExample(operation: Operation, document: Document, name: string): unknown {
  const parameter = operation.parameters.find((each) => each.in === "path" && each.name === name);
  return parameter ? exampleOf(parameter.schema, document, "all", name) : name;
}
