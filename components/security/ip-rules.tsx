"use client";
import { CircleCheck, OctagonX, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { unwrap } from "#sdk";
import { AddressTest } from "./address-test.tsx";
import { APPLIES_WORDS, IP_RULES, type IpRule } from "./ip-rule-words.ts";

const DeleteIpRule = lazyDialog(
  () => import("./delete-ip-rule.tsx").then((file) => file.DeleteIpRule),
  ({ rule }) => rule !== null,
);

const NewIpRule = lazyDialog(
  () => import("./new-ip-rule.tsx").then((file) => file.NewIpRule),
  ({ open }) => open,
);

type IpRulePage = { rules: IpRule[]; next: string | null };

async function rulePage(cursor: string | undefined): Promise<IpRulePage> {
  const answer = await api().security.listIpRules({ limit: 100, cursor });
  return { rules: unwrap(answer).rules, next: answer.meta.next_cursor ?? null };
}

const COLUMNS: Column<IpRule>[] = [
  {
    id: "cidr",
    header: "Addresses",
    primary: true,
    cell: ({ cidr }) => <Copyable text={cidr} what="the range" />,
  },
  { id: "type", header: "Rule", bare: true, cell: ({ rule_type }) => <RuleBadge type={rule_type} /> },
  { id: "applies", header: "For", cell: ({ applies_to }) => APPLIES_WORDS[applies_to] },
  {
    id: "label",
    header: "Description",
    bare: true,
    hideBelow: "sm",
    cell: ({ label }) => label || <span className="text-ink-faint">—</span>,
  },
  {
    id: "created",
    header: "Added",
    align: "end",
    hideBelow: "md",
    cell: ({ created_at }) => <Time at={created_at} />,
  },
];

function RuleBadge({ type }: { type: IpRule["rule_type"] }) {
  const Icon = type === "allow" ? CircleCheck : OctagonX;
  return (
    <Badge tone={type === "allow" ? "ok" : "danger"}>
      <Icon aria-hidden className="size-3" />
      {type === "allow" ? "Allow" : "Deny"}
    </Badge>
  );
}

/** From where the organization's people and agents may come. `initial` is null for those who may not see the rules. */
export function IpRules({ initial }: { initial: IpRulePage | null }) {
  return initial ? (
    <Rules initial={initial} />
  ) : (
    <Section title="IP rules">
      <Alert tone="info">
        Your organization’s owners and admins say from which addresses people and agents may come. You can
        neither see nor change these rules.
      </Alert>
    </Section>
  );
}

function Rules({ initial }: { initial: IpRulePage }) {
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<IpRule | null>(null);
  const { list, pages, table } = usePages([...IP_RULES, "list"], rulePage, initial);
  const rules = pages.flatMap((page) => page.rules);
  const add = (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden className="size-4" />
      Add rule
    </Button>
  );
  return (
    <Section
      title="IP rules"
      description="For the whole organization, in force with the next request. A deny rule always wins; where any allow rule applies, one of them must match."
      actions={rules.length > 0 && add}
    >
      <DataTable
        label="IP rules"
        columns={COLUMNS}
        rows={rules}
        rowKey={({ id }) => id}
        actions={(rule) => (
          <Button
            variant="ghost"
            size="icon"
            aria-label={`Delete the rule for ${rule.cidr}`}
            onClick={() => setDeleting(rule)}
          >
            <Trash2 aria-hidden className="size-4" />
          </Button>
        )}
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="shield" title="Every address is let in" action={add}>
            Add an allow rule for your office or cluster, and nobody signs in or reads from anywhere else.
          </EmptyState>
        }
      />
      <AddressTest rules={rules} />
      <NewIpRule open={adding} onOpenChange={setAdding} />
      <DeleteIpRule rule={deleting} onClose={() => setDeleting(null)} />
    </Section>
  );
}
