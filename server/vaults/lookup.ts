// Finds a vault within the caller's organization; what is not in it does not exist.
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

/** The same answer for a vault of another organization and for none at all. */
export function vaultNotFound(): Problem {
  return new Problem("vault_not_found", {
    detail: "There is no such vault. Check its id, and that you are in the right organization.",
  });
}
