// Access: the policies of a vault, which say who may do what at which paths.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Policy = Schemas["CreatePolicyRequest"];
type Page = NonNullable<operations["listPolicies"]["parameters"]["query"]>;
type OwnQuery = NonNullable<operations["getOwnAccess"]["parameters"]["query"]>;
type EverywhereQuery = NonNullable<operations["listAllPolicies"]["parameters"]["query"]>;

export type GrantOptions = Pick<Policy, "conditions" | "expires_at"> & {
  /** Which paths the grant covers: `*` is one segment, `**` any number of them; all unless told otherwise. */
  secretPathPattern?: string;
};

/** `client.access` */
export function accessResource(http: Http) {
  const grant = (
    vault_id: string,
    principal: Pick<Policy, "principal_type" | "principal_id">,
    permissions: Policy["permissions"],
    { secretPathPattern = "**", conditions, expires_at }: GrantOptions,
    options?: CallOptions,
  ) => {
    const body = {
      secret_path_pattern: secretPathPattern,
      ...principal,
      permissions,
      conditions,
      expires_at,
    };
    return http.request("post", "/v1/vaults/{vault_id}/policies", { params: { vault_id }, body }, options);
  };
  const list = (vault_id: string, query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/vaults/{vault_id}/policies", { params: { vault_id }, query }, options);

  return {
    /** Gives a person access to a vault. */
    grantHuman: (
      vault_id: string,
      user_id: string,
      permissions: Policy["permissions"],
      limits: GrantOptions = {},
      options?: CallOptions,
    ) => grant(vault_id, { principal_type: "user", principal_id: user_id }, permissions, limits, options),

    /** Gives an agent access to a vault. */
    grantAgent: (
      vault_id: string,
      agent_id: string,
      permissions: Policy["permissions"],
      limits: GrantOptions = {},
      options?: CallOptions,
    ) => grant(vault_id, { principal_type: "agent", principal_id: agent_id }, permissions, limits, options),

    /** One page of the vault's policies; `meta.next_cursor` leads to the next. */
    list,

    /** `list` under the name that existing callers use. */
    listGrants: list,

    /** Every policy of the vault. @throws OneclawError when a page cannot be fetched */
    listAll: (vault_id: string, query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => list(vault_id, { ...query, cursor }, options),
        (page) => page.policies,
      ),

    /** One page of the policies of every vault that you administer; `meta.next_cursor` leads to the next. */
    listEverywhere: (query: EverywhereQuery = {}, options?: CallOptions) =>
      http.request("get", "/v1/policies", { query }, options),

    /** Changes permissions, conditions or expiry; what is left out stays. */
    update: (
      vault_id: string,
      policy_id: string,
      changes: Schemas["UpdatePolicyRequest"],
      options?: CallOptions,
    ) =>
      http.request(
        "put",
        "/v1/vaults/{vault_id}/policies/{policy_id}",
        { params: { vault_id, policy_id }, body: changes },
        options,
      ),

    /** Takes the access away, with the next request. */
    revoke: (vault_id: string, policy_id: string, options?: CallOptions) =>
      http.request(
        "delete",
        "/v1/vaults/{vault_id}/policies/{policy_id}",
        { params: { vault_id, policy_id } },
        options,
      ),

    /** What you yourself may do in a vault and, for a `path`, whether and why not; nothing of what lies there. */
    mine: (vault_id: string, query: OwnQuery = {}, options?: CallOptions) =>
      http.request("get", "/v1/vaults/{vault_id}/access", { params: { vault_id }, query }, options),

    /** Why somebody is allowed or denied, rule by rule, and the smallest policy that would allow it. */
    explain: (question: Schemas["ExplainPolicyRequest"], options?: CallOptions) =>
      http.request("post", "/v1/policies/explain", { body: question }, options),

    /** What a `decision_id` stands for: who was denied what, when, and how it would be decided now. */
    decision: (decision_id: string, options?: CallOptions) =>
      http.request("get", "/v1/policies/decisions/{decision_id}", { params: { decision_id } }, options),

    /** Which real decisions of the last `days` (30 unless told otherwise) a change would turn round; changes nothing. */
    replay: (
      vault_id: string,
      change: Schemas["ReplayPoliciesRequest"]["change"],
      { days }: { days?: number } = {},
      options?: CallOptions,
    ) =>
      http.request(
        "post",
        "/v1/vaults/{vault_id}/policies/replay",
        { params: { vault_id }, body: { change, days } },
        options,
      ),
  };
}
