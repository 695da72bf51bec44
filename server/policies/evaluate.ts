// Owns the decision whether a principal may act on a path of a vault, from values alone: no SQL, no clock.
// Must never allow by omission: no policy, a bad path, a bad pattern or a bad condition all deny.
import { matchesPattern } from "#lib/path-pattern.ts";
import type { PERMISSIONS } from "#lib/schemas/policies.ts";
import { isSecretPath } from "#lib/secret-path.ts";
import { evaluateConditions } from "./conditions.ts";

export type Permission = (typeof PERMISSIONS)[number];

export type PrincipalType = "user" | "agent";

/** One stored rule of the vault that is asked about; `evaluate` picks those of the principal. */
export type PolicyRule = {
  id: string;
  principal_type: PrincipalType;
  principal_id: string;
  secret_path_pattern: string;
  permissions: readonly string[];
  conditions: unknown;
  expires_at: Date | null;
};

/** What the token limits, whatever the policies say: null is no limit, an empty list allows nothing. */
export type Ceilings = {
  vault_ids: readonly string[] | null;
  path_scopes: readonly string[] | null;
  permissions: readonly Permission[] | null;
};

export type VisibilityInput = {
  principal: { type: PrincipalType; id: string };
  vault: { id: string; created_by: string; created_by_type: PrincipalType };
  policies: readonly PolicyRule[];
  ceilings: Ceilings;
  ip: string | null;
  at: Date;
};

export type EvaluationInput = VisibilityInput & { path: string; permission: Permission };

export type DenialReason =
  | "vault_not_bound"
  | "scopes_do_not_cover"
  | "no_policy"
  | "condition_failed"
  | "expired";

export type Decision =
  | { allowed: true; by: "owner" | "policy"; policy_id: string | null }
  | { allowed: false; reason: DenialReason };

/** A path is visible when one of `patterns` and, unless it is null, also one of `within` matches it. */
export type Visibility = { patterns: string[]; within: string[] | null };

/** The one table of what a granted permission covers; words it does not hold grant nothing. */
const COVERED_BY: Record<Permission, readonly string[]> = {
  read: ["read"],
  write: ["write"],
  delete: ["delete", "write"],
  rotate: ["rotate", "write"],
};

/**
 * Decides one permission on one path: vault binding, then scope ceiling, then the vault's creator, then policies.
 * Any one policy that allows is enough; a denial names the most telling reason (condition, expiry, no policy).
 */
export function evaluate(input: EvaluationInput): Decision {
  const { vault, path, permission, ceilings } = input;
  if (ceilings.vault_ids !== null && !ceilings.vault_ids.includes(vault.id)) return deny("vault_not_bound");
  const isInScope = ceilings.path_scopes?.some((scope) => matchesPattern(scope, path)) ?? true;
  if (!isInScope || !isWithinPermissions(ceilings, permission)) return deny("scopes_do_not_cover");
  if (!isSecretPath(path)) return deny("no_policy");
  if (isOwner(input)) return { allowed: true, by: "owner", policy_id: null };
  return decideByPolicies(input);
}

/**
 * The paths of the vault whose values the principal may read, as patterns for a list's WHERE clause: exactly the
 * paths for which `evaluate` allows "read" now, conditions and expiry included. No patterns: nothing is visible.
 */
export function visiblePatterns(input: VisibilityInput): Visibility {
  const { vault, ceilings } = input;
  const nothing: Visibility = { patterns: [], within: null };
  if (ceilings.vault_ids !== null && !ceilings.vault_ids.includes(vault.id)) return nothing;
  if (!isWithinPermissions(ceilings, "read")) return nothing;
  const within = ceilings.path_scopes === null ? null : [...new Set(ceilings.path_scopes)];
  if (isOwner(input)) return { patterns: ["**"], within };
  const readable = input.policies.filter(
    (policy) => isFor(policy, input, "read") && isLive(policy, input.at) && meetsConditions(policy, input),
  );
  return { patterns: [...new Set(readable.map((policy) => policy.secret_path_pattern))], within };
}

function decideByPolicies(input: EvaluationInput): Decision {
  let reason: DenialReason = "no_policy";
  for (const policy of input.policies) {
    if (!isFor(policy, input, input.permission)) continue;
    if (!matchesPattern(policy.secret_path_pattern, input.path)) continue;
    if (!isLive(policy, input.at)) {
      if (reason === "no_policy") reason = "expired";
    } else if (!meetsConditions(policy, input)) {
      reason = "condition_failed";
    } else {
      return { allowed: true, by: "policy", policy_id: policy.id };
    }
  }
  return deny(reason);
}

function deny(reason: DenialReason): Decision {
  return { allowed: false, reason };
}

function isOwner({ principal, vault }: VisibilityInput): boolean {
  return vault.created_by_type === principal.type && vault.created_by === principal.id;
}

function isFor(policy: PolicyRule, { principal }: VisibilityInput, permission: Permission): boolean {
  if (policy.principal_type !== principal.type || policy.principal_id !== principal.id) return false;
  return covers(policy.permissions, permission);
}

function isWithinPermissions(ceilings: Ceilings, permission: Permission): boolean {
  return ceilings.permissions === null || covers(ceilings.permissions, permission);
}

function covers(granted: readonly string[], permission: Permission): boolean {
  return COVERED_BY[permission].some((name) => granted.includes(name));
}

/** Asks "later than now", not "earlier": an invalid date then counts as expired. */
function isLive(policy: PolicyRule, at: Date): boolean {
  return policy.expires_at === null || policy.expires_at.getTime() > at.getTime();
}

function meetsConditions(policy: PolicyRule, { ip, at }: VisibilityInput): boolean {
  return evaluateConditions(policy.conditions, { ip, at }).ok;
}
