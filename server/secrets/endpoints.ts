// HTTP declarations of secrets.
import {
  ListSecretsQuery,
  PutSecretRequest,
  RotateSecretRequest,
  SecretCreatedResponse,
  SecretListResponse,
  SecretParams,
  SecretResponse,
  SecretVersionListResponse,
  SecretVersionParams,
} from "#lib/schemas/secrets.ts";
import { VaultParams } from "#lib/schemas/vaults.ts";
import { endpoint } from "#server/api/endpoint.ts";
import { readSecret } from "./read.ts";
import {
  disableVersion,
  listSecrets as list,
  listVersions,
  putSecret as put,
  deleteSecret as remove,
  rotateSecret as rotate,
} from "./service.ts";

const shared = { tag: "Secrets", access: ["user", "agent"], limit: "default" } as const;
const DENIALS = ["vault_not_found", "vault_not_bound", "scope_insufficient", "path_not_granted"] as const;
const OPENING = [
  "key_material_protected",
  "integrity_failure",
  "kms_unavailable",
  "kms_key_unavailable",
  "audit_unavailable",
] as const;

export const listSecrets = endpoint({
  ...shared,
  id: "listSecrets",
  method: "get",
  path: "/v1/vaults/{vault_id}/secrets",
  summary: "List the paths you may read",
  audit: "secret.list",
  params: VaultParams,
  query: ListSecretsQuery,
  status: 200,
  response: SecretListResponse,
  problems: ["vault_not_found"],
  handler: (ctx, { params, query }) => list(ctx, params.vault_id, query),
});

export const getSecret = endpoint({
  ...shared,
  id: "getSecret",
  method: "get",
  path: "/v1/vaults/{vault_id}/secrets/{path}",
  summary: "Read a secret's value",
  audit: "secret.read",
  params: SecretParams,
  prefetch: "secret",
  status: 200,
  response: SecretResponse,
  problems: [...DENIALS, ...OPENING, "secret_not_found", "secret_gone"],
  handler: (ctx, { params }) => readSecret(ctx, params),
});

export const putSecret = endpoint({
  ...shared,
  id: "putSecret",
  method: "put",
  path: "/v1/vaults/{vault_id}/secrets/{path}",
  summary: "Store a value as the next version",
  audit: "secret.write",
  params: SecretParams,
  body: PutSecretRequest,
  prefetch: "secret",
  status: 201,
  response: SecretCreatedResponse,
  problems: [...DENIALS, "kms_unavailable", "kms_key_unavailable", "audit_unavailable"],
  handler: (ctx, { params, body }) => put(ctx, params, body),
});

export const deleteSecret = endpoint({
  ...shared,
  id: "deleteSecret",
  method: "delete",
  path: "/v1/vaults/{vault_id}/secrets/{path}",
  summary: "Delete a secret; a new value at its path brings it back",
  audit: "secret.delete",
  params: SecretParams,
  prefetch: "secret",
  status: 204,
  problems: [...DENIALS, "secret_not_found", "secret_gone"],
  handler: (ctx, { params }) => remove(ctx, params),
});

export const listSecretVersions = endpoint({
  ...shared,
  id: "listSecretVersions",
  method: "get",
  path: "/v1/vaults/{vault_id}/secret-versions/{path}",
  summary: "List a secret's versions",
  audit: "secret.versions",
  params: SecretParams,
  prefetch: "secret",
  status: 200,
  response: SecretVersionListResponse,
  problems: [...DENIALS, "secret_not_found", "secret_gone"],
  handler: (ctx, { params }) => listVersions(ctx, params),
});

export const getSecretVersion = endpoint({
  ...shared,
  id: "getSecretVersion",
  method: "get",
  path: "/v1/vaults/{vault_id}/secret-version/{path}/{version}",
  summary: "Read the value of one version",
  audit: "secret.read",
  params: SecretVersionParams,
  prefetch: "secret",
  status: 200,
  response: SecretResponse,
  problems: [...DENIALS, ...OPENING, "secret_not_found", "secret_gone"],
  handler: (ctx, { params }) => readSecret(ctx, params, params.version),
});

export const disableSecretVersion = endpoint({
  ...shared,
  id: "disableSecretVersion",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-version-disable/{path}/{version}",
  summary: "Make one version unreadable",
  audit: "secret.version_disable",
  params: SecretVersionParams,
  prefetch: "secret",
  status: 204,
  problems: [...DENIALS, "secret_not_found", "secret_gone"],
  handler: (ctx, { params }) => disableVersion(ctx, params, params.version),
});

export const rotateSecret = endpoint({
  ...shared,
  id: "rotateSecret",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-rotate/{path}",
  summary: "Replace the value by a generated one",
  audit: "secret.rotate",
  params: SecretParams,
  body: RotateSecretRequest,
  prefetch: "secret",
  status: 201,
  response: SecretCreatedResponse,
  problems: [
    ...DENIALS,
    "secret_not_found",
    "secret_gone",
    "kms_unavailable",
    "kms_key_unavailable",
    "audit_unavailable",
  ],
  handler: (ctx, { params, body }) => rotate(ctx, params, body),
});
