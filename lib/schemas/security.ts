// The wire contract of IP rules: from which addresses an organization's people and agents may come.
import { z } from "zod";
import { line, PageQuery, Timestamp, Uuid } from "./fields.ts";

export const AppliesTo = z.enum(["all", "users", "agents"]);

export const CreateIpRuleRequest = z
  .object({
    rule_type: z
      .enum(["allow", "deny", "block"])
      .meta({ description: "`deny` wins over `allow`; `block` is an alias of `deny`" }),
    cidr: z.string().trim().min(1).max(64).meta({
      description: "An IPv4 or IPv6 address or CIDR range; kept without its host bits",
      example: "203.0.113.0/24",
    }),
    label: line(100, 0).optional(),
    description: line(100, 0).optional().meta({ description: "Alias of `label`" }),
    applies_to: AppliesTo.default("all"),
    confirm_lockout: z
      .boolean()
      .optional()
      .meta({ description: "Make the rule even where it refuses your own address from then on" }),
  })
  .meta({ id: "CreateIpRuleRequest" });

export const IpRuleResponse = z
  .object({
    id: Uuid,
    org_id: Uuid,
    rule_type: z.enum(["allow", "deny"]),
    cidr: z.string(),
    label: z.string(),
    applies_to: AppliesTo,
    created_by: Uuid,
    created_at: Timestamp,
  })
  .meta({ id: "IpRuleResponse" });

export const IpRulesListResponse = z
  .object({ rules: z.array(IpRuleResponse) })
  .meta({ id: "IpRulesListResponse" });

export const IpRuleParams = z.object({ rule_id: Uuid });
export const IpRuleListQuery = z.object(PageQuery);
export const DeleteIpRuleQuery = z.object({
  confirm_lockout: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "`true`: delete the rule even where your own address is refused from then on" }),
});

export const CheckAddressQuery = z.object({
  address: z.union([z.ipv4(), z.ipv6()]).optional().meta({ description: "Yours, when it is left out" }),
});

const AddressVerdict = z.object({
  verdict: z.enum(["allowed", "denied", "not_listed", "unknown_address"]),
  rule_id: Uuid.optional().meta({ description: "The rule that decided, where it was one" }),
});

export const AddressCheckResponse = z
  .object({
    address: z.string().optional().meta({ description: "Absent where your address is not known" }),
    users: AddressVerdict,
    agents: AddressVerdict,
  })
  .meta({ id: "AddressCheckResponse" });
