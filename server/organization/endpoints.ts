// HTTP declarations of organizations: members, roles, invitations.
import {
  AgentKeysVaultResponse,
  InviteMemberRequest,
  InviteMemberResponse,
  InviteParams,
  JoinOrganizationRequest,
  JoinOrganizationResponse,
  MemberListQuery,
  MemberParams,
  OrganizationResponse,
  OrgInviteListResponse,
  OrgMemberListResponse,
  OrgMemberResponse,
  UpdateMemberRoleRequest,
  UpdateOrganizationRequest,
} from "#lib/schemas/organization.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import {
  inviteMember as invite,
  joinOrganization as join,
  listInvites,
  revokeInvite,
} from "./invitations.ts";
import {
  changeRole,
  listMembers,
  readAgentKeysVault,
  readOrganization,
  removeMember as remove,
  updateOrganization as update,
} from "./service.ts";

const shared = { tag: "Organization", access: ["user"], limit: "default", account: true } as const;

export const getOrganization = endpoint({
  ...shared,
  id: "getOrganization",
  method: "get",
  path: "/v1/org",
  summary: "Show your organization",
  audit: none("the caller's own organization"),
  status: 200,
  response: OrganizationResponse,
  problems: ["scope_insufficient"],
  handler: (ctx) => readOrganization(ctx),
});

export const updateOrganization = endpoint({
  ...shared,
  id: "updateOrganization",
  method: "patch",
  path: "/v1/org",
  summary: "Rename your organization",
  audit: "org.update",
  body: UpdateOrganizationRequest,
  status: 200,
  response: OrganizationResponse,
  problems: ["scope_insufficient", "role_insufficient"],
  handler: (ctx, { body }) => update(ctx, body.name),
});

export const listOrgMembers = endpoint({
  ...shared,
  id: "listOrgMembers",
  method: "get",
  path: "/v1/org/members",
  summary: "List the people of your organization",
  audit: none("shows no value"),
  query: MemberListQuery,
  status: 200,
  response: OrgMemberListResponse,
  problems: ["scope_insufficient"],
  handler: (ctx, { query }) => listMembers(ctx, query),
});

export const updateMemberRole = endpoint({
  ...shared,
  id: "updateMemberRole",
  method: "patch",
  path: "/v1/org/members/{user_id}",
  summary: "Give a member another role",
  description:
    "Owners change every role. Admins make members admins and admins members. The last owner stays one.",
  audit: "org.member_role",
  params: MemberParams,
  body: UpdateMemberRoleRequest,
  status: 200,
  response: OrgMemberResponse,
  problems: ["scope_insufficient", "role_insufficient", "member_not_found", "owner_needed"],
  handler: (ctx, { params, body }) => changeRole(ctx, params.user_id, body.role),
});

export const removeMember = endpoint({
  ...shared,
  id: "removeMember",
  method: "delete",
  path: "/v1/org/members/{user_id}",
  summary: "Remove a member, or leave with your own id",
  description:
    "The account goes on in an organization of its own. Its sessions, API keys and policies end; vaults and agents it made stay here.",
  audit: "org.member_remove",
  params: MemberParams,
  status: 204,
  problems: ["scope_insufficient", "role_insufficient", "member_not_found", "owner_needed"],
  handler: (ctx, { params }) => remove(ctx, params.user_id),
});

export const inviteMember = endpoint({
  ...shared,
  id: "inviteMember",
  method: "post",
  path: "/v1/org/invite",
  summary: "Invite somebody by e-mail",
  description: "The answer is the same whatever the address is. A new invitation replaces the one before.",
  audit: "org.invite",
  body: InviteMemberRequest,
  status: 200,
  response: InviteMemberResponse,
  problems: ["scope_insufficient", "role_insufficient"],
  handler: (ctx, { body }) => invite(ctx, body),
});

export const listOrgInvites = endpoint({
  ...shared,
  id: "listOrgInvites",
  method: "get",
  path: "/v1/org/invites",
  summary: "List invitations that were not used yet",
  audit: none("shows no token"),
  query: MemberListQuery,
  status: 200,
  response: OrgInviteListResponse,
  problems: ["scope_insufficient", "role_insufficient"],
  handler: (ctx, { query }) => listInvites(ctx, query),
});

export const revokeOrgInvite = endpoint({
  ...shared,
  id: "revokeOrgInvite",
  method: "delete",
  path: "/v1/org/invites/{invite_id}",
  summary: "Withdraw an invitation",
  audit: "org.invite_revoke",
  params: InviteParams,
  status: 204,
  problems: ["scope_insufficient", "role_insufficient", "invite_not_found"],
  handler: (ctx, { params }) => revokeInvite(ctx, params.invite_id),
});

export const joinOrganization = endpoint({
  ...shared,
  id: "joinOrganization",
  method: "post",
  path: "/v1/org/join",
  summary: "Accept an invitation with the account you have",
  description: "Your sessions and API keys end: sign in again, as a member of the other organization.",
  audit: "org.join",
  body: JoinOrganizationRequest,
  status: 200,
  response: JoinOrganizationResponse,
  problems: ["scope_insufficient", "invite_not_found", "owner_needed", "organization_not_empty"],
  handler: (ctx, { body }) => join(ctx, body.token),
});

export const getAgentKeysVault = endpoint({
  ...shared,
  id: "getAgentKeysVault",
  method: "get",
  path: "/v1/org/agent-keys-vault",
  summary: "Show which vault holds your agents' private identity keys",
  audit: none("shows an id alone"),
  status: 200,
  response: AgentKeysVaultResponse,
  problems: ["scope_insufficient", "vault_not_found"],
  handler: (ctx) => readAgentKeysVault(ctx),
});
