// Writes one organization's log as an export that can be checked offline; page by page, so memory does not grow with the log.
// Must never compute a hash: what was stored when the event was sealed is what the reader has to compare.
import type { z } from "zod";
import type { AuditCheckpoint, AuditExportQuery } from "#lib/schemas/audit.ts";
import { linkNext, readCursor } from "#server/api/pages.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import type { Runtime } from "#server/runtime.ts";
import { verifierKey } from "./checkpoint.ts";
import { exportCheckpointLine, exportEventLine, exportHeaderLine } from "./export-format.ts";
import { asRecord, logOrigin, signerName } from "./jobs.ts";
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
  for (const event of unsealed) yield unsealedLine(event);
}

async function* sealedLines(runtime: Runtime, org_id: string, tree_size: number): AsyncGenerator<string> {
  let prev_event_id: string | null = null;
  for (let index = 0; index < tree_size; index += PAGE) {
    const page = await sealedPage(runtime, org_id, index, Math.min(index + PAGE, tree_size), prev_event_id);
    yield* page.lines;
    prev_event_id = page.last_event_id;
  }
}

/** The lines of leaves `from` up to, not including, `until`, with the checkpoints between them. */
async function sealedPage(
  { db }: Runtime,
  org_id: string,
  from: number,
  until: number,
  before_event_id: string | null,
): Promise<{ lines: string[]; last_event_id: string | null }> {
  const leaves = await selectSealed(db, org_id, from, until);
  const checkpoints = await selectCheckpoints(db, org_id, from, until);
  const lines: string[] = [];
  let prev_event_id = before_event_id;
  let at = 0;
  for (const { log_index, event_id, event, leaf_hash } of leaves) {
    const index = Number(log_index);
    const integrity_hash = leaf_hash.toString("hex");
    if (event) lines.push(exportEventLine({ index, event: asRecord(event), prev_event_id, integrity_hash }));
    prev_event_id = event_id;
    for (; Number(checkpoints[at]?.size ?? Number.POSITIVE_INFINITY) <= index + 1; at++)
      lines.push(exportCheckpointLine(checkpoints[at]?.note ?? ""));
  }
  // Checkpoints over leaves that are gone are for the verifier to hold against the rest.
  for (; at < checkpoints.length; at++) lines.push(exportCheckpointLine(checkpoints[at]?.note ?? ""));
  return { lines, last_event_id: prev_event_id };
}

/** How far an export in pages has come. What its first page found holds for all of them, while the log grows. */
type Place = { tree_size: number; unsealed: number; index: number };

const PLACE = /^(\d{1,15})\.(\d{1,3})\.(\d{1,15})$/;

/**
 * One page of the export of the caller's organization, and the way on in the Link header; the last page ends with the
 * oldest 500 events that no checkpoint vouches for yet.
 * @throws Problem `role_insufficient` | `validation_failed`
 */
export async function exportPage(
  ctx: Context,
  { limit, cursor }: z.output<typeof AuditExportQuery>,
): Promise<{ lines: string[] }> {
  if (!isOrgAdmin(ctx.principal)) {
    throw new Problem("role_insufficient", {
      detail: "Only the organization's owners and admins can export and verify its whole log.",
    });
  }
  const { runtime, org_id } = ctx;
  const place = readPlace(cursor) ?? (await firstPlace(ctx));
  const until = Math.min(place.index + limit, place.tree_size);
  const [before] =
    place.index > 0 ? await selectSealed(runtime.db, org_id, place.index - 1, place.index) : [];
  const { lines } = await sealedPage(runtime, org_id, place.index, until, before?.event_id ?? null);
  if (place.index === 0) lines.unshift(headerOf(ctx, place));
  if (until < place.tree_size) {
    linkNext(ctx, limit, `${place.tree_size}.${place.unsealed}.${until}`);
    return { lines };
  }
  const unsealed = await selectUncovered(runtime.db, org_id, place.tree_size, place.unsealed);
  return { lines: [...lines, ...unsealed.map(unsealedLine)] };
}

function readPlace(cursor: string | undefined): Place | null {
  const [, tree_size, unsealed, index] = PLACE.exec(readCursor(cursor, PLACE) ?? "") ?? [];
  return tree_size === undefined
    ? null
    : { tree_size: Number(tree_size), unsealed: Number(unsealed), index: Number(index) };
}

async function firstPlace({ runtime: { db }, org_id }: Context): Promise<Place> {
  const tree_size = Number((await selectLastCheckpoint(db, org_id))?.size ?? 0);
  const unsealed = await selectUncovered(db, org_id, tree_size, PAGE);
  return { tree_size, unsealed: unsealed.length, index: 0 };
}

function headerOf({ runtime, org_id, now }: Context, { tree_size, unsealed }: Place): string {
  const origin = logOrigin(runtime.deployment_id, org_id);
  return exportHeaderLine({ org_id, origin, exported_at: now.toISOString(), tree_size, unsealed });
}

/** The newest checkpoint of the caller's organization, and the key that signs it. */
export async function newestCheckpoint(ctx: Context): Promise<z.input<typeof AuditCheckpoint>> {
  const { deployment_id, auditKeys, db } = ctx.runtime;
  const last = await selectLastCheckpoint(db, ctx.org_id);
  return {
    origin: logOrigin(deployment_id, ctx.org_id),
    verifier_key: verifierKey(signerName(deployment_id), auditKeys.current().public_key),
    size: Number(last?.size ?? 0),
    ...(last && { checkpoint: last.note, signed_at: last.created_at.toISOString() }),
  };
}

/** The newest signed checkpoint of an organization's log; null when nothing has been signed yet. */
export async function lastCheckpoint(runtime: Runtime, org_id: string): Promise<string | null> {
  return (await selectLastCheckpoint(runtime.db, org_id))?.note ?? null;
}

type StoredEvent = Awaited<ReturnType<typeof selectUncovered>>[number];

function unsealedLine(event: StoredEvent): string {
  return exportEventLine({ index: null, event: asRecord(event), prev_event_id: null, integrity_hash: null });
}
