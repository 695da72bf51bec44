// Owns the decision whether an organization's IP rules let an address in, from values alone: no SQL, no clock.
// Must never let in what it cannot read: an unknown address, or a rule that is not understood, refuses.

import { liesIn } from "#server/policies/conditions.ts";
import type { PrincipalType } from "#server/policies/evaluate.ts";

/** A rule as it is stored: type, CIDR, whom it applies to. */
export type StoredIpRule = readonly [rule_type: string, cidr: string, applies_to: string];
/** Null where the organization has none. */
export type StoredIpRules = readonly StoredIpRule[] | null;

export type AddressVerdict = "allowed" | "denied" | "not_listed" | "unknown_address";

const APPLIES: Record<PrincipalType, string> = { user: "users", agent: "agents" };

/**
 * A matching deny rule refuses, whatever else there is. Where any allow rule applies to the kind of principal, one of
 * them must match. Where any rule applies, an address that is not known is refused.
 */
export function judgeAddress(rules: StoredIpRules, kind: PrincipalType, ip: string | null): AddressVerdict {
  const applying = rules?.filter(([, , applies_to]) => applies_to === "all" || applies_to === APPLIES[kind]);
  if (!applying?.length) return "allowed";
  if (ip === null) return "unknown_address";
  const allows = applying.filter(([rule_type]) => rule_type === "allow");
  const denies = applying.filter(([rule_type]) => rule_type !== "allow");
  if (denies.some(([, cidr]) => liesIn(ip, cidr) !== false)) return "denied";
  if (allows.length > 0 && !allows.some(([, cidr]) => liesIn(ip, cidr) === true)) return "not_listed";
  return "allowed";
}
