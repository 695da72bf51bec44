// The wire contract of policies: who may do what at which paths, when and from where.
import { z } from "zod";
import { checkPathPattern } from "../path-pattern.ts";
import { FutureTimestamp, PageQuery, PrincipalType, Timestamp, Uuid } from "./fields.ts";

export const PERMISSIONS = ["read", "write", "delete", "rotate"] as const;
/** `write` covers `delete` and `rotate`; nothing but `read` covers reading. */
export const Permission = z.enum(PERMISSIONS);

export const PathPattern = z
  .string()
  .superRefine((pattern, ctx) => {
    const reason = checkPathPattern(pattern);
    if (reason) ctx.addIssue({ code: "custom", message: reason });
  })
  .meta({ description: "`*` stands for one segment, `**` for any number of them", example: "api-keys/**" });

const Permissions = z
  .array(Permission)
  .min(1)
  .max(10)
  .transform((list) => [...new Set(list)])
  .meta({ type: "array", items: { type: "string", enum: [...PERMISSIONS] } });

/** Checked key by key by the policy engine, so that an unknown condition is refused instead of ignored. */
const Conditions = z.record(z.string().max(64), z.unknown()).meta({
  description:
    "All of them must hold: `ip_allowlist` (CIDRs), `time_window` {after, before, timezone, days}. An unknown condition is refused.",
  example: {
    ip_allowlist: ["10.0.0.0/8"],
    time_window: { after: "08:00", before: "20:00", timezone: "UTC", days: ["mon"] },
  },
  type: "object",
});

export const CreatePolicyRequest = z
  .object({
    secret_path_pattern: PathPattern,
    principal_type: PrincipalType,
    principal_id: Uuid,
    permissions: Permissions,
    conditions: Conditions.nullish(),
    expires_at: FutureTimestamp.nullish(),
  })
  .meta({ id: "CreatePolicyRequest" });

export const UpdatePolicyRequest = z
  .object({
    permissions: Permissions.optional(),
    conditions: Conditions.nullish(),
    expires_at: FutureTimestamp.nullish().meta({ description: "null takes the expiry away" }),
  })
  .meta({ id: "UpdatePolicyRequest" });

export const PolicyResponse = z
  .object({
    id: Uuid,
    vault_id: Uuid,
    secret_path_pattern: z.string(),
    principal_type: PrincipalType,
    principal_id: Uuid,
    permissions: z.array(z.string()),
    conditions: z.record(z.string(), z.unknown()),
    expires_at: Timestamp.optional(),
    created_by: Uuid,
    created_by_type: PrincipalType,
    created_at: Timestamp,
  })
  .meta({ id: "PolicyResponse" });

export const PolicyListResponse = z
  .object({ policies: z.array(PolicyResponse) })
  .meta({ id: "PolicyListResponse" });

export const PolicyParams = z.object({ vault_id: Uuid, policy_id: Uuid });
export const PolicyListQuery = z.object(PageQuery);
