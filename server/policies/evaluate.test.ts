import { describe, expect, it } from "vitest";
import { PERMISSIONS } from "#lib/permissions.ts";
import type { EvaluationInput, PolicyRule } from "./evaluate.ts";
import { evaluate, visiblePatterns } from "./evaluate.ts";

const at = new Date("2026-06-15T12:00:00Z");
const noCeilings = { vault_ids: null, path_scopes: null, permissions: null };

function policy(fields: Partial<PolicyRule> = {}): PolicyRule {
  return {
    id: "policy-1",
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
    policies: [policy()],
    ceilings: noCeilings,
    ip: "203.0.113.5",
    at,
    ...fields,
  };
}

const owner: EvaluationInput["principal"] = { type: "user", id: "user-1" };
const byPolicy = { allowed: true, by: "policy", policy_id: "policy-1" };
const byOwner = { allowed: true, by: "owner", policy_id: null };
const denied = (reason: string) => ({ allowed: false, reason });

describe("evaluate", () => {
  it("denies a principal without policies", () => {
    expect(evaluate(request({ policies: [] }))).toEqual(denied("no_policy"));
  });

  it("allows what a policy grants and names the policy", () => {
    expect(evaluate(request())).toEqual(byPolicy);
  });

  it("ignores the policies of another principal, of another type with the same id, and of other paths", () => {
    for (const other of [
      policy({ principal_id: "agent-2" }),
      policy({ principal_type: "user" }),
      policy({ secret_path_pattern: "staging/**" }),
      policy({ permissions: ["write"] }),
      policy({ permissions: [] }),
      policy({ permissions: ["READ", "*", "admin"] }),
    ]) {
      expect(evaluate(request({ policies: [other] }))).toEqual(denied("no_policy"));
    }
  });

  it.each([
    ["read", [true, false, false, false]],
    ["write", [false, true, true, true]],
    ["delete", [false, false, true, false]],
    ["rotate", [false, false, false, true]],
  ])("a grant of %s covers read, write, delete, rotate: %j", (granted, covered) => {
    const policies = [policy({ permissions: [granted] })];
    expect(PERMISSIONS.map((permission) => evaluate(request({ policies, permission })).allowed)).toEqual(
      covered,
    );
  });

  it("gives the creator of the vault everything, but not somebody else with the same id", () => {
    for (const permission of PERMISSIONS) {
      expect(evaluate(request({ principal: owner, permission, policies: [] }))).toEqual(byOwner);
    }
    const namesake: EvaluationInput["principal"] = { type: "agent", id: "user-1" };
    expect(evaluate(request({ principal: namesake, policies: [] }))).toEqual(denied("no_policy"));
  });

  it("holds the creator to the vault binding and the scopes of the token", () => {
    const bound = { ...noCeilings, vault_ids: ["vault-2"] };
    expect(evaluate(request({ principal: owner, ceilings: bound }))).toEqual(denied("vault_not_bound"));
    const scoped = { ...noCeilings, path_scopes: ["staging/**"] };
    expect(evaluate(request({ principal: owner, ceilings: scoped }))).toEqual(denied("scopes_do_not_cover"));
    const readOnly = { ...noCeilings, permissions: ["read" as const] };
    expect(evaluate(request({ principal: owner, ceilings: readOnly }))).toEqual(byOwner);
    expect(evaluate(request({ principal: owner, ceilings: readOnly, permission: "write" }))).toEqual(
      denied("scopes_do_not_cover"),
    );
  });

  it("reads an empty ceiling as nothing and a missing one as no limit", () => {
    expect(evaluate(request({ ceilings: { ...noCeilings, vault_ids: [] } }))).toEqual(
      denied("vault_not_bound"),
    );
    expect(evaluate(request({ ceilings: { ...noCeilings, path_scopes: [] } }))).toEqual(
      denied("scopes_do_not_cover"),
    );
    expect(evaluate(request({ ceilings: { ...noCeilings, permissions: [] } }))).toEqual(
      denied("scopes_do_not_cover"),
    );
    expect(evaluate(request({ ceilings: { ...noCeilings, vault_ids: ["vault-2", "vault-1"] } }))).toEqual(
      byPolicy,
    );
  });

  it("never lets a scope grant what no policy grants", () => {
    const ceilings = { ...noCeilings, path_scopes: ["**"], permissions: [...PERMISSIONS] };
    expect(evaluate(request({ policies: [], ceilings }))).toEqual(denied("no_policy"));
  });

  it("reports the binding before the scopes, and the scopes before the policies", () => {
    const both = { vault_ids: [], path_scopes: [], permissions: null };
    expect(evaluate(request({ ceilings: both, policies: [] }))).toEqual(denied("vault_not_bound"));
    expect(evaluate(request({ ceilings: { ...both, vault_ids: null }, policies: [] }))).toEqual(
      denied("scopes_do_not_cover"),
    );
  });

  it("ends a policy at the instant it expires", () => {
    const expiring = (expires_at: Date) => evaluate(request({ policies: [policy({ expires_at })] }));
    expect(expiring(new Date(at.getTime() + 1))).toEqual(byPolicy);
    expect(expiring(new Date(at.getTime()))).toEqual(denied("expired"));
    expect(expiring(new Date(at.getTime() - 1))).toEqual(denied("expired"));
    expect(expiring(new Date(Number.NaN))).toEqual(denied("expired"));
  });

  it("allows when any one policy allows, whatever stricter policies say", () => {
    const policies = [
      policy({ id: "far", conditions: { ip_allowlist: ["10.0.0.0/8"] }, secret_path_pattern: "prod/db" }),
      policy({ id: "old", expires_at: new Date(0) }),
      policy({ id: "wide", secret_path_pattern: "**" }),
    ];
    for (const order of [policies, policies.toReversed()]) {
      expect(evaluate(request({ policies: order }))).toEqual({ ...byPolicy, policy_id: "wide" });
    }
  });

  it("names the most telling reason: a failed condition, then an expiry, then no policy", () => {
    const far = policy({ conditions: { ip_allowlist: ["10.0.0.0/8"] } });
    const old = policy({ expires_at: new Date(0) });
    const elsewhere = policy({ secret_path_pattern: "staging/**", conditions: { mfa: true } });
    for (const policies of [
      [far, old, elsewhere],
      [elsewhere, old, far],
    ]) {
      expect(evaluate(request({ policies }))).toEqual(denied("condition_failed"));
    }
    expect(evaluate(request({ policies: [elsewhere, old] }))).toEqual(denied("expired"));
    expect(evaluate(request({ policies: [elsewhere] }))).toEqual(denied("no_policy"));
    const oldAndFar = policy({ expires_at: new Date(0), conditions: { ip_allowlist: ["10.0.0.0/8"] } });
    expect(evaluate(request({ policies: [oldAndFar] }))).toEqual(denied("expired"));
  });

  it("denies under conditions it does not understand", () => {
    for (const conditions of [
      null,
      undefined,
      [],
      "",
      { mfa: true },
      { ip_allowlist: [] },
      { time_window: {} },
    ]) {
      expect(evaluate(request({ policies: [policy({ conditions })] }))).toEqual(denied("condition_failed"));
    }
  });

  it("denies a bad path to everybody, the creator included", () => {
    for (const path of [
      "",
      "prod/../prod/db",
      "prod//db",
      "/prod/db",
      "prod/db/",
      "PROD\u212a",
      "prod/db\n",
    ]) {
      expect(evaluate(request({ path }))).toEqual(denied("no_policy"));
      expect(evaluate(request({ path, principal: owner }))).toEqual(denied("no_policy"));
    }
  });
});

describe("visiblePatterns", () => {
  it("shows the creator everything, cut down to the scopes of the token", () => {
    expect(visiblePatterns(request({ principal: owner }))).toEqual({ patterns: ["**"], within: null });
    const ceilings = { ...noCeilings, path_scopes: ["prod/**"] };
    expect(visiblePatterns(request({ principal: owner, ceilings }))).toEqual({
      patterns: ["**"],
      within: ["prod/**"],
    });
  });

  it("shows nothing without a readable policy", () => {
    const policies = [
      policy({ permissions: ["write"] }),
      policy({ expires_at: at }),
      policy({ conditions: { mfa: 1 } }),
    ];
    expect(visiblePatterns(request({ policies })).patterns).toEqual([]);
  });
});
