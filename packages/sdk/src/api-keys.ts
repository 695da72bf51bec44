// Personal API keys (1ck_…).
import type { components } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";

type Schemas = components["schemas"];

/** `client.apiKeys` */
export function apiKeysResource(http: Http) {
  return {
    /** Creates a key; it is shown this once. */
    create: (key: Schemas["CreateApiKeyRequest"], options?: CallOptions) =>
      http.request("post", "/v1/auth/api-keys", { body: key }, options),

    /** All of your keys, without the keys themselves. */
    list: (options?: CallOptions) => http.request("get", "/v1/auth/api-keys", {}, options),

    /** Ends a key and every token made from it. */
    revoke: (key_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/auth/api-keys/{key_id}", { params: { key_id } }, options),
  };
}
