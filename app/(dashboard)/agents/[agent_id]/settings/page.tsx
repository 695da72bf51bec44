import type { Metadata } from "next";
import { AgentSettings } from "#components/agents/agent-settings.tsx";
import { type AgentPageProps, agentOf, policiesOf, vaultNames } from "../agent.ts";

export const metadata: Metadata = { title: "Settings" };

export default async function AgentSettingsPage({ params }: AgentPageProps) {
  const { agent_id } = await params;
  const [agent, policies, vaults] = await Promise.all([
    agentOf(agent_id),
    policiesOf(agent_id),
    vaultNames(),
  ]);
  return <AgentSettings initial={agent} policies={policies} vaults={vaults} />;
}
