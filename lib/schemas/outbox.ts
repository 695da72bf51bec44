// The wire contract of the operator's look at mail on its way and at background jobs.
import { z } from "zod";
import { PageQuery, Timestamp, Uuid } from "./fields.ts";

export const OutboxMail = z
  .object({
    id: Uuid,
    template: z.string().meta({ description: "What kind of mail it is", example: "password_reset" }),
    to_address: z.string(),
    subject: z.string(),
    status: z.enum(["pending", "sent", "failed"]),
    attempts: z.int(),
    last_error: z.string().optional(),
    next_at: Timestamp.optional().meta({ description: "When a pending mail is tried next" }),
    created_at: Timestamp,
    sent_at: Timestamp.optional(),
  })
  .meta({ id: "OutboxMail" });

export const OutboxMailDetail = OutboxMail.extend({
  text: z.string().meta({ description: "The mail as plain text; links and keys in it work" }),
  html: z.string().meta({ description: "The mail as HTML" }),
}).meta({ id: "OutboxMailDetail" });

export const OutboxQuery = z.object({
  ...PageQuery,
  limit: z.coerce.number().int().min(1).max(200).default(50).meta({ description: "At most this many mails" }),
});

export const OutboxResponse = z.object({ mails: z.array(OutboxMail) }).meta({ id: "OutboxResponse" });

export const MailParams = z.object({ mail_id: Uuid });

export const JobResponse = z
  .object({
    name: z.string(),
    every_seconds: z.number().meta({ description: "Pause between two runs on each instance" }),
    runs: z.int().meta({ description: "Over all instances, since the deployment began" }),
    failures: z.int(),
    last_started_at: Timestamp.optional(),
    last_finished_at: Timestamp.optional(),
    last_outcome: z.enum(["done", "failed"]).optional(),
    last_error: z.string().optional().meta({ description: "Kind of the last failure; the log has the rest" }),
    last_seconds: z.number().optional(),
  })
  .meta({ id: "Job" });

export const JobListResponse = z.object({ jobs: z.array(JobResponse) }).meta({ id: "JobListResponse" });
