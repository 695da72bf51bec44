// The class of a denial as the denied one is told it: enough to ask for the right thing, and nothing of other rules. Pure.
import type { ReasonClass } from "#lib/schemas/policies.ts";
import { judgeConditions } from "./conditions.ts";
import { type DenialReason, type EvaluationInput, judgeRule } from "./evaluate.ts";

const CLASSES: Record<Exclude<DenialReason, "condition_failed">, ReasonClass> = {
  vault_not_bound: "vault_not_bound",
  scopes_do_not_cover: "scope",
  no_policy: "no_policy",
  expired: "expired",
};

/** The class of a denial; for conditions the one kind that every rule in question fails on, where it is one. */
export function reasonClass(input: EvaluationInput, reason: DenialReason): ReasonClass {
  if (reason !== "condition_failed") return CLASSES[reason];
  const failed = new Set(
    input.policies
      .filter((policy) => judgeRule(policy, input) === "condition_failed")
      .flatMap(({ conditions }) => judgeConditions(conditions, input))
      .filter(({ passed }) => !passed)
      .map(({ condition }) => condition),
  );
  const [only] = failed.size === 1 ? failed : [];
  if (only === "ip_allowlist") return "condition_ip";
  return only === "time_window" ? "condition_time" : "condition";
}
