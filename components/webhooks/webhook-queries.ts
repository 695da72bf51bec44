// Webhooks and their deliveries as the pages read them.
import { useQueryClient } from "@tanstack/react-query";
import { api, ask } from "#components/api/client.ts";
import { type ApiSchemas, type OneclawClient, unwrap } from "#sdk";

export type Webhook = ApiSchemas["Webhook"];
export type Delivery = ApiSchemas["WebhookDelivery"];
export type DeliveryPage = { deliveries: Delivery[]; next: string | null };

/** A webhook and the newest thing that was sent, or is to be. */
export type Listed = { webhook: Webhook; last: Delivery | null };

export const DELIVERIES_AT_ONCE = 50;

/** @throws OneclawError when the webhook is gone by now */
export async function withLast(client: OneclawClient, webhook: Webhook): Promise<Listed> {
  const { deliveries } = unwrap(await client.webhooks.listDeliveries(webhook.id, { limit: 1 }));
  return { webhook, last: deliveries[0] ?? null };
}

/** Every webhook; there are twenty at most. @throws OneclawError */
export async function listWebhooks(): Promise<Listed[]> {
  const { webhooks } = await ask(api().webhooks.list());
  return Promise.all(webhooks.map((webhook) => withLast(api(), webhook)));
}

/** @throws OneclawError */
export async function deliveryPage(webhook_id: string, cursor: string | undefined): Promise<DeliveryPage> {
  const answer = await api().webhooks.listDeliveries(webhook_id, { limit: DELIVERIES_AT_ONCE, cursor });
  return { deliveries: unwrap(answer).deliveries, next: answer.meta.next_cursor ?? null };
}

/** Has everything about webhooks read again. */
export function useWebhooksChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["webhooks"] });
}

/** The part of a URL that tells webhooks apart; the rest may be a secret of its own. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
