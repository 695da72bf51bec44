// Puts stored versions under a newer key version of their vault: 32 bytes of each change hands, values are never opened.
import { transaction } from "#db/client.ts";
import { record } from "#server/audit/service.ts";
import { IntegrityFailure, rewrapBlob } from "#server/crypto/envelope.ts";
import type { KekRef } from "#server/ports/kms/kms.ts";
import type { Runtime } from "#server/runtime.ts";
import { countUnderOlderKek, selectForRewrap, updateRewrapped, type VersionId } from "./store.ts";

const BATCH = 100;
/** Calls to the KMS at once; the product itself needs the rest of the 32. */
const AT_ONCE = 8;

export type RewrapTask = {
  /** The KEK version that everything ends under. */
  to: KekRef;
  /** The older ones by version. */
  from: ReadonlyMap<number, KekRef>;
  /** Versions that failed their integrity check in this run; they are left as they are. */
  damaged: VersionId[];
};

type Row = Awaited<ReturnType<typeof selectForRewrap>>[number];

/** How many versions of the vault are still under an older KEK version. */
export function countToRewrap(runtime: Runtime, to: Pick<KekRef, "org_id" | "vault_id" | "version">) {
  return countUnderOlderKek(runtime.db, to.org_id, to.vault_id, to.version);
}

/**
 * Rewraps up to 100 versions in one transaction and gives how many; 0 when none is left that no other worker holds.
 * Damaged ones are noted in the task and on the record, and are never taken again.
 * @throws KmsError when the KMS cannot be used; the batch is rolled back then
 */
export async function rewrapBatch(runtime: Runtime, task: RewrapTask): Promise<number> {
  const { org_id, vault_id, version } = task.to;
  const found: Row[] = [];
  const rewrapped = await transaction(runtime.db, org_id, async (trx) => {
    const rows = await selectForRewrap(trx, org_id, vault_id, version, task.damaged, BATCH);
    let count = 0;
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const some = rows.slice(i, i + AT_ONCE);
      const heads = await Promise.all(some.map((row) => rewrapHead(runtime, task, row)));
      for (const [at, row] of some.entries()) {
        const head = heads[at];
        if (!head) found.push(row);
        else if (await updateRewrapped(trx, org_id, row, { kek_version: version, head })) count++;
      }
    }
    return count;
  });
  for (const row of found) await reportDamage(runtime, task, row);
  // A batch of nothing but damage is no end: there may be sound versions behind it.
  return rewrapped === 0 && found.length > 0 ? rewrapBatch(runtime, task) : rewrapped;
}

/** Null when the version is damaged. */
async function rewrapHead(runtime: Runtime, { from, to }: RewrapTask, row: Row): Promise<Buffer | null> {
  const { head, kek_version, ...header } = row;
  const old = from.get(kek_version);
  if (!old) return null;
  try {
    return await rewrapBlob(
      runtime.kms,
      old,
      to,
      { ...header, org_id: to.org_id, vault_id: to.vault_id },
      head,
    );
  } catch (error) {
    if (error instanceof IntegrityFailure) return null;
    throw error;
  }
}

async function reportDamage(runtime: Runtime, task: RewrapTask, row: Row): Promise<void> {
  const { secret_id, version, path } = row;
  task.damaged.push({ secret_id, version });
  const { org_id, vault_id } = task.to;
  await transaction(runtime.db, org_id, (trx) =>
    record(trx, null, {
      org_id,
      actor: { type: "system", id: null },
      action: "crypto.integrity_failure",
      resource: { type: "secret", id: secret_id },
      outcome: "failure",
      details: { vault_id, path, version },
    }),
  );
}
