// HTTP declarations of secret requests. An answer is a POST by a signed-in person: what a mail scanner opens changes nothing.
import {
  CreateSecretRequestRequest,
  DeclineSecretRequestRequest,
  FulfilSecretRequestRequest,
  SecretRequestFulfilledResponse,
  SecretRequestListQuery,
  SecretRequestListResponse,
  SecretRequestParams,
  SecretRequestResponse,
} from "#lib/schemas/secret-requests.ts";
import { PutSecretHeaders } from "#lib/schemas/secrets.ts";
import { VaultParams } from "#lib/schemas/vaults.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { askForSecret, decline, fulfil, listRequests, readRequest, withdraw as takeBack } from "./service.ts";

const shared = { tag: "Secret Requests", limit: "default" } as const;
const OVER = ["secret_request_not_found", "secret_request_answered", "secret_request_expired"] as const;

export const createSecretRequest = endpoint({
  ...shared,
  id: "createSecretRequest",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-requests",
  summary: "Ask your people for a value that you may use but do not have",
  description:
    "Needs a policy for reading or writing the path; without one the answer is that of a read. While a request of yours for the path is open, it is the answer (the same `id`, nobody is told again). 20 open requests and 30 new ones an hour for an agent.",
  access: ["agent"],
  audit: "secret_request.create",
  params: VaultParams,
  body: CreateSecretRequestRequest,
  status: 201,
  response: SecretRequestResponse,
  problems: [
    "vault_not_found",
    "vault_not_bound",
    "scope_insufficient",
    "path_not_granted",
    "secret_request_not_found",
    "kms_unavailable",
    "audit_unavailable",
  ],
  handler: (ctx, { params, body }) => askForSecret(ctx, params.vault_id, body),
});

export const listSecretRequests = endpoint({
  ...shared,
  id: "listSecretRequests",
  method: "get",
  path: "/v1/secret-requests",
  summary: "List your own requests or, as a person, those that you may answer",
  description:
    "People see requests for paths that they may write, and those of agents that they registered themselves.",
  access: ["user", "agent"],
  audit: none("shows no value"),
  query: SecretRequestListQuery,
  status: 200,
  response: SecretRequestListResponse,
  problems: [],
  handler: (ctx, { query }) => listRequests(ctx, query),
});

export const getSecretRequest = endpoint({
  ...shared,
  id: "getSecretRequest",
  method: "get",
  path: "/v1/secret-requests/{secret_request_id}",
  summary: "Show one request and what became of it",
  access: ["user", "agent"],
  audit: none("shows no value"),
  params: SecretRequestParams,
  status: 200,
  response: SecretRequestResponse,
  problems: ["secret_request_not_found"],
  handler: (ctx, { params }) => readRequest(ctx, params.secret_request_id),
});

export const fulfilSecretRequest = endpoint({
  ...shared,
  id: "fulfilSecretRequest",
  method: "post",
  path: "/v1/secret-requests/{secret_request_id}/fulfil",
  summary: "Store the value that was asked for, and close the request",
  description:
    "A write of the path by you, with everything that this needs. The agent is told that it is there, and nothing else.",
  access: ["user"],
  audit: "secret_request.fulfil",
  params: SecretRequestParams,
  body: FulfilSecretRequestRequest,
  headers: PutSecretHeaders,
  status: 200,
  response: SecretRequestFulfilledResponse,
  problems: [
    ...OVER,
    "vault_not_found",
    "scope_insufficient",
    "path_not_granted",
    "cmek_format",
    "cmek_fingerprint_mismatch",
    "busy",
    "kms_unavailable",
    "kms_key_unavailable",
    "audit_unavailable",
    "resource_limit_exceeded",
  ],
  handler: (ctx, { params, body, headers }) =>
    fulfil(ctx, params.secret_request_id, body, headers["x-cmek-fingerprint"]),
});

export const declineSecretRequest = endpoint({
  ...shared,
  id: "declineSecretRequest",
  method: "post",
  path: "/v1/secret-requests/{secret_request_id}/decline",
  summary: "Turn the request down, for good",
  access: ["user"],
  audit: "secret_request.decline",
  params: SecretRequestParams,
  body: DeclineSecretRequestRequest,
  status: 200,
  response: SecretRequestResponse,
  problems: [...OVER, "audit_unavailable"],
  handler: (ctx, { params, body }) => decline(ctx, params.secret_request_id, body.reason),
});

export const withdrawSecretRequest = endpoint({
  ...shared,
  id: "withdrawSecretRequest",
  method: "delete",
  path: "/v1/secret-requests/{secret_request_id}",
  summary: "Take a request of yours back",
  access: ["agent"],
  audit: "secret_request.withdraw",
  params: SecretRequestParams,
  status: 204,
  problems: [...OVER, "audit_unavailable"],
  handler: (ctx, { params }) => takeBack(ctx, params.secret_request_id),
});
