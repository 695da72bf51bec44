"use client";
import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { api, ask, sentenceOf } from "#components/api/client.ts";
import { usePages } from "#components/api/use-pages.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { useToast } from "#components/ui/toast.tsx";
import { useLast } from "#components/ui/use-last.ts";
import { DeliveryStatus } from "./delivery-status.tsx";
import {
  type Delivery,
  type DeliveryPage,
  deliveryPage,
  useWebhooksChanged,
  type Webhook,
} from "./webhook-queries.ts";

const WHILE_WAITING_MS = 2_000;

/** What was sent and what is to be; it follows by itself as long as something waits. */
export function DeliveryLog({ webhook, initial }: { webhook: Webhook; initial: DeliveryPage }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const { list, pages, table } = usePages(
    ["webhooks", "deliveries", webhook.id],
    (cursor) => deliveryPage(webhook.id, cursor),
    initial,
    (loaded) => (loaded.some(isUnderWay) ? WHILE_WAITING_MS : false),
  );
  const rows = pages.flatMap(({ deliveries }) => deliveries);
  return (
    <Section
      title="Deliveries"
      description="Newest first, kept for 30 days. What fails is tried eight times in about a day and a half."
      actions={
        <Button pending={list.isFetching} onClick={() => void list.refetch()}>
          {!list.isFetching && <RefreshCw aria-hidden className="size-3.5" />}
          Refresh
        </Button>
      }
    >
      <DataTable
        label="Deliveries"
        columns={COLUMNS}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        search={{
          placeholder: "Search deliveries",
          text: (row) =>
            `${row.event_type} ${row.status} ${row.response_status ?? ""} ${row.last_error ?? ""}`,
        }}
        {...table}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        empty={
          <EmptyState art="webhook" title="Nothing was sent yet">
            The next event that fits shows up here. A test does so at once.
          </EmptyState>
        }
      />
      <DeliveryDrawer
        webhook={webhook}
        delivery={rows.find(({ id }) => id === openId) ?? null}
        onClose={() => setOpenId(null)}
      />
    </Section>
  );
}

function isUnderWay({ deliveries }: DeliveryPage): boolean {
  // One that failed before waits for minutes or hours; a first try counts from its beginning on.
  return deliveries.some(({ status, last_error }) => status === "pending" && last_error === undefined);
}

function DeliveryDrawer({
  webhook,
  delivery: chosen,
  onClose,
}: {
  webhook: Webhook;
  delivery: Delivery | null;
  onClose: () => void;
}) {
  const delivery = useLast(chosen);
  const toast = useToast();
  const changed = useWebhooksChanged();
  const again = useMutation({
    mutationFn: (id: string) => ask(api().webhooks.redeliver(webhook.id, id)),
    onSuccess: () => {
      toast({
        title: "It is sent again",
        description: "With the same id, so a receiver can tell.",
        tone: "ok",
      });
      return changed();
    },
  });
  if (!delivery) return null;
  return (
    <Drawer
      open={chosen !== null}
      onOpenChange={(open) => {
        if (open) return;
        again.reset();
        onClose();
      }}
      title={delivery.event_type}
      label={`Delivery of ${delivery.event_type}`}
      subtitle={<DeliveryStatus delivery={delivery} />}
      footer={
        <Button
          variant="solid"
          pending={again.isPending}
          disabled={!webhook.is_active}
          onClick={() => again.mutate(delivery.id)}
        >
          Redeliver
        </Button>
      }
    >
      <div className="grid gap-4">
        {again.isError && <Alert tone="danger">{sentenceOf(again.error)}</Alert>}
        {delivery.last_error && <Alert tone="warn">{delivery.last_error}</Alert>}
        <Facts
          items={[
            { label: "Tries", value: delivery.attempts },
            { label: "Answer", value: delivery.response_status ?? "None" },
            { label: "Queued", value: <Time at={delivery.created_at} /> },
            { label: "Delivered", value: <Time at={delivery.delivered_at ?? null} none="Not yet" /> },
            ...(delivery.next_at ? [{ label: "Next try", value: <Time at={delivery.next_at} /> }] : []),
            { label: "webhook-id", value: <Copyable text={`msg_${delivery.id}`} what="the webhook-id" /> },
            { label: "Audit event", value: <Copyable text={delivery.event_id} what="the event's id" /> },
          ]}
        />
      </div>
    </Drawer>
  );
}

const COLUMNS: Column<Delivery>[] = [
  {
    id: "event",
    header: "Event",
    primary: true,
    sortBy: ({ event_type }) => event_type,
    cell: ({ event_type }) => <span className="font-mono text-xs">{event_type}</span>,
  },
  {
    id: "status",
    header: "Status",
    bare: true,
    sortBy: ({ status }) => status,
    cell: (delivery) => <DeliveryStatus delivery={delivery} />,
  },
  {
    id: "answer",
    header: "Answer",
    sortBy: ({ response_status }) => response_status ?? null,
    cell: ({ response_status, last_error }) =>
      response_status ?? <span className="text-ink-faint">{last_error ? "No answer" : "—"}</span>,
  },
  {
    id: "tries",
    header: "Tries",
    align: "end",
    sortBy: ({ attempts }) => attempts,
    cell: ({ attempts }) => attempts,
  },
  {
    id: "next",
    header: "Next try",
    hideBelow: "md",
    align: "end",
    sortBy: ({ next_at }) => next_at ?? null,
    cell: ({ next_at }) => <Time at={next_at ?? null} none="—" />,
  },
  {
    id: "queued",
    header: "Queued",
    align: "end",
    sortBy: ({ created_at }) => created_at,
    cell: ({ created_at }) => <Time at={created_at} />,
  },
];
