// The wire contract of organizations: members, their roles, invitations.
import { z } from "zod";
import { Credential, Email, line, PageQuery, Timestamp, Uuid } from "./fields.ts";

export const Role = z.enum(["owner", "admin", "member"]);

export const OrganizationResponse = z
  .object({ id: Uuid, name: z.string(), created_at: Timestamp, member_count: z.int() })
  .meta({ id: "OrganizationResponse" });

export const UpdateOrganizationRequest = z
  .object({ name: line(100) })
  .meta({ id: "UpdateOrganizationRequest" });

export const OrgMemberResponse = z
  .object({
    id: Uuid,
    email: z.string(),
    display_name: z.string(),
    role: Role,
    auth_method: z.string(),
    created_at: Timestamp,
  })
  .meta({ id: "OrgMemberResponse" });

export const OrgMemberListResponse = z
  .object({ members: z.array(OrgMemberResponse) })
  .meta({ id: "OrgMemberListResponse" });

export const UpdateMemberRoleRequest = z.object({ role: Role }).meta({ id: "UpdateMemberRoleRequest" });

export const AgentKeysVaultResponse = z
  .object({ vault_id: Uuid.meta({ description: "The vault of your agents' private identity keys" }) })
  .meta({ id: "AgentKeysVaultResponse" });

export const InviteMemberRequest = z
  .object({ email: Email, role: Role.default("member").meta({ description: "Only owners invite owners" }) })
  .meta({ id: "InviteMemberRequest" });

export const InviteMemberResponse = z
  .object({ message: z.string(), email: z.string() })
  .meta({ id: "InviteMemberResponse" });

export const OrgInviteResponse = z
  .object({
    id: Uuid,
    email: z.string(),
    role: Role,
    invited_by: Uuid,
    created_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: "OrgInviteResponse" });

export const OrgInviteListResponse = z
  .object({ invites: z.array(OrgInviteResponse) })
  .meta({ id: "OrgInviteListResponse" });

export const JoinOrganizationRequest = z
  .object({ token: Credential.meta({ description: "From the link of the invitation" }) })
  .meta({ id: "JoinOrganizationRequest" });

export const JoinOrganizationResponse = z
  .object({ org_id: Uuid, role: Role })
  .meta({ id: "JoinOrganizationResponse" });

export const MemberParams = z.object({ user_id: Uuid });
export const InviteParams = z.object({ invite_id: Uuid });
export const MemberListQuery = z.object(PageQuery);
