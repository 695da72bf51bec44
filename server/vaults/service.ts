// Vaults: named containers with a key of their own. Whoever makes one always has full access to it.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { CreateVaultRequest, UpdateVaultRequest, VaultResponse } from "#lib/schemas/vaults.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { shareNewVault } from "#server/policies/service.ts";
import type { KekRef } from "#server/ports/kms/kms.ts";
import type { Runtime } from "#server/runtime.ts";
import { requireMpcMode } from "./custody.ts";
import { type StoredVault, vaultInOrg, vaultNotFound, vaultView } from "./lookup.ts";
import {
  insertVault,
  markVaultDeleted,
  selectAgentKeysVault,
  selectKek,
  selectVaults,
  updateVaultText,
} from "./store.ts";

type Vault = z.input<typeof VaultResponse>;

const AGENT_KEYS_VAULT = "__agent-keys";

/**
 * Makes a vault and its key; a vault made by an agent is open to the person who registered the agent.
 * @throws Problem `scope_insufficient` | `mpc_mode_unavailable`
 */
export async function createVault(ctx: Context, body: z.output<typeof CreateVaultRequest>): Promise<Vault> {
  requireUnbound(ctx);
  if (body.mpc_custody) requireMpcMode(body.mpc_custody);
  const { db } = ctx.runtime;
  const fields = { kind: "standard", name: body.name, description: body.description ?? "" };
  const vault = { ...newVault(ctx, fields), mpc_custody: body.mpc_custody ?? null };
  const kek = await newKek(ctx.runtime, vault);
  return transaction(db, ctx.org_id, async (trx) => {
    const row = await insertVault(trx, vault, kek);
    if (!row) throw new Error("a fresh vault id was taken");
    await recordVault(trx, ctx, "vault.create", row.id, {
      name: row.name,
      ...(row.mpc_custody && { mpc_custody: row.mpc_custody }),
    });
    if (ctx.principal.type === "agent") await shareNewVault(trx, ctx, row.id, ctx.principal.created_by);
    return vaultView(row);
  });
}

/** The organization's vault for agents' identity keys; made when it is needed first, owned by who needed it. */
export async function agentKeysVault(ctx: Context): Promise<StoredVault> {
  const { db } = ctx.runtime;
  const existing = await selectAgentKeysVault(db, ctx.org_id);
  if (existing) return existing;
  const vault = newVault(ctx, {
    kind: "agent_keys",
    name: AGENT_KEYS_VAULT,
    description: "Private identity keys of your agents",
  });
  const kek = await newKek(ctx.runtime, vault);
  const made = await transaction(db, ctx.org_id, async (trx) => {
    const row = await insertVault(trx, vault, kek);
    if (row) await recordVault(trx, ctx, "vault.create", row.id, { name: row.name });
    return row;
  });
  const row = made ?? (await selectAgentKeysVault(db, ctx.org_id));
  if (!row) throw new Error("the vault of agent keys was deleted while it was made");
  return row;
}

/** The organization's vault for agents' identity keys, if there is one by now. */
export function findAgentKeysVault(ctx: Context): Promise<StoredVault | undefined> {
  return selectAgentKeysVault(ctx.runtime.db, ctx.org_id);
}

