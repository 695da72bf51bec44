import { describe, expect, it } from "vitest";
import {
  type Agent,
  countingPolicies,
  examplePath,
  lifeWords,
  type Policy,
  readablePaths,
  statusOf,
} from "./agent-words.ts";

const NOW = Date.parse("2026-11-22T09:00:00Z");
const [ID, VAULT, OTHER] = ["agent-1", "vault-1", "vault-2"];

const agent = (more: Partial<Agent> = {}): Agent => ({
  ...{ id: ID, name: "bot", description: "", scopes: [], is_active: true, auth_method: "api_key" },
  ...{ intents_api_enabled: false, shroud_enabled: false, created_at: "2026-01-01T00:00:00Z" },
  ...more,
});

const policy = (more: Partial<Policy> = {}): Policy => ({
  ...{ id: "p", vault_id: VAULT, secret_path_pattern: "api-keys/**", permissions: ["read"], conditions: {} },
  ...{ principal_type: "agent", principal_id: ID, created_by: "u", created_by_type: "user" },
  ...{ created_at: "2026-01-01T00:00:00Z" },
  ...more,
});

it("an agent is out from the moment it expires, and deactivated before it is expired", () => {
  expect(statusOf(agent(), NOW)).toBe("active");
  expect(statusOf(agent({ expires_at: new Date(NOW).toISOString() }), NOW)).toBe("expired");
  expect(statusOf(agent({ is_active: false, expires_at: "2020-01-01T00:00:00Z" }), NOW)).toBe("deactivated");
});

describe("the policies that count", () => {
  it("are neither expired nor another's", () => {
    const expired = policy({ id: "old", expires_at: "2026-11-22T09:00:00Z" });
    const foreign = policy({ id: "foreign", principal_id: "agent-2" });
    expect(countingPolicies(agent(), [expired, foreign, policy()], NOW).map(({ id }) => id)).toEqual(["p"]);
  });

  it("are those of bound vaults where the agent is bound to some, and none where it is bound to none", () => {
    const policies = [policy(), policy({ id: "q", vault_id: OTHER })];
    expect(countingPolicies(agent({ vault_ids: [OTHER] }), policies, NOW).map(({ id }) => id)).toEqual(["q"]);
    expect(countingPolicies(agent({ vault_ids: [] }), policies, NOW)).toEqual([]);
  });
});

describe("the paths that an agent reads", () => {
  const paths = ["api-keys/a", "api-keys/b/c", "db/password"];

  it("are those that a policy with read covers", () => {
    expect(readablePaths(agent(), [policy()], paths)).toEqual(["api-keys/a", "api-keys/b/c"]);
    expect(readablePaths(agent(), [policy({ permissions: ["write"] })], paths)).toEqual([]);
  });

  it("are narrowed by scopes that are path patterns, not by labels", () => {
    expect(readablePaths(agent({ scopes: ["api-keys/*"] }), [policy()], paths)).toEqual(["api-keys/a"]);
    expect(readablePaths(agent({ scopes: ["vault:read", "ci"] }), [policy()], paths)).toHaveLength(2);
    expect(readablePaths(agent({ scopes: ["db/*", "**"] }), [policy()], paths)).toHaveLength(2);
  });
});

it("an example is a real path where there is one, else one that the pattern covers", () => {
  expect(examplePath("api-keys/**", ["db/x", "api-keys/stripe"])).toBe("api-keys/stripe");
  expect(examplePath("api-keys/*/live", [])).toBe("api-keys/example/live");
  expect(examplePath("db/password", [])).toBe("db/password");
});

it("a life is said in the largest unit that fits", () => {
  expect([3_600, 86_400, 900, 90].map(lifeWords)).toEqual(["1 hour", "24 hours", "15 minutes", "90 seconds"]);
});
