// HTTP declaration of the background work, for the operator.
import { JobListResponse } from "#lib/schemas/outbox.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { listJobs as list } from "./service.ts";

export const listJobs = endpoint({
  id: "listJobs",
  method: "get",
  path: "/v1/admin/jobs",
  tag: "Admin",
  summary: "List background jobs and how their runs went",
  access: ["user"],
  account: true,
  operator: true,
  limit: "default",
  audit: none("shows no value"),
  status: 200,
  response: JobListResponse,
  problems: ["scope_insufficient", "operator_only"],
  handler: (ctx) => list(ctx),
});
