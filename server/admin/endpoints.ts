// HTTP declarations for the operator of the deployment.
import {
  AdminUserListQuery,
  AdminUserParams,
  AdminUsersListResponse,
  OrgLimitsResponse,
  OrgParams,
  SettingParams,
  SettingResponse,
  SettingsListResponse,
  UpdateOrgLimitsRequest,
  UpdateSettingRequest,
} from "#lib/schemas/admin.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import {
  deleteSetting,
  deleteUser,
  listSettings,
  listUsers,
  readLimits,
  updateLimits,
  updateSetting,
} from "./service.ts";

const shared = { tag: "Admin", access: ["user"], operator: true, limit: "default", account: true } as const;

export const adminListSettings = endpoint({
  ...shared,
  id: "adminListSettings",
  method: "get",
  path: "/v1/admin/settings",
  summary: "List the settings of the deployment",
  audit: none("shows no secret"),
  status: 200,
  response: SettingsListResponse,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx) => listSettings(ctx),
});

export const adminUpdateSetting = endpoint({
  ...shared,
  id: "adminUpdateSetting",
  method: "put",
  path: "/v1/admin/settings/{key}",
  summary: "Change a setting; every instance follows within seconds",
  audit: "admin.setting_update",
  params: SettingParams,
  body: UpdateSettingRequest,
  status: 200,
  response: SettingResponse,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx, { params, body }) => updateSetting(ctx, params.key, body.value),
});

export const adminDeleteSetting = endpoint({
  ...shared,
  id: "adminDeleteSetting",
  method: "delete",
  path: "/v1/admin/settings/{key}",
  summary: "Go back to what the environment says",
  audit: "admin.setting_delete",
  params: SettingParams,
  status: 204,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx, { params }) => deleteSetting(ctx, params.key),
});

export const adminListUsers = endpoint({
  ...shared,
  id: "adminListUsers",
  method: "get",
  path: "/v1/admin/users",
  summary: "List everyone with an account",
  audit: none("shows no secret"),
  query: AdminUserListQuery,
  status: 200,
  response: AdminUsersListResponse,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx, { query }) => listUsers(ctx, query),
});

export const adminDeleteUser = endpoint({
  ...shared,
  id: "adminDeleteUser",
  method: "delete",
  path: "/v1/admin/users/{user_id}",
  summary: "Delete an account; with an organization's last member go its agents and vaults",
  audit: "admin.user_delete",
  params: AdminUserParams,
  status: 204,
  problems: ["scope_insufficient", "operator_only", "user_not_found", "own_account", "owner_needed"],
  handler: (ctx, { params }) => deleteUser(ctx, params.user_id),
});

export const adminGetOrgLimits = endpoint({
  ...shared,
  id: "adminGetOrgLimits",
  method: "get",
  path: "/v1/admin/orgs/{org_id}/limits",
  summary: "Show what an organization may have",
  audit: none("shows no secret"),
  params: OrgParams,
  status: 200,
  response: OrgLimitsResponse,
  problems: ["scope_insufficient", "operator_only", "organization_not_found"],
  handler: (ctx, { params }) => readLimits(ctx, params.org_id),
});

export const adminUpdateOrgLimits = endpoint({
  ...shared,
  id: "adminUpdateOrgLimits",
  method: "put",
  path: "/v1/admin/orgs/{org_id}/limits",
  summary: "Change what an organization may have",
  description: "What is left out stays; null takes a limit away. What the organization has already stays.",
  audit: "admin.limits_update",
  params: OrgParams,
  body: UpdateOrgLimitsRequest,
  status: 200,
  response: OrgLimitsResponse,
  problems: ["scope_insufficient", "operator_only", "organization_not_found"],
  handler: (ctx, { params, body }) => updateLimits(ctx, params.org_id, body),
});
