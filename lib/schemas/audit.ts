// The wire contract of the audit log.
import { z } from "zod";
import { Timestamp, Uuid } from "./fields.ts";

export const AuditEvent = z
  .object({
    id: Uuid,
    action: z.string(),
    outcome: z.enum(["success", "denied", "failure"]),
    actor_id: z.string(),
    actor_type: z.string(),
    resource_type: z.string(),
    resource_id: z.string(),
    org_id: Uuid,
    details: z.record(z.string(), z.unknown()),
    ip_address: z.string().optional(),
    user_agent: z.string().optional(),
    request_id: z.string().optional(),
    created_at: Timestamp,
    log_index: z.int().optional().meta({ description: "Position in the organization's sealed log" }),
    prev_event_id: Uuid.optional(),
    integrity_hash: z
      .string()
      .optional()
      .meta({ description: "RFC 6962 leaf hash, hex; present once sealed" }),
  })
  .meta({ id: "AuditEvent" });

export const AuditEventsResponse = z
  .object({
    events: z.array(AuditEvent),
    count: z.int().meta({ description: "Events in this answer" }),
  })
  .meta({ id: "AuditEventsResponse" });

export const AuditEventsQuery = z
  .object({
    resource_id: z
      .string()
      .max(1100)
      .refine((text) => !text.includes("\0"), "must not contain NUL")
      .optional(),
    actor_id: Uuid.optional(),
    action: z
      .string()
      .max(64)
      .regex(/^[a-z0-9_.-]*$/)
      .optional(),
    outcome: z.enum(["success", "denied", "failure"]).optional(),
    from: Timestamp.optional(),
    to: Timestamp.optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(0)
      .meta({ description: "For deeper pages follow the Link header" }),
    cursor: z.string().max(2048).optional(),
  })
  .refine((q) => !q.from || !q.to || Date.parse(q.from) <= Date.parse(q.to), {
    message: "must not be after `to`",
    path: ["from"],
  });
