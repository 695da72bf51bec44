import type { Metadata } from "next";
import { AgentAccess } from "#components/agents/agent-access.tsx";
import { type AgentPageProps, agentOf, policiesOf, vaultNames } from "../agent.ts";

export const metadata: Metadata = { title: "Access" };

export default async function AgentAccessPage({ params }: AgentPageProps) {
  const { agent_id } = await params;
  const [agent, policies, vaults] = await Promise.all([
    agentOf(agent_id),
    policiesOf(agent_id),
    vaultNames(),
  ]);
  return <AgentAccess initial={agent} policies={policies} vaults={vaults} now={Date.now()} />;
}
