"use client";
import { useQuery } from "@tanstack/react-query";
import { api, ask } from "#components/api/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { DeliveryLog } from "./delivery-log.tsx";
import { WebhookStatus } from "./delivery-status.tsx";
import { VERIFY } from "./verify-snippet.ts";
import { WebhookActions } from "./webhook-actions.tsx";
import { type DeliveryPage, hostOf, type Webhook } from "./webhook-queries.ts";

/** One webhook: what it takes, what was sent, and how a receiver knows that it is ours. */
export function WebhookDetail({
  initial,
  deliveries,
  actions,
}: {
  initial: Webhook;
  deliveries: DeliveryPage;
  actions: readonly string[];
}) {
  const { data: webhook } = useQuery({
    queryKey: ["webhooks", "one", initial.id],
    queryFn: () => ask(api().webhooks.get(initial.id)),
    initialData: initial,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/webhooks", label: "Webhooks" }]}
        title={webhook.description || hostOf(webhook.url)}
        badges={<WebhookStatus webhook={webhook} />}
        description={<Copyable text={webhook.id} what="the webhook's id" className="text-ink-faint" />}
        actions={<WebhookActions webhook={webhook} actions={actions} />}
      />
      <Card className="mb-8 px-4 py-2">
        <Facts
          items={[
            { label: "URL", value: <Copyable text={webhook.url} what="the URL" max={60} /> },
            {
              label: "Events",
              value: (
                <span className="flex flex-wrap gap-1.5">
                  {webhook.events.map((event) => (
                    <Badge key={event} mono>
                      {event === "*" ? "* (everything)" : event}
                    </Badge>
                  ))}
                </span>
              ),
            },
            { label: "Created", value: <Time at={webhook.created_at} /> },
          ]}
        />
      </Card>
      <DeliveryLog webhook={webhook} initial={deliveries} />
      <Section
        title="Check the signature"
        description={
          <>
            Deliveries are signed as Standard Webhooks has it: HMAC-SHA256 over <code>webhook-id</code>,{" "}
            <code>webhook-timestamp</code> and the body as it came. Its libraries work; this is all they do.
          </>
        }
      >
        <CodeBlock label="TypeScript, without a library" code={VERIFY} language="ts" />
      </Section>
    </>
  );
}
