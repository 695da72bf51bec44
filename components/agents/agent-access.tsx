"use client";
import { Ellipsis, MessageCircleQuestion, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import type { Directory } from "#components/policies/directory.ts";
import { PolicyEditor } from "#components/policies/policy-editor.tsx";
import { PolicySentence } from "#components/policies/policy-sentence.tsx";
import { policyText } from "#components/policies/policy-words.ts";
import { usePaths } from "#components/policies/use-paths.ts";
import { whyHref } from "#components/policies/why-question.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Section } from "#components/ui/section.tsx";
import { useAgent, usePoliciesOf } from "./agent-queries.ts";
import {
  type Agent,
  choosable,
  countingPolicies,
  countOf,
  type NamedVault,
  type Policy,
  pathScopesOf,
  readablePaths,
} from "./agent-words.ts";
import { useNow } from "./use-now.ts";

const PolicyDelete = lazyDialog(
  () => import("#components/policies/policy-delete.tsx").then((file) => file.PolicyDelete),
  ({ open }) => open,
);

type Act = { kind: "create" | "edit" | "delete"; policy: Policy | null };

/** Everything that gives the agent access, vault by vault, and what that comes to. */
export function AgentAccess({
  initial,
  policies: initialPolicies,
  vaults,
  now: renderedAt,
}: {
  initial: Agent;
  policies: Policy[];
  vaults: NamedVault[];
  now: number;
}) {
  const agent = useAgent(initial);
  const policies = usePoliciesOf(agent.id, initialPolicies);
  const now = useNow(renderedAt);
  const [act, setAct] = useState<Act | null>(null);
  const [open, setOpen] = useState(false);
  const start = (next: Act) => {
    setAct(next);
    setOpen(true);
  };
  const directory = directoryOf(agent, choosable(vaults));
  const own = vaults.filter(({ made_by_agent }) => made_by_agent === agent.id);
  const ofVault = Map.groupBy(policies, ({ vault_id }) => vault_id);
  const shown = vaults.filter(({ id }) => ofVault.has(id) || own.some((vault) => vault.id === id));
  const counting = countingPolicies(agent, policies, now);
  return (
    <Section
      title="What it reaches"
      description="Policies count from one request to the next. Without any the agent reads nothing at all."
      actions={
        <>
          <Link href={whyHref({ principal: `agent:${agent.id}` })} className={buttonLook()}>
            <MessageCircleQuestion aria-hidden className="size-3.5" />
            Ask why
          </Link>
          <Button variant="solid" onClick={() => start({ kind: "create", policy: null })}>
            <Plus aria-hidden className="size-3.5" />
            Grant access
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Ceilings agent={agent} />
        {shown.length === 0 && (
          <Card>
            <EmptyState art="policy" title="Nothing yet">
              No policy in a vault that you administer names {agent.name}. Grant it a path; you can say for
              how long, from which addresses and at which hours.
            </EmptyState>
          </Card>
        )}
        {shown.map((vault) => (
          <VaultAccess
            key={vault.id}
            agent={agent}
            vault={vault}
            policies={ofVault.get(vault.id) ?? []}
            counting={counting.filter(({ vault_id }) => vault_id === vault.id)}
            isOwn={vault.made_by_agent === agent.id}
            onAct={start}
          />
        ))}
      </div>
      <PolicyEditor
        open={open && act?.kind !== "delete"}
        onOpenChange={setOpen}
        directory={directory}
        policy={act?.kind === "edit" ? act.policy : null}
        prefill={{ principal_type: "agent", principal_id: agent.id }}
      />
      {act?.kind === "delete" && act.policy && (
        <PolicyDelete
          key={act.policy.id}
          open={open}
          onOpenChange={setOpen}
          policy={act.policy}
          directory={directory}
        />
      )}
    </Section>
  );
}

/** What holds whatever the policies say. */
function Ceilings({ agent }: { agent: Agent }) {
  const scopes = pathScopesOf(agent);
  if (!agent.is_active) {
    return (
      <Alert tone="warn" title="Deactivated: none of this counts now">
        Its tokens are refused and it gets no new ones until it is activated again.
      </Alert>
    );
  }
  if (!agent.vault_ids && scopes.length === 0) return null;
  return (
    <Alert
      tone="info"
      title="A ceiling over every policy"
      action={
        <Link href={`/agents/${agent.id}/settings`} className={buttonLook({ size: "sm" })}>
          Change it
        </Link>
      }
    >
      {agent.vault_ids && (
        <p>It is bound to {countOf(agent.vault_ids.length, "vault")} and reaches no other.</p>
      )}
      {scopes.length > 0 && (
        <p>
          Its scopes leave only <span className="font-mono text-xs">{scopes.join(", ")}</span>.
        </p>
      )}
    </Alert>
  );
}

function VaultAccess({
  agent,
  vault,
  policies,
  counting,
  isOwn,
  onAct,
}: {
  agent: Agent;
  vault: NamedVault;
  policies: Policy[];
  counting: Policy[];
  isOwn: boolean;
  onAct: (act: Act) => void;
}) {
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b px-4 py-2.5">
        <h3 className="min-w-0 font-medium wrap-anywhere">
          <Link href={`/vaults/${vault.id}`} className="inline-flex min-h-6 items-center hover:underline">
            {vault.name}
          </Link>
        </h3>
        <Reads agent={agent} vault={vault} counting={counting} isOwn={isOwn} />
      </div>
      <ul className="divide-y">
        {isOwn && (
          <li className="px-4 py-2.5 text-ink-soft">{agent.name} made this vault and reaches all of it.</li>
        )}
        {policies.map((policy) => (
          <li key={policy.id} className="flex items-center gap-3 py-1.5 pr-2 pl-4">
            <span className="min-w-0 flex-1 text-ink-soft">
              <PolicySentence policy={policy} principal={agent.name} vault={vault.name} />
            </span>
            {!counting.includes(policy) && <Badge>Does not count</Badge>}
            <PolicyActions agent={agent} vault={vault} policy={policy} onAct={onAct} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Reads({
  agent,
  vault,
  counting,
  isOwn,
}: {
  agent: Agent;
  vault: NamedVault;
  counting: Policy[];
  isOwn: boolean;
}) {
  const { paths, isComplete, isPending, failed } = usePaths(vault.id);
  if (isPending || failed) return null;
  const readable = isOwn ? paths.length : readablePaths(agent, counting, paths).length;
  return (
    <p className="text-xs text-ink-faint tabular-nums">
      Reads {readable.toLocaleString("en")} of {isComplete ? "" : "the first "}
      {countOf(paths.length, "path")} that you can see
    </p>
  );
}

function PolicyActions({
  agent,
  vault,
  policy,
  onAct,
}: {
  agent: Agent;
  vault: NamedVault;
  policy: Policy;
  onAct: (act: Act) => void;
}) {
  const name = policyText(policy, { principal: agent.name, vault: vault.name });
  const path = policy.secret_path_pattern.includes("*") ? "" : policy.secret_path_pattern;
  return (
    <Menu
      label={name}
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Actions for: ${name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </Button>
      }
      items={[
        { label: "Change", icon: Pencil, onSelect: () => onAct({ kind: "edit", policy }) },
        {
          label: "Ask why",
          icon: MessageCircleQuestion,
          href: whyHref({
            vault: vault.id,
            principal: `agent:${agent.id}`,
            path,
            permission: policy.permissions[0],
          }),
        },
        "separator",
        { label: "Delete", icon: Trash2, tone: "danger", onSelect: () => onAct({ kind: "delete", policy }) },
      ]}
    />
  );
}

function directoryOf({ id, name, is_active }: Agent, vaults: readonly NamedVault[]): Directory {
  return {
    agents: [{ id, name, is_active }],
    people: [],
    vaults: vaults.map((vault) => ({
      id: vault.id,
      name: vault.name,
      created_by: vault.made_by_agent ?? "",
    })),
  };
}
