import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "#lib/permissions.ts";
import { evaluation } from "#server/testing/random-policies.ts";
import { type EvaluationInput, evaluate, type Permission, type PolicyRule } from "./evaluate.ts";
import { referenceEvaluate } from "./reference-model.ts";
import { type SuggestedPolicy, suggestPolicy } from "./suggest.ts";

const SEGMENTS = ["a", "b", "c"];
const PAIRS = SEGMENTS.flatMap((first) => SEGMENTS.map((second) => `${first}/${second}`));
const ADDRESSES = ["10.0.0.1", "10.0.1.1", "2001:db8::1", null];

type Request = Pick<EvaluationInput, "path" | "permission" | "ip">;
const everyRequest: Request[] = [...SEGMENTS, ...PAIRS, "a/b/c"].flatMap((path) =>
  PERMISSIONS.flatMap((permission) => ADDRESSES.map((ip) => ({ path, permission, ip }))),
);
const nameOf = ({ path, permission, ip }: Request) => `${permission} ${path} from ${ip}`;

function ruleOf(policy: Omit<SuggestedPolicy, "permissions"> & { permissions: readonly string[] }) {
  const { conditions = {} } = policy;
  return { ...policy, id: "suggested", conditions, expires_at: null } satisfies PolicyRule;
}

/** The requests that the rules of a world allow at its instant. */
function allowedBy(world: EvaluationInput, policies: readonly PolicyRule[]): Set<string> {
  const allowed = everyRequest.filter((asked) => evaluate({ ...world, ...asked, policies }).allowed);
  return new Set(allowed.map(nameOf));
}

/** Worlds without ceilings, asked about a request of the universe above. */
const world = fc
  .tuple(evaluation, fc.constantFrom(...everyRequest))
  .map(([random, asked]): EvaluationInput => ({ ...random, ...asked }));

const open = { vault_ids: null, path_scopes: null, permissions: null };
const MEANT: Record<Permission, readonly Permission[]> = {
  read: ["read"],
  write: ["write", "delete", "rotate"],
  delete: ["delete"],
  rotate: ["rotate"],
};

describe("the suggested policy", () => {
  it("opens exactly the request, in five hundred random worlds", () => {
    let suggested = 0;
    fc.assert(
      fc.property(world, (random) => {
        const input = { ...random, ceilings: open };
        const policy = suggestPolicy(input);
        expect(policy === null).toBe(referenceEvaluate(input).allowed);
        if (!policy) return;
        suggested += 1;
        const before = allowedBy(input, input.policies);
        const after = allowedBy(input, [...input.policies, ruleOf(policy)]);
        expect(after.has(nameOf(input))).toBe(true);
        // Writing cannot be given without deleting and rotating; an unknown address only without asking for one.
        const meant = MEANT[input.permission].flatMap((permission) =>
          (input.ip === null ? ADDRESSES : [input.ip]).map((ip) =>
            nameOf({ path: input.path, permission, ip }),
          ),
        );
        expect([...after].filter((name) => !before.has(name) && !meant.includes(name))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(suggested).toBeGreaterThan(150);
  });

  it("is the least that does it: every other policy that opens the request opens all that it opens", () => {
    const patterns = [
      "**",
      "a/**",
      "**/b",
      "*/b",
      "a/*",
      "*",
      "a",
      "a/b",
      "a/b/**",
      "**/a/**",
      "a/b/c",
      "*/*/*",
    ];
    const other = fc.record({
      secret_path_pattern: fc.constantFrom(...patterns),
      permissions: fc.subarray([...PERMISSIONS], { minLength: 1 }),
      conditions: fc.option(
        fc.record({
          ip_allowlist: fc.subarray(
            ["10.0.0.0/8", "10.0.0.1", "10.0.1.1/32", "::/0", "2001:db8::1", "::ffff:10.0.0.1"],
            { minLength: 1 },
          ),
        }),
        { nil: undefined },
      ),
    });
    let compared = 0;
    fc.assert(
      fc.property(world, fc.array(other, { minLength: 20, maxLength: 20 }), (random, others) => {
        const input = { ...random, ceilings: open, policies: [] };
        const policy = suggestPolicy(input);
        if (!policy) return;
        const least = allowedBy(input, [ruleOf(policy)]);
        for (const fields of others) {
          const wider = allowedBy(input, [ruleOf({ ...policy, ...fields })]);
          if (!wider.has(nameOf(input))) continue;
          compared += 1;
          expect([...least].filter((name) => !wider.has(name))).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  it("opens nothing any more with any piece of it taken away", () => {
    fc.assert(
      fc.property(world, (random) => {
        const input = { ...random, ceilings: open, policies: [] };
        const policy = suggestPolicy(input);
        if (!policy) return;
        const opens = (fields: Partial<PolicyRule>) =>
          referenceEvaluate({ ...input, policies: [{ ...ruleOf(policy), ...fields }] }).allowed;
        expect(opens({})).toBe(true);
        expect(opens({ permissions: [] })).toBe(false);
        expect(opens({ secret_path_pattern: "other" })).toBe(false);
        expect(opens({ principal_id: "other" })).toBe(false);
        if (policy.conditions) expect(opens({ conditions: { ip_allowlist: [] } })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  const asked: EvaluationInput = {
    principal: { type: "agent", id: "p1" },
    vault: { id: "v1", created_by: "p2", created_by_type: "user" },
    path: "prod/db",
    permission: "delete",
    policies: [],
    ceilings: open,
    ip: "fe80::1%eth0",
    at: new Date("2026-06-15T12:00:00Z"),
  };

  it("names the one path, the one permission and the one address", () => {
    expect(suggestPolicy(asked)).toEqual({
      principal_type: "agent",
      principal_id: "p1",
      secret_path_pattern: "prod/db",
      permissions: ["delete"],
      conditions: { ip_allowlist: ["fe80::1"] },
    });
    expect(suggestPolicy({ ...asked, ip: null })).not.toHaveProperty("conditions");
  });

  it("does not exist where no policy can help", () => {
    for (const ceilings of [
      { ...open, vault_ids: [] },
      { ...open, path_scopes: ["staging/**"] },
      { ...open, permissions: ["read" as const] },
    ])
      expect(suggestPolicy({ ...asked, ceilings })).toBeNull();
    // A pattern has 64 segments at most, a path may have more.
    expect(suggestPolicy({ ...asked, path: `${"a/".repeat(64)}a` })).toBeNull();
    expect(suggestPolicy({ ...asked, path: "a//b" })).toBeNull();
  });
});
