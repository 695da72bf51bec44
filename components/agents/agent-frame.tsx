"use client";
import { useSelectedLayoutSegment } from "next/navigation";
import type { ReactNode } from "react";
import { Copyable } from "#components/ui/copyable.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { ActiveSwitch } from "./active-switch.tsx";
import { useAgent } from "./agent-queries.ts";
import { AgentStatusBadge } from "./agent-status.tsx";
import { type Agent, statusOf } from "./agent-words.ts";
import { useNow } from "./use-now.ts";

const TABS = [
  { segment: "", label: "Overview" },
  { segment: "/access", label: "Access" },
  { segment: "/credentials", label: "Credentials" },
  { segment: "/activity", label: "Activity" },
  { segment: "/settings", label: "Settings" },
];

/** The head that all pages of one agent share. The pages below it begin with their h2. */
export function AgentFrame({
  initial,
  now: renderedAt,
  children,
}: {
  initial: Agent;
  now: number;
  children: ReactNode;
}) {
  const agent = useAgent(initial);
  const now = useNow(renderedAt);
  const segment = useSelectedLayoutSegment();
  const base = `/agents/${agent.id}`;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/agents", label: "Agents" }]}
        title={agent.name}
        badges={<AgentStatusBadge status={statusOf(agent, now)} />}
        description={
          <>
            {agent.description && <p className="max-w-prose whitespace-pre-line">{agent.description}</p>}
            <Copyable text={agent.id} what="the agent's id" className="text-ink-faint" />
          </>
        }
        actions={<ActiveSwitch agent={agent} />}
      />
      <TabLinks
        label={`Agent ${agent.name}`}
        current={segment ? `${base}/${segment}` : base}
        items={TABS.map(({ segment: part, label }) => ({ href: `${base}${part}`, label }))}
      />
      <div>{children}</div>
    </>
  );
}
