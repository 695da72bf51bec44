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

export const AuditActivityQuery = z.object({
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(30)
    .meta({ description: "How many days back, today included" }),
});

const Count = z.int().min(0);

/** Of sealed events, which are those up to about a second ago. */
export const AuditActivity = z
  .object({
    days: z
      .array(
        z.object({
          day: z.iso.date().meta({ description: "In UTC", example: "2027-01-31" }),
          reads: Count.meta({ description: "Values that were handed out" }),
          writes: Count.meta({ description: "Values that were written, rotated or deleted" }),
          other: Count.meta({ description: "Everything else on the log, failures included" }),
          denied: Count.meta({ description: "Whatever was refused" }),
        }),
      )
      .meta({ description: "Every day that was asked for, oldest first" }),
    agents: z
      .array(z.object({ agent_id: Uuid, reads: Count, denied: Count, last_at: Timestamp }))
      .meta({ description: "The agents that were active, most reads first, at most 50" }),
    vaults: z
      .array(z.object({ vault_id: Uuid, last_read_at: Timestamp }))
      .meta({ description: "The vaults that were read, the last read first, at most 1,000" }),
  })
  .meta({ id: "AuditActivity" });

export const AuditExportQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(500)
    .meta({ description: "Sealed events in a page" }),
  cursor: z.string().max(2048).optional(),
});

export const AuditExportPage = z
  .object({
    lines: z.array(z.string()).meta({
      description:
        "The next lines of a `1claw-audit-export/v1`, without line breaks. The lines of all pages, each on a line of its own, are the file that `admin audit verify` checks.",
    }),
  })
  .meta({ id: "AuditExportPage" });

export const AuditCheckpoint = z
  .object({
    origin: z.string().meta({ description: "The name of your organization's log" }),
    verifier_key: z.string().meta({
      description: "The key that signs the checkpoints, as `admin audit key` prints it: name, key id and key",
    }),
    size: Count.meta({ description: "How many events the newest checkpoint vouches for" }),
    checkpoint: z.string().optional().meta({ description: "The signed note; absent while the log is empty" }),
    signed_at: Timestamp.optional(),
  })
  .meta({ id: "AuditCheckpoint" });
