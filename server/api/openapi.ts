// The OpenAPI 3.1 document, made from the endpoints themselves.
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ProblemDetails } from "#lib/schemas/fields.ts";
import { ERRORS, type ErrorCode } from "#server/errors.ts";
import type { Endpoint } from "./endpoint.ts";
import { ENDPOINTS } from "./endpoints.ts";

const DESCRIPTION = `Secrets for people and AI agents: vaults, policies, agents, audit.

Every endpoint but those without security needs \`Authorization: Bearer\` with an access token or a personal API key (\`1ck_…\`).
Errors are RFC 9457 problem details; each \`type\` links to its page. Lists carry the next page in the \`Link\` header (RFC 8288).`;

/** The document for a server at `url`. */
export function openApiDocument(url: string, version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of ENDPOINTS) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: operation(endpoint) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "1Claw API",
      version,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url }],
    security: [{ BearerAuth: [] }],
    tags: [...new Set(ENDPOINTS.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: { BearerAuth: { type: "http", scheme: "bearer" } } },
  });
}

function operation(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query, headers, body, response, status } = endpoint;
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    ...(endpoint.access === "public" ? { security: [] } : { "x-principals": [...endpoint.access] }),
    ...((params || query || headers) && {
      requestParams: {
        ...(params && { path: asObject(params) }),
        ...(query && { query: asObject(query) }),
        ...(headers && { header: asObject(headers) }),
      },
    }),
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { "application/json": { schema: body } },
      },
    }),
    responses: {
      [status]: response
        ? { description: "Done", content: { "application/json": { schema: response } } }
        : { description: "Done, without a body" },
      ...problems(endpoint),
    },
  };
}

function asObject(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new TypeError("params, query and headers must be Zod objects");
}

function problems(endpoint: Endpoint): ZodOpenApiOperationObject["responses"] {
  const codes = new Set<ErrorCode>([...endpoint.problems, "rate_limited"]);
  if (endpoint.params || endpoint.query || endpoint.headers || endpoint.body) codes.add("validation_failed");
  if (endpoint.body) codes.add("body_too_large").add("content_type_unsupported");
  if (endpoint.access !== "public")
    codes.add("authentication_required").add("token_invalid").add("address_not_allowed");
  if (endpoint.operator) codes.add("operator_only");
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, list]) => [
        status,
        {
          description: list.map((code) => `\`${code}\``).join(", "),
          content: { "application/problem+json": { schema: ProblemDetails } },
        },
      ]),
  );
}
