// The wire contract of webhooks.
import { z } from "zod";
import { line, PageQuery, Timestamp, Uuid } from "./fields.ts";

const Url = z
  .string()
  .min(1)
  .max(2048)
  .refine(
    (text) => text.isWellFormed() && !/[\s\p{Cc}]/u.test(text),
    "must not contain spaces or control characters",
  )
  .meta({
    format: "uri",
    description: "Where events are sent, https only",
    example: "https://example.com/hook",
  });

const Events = z
  .array(
    z
      .string()
      .max(64)
      .regex(/^(?:\*|[a-z_]+\.(?:\*|[a-z_]+))$/, "must be an action such as secret.read, or secret.*, or *"),
  )
  .min(1)
  .max(50)
  .meta({
    description: "Actions of the audit log: exact names, all of a kind (`secret.*`), or all (`*`)",
    example: ["secret.*", "policy.create"],
  });

export const CreateWebhookRequest = z
  .object({ url: Url, events: Events, description: line(200, 0).optional() })
  .meta({ id: "CreateWebhookRequest" });

export const UpdateWebhookRequest = z
  .object({
    url: Url.optional(),
    events: Events.optional(),
    description: line(200, 0).optional(),
    is_active: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), "must change something")
  .meta({ id: "UpdateWebhookRequest" });

export const WebhookResponse = z
  .object({
    id: Uuid,
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()),
    is_active: z.boolean(),
    created_by: Uuid,
    created_at: Timestamp,
  })
  .meta({ id: "Webhook" });

const signing_secret = z.string().meta({
  description: "Proves that a delivery is ours (Standard Webhooks); shown this once",
  example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
});

export const WebhookCreatedResponse = z
  .object({ webhook: WebhookResponse, signing_secret })
  .meta({ id: "WebhookCreatedResponse" });

export const WebhookListResponse = z
  .object({ webhooks: z.array(WebhookResponse) })
  .meta({ id: "WebhookListResponse" });

export const WebhookDelivery = z
  .object({
    id: Uuid,
    webhook_id: Uuid,
    event_id: Uuid,
    event_type: z.string(),
    status: z.enum(["pending", "delivered", "failed"]),
    attempts: z.int(),
    response_status: z.int().optional(),
    last_error: z.string().optional(),
    next_at: Timestamp.optional().meta({ description: "When a pending delivery is tried next" }),
    created_at: Timestamp,
    delivered_at: Timestamp.optional(),
  })
  .meta({ id: "WebhookDelivery" });

export const WebhookDeliveriesQuery = z.object({
  ...PageQuery,
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "At most this many deliveries" }),
});

export const WebhookDeliveriesResponse = z
  .object({ deliveries: z.array(WebhookDelivery) })
  .meta({ id: "WebhookDeliveriesResponse" });

export const WebhookTestResponse = z
  .object({ delivery_id: Uuid.meta({ description: "Look it up among the deliveries" }) })
  .meta({ id: "WebhookTestResponse" });

export const WebhookParams = z.object({ webhook_id: Uuid });
export const DeliveryParams = z.object({ webhook_id: Uuid, delivery_id: Uuid });
