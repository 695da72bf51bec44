// HTTP declarations of shares.
import {
  CreateSealedShareRequest,
  CreateShareRequest,
  OpenedSealedShareResponse,
  OpenShareRequest,
  SealedShareListResponse,
  SealedShareParams,
  SealedShareResponse,
  SecretIdParams,
  SharedSecretResponse,
  ShareHeaders,
  ShareListQuery,
  ShareListResponse,
  ShareParams,
  ShareResponse,
} from "#lib/schemas/sharing.ts";
import { endpoint, none, publicEndpoint } from "#server/api/endpoint.ts";
import { openShare as open } from "./access.ts";
import { listInbound, listOutbound } from "./lists.ts";
import {
  createSealedShare as createSealed,
  listSealedShares as listSealed,
  openSealedShare as openSealed,
  revokeSealedShare as revokeSealed,
} from "./sealed.ts";
import {
  acceptShare as accept,
  createShare as create,
  declineShare as decline,
  revokeShare as revoke,
} from "./service.ts";

const shared = { tag: "Sharing", access: ["user", "agent"], limit: "default" } as const;
const DENIALS = [
  "vault_not_bound",
  "scope_insufficient",
  "path_not_granted",
  "key_material_protected",
] as const;
const OPENING = ["integrity_failure", "kms_unavailable", "kms_key_unavailable", "audit_unavailable"] as const;

export const createShare = endpoint({
  ...shared,
  id: "createShare",
  method: "post",
  path: "/v1/secrets/{secret_id}/share",
  summary: "Lend a secret's value to somebody",
  description:
    "The share is worth what you may read yourself whenever it is opened: when your right to read ends, so does the share.",
  audit: "share.create",
  params: SecretIdParams,
  body: CreateShareRequest,
  status: 201,
  response: ShareResponse,
  problems: [...DENIALS, "secret_not_found", "secret_gone", "value_not_shareable", "audit_unavailable"],
  handler: (ctx, { params, body }) => create(ctx, params.secret_id, body),
});

const access = {
  tag: "Sharing",
  limit: "default",
  audit: "share.access",
  params: ShareParams,
  status: 200,
  response: SharedSecretResponse,
  problems: [
    ...OPENING,
    "authentication_required",
    "token_invalid",
    "address_not_allowed",
    "vault_not_bound",
    "scope_insufficient",
    "key_material_protected",
    "share_not_accepted",
    "share_passphrase_needed",
    "share_locked",
    "share_address_refused",
    "share_not_found",
    "value_not_shareable",
    "share_ended",
  ],
} as const;

const byHeader = {
  ...access,
  method: "get",
  headers: ShareHeaders,
  summary: "Open a share; this uses one view up",
  description:
    "Send `Authorization` for a share that is for you, and `X-Share-Passphrase` where there is one, in ASCII. HEAD is not answered and uses nothing up.",
} as const;

const byBody = {
  ...access,
  method: "post",
  body: OpenShareRequest,
  summary: "Open a share, with its passphrase in the body; this uses one view up",
} as const;

export const accessShare = publicEndpoint({
  ...byHeader,
  id: "accessShare",
  path: "/v1/share/{share_id}",
  handler: (ctx, { params, headers }) => open(ctx, params.share_id, headers["x-share-passphrase"] ?? null),
});

export const openShare = publicEndpoint({
  ...byBody,
  id: "openShare",
  path: "/v1/share/{share_id}/open",
  handler: (ctx, { params, body }) => open(ctx, params.share_id, body.passphrase ?? null),
});

export const getSharedSecret = publicEndpoint({
  ...byHeader,
  id: "getSharedSecret",
  path: "/v1/shares/{share_id}",
  summary: "Alias of GET /v1/share/{share_id}",
  handler: (ctx, { params, headers }) => open(ctx, params.share_id, headers["x-share-passphrase"] ?? null),
});

export const accessSharedSecret = publicEndpoint({
  ...byBody,
  id: "accessSharedSecret",
  path: "/v1/shares/{share_id}/access",
  summary: "Alias of POST /v1/share/{share_id}/open",
  handler: (ctx, { params, body }) => open(ctx, params.share_id, body.passphrase ?? null),
});

