import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { choosable, namesOf } from "#components/agents/agent-words.ts";
import { AgentWizard } from "#components/agents/wizard/agent-wizard.tsx";
import { pageClient, pageSettings } from "#server/session.ts";

export const metadata: Metadata = { title: "Register an agent" };

type Props = { searchParams: Promise<{ agent?: string | string[] }> };

export default async function NewAgentPage({ searchParams }: Props) {
  const [client, { agent: begun }] = await Promise.all([pageClient(), searchParams]);
  const [{ vaults }, agent, { public_url }] = await Promise.all([
    load(client.vault.list({ limit: 1_000 })),
    typeof begun === "string" ? load(client.agents.get(begun)) : null,
    pageSettings(),
  ]);
  return <AgentWizard vaults={choosable(namesOf(vaults))} begun={agent} base={public_url} />;
}
