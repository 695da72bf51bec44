// Rotation on the server, for clients that hand both keys over. Off unless the operator says so.
// Must never store, log or record a key: they are in this process's memory while it works, and wiped after it.
import { setTimeout as pause } from "node:timers/promises";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { CmekKeyHeaders, CmekRotateRequest, CmekRotationJobResponse } from "#lib/schemas/cmek.ts";
import type { Context } from "#server/context.ts";
import { cmekFingerprint } from "#server/crypto/cmek-blob.ts";
import { Problem } from "#server/errors.ts";
import { KmsError } from "#server/ports/kms/kms.ts";
import type { Runtime } from "#server/runtime.ts";
import { changeCustody, keptVault } from "#server/vaults/custody.ts";
import type { StoredVault } from "#server/vaults/lookup.ts";
import { AT_ONCE, type ClientKeys, loadStored, reencrypt, replaceAll } from "./reencrypt.ts";
import { beginRotation, jobView, recordRotation } from "./rotations.ts";
import {
  addProgress,
  countUnder,
  endRotation,
  lockUnder,
  type Rotation,
  selectOpenRotation,
  selectRunning,
  type VersionId,
} from "./store.ts";

const BATCH = 100;
/** Another worker's batch is over, or its transaction is gone with it, long before this has been waited often. */
const WAIT_FOR_OTHERS_MS = 100;
/** A process that gave no sign of life for so long is gone, and the keys with it. */
export const STALE_MS = 120_000;

/**
 * Begins a rotation that this process does by itself; what an earlier one left under the old key is picked up.
 * @throws Problem as `keptVault` and `beginRotation`; `server_rotation_disabled` | `cmek_key_wrong`
 */
export async function rotateOnServer(
  ctx: Context,
  vault_id: string,
  { new_fingerprint }: z.output<typeof CmekRotateRequest>,
  headers: z.output<typeof CmekKeyHeaders>,
): Promise<z.input<typeof CmekRotationJobResponse>> {
  await keptVault(ctx, vault_id);
  if (ctx.runtime.config.CMEK_SERVER_ROTATION !== "on") {
    throw new Problem("server_rotation_disabled", {
      detail:
        "This server takes no client keys. Rotate in the client: POST /v1/vaults/{vault_id}/cmek-rotations.",
    });
  }
  const keys = {
    from: Buffer.from(headers["x-cmek-old-key"], "base64"),
    to: Buffer.from(headers["x-cmek-new-key"], "base64"),
  };
  try {
    const rotation = await begin(ctx, vault_id, keys, new_fingerprint);
    // The answer does not wait for the work; both keys are the worker's now.
    void runRotation(ctx.runtime, rotation, { from: Buffer.from(keys.from), to: Buffer.from(keys.to) });
    return jobView(rotation);
  } finally {
    wipe(keys);
  }
}

function wipe({ from, to }: ClientKeys): void {
  from.fill(0);
  to.fill(0);
}

function begin(ctx: Context, vault_id: string, keys: ClientKeys, new_fingerprint: string): Promise<Rotation> {
  const old_fingerprint = cmekFingerprint(keys.from);
  if (cmekFingerprint(keys.to) !== new_fingerprint)
    throw wrongKey("x-cmek-new-key", "is not the key that new_fingerprint names");
  if (old_fingerprint === new_fingerprint) throw wrongKey("x-cmek-new-key", "is the old key");
  return changeCustody(ctx, vault_id, async (trx, vault) => {
    requireOldKey(vault, old_fingerprint, new_fingerprint);
    const open = await selectOpenRotation(trx, ctx.org_id, vault_id);
    if (open && isStale(open, ctx.now)) await failRotation(trx, open, INTERRUPTED, ctx.now);
    return beginRotation(trx, ctx, vault, "server", { old_fingerprint, new_fingerprint });
  });
}

function requireOldKey(vault: StoredVault, old_fingerprint: string, new_fingerprint: string): void {
  const { cmek_fingerprint } = vault;
  if (cmek_fingerprint === null || [old_fingerprint, new_fingerprint].includes(cmek_fingerprint)) return;
  throw wrongKey("x-cmek-old-key", "is not the vault's key");
}

function wrongKey(header: string, why: string): Problem {
  return new Problem("cmek_key_wrong", { detail: `${header}: ${why}.`, fields: { [header]: why } });
}

