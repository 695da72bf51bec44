// The wire contract of running a deployment: settings, people, limits. Operators only.
import { z } from "zod";
import { line, PageQuery, Timestamp, Uuid } from "./fields.ts";

export const SETTING_KEYS = ["signup", "session_days", "share_max_days", "enrolment"] as const;
export const SettingKey = z.enum(SETTING_KEYS);

export const SettingResponse = z
  .object({
    key: SettingKey,
    value: z.string().meta({ description: "What holds now" }),
    description: z.string(),
    is_default: z.boolean().meta({ description: "Nobody has set it: it comes from the environment" }),
    default_value: z.string().meta({ description: "What would hold if nobody had set it" }),
    updated_by: Uuid.optional(),
    updated_at: Timestamp.optional(),
  })
  .meta({ id: "SettingResponse" });

export const SettingsListResponse = z
  .object({ settings: z.array(SettingResponse) })
  .meta({ id: "SettingsListResponse" });

export const UpdateSettingRequest = z
  .object({ value: line(64).meta({ description: "Always text, as in the environment" }) })
  .meta({ id: "UpdateSettingRequest" });

export const AdminUserResponse = z
  .object({
    id: Uuid,
    email: z.string(),
    display_name: z.string(),
    role: z.enum(["owner", "admin", "member"]),
    auth_method: z.string(),
    org_id: Uuid,
    org_name: z.string(),
    is_operator: z.boolean(),
    free_tier_override: z.int().optional(),
    is_sponsored: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: "AdminUserResponse" });

export const AdminUsersListResponse = z
  .object({
    users: z.array(AdminUserResponse),
    total: z.int().meta({ description: "How many there are on all pages together" }),
  })
  .meta({ id: "AdminUsersListResponse" });

const Room = z.int().min(0).max(1_000_000_000);

export const UpdateOrgLimitsRequest = z
  .object({
    free_tier_override: z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
    is_sponsored: z.boolean().optional(),
    max_vaults: Room.nullish().meta({ description: "null takes the limit away; what is left out stays" }),
    max_agents: Room.nullish(),
    max_secrets: Room.nullish().meta({ description: "Paths that hold a secret, over all vaults" }),
  })
  .meta({ id: "UpdateOrgLimitsRequest" });

export const OrgLimitsResponse = z
  .object({
    org_id: Uuid,
    free_tier_override: z.int().optional(),
    is_sponsored: z.boolean(),
    max_vaults: z.int().optional(),
    max_agents: z.int().optional(),
    max_secrets: z.int().optional(),
  })
  .meta({ id: "OrgLimitsResponse" });

export const SettingParams = z.object({ key: SettingKey });
export const AdminUserParams = z.object({ user_id: Uuid });
export const OrgParams = z.object({ org_id: Uuid });
export const AdminUserListQuery = z.object({
  ...PageQuery,
  q: line(254).optional().meta({ description: "Part of an address, a name, or an organization's name" }),
});
