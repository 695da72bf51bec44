// Owns how a decision is put into words: every ceiling and every rule with what it asks for and what the request brings.
// Must never decide by itself: the verdicts are those of evaluate.ts, said out loud. Pure.
import type { z } from "zod";
import { checkPathPattern, matchesPattern } from "#lib/path-pattern.ts";
import type { PolicyExplanation } from "#lib/schemas/policies.ts";
import { judgeConditions } from "./conditions.ts";
import {
  covers,
  type EvaluationInput,
  evaluate,
  isBoundTo,
  isInScope,
  isLive,
  isOwner,
  isWithinPermissions,
  judgeRule,
  type PolicyRule,
  type RuleVerdict,
} from "./evaluate.ts";
import { suggestPolicy } from "./suggest.ts";

type Explanation = z.input<typeof PolicyExplanation>;
type Ceiling = Explanation["ceilings"][number];
type Rule = Explanation["rules"][number];

/** What bears on a principal besides the rules; an agent's own state, null for people. */
export type AgentFacts = { is_active: boolean; expires_at: Date | null; intents_api_enabled: boolean } | null;

/** The decision that `evaluate` gives, with every step that leads there and the smallest policy that would change it. */
export function explain(input: EvaluationInput, agent: AgentFacts): Explanation {
  const decision = evaluate(input);
  const ceilings = judgedCeilings(input);
  const suggestion = suggestPolicy(input);
  return {
    allowed: decision.allowed,
    ...(decision.allowed
      ? { by: decision.by, ...(decision.policy_id && { policy_id: decision.policy_id }) }
      : { reason: decision.reason }),
    evaluated_at: input.at.toISOString(),
    ...(input.ip && { ip: input.ip }),
    owner: isOwner(input),
    ceilings,
    rules: input.policies.map((policy) => judgedRule(policy, input)),
    ...(suggestion && { suggestion }),
    notes: [...ceilingNotes(input, ceilings), ...agentNotes(input, agent), ...requestNotes(input)],
  };
}

function judgedCeilings({ ceilings, vault, path, permission }: EvaluationInput): Ceiling[] {
  const judged = (kind: Ceiling["kind"], limit: readonly string[] | null, passed: boolean): Ceiling => ({
    kind,
    ...(limit && { limit: [...limit] }),
    passed,
  });
  return [
    judged("vault_binding", ceilings.vault_ids, isBoundTo(ceilings, vault.id)),
    judged("path_scopes", ceilings.path_scopes, isInScope(ceilings, path)),
    judged("permissions", ceilings.permissions, isWithinPermissions(ceilings, permission)),
  ];
}

const OUTCOMES: Record<RuleVerdict, Rule["outcome"]> = {
  allows: "allows",
  expired: "denies",
  condition_failed: "denies",
  does_not_apply: "does_not_apply",
};

function judgedRule(policy: PolicyRule, input: EvaluationInput): Rule {
  const verdict = judgeRule(policy, input);
  const judged = {
    matches_path: matchesPattern(policy.secret_path_pattern, input.path),
    covers_permission: covers(policy.permissions, input.permission),
    expired: !isLive(policy, input.at),
    conditions: judgeConditions(policy.conditions, input),
  };
  return {
    policy_id: policy.id,
    secret_path_pattern: policy.secret_path_pattern,
    permissions: [...policy.permissions],
    ...(policy.expires_at && { expires_at: policy.expires_at.toISOString() }),
    ...judged,
    outcome: OUTCOMES[verdict],
    why: why(verdict, policy, judged, input),
  };
}

function why(
  verdict: RuleVerdict,
  policy: PolicyRule,
  judged: Pick<Rule, "matches_path" | "covers_permission" | "conditions">,
  { path, permission }: EvaluationInput,
): string {
  switch (verdict) {
    case "allows":
      return `It gives ${permission} on ${path}, and every condition is met.`;
    case "expired":
      return `It gave ${permission} on ${path} until ${policy.expires_at?.toISOString()}.`;
    case "condition_failed":
      return `It gives ${permission} on ${path}, but ${judged.conditions
        .filter(({ passed }) => !passed)
        .map(({ condition, actual }) => `${condition} is not met (${actual ?? "nothing to compare"})`)
        .join(" and ")}.`;
    case "does_not_apply": {
      const gaps = [
        !judged.matches_path && `its pattern does not match ${path}`,
        !judged.covers_permission && `it does not give ${permission}`,
      ].filter((gap) => gap !== false);
      return gaps.length > 0
        ? `It does not apply: ${gaps.join(" and ")}.`
        : "It is a rule for somebody else.";
    }
  }
}

const CEILING_NOTES: Record<Ceiling["kind"], string> = {
  vault_binding:
    "The agent is bound to other vaults, which no policy can change: this vault has to be added to its vault_ids.",
  path_scopes:
    "The scopes do not cover this path, which no policy can change: a pattern that does has to be added to them.",
  permissions: "The credential is limited to other permissions, which no policy can change.",
};

function ceilingNotes(input: EvaluationInput, ceilings: readonly Ceiling[]): string[] {
  const notes = ceilings.filter(({ passed }) => !passed).map(({ kind }) => CEILING_NOTES[kind]);
  const isGranted = isOwner(input) || input.policies.some((policy) => judgeRule(policy, input) === "allows");
  if (notes.length === 0) return [];
  return isGranted ? notes : [...notes, "After that a policy is needed as well: ask again then."];
}

function agentNotes({ permission, at, principal }: EvaluationInput, agent: AgentFacts): string[] {
  if (principal.type === "user")
    return ["A personal API key with scopes may allow less than its owner is allowed here."];
  if (!agent) return [];
  return [
    !agent.is_active && "The agent is inactive: it is refused before any rule is looked at.",
    agent.expires_at !== null &&
      agent.expires_at <= at &&
      `The agent expired at ${agent.expires_at.toISOString()}: it is refused before any rule is looked at.`,
    agent.intents_api_enabled &&
      permission === "read" &&
      "The agent has the Intents API: whatever the rules say, it never reads private keys and SSH keys.",
  ].filter((note) => note !== false);
}

function requestNotes({ ip, policies, permission, path }: EvaluationInput): string[] {
  const isAddressAsked = policies.some(({ conditions }) => Object.hasOwn(Object(conditions), "ip_allowlist"));
  return [
    ip === null &&
      isAddressAsked &&
      "No address was given: rules that ask for one count as not met. Send `ip` to have them judged.",
    checkPathPattern(path) !== null &&
      "The path has more segments than a pattern may have: only a pattern with ** can cover it.",
    permission === "write" && "A policy that gives write also gives delete and rotate.",
    "The organization's IP rules are judged before any policy, and separately.",
  ].filter((note) => note !== false);
}
