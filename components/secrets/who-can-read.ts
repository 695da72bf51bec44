// Who may read one path and why, from the rules of its vault. Pure; the same order of reasons as the server's engine.
import { matchesPattern } from "#lib/path-pattern.ts";
import type { ApiSchemas } from "#sdk";

type Policy = ApiSchemas["PolicyResponse"];
type Agent = Pick<ApiSchemas["AgentResponse"], "id" | "is_active" | "scopes" | "vault_ids" | "expires_at">;
type Principal = { type: "user" | "agent"; id: string };

export type Reader = Principal & {
  owner: boolean;
  /** Those that let the principal read, each by itself. */
  policies: Policy[];
  /** What keeps an agent out whatever the policies say; null where nothing does. */
  kept_out: "inactive" | "expired" | "not_bound" | "scopes" | null;
};

/** The vault's owner first, then people, then agents. Conditions are not judged: they depend on the request. */
export function whoCanRead(
  vault: { id: string; created_by: string; created_by_type: "user" | "agent" },
  path: string,
  policies: readonly Policy[],
  agents: ReadonlyMap<string, Agent>,
  now: number,
): Reader[] {
  const readers = new Map<string, Reader>();
  const readerOf = ({ type, id }: Principal) => {
    const known = readers.get(id);
    if (known) return known;
    const kept_out = type === "agent" ? keptOut(agents.get(id), vault.id, path, now) : null;
    const reader: Reader = { type, id, owner: false, policies: [], kept_out };
    readers.set(id, reader);
    return reader;
  };
  readerOf({ type: vault.created_by_type, id: vault.created_by }).owner = true;
  for (const policy of policies) {
    if (!policy.permissions.includes("read") || !matchesPattern(policy.secret_path_pattern, path)) continue;
    if (policy.expires_at && Date.parse(policy.expires_at) <= now) continue;
    readerOf({ type: policy.principal_type, id: policy.principal_id }).policies.push(policy);
  }
  return [...readers.values()].sort((a, b) => rank(a) - rank(b));
}

function rank(reader: Reader): number {
  if (reader.owner) return 0;
  return (reader.type === "user" ? 1 : 2) + (reader.kept_out === null ? 0 : 2);
}

function keptOut(agent: Agent | undefined, vault_id: string, path: string, now: number): Reader["kept_out"] {
  if (!agent) return null;
  if (!agent.is_active) return "inactive";
  if (agent.expires_at && Date.parse(agent.expires_at) <= now) return "expired";
  if (agent.vault_ids && !agent.vault_ids.includes(vault_id)) return "not_bound";
  const patterns = agent.scopes.filter((scope) => /[/*]/.test(scope) && !scope.includes(":"));
  const isOpen = patterns.length === 0 || patterns.includes("*") || patterns.includes("**");
  return isOpen || patterns.some((pattern) => matchesPattern(pattern, path)) ? null : "scopes";
}
