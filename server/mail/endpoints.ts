// HTTP declarations of the outbox, for the operator.
import {
  MailParams,
  OutboxMail,
  OutboxMailDetail,
  OutboxQuery,
  OutboxResponse,
} from "#lib/schemas/outbox.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { listOutbox, readMail, retryMail } from "./service.ts";

const shared = { tag: "Admin", access: ["user"], limit: "default", account: true, operator: true } as const;

export const listOutboxMails = endpoint({
  ...shared,
  id: "listOutboxMails",
  method: "get",
  path: "/v1/admin/outbox",
  summary: "List mail on its way, newest first",
  audit: none("shows no mail's text"),
  query: OutboxQuery,
  status: 200,
  response: OutboxResponse,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx, { query }) => listOutbox(ctx, query),
});

export const getOutboxMail = endpoint({
  ...shared,
  id: "getOutboxMail",
  method: "get",
  path: "/v1/admin/outbox/{mail_id}",
  summary: "Read a mail that has not been sent",
  description: "Links and keys in it work, so reading it is on the audit log.",
  audit: "admin.outbox_read",
  params: MailParams,
  status: 200,
  response: OutboxMailDetail,
  problems: ["scope_insufficient", "operator_only", "mail_not_found", "mail_gone"],
  handler: (ctx, { params }) => readMail(ctx, params.mail_id),
});

export const retryOutboxMail = endpoint({
  ...shared,
  id: "retryOutboxMail",
  method: "post",
  path: "/v1/admin/outbox/{mail_id}/retry",
  summary: "Send a mail now, with all its tries ahead",
  audit: "admin.outbox_retry",
  params: MailParams,
  status: 200,
  response: OutboxMail,
  problems: ["scope_insufficient", "operator_only", "mail_not_found", "mail_gone"],
  handler: (ctx, { params }) => retryMail(ctx, params.mail_id),
});
