// Webhooks: audit events, sent to a URL as they happen.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listWebhookDeliveries"]["parameters"]["query"]>;

/** `client.webhooks` */
export function webhooksResource(http: Http) {
  const listDeliveries = (webhook_id: string, query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/webhooks/{webhook_id}/deliveries", { params: { webhook_id }, query }, options);
  return {
    /** Makes a webhook; its signing secret is shown this once. */
    create: (webhook: Schemas["CreateWebhookRequest"], options?: CallOptions) =>
      http.request("post", "/v1/webhooks", { body: webhook }, options),

    /** All webhooks of the organization. */
    list: (options?: CallOptions) => http.request("get", "/v1/webhooks", {}, options),

    get: (webhook_id: string, options?: CallOptions) =>
      http.request("get", "/v1/webhooks/{webhook_id}", { params: { webhook_id } }, options),

    /** Changes what is given and leaves the rest. */
    update: (webhook_id: string, changes: Schemas["UpdateWebhookRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/webhooks/{webhook_id}", { params: { webhook_id }, body: changes }, options),

    /** Replaces the signing secret at once; the new one is shown this once. */
    rotateSecret: (webhook_id: string, options?: CallOptions) =>
      http.request("post", "/v1/webhooks/{webhook_id}/rotate-secret", { params: { webhook_id } }, options),

    delete: (webhook_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/webhooks/{webhook_id}", { params: { webhook_id } }, options),

    /** Sends an event `webhook.test` now. */
    test: (webhook_id: string, options?: CallOptions) =>
      http.request("post", "/v1/webhooks/{webhook_id}/test", { params: { webhook_id } }, options),

    /** One page of deliveries, newest first. */
    listDeliveries,

    /** Every delivery that is remembered, newest first. @throws OneclawError when a page cannot be fetched */
    listAllDeliveries: (webhook_id: string, query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listDeliveries(webhook_id, { ...query, cursor }, options),
        (page) => page.deliveries,
      ),

    /** Sends a delivery again, with the same id. */
    redeliver: (webhook_id: string, delivery_id: string, options?: CallOptions) =>
      http.request(
        "post",
        "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
        { params: { webhook_id, delivery_id } },
        options,
      ),
  };
}
