// Destroys the keys of vaults whose grace period after deletion is over; then nothing can open their values any more.

import { transaction } from "#db/client.ts";
import { record } from "#server/audit/service.ts";
import type { Runtime } from "#server/runtime.ts";
import { purgeVault, selectKeks, selectPurgeable } from "./store.ts";

const GRACE_MS = 30 * 86_400_000;

/** Purges vaults deleted 30 days ago, their keys first. */
export async function destroyDeletedVaults(runtime: Runtime): Promise<void> {
  const before = new Date(runtime.clock.now().getTime() - GRACE_MS);
  for (const { org_id, vault_id } of await selectPurgeable(runtime.db, before, 100)) {
    const keks = await selectKeks(runtime.db, org_id, vault_id);
    for (const kek of keks) await runtime.kms.destroyKek({ org_id, vault_id, ...kek });
    await transaction(runtime.db, org_id, async (trx) => {
      await purgeVault(trx, org_id, vault_id);
      await record(trx, null, {
        org_id,
        actor: { type: "system", id: null },
        action: "vault.purge",
        resource: { type: "vault", id: vault_id },
        details: { kek_versions: keks.length },
      });
    });
  }
}
