// Webhooks: where an organization's audit events are sent, and what became of each delivery.
// The signing secret is shown once and sealed from then on; a URL's path may be a secret too, so the log names the host alone.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type {
  CreateWebhookRequest,
  UpdateWebhookRequest,
  WebhookDeliveriesQuery,
  WebhookDelivery,
  WebhookResponse,
} from "#lib/schemas/webhooks.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record, sealedSizes } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { sealFor } from "#server/crypto/sealed-box.ts";
import { newWebhookSecret } from "#server/crypto/webhook-signature.ts";
import { Problem } from "#server/errors.ts";
import { unknownFilter } from "./filter.ts";
import {
  cancelDeliveries,
  type DeliveryRow,
  deleteWebhook,
  insertDeliveries,
  insertWebhook,
  resetDelivery,
  selectDeliveries,
  selectWebhook,
  selectWebhooks,
  startCursor,
  updateWebhook,
  type WebhookRow,
} from "./store.ts";

type Webhook = z.input<typeof WebhookResponse>;
type Delivery = z.input<typeof WebhookDelivery>;
type WithSecret = { webhook: Webhook; signing_secret: string };

const MOST = 20;

/** Makes a webhook and shows its signing secret this once. @throws Problem `webhook_limit_reached` */
export async function createWebhook(
  ctx: Context,
  body: z.output<typeof CreateWebhookRequest>,
): Promise<WithSecret> {
  requireAdmin(ctx);
  checkTarget(ctx, body);
  const id = randomUUIDv7();
  const signing_secret = newWebhookSecret();
  const secret = await sealFor(ctx.runtime.kms, "webhook", id, signing_secret);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await listenFromNow(ctx, trx);
    const row = await insertWebhook(
      trx,
      {
        id,
        org_id: ctx.org_id,
        url: body.url,
        description: body.description ?? "",
        events: body.events,
        secret,
        created_by: ctx.principal.id,
        created_at: ctx.now,
      },
      MOST,
    );
    if (!row)
      throw new Problem("webhook_limit_reached", { detail: `An organization has at most ${MOST} webhooks.` });
    await note(ctx, trx, "webhook.create", row.id, { host: hostOf(row.url), events: row.events });
    return { webhook: view(row), signing_secret };
  });
}

/** The organization's webhooks, without their secrets. */
export async function listWebhooks(ctx: Context): Promise<{ webhooks: Webhook[] }> {
  requireAdmin(ctx);
  return { webhooks: (await selectWebhooks(ctx.runtime.db, ctx.org_id)).map(view) };
}

/** One webhook, without its secret. @throws Problem `webhook_not_found` */
export async function readWebhook(ctx: Context, webhook_id: string): Promise<Webhook> {
  requireAdmin(ctx);
  return view(found(await selectWebhook(ctx.runtime.db, ctx.org_id, webhook_id)));
}

/** Changes a webhook; what waits for one that is switched off is given up. @throws Problem `webhook_not_found` */
export async function changeWebhook(
  ctx: Context,
  webhook_id: string,
  body: z.output<typeof UpdateWebhookRequest>,
): Promise<Webhook> {
  requireAdmin(ctx);
  checkTarget(ctx, body);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (body.is_active) await listenFromNow(ctx, trx);
    const row = found(await updateWebhook(trx, ctx.org_id, webhook_id, body));
    if (!row.is_active) await cancelDeliveries(trx, ctx.org_id, webhook_id, "the webhook was switched off");
    const { url, ...details } = body;
    await note(ctx, trx, "webhook.update", row.id, { ...details, ...(url && { host: hostOf(url) }) });
    return view(row);
  });
}

/** Replaces the signing secret at once and shows the new one this once. @throws Problem `webhook_not_found` */
export async function rotateSecret(ctx: Context, webhook_id: string): Promise<WithSecret> {
  requireAdmin(ctx);
  const signing_secret = newWebhookSecret();
  const secret = await sealFor(ctx.runtime.kms, "webhook", webhook_id, signing_secret);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = found(await updateWebhook(trx, ctx.org_id, webhook_id, { secret }));
    await note(ctx, trx, "webhook.rotate_secret", row.id);
    return { webhook: view(row), signing_secret };
  });
}

