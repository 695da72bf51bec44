// How far somebody has come in the welcome: what there is decides, the address only says which of it is meant.
import { choosable } from "#components/agents/agent-words.ts";
import { type ApiSchemas, type OneclawClient, unwrap } from "#sdk";

export type Agent = ApiSchemas["AgentResponse"];
export type Policy = ApiSchemas["PolicyResponse"];
export type NamedVault = { id: string; name: string };

export type Begun = {
  vault: NamedVault | null;
  has_secret: boolean;
  agent: Agent | null;
};

export type Progress = Begun & {
  /** Some paths of the vault, for the choice of what may be read. */
  paths: string[];
  /** What the agent may do in the vault. */
  policies: Policy[];
};

const PATHS = 50;

type Asked = Record<string, string | string[] | undefined>;

/** The vault and agent of the address where they exist, else a vault with secrets and the newest agent. */
export function pickBegun(
  asked: Asked,
  summary: readonly ApiSchemas["VaultSummary"][],
  vaults: readonly ApiSchemas["VaultResponse"][],
  agents: readonly Agent[],
): Begun {
  const filled = new Set(summary.flatMap(({ vault_id, secrets = 0 }) => (secrets > 0 ? [vault_id] : [])));
  const own = choosable(vaults);
  const vault = own.find(({ id }) => id === asked.vault) ?? own.find(({ id }) => filled.has(id)) ?? own[0];
  const usable = agents.filter(({ is_active }) => is_active);
  const agent = usable.find(({ id }) => id === asked.agent) ?? newest(usable);
  return {
    vault: vault ? { id: vault.id, name: vault.name } : null,
    has_secret: vault !== undefined && filled.has(vault.id),
    agent: agent ?? null,
  };
}

/** What the agent may read in the vault, and some paths to choose from. @throws OneclawError */
export async function readGranted(
  client: OneclawClient,
  { vault, agent, has_secret }: Begun,
): Promise<Pick<Progress, "paths" | "policies">> {
  if (!vault || !has_secret) return { paths: [], policies: [] };
  const [secrets, policies] = await Promise.all([
    client.secrets.list(vault.id, { limit: PATHS }),
    agent ? client.access.listEverywhere({ vault_id: vault.id, principal_id: agent.id, limit: 50 }) : null,
  ]);
  return {
    paths: unwrap(secrets).secrets.map(({ path }) => path),
    policies: policies ? unwrap(policies).policies : [],
  };
}

function newest(agents: readonly Agent[]): Agent | undefined {
  return agents.toSorted((a, b) => b.created_at.localeCompare(a.created_at))[0];
}
