import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AgentFrame } from "#components/agents/agent-frame.tsx";
import { type AgentPageProps, agentOf } from "./agent.ts";

export async function generateMetadata({ params }: AgentPageProps): Promise<Metadata> {
  const { name } = await agentOf((await params).agent_id);
  return { title: { default: name, template: `%s · ${name} · 1Claw` } };
}

export default async function AgentLayout({ params, children }: AgentPageProps & { children: ReactNode }) {
  const agent = await agentOf((await params).agent_id);
  return (
    <AgentFrame initial={agent} now={Date.now()}>
      {children}
    </AgentFrame>
  );
}
