// Values that an agent needs and its people have: the agent asks, a person answers on a page, and the agent never handles it.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listSecretRequests"]["parameters"]["query"]>;

/** `cmekFingerprint`: of the key you encrypted the value under; refused when the vault is under another by now. */
export type FulfilOptions = CallOptions & { cmekFingerprint?: string };

/** `client.secretRequests` */
export function secretRequestsResource(http: Http) {
  const list = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/secret-requests", { query }, options);
  const at = (secret_request_id: string) => ({ params: { secret_request_id } });
  return {
    /** Asks for a value at a path, as an agent; `url` is the page where a person answers. The same again while it is open. */
    create: (vault_id: string, body: Schemas["CreateSecretRequestRequest"], options?: CallOptions) =>
      http.request("post", "/v1/vaults/{vault_id}/secret-requests", { params: { vault_id }, body }, options),

    /** What became of a request. */
    get: (id: string, options?: CallOptions) =>
      http.request("get", "/v1/secret-requests/{secret_request_id}", at(id), options),

    /** One page: an agent's own, or those that you may answer; `meta.next_cursor` leads to the next. */
    list,

    /** Every one of them, pending ones unless `status` says otherwise. @throws OneclawError when a page cannot be fetched */
    listAll: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => list({ ...query, cursor }, options),
        (page) => page.secret_requests,
      ),

    /** Stores the value at the path that was asked for and closes the request, as a person who may write there. */
    fulfil: (id: string, body: Schemas["FulfilSecretRequestRequest"], options: FulfilOptions = {}) => {
      const headers = { "x-cmek-fingerprint": options.cmekFingerprint };
      const input = { ...at(id), headers, body };
      return http.request("post", "/v1/secret-requests/{secret_request_id}/fulfil", input, options);
    },

    /** Turns the request down; the agent is shown the reason. */
    decline: (id: string, body: Schemas["DeclineSecretRequestRequest"] = {}, options?: CallOptions) =>
      http.request("post", "/v1/secret-requests/{secret_request_id}/decline", { ...at(id), body }, options),

    /** Takes a request back, as the agent that made it. */
    withdraw: (id: string, options?: CallOptions) =>
      http.request("delete", "/v1/secret-requests/{secret_request_id}", at(id), options),
  };
}
