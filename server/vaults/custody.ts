// Who may change how a vault keeps its values, and the change itself: encryption by the client, or split custody.
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { EnableMpcRequest, VaultResponse } from "#lib/schemas/vaults.ts";
import { record } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { type StoredVault, type VaultRow, vaultInOrg, vaultNotFound, vaultView } from "./lookup.ts";
import { lockVault, updateCustody } from "./store.ts";

type Vault = z.input<typeof VaultResponse>;

/**
 * The vault, for someone who may change its custody: its creator, or an owner or admin of the organization.
 * @throws Problem `vault_not_found` | `vault_not_granted`
 */
export async function keptVault(ctx: Context, vault_id: string): Promise<VaultRow> {
  const vault = await vaultInOrg(ctx, vault_id);
  const { principal } = ctx;
  const { vault_ids, path_scopes, permissions } = principal.ceilings;
  const isBound = vault_ids !== null || path_scopes !== null || permissions !== null;
  const isCreator = vault.created_by === principal.id && vault.created_by_type === principal.type;
  if (isBound || !(isCreator || isOrgAdmin(principal))) {
    throw new Problem("vault_not_granted", {
      detail: "Only the vault's creator and the organization's owners and admins may change its custody.",
      audit: { vault_id },
    });
  }
  return vault;
}

/**
 * Changes the custody of a vault in one transaction that no write of a value runs beside: what was written before is in
 * the old custody, what comes after in the new one. `change` gets the vault as it is now.
 * @throws Problem `vault_not_found`, and what `change` throws
 */
export function changeCustody<T>(
  ctx: Context,
  vault_id: string,
  change: (trx: Database, vault: StoredVault) => Promise<T>,
): Promise<T> {
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const vault = await lockVault(trx, ctx.org_id, vault_id);
    if (!vault) throw vaultNotFound();
    return change(trx, vault);
  });
}

/** Names the client key that new values of the vault come under, null for none; within `changeCustody`. */
export function setClientKey(trx: Database, vault: StoredVault, cmek_fingerprint: string | null) {
  return updateCustody(trx, vault.org_id, vault.id, { cmek_fingerprint });
}

/** @throws Problem `custody_unavailable` for a vault whose values the server makes, or that has the other custody */
export function requireFreeCustody(vault: StoredVault, other: "cmek_fingerprint" | "mpc_custody"): void {
  const isOurs = vault.kind !== "standard";
  if (!isOurs && vault[other] === null) return;
  throw new Problem("custody_unavailable", {
    detail: isOurs
      ? "The server itself makes the keys in this vault, so they are not in your custody."
      : "A vault is either encrypted by the client or in split custody. Use a vault of its own for each.",
  });
}

/** @throws Problem `mpc_mode_unavailable` for what needs more key services than there are */
export function requireMpcMode(mode: "2-of-2" | "2-of-3"): void {
  if (mode === "2-of-2") return;
  throw new Problem("mpc_mode_unavailable", {
    detail:
      "2-of-3 needs three key services that do not depend on each other; this server has one. Use 2-of-2.",
    fields: { mpc_custody: "must be 2-of-2 on this server" },
  });
}

/**
 * Splits the key of every value that is written from now on between this server and the client; values that are there
 * stay as they are.
 * @throws Problem as `keptVault`; `mpc_mode_unavailable` | `custody_unavailable`
 */
export async function enableMpc(
  ctx: Context,
  vault_id: string,
  { mpc_custody }: z.output<typeof EnableMpcRequest>,
): Promise<Vault> {
  await keptVault(ctx, vault_id);
  requireMpcMode(mpc_custody);
  return changeCustody(ctx, vault_id, async (trx, vault) => {
    requireFreeCustody(vault, "cmek_fingerprint");
    const row = await updateCustody(trx, ctx.org_id, vault_id, { mpc_custody });
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "vault.mpc_enable",
      resource: { type: "vault", id: vault_id },
      details: { mpc_custody },
    });
    return vaultView(row);
  });
}
