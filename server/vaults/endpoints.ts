// HTTP declarations of vaults.
import {
  CreateVaultRequest,
  VaultListQuery,
  VaultListResponse,
  VaultParams,
  VaultResponse,
} from "#lib/schemas/vaults.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { createVault as create, listVaults as list, readVault, deleteVault as remove } from "./service.ts";

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
  problems: ["scope_insufficient"],
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
