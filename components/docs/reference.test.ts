import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorEntry } from "#lib/errors.ts";
import { curlOf, exampleOf } from "./examples.ts";
import { boundsOf, callersOf, type Document, operationsOf, typeOf } from "./reference.ts";

const document = JSON.parse(
  readFileSync(new URL("../../public/openapi.json", import.meta.url), "utf8"),
) as Document;
const operations = operationsOf(document);

function operation(id: string) {
  const found = operations.find((each) => each.id === id);
  if (!found) throw new Error(`There is no operation ${id}`);
  return found;
}

describe("the reference of our own document", () => {
  it("has every operation once, with a summary and at least one answer", () => {
    const count = Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length;
    expect(new Set(operations.map((each) => each.id)).size).toBe(count);
    expect(operations.filter((each) => !each.summary || each.replies.length === 0)).toEqual([]);
  });

  it("knows a page for every error code that an operation can answer", () => {
    const codes = operations.flatMap((each) => each.replies.flatMap((reply) => reply.codes));
    expect(codes.length).toBeGreaterThan(100);
    expect(codes.filter((code) => errorEntry(code) === null)).toEqual([]);
  });

  it("says who may call", () => {
    expect(callersOf(operation("healthCheck"))).toBe("Anyone");
    expect(callersOf(operation("getSecret"))).toBe("People and agents");
    expect(callersOf(operation("getAgentSelf"))).toBe("Agents");
    expect(callersOf(operation("createApiKey"))).toBe("People");
  });
});

describe("examples", () => {
  it("a command has the token, the ids as variables and a body of what is required", () => {
    expect(curlOf(operation("createPolicy"), document, "http://127.0.0.1:3000")).toBe(
      `curl -X POST "http://127.0.0.1:3000/v1/vaults/$VAULT_ID/policies" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{
  "secret_path_pattern": "api-keys/**",
  "principal_type": "agent",
  "principal_id": "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
  "permissions": ["read"]
}'`,
    );
  });

  it("every body of a request is JSON with all that is required", () => {
    for (const { id, body } of operations) {
      if (!body) continue;
      const value = exampleOf(body.schema, document, "required");
      expect(Object.keys(value as object).length, id).toBeGreaterThan(0);
    }
  });
});

describe("words for schemas", () => {
  it.each([
    [{ type: "string", format: "uuid" }, "UUID"],
    [{ anyOf: [{ type: "integer" }, { type: "null" }] }, "integer or null"],
    [{ type: "array", items: { type: "string" } }, "array of string"],
  ])("%o", (schema, words) => {
    expect(typeOf(schema, document)).toBe(words);
  });

  it.each([
    [{ minLength: 1, maxLength: 100 }, ["1 to 100 characters"]],
    [{ minimum: 0, maximum: 10_000 }, ["at most 10,000"]],
    [{ minLength: 1 }, ["at least 1 character"]],
    [{ maximum: Number.MAX_SAFE_INTEGER, minimum: -Number.MAX_SAFE_INTEGER }, []],
    [{ default: "hex" }, ['default "hex"']],
  ])("%o", (schema, words) => {
    expect(boundsOf(schema)).toEqual(words);
  });
});
