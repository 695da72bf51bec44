import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { Delivery, Webhook } from "./webhook-queries.ts";

const LOOKS: Record<Delivery["status"], { tone: Tone; word: string }> = {
  pending: { tone: "warn", word: "Waiting" },
  delivered: { tone: "ok", word: "Delivered" },
  failed: { tone: "danger", word: "Failed" },
};

/** How a delivery stands; one that waits after a try that failed says so. */
export function DeliveryStatus({ delivery }: { delivery: Delivery }) {
  const { tone, word } = LOOKS[delivery.status];
  return (
    <Badge tone={tone}>
      {delivery.status === "pending" && delivery.last_error !== undefined ? "Trying again" : word}
    </Badge>
  );
}

export function WebhookStatus({ webhook }: { webhook: Webhook }) {
  return webhook.is_active ? <Badge tone="ok">Active</Badge> : <Badge>Paused</Badge>;
}
