// What a principal is told of its own rights in a vault, and what others are told of whether an agent could read there.
// Must never say anything of a secret, or of a rule for somebody else.
import type { z } from "zod";
import type { AccessQuery, AccessResponse } from "#lib/schemas/policies.ts";
import type { Context } from "#server/context.ts";
import { vaultInOrg } from "#server/vaults/lookup.ts";
import {
  beyondCeilings,
  evaluate,
  isBoundTo,
  isLive,
  isOwner,
  type PolicyRule,
  type VisibilityInput,
} from "./evaluate.ts";
import { principalFacts } from "./principal-facts.ts";
import { reasonClass } from "./reason-class.ts";
import { selectRules } from "./store.ts";

type Access = z.input<typeof AccessResponse>;

/** What the caller may do in the vault, and why it may or may not do one thing there. @throws Problem `vault_not_found` */
export async function ownAccess(
  ctx: Context,
  vault_id: string,
  { path, permission }: z.output<typeof AccessQuery>,
): Promise<Access> {
  const { principal, org_id, ip, now: at } = ctx;
  const { ceilings } = principal;
  const vault = await vaultInOrg(ctx, vault_id);
  const policies = await selectRules(ctx.runtime.db, org_id, vault_id, principal.type, principal.id);
  const input: VisibilityInput = { principal, vault, policies, ceilings, ip, at };
  const isBound = isBoundTo(ceilings, vault_id);
  return {
    vault_id,
    is_creator: isOwner(input),
    grants: isBound ? policies.filter((policy) => isLive(policy, at)).map(grantOf) : [],
    ...(ceilings.path_scopes && { scopes: [...ceilings.path_scopes] }),
    ...(ceilings.permissions && { permissions: [...ceilings.permissions] }),
    ...(path !== undefined && { decision: decisionOn(input, path, permission) }),
  };
}

function grantOf(policy: PolicyRule): Access["grants"][number] {
  return {
    secret_path_pattern: policy.secret_path_pattern,
    permissions: [...policy.permissions],
    ...(policy.expires_at && { expires_at: policy.expires_at.toISOString() }),
    has_conditions: Object.keys(Object(policy.conditions)).length > 0,
  };
}

function decisionOn(
  input: VisibilityInput,
  path: string,
  permission: z.output<typeof AccessQuery>["permission"],
): Access["decision"] {
  const asked = { ...input, path, permission };
  const decision = evaluate(asked);
  return {
    path,
    permission,
    allowed: decision.allowed,
    ...(!decision.allowed && { reason: reasonClass(asked, decision.reason) }),
  };
}

/**
 * Whether a rule gives an agent the path to read within its limits, for people who answer what it asks for. Conditions
 * are not judged: they hang on a request that is yet to come.
 */
export async function agentCouldRead(
  ctx: Context,
  vault: VisibilityInput["vault"],
  agent_id: string,
  path: string,
): Promise<boolean> {
  const { db } = ctx.runtime;
  const principal = { type: "agent", id: agent_id } as const;
  const { ceilings, agent } = await principalFacts(db, ctx.org_id, "agent", agent_id);
  if (!agent || beyondCeilings(ceilings, vault.id, path, "read") !== null) return false;
  const rules = await selectRules(db, ctx.org_id, vault.id, "agent", agent_id);
  const policies = rules.map((rule) => ({ ...rule, conditions: {} }));
  return evaluate({
    principal,
    vault,
    policies,
    ceilings,
    ip: null,
    at: ctx.now,
    path,
    permission: "read",
  }).allowed;
}
