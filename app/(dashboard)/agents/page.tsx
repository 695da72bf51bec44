import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { AgentList } from "#components/agents/agent-list.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Agents" };

const AGENTS_AT_ONCE = 100;
const POLICIES_AT_ONCE = 1_000;

export default async function AgentsPage() {
  const client = await pageClient();
  const listed = client.agents.list({ limit: AGENTS_AT_ONCE });
  const [{ agents }, { policies }, { meta }] = await Promise.all([
    load(listed),
    load(client.access.listEverywhere({ limit: POLICIES_AT_ONCE })),
    listed,
  ]);
  return (
    <AgentList initial={{ agents, next: meta.next_cursor ?? null }} policies={policies} now={Date.now()} />
  );
}
