// Ends rotations whose process is gone: nobody but it had the keys, so only its owner can start them again.
import { transaction } from "#db/client.ts";
import type { Runtime } from "#server/runtime.ts";
import { failRotation, INTERRUPTED, STALE_MS } from "./server-rotation.ts";
import { selectStale } from "./store.ts";

/** Marks rotations on a server failed that gave no sign of life for two minutes. */
export async function failInterruptedRotations(runtime: Runtime): Promise<void> {
  const now = runtime.clock.now();
  const stale = await selectStale(runtime.db, new Date(now.getTime() - STALE_MS), 100);
  for (const rotation of stale) {
    await transaction(runtime.db, rotation.org_id, (trx) => failRotation(trx, rotation, INTERRUPTED, now));
  }
}
