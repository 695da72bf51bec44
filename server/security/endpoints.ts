// HTTP declarations of IP rules.
import {
  AddressCheckResponse,
  CheckAddressQuery,
  CreateIpRuleRequest,
  DeleteIpRuleQuery,
  IpRuleListQuery,
  IpRuleParams,
  IpRuleResponse,
  IpRulesListResponse,
} from "#lib/schemas/security.ts";
import { endpoint, none } from "#server/api/endpoint.ts";
import { checkAddress, createRule, listRules, removeRule } from "./service.ts";

const shared = { tag: "Security", access: ["user"], limit: "default", account: true } as const;

export const listIpRules = endpoint({
  ...shared,
  id: "listIpRules",
  method: "get",
  path: "/v1/security/ip-rules",
  summary: "List your organization's IP rules",
  audit: none("shows no value"),
  query: IpRuleListQuery,
  status: 200,
  response: IpRulesListResponse,
  problems: ["scope_insufficient", "role_insufficient"],
  handler: (ctx, { query }) => listRules(ctx, query),
});

export const createIpRule = endpoint({
  ...shared,
  id: "createIpRule",
  method: "post",
  path: "/v1/security/ip-rules",
  summary: "Say from which addresses people and agents may, or may not, come",
  description:
    "A matching `deny` rule refuses. Where an `allow` rule applies to the kind of principal, one of them must match. In force with the next request, for tokens, API keys and agents alike.",
  audit: "ip_rule.create",
  body: CreateIpRuleRequest,
  status: 201,
  response: IpRuleResponse,
  problems: ["scope_insufficient", "role_insufficient", "would_lock_you_out", "ip_rules_full"],
  handler: (ctx, { body }) => createRule(ctx, body),
});

export const deleteIpRule = endpoint({
  ...shared,
  id: "deleteIpRule",
  method: "delete",
  path: "/v1/security/ip-rules/{rule_id}",
  summary: "Delete an IP rule",
  audit: "ip_rule.delete",
  params: IpRuleParams,
  query: DeleteIpRuleQuery,
  status: 204,
  problems: ["scope_insufficient", "role_insufficient", "ip_rule_not_found", "would_lock_you_out"],
  handler: (ctx, { params, query }) => removeRule(ctx, params.rule_id, query.confirm_lockout === "true"),
});

export const checkIpRules = endpoint({
  ...shared,
  id: "checkIpRules",
  method: "get",
  path: "/v1/security/ip-rules/check",
  summary: "Whether your organization's IP rules let an address in, and which rule decides",
  audit: none("shows no value"),
  query: CheckAddressQuery,
  status: 200,
  response: AddressCheckResponse,
  problems: ["scope_insufficient", "role_insufficient"],
  handler: (ctx, { query }) => checkAddress(ctx, query.address),
});
