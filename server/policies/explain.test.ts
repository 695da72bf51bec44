import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PolicyExplanation } from "#lib/schemas/policies.ts";
import { isSecretPath } from "#lib/secret-path.ts";
import { evaluation } from "#server/testing/random-policies.ts";
import type { EvaluationInput, PolicyRule } from "./evaluate.ts";
import { type AgentFacts, explain } from "./explain.ts";
import { referenceConditionsMet, referenceEvaluate, referenceMatches } from "./reference-model.ts";

const at = new Date("2026-06-15T12:00:00Z");
const healthy: AgentFacts = { is_active: true, expires_at: null, intents_api_enabled: false };

function rule(fields: Partial<PolicyRule> = {}): PolicyRule {
  return {
    id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
    principal_type: "agent",
    principal_id: "agent-1",
    secret_path_pattern: "prod/**",
    permissions: ["read"],
    conditions: {},
    expires_at: null,
    ...fields,
  };
}

function request(fields: Partial<EvaluationInput> = {}): EvaluationInput {
  return {
    principal: { type: "agent", id: "agent-1" },
    vault: { id: "vault-1", created_by: "user-1", created_by_type: "user" },
    path: "prod/db",
    permission: "read",
    policies: [rule()],
    ceilings: { vault_ids: null, path_scopes: null, permissions: null },
    ip: "203.0.113.5",
    at,
    ...fields,
  };
}

const explained = (fields: Partial<EvaluationInput>, agent: AgentFacts = healthy) =>
  explain(request(fields), agent);

describe("an explanation", () => {
  it("decides as the reference model does, and its steps add up to the decision, in six hundred random cases", () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(evaluation, (input) => {
        const expected = referenceEvaluate(input);
        const { allowed, by, policy_id, reason, ceilings, owner, rules } = explain(input, null);
        expect({ allowed, by, policy_id, reason }).toEqual({
          allowed: expected.allowed,
          by: expected.allowed ? expected.by : undefined,
          policy_id: expected.allowed ? (expected.policy_id ?? undefined) : undefined,
          reason: expected.allowed ? undefined : expected.reason,
        });
        const isWithin = ceilings.every(({ passed }) => passed);
        const isOpen = owner || rules.some(({ outcome }) => outcome === "allows");
        expect(allowed).toBe(isWithin && isOpen && isSecretPath(input.path));
        expect(rules).toHaveLength(input.policies.length);
        rules.forEach((judged, index) => {
          const stored = input.policies[index] as PolicyRule;
          expect(judged.matches_path).toBe(referenceMatches(stored.secret_path_pattern, input.path));
          expect(judged.conditions.every(({ passed }) => passed)).toBe(
            referenceConditionsMet(stored.conditions, input.ip, input.at),
          );
          seen[judged.outcome] = (seen[judged.outcome] ?? 0) + 1;
        });
      }),
      { numRuns: 600 },
    );
    for (const outcome of ["allows", "denies", "does_not_apply"]) expect(seen[outcome]).toBeGreaterThan(40);
  });

  it("names every condition with what it asks for and what the request brings", () => {
    const window = { after: "09:00", before: "12:00", timezone: "Europe/Berlin", days: ["mon"] };
    const { rules, reason } = explained({
      policies: [rule({ conditions: { ip_allowlist: ["10.0.0.0/8"], time_window: window } })],
    });
    expect(reason).toBe("condition_failed");
    expect(rules[0]).toMatchObject({
      outcome: "denies",
      conditions: [
        { condition: "ip_allowlist", limit: ["10.0.0.0/8"], actual: "203.0.113.5", passed: false },
        { condition: "time_window", limit: window, actual: "mon 14:00 Europe/Berlin", passed: false },
      ],
    });
    expect(rules[0]?.why).toMatch(/ip_allowlist is not met \(203\.0\.113\.5\) and time_window/);
  });

  it("says of each rule why it does or does not count", () => {
    const why = (fields: Partial<PolicyRule>) => {
      const [judged] = explained({ policies: [rule(fields)] }).rules;
      return [judged?.outcome, judged?.why];
    };
    expect(why({})).toEqual(["allows", expect.stringMatching(/gives read on prod\/db/)]);
    expect(why({ expires_at: at })).toEqual(["denies", expect.stringMatching(/until 2026-06-15T12:00/)]);
    expect(why({ secret_path_pattern: "a" })).toEqual(["does_not_apply", expect.stringMatching(/pattern/)]);
    expect(why({ permissions: ["write"] })).toEqual(["does_not_apply", expect.stringMatching(/not give/)]);
    expect(why({ conditions: { mfa: true } })).toEqual(["denies", expect.stringMatching(/mfa/)]);
    expect(why({ principal_id: "agent-2" })).toEqual(["does_not_apply", expect.stringMatching(/else/)]);
  });

  it("names the ceiling that no policy can lift, suggests nothing then, and says when a policy is needed as well", () => {
    const ceilings = { vault_ids: ["vault-2"], path_scopes: ["staging/**"], permissions: ["write"] as const };
    const { allowed, reason, suggestion, notes, ...rest } = explained({ ceilings });
    expect([allowed, reason, suggestion]).toEqual([false, "vault_not_bound", undefined]);
    expect(rest.ceilings).toEqual([
      { kind: "vault_binding", limit: ["vault-2"], passed: false },
      { kind: "path_scopes", limit: ["staging/**"], passed: false },
      { kind: "permissions", limit: ["write"], passed: false },
    ]);
    expect(notes.join()).toMatch(/vault_ids.*scopes.*permissions/);
    expect(notes.join()).not.toMatch(/policy is needed as well/);
    expect(explained({ ceilings, policies: [] }).notes.join()).toMatch(/policy is needed as well/);
  });

  it("tells what else stands in the way: an agent that is inactive or expired, and keys that it never reads", () => {
    const notes = (agent: Partial<AgentFacts>, fields: Partial<EvaluationInput> = {}) =>
      explained(fields, { ...(healthy as object), ...agent } as AgentFacts).notes.join();
    expect(notes({})).not.toMatch(/inactive|expired|private keys/);
    expect(notes({ is_active: false })).toMatch(/inactive/);
    expect(notes({ expires_at: at })).toMatch(/expired at 2026-06-15/);
    expect(notes({ intents_api_enabled: true })).toMatch(/private keys/);
    expect(notes({ intents_api_enabled: true }, { permission: "write" })).not.toMatch(/private keys/);
    const conditions = { ip_allowlist: ["10.0.0.0/8"] };
    expect(notes({}, { ip: null, policies: [rule({ conditions })] })).toMatch(/No address/);
    expect(notes({}, { path: `${"a/".repeat(64)}a` })).toMatch(/more segments/);
    expect(explained({ principal: { type: "user", id: "user-2" } }, null).notes.join()).toMatch(/API key/);
  });

  it("has the documented shape", () => {
    const principal = { type: "agent" as const, id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b1" };
    for (const path of ["prod/db", "elsewhere"]) {
      const answer = explained({ principal, policies: [rule({ principal_id: principal.id })], path });
      expect(PolicyExplanation.parse(answer)).toEqual(answer);
      expect(answer.suggestion === undefined).toBe(answer.allowed);
    }
  });
});
