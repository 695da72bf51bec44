// HTTP declarations of webhooks.
import {
  CreateWebhookRequest,
  DeliveryParams,
  UpdateWebhookRequest,
  WebhookCreatedResponse,
  WebhookDeliveriesQuery,
  WebhookDeliveriesResponse,
  WebhookDelivery,
  WebhookListResponse,
  WebhookParams,
  WebhookResponse,
  WebhookTestResponse,
} from "#lib/schemas/webhooks.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import {
  changeWebhook,
  createWebhook as create,
  listWebhooks as list,
  listDeliveries,
  readWebhook,
  redeliver,
  removeWebhook,
  rotateSecret,
  testWebhook as test,
} from "./service.ts";

const shared = { tag: "Webhooks", access: ["user"], limit: "default", account: true } as const;
const refusals = ["scope_insufficient", "role_insufficient"] as const;
const onOne = [...refusals, "webhook_not_found"] as const;

export const createWebhook = endpoint({
  ...shared,
  id: "createWebhook",
  method: "post",
  path: "/v1/webhooks",
  summary: "Have audit events sent to a URL; the signing secret is shown this once",
  description:
    "Deliveries follow Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`. A delivery may come more than once, always with the same `webhook-id`.",
  audit: "webhook.create",
  body: CreateWebhookRequest,
  status: 201,
  response: WebhookCreatedResponse,
  problems: [...refusals, "webhook_limit_reached"],
  handler: (ctx, { body }) => create(ctx, body),
});

export const listWebhooks = endpoint({
  ...shared,
  id: "listWebhooks",
  method: "get",
  path: "/v1/webhooks",
  summary: "List the organization's webhooks",
  audit: none("shows no secret"),
  status: 200,
  response: WebhookListResponse,
  problems: refusals,
  handler: (ctx) => list(ctx),
});

export const getWebhook = endpoint({
  ...shared,
  id: "getWebhook",
  method: "get",
  path: "/v1/webhooks/{webhook_id}",
  summary: "Show a webhook",
  audit: none("shows no secret"),
  params: WebhookParams,
  status: 200,
  response: WebhookResponse,
  problems: onOne,
  handler: (ctx, { params }) => readWebhook(ctx, params.webhook_id),
});

export const updateWebhook = endpoint({
  ...shared,
  id: "updateWebhook",
  method: "patch",
  path: "/v1/webhooks/{webhook_id}",
  summary: "Change a webhook, or switch it off and on",
  audit: "webhook.update",
  params: WebhookParams,
  body: UpdateWebhookRequest,
  status: 200,
  response: WebhookResponse,
  problems: onOne,
  handler: (ctx, { params, body }) => changeWebhook(ctx, params.webhook_id, body),
});

export const deleteWebhook = endpoint({
  ...shared,
  id: "deleteWebhook",
  method: "delete",
  path: "/v1/webhooks/{webhook_id}",
  summary: "Delete a webhook with its deliveries",
  audit: "webhook.delete",
  params: WebhookParams,
  status: 204,
  problems: onOne,
  handler: (ctx, { params }) => removeWebhook(ctx, params.webhook_id),
});

export const rotateWebhookSecret = endpoint({
  ...shared,
  id: "rotateWebhookSecret",
  method: "post",
  path: "/v1/webhooks/{webhook_id}/rotate-secret",
  summary: "Replace the signing secret; the new one is shown this once",
  audit: "webhook.rotate_secret",
  params: WebhookParams,
  status: 200,
  response: WebhookCreatedResponse,
  problems: onOne,
  handler: (ctx, { params }) => rotateSecret(ctx, params.webhook_id),
});

export const listWebhookDeliveries = endpoint({
  ...shared,
  id: "listWebhookDeliveries",
  method: "get",
  path: "/v1/webhooks/{webhook_id}/deliveries",
  summary: "List deliveries, newest first",
  audit: none("shows no value"),
  params: WebhookParams,
  query: WebhookDeliveriesQuery,
  status: 200,
  response: WebhookDeliveriesResponse,
  problems: onOne,
  handler: (ctx, { params, query }) => listDeliveries(ctx, params.webhook_id, query),
});

export const testWebhook = endpoint({
  ...shared,
  id: "testWebhook",
  method: "post",
  path: "/v1/webhooks/{webhook_id}/test",
  summary: "Send an event `webhook.test` now",
  audit: "webhook.test",
  params: WebhookParams,
  status: 202,
  response: WebhookTestResponse,
  problems: [...onOne, "webhook_inactive"],
  handler: (ctx, { params }) => test(ctx, params.webhook_id),
});

export const redeliverWebhook = endpoint({
  ...shared,
  id: "redeliverWebhook",
  method: "post",
  path: "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
  summary: "Send a delivery again, with the same id",
  audit: "webhook.redeliver",
  params: DeliveryParams,
  status: 202,
  response: WebhookDelivery,
  problems: [...onOne, "webhook_inactive", "delivery_not_found"],
  handler: (ctx, { params }) => redeliver(ctx, params.webhook_id, params.delivery_id),
});
