import { describe, expect, it } from "vitest";
import {
  byTelling,
  ceilingCheck,
  conditionCheck,
  type Explanation,
  localTimeOf,
  type Rule,
  reasonWords,
  smallestWords,
} from "./why-words.ts";

const RULE: Rule = {
  policy_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
  secret_path_pattern: "api-keys/**",
  permissions: ["read"],
  matches_path: true,
  covers_permission: true,
  expired: false,
  conditions: [],
  outcome: "does_not_apply",
  why: "",
};
const DENIED: Explanation = {
  allowed: false,
  reason: "no_policy",
  evaluated_at: "2027-01-31T12:00:00Z",
  owner: false,
  ceilings: [],
  rules: [],
  notes: [],
};

describe("the reason of a verdict", () => {
  const words = (fields: Partial<Explanation>) => reasonWords({ ...DENIED, ...fields }, "deploy-bot", "read");

  it("says whether there is no policy at all or none for this", () => {
    expect(words({})).toBe("There is no policy for deploy-bot in this vault.");
    expect(words({ rules: [RULE] })).toBe("deploy-bot has 1 policy here, and none gives read on this path.");
  });

  it("names the conditions that failed, and only those of rules that would give it", () => {
    const ip = { condition: "ip_allowlist", limit: ["10.0.0.0/8"], passed: false };
    const time = { condition: "time_window", limit: {}, passed: false };
    const rules: Rule[] = [
      { ...RULE, outcome: "denies", conditions: [ip, { ...time, passed: true }] },
      { ...RULE, conditions: [time] },
    ];
    expect(words({ reason: "condition_failed", rules })).toBe(
      "A policy gives it, but not from this address.",
    );
  });

  it("says when no policy can help", () => {
    expect(words({ reason: "vault_not_bound" })).toContain("No policy can change that");
    expect(words({ reason: "scopes_do_not_cover" })).toContain("No policy can change that");
  });

  it("tells the maker of a vault from a policy", () => {
    expect(words({ allowed: true, by: "owner" })).toContain("made this vault");
    expect(words({ allowed: true, by: "policy" })).toContain("A policy gives it");
  });
});

describe("rules", () => {
  it("stand in the order in which they tell something", () => {
    const rules: Rule[] = [
      { ...RULE, matches_path: false, covers_permission: false },
      { ...RULE, outcome: "denies" },
      { ...RULE, matches_path: false },
      { ...RULE, outcome: "allows" },
      { ...RULE, covers_permission: false },
    ];
    expect(byTelling(rules)).toEqual([rules[3], rules[1], rules[4], rules[2], rules[0]]);
  });
});

describe("a condition", () => {
  it("is told with what it asks for and what the request brings", () => {
    expect(
      conditionCheck({
        condition: "ip_allowlist",
        limit: ["10.0.0.0/8"],
        actual: "203.0.113.9",
        passed: false,
      }),
    ).toEqual({
      label: "Address",
      asks: "From 10.0.0.0/8",
      brings: "The request comes from 203.0.113.9",
      passed: false,
    });
    const limit = { after: "09:00", before: "17:00", timezone: "Europe/Zurich", days: ["mon", "tue"] };
    expect(
      conditionCheck({ condition: "time_window", limit, actual: "sun 08:05 Europe/Zurich", passed: false }),
    ).toEqual({
      label: "Time",
      asks: "On Mon and Tue 9:00–17:00 (Europe/Zurich)",
      brings: "It is Sunday 8:05 there",
      passed: false,
    });
  });

  it("that nobody knows is said to be never met", () => {
    expect(conditionCheck({ condition: "moon", limit: 1, passed: false }).asks).toContain("never met");
    expect(localTimeOf("soon")).toBe(null);
  });
});

describe("the limits of a principal", () => {
  const names = (id: string) => `vault ${id}`;
  it("are said also where they let the request through", () => {
    expect(ceilingCheck({ kind: "vault_binding", passed: true }, names).asks).toBe(
      "Not bound to certain vaults",
    );
    expect(ceilingCheck({ kind: "vault_binding", limit: ["a", "b"], passed: false }, names)).toMatchObject({
      asks: "Bound to vault a and vault b",
      brings: "This vault is another one",
    });
    expect(ceilingCheck({ kind: "path_scopes", limit: ["x/**"], passed: false }, names)).toMatchObject({
      asks: "Scopes: x/**",
      brings: "None of them covers this path",
    });
    expect(ceilingCheck({ kind: "vault_binding", limit: [], passed: false }, names).asks).toBe(
      "Bound to no vault at all",
    );
  });
});

describe("the smallest policy", () => {
  it("is said to be as small as it is", () => {
    const suggestion = {
      secret_path_pattern: "a",
      principal_type: "agent" as const,
      principal_id: RULE.policy_id,
      permissions: ["read" as const],
    };
    expect(smallestWords(suggestion)).toBe("One path and one permission: nothing smaller allows it.");
    expect(smallestWords({ ...suggestion, conditions: { ip_allowlist: ["10.1.2.3"] } })).toContain(
      "one address",
    );
  });
});
