// What bears on a principal besides the rules for it, as it is stored now.
import type { Database } from "#db/client.ts";
import { pathScopes } from "#server/auth/authenticate.ts";
import type { Ceilings, PrincipalType } from "./evaluate.ts";
import type { AgentFacts } from "./explain.ts";
import { selectAgentLimits } from "./store.ts";

const NO_CEILINGS: Ceilings = { vault_ids: null, path_scopes: null, permissions: null };

/** Ceilings and state of an agent; a person has none but those of the credential, which is not known here. */
export async function principalFacts(
  db: Database,
  org_id: string,
  type: PrincipalType,
  id: string,
): Promise<{ ceilings: Ceilings; agent: AgentFacts }> {
  const agent = type === "agent" ? await selectAgentLimits(db, org_id, id) : undefined;
  if (!agent) return { ceilings: NO_CEILINGS, agent: null };
  const { vault_ids, scopes } = agent;
  return { ceilings: { vault_ids, path_scopes: pathScopes(scopes), permissions: null }, agent };
}
