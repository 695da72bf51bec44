// HTTP declarations of vaults.
import {
  CreateVaultRequest,
  EnableMpcRequest,
  UpdateVaultRequest,
  VaultListQuery,
  VaultListResponse,
  VaultParams,
  VaultResponse,
  VaultSummaryResponse,
} from "#lib/schemas/vaults.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { enableMpc as splitCustody } from "./custody.ts";
import {
  changeVault,
  createVault as create,
  listVaults as list,
  readVault,
  deleteVault as remove,
} from "./service.ts";
import { summarizeVaults } from "./summary.ts";

const shared = { tag: "Vaults", access: ["user", "agent"], limit: "default" } as const;

export const createVault = endpoint({
  ...shared,
  id: "createVault",
  method: "post",
  path: "/v1/vaults",
  summary: "Create a vault with a key of its own",
  audit: "vault.create",
  body: CreateVaultRequest,
  status: 201,
  response: VaultResponse,
  problems: ["scope_insufficient", "mpc_mode_unavailable", "resource_limit_exceeded"],
  handler: (ctx, { body }) => create(ctx, body),
});

export const listVaults = endpoint({
  ...shared,
  id: "listVaults",
  method: "get",
  path: "/v1/vaults",
  summary: "List the vaults you can reach",
  audit: none("shows no value"),
  query: VaultListQuery,
  status: 200,
  response: VaultListResponse,
  problems: [],
  handler: (ctx, { query }) => list(ctx, query),
});

export const listVaultSummaries = endpoint({
  ...shared,
  access: ["user"],
  id: "listVaultSummaries",
  method: "get",
  path: "/v1/vaults/summary",
  summary: "Count what is in the vaults you can reach",
  description: "The same vaults in the same order and pages as the list of vaults.",
  audit: none("shows no value"),
  query: VaultListQuery,
  status: 200,
  response: VaultSummaryResponse,
  problems: [],
  handler: (ctx, { query }) => summarizeVaults(ctx, query),
});

export const getVault = endpoint({
  ...shared,
  id: "getVault",
  method: "get",
  path: "/v1/vaults/{vault_id}",
  summary: "Show a vault",
  audit: none("shows no value"),
  params: VaultParams,
  status: 200,
  response: VaultResponse,
  problems: ["vault_not_found", "vault_not_granted"],
  handler: (ctx, { params }) => readVault(ctx, params.vault_id),
});

export const updateVault = endpoint({
  ...shared,
  access: ["user"],
  id: "updateVault",
  method: "patch",
  path: "/v1/vaults/{vault_id}",
  summary: "Change a vault's name or description",
  audit: "vault.update",
  params: VaultParams,
  body: UpdateVaultRequest,
  status: 200,
  response: VaultResponse,
  problems: ["scope_insufficient", "vault_not_found", "vault_not_granted"],
  handler: (ctx, { params, body }) => changeVault(ctx, params.vault_id, body),
});

export const deleteVault = endpoint({
  ...shared,
  id: "deleteVault",
  method: "delete",
  path: "/v1/vaults/{vault_id}",
  summary: "Delete a vault with all its secrets",
  audit: "vault.delete",
  params: VaultParams,
  status: 204,
  problems: ["scope_insufficient", "vault_not_found", "vault_not_granted"],
  handler: (ctx, { params }) => remove(ctx, params.vault_id),
});

export const enableMpc = endpoint({
  ...shared,
  access: ["user"],
  id: "enableMpc",
  method: "post",
  path: "/v1/vaults/{vault_id}/mpc",
  summary: "Split the keys of new values between the server and you",
  description:
    "2-of-2: each write answers a `client_share` that is stored nowhere, and each read needs it. Values that are there stay as they are.",
  audit: "vault.mpc_enable",
  params: VaultParams,
  body: EnableMpcRequest,
  status: 200,
  response: VaultResponse,
  problems: ["vault_not_found", "vault_not_granted", "mpc_mode_unavailable", "custody_unavailable"],
  handler: (ctx, { params, body }) => splitCustody(ctx, params.vault_id, body),
});
