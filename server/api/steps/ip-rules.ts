// Holds principals to the IP rules of their organization, by the client's address as the front door saw it.
import type { PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import type { PrincipalType } from "#server/policies/evaluate.ts";
import { type AddressVerdict, judgeAddress, type StoredIpRules } from "#server/security/ip-rules.ts";

type Who = { type: PrincipalType; id: string; org_id: string };

const WHY: Record<Exclude<AddressVerdict, "allowed">, string> = {
  denied: "A rule of your organization refuses this address.",
  not_listed: "Your organization lets in listed addresses only, and this is none of them.",
  unknown_address: "Your organization has IP rules, and the address of this request is not known.",
};

/** @throws Problem `address_not_allowed` */
export function requireAllowedAddress(
  { ip }: Pick<PublicContext, "ip">,
  who: Who,
  rules: StoredIpRules,
): void {
  const verdict = judgeAddress(rules, who.type, ip);
  if (verdict === "allowed") return;
  throw new Problem("address_not_allowed", {
    detail: `${WHY[verdict]} Ask an owner or admin of the organization.`,
    org_id: who.org_id,
    audit: { reason: verdict, [`${who.type}_id`]: who.id },
  });
}
