// Administers the rules: who may write them, and what they may say.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type {
  AllPoliciesQuery,
  CreatePolicyRequest,
  PolicyResponse,
  UpdatePolicyRequest,
} from "#lib/schemas/policies.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { type VaultRow, vaultInOrg } from "#server/vaults/lookup.ts";
import { denied } from "./access.ts";
import { checkConditions } from "./conditions.ts";
import {
  deletePoliciesOf,
  deletePolicy,
  insertPolicy,
  principalExists,
  selectAdministeredPolicies,
  selectPolicies,
  selectPoliciesOfPerson,
  updatePolicy,
} from "./store.ts";

type Policy = z.input<typeof PolicyResponse>;
type PolicyRow = Awaited<ReturnType<typeof insertPolicy>>;

/** The vault, for someone who may administer its policies: its creator, or an owner or admin of the organization. */
export async function administeredVault(ctx: Context, vault_id: string): Promise<VaultRow> {
  const vault = await vaultInOrg(ctx, vault_id);
  const { principal } = ctx;
  const { vault_ids, path_scopes, permissions } = principal.ceilings;
  if (vault_ids !== null && !vault_ids.includes(vault_id))
    throw denied("vault_not_bound", principal.type, "write", { vault_id, path: "" });
  const isCreator = vault.created_by === principal.id && vault.created_by_type === principal.type;
  const isAdmin = isOrgAdmin(principal);
  if (path_scopes !== null || permissions !== null || !(isCreator || isAdmin)) {
    throw new Problem("vault_not_granted", {
      detail:
        "Only the vault's creator and the organization's owners and admins may administer its policies.",
      audit: { vault_id },
    });
  }
  return vault;
}

/** Creates a rule. @throws Problem `vault_not_found` | `vault_not_granted` | `validation_failed` | `principal_unknown` */
export async function createPolicy(
  ctx: Context,
  vault_id: string,
  body: z.output<typeof CreatePolicyRequest>,
): Promise<Policy> {
  await administeredVault(ctx, vault_id);
  requireConditions(body.conditions);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await requirePrincipal(trx, ctx.org_id, body);
    return view(await storePolicy(trx, ctx, vault_id, body));
  });
}

async function storePolicy(
  trx: Database,
  ctx: Context,
  vault_id: string,
  body: z.output<typeof CreatePolicyRequest>,
): Promise<PolicyRow> {
  const row = await insertPolicy(trx, {
    id: randomUUIDv7(),
    org_id: ctx.org_id,
    vault_id,
    secret_path_pattern: body.secret_path_pattern,
    principal_type: body.principal_type,
    principal_id: body.principal_id,
    permissions: body.permissions,
    conditions: JSON.stringify(body.conditions ?? {}),
    expires_at: body.expires_at ?? null,
    created_by: ctx.principal.id,
    created_by_type: ctx.principal.type,
    created_at: ctx.now,
  });
  await record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "policy.create",
    resource: { type: "policy", id: row.id },
    details: rule(row),
  });
  return row;
}

/** The rules of a vault, oldest first. @throws Problem `vault_not_found` | `vault_not_granted` */
export async function listPolicies(
  ctx: Context,
  vault_id: string,
  query: { limit: number; cursor?: string },
): Promise<{ policies: Policy[] }> {
  await administeredVault(ctx, vault_id);
  const rows = await selectPolicies(
    ctx.runtime.db,
    ctx.org_id,
    vault_id,
    readCursor(query.cursor),
    query.limit + 1,
  );
  return { policies: nextPage(ctx, rows, query.limit, (row) => row.id).map(view) };
}

/**
 * The rules of every live vault that the caller administers, oldest first; the same vaults as `administeredVault` lets
 * through one by one.
 */
export async function listAdministered(
  ctx: Context,
  { limit, cursor, vault_id, principal_id }: z.output<typeof AllPoliciesQuery>,
): Promise<{ policies: Policy[] }> {
  const { principal } = ctx;
  const { vault_ids, path_scopes, permissions } = principal.ceilings;
  if (path_scopes !== null || permissions !== null) return { policies: [] };
  const rows = await selectAdministeredPolicies(ctx.runtime.db, ctx.org_id, {
    by: {
      type: principal.type,
      id: principal.id,
      administers_all: isOrgAdmin(principal),
      bound_to: vault_ids,
    },
    ...(vault_id && { vault_id }),
    ...(principal_id && { principal_id }),
    after_id: readCursor(cursor),
    limit: limit + 1,
  });
  return { policies: nextPage(ctx, rows, limit, (row) => row.id).map(view) };
}

