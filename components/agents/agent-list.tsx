"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { type AgentPage, agentPage, POLICIES_AT_ONCE } from "./agent-queries.ts";
import { AgentStatusBadge } from "./agent-status.tsx";
import { type Agent, countingPolicies, countOf, METHOD_NAMES, type Policy, statusOf } from "./agent-words.ts";
import { useNow } from "./use-now.ts";

type Row = { agent: Agent; vaults: number; policies: number };

export function AgentList({
  initial,
  policies: initialPolicies,
  now: renderedAt,
}: {
  initial: AgentPage;
  policies: Policy[];
  now: number;
}) {
  const now = useNow(renderedAt);
  const { list, pages, table } = usePages(["agents", "list"], agentPage, initial);
  const { data: policies } = useQuery({
    queryKey: ["policies", "of", "agents"],
    queryFn: async () => (await ask(api().access.listEverywhere({ limit: POLICIES_AT_ONCE }))).policies,
    initialData: initialPolicies,
  });
  const ofAgent = Map.groupBy(policies, ({ principal_id }) => principal_id);
  const rows = pages
    .flatMap(({ agents }) => agents)
    .map((agent): Row => {
      const counting = countingPolicies(agent, ofAgent.get(agent.id) ?? [], now);
      return {
        agent,
        vaults: new Set(counting.map(({ vault_id }) => vault_id)).size,
        policies: counting.length,
      };
    });
  return (
    <>
      <PageHeader
        title="Agents"
        description="Programs with a key of their own. Each reaches what its policies open, and nothing else."
        actions={rows.length > 0 && <RegisterLink />}
      />
      <DataTable
        label="Agents"
        columns={columnsAt(now)}
        rows={rows}
        rowKey={({ agent }) => agent.id}
        href={({ agent }) => `/agents/${agent.id}`}
        search={{
          placeholder: "Search agents",
          text: ({ agent }) =>
            `${agent.name} ${agent.description} ${METHOD_NAMES[agent.auth_method]} ${agent.id}`,
        }}
        sort={{ id: "created", desc: true }}
        {...table}
        error={
          <Alert tone="danger" action={<Button onClick={() => void list.refetch()}>Try again</Button>}>
            {sentenceOf(list.error)}
          </Alert>
        }
        empty={<NoAgents />}
      />
    </>
  );
}

function columnsAt(now: number): Column<Row>[] {
  return [
    {
      id: "name",
      header: "Name",
      primary: true,
      width: "wide",
      sortBy: ({ agent }) => agent.name.toLowerCase(),
      cell: ({ agent }) => agent.name,
    },
    {
      id: "status",
      header: "Status",
      bare: true,
      sortBy: ({ agent }) => statusOf(agent, now),
      cell: ({ agent }) => <AgentStatusBadge status={statusOf(agent, now)} />,
    },
    {
      id: "method",
      header: "Signs in with",
      hideBelow: "lg",
      sortBy: ({ agent }) => METHOD_NAMES[agent.auth_method],
      cell: ({ agent }) => <span className="whitespace-nowrap">{METHOD_NAMES[agent.auth_method]}</span>,
    },
    {
      id: "reach",
      header: "Reaches",
      sortBy: ({ policies }) => policies,
      cell: ({ vaults, policies }) =>
        policies === 0 ? (
          <span className="text-ink-faint">Nothing yet</span>
        ) : (
          <span className="whitespace-nowrap tabular-nums">
            {countOf(vaults, "vault")}, {countOf(policies, "policy", "policies")}
          </span>
        ),
    },
    {
      id: "active",
      header: "Last active",
      sortBy: ({ agent }) => agent.last_active_at ?? null,
      cell: ({ agent }) => <Time at={agent.last_active_at ?? null} />,
    },
    {
      id: "created",
      header: "Registered",
      hideBelow: "md",
      sortBy: ({ agent }) => agent.created_at,
      cell: ({ agent }) => <Time at={agent.created_at} mode="date" />,
    },
  ];
}

function RegisterLink() {
  return (
    <Link href="/agents/new" className={buttonLook({ variant: "solid" })}>
      <Plus aria-hidden className="size-4" />
      Register an agent
    </Link>
  );
}

function NoAgents() {
  return (
    <EmptyState art="agent" title="No agents yet" action={<RegisterLink />}>
      An agent is a program, a job or a model with a key of its own. You decide which paths it may read and
      for how long; every read is on the record.
    </EmptyState>
  );
}
