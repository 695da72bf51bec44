import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { WebhookDetail } from "#components/webhooks/webhook-detail.tsx";
import { DELIVERIES_AT_ONCE } from "#components/webhooks/webhook-queries.ts";
import { WebhooksRefused } from "#components/webhooks/webhooks-refused.tsx";
import { AUDIT_ACTIONS } from "#lib/audit-actions.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Webhook" };

type Props = { params: Promise<{ webhook_id: string }> };

export default async function WebhookPage({ params }: Props) {
  const { webhook_id } = await params;
  const client = await pageClient();
  const [answer, deliveries] = await Promise.all([
    client.webhooks.get(webhook_id),
    client.webhooks.listDeliveries(webhook_id, { limit: DELIVERIES_AT_ONCE }),
  ]);
  if (answer.meta.status === 403) return <WebhooksRefused reason={answer.error?.message ?? ""} />;
  const webhook = await load(Promise.resolve(answer));
  const page = await load(Promise.resolve(deliveries));
  return (
    <WebhookDetail
      initial={webhook}
      deliveries={{ deliveries: page.deliveries, next: deliveries.meta.next_cursor ?? null }}
      actions={[...AUDIT_ACTIONS]}
    />
  );
}
