// Whether the server can do its work; needs nobody to be signed in.
import type { CallOptions, Http } from "./http.ts";

/** `client.health` */
export function healthResource(http: Http) {
  return {
    check: (options?: CallOptions) => http.open("get", "/v1/health", {}, options),

    /** What holds the keys. */
    hsm: (options?: CallOptions) => http.open("get", "/v1/health/hsm", {}, options),
  };
}
