// Which filters a webhook may have, in words. Pure.

export type Choice = { value: string; label: string; hint?: string; group: string };

const KINDS: Record<string, string> = {
  auth: "Sign-ins",
  user: "Accounts",
  api_key: "Personal API keys",
  vault: "Vaults",
  secret: "Secrets",
  cmek: "Customer-managed keys",
  share: "Shares",
  sealed_share: "Sealed links",
  policy: "Policies",
  agent: "Agents",
  org: "Organization",
  ip_rule: "IP rules",
  webhook: "Webhooks",
  admin: "Operator",
  access: "Access",
  kek: "Vault keys",
  signing_key: "Signing keys",
  invite: "Sign-up invitations",
  crypto: "Integrity",
};

/** Everything, then kind by kind: all of it, and each action. */
export function eventChoices(actions: readonly string[]): Choice[] {
  const kinds = Map.groupBy(actions, (action) => action.slice(0, action.indexOf(".")));
  const choices: Choice[] = [{ value: "*", label: "Everything", hint: "*", group: "All" }];
  for (const [kind, own] of kinds) {
    const group = KINDS[kind] ?? kind;
    if (own.length > 1)
      choices.push({ value: `${kind}.*`, label: `${kind}.*`, hint: `All of ${group.toLowerCase()}`, group });
    for (const action of own) choices.push({ value: action, label: action, group });
  }
  return choices;
}

/** The filters without those that another one takes in already. */
export function withoutCovered(filters: readonly string[]): string[] {
  const kept = new Set(filters);
  if (kept.has("*")) return ["*"];
  return [...kept].filter((filter) => {
    const kind = `${filter.slice(0, filter.indexOf("."))}.*`;
    return filter === kind || !kept.has(kind);
  });
}
