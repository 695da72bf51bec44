// HTTP declarations of personal API keys.
import {
  ApiKeyCreatedResponse,
  ApiKeyListResponse,
  ApiKeyParams,
  CreateApiKeyRequest,
} from "#lib/schemas/api-keys.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { createApiKey as create, listApiKeys as list, revokeApiKey as revoke } from "./service.ts";

const shared = { tag: "API Keys", access: ["user"], limit: "default", account: true } as const;

export const listApiKeys = endpoint({
  ...shared,
  id: "listApiKeys",
  method: "get",
  path: "/v1/auth/api-keys",
  summary: "List your API keys",
  audit: none("shows no key"),
  status: 200,
  response: ApiKeyListResponse,
  problems: ["scope_insufficient"],
  handler: (ctx) => list(ctx),
});

export const createApiKey = endpoint({
  ...shared,
  id: "createApiKey",
  method: "post",
  path: "/v1/auth/api-keys",
  summary: "Create an API key; it is shown this once",
  audit: "api_key.create",
  body: CreateApiKeyRequest,
  status: 201,
  response: ApiKeyCreatedResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { body }) => create(ctx, body),
});

export const revokeApiKey = endpoint({
  ...shared,
  id: "revokeApiKey",
  method: "delete",
  path: "/v1/auth/api-keys/{key_id}",
  summary: "Revoke an API key and every token made from it",
  audit: "api_key.revoke",
  params: ApiKeyParams,
  status: 204,
  problems: ["scope_insufficient", "api_key_not_found"],
  handler: (ctx, { params }) => revoke(ctx, params.key_id),
});
