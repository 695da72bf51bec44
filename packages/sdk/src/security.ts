// IP rules: from which addresses an organization's people and agents may come.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listIpRules"]["parameters"]["query"]>;

/** `client.security` */
export function securityResource(http: Http) {
  return {
    /** One page of the rules; `meta.next_cursor` leads to the next. */
    listIpRules: (query: Page = {}, options?: CallOptions) =>
      http.request("get", "/v1/security/ip-rules", { query }, options),

    /** Whether the rules let an address in, your own when none is named. */
    checkAddress: (query: { address?: string } = {}, options?: CallOptions) =>
      http.request("get", "/v1/security/ip-rules/check", { query }, options),

    /** Makes a rule, in force with the next request. One that refuses the caller's own address must be confirmed. */
    createIpRule: (rule: Schemas["CreateIpRuleRequest"], options?: CallOptions) =>
      http.request("post", "/v1/security/ip-rules", { body: rule }, options),

    /** Deletes a rule. */
    deleteIpRule: (
      rule_id: string,
      query: { confirm_lockout?: "true" | "false" } = {},
      options?: CallOptions,
    ) => http.request("delete", "/v1/security/ip-rules/{rule_id}", { params: { rule_id }, query }, options),
  };
}