const revoking = {
  ...shared,
  method: "delete",
  audit: "share.revoke",
  params: ShareParams,
  status: 204,
  problems: ["share_not_found"],
} as const;

export const revokeShare = endpoint({
  ...revoking,
  id: "revokeShare",
  path: "/v1/share/{share_id}",
  summary: "Take a share back",
  handler: (ctx, { params }) => revoke(ctx, params.share_id),
});

export const deleteShare = endpoint({
  ...revoking,
  id: "deleteShare",
  path: "/v1/shares/{share_id}",
  summary: "Alias of DELETE /v1/share/{share_id}",
  handler: (ctx, { params }) => revoke(ctx, params.share_id),
});

const listing = {
  ...shared,
  method: "get",
  audit: none("shows nothing but the shares of whoever asks, and no values"),
  query: ShareListQuery,
  status: 200,
  response: ShareListResponse,
  problems: [],
} as const;

export const listOutboundShares = endpoint({
  ...listing,
  id: "listOutboundShares",
  path: "/v1/shares/outbound",
  summary: "List the shares you have made",
  handler: (ctx, { query }) => listOutbound(ctx, query),
});

export const listInboundShares = endpoint({
  ...listing,
  id: "listInboundShares",
  path: "/v1/shares/inbound",
  summary: "List the shares that are for you",
  handler: (ctx, { query }) => listInbound(ctx, query),
});

export const acceptShare = endpoint({
  ...shared,
  id: "acceptShare",
  method: "post",
  path: "/v1/shares/{share_id}/accept",
  summary: "Accept a share, which is needed before it can be opened",
  audit: "share.accept",
  params: ShareParams,
  status: 204,
  problems: ["share_not_found", "share_ended"],
  handler: (ctx, { params }) => accept(ctx, params.share_id),
});

export const declineShare = endpoint({
  ...shared,
  id: "declineShare",
  method: "post",
  path: "/v1/shares/{share_id}/decline",
  summary: "Decline a share for good",
  audit: "share.decline",
  params: ShareParams,
  status: 204,
  problems: ["share_not_found", "share_ended"],
  handler: (ctx, { params }) => decline(ctx, params.share_id),
});

export const createSealedShare = endpoint({
  ...shared,
  id: "createSealedShare",
  method: "post",
  path: "/v1/sealed-shares",
  summary: "Keep a text that your client has encrypted for somebody",
  description: "The key belongs behind the `#` of the link, which browsers send to no server.",
  audit: "sealed_share.create",
  body: CreateSealedShareRequest,
  status: 201,
  response: SealedShareResponse,
  problems: ["audit_unavailable"],
  handler: (ctx, { body }) => createSealed(ctx, body),
});

export const openSealedShare = publicEndpoint({
  tag: "Sharing",
  limit: "auth",
  id: "openSealedShare",
  method: "post",
  path: "/v1/sealed-shares/{sealed_share_id}/open",
  summary: "Fetch the ciphertext of a sealed share; this uses one view up",
  audit: "sealed_share.open",
  params: SealedShareParams,
  status: 200,
  response: OpenedSealedShareResponse,
  problems: ["share_not_found", "share_ended", "audit_unavailable"],
  handler: (ctx, { params }) => openSealed(ctx, params.sealed_share_id),
});

export const listSealedShares = endpoint({
  ...listing,
  id: "listSealedShares",
  path: "/v1/sealed-shares",
  summary: "List the sealed shares you have made",
  response: SealedShareListResponse,
  handler: (ctx, { query }) => listSealed(ctx, query),
});

export const revokeSealedShare = endpoint({
  ...shared,
  id: "revokeSealedShare",
  method: "delete",
  path: "/v1/sealed-shares/{sealed_share_id}",
  summary: "Take a sealed share back and drop what it holds",
  audit: "sealed_share.revoke",
  params: SealedShareParams,
  status: 204,
  problems: ["share_not_found"],
  handler: (ctx, { params }) => revokeSealed(ctx, params.sealed_share_id),
});