/** The rules that the calling person made or that name the person, oldest first. */
export async function ownPolicies(ctx: Context, limit: number): Promise<Policy[]> {
  const rows = await selectPoliciesOfPerson(ctx.runtime.db, ctx.org_id, ctx.principal.id, limit);
  return rows.map(view);
}

/** Changes permissions, conditions or expiry. @throws Problem `vault_not_found` | `vault_not_granted` | `policy_not_found` | `validation_failed` */
export async function changePolicy(
  ctx: Context,
  vault_id: string,
  policy_id: string,
  body: z.output<typeof UpdatePolicyRequest>,
): Promise<Policy> {
  await administeredVault(ctx, vault_id);
  requireConditions(body.conditions);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await updatePolicy(trx, ctx.org_id, vault_id, policy_id, {
      // A statement without a change would not be one.
      id: policy_id,
      ...(body.permissions && { permissions: body.permissions }),
      ...(body.conditions !== undefined && { conditions: JSON.stringify(body.conditions ?? {}) }),
      ...(body.expires_at !== undefined && { expires_at: body.expires_at }),
    });
    if (!row) throw policyNotFound();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "policy.update",
      resource: { type: "policy", id: row.id },
      details: rule(row),
    });
    return view(row);
  });
}

/** Ends a rule at once. @throws Problem `vault_not_found` | `vault_not_granted` | `policy_not_found` */
export async function removePolicy(ctx: Context, vault_id: string, policy_id: string): Promise<void> {
  await administeredVault(ctx, vault_id);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await deletePolicy(trx, ctx.org_id, vault_id, policy_id);
    if (!row) throw policyNotFound();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "policy.delete",
      resource: { type: "policy", id: policy_id },
      details: {
        vault_id,
        secret_path_pattern: row.secret_path_pattern,
        principal_type: row.principal_type,
        principal_id: row.principal_id,
      },
    });
  });
}

/** Gives the person who registered the calling agent full access to a vault that the agent makes. */
export async function shareNewVault(
  trx: Database,
  ctx: Context,
  vault_id: string,
  user_id: string,
): Promise<void> {
  if (!(await principalExists(trx, ctx.org_id, "user", user_id))) return;
  await storePolicy(trx, ctx, vault_id, {
    secret_path_pattern: "**",
    principal_type: "user",
    principal_id: user_id,
    permissions: ["read", "write"],
  });
}

/** Ends every rule for a principal that is being deleted. */
export async function forgetPrincipal(
  trx: Database,
  org_id: string,
  type: "user" | "agent",
  id: string,
): Promise<void> {
  await deletePoliciesOf(trx, org_id, type, id);
}

/** @throws Problem `principal_unknown` for one that is not in the organization */
export async function requirePrincipal(
  db: Database,
  org_id: string,
  { principal_type, principal_id }: { principal_type: "user" | "agent"; principal_id: string },
): Promise<void> {
  if (await principalExists(db, org_id, principal_type, principal_id)) return;
  throw new Problem("principal_unknown", {
    detail: `principal_id: there is no such ${principal_type} in your organization.`,
    fields: { principal_id: `there is no such ${principal_type} in your organization` },
  });
}

/** @throws Problem `validation_failed` for conditions that the engine does not know or cannot read */
export function requireConditions(conditions: unknown, field = "conditions"): void {
  const wrong = conditions ? checkConditions(conditions) : null;
  if (wrong) throw invalid({ [wrong.path ? `${field}.${wrong.path}` : field]: wrong.reason });
}

export function policyNotFound(): Problem {
  return new Problem("policy_not_found", { detail: "There is no such policy in this vault." });
}

function rule(row: PolicyRow) {
  const { vault_id, secret_path_pattern, principal_type, principal_id, permissions, conditions, expires_at } =
    row;
  return { vault_id, secret_path_pattern, principal_type, principal_id, permissions, conditions, expires_at };
}

function view(row: PolicyRow): Policy {
  return {
    id: row.id,
    ...rule(row),
    principal_type: row.principal_type as Policy["principal_type"],
    conditions: row.conditions as Policy["conditions"],
    expires_at: row.expires_at?.toISOString(),
    created_by: row.created_by,
    created_by_type: row.created_by_type as Policy["created_by_type"],
    created_at: row.created_at.toISOString(),
  };
}
