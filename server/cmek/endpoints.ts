// HTTP declarations of client-managed encryption.
import {
  CmekKeyHeaders,
  CmekRotateRequest,
  CmekRotationBatchResponse,
  CmekRotationJobResponse,
  CmekRotationParams,
  CmekRotationSecretsQuery,
  CmekRotationSecretsResponse,
  CmekVersionListResponse,
  CmekVersionsQuery,
  EnableCmekRequest,
  PutCmekRotationSecretsRequest,
  StartCmekRotationRequest,
} from "#lib/schemas/cmek.ts";
import { VaultParams, VaultResponse } from "#lib/schemas/vaults.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import {
  abandonRotation,
  completeRotation,
  listRotationSecrets,
  putRotationSecrets,
  readRotation,
  startRotation,
} from "./rotations.ts";
import { rotateOnServer } from "./server-rotation.ts";
import { disableCmek as disable, enableCmek as enable, listCmekVersions as listVersions } from "./service.ts";

const shared = { tag: "CMEK", access: ["user"], limit: "default" } as const;
const DENIALS = ["vault_not_found", "vault_not_granted"] as const;
const OF_ROTATION = [
  ...DENIALS,
  "cmek_rotation_not_found",
  "cmek_rotation_open",
  "cmek_rotation_over",
] as const;
const KEYS = ["kms_unavailable", "kms_key_unavailable", "audit_unavailable"] as const;

export const enableCmek = endpoint({
  ...shared,
  id: "enableCmek",
  method: "post",
  path: "/v1/vaults/{vault_id}/cmek",
  summary: "Let the vault take only values that you encrypted",
  description:
    "The server gets the fingerprint of your key, never the key. Values that are there stay as they are.",
  audit: "cmek.enable",
  params: VaultParams,
  body: EnableCmekRequest,
  status: 200,
  response: VaultResponse,
  problems: [...DENIALS, "cmek_already_enabled", "custody_unavailable"],
  handler: (ctx, { params, body }) => enable(ctx, params.vault_id, body),
});

export const disableCmek = endpoint({
  ...shared,
  id: "disableCmek",
  method: "delete",
  path: "/v1/vaults/{vault_id}/cmek",
  summary: "Let the vault take values as they are again",
  description: "Values that are under your key stay under it: keep the key as long as you need them.",
  audit: "cmek.disable",
  params: VaultParams,
  status: 200,
  response: VaultResponse,
  problems: [...DENIALS, "cmek_rotation_open"],
  handler: (ctx, { params }) => disable(ctx, params.vault_id),
});

export const listCmekVersions = endpoint({
  ...shared,
  id: "listCmekVersions",
  method: "get",
  path: "/v1/vaults/{vault_id}/cmek/versions",
  summary: "List the versions that are not under a key",
  audit: "secret.list",
  params: VaultParams,
  query: CmekVersionsQuery,
  status: 200,
  response: CmekVersionListResponse,
  problems: [...DENIALS, "audit_unavailable"],
  handler: (ctx, { params, query }) => listVersions(ctx, params.vault_id, query),
});

export const rotateCmek = endpoint({
  ...shared,
  id: "rotateCmek",
  method: "post",
  path: "/v1/vaults/{vault_id}/cmek-rotate",
  summary: "Rotate your key on the server",
  description:
    "Off by default. Both keys travel to the server and are in its memory until it is done; rotating in the client needs neither.",
  audit: "cmek.rotate",
  params: VaultParams,
  headers: CmekKeyHeaders,
  body: CmekRotateRequest,
  status: 202,
  response: CmekRotationJobResponse,
  problems: [
    ...DENIALS,
    "server_rotation_disabled",
    "cmek_key_wrong",
    "cmek_not_enabled",
    "cmek_fingerprint_mismatch",
    "cmek_rotation_open",
  ],
  handler: (ctx, { params, body, headers }) => rotateOnServer(ctx, params.vault_id, body, headers),
});

export const getCmekRotationJob = endpoint({
  ...shared,
  id: "getCmekRotationJob",
  method: "get",
  path: "/v1/vaults/{vault_id}/cmek-rotate/{job_id}",
  summary: "Show how far a rotation is",
  audit: none("shows no value"),
  params: CmekRotationParams,
  status: 200,
  response: CmekRotationJobResponse,
  problems: [...DENIALS, "cmek_rotation_not_found"],
  handler: (ctx, { params }) => readRotation(ctx, params),
});

export const startCmekRotation = endpoint({
  ...shared,
  id: "startCmekRotation",
  method: "post",
  path: "/v1/vaults/{vault_id}/cmek-rotations",
  summary: "Begin to rotate your key, in the client",
  description:
    "New values come under the new key at once. Fetch what is under the old one, encrypt it anew, send it back, complete. A rotation that is open between the same keys is given again, to go on with.",
  audit: "cmek.rotate",
  params: VaultParams,
  body: StartCmekRotationRequest,
  status: 201,
  response: CmekRotationJobResponse,
  problems: [...DENIALS, "cmek_not_enabled", "cmek_fingerprint_mismatch", "cmek_rotation_open"],
  handler: (ctx, { params, body }) => startRotation(ctx, params.vault_id, body),
});

export const listCmekRotationSecrets = endpoint({
  ...shared,
  id: "listCmekRotationSecrets",
  method: "get",
  path: "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/secrets",
  summary: "Fetch what is still under the old key",
  audit: "secret.read",
  params: CmekRotationParams,
  query: CmekRotationSecretsQuery,
  status: 200,
  response: CmekRotationSecretsResponse,
  problems: [...OF_ROTATION, ...KEYS],
  handler: (ctx, { params, query }) => listRotationSecrets(ctx, params, query),
});

export const putCmekRotationSecrets = endpoint({
  ...shared,
  id: "putCmekRotationSecrets",
  method: "post",
  path: "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/secrets",
  summary: "Send versions under the new key",
  description: "Each replaces the same version under the old key, once; sending it again does no harm.",
  audit: "cmek.rotate",
  params: CmekRotationParams,
  body: PutCmekRotationSecretsRequest,
  status: 200,
  response: CmekRotationBatchResponse,
  problems: [...OF_ROTATION, "path_not_granted", ...KEYS],
  handler: (ctx, { params, body }) => putRotationSecrets(ctx, params, body),
});

export const completeCmekRotation = endpoint({
  ...shared,
  id: "completeCmekRotation",
  method: "post",
  path: "/v1/vaults/{vault_id}/cmek-rotations/{job_id}/complete",
  summary: "End a rotation of which nothing is left",
  audit: "cmek.rotate_done",
  params: CmekRotationParams,
  status: 200,
  response: CmekRotationJobResponse,
  problems: [...OF_ROTATION, "cmek_rotation_unfinished"],
  handler: (ctx, { params }) => completeRotation(ctx, params),
});

export const abandonCmekRotation = endpoint({
  ...shared,
  id: "abandonCmekRotation",
  method: "delete",
  path: "/v1/vaults/{vault_id}/cmek-rotations/{job_id}",
  summary: "Give up a rotation",
  description:
    "Each version stays under the key it is under; a new rotation between the same keys goes on from there.",
  audit: "cmek.rotate_done",
  params: CmekRotationParams,
  status: 204,
  problems: [...DENIALS, "cmek_rotation_not_found", "cmek_rotation_over"],
  handler: (ctx, { params }) => abandonRotation(ctx, params),
});
