// What the pages of one agent are about.
import { cache } from "react";
import { load } from "#app/load.ts";
import { type Agent, type NamedVault, namesOf, type Policy } from "#components/agents/agent-words.ts";
import { pageClient } from "#server/session.ts";

export type AgentPageProps = { params: Promise<{ agent_id: string }> };

const MOST = 1_000;

/** Asked once for each page; what cannot be found leads to the 404 page. */
export const agentOf = cache(async (agent_id: string): Promise<Agent> => {
  return load((await pageClient()).agents.get(agent_id));
});

/** The policies for the agent in vaults that the person administers. */
export async function policiesOf(agent_id: string): Promise<Policy[]> {
  const client = await pageClient();
  return (await load(client.access.listEverywhere({ principal_id: agent_id, limit: MOST }))).policies;
}

/** The vaults that the person reaches, by name. */
export async function vaultNames(): Promise<NamedVault[]> {
  return namesOf((await load((await pageClient()).vault.list({ limit: MOST }))).vaults);
}
