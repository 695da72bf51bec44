// Gives a vault a new version of its key and puts everything stored under it. Progress is what the rows say: a kill at
// any point and several workers at once are safe, and reads and writes go on meanwhile.
// Must never destroy an older version: a write in flight or a restored backup may still be under it.
import { setTimeout as pause } from "node:timers/promises";
import { transaction } from "#db/client.ts";
import { record } from "#server/audit/service.ts";
import type { KekRef } from "#server/ports/kms/kms.ts";
import type { Runtime } from "#server/runtime.ts";
import { countToRewrap, type RewrapTask, rewrapBatch } from "#server/secrets/rewrap.ts";
import { vaultNotFound } from "./lookup.ts";
import { advanceKek, insertKek, selectKeks, selectVaultAnywhere } from "./store.ts";

export type RotateKekOptions = {
  /** Told after each batch, with counts of secret versions. */
  onProgress?: (progress: { rewrapped: number; remaining: number }) => void;
};

export type KekRotation = {
  from_version: number;
  to_version: number;
  /** Secret versions that this run put under the new key version. */
  rewrapped: number;
  /** Secret versions that failed their integrity check and stay under the old one. */
  damaged: number;
  /** True when an earlier rotation was finished and no new key version was made. */
  resumed: boolean;
};

type Vault = NonNullable<Awaited<ReturnType<typeof selectVaultAnywhere>>>;

/** Another worker's batch is over, or its transaction is gone with it, long before this has been waited often. */
const WAIT_FOR_OTHERS_MS = 100;

/**
 * Finishes the vault's unfinished rotation, or else makes the next key version and rewraps everything under it.
 * @throws Problem `vault_not_found`; KmsError when the KMS cannot be used: call again to go on
 */
export async function rotateKek(
  runtime: Runtime,
  vault_id: string,
  options: RotateKekOptions = {},
): Promise<KekRotation> {
  const vault = await requireVault(runtime, vault_id);
  const pending = await countToRewrap(runtime, { ...vault, vault_id, version: vault.kek_version });
  if (pending > 0) {
    const finished = await rewrapAll(runtime, vault, { ...options, resumed: true });
    // What cannot be rewrapped must not keep the vault from ever getting a new key.
    if (finished.damaged < pending) return finished;
  }
  const began = await beginRotation(runtime, vault);
  return rewrapAll(runtime, await requireVault(runtime, vault_id), { ...options, resumed: !began });
}

async function requireVault(runtime: Runtime, vault_id: string): Promise<Vault> {
  const vault = await selectVaultAnywhere(runtime.db, vault_id);
  if (!vault) throw vaultNotFound();
  return vault;
}

/** Makes the next key version the one for new writes; false when another worker just did. */
async function beginRotation(runtime: Runtime, vault: Vault): Promise<boolean> {
  const { org_id, id: vault_id } = vault;
  const version = vault.kek_version + 1;
  const [first] = await selectKeks(runtime.db, org_id, vault_id);
  if (!first) throw new Error("a vault has no key");
  const id = { org_id, vault_id, kek_id: first.kek_id, version };
  const material = Buffer.from(await runtime.kms.createKek(id));
  return transaction(runtime.db, org_id, async (trx) => {
    if (!(await advanceKek(trx, org_id, vault_id, version))) return false;
    await insertKek(trx, { ...id, provider: runtime.kms.provider, material });
    await recordRotation(trx, vault, { state: "started", from_version: version - 1, to_version: version });
    return true;
  });
}

async function rewrapAll(
  runtime: Runtime,
  vault: Vault,
  { onProgress, resumed }: RotateKekOptions & { resumed: boolean },
): Promise<KekRotation> {
  const task = await taskOf(runtime, vault);
  let rewrapped = 0;
  for (;;) {
    const count = await rewrapBatch(runtime, task);
    rewrapped += count;
    const remaining = (await countToRewrap(runtime, task.to)) - task.damaged.length;
    if (count > 0) onProgress?.({ rewrapped, remaining });
    if (remaining <= 0) break;
    if (count === 0) await pause(WAIT_FOR_OTHERS_MS);
  }
  const result = {
    from_version: vault.kek_version - 1,
    to_version: vault.kek_version,
    rewrapped,
    damaged: task.damaged.length,
  };
  await transaction(runtime.db, vault.org_id, (trx) =>
    recordRotation(trx, vault, { state: "finished", ...result }),
  );
  return { ...result, resumed };
}

async function taskOf(runtime: Runtime, { org_id, id: vault_id, kek_version }: Vault): Promise<RewrapTask> {
  const keks = await selectKeks(runtime.db, org_id, vault_id);
  const from = new Map<number, KekRef>(keks.map((kek) => [kek.version, { org_id, vault_id, ...kek }]));
  const to = from.get(kek_version);
  if (!to) throw new Error("a vault has no key of the version it names");
  return { to, from, damaged: [] };
}

async function recordRotation(
  trx: Parameters<typeof record>[0],
  vault: Vault,
  details: Record<string, unknown>,
): Promise<void> {
  await record(trx, null, {
    org_id: vault.org_id,
    actor: { type: "system", id: null },
    action: "kek.rotate",
    resource: { type: "vault", id: vault.id },
    details,
  });
}
