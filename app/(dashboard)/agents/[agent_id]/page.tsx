import { loadIfAllowed } from "#app/load.ts";
import { AgentOverview } from "#components/agents/agent-overview.tsx";
import { pageClient, pageSettings } from "#server/session.ts";
import { type AgentPageProps, agentOf, policiesOf, vaultNames } from "./agent.ts";

/** What the API counts at most. */
const AGENTS_COUNTED = 50;

export default async function AgentPage({ params }: AgentPageProps) {
  const { agent_id } = await params;
  const client = await pageClient();
  const [agent, policies, vaults, activity, { public_url }] = await Promise.all([
    agentOf(agent_id),
    policiesOf(agent_id),
    vaultNames(),
    loadIfAllowed(client.audit.activity()),
    pageSettings(),
  ]);
  const counted = activity?.agents.find((each) => each.agent_id === agent_id);
  const isComplete = activity !== null && activity.agents.length < AGENTS_COUNTED;
  return (
    <AgentOverview
      initial={agent}
      policies={policies}
      vaults={vaults}
      uses={counted ?? (isComplete ? { reads: 0, denied: 0 } : null)}
      base={public_url}
      now={Date.now()}
    />
  );
}
