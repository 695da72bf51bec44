// HTTP declarations of secrets.
import {
  ExpiringSecretsQuery,
  ListSecretsQuery,
  PutSecretHeaders,
  PutSecretRequest,
  ReadSecretHeaders,
  RotateSecretRequest,
  SearchSecretsQuery,
  SecretCreatedResponse,
  SecretImportRequest,
  SecretImportResponse,
  SecretListResponse,
  SecretMetadataResponse,
  SecretParams,
  SecretResponse,
  SecretSearchResponse,
  SecretVersionListResponse,
  SecretVersionParams,
} from "#lib/schemas/secrets.ts";
import { VaultParams } from "#lib/schemas/vaults.ts";
import { endpoint } from "#server/api/endpoint.ts";
import { expiringSecrets } from "./expiring.ts";
import { importSecrets as importAll } from "./import.ts";
import { readSecret } from "./read.ts";
import { rollBack, undelete } from "./rollback.ts";
import { searchSecrets as search } from "./search.ts";
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
  "client_share_missing",
  "client_share_wrong",
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
  headers: ReadSecretHeaders,
  prefetch: "secret",
  status: 200,
  response: SecretResponse,
  problems: [...DENIALS, ...OPENING, "secret_not_found", "secret_gone"],
  handler: (ctx, { params, headers }) => readSecret(ctx, params, null, headers["x-client-share"]),
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
  headers: PutSecretHeaders,
  prefetch: "secret",
  status: 201,
  response: SecretCreatedResponse,
  problems: [
    ...DENIALS,
    "cmek_format",
    "cmek_fingerprint_mismatch",
    "kms_unavailable",
    "kms_key_unavailable",
    "audit_unavailable",
    "resource_limit_exceeded",
  ],
  handler: (ctx, { params, body, headers }) => put(ctx, params, body, headers["x-cmek-fingerprint"]),
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
  headers: ReadSecretHeaders,
  prefetch: "secret",
  status: 200,
  response: SecretResponse,
  problems: [...DENIALS, ...OPENING, "secret_not_found", "secret_gone"],
  handler: (ctx, { params, headers }) => readSecret(ctx, params, params.version, headers["x-client-share"]),
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
    "client_encryption_needed",
    "kms_unavailable",
    "kms_key_unavailable",
    "audit_unavailable",
  ],
  handler: (ctx, { params, body }) => rotate(ctx, params, body),
});

export const rollbackSecret = endpoint({
  ...shared,
  id: "rollbackSecret",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-rollback/{path}/{version}",
  summary: "Make the value of an older version the newest one",
  description:
    "The value does not leave the server. Type and metadata come along; an expiry or a limit of accesses does not.",
  audit: "secret.rollback",
  params: SecretVersionParams,
  headers: ReadSecretHeaders,
  prefetch: "secret",
  status: 201,
  response: SecretCreatedResponse,
  problems: [
    ...DENIALS,
    ...OPENING,
    "secret_not_found",
    "secret_gone",
    "client_encryption_needed",
    "cmek_fingerprint_mismatch",
    "resource_limit_exceeded",
  ],
  handler: (ctx, { params, headers }) => rollBack(ctx, params, params.version, headers["x-client-share"]),
});

export const undeleteSecret = endpoint({
  ...shared,
  id: "undeleteSecret",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-undelete/{path}",
  summary: "Take a deletion back, within 30 days",
  description:
    "The versions that ended with it are back; those that were disabled or deleted before are not.",
  audit: "secret.undelete",
  params: SecretParams,
  prefetch: "secret",
  status: 200,
  response: SecretMetadataResponse,
  problems: [...DENIALS, "secret_not_found", "secret_not_deleted", "secret_gone", "resource_limit_exceeded"],
  handler: (ctx, { params }) => undelete(ctx, params),
});

export const importSecrets = endpoint({
  ...shared,
  id: "importSecrets",
  method: "post",
  path: "/v1/vaults/{vault_id}/secret-import",
  summary: "Store up to 1,000 secrets, all or none",
  audit: "secret.import",
  params: VaultParams,
  body: SecretImportRequest,
  status: 200,
  response: SecretImportResponse,
  problems: [
    ...DENIALS,
    "import_conflict",
    "cmek_format",
    "busy",
    "kms_unavailable",
    "kms_key_unavailable",
    "audit_unavailable",
    "resource_limit_exceeded",
  ],
  handler: (ctx, { params, body }) => importAll(ctx, params.vault_id, body),
});

export const searchSecrets = endpoint({
  ...shared,
  id: "searchSecrets",
  method: "get",
  path: "/v1/secrets/search",
  summary: "Search paths and metadata in every vault you may read in",
  description:
    "A page may hold less than `limit`, even nothing, and still have a next one: go on while the Link header has one.",
  audit: "secret.search",
  query: SearchSecretsQuery,
  status: 200,
  response: SecretSearchResponse,
  problems: ["vault_not_found"],
  handler: (ctx, { query }) => search(ctx, query),
});

export const listExpiringSecrets = endpoint({
  ...shared,
  id: "listExpiringSecrets",
  method: "get",
  path: "/v1/secrets/expiring",
  summary: "List what expires soon of what you may read, soonest first",
  audit: "secret.list",
  query: ExpiringSecretsQuery,
  status: 200,
  response: SecretSearchResponse,
  problems: [],
  handler: (ctx, { query }) => expiringSecrets(ctx, query),
});
