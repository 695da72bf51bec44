import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { WebhookList } from "#components/webhooks/webhook-list.tsx";
import { type Listed, withLast } from "#components/webhooks/webhook-queries.ts";
import { WebhooksRefused } from "#components/webhooks/webhooks-refused.tsx";
import { AUDIT_ACTIONS } from "#lib/audit-actions.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const client = await pageClient();
  const answer = await client.webhooks.list();
  if (answer.meta.status === 403) return <WebhooksRefused reason={answer.error?.message ?? ""} />;
  const { webhooks } = await load(Promise.resolve(answer));
  const initial: Listed[] = await Promise.all(webhooks.map((webhook) => withLast(client, webhook)));
  return <WebhookList initial={initial} actions={[...AUDIT_ACTIONS]} />;
}
