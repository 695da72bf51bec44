// The audit log, for people.
import type { operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Filters = NonNullable<operations["queryAuditEvents"]["parameters"]["query"]>;
type ExportPage = NonNullable<operations["exportAuditLog"]["parameters"]["query"]>;
type Span = NonNullable<operations["auditActivity"]["parameters"]["query"]>;

/** `client.audit` */
export function auditResource(http: Http) {
  const query = (filters: Filters = {}, options?: CallOptions) =>
    http.request("get", "/v1/audit/events", { query: filters }, options);
  const exportPage = (page: ExportPage = {}, options?: CallOptions) =>
    http.request("get", "/v1/audit/export", { query: page }, options);
  return {
    /** One page of events, newest first; `meta.next_cursor` leads to the next. */
    query,

    /** Every event that the filters let through, newest first. @throws OneclawError when a page cannot be fetched */
    queryAll: (filters: Filters = {}, options?: CallOptions) =>
      everyItem(
        filters.cursor,
        (cursor) => query({ ...filters, cursor }, options),
        (page) => page.events,
      ),

    /** One page of the sealed log in its order, as lines of an export; owners and admins only. */
    exportPage,

    /** Every line of an export, which `verifyAuditLog` checks. @throws OneclawError when a page cannot be fetched */
    exportLines: (page: ExportPage = {}, options?: CallOptions) =>
      everyItem(
        page.cursor,
        (cursor) => exportPage({ ...page, cursor }, options),
        ({ lines }) => lines,
      ),

    /** The newest signed checkpoint, and the key that signs it. */
    checkpoint: (options?: CallOptions) => http.request("get", "/v1/audit/checkpoint", {}, options),

    /** How much was done on each of the last `days` (30 unless told otherwise), by which agents, in which vaults. */
    activity: (span: Span = {}, options?: CallOptions) =>
      http.request("get", "/v1/audit/activity", { query: span }, options),
  };
}
