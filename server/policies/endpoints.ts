// HTTP declarations of policies.
import {
  AccessQuery,
  AccessResponse,
  AllPoliciesQuery,
  CreatePolicyRequest,
  DecisionParams,
  ExplainPolicyRequest,
  PolicyDecision,
  PolicyExplanation,
  PolicyListQuery,
  PolicyListResponse,
  PolicyParams,
  PolicyReplay,
  PolicyResponse,
  ReplayPoliciesRequest,
  UpdatePolicyRequest,
} from "#lib/schemas/policies.ts";
import { VaultParams } from "#lib/schemas/vaults.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { explainAccess, readDecision } from "./decisions.ts";
import { ownAccess } from "./own-access.ts";
import { replayChange } from "./replay.ts";
import {
  changePolicy,
  createPolicy as create,
  listPolicies as list,
  listAdministered,
  removePolicy,
} from "./service.ts";

const shared = { tag: "Policies", access: ["user", "agent"], limit: "default" } as const;

export const createPolicy = endpoint({
  ...shared,
  id: "createPolicy",
  method: "post",
  path: "/v1/vaults/{vault_id}/policies",
  summary: "Grant a user or agent access to paths of a vault",
  audit: "policy.create",
  params: VaultParams,
  body: CreatePolicyRequest,
  status: 201,
  response: PolicyResponse,
  problems: ["vault_not_found", "vault_not_bound", "vault_not_granted", "principal_unknown"],
  handler: (ctx, { params, body }) => create(ctx, params.vault_id, body),
});

export const listPolicies = endpoint({
  ...shared,
  id: "listPolicies",
  method: "get",
  path: "/v1/vaults/{vault_id}/policies",
  summary: "List the policies of a vault",
  audit: none("shows no value"),
  params: VaultParams,
  query: PolicyListQuery,
  status: 200,
  response: PolicyListResponse,
  problems: ["vault_not_found", "vault_not_bound", "vault_not_granted"],
  handler: (ctx, { params, query }) => list(ctx, params.vault_id, query),
});

export const listAllPolicies = endpoint({
  ...shared,
  id: "listAllPolicies",
  method: "get",
  path: "/v1/policies",
  summary: "List the policies of every vault that you administer",
  audit: none("shows no value"),
  query: AllPoliciesQuery,
  status: 200,
  response: PolicyListResponse,
  problems: [],
  handler: (ctx, { query }) => listAdministered(ctx, query),
});

export const updatePolicy = endpoint({
  ...shared,
  id: "updatePolicy",
  method: "put",
  path: "/v1/vaults/{vault_id}/policies/{policy_id}",
  summary: "Change a policy's permissions, conditions or expiry",
  audit: "policy.update",
  params: PolicyParams,
  body: UpdatePolicyRequest,
  status: 200,
  response: PolicyResponse,
  problems: ["vault_not_found", "vault_not_bound", "vault_not_granted", "policy_not_found"],
  handler: (ctx, { params, body }) => changePolicy(ctx, params.vault_id, params.policy_id, body),
});

export const deletePolicy = endpoint({
  ...shared,
  id: "deletePolicy",
  method: "delete",
  path: "/v1/vaults/{vault_id}/policies/{policy_id}",
  summary: "Delete a policy; it ends with the next request",
  audit: "policy.delete",
  params: PolicyParams,
  status: 204,
  problems: ["vault_not_found", "vault_not_bound", "vault_not_granted", "policy_not_found"],
  handler: (ctx, { params }) => removePolicy(ctx, params.vault_id, params.policy_id),
});

export const getOwnAccess = endpoint({
  ...shared,
  id: "getOwnAccess",
  method: "get",
  path: "/v1/vaults/{vault_id}/access",
  summary: "Say what you yourself may do in a vault, and why not something",
  description:
    "The reason is a class only. Nothing tells whether there is a secret, or what others may do. Nothing is recorded: it is no access.",
  audit: none("tells the caller of its own rules alone, and shows no value"),
  params: VaultParams,
  query: AccessQuery,
  status: 200,
  response: AccessResponse,
  problems: ["vault_not_found"],
  handler: (ctx, { params, query }) => ownAccess(ctx, params.vault_id, query),
});

export const explainPolicies = endpoint({
  ...shared,
  access: ["user"],
  id: "explainPolicies",
  method: "post",
  path: "/v1/policies/explain",
  summary: "Explain why somebody is allowed or denied, and what would allow it",
  audit: "policy.explain",
  body: ExplainPolicyRequest,
  status: 200,
  response: PolicyExplanation,
  problems: [
    "vault_not_found",
    "vault_not_bound",
    "vault_not_granted",
    "principal_unknown",
    "principal_not_allowed",
    "audit_unavailable",
  ],
  handler: (ctx, { body }) => explainAccess(ctx, body),
});

export const getPolicyDecision = endpoint({
  ...shared,
  access: ["user"],
  id: "getPolicyDecision",
  method: "get",
  path: "/v1/policies/decisions/{decision_id}",
  summary: "Look up the decision_id of a denial",
  audit: "policy.explain",
  params: DecisionParams,
  status: 200,
  response: PolicyDecision,
  problems: ["decision_not_found", "principal_not_allowed", "audit_unavailable"],
  handler: (ctx, { params }) => readDecision(ctx, params.decision_id),
});

export const replayPolicies = endpoint({
  ...shared,
  access: ["user"],
  id: "replayPolicies",
  method: "post",
  path: "/v1/vaults/{vault_id}/policies/replay",
  summary: "Try a change of a policy on the real decisions of the last days",
  description: "Nothing is changed. Answers which decisions would have come out differently.",
  audit: "policy.replay",
  params: VaultParams,
  body: ReplayPoliciesRequest,
  status: 200,
  response: PolicyReplay,
  problems: [
    "vault_not_found",
    "vault_not_bound",
    "vault_not_granted",
    "principal_unknown",
    "policy_not_found",
    "principal_not_allowed",
    "audit_unavailable",
  ],
  handler: (ctx, { params, body }) => replayChange(ctx, params.vault_id, body),
});
