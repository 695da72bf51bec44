// Programs that ask to become agents, for the people who decide.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listEnrolments"]["parameters"]["query"]>;

/** `client.enrolments` */
export function enrolmentsResource(http: Http) {
  const list = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/enrolments", { query }, options);
  return {
    /** One page of the requests that wait for you; `meta.next_cursor` leads to the next. */
    list,

    /** Every request that waits for you. @throws OneclawError when a page cannot be fetched */
    listAll: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => list({ ...query, cursor }, options),
        (page) => page.enrolments,
      ),

    /** The request that an approval link names; changes nothing. */
    lookup: (token: string, options?: CallOptions) =>
      http.request("post", "/v1/enrolments/lookup", { body: { token } }, options),

    /** Registers the agent in your organization; its key comes by mail or, without a mailer, in the answer. */
    approve: (which: Schemas["DecideEnrolmentRequest"], options?: CallOptions) =>
      http.request("post", "/v1/enrolments/approve", { body: which }, options),

    /** Turns the request down. */
    deny: (which: Schemas["DecideEnrolmentRequest"], options?: CallOptions) =>
      http.request("post", "/v1/enrolments/deny", { body: which }, options),
  };
}