/** The vaults that the caller made or has a policy for; owners and admins see all of the organization. */
export async function listVaults(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<{ vaults: Vault[] }> {
  const rows = await selectVaults(
    ctx.runtime.db,
    ctx.org_id,
    visibleTo(ctx),
    readCursor(query.cursor),
    query.limit + 1,
  );
  return { vaults: nextPage(ctx, rows, query.limit, (row) => row.id).map(vaultView) };
}

/** One vault that the caller can see. @throws Problem `vault_not_found` | `vault_not_granted` */
export async function readVault(ctx: Context, vault_id: string): Promise<Vault> {
  const row = await vaultInOrg(ctx, vault_id);
  const { bound_to, ...by } = visibleTo(ctx);
  const reachable = bound_to === null || bound_to.includes(vault_id) ? [vault_id] : [];
  const visible = await selectVaults(ctx.runtime.db, ctx.org_id, { ...by, bound_to: reachable }, null, 1);
  if (visible.length === 0) {
    throw new Problem("vault_not_granted", {
      detail: "No policy gives you access to this vault. Ask someone who administers it.",
      audit: { vault_id },
    });
  }
  return vaultView(row);
}

/** Whose vaults a list shows. */
export function visibleTo({ principal }: Context) {
  return {
    type: principal.type,
    id: principal.id,
    sees_all: isOrgAdmin(principal),
    bound_to: principal.ceilings.vault_ids,
  };
}

/**
 * Deletes a vault with all that is in it; its keys are destroyed 30 days later.
 * @throws Problem `vault_not_found` | `vault_not_granted`
 */
export async function deleteVault(ctx: Context, vault_id: string): Promise<void> {
  const vault = await administered(ctx, vault_id, "delete it");
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await markVaultDeleted(trx, ctx.org_id, vault_id, ctx.now))) throw vaultNotFound();
    await recordVault(trx, ctx, "vault.delete", vault_id, { name: vault.name });
  });
}

/** Names and describes a vault anew; what is left out stays. @throws Problem `vault_not_found` | `vault_not_granted` */
export async function changeVault(
  ctx: Context,
  vault_id: string,
  body: z.output<typeof UpdateVaultRequest>,
): Promise<Vault> {
  const { name, description } = await administered(ctx, vault_id, "rename it");
  const text = { name: body.name ?? name, description: body.description ?? description };
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await updateVaultText(trx, ctx.org_id, vault_id, text);
    if (!row) throw vaultNotFound();
    await recordVault(trx, ctx, "vault.update", vault_id, { name: row.name });
    return vaultView(row);
  });
}

/** The vault, for its creator and the organization's owners and admins. @throws Problem `scope_insufficient` | `vault_not_found` | `vault_not_granted` */
async function administered(ctx: Context, vault_id: string, to: string): Promise<StoredVault> {
  requireUnbound(ctx);
  const vault = await vaultInOrg(ctx, vault_id);
  const { principal } = ctx;
  const isCreator = vault.created_by === principal.id && vault.created_by_type === principal.type;
  if (isCreator || isOrgAdmin(principal)) return vault;
  throw new Problem("vault_not_granted", {
    detail: `Only the vault's creator and the organization's owners and admins may ${to}.`,
    audit: { vault_id },
  });
}

/** A stored KEK version of a vault; KEK versions never change, so they are remembered. */
export async function storedKek(
  runtime: Runtime,
  org_id: string,
  vault_id: string,
  version: number,
): Promise<KekRef> {
  const name = `${vault_id}/${version}`;
  const known = runtime.keks.get(name);
  if (known) return known;
  const row = await selectKek(runtime.db, org_id, vault_id, version);
  if (!row) throw new Error("a vault has no key of the version it names");
  const kek = { org_id, vault_id, ...row };
  runtime.keks.set(name, kek);
  return kek;
}

// Ceilings are for reaching into vaults; making and deleting whole vaults is beyond any of them.
function requireUnbound(ctx: Context): void {
  const { path_scopes, permissions, vault_ids } = ctx.principal.ceilings;
  if (permissions === null && path_scopes === null && vault_ids === null) return;
  throw new Problem("scope_insufficient", {
    detail: "The token's scopes do not cover making or deleting vaults.",
  });
}

function newVault(ctx: Context, fields: { kind: string; name: string; description: string }) {
  return {
    id: randomUUIDv7(),
    org_id: ctx.org_id,
    ...fields,
    created_by: ctx.principal.id,
    created_by_type: ctx.principal.type,
    created_at: ctx.now,
  };
}

async function newKek(runtime: Runtime, vault: { id: string; org_id: string }) {
  const id = { org_id: vault.org_id, vault_id: vault.id, kek_id: randomUUIDv7(), version: 1 };
  return { ...id, provider: runtime.kms.provider, material: Buffer.from(await runtime.kms.createKek(id)) };
}

async function recordVault(
  trx: Database,
  ctx: Context,
  action: "vault.create" | "vault.update" | "vault.delete",
  id: string,
  details: Record<string, unknown>,
): Promise<void> {
  await record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "vault", id },
    details,
  });
}
