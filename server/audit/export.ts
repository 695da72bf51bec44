// Writes one organization's log as an export that can be checked offline; page by page, so memory does not grow with the log.
// Must never compute a hash: what was stored when the event was sealed is what the reader has to compare.
import type { Runtime } from "#server/runtime.ts";
import { exportCheckpointLine, exportEventLine, exportHeaderLine } from "./export-format.ts";
import { asRecord, logOrigin } from "./jobs.ts";
import { selectCheckpoints, selectLastCheckpoint, selectSealed, selectUncovered } from "./store.ts";

const PAGE = 500;
/** The sealer takes events within a second; more than this means that it has not run for a while. */
const MAX_UNSEALED = 10_000;

/**
 * The lines of an export (`1claw-audit-export/v1`), without line breaks: the header; every event that a signed
 * checkpoint vouches for, with the checkpoints between them; then, as unsealed, the oldest 10,000 of those that came
 * since. What is appended while it runs is left to the next export.
 */
export async function* exportAudit(runtime: Runtime, org_id: string): AsyncGenerator<string> {
  const { db, deployment_id } = runtime;
  const tree_size = Number((await selectLastCheckpoint(db, org_id))?.size ?? 0);
  const unsealed = await selectUncovered(db, org_id, tree_size, MAX_UNSEALED);
  yield exportHeaderLine({
    org_id,
    origin: logOrigin(deployment_id, org_id),
    exported_at: runtime.clock.now().toISOString(),
    tree_size,
    unsealed: unsealed.length,
  });
  yield* sealedLines(runtime, org_id, tree_size);
  for (const event of unsealed) {
    yield exportEventLine({
      index: null,
      event: asRecord(event),
      prev_event_id: null,
      integrity_hash: null,
    });
  }
}

async function* sealedLines(runtime: Runtime, org_id: string, tree_size: number): AsyncGenerator<string> {
  let prev_event_id: string | null = null;
  for (let index = 0; index < tree_size; index += PAGE) {
    const next = Math.min(index + PAGE, tree_size);
    const leaves = await selectSealed(runtime.db, org_id, index, next);
    const checkpoints = await selectCheckpoints(runtime.db, org_id, index, next);
    let at = 0;
    for (const { log_index, event, leaf_hash } of leaves) {
      const place = Number(log_index);
      if (event) {
        yield exportEventLine({
          index: place,
          event: asRecord(event),
          prev_event_id,
          integrity_hash: leaf_hash.toString("hex"),
        });
        prev_event_id = event.id;
      }
      for (; Number(checkpoints[at]?.size ?? Number.POSITIVE_INFINITY) <= place + 1; at++)
        yield exportCheckpointLine(checkpoints[at]?.note ?? "");
    }
    // Checkpoints over leaves that are gone are for the verifier to hold against the rest.
    for (; at < checkpoints.length; at++) yield exportCheckpointLine(checkpoints[at]?.note ?? "");
  }
}

/** The newest signed checkpoint of an organization's log; null when nothing has been signed yet. */
export async function lastCheckpoint(runtime: Runtime, org_id: string): Promise<string | null> {
  return (await selectLastCheckpoint(runtime.db, org_id))?.note ?? null;
}
