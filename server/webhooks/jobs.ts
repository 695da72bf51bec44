// Turns sealed audit events into deliveries, and sends what is due. Both may run on many instances and be killed anywhere:
// a delivery is one row for ever, and a crash between the receiver's answer and our mark sends it again with the same id.
import { randomUUIDv7 } from "node:crypto";
import { transaction } from "#db/client.ts";
import { sealedEventsFrom, sealedSizes } from "#server/audit/service.ts";
import { after } from "#server/jobs/back-off.ts";
import type { Runtime } from "#server/runtime.ts";
import { deliver, TIMEOUT_MS } from "./deliver.ts";
import { passes } from "./filter.ts";
import {
  claimDeliveries,
  countPendingDeliveries,
  deleteDeliveriesBefore,
  insertDeliveries,
  moveCursor,
  type NewDelivery,
  selectCursors,
  selectListeners,
  takeCursor,
} from "./store.ts";

const EVENTS_AT_ONCE = 500;
const LEASE_SECONDS = (3 * TIMEOUT_MS) / 1000;
const PER_WEBHOOK = 2;
const PER_ORG = 8;
const PER_INSTANCE = 50;
const LOOK_AGAIN_MS = 500;
const KEPT_DAYS = 30;

/** Queues what the organizations' webhooks listen to, in the order of their logs. */
export async function queueDeliveries(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  const cursors = await selectCursors(runtime.db);
  const sizes = await sealedSizes(
    runtime.db,
    cursors.map(({ org_id }) => org_id),
  );
  for (const { org_id, log_index } of cursors) {
    const size = sizes.get(org_id) ?? 0;
    for (let at: number | null = log_index; at !== null && at < size && !signal?.aborted; )
      at = await queueSome(runtime, org_id);
  }
}

/** Where the log was left; null while another instance is at it. */
function queueSome(runtime: Runtime, org_id: string): Promise<number | null> {
  return transaction(runtime.db, org_id, async (trx) => {
    const log_index = await takeCursor(trx, org_id);
    if (log_index === null) return null;
    const events = await sealedEventsFrom(trx, org_id, log_index, EVENTS_AT_ONCE);
    const last = events.at(-1);
    if (!last) return null;
    const listeners = await selectListeners(trx, org_id);
    const now = runtime.clock.now();
    const matching = events.flatMap(({ event_id, action }) =>
      listeners
        .filter((webhook) => passes(webhook.events, action))
        .map(({ id: webhook_id }) => ({ webhook_id, event_id, event_type: action })),
    );
    // Ids of one millisecond have no order of their own, and lists are shown in the order of ids.
    const ids = matching.map(() => randomUUIDv7()).sort();
    const when = { org_id, next_at: now, created_at: now };
    await insertDeliveries(
      trx,
      matching.map((names, i): NewDelivery => ({ id: ids[i] ?? randomUUIDv7(), ...names, ...when })),
    );
    await moveCursor(trx, org_id, last.log_index + 1);
    return last.log_index + 1;
  });
}

/**
 * Sends what is due until nothing is left under way or the process is to end. One slow receiver holds up nobody else:
 * whoever is done makes room at once.
 */
export async function sendDeliveries(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const fail = Promise.withResolvers<never>();
  fail.promise.catch(() => {});
  for (;;) {
    // What ends while the next ones are looked for leaves room that this look did not see.
    const wasBusy = underWay.size > 0;
    const now = runtime.clock.now();
    const total = PER_INSTANCE - underWay.size;
    const room = { per_webhook: PER_WEBHOOK, per_org: PER_ORG, total };
    const claimed = signal?.aborted
      ? []
      : await claimDeliveries(runtime.db, now, after(now, LEASE_SECONDS), room);
    for (const delivery of claimed) {
      const work = deliver(runtime, delivery)
        .catch(fail.reject)
        .finally(() => underWay.delete(work));
      underWay.add(work);
    }
    if (underWay.size > 0) await Promise.race([...underWay, fail.promise, soon()]);
    else if (!wasBusy) return;
  }
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS).unref());
}

/** Tells the metrics how many deliveries wait. */
export async function measureDeliveries({ db, metrics }: Runtime): Promise<void> {
  metrics.backlog("webhooks", await countPendingDeliveries(db));
}

/** Forgets what was sent, or given up, long ago. */
export async function pruneDeliveries({ db, clock }: Runtime): Promise<void> {
  await deleteDeliveriesBefore(db, after(clock.now(), -KEPT_DAYS * 86_400));
}
