// What time does to secrets: those that expire soon are told of, those deleted long ago are destroyed.
import { transaction } from "#db/client.ts";
import { recordAll } from "#server/audit/service.ts";
import { queueMail } from "#server/mail/service.ts";
import type { Runtime } from "#server/runtime.ts";
import { UNDELETE_MS } from "./rollback.ts";
import { claimReminders, purgeVersions, selectVaultsToRemind } from "./store.ts";

const REMIND_MS = 7 * 86_400_000;
const VAULTS_AT_ONCE = 100;
const SECRETS_IN_A_MAIL = 500;
const VERSIONS_AT_ONCE = 500;

/** Mails the person who made a vault, once for each version, what of it expires within 7 days. */
export async function remindExpiring(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  const now = runtime.clock.now();
  const to = new Date(now.getTime() + REMIND_MS);
  for (;;) {
    const vaults = await selectVaultsToRemind(runtime.db, now, to, VAULTS_AT_ONCE);
    let claimed = 0;
    for (const vault of vaults) {
      if (signal?.aborted) return;
      claimed += await transaction(runtime.db, vault.org_id, async (trx) => {
        const secrets = await claimReminders(trx, vault, now, to, SECRETS_IN_A_MAIL);
        if (vault.email !== null && secrets.length > 0) {
          await queueMail(trx, { runtime, now }, vault.email, "expiring_secrets", {
            vault_name: vault.name,
            secrets: secrets.map(({ path, expires_at }) => ({ path, expires_at: expires_at.toISOString() })),
            url: `${runtime.config.PUBLIC_URL}/vaults/${vault.vault_id}`,
          });
        }
        return secrets.length;
      });
    }
    // What is left is held by another instance.
    if (claimed === 0) return;
  }
}

/** Destroys versions that were deleted 30 days ago; their numbers are never given out again. */
export async function purgeDeletedVersions(runtime: Runtime, signal?: AbortSignal): Promise<void> {
  const before = new Date(runtime.clock.now().getTime() - UNDELETE_MS);
  while (!signal?.aborted) {
    const purged = await transaction(runtime.db, null, async (trx) => {
      const secrets = await purgeVersions(trx, before, VERSIONS_AT_ONCE);
      await recordAll(
        trx,
        null,
        secrets.map(({ org_id, secret_id, ...details }) => ({
          org_id,
          actor: { type: "system", id: null },
          action: "secret.purge",
          resource: { type: "secret", id: secret_id },
          details,
        })),
      );
      return secrets.length;
    });
    if (purged === 0) return;
  }
}
