// The audit log, for people.
import type { operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Filters = NonNullable<operations["queryAuditEvents"]["parameters"]["query"]>;

/** `client.audit` */
export function auditResource(http: Http) {
  const query = (filters: Filters = {}, options?: CallOptions) =>
    http.request("get", "/v1/audit/events", { query: filters }, options);
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
  };
}
