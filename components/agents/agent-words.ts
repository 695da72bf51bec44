// Agents in words and numbers: how they are, how they sign in, what they reach. Pure.
import { matchesPattern } from "#lib/path-pattern.ts";
import type { ApiSchemas } from "#sdk";

export type Agent = ApiSchemas["AgentResponse"];
export type Policy = ApiSchemas["PolicyResponse"];
export type AgentStatus = "active" | "deactivated" | "expired";
/** A vault as far as its name is needed. An agent that made one reaches all of it. */
export type NamedVault = { id: string; name: string; made_by_agent?: string };

export const METHOD_NAMES: Readonly<Record<Agent["auth_method"], string>> = {
  api_key: "API key",
  mtls: "Client certificate",
  oidc_client_credentials: "Token of an issuer",
};

/** Of vaults what these pages need of them. */
export function namesOf(vaults: readonly ApiSchemas["VaultResponse"][]): NamedVault[] {
  return vaults.map(({ id, name, created_by, created_by_type }) => ({
    id,
    name,
    ...(created_by_type === "agent" && { made_by_agent: created_by }),
  }));
}

/** Where the server keeps the private identity keys of agents; it comes by itself with the first of them. */
const AGENT_KEYS_VAULT = "__agent-keys";

/** The vaults that one would choose for an agent, without the server's own. */
export function choosable(vaults: readonly NamedVault[]): NamedVault[] {
  return vaults.filter(({ name }) => name !== AGENT_KEYS_VAULT);
}

/** Whether the agent is let in at `now` (milliseconds). */
export function statusOf(agent: Pick<Agent, "is_active" | "expires_at">, now: number): AgentStatus {
  if (!agent.is_active) return "deactivated";
  return agent.expires_at !== undefined && Date.parse(agent.expires_at) <= now ? "expired" : "active";
}

/** The policies of the agent that count at `now`: not expired, and of a vault that the agent is bound to. */
export function countingPolicies(agent: Agent, policies: readonly Policy[], now: number): Policy[] {
  return policies.filter(
    ({ principal_id, vault_id, expires_at }) =>
      principal_id === agent.id &&
      (agent.vault_ids?.includes(vault_id) ?? true) &&
      (expires_at === undefined || Date.parse(expires_at) > now),
  );
}

/** Those of the agent's scopes that narrow paths; none where one of them covers everything. Other scopes are labels. */
export function pathScopesOf({ scopes }: Pick<Agent, "scopes">): string[] {
  const patterns = scopes.filter((scope) => /[/*]/.test(scope) && !scope.includes(":"));
  return patterns.includes("*") || patterns.includes("**") ? [] : patterns;
}

/** The paths that some policy lets the agent read, within its own scopes. */
export function readablePaths(agent: Agent, policies: readonly Policy[], paths: readonly string[]): string[] {
  const scopes = pathScopesOf(agent);
  const readable = policies.filter(({ permissions }) => permissions.includes("read"));
  return paths.filter(
    (path) =>
      readable.some(({ secret_path_pattern }) => matchesPattern(secret_path_pattern, path)) &&
      (scopes.length === 0 || scopes.some((scope) => matchesPattern(scope, path))),
  );
}

/** A path that the pattern covers, for examples: of `known` the first that fits, else one that could be there. */
export function examplePath(pattern: string, known: readonly string[]): string {
  const fitting = known.find((path) => matchesPattern(pattern, path));
  return (
    fitting ??
    pattern
      .split("/")
      .map((segment) => (segment.includes("*") ? "example" : segment))
      .join("/")
  );
}

/** "1 vault", "3 vaults". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A life in seconds as people say it. */
export function lifeWords(seconds: number): string {
  if (seconds % 3_600 === 0) return countOf(seconds / 3_600, "hour");
  if (seconds % 60 === 0) return countOf(seconds / 60, "minute");
  return countOf(seconds, "second");
}
