// Seals the log: committed events, in order, into each organization's Merkle tree, and signs where the tree stands.
// One sealer at a time over all instances; a kill at any point leaves the events in the queue or sealed, never between.
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Database, transaction } from "#db/client.ts";
import type { Runtime } from "#server/runtime.ts";
import { countedByDay } from "./activity/count.ts";
import { addToDaily } from "./activity/store.ts";
import { checkpointBody, noteWithSignature } from "./checkpoint.ts";
import { type AuditEventRecord, leafHash } from "./leaf.ts";
import { append, root, type TreeState } from "./merkle.ts";
import {
  hasPending,
  insertCheckpoint,
  insertLeaves,
  type NewEvent,
  type NewLeaf,
  type PendingEvent,
  selectPending,
  selectTrees,
  selectUnsignedTrees,
  takePending,
  upsertTree,
} from "./store.ts";

const BATCH = 500;
const CHECKPOINTS = 200;
// Requests are answered between so many hashes, instead of after a whole batch.
const HASHED_IN_A_ROW = 25;

/** The name under which this deployment signs checkpoints; every log's origin starts with it. */
export function signerName(deployment_id: string): string {
  return `1claw/${deployment_id}`;
}

/** What a checkpoint is about: the log of one organization of one deployment. */
export function logOrigin(deployment_id: string, org_id: string): string {
  return `${signerName(deployment_id)}/${org_id}`;
}

/** Seals everything that is queued, then signs a checkpoint for every log that has grown. */
export async function sealAudit(runtime: Runtime): Promise<void> {
  if (await hasPending(runtime.db)) {
    let sealed: number;
    do sealed = await sealBatch(runtime);
    while (sealed === BATCH);
  }
  await signCheckpoints(runtime);
}

async function sealBatch(runtime: Runtime): Promise<number> {
  return transaction(runtime.db, null, async (trx) => {
    const pending = await takePending(trx, BATCH);
    runtime.metrics.unsealed(pending?.length ?? 0);
    if (!pending?.length) return 0;
    const events = await eventsOf(runtime, trx, pending);
    const byOrg = Map.groupBy(pending, (one) => one.org_id);
    const stored = await selectTrees(trx, [...byOrg.keys()]);
    const trees = new Map(
      stored.map(({ org_id, size, frontier }) => [org_id, { size: Number(size), frontier }]),
    );
    // The database counts while this process hashes.
    const [leaves] = await Promise.all([
      grow(trees, byOrg, events),
      addToDaily(trx, countedByDay(events.values())),
    ]);
    for (const org_id of byOrg.keys()) {
      const tree = trees.get(org_id);
      if (tree) await upsertTree(trx, org_id, tree.size, tree.frontier);
    }
    await insertLeaves(trx, leaves);
    return pending.length;
  });
}

/** Appends the events to their organizations' trees; resolves to their leaves. */
async function grow(
  trees: Map<string, TreeState>,
  byOrg: ReadonlyMap<string, readonly PendingEvent[]>,
  events: ReadonlyMap<string, NewEvent>,
): Promise<NewLeaf[]> {
  const leaves: NewLeaf[] = [];
  for (const [org_id, own] of byOrg) {
    let tree: TreeState = trees.get(org_id) ?? { size: 0, frontier: [] };
    for (const { event_id } of own) {
      const event = events.get(event_id);
      if (!event) throw new Error("a queued event is not in the log");
      if (leaves.length % HASHED_IN_A_ROW === 0) await nextTurn();
      const leaf_hash = leafHash(asRecord(event));
      leaves.push({ org_id, log_index: tree.size, event_id, leaf_hash });
      tree = append(tree, leaf_hash);
    }
    trees.set(org_id, tree);
  }
  return leaves;
}

// What this process wrote itself it still knows; the rest is read.
async function eventsOf(
  runtime: Runtime,
  trx: Database,
  pending: readonly PendingEvent[],
): Promise<Map<string, NewEvent>> {
  const events = new Map<string, NewEvent>();
  for (const { event_id } of pending) {
    const known = runtime.auditWriter.recall(event_id);
    if (known) events.set(event_id, known);
  }
  const unknown = pending.filter(({ event_id }) => !events.has(event_id));
  for (const event of await selectPending(trx, unknown)) events.set(event.id, event);
  return events;
}

async function signCheckpoints(runtime: Runtime): Promise<void> {
  const key = runtime.auditKeys.current();
  for (const { org_id, size, frontier } of await selectUnsignedTrees(runtime.db, CHECKPOINTS)) {
    const tree = { size: Number(size), frontier };
    const body = checkpointBody({
      origin: logOrigin(runtime.deployment_id, org_id),
      size: tree.size,
      root: root(tree),
    });
    const signature = await runtime.kms.sign(key, Buffer.from(body, "utf8"));
    await insertCheckpoint(
      runtime.db,
      org_id,
      tree.size,
      noteWithSignature(body, signerName(runtime.deployment_id), key.public_key, signature),
    );
  }
}

/** A stored event in the form that is hashed and exported. */
export function asRecord(event: Omit<NewEvent, "outcome"> & { outcome: string }): AuditEventRecord {
  return {
    id: event.id,
    org_id: event.org_id,
    at: event.at.toISOString(),
    action: event.action,
    actor_type: event.actor_type,
    actor_id: event.actor_id,
    resource_type: event.resource_type,
    resource_id: event.resource_id,
    outcome: event.outcome as AuditEventRecord["outcome"],
    request_id: event.request_id,
    details: event.details,
    ip: event.ip,
    user_agent: event.user_agent,
    salt: event.salt.toString("hex"),
  };
}
