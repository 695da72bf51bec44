// Calls on webhooks, and the operator's calls on mail and jobs, that succeed.
import { transaction } from "#db/client.ts";
import { queueMail } from "#server/mail/service.ts";
import { expectStatus } from "../test-api.ts";
import { byOperator, byOwner, type Call, type Make, type World } from "../world.ts";

const newWebhook = {
  url: "https://example.com/hook",
  events: ["secret.*", "policy.create"],
  description: "To the chat",
};

type Webhook = { id: string };

/** An organization may have only so many. */
async function clear(w: World): Promise<void> {
  const listed = await w.api.ask<{ webhooks: Webhook[] }>("GET", "/v1/webhooks", byOwner(w));
  for (const { id } of expectStatus(listed, 200).webhooks)
    expectStatus(await w.api.ask("DELETE", `/v1/webhooks/${id}`, byOwner(w)), 204);
}

async function make(w: World): Promise<string> {
  const made = await w.api.ask<{ webhook: Webhook }>("POST", "/v1/webhooks", {
    token: w.owner.token,
    body: newWebhook,
  });
  return expectStatus(made, 201).webhook.id;
}

async function onFreshWebhook(w: World): Promise<Call> {
  await clear(w);
  return { ...byOwner(w), params: { webhook_id: await make(w) } };
}

async function deliveryOf(w: World, webhook_id: string): Promise<string> {
  const sent = await w.api.ask<{ delivery_id: string }>(
    "POST",
    `/v1/webhooks/${webhook_id}/test`,
    byOwner(w),
  );
  return expectStatus(sent, 202).delivery_id;
}

async function onMail(w: World): Promise<Call> {
  return { ...byOperator(w), params: { mail_id: await mailIn(w) } };
}

async function mailIn({ api }: World): Promise<string> {
  await transaction(api.runtime.db, null, (trx) =>
    queueMail(trx, { runtime: api.runtime, now: api.clock.now() }, "ann@example.com", "welcome", {
      display_name: "Ann",
      url: "http://127.0.0.1:3000/",
    }),
  );
  const { rows } = await api.admin.query<{ id: string }>("select id from outbox order by id desc limit 1");
  return rows[0]?.id ?? "";
}

export const examples: Record<string, Make> = {
  createWebhook: async (w) => {
    await clear(w);
    return { ...byOwner(w), body: newWebhook };
  },
  listWebhooks: byOwner,
  getWebhook: onFreshWebhook,
  updateWebhook: async (w) => ({
    ...(await onFreshWebhook(w)),
    body: { ...newWebhook, events: ["*"], is_active: true },
  }),
  deleteWebhook: onFreshWebhook,
  rotateWebhookSecret: onFreshWebhook,
  listWebhookDeliveries: async (w) => {
    const call = await onFreshWebhook(w);
    await deliveryOf(w, call.params?.webhook_id ?? "");
    return { ...call, query: "?limit=5" };
  },
  testWebhook: onFreshWebhook,
  redeliverWebhook: async (w) => {
    const call = await onFreshWebhook(w);
    const webhook_id = call.params?.webhook_id ?? "";
    return { ...call, params: { webhook_id, delivery_id: await deliveryOf(w, webhook_id) } };
  },
  listOutboxMails: (w) => ({ ...byOperator(w), query: "?limit=5" }),
  getOutboxMail: onMail,
  retryOutboxMail: onMail,
  listJobs: byOperator,
};

export const ids = async (w: World): Promise<Record<string, string>> => {
  const webhook_id = await make(w);
  return { webhook_id, delivery_id: await deliveryOf(w, webhook_id), mail_id: await mailIn(w) };
};
