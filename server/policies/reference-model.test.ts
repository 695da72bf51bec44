import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern } from "#lib/path-pattern.ts";
import { conditions, evaluation, instant, ip, path, pattern } from "#server/testing/random-policies.ts";
import { evaluateConditions } from "./conditions.ts";
import { evaluate, visiblePatterns } from "./evaluate.ts";
import { referenceConditionsMet, referenceEvaluate, referenceMatches } from "./reference-model.ts";

describe("the reference model", () => {
  it("gives the same decision in five thousand random cases, with every kind of decision among them", () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(evaluation, (input) => {
        const decision = evaluate(input);
        expect(decision).toEqual(referenceEvaluate(input));
        const kind = decision.allowed ? decision.by : decision.reason;
        seen[kind] = (seen[kind] ?? 0) + 1;
      }),
      { numRuns: 5000 },
    );
    for (const kind of [
      "owner",
      "policy",
      "vault_not_bound",
      "scopes_do_not_cover",
      "no_policy",
      "condition_failed",
    ]) {
      expect(seen[kind], kind).toBeGreaterThan(120);
    }
    expect(seen.expired).toBeGreaterThan(50);
  });

  it("gives the same verdict on patterns", () => {
    let matched = 0;
    fc.assert(
      fc.property(pattern, path, (glob, text) => {
        const verdict = matchesPattern(glob, text);
        expect(verdict).toBe(referenceMatches(glob, text));
        matched += verdict ? 1 : 0;
      }),
      { numRuns: 3000 },
    );
    expect(matched).toBeGreaterThan(500);
    expect(matched).toBeLessThan(2500);
  });

  it("gives the same verdict on conditions", () => {
    let met = 0;
    fc.assert(
      fc.property(conditions, fc.option(ip, { freq: 10 }), instant, (value, address, now) => {
        const verdict = evaluateConditions(value, { ip: address, at: now }).ok;
        expect(verdict).toBe(referenceConditionsMet(value, address, now));
        met += verdict ? 1 : 0;
      }),
      { numRuns: 3000 },
    );
    expect(met).toBeGreaterThan(500);
    expect(met).toBeLessThan(2500);
  });
});

describe("visiblePatterns", () => {
  const segments = ["a", "b", "c"];
  const pairs = segments.flatMap((first) => segments.map((second) => `${first}/${second}`));
  const everyPath = [
    ...segments,
    ...pairs,
    ...pairs.flatMap((pair) => segments.map((last) => `${pair}/${last}`)),
  ];

  it("covers exactly the paths that may be read", () => {
    const seen = { some: 0, none: 0 };
    fc.assert(
      fc.property(evaluation, (input) => {
        const { patterns, within } = visiblePatterns(input);
        const visible = everyPath.filter(
          (candidate) =>
            patterns.some((glob) => matchesPattern(glob, candidate)) &&
            (within === null || within.some((glob) => matchesPattern(glob, candidate))),
        );
        const readable = everyPath.filter(
          (candidate) => evaluate({ ...input, path: candidate, permission: "read" }).allowed,
        );
        expect(visible).toEqual(readable);
        seen[visible.length > 0 ? "some" : "none"] += 1;
      }),
      { numRuns: 2000 },
    );
    expect(Math.min(seen.some, seen.none)).toBeGreaterThan(200);
  });
});
