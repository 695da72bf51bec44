// Owns the decision whether a principal may act on a path of a vault, from values alone: no SQL, no clock.
// Must never allow by omission: no policy, a bad path, a bad pattern or a bad condition all deny.
import { matchesPattern } from "#lib/path-pattern.ts";
import type { PERMISSIONS } from "#lib/permissions.ts";
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
  const beyond = beyondCeilings(ceilings, vault.id, path, permission);
  if (beyond !== null) return deny(beyond);
  if (!isSecretPath(path)) return deny("no_policy");
  if (isOwner(input)) return { allowed: true, by: "owner", policy_id: null };
  return decideByPolicies(input);
}

/** Why a credential's ceilings keep it from the path, whatever else would allow it; null where they do not. */
export function beyondCeilings(
  ceilings: Ceilings,
  vault_id: string,
  path: string,
  permission: Permission,
): "vault_not_bound" | "scopes_do_not_cover" | null {
  if (!isBoundTo(ceilings, vault_id)) return "vault_not_bound";
  if (!isInScope(ceilings, path)) return "scopes_do_not_cover";
  return isWithinPermissions(ceilings, permission) ? null : "scopes_do_not_cover";
}

/**
 * The paths of the vault whose values the principal may read, as patterns for a list's WHERE clause: exactly the
 * paths for which `evaluate` allows "read", or another permission, now; conditions and expiry included. No patterns:
 * nothing is visible.
 */
export function visiblePatterns(input: VisibilityInput, permission: Permission = "read"): Visibility {
  const { vault, ceilings } = input;
  const nothing: Visibility = { patterns: [], within: null };
  if (!isBoundTo(ceilings, vault.id)) return nothing;
  if (!isWithinPermissions(ceilings, permission)) return nothing;
  const within = ceilings.path_scopes === null ? null : [...new Set(ceilings.path_scopes)];
  if (isOwner(input)) return { patterns: ["**"], within };
  const readable = input.policies.filter(
    (policy) =>
      isFor(policy, input, permission) && isLive(policy, input.at) && meetsConditions(policy, input),
  );
  return { patterns: [...new Set(readable.map((policy) => policy.secret_path_pattern))], within };
}

function decideByPolicies(input: EvaluationInput): Decision {
  let reason: DenialReason = "no_policy";
  for (const policy of input.policies) {
    const verdict = judgeRule(policy, input);
    if (verdict === "allows") return { allowed: true, by: "policy", policy_id: policy.id };
    if (verdict === "condition_failed") reason = verdict;
    else if (verdict === "expired" && reason === "no_policy") reason = verdict;
  }
  return deny(reason);
}

/** What one rule says to a request. */
export type RuleVerdict = "allows" | "condition_failed" | "expired" | "does_not_apply";

/** Judges one rule by itself: a rule never takes away what another one allows. */
export function judgeRule(policy: PolicyRule, input: EvaluationInput): RuleVerdict {
  if (!isFor(policy, input, input.permission)) return "does_not_apply";
  if (!matchesPattern(policy.secret_path_pattern, input.path)) return "does_not_apply";
  if (!isLive(policy, input.at)) return "expired";
  return meetsConditions(policy, input) ? "allows" : "condition_failed";
}

function deny(reason: DenialReason): Decision {
  return { allowed: false, reason };
}

/** Whether the principal made the vault, which needs no policy. */
export function isOwner({ principal, vault }: VisibilityInput): boolean {
  return vault.created_by_type === principal.type && vault.created_by === principal.id;
}

function isFor(policy: PolicyRule, { principal }: VisibilityInput, permission: Permission): boolean {
  if (policy.principal_type !== principal.type || policy.principal_id !== principal.id) return false;
  return covers(policy.permissions, permission);
}

/** Whether the credential may reach the vault at all. */
export function isBoundTo({ vault_ids }: Ceilings, vault_id: string): boolean {
  return vault_ids === null || vault_ids.includes(vault_id);
}

/** Whether the credential's path scopes cover the path. */
export function isInScope({ path_scopes }: Ceilings, path: string): boolean {
  return path_scopes === null || path_scopes.some((scope) => matchesPattern(scope, path));
}

/** Whether the credential's permissions cover the one that is needed. */
export function isWithinPermissions({ permissions }: Ceilings, permission: Permission): boolean {
  return permissions === null || covers(permissions, permission);
}

/** Whether granted permissions cover the one that is needed. */
export function covers(granted: readonly string[], permission: Permission): boolean {
  return COVERED_BY[permission].some((name) => granted.includes(name));
}

/** Asks "later than now", not "earlier": an invalid date then counts as expired. */
export function isLive(policy: PolicyRule, at: Date): boolean {
  return policy.expires_at === null || policy.expires_at.getTime() > at.getTime();
}

function meetsConditions(policy: PolicyRule, { ip, at }: VisibilityInput): boolean {
  return evaluateConditions(policy.conditions, { ip, at }).ok;
}
