// Decides access and mints grants. Nobody else decides who may see what, and nothing is looked up before the decision.
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context, Principal } from "#server/context.ts";
import { type ErrorCode, Problem } from "#server/errors.ts";
import type { VaultFacts } from "#server/secrets/prefetch.ts";
import { vaultInOrg, vaultNotFound } from "#server/vaults/lookup.ts";
import {
  beyondCeilings,
  type Decision,
  type DenialReason,
  evaluate,
  type Permission,
  type PolicyRule,
  type Visibility,
  visiblePatterns,
} from "./evaluate.ts";
import { type Grant, mint } from "./grant.ts";
import { selectRules, selectVaultsWithRules } from "./store.ts";

/**
 * Proof that the caller may act on the path, decided before anything is known of the path's existence.
 * @param through the share through which somebody else acts with the caller's right; named in the grant
 * @throws Problem `vault_not_found` | `vault_not_bound` | `scope_insufficient` | `path_not_granted`
 */
export async function grantFor(
  ctx: Context,
  vault_id: string,
  path: string,
  permission: Permission,
  through?: string,
): Promise<Grant> {
  const { principal } = ctx;
  const decision = await decide(ctx, vault_id, path, permission);
  if (!decision.allowed) throw denied(decision.reason, principal.type, permission, { vault_id, path });
  return mint({
    org_id: ctx.org_id,
    vault_id,
    path,
    permission,
    principal: { type: principal.type, id: principal.id },
    by: through ?? decision.policy_id ?? decision.by,
  });
}

/** Whether the caller may act on the path, for what depends on it without being refused. @throws Problem `vault_not_found` */
export async function permits(
  ctx: Context,
  vault_id: string,
  path: string,
  permission: Permission,
): Promise<boolean> {
  return (await decide(ctx, vault_id, path, permission)).allowed;
}

/** Those of the paths on which the caller may act. @throws Problem `vault_not_found` */
export async function permittedPaths(
  ctx: Context,
  vault_id: string,
  paths: readonly string[],
  permission: Permission,
): Promise<ReadonlySet<string>> {
  const { vault, policies } = await factsFor(ctx, vault_id, null);
  const { principal, ip, now: at } = ctx;
  const { ceilings } = principal;
  const asked = { principal, vault, permission, policies, ceilings, ip, at };
  const permitted = new Set<string>();
  for (const [i, path] of paths.entries()) {
    // Many paths against many rules take their time, and other requests wait for the same thread.
    if (i % 100 === 99) await nextTurn();
    if (evaluate({ ...asked, path }).allowed) permitted.add(path);
  }
  return permitted;
}

/**
 * Refuses what the principal's credential is to stay away from, whatever somebody gave him there.
 * @throws Problem `vault_not_bound` | `scope_insufficient`
 */
export function requireWithinCeilings(
  { type, ceilings }: Principal,
  at: { vault_id: string; path: string },
  permission: Permission,
): void {
  const beyond = beyondCeilings(ceilings, at.vault_id, at.path, permission);
  if (beyond !== null) throw denied(beyond, type, permission, at);
}

async function decide(
  ctx: Context,
  vault_id: string,
  path: string,
  permission: Permission,
): Promise<Decision> {
  const { vault, policies } = await factsFor(ctx, vault_id, path);
  const { principal, ip, now } = ctx;
  const { ceilings } = principal;
  return evaluate({ principal, vault, path, permission, policies, ceilings, ip, at: now });
}

/**
 * Which paths of the vault the caller may read, for its lists; without a policy it is none.
 * @throws Problem `vault_not_found`
 */
export async function visibleFor(ctx: Context, vault_id: string): Promise<Visibility> {
  const { vault, policies } = await factsFor(ctx, vault_id, null);
  return visiblePatterns({
    principal: ctx.principal,
    vault,
    policies,
    ceilings: ctx.principal.ceilings,
    ip: ctx.ip,
    at: ctx.now,
  });
}

export type VisibleVault = { vault_id: string; visible: Visibility };

/**
 * What the caller may read (or do otherwise) now in each vault of the organization, or in one of them, in the order of
 * their ids; vaults where that is nothing are left out.
 * @throws Problem `vault_not_found` for one that is not there
 */
export async function visibleVaults(
  ctx: Context,
  vault_id?: string,
  permission: Permission = "read",
): Promise<VisibleVault[]> {
  const { principal, ip, now: at, org_id } = ctx;
  if (vault_id !== undefined) await vaultInOrg(ctx, vault_id);
  const rows = await selectVaultsWithRules(ctx.runtime.db, org_id, principal, vault_id ?? null);
  return rows
    .map(({ policies, ...vault }) => ({
      vault_id: vault.id,
      visible: visiblePatterns(
        { principal, vault, policies, ceilings: principal.ceilings, ip, at },
        permission,
      ),
    }))
    .filter(({ visible }) => visible.patterns.length > 0 && visible.within?.length !== 0);
}

async function factsFor(
  ctx: Context,
  vault_id: string,
  path: string | null,
): Promise<{ vault: VaultFacts; policies: PolicyRule[] }> {
  const { prefetched, principal } = ctx;
  if (prefetched && prefetched.vault_id === vault_id && prefetched.path === path) {
    if (!prefetched.vault) throw vaultNotFound();
    return { vault: prefetched.vault, policies: prefetched.policies };
  }
  const vault = await vaultInOrg(ctx, vault_id);
  const policies = await selectRules(ctx.runtime.db, ctx.org_id, vault_id, principal.type, principal.id);
  return { vault, policies };
}

const DENIALS: Record<
  DenialReason,
  { code: ErrorCode; why: (permission: Permission, who: string) => string }
> = {
  vault_not_bound: { code: "vault_not_bound", why: (_, who) => `This ${who} is bound to other vaults.` },
  scopes_do_not_cover: {
    code: "scope_insufficient",
    why: (permission) => `The token's scopes do not cover ${permission} on this path.`,
  },
  no_policy: {
    code: "path_not_granted",
    why: (permission, who) => `No policy gives this ${who} ${permission} on this path.`,
  },
  condition_failed: {
    code: "path_not_granted",
    why: (permission) =>
      `A policy gives ${permission} on this path, but one of its conditions (address or time) is not met now.`,
  },
  expired: {
    code: "path_not_granted",
    why: (permission) => `The policy that gave ${permission} on this path has expired.`,
  },
};

/** The refusal for a reason; the same words whatever lies at the path. */
export function denied(
  reason: DenialReason,
  who: string,
  permission: Permission,
  at: { vault_id: string; path: string },
): Problem {
  const { code, why } = DENIALS[reason];
  return new Problem(code, {
    detail: `Access denied: ${why(permission, who)} Ask someone who administers the vault to grant it.`,
    audit: { ...at, permission, reason },
  });
}
