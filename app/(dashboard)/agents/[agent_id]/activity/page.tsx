import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { AgentActivity } from "#components/agents/agent-activity.tsx";
import { pageClient } from "#server/session.ts";
import { type AgentPageProps, agentOf } from "../agent.ts";

export const metadata: Metadata = { title: "Activity" };

type Props = AgentPageProps & { searchParams: Promise<{ about?: string }> };

export default async function AgentActivityPage({ params, searchParams }: Props) {
  const [{ agent_id }, { about }] = await Promise.all([params, searchParams]);
  const side = about === "changes" ? "changes" : "done";
  const client = await pageClient();
  const who = side === "changes" ? { resource_id: agent_id } : { actor_id: agent_id };
  const asked = client.audit.query({ ...who, limit: 50 });
  const [agent, { events }, { meta }] = await Promise.all([agentOf(agent_id), load(asked), asked]);
  return <AgentActivity agent={agent} side={side} initial={{ events, next: meta.next_cursor ?? null }} />;
}