/** Ends a webhook with all its deliveries. @throws Problem `webhook_not_found` */
export async function removeWebhook(ctx: Context, webhook_id: string): Promise<void> {
  requireAdmin(ctx);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    found(await deleteWebhook(trx, ctx.org_id, webhook_id));
    await note(ctx, trx, "webhook.delete", webhook_id);
  });
}

/** What was and will be sent, newest first. @throws Problem `webhook_not_found` */
export async function listDeliveries(
  ctx: Context,
  webhook_id: string,
  { limit, cursor }: z.output<typeof WebhookDeliveriesQuery>,
): Promise<{ deliveries: Delivery[] }> {
  requireAdmin(ctx);
  found(await selectWebhook(ctx.runtime.db, ctx.org_id, webhook_id));
  const rows = await selectDeliveries(ctx.runtime.db, ctx.org_id, webhook_id, readCursor(cursor), limit + 1);
  return { deliveries: nextPage(ctx, rows, limit, (row) => row.id).map(viewDelivery) };
}

/** Queues an event `webhook.test` for this webhook alone, whatever it listens to. @throws Problem `webhook_not_found`, `webhook_inactive` */
export async function testWebhook(ctx: Context, webhook_id: string): Promise<{ delivery_id: string }> {
  requireAdmin(ctx);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    active(found(await selectWebhook(trx, ctx.org_id, webhook_id)));
    const event_id = await note(ctx, trx, "webhook.test", webhook_id);
    const id = randomUUIDv7();
    const when = { next_at: ctx.now, created_at: ctx.now };
    await insertDeliveries(trx, [
      { id, org_id: ctx.org_id, webhook_id, event_id, event_type: "webhook.test", ...when },
    ]);
    return { delivery_id: id };
  });
}

/** Sends a delivery again, with the same id. @throws Problem `webhook_not_found`, `webhook_inactive`, `delivery_not_found` */
export async function redeliver(ctx: Context, webhook_id: string, delivery_id: string): Promise<Delivery> {
  requireAdmin(ctx);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    active(found(await selectWebhook(trx, ctx.org_id, webhook_id)));
    const row = await resetDelivery(trx, ctx.org_id, webhook_id, delivery_id, ctx.now);
    if (!row) throw new Problem("delivery_not_found", { detail: "This webhook has no such delivery." });
    await note(ctx, trx, "webhook.redeliver", webhook_id, { delivery_id });
    return viewDelivery(row);
  });
}

function requireAdmin(ctx: Context): void {
  if (!isOrgAdmin(ctx.principal))
    throw new Problem("role_insufficient", {
      detail: "Webhooks are left to owners and admins of the organization.",
    });
}

function checkTarget({ runtime }: Context, { url, events }: { url?: string; events?: string[] }): void {
  const reason = url === undefined ? null : runtime.egress.check(url);
  if (reason) throw invalid({ url: `cannot be used: ${reason}` });
  const unknown = unknownFilter(events ?? []);
  if (unknown) throw invalid({ events: `there is no action ${unknown}` });
}

/** Takes the organization's log up from its end, unless a webhook is listening already; until commit nobody else does. */
async function listenFromNow({ org_id }: Context, trx: Database): Promise<void> {
  await startCursor(trx, org_id, (await sealedSizes(trx, [org_id])).get(org_id) ?? 0);
}

function note(
  ctx: Context,
  trx: Database,
  action: AuditAction,
  id: string,
  details: Record<string, unknown> = {},
): Promise<string> {
  return record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "webhook", id },
    details,
  });
}

function hostOf(url: string): string {
  return new URL(url).host;
}

function found<T>(row: T | undefined): T {
  if (!row)
    throw new Problem("webhook_not_found", { detail: "There is no such webhook in your organization." });
  return row;
}

function active(row: WebhookRow): void {
  if (!row.is_active)
    throw new Problem("webhook_inactive", { detail: "The webhook is switched off; set `is_active` first." });
}

function view(row: WebhookRow): Webhook {
  return { ...row, created_at: row.created_at.toISOString() };
}

function viewDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    webhook_id: row.webhook_id,
    event_id: row.event_id,
    event_type: row.event_type,
    status: row.status as Delivery["status"],
    attempts: row.attempts,
    response_status: row.response_status ?? undefined,
    last_error: row.last_error ?? undefined,
    next_at: row.status === "pending" ? row.next_at.toISOString() : undefined,
    created_at: row.created_at.toISOString(),
    delivered_at: row.delivered_at?.toISOString(),
  };
}