function isStale({ mode, heartbeat_at }: Rotation, now: Date): boolean {
  return mode === "server" && (heartbeat_at?.getTime() ?? 0) < now.getTime() - STALE_MS;
}

export const INTERRUPTED =
  "The server was interrupted, and the keys were in its memory alone. Start the rotation again: it goes on from here.";

/** Ends an open rotation that could not be finished, and puts that on the record. */
export async function failRotation(
  trx: Database,
  rotation: Rotation,
  error: string,
  now: Date,
): Promise<void> {
  const ended = await endRotation(trx, rotation, { status: "failed", error }, now);
  if (!ended) return;
  const { processed } = ended;
  await recordRotation(trx, null, rotation, "cmek.rotate_done", { status: "failed", processed, error });
}

/**
 * Works through a rotation in batches of 100 and says in its row what came out; never throws, and wipes the keys.
 * Several workers at once, and one that is killed anywhere, do no harm: each version changes once, by its label.
 */
export async function runRotation(runtime: Runtime, rotation: Rotation, keys: ClientKeys): Promise<void> {
  const damaged: VersionId[] = [];
  try {
    while (await hasMore(runtime, rotation, keys, damaged));
    await endWith(runtime, rotation, damaged.length);
  } catch (error) {
    if (!(error instanceof Over))
      runtime.log.warn({ err: error, job: "cmek_rotation", job_id: rotation.id }, "a rotation stopped");
    await transaction(runtime.db, rotation.org_id, (trx) =>
      failRotation(trx, rotation, reasonOf(error), runtime.clock.now()),
    ).catch(() => {});
  } finally {
    wipe(keys);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Over) return "The vault was deleted.";
  return error instanceof KmsError
    ? "The key service cannot be used. Start the rotation again when it is back: it goes on from here."
    : "The rotation was interrupted. Start it again: it goes on from here.";
}

/** Does one batch; false when nothing is left to do. @throws Over */
async function hasMore(
  runtime: Runtime,
  rotation: Rotation,
  keys: ClientKeys,
  damaged: VersionId[],
): Promise<boolean> {
  if ((await runBatch(runtime, rotation, keys, damaged)) > 0) return true;
  const { org_id, vault_id, old_fingerprint } = rotation;
  const left = await countUnder(runtime.db, org_id, vault_id, old_fingerprint, runtime.clock.now());
  if (left <= damaged.length) return false;
  await pause(WAIT_FOR_OTHERS_MS);
  return true;
}

/** How many versions were looked at. @throws Over, and nothing was changed then */
async function runBatch(
  runtime: Runtime,
  rotation: Rotation,
  keys: ClientKeys,
  damaged: VersionId[],
): Promise<number> {
  const { org_id, vault_id, old_fingerprint: fingerprint } = rotation;
  const now = runtime.clock.now();
  const vault = await selectRunning(runtime.db, rotation);
  if (!vault) throw new Over();
  return transaction(runtime.db, org_id, async (trx) => {
    const rows = await lockUnder(trx, { org_id, vault_id, fingerprint, now, limit: BATCH }, damaged);
    let replaced = 0;
    // A few values in memory at a time, they can be megabytes.
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const stored = await loadStored(trx, rotation, rows.slice(i, i + AT_ONCE));
      const made = await Promise.all(
        stored.map((one) => reencrypt(runtime, rotation, vault.kek_version, keys, one)),
      );
      damaged.push(...stored.filter((_, at) => !made[at]).map(({ row }) => row));
      const sound = made.filter((one) => one !== null);
      replaced += (await replaceAll(trx, rotation, sound)).length;
    }
    if (!(await addProgress(trx, rotation, replaced, now))) throw new Over();
    return rows.length;
  });
}

/** The rotation was abandoned, or its vault deleted; what was being done is rolled back. */
class Over extends Error {}

async function endWith(runtime: Runtime, rotation: Rotation, damaged: number): Promise<void> {
  const now = runtime.clock.now();
  const many = damaged === 1 ? "1 version does" : `${damaged} versions do`;
  const error = damaged > 0 ? `${many} not open with the old key; nothing of that was changed.` : null;
  await transaction(runtime.db, rotation.org_id, async (trx) => {
    if (error) return failRotation(trx, rotation, error, now);
    const ended = await endRotation(trx, rotation, { status: "completed", error: null }, now);
    if (!ended) return;
    const { processed } = ended;
    await recordRotation(trx, null, rotation, "cmek.rotate_done", { status: "completed", processed });
  });
}
