// The wire contract of policies: who may do what at which paths, when and from where.
import { z } from "zod";
import { checkPathPattern } from "../path-pattern.ts";
import { PERMISSIONS } from "../permissions.ts";
import { FutureTimestamp, PageQuery, PrincipalType, SecretPath, Timestamp, Uuid } from "./fields.ts";

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
export const AllPoliciesQuery = z.object({
  ...PageQuery,
  vault_id: Uuid.optional().meta({ description: "Only those of this vault" }),
  principal_id: Uuid.optional().meta({ description: "Only those for this user or agent" }),
});

const IpAddress = z
  .string()
  .max(64)
  .refine(
    (text) => z.ipv4().safeParse(text).success || z.ipv6().safeParse(text).success,
    "must be an IPv4 or IPv6 address",
  )
  .meta({ description: "The address a request comes from", example: "203.0.113.9" });

export const ExplainPolicyRequest = z
  .object({
    vault_id: Uuid,
    principal_type: PrincipalType,
    principal_id: Uuid,
    path: SecretPath,
    permission: Permission,
    ip: IpAddress.optional().meta({ description: "Without it, no condition on the address is met" }),
    at: Timestamp.refine((text) => !Number.isNaN(Date.parse(text)), "is not a time")
      .optional()
      .meta({ description: "As of when; now unless told otherwise" }),
  })
  .meta({ id: "ExplainPolicyRequest" });

const Reason = z.enum(["vault_not_bound", "scopes_do_not_cover", "no_policy", "condition_failed", "expired"]);

const JudgedCeiling = z.object({
  kind: z.enum(["vault_binding", "path_scopes", "permissions"]),
  limit: z.array(z.string()).optional().meta({ description: "Left out where there is no limit" }),
  passed: z.boolean(),
});

const JudgedCondition = z.object({
  condition: z.string().meta({ example: "ip_allowlist" }),
  limit: z.unknown().meta({ description: "What the rule asks for" }),
  actual: z.string().optional().meta({ description: "What the request brings", example: "203.0.113.9" }),
  passed: z.boolean(),
});

const JudgedRule = z
  .object({
    policy_id: Uuid,
    secret_path_pattern: z.string(),
    permissions: z.array(z.string()),
    matches_path: z.boolean(),
    covers_permission: z.boolean(),
    expires_at: Timestamp.optional(),
    expired: z.boolean(),
    conditions: z.array(JudgedCondition),
    outcome: z.enum(["allows", "denies", "does_not_apply"]),
    why: z.string(),
  })
  .meta({ id: "JudgedRule" });

const SuggestedPolicy = CreatePolicyRequest.pick({
  secret_path_pattern: true,
  principal_type: true,
  principal_id: true,
  permissions: true,
})
  .extend({ conditions: z.object({ ip_allowlist: z.array(z.string()) }).optional() })
  .meta({
    id: "SuggestedPolicy",
    description: "The smallest policy that would allow it, ready to be created in the vault",
  });

export const PolicyExplanation = z
  .object({
    allowed: z.boolean(),
    by: z.enum(["owner", "policy"]).optional(),
    policy_id: Uuid.optional().meta({ description: "The rule that allows it" }),
    reason: Reason.optional().meta({ description: "Why it is denied" }),
    evaluated_at: Timestamp,
    ip: z.string().optional(),
    owner: z.boolean().meta({ description: "Whether the principal made the vault, which needs no policy" }),
    ceilings: z.array(JudgedCeiling),
    rules: z.array(JudgedRule).meta({ description: "Every rule for the principal in the vault" }),
    suggestion: SuggestedPolicy.optional(),
    notes: z.array(z.string()),
  })
  .meta({ id: "PolicyExplanation" });

export const DecisionParams = z.object({ decision_id: Uuid });

export const PolicyDecision = z
  .object({
    decision_id: Uuid,
    at: Timestamp,
    principal_type: z.string(),
    principal_id: Uuid,
    outcome: z.enum(["allowed", "denied"]),
    action: z.string().meta({ example: "secret.read" }),
    code: z.string().optional().meta({ example: "path_not_granted" }),
    reason: z.string().optional(),
    vault_id: Uuid.optional(),
    path: z.string().optional(),
    permission: z.string().optional(),
    ip: z.string().optional(),
    request_id: z.string().optional(),
    explanation: PolicyExplanation.optional().meta({
      description: "The same request judged now: rules and time are those of now, not of the decision",
    }),
    notes: z.array(z.string()),
  })
  .meta({ id: "PolicyDecision" });

export const ReplayPoliciesRequest = z
  .object({
    change: z
      .object({
        create: CreatePolicyRequest.optional(),
        update: UpdatePolicyRequest.extend({ policy_id: Uuid }).optional(),
        delete: z.object({ policy_id: Uuid }).optional(),
      })
      .refine(
        (change) => Object.values(change).filter((each) => each !== undefined).length === 1,
        "must have exactly one of create, update and delete",
      ),
    days: z.int().min(1).max(30).default(30).meta({ description: "How many days back" }),
  })
  .meta({ id: "ReplayPoliciesRequest" });

const Flip = z
  .object({
    principal_type: PrincipalType,
    principal_id: Uuid,
    path: z.string(),
    permission: Permission,
    ip: z.string().optional(),
    count: z.int().meta({ description: "How often it was asked for" }),
    last_at: Timestamp,
    example_decision_id: Uuid.meta({ description: "The audit event of the last time" }),
  })
  .meta({ id: "DecisionFlip" });

export const PolicyReplay = z
  .object({
    window: z.object({ from: Timestamp, to: Timestamp }),
    decisions_examined: z.int().meta({
      description: "Decisions about the principal of the rule in this vault; the rule concerns no other",
    }),
    distinct_requests: z.int(),
    truncated: z.boolean().meta({
      description: "There was more in the window than is examined, or more flips than are listed",
    }),
    flips: z.object({
      newly_denied: z.array(Flip),
      newly_allowed: z.array(Flip),
    }),
  })
  .meta({ id: "PolicyReplay" });

export const AccessQuery = z.object({
  path: SecretPath.optional().meta({ description: "Ask about this path" }),
  permission: Permission.default("read").meta({ description: "What is to be done at `path`" }),
});

const ReasonClass = z.enum([
  "no_policy",
  "expired",
  "condition_ip",
  "condition_time",
  "condition",
  "scope",
  "vault_not_bound",
]);
export type ReasonClass = z.infer<typeof ReasonClass>;

const OwnGrant = z
  .object({
    secret_path_pattern: z.string(),
    permissions: z.array(z.string()),
    expires_at: Timestamp.optional(),
    has_conditions: z
      .boolean()
      .meta({ description: "It holds at certain times or from certain addresses only" }),
  })
  .meta({ id: "OwnGrant" });

export const AccessResponse = z
  .object({
    vault_id: Uuid,
    is_creator: z
      .boolean()
      .meta({ description: "You made the vault, and may do everything in it without a policy" }),
    grants: z.array(OwnGrant).meta({ description: "The policies for you that have not expired" }),
    scopes: z
      .array(z.string())
      .optional()
      .meta({ description: "The paths your credential is limited to; left out where it is not" }),
    permissions: z
      .array(z.string())
      .optional()
      .meta({ description: "The permissions your credential is limited to; left out where it is not" }),
    decision: z
      .object({
        path: z.string(),
        permission: Permission,
        allowed: z.boolean(),
        reason: ReasonClass.optional().meta({
          description: "What class of thing is in the way; it says nothing of whether there is a secret",
        }),
      })
      .optional()
      .meta({ description: "When `path` was sent" }),
  })
  .meta({ id: "AccessResponse" });
