"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { DeliveryStatus, WebhookStatus } from "./delivery-status.tsx";
import { hostOf, type Listed, listWebhooks } from "./webhook-queries.ts";

const CreateWebhook = lazyDialog(
  () => import("./webhook-form.tsx").then((file) => file.CreateWebhook),
  ({ open }) => open,
);

const SHOWN_EVENTS = 2;

/** Every webhook of the organization, each with what was last sent to it. */
export function WebhookList({ initial, actions }: { initial: Listed[]; actions: readonly string[] }) {
  const [creating, setCreating] = useState(false);
  const list = useQuery({ queryKey: ["webhooks", "list"], queryFn: listWebhooks, initialData: initial });
  const create = (
    <Button variant="solid" onClick={() => setCreating(true)}>
      <Plus aria-hidden className="size-4" />
      Create webhook
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Webhooks"
        description="Audit events, sent to your systems as they happen and signed so that you can tell they are ours."
        actions={list.data.length > 0 && create}
      />
      <DataTable
        label="Webhooks"
        columns={COLUMNS}
        rows={list.data}
        rowKey={({ webhook }) => webhook.id}
        href={({ webhook }) => `/webhooks/${webhook.id}`}
        search={{
          placeholder: "Search webhooks",
          text: ({ webhook }) => `${webhook.url} ${webhook.description} ${webhook.events.join(" ")}`,
        }}
        sort={{ id: "url" }}
        status={list.isError ? "error" : "ready"}
        error={
          <Alert tone="danger" action={<Button onClick={() => void list.refetch()}>Try again</Button>}>
            {sentenceOf(list.error)}
          </Alert>
        }
        empty={
          <EmptyState art="webhook" title="Be told as it happens" action={create}>
            A webhook sends the audit events you choose to a URL of yours: reads of a secret, denials, new
            agents.
          </EmptyState>
        }
      />
      <CreateWebhook open={creating} onOpenChange={setCreating} actions={actions} />
    </>
  );
}

const COLUMNS: Column<Listed>[] = [
  {
    id: "url",
    header: "Goes to",
    primary: true,
    width: "wide",
    sortBy: ({ webhook }) => hostOf(webhook.url),
    cell: ({ webhook }) => webhook.description || hostOf(webhook.url),
  },
  {
    id: "host",
    header: "Host",
    bare: true,
    sortBy: ({ webhook }) => hostOf(webhook.url),
    cell: ({ webhook }) => <span className="font-mono text-xs wrap-anywhere">{hostOf(webhook.url)}</span>,
  },
  {
    id: "events",
    header: "Events",
    hideBelow: "md",
    cell: ({ webhook: { events } }) => (
      <span className="font-mono text-xs">
        {events[0] === "*" ? "everything" : events.slice(0, SHOWN_EVENTS).join(", ")}
        {events.length > SHOWN_EVENTS && ` and ${events.length - SHOWN_EVENTS} more`}
      </span>
    ),
  },
  {
    id: "status",
    header: "Status",
    bare: true,
    sortBy: ({ webhook }) => Number(webhook.is_active),
    cell: ({ webhook }) => <WebhookStatus webhook={webhook} />,
  },
  {
    id: "last",
    header: "Last delivery",
    align: "end",
    sortBy: ({ last }) => last?.created_at ?? null,
    cell: ({ last }) =>
      last ? (
        <span className="inline-flex items-center gap-2">
          <DeliveryStatus delivery={last} />
          <Time at={last.created_at} />
        </span>
      ) : (
        <span className="text-ink-faint">None yet</span>
      ),
  },
];
