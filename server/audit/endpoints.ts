// HTTP declarations of the audit log.
import { AuditEventsQuery, AuditEventsResponse } from "#lib/schemas/audit.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
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
