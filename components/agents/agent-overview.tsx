"use client";
import Link from "next/link";
import { FirstRequest } from "#components/live/first-request.tsx";
import { usePaths } from "#components/policies/use-paths.ts";
import { ConnectionSnippets } from "#components/snippets/connection-snippets.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type Fact, Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useAgent } from "./agent-queries.ts";
import {
  type Agent,
  countingPolicies,
  countOf,
  examplePath,
  lifeWords,
  METHOD_NAMES,
  type NamedVault,
  type Policy,
} from "./agent-words.ts";
import { useNow } from "./use-now.ts";

type Props = {
  initial: Agent;
  policies: Policy[];
  vaults: NamedVault[];
  /** In the last 30 days; null where it was not counted. */
  uses: { reads: number; denied: number } | null;
  base: string;
  now: number;
};

/** What an agent is, and how its owner connects it. */
export function AgentOverview({ initial, policies, vaults, uses, base, now: renderedAt }: Props) {
  const agent = useAgent(initial);
  const counting = countingPolicies(agent, policies, useNow(renderedAt));
  const open = counting.find(({ permissions }) => permissions.includes("read"));
  const { paths } = usePaths(open?.vault_id ?? null);
  return (
    <>
      <Section title="Facts">
        <Card className="p-4">
          <Facts columns={3} items={[...facts(agent, vaults), ...numbers(agent, counting, uses)]} />
        </Card>
      </Section>
      <Section
        title="Connect"
        description={
          open && "Ready to run: with this server's address, the agent's id, and a path that it may read."
        }
      >
        {open ? (
          <div className="grid gap-4">
            <ConnectionSnippets
              agent_id={agent.id}
              vault_id={open.vault_id}
              path={examplePath(open.secret_path_pattern, paths)}
              base={base}
              auth_method={agent.auth_method}
            />
            {!initial.last_active_at && <FirstRequest agent_id={agent.id} vault_id={open.vault_id} />}
          </div>
        ) : (
          <Card>
            <EmptyState
              art="policy"
              title={`${agent.name} can read nothing yet`}
              action={
                <Link href={`/agents/${agent.id}/access`} className={buttonLook({ variant: "solid" })}>
                  Grant access
                </Link>
              }
            >
              Give it a path first; then the snippets stand here with its real ids in them.
            </EmptyState>
          </Card>
        )}
      </Section>
    </>
  );
}

function facts(agent: Agent, vaults: readonly NamedVault[]): Fact[] {
  const bound = agent.vault_ids?.map((id) => vaults.find((vault) => vault.id === id)?.name ?? id);
  return [
    { label: "Signs in with", value: METHOD_NAMES[agent.auth_method] },
    { label: "Last active", value: <Time at={agent.last_active_at ?? null} /> },
    { label: "Registered", value: <Time at={agent.created_at} mode="date" /> },
    { label: "Expires", value: <Time at={agent.expires_at ?? null} /> },
    {
      label: "Its tokens live",
      value: agent.token_ttl_seconds ? lifeWords(agent.token_ttl_seconds) : "1 hour",
    },
    {
      label: "Vaults it is bound to",
      value: bound ? bound.join(", ") || "None: it reaches no vault" : "Any that a policy opens",
    },
    { label: "Scopes", value: agent.scopes.length > 0 ? agent.scopes.join(", ") : "No ceiling of its own" },
  ];
}

function numbers(agent: Agent, counting: readonly Policy[], uses: Props["uses"]): Fact[] {
  const vaults = new Set(counting.map(({ vault_id }) => vault_id)).size;
  return [
    {
      label: "Reaches",
      value:
        counting.length === 0 ? (
          "Nothing yet"
        ) : (
          <Link href={`/agents/${agent.id}/access`} className="underline underline-offset-3">
            {countOf(vaults, "vault")} by {countOf(counting.length, "policy", "policies")}
          </Link>
        ),
    },
    ...(uses
      ? [
          {
            label: "In 30 days",
            value: `${countOf(uses.reads, "read")}, ${uses.denied.toLocaleString("en")} denied`,
          },
        ]
      : []),
  ];
}
