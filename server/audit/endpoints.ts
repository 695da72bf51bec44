// HTTP declarations of the audit log.
import {
  AuditActivity,
  AuditActivityQuery,
  AuditCheckpoint,
  AuditEventsQuery,
  AuditEventsResponse,
  AuditExportPage,
  AuditExportQuery,
} from "#lib/schemas/audit.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { activity } from "./activity/service.ts";
import { exportPage, newestCheckpoint } from "./export.ts";
import { queryEvents } from "./query.ts";

export const queryAuditEvents = endpoint({
  id: "queryAuditEvents",
  method: "get",
  path: "/v1/audit/events",
  tag: "Audit",
  summary: "Query the audit log, newest first",
  access: ["user"],
  account: true,
  limit: "default",
  audit: none("reading the log would fill it with itself"),
  query: AuditEventsQuery,
  status: 200,
  response: AuditEventsResponse,
  problems: ["principal_not_allowed", "scope_insufficient"],
  handler: (ctx, { query }) => queryEvents(ctx, query),
});

export const auditActivity = endpoint({
  id: "auditActivity",
  method: "get",
  path: "/v1/audit/activity",
  tag: "Audit",
  summary: "Count what was done, by day, agent and vault",
  access: ["user"],
  account: true,
  limit: "default",
  audit: none("reading the log would fill it with itself"),
  query: AuditActivityQuery,
  status: 200,
  response: AuditActivity,
  problems: ["principal_not_allowed", "scope_insufficient"],
  handler: (ctx, { query }) => activity(ctx, query),
});

export const exportAuditLog = endpoint({
  id: "exportAuditLog",
  method: "get",
  path: "/v1/audit/export",
  tag: "Audit",
  summary: "Export the sealed log in its order, page by page, to be checked elsewhere",
  description:
    "For owners and admins. Follow the Link header to the last page; what is appended meanwhile is left to the next export.",
  access: ["user"],
  account: true,
  limit: "default",
  audit: none("reading the log would fill it with itself"),
  query: AuditExportQuery,
  status: 200,
  response: AuditExportPage,
  problems: ["principal_not_allowed", "scope_insufficient", "role_insufficient"],
  handler: (ctx, { query }) => exportPage(ctx, query),
});

export const auditCheckpoint = endpoint({
  id: "auditCheckpoint",
  method: "get",
  path: "/v1/audit/checkpoint",
  tag: "Audit",
  summary: "The newest signed checkpoint of your organization's log",
  description:
    "Keep it elsewhere: a log that was cut or rewritten later cannot agree with it. Compare the key with the one that the operator's `admin audit key` prints.",
  access: ["user"],
  account: true,
  limit: "default",
  audit: none("shows no event"),
  status: 200,
  response: AuditCheckpoint,
  problems: ["principal_not_allowed", "scope_insufficient"],
  handler: (ctx) => newestCheckpoint(ctx),
});
