// One try to deliver one event, signed as Standard Webhooks has it. Nothing of the receiver's answer is kept but its status.
import { transaction } from "#db/client.ts";
import { findEvent } from "#server/audit/query.ts";
import { record } from "#server/audit/service.ts";
import { openFor } from "#server/crypto/sealed-box.ts";
import { signWebhook } from "#server/crypto/webhook-signature.ts";
import { after, jittered } from "#server/jobs/back-off.ts";
import { EgressRefused } from "#server/ports/egress.ts";
import type { Runtime } from "#server/runtime.ts";
import {
  type ClaimedDelivery,
  cancelDeliveries,
  deactivateWebhook,
  finishDelivery,
  selectTarget,
} from "./store.ts";

/** For one try, all in all. */
export const TIMEOUT_MS = 10_000;

/** Seconds before each further try; after the last one the delivery has failed. */
const WAITS = [5, 30, 120, 600, 3_600, 21_600, 86_400];

const GONE = 410;

/** Makes the try that was claimed and writes down how it went. */
export async function deliver(runtime: Runtime, delivery: ClaimedDelivery): Promise<void> {
  const { db, clock, log } = runtime;
  const target = await selectTarget(db, delivery.org_id, delivery.webhook_id);
  if (!target?.is_active) return;
  let response_status: number | null = null;
  let last_error: string;
  try {
    response_status = await post(runtime, delivery, target);
    if (response_status >= 200 && response_status < 300)
      return await finishDelivery(db, delivery, {
        status: "delivered",
        delivered_at: clock.now(),
        response_status,
        last_error: null,
      });
    if (response_status === GONE) return await end(runtime, delivery, target.url);
    last_error = `The receiver answered ${response_status}.`;
  } catch (error) {
    // Of our own troubles, such as a key service that is away, the receiver's owner learns nothing.
    if (!(error instanceof EgressRefused))
      log.warn({ err: error, delivery_id: delivery.id }, "a delivery failed");
    last_error = error instanceof EgressRefused ? error.message : "The delivery could not be prepared.";
  }
  const wait = WAITS[delivery.attempts - 1];
  await finishDelivery(db, delivery, {
    ...(wait === undefined ? { status: "failed" as const } : { next_at: after(clock.now(), jittered(wait)) }),
    response_status,
    last_error,
  });
}

/** The status that the receiver answers with. @throws EgressRefused */
async function post(
  { db, kms, clock, egress }: Runtime,
  { id, org_id, webhook_id, event_id }: ClaimedDelivery,
  target: { url: string; secret: Buffer },
): Promise<number> {
  const event = await findEvent(db, org_id, event_id);
  if (!event) throw new Error("the event of a delivery is not in the log");
  const body = JSON.stringify({ type: event.action, timestamp: event.created_at, data: event });
  const message_id = `msg_${id}`;
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  const secret = await openFor(kms, "webhook", webhook_id, target.secret);
  const answer = await egress.request(target.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "webhook-id": message_id,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signWebhook(secret, message_id, timestamp, body),
    },
    body,
    timeout_ms: TIMEOUT_MS,
  });
  return answer.status;
}

/** The receiver wants no more, ever: the webhook is switched off and what waits for it given up. */
async function end(runtime: Runtime, delivery: ClaimedDelivery, url: string): Promise<void> {
  const { org_id, webhook_id } = delivery;
  const last_error = "The receiver answered 410: the webhook was switched off.";
  await transaction(runtime.db, org_id, async (trx) => {
    await finishDelivery(trx, delivery, { status: "failed", response_status: GONE, last_error });
    if (!(await deactivateWebhook(trx, org_id, webhook_id, url))) return;
    await cancelDeliveries(trx, org_id, webhook_id, last_error);
    await record(trx, null, {
      org_id,
      actor: { type: "system", id: null },
      action: "webhook.update",
      resource: { type: "webhook", id: webhook_id },
      details: { is_active: false, reason: "gone" },
    });
  });
}
