// Finds a vault within the caller's organization; what is not in it does not exist. And how a vault is shown.
import type { z } from "zod";
import type { VaultResponse } from "#lib/schemas/vaults.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { selectVault } from "./store.ts";

export type StoredVault = NonNullable<Awaited<ReturnType<typeof selectVault>>>;
export type VaultRow = Omit<StoredVault, "created_by_type"> & { created_by_type: "user" | "agent" };

/** The vault, when it exists in the caller's organization. @throws Problem `vault_not_found` */
export async function vaultInOrg(ctx: Context, vault_id: string): Promise<VaultRow> {
  const row = await selectVault(ctx.runtime.db, ctx.org_id, vault_id);
  if (!row) throw vaultNotFound();
  return row as VaultRow;
}

/** A vault as it is shown; what it has not is left out. */
export function vaultView(row: StoredVault): z.input<typeof VaultResponse> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    created_by: row.created_by,
    created_by_type: row.created_by_type as VaultRow["created_by_type"],
    created_at: row.created_at.toISOString(),
    ...(row.cmek_fingerprint && { cmek_enabled: true, cmek_fingerprint: row.cmek_fingerprint }),
    ...(row.mpc_custody && {
      mpc_custody: row.mpc_custody,
      mpc_threshold: 2,
      mpc_providers: ["server", "client"],
    }),
  };
}

/** The same answer for a vault of another organization and for none at all. */
export function vaultNotFound(): Problem {
  return new Problem("vault_not_found", {
    detail: "There is no such vault. Check its id, and that you are in the right organization.",
  });
}
