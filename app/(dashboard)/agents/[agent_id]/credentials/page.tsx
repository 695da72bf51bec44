import type { Metadata } from "next";
import { loadIfAllowed } from "#app/load.ts";
import { AgentCredentials } from "#components/agents/agent-credentials.tsx";
import { pageClient, pageSettings } from "#server/session.ts";
import { type AgentPageProps, agentOf } from "../agent.ts";

export const metadata: Metadata = { title: "Credentials" };

export default async function AgentCredentialsPage({ params }: AgentPageProps) {
  const { agent_id } = await params;
  const client = await pageClient();
  const [agent, rotations, { public_url }] = await Promise.all([
    agentOf(agent_id),
    loadIfAllowed(client.audit.query({ resource_id: agent_id, action: "agent.rotate_key", limit: 1 })),
    pageSettings(),
  ]);
  return <AgentCredentials initial={agent} lastRotation={rotations?.events[0] ?? null} base={public_url} />;
}
