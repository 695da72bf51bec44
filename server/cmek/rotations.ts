// Rotations of a client's key: begun, followed, ended. In the default mode the client does the work: it fetches what is
// under the old key, encrypts it anew and sends it back; each version changes hands once, whoever sends it and how often.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type {
  CmekRotationBatchResponse,
  CmekRotationJobResponse,
  CmekRotationSecretsQuery,
  CmekRotationSecretsResponse,
  PutCmekRotationSecretsRequest,
  StartCmekRotationRequest,
} from "#lib/schemas/cmek.ts";
import { nextPage } from "#server/api/pages.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { permittedPaths } from "#server/policies/access.ts";
import { changeCustody, keptVault, setClientKey } from "#server/vaults/custody.ts";
import type { StoredVault, VaultRow } from "#server/vaults/lookup.ts";
import { fewAtOnce, loadStored, openBlob, recordReads, replaceAll, sealBlob } from "./reencrypt.ts";
import { readVersionCursor, versionPosition } from "./service.ts";
import {
  addProgress,
  countUnder,
  endRotation,
  insertRotation,
  type Rotation,
  selectLastLeft,
  selectNamedUnder,
  selectOpenRotation,
  selectRotation,
  selectUnder,
} from "./store.ts";

type Job = z.input<typeof CmekRotationJobResponse>;
type Place = { vault_id: string; job_id: string };

/** A page of values that is answered at once holds no more than this, whatever its limit. */
const PAGE_BYTES = 4 * 1024 * 1024;

/**
 * Begins a rotation in the client, or gives the open one between the same keys: new values come under the new key at once.
 * @throws Problem as `keptVault`; `validation_failed` | `cmek_not_enabled` | `cmek_fingerprint_mismatch` | `cmek_rotation_open`
 */
export async function startRotation(
  ctx: Context,
  vault_id: string,
  { new_fingerprint, old_fingerprint }: z.output<typeof StartCmekRotationRequest>,
): Promise<Job> {
  await keptVault(ctx, vault_id);
  return changeCustody(ctx, vault_id, async (trx, vault) => {
    const left = old_fingerprint ?? (await presumedOld(trx, vault, new_fingerprint));
    if (left === new_fingerprint) throw invalid({ new_fingerprint: "is the fingerprint of the old key" });
    const open = await selectOpenRotation(trx, ctx.org_id, vault_id);
    const isSame =
      open?.mode === "client" && open.old_fingerprint === left && open.new_fingerprint === new_fingerprint;
    if (open && isSame) return jobView(open);
    const keys = { old_fingerprint: left, new_fingerprint };
    return jobView(await beginRotation(trx, ctx, vault, "client", keys));
  });
}

/** The vault's present key; where that is the new one already, the key that the last rotation to it left. */
async function presumedOld(trx: Database, vault: StoredVault, new_fingerprint: string): Promise<string> {
  const current = vault.cmek_fingerprint ?? "";
  if (current !== new_fingerprint) return current;
  const last = await selectLastLeft(trx, vault.org_id, vault.id, new_fingerprint);
  if (!last) throw invalid({ new_fingerprint: "is the vault's key already" });
  return last.old_fingerprint;
}

/**
 * Makes the rotation and the new key the one for new values, within `changeCustody`.
 * @throws Problem `cmek_not_enabled` | `cmek_fingerprint_mismatch` | `cmek_rotation_open`
 */
export async function beginRotation(
  trx: Database,
  ctx: Context,
  vault: StoredVault,
  mode: "client" | "server",
  keys: { old_fingerprint: string; new_fingerprint: string },
): Promise<Rotation> {
  const { org_id, id: vault_id, cmek_fingerprint } = vault;
  if (cmek_fingerprint === null) {
    throw new Problem("cmek_not_enabled", {
      detail: "The vault has no client key. Enable client-side encryption with the new one.",
    });
  }
  // What an abandoned rotation left under an older key is picked up where the vault is under the new one already.
  if (cmek_fingerprint !== keys.old_fingerprint && cmek_fingerprint !== keys.new_fingerprint) {
    throw new Problem("cmek_fingerprint_mismatch", {
      detail: `The vault is under the key with the fingerprint ${cmek_fingerprint}, which is neither of the two.`,
    });
  }
  const total_secrets = await countUnder(trx, org_id, vault_id, keys.old_fingerprint, ctx.now);
  const rotation = await insertRotation(trx, {
    id: randomUUIDv7(),
    org_id,
    vault_id,
    mode,
    ...keys,
    total_secrets,
    created_by: ctx.principal.id,
    created_at: ctx.now,
  });
  if (!rotation) {
    throw new Problem("cmek_rotation_open", {
      detail: "Another rotation of the vault's client key is under way. Let it finish or abandon it first.",
    });
  }
  await setClientKey(trx, vault, keys.new_fingerprint);
  await recordRotation(trx, ctx, rotation, "cmek.rotate", { state: "started", ...keys, mode, total_secrets });
  return rotation;
}

/** @throws Problem as `keptVault`; `cmek_rotation_not_found` */
export async function readRotation(ctx: Context, place: Place): Promise<Job> {
  return jobView((await rotationOf(ctx, place)).rotation);
}

/**
 * One page of what is still under the old key, as it is stored: under that key. Handing it out counts as no access, and
 * each is on the record before it leaves; only what the caller may read is among it.
 * @throws Problem as `keptVault`; `cmek_rotation_not_found` | `cmek_rotation_over` | `audit_unavailable`
 */
export async function listRotationSecrets(
  ctx: Context,
  place: Place,
  query: z.output<typeof CmekRotationSecretsQuery>,
): Promise<z.input<typeof CmekRotationSecretsResponse>> {
  const { rotation } = await rotationOf(ctx, place);
  requireOpen(rotation);
  const { runtime, org_id, now } = ctx;
  const { vault_id, old_fingerprint: fingerprint } = rotation;
  const after = readVersionCursor(query.cursor);
  const asked = { org_id, vault_id, fingerprint, now, after, limit: query.limit + 1 };
  const found = await selectUnder(runtime.db, asked);
  const page = nextPage(ctx, found, Math.min(query.limit, fitting(found)), versionPosition);
  const paths = page.map(({ path }) => path);
  const readable = await permittedPaths(ctx, vault_id, paths, "read");
  const rows = page.filter(({ path }) => readable.has(path));
  const stored = await loadStored(runtime.db, rotation, rows);
  const values = await fewAtOnce(stored, (one) => openBlob(runtime, rotation, one));
  const opened = stored.flatMap(({ row }, i) => {
    const value = values[i];
    return value ? [{ row, value }] : [];
  });
  await recordReads(
    ctx,
    rotation,
    opened.map(({ row }) => row),
  );
  const secrets = opened.map(({ row: { path, version }, value }) => ({
    path,
    version,
    value: value.toString("latin1"),
  }));
  return { secrets };
}

/** How many of the rows, one at least, fit into a page. */
function fitting(rows: readonly { bytes: number }[]): number {
  let sum = 0;
  const end = rows.findIndex(({ bytes }) => {
    sum += bytes;
    return sum > PAGE_BYTES;
  });
  return end === -1 ? rows.length : Math.max(end, 1);
}

/**
 * Takes versions under the new key in the place of the same under the old one. What is under the new key already, or can
 * be read no more, is passed over: sending a batch again changes and counts nothing.
 * @throws Problem as `keptVault`; `cmek_rotation_not_found` | `cmek_rotation_over` | `path_not_granted` | `kms_unavailable`
 */
export async function putRotationSecrets(
  ctx: Context,
  place: Place,
  { entries }: z.output<typeof PutCmekRotationSecretsRequest>,
): Promise<z.input<typeof CmekRotationBatchResponse>> {
  const { rotation, vault } = await rotationOf(ctx, place);
  requireOpen(rotation);
  const { runtime, org_id, now } = ctx;
  const { vault_id, old_fingerprint: fingerprint } = rotation;
  const paths = entries.map(({ path }) => path);
  const writable = await permittedPaths(ctx, vault_id, paths, "write");
  const barred = paths.find((path) => !writable.has(path));
  if (barred !== undefined) {
    throw new Problem("path_not_granted", {
      detail: `Access denied: you may not write ${barred}. Nothing of this batch was stored.`,
      audit: { vault_id, path: barred },
    });
  }
  const rows = await selectNamedUnder(runtime.db, { org_id, vault_id, fingerprint, now }, entries);
  const values = new Map(entries.map((entry) => [`${entry.version}/${entry.path}`, entry.value]));
  const sealed = await fewAtOnce(rows, (row) => {
    const value = values.get(`${row.version}/${row.path}`) ?? "";
    return sealBlob(runtime, rotation, vault.kek_version, row, Buffer.from(value, "latin1"));
  });
  return transaction(runtime.db, org_id, async (trx) => {
    const replaced = await replaceAll(trx, rotation, sealed);
    const job = await addProgress(trx, rotation, replaced.length, now);
    if (!job) throw over();
    const versions = replaced.map(({ path, version }) => ({ path, version }));
    if (versions.length > 0)
      await recordRotation(trx, ctx, rotation, "cmek.rotate", { state: "running", versions });
    return { replaced: replaced.length, job: jobView(job) };
  });
}

/**
 * Ends a rotation of which nothing is left; one that was completed stays so.
 * @throws Problem as `keptVault`; `cmek_rotation_not_found` | `cmek_rotation_over` | `cmek_rotation_unfinished`
 */
export async function completeRotation(ctx: Context, place: Place): Promise<Job> {
  const { rotation } = await rotationOf(ctx, place);
  if (rotation.status === "completed") return jobView(rotation);
  requireOpen(rotation);
  const { runtime, org_id, now } = ctx;
  const left = await countUnder(runtime.db, org_id, place.vault_id, rotation.old_fingerprint, now);
  if (left > 0) {
    throw new Problem("cmek_rotation_unfinished", {
      detail: `${left} ${left === 1 ? "version is" : "versions are"} left under the old key. Fetch them, encrypt them under the new key and send them.`,
    });
  }
  return transaction(runtime.db, org_id, async (trx) => {
    const job = await endRotation(trx, rotation, { status: "completed", error: null }, now);
    if (!job) return jobView(await completedByOther(trx, rotation));
    await recordRotation(trx, ctx, job, "cmek.rotate_done", {
      status: "completed",
      processed: job.processed,
    });
    return jobView(job);
  });
}

async function completedByOther(trx: Database, { org_id, vault_id, id }: Rotation): Promise<Rotation> {
  const rotation = await selectRotation(trx, org_id, vault_id, id);
  if (rotation?.status !== "completed") throw over();
  return rotation;
}

/**
 * Gives up a rotation, on the server too. Nothing changes back: each version stays under the key it is under, new values
 * come under the new one, and another rotation between the two keys goes on from there.
 * @throws Problem as `keptVault`; `cmek_rotation_not_found` | `cmek_rotation_over`
 */
export async function abandonRotation(ctx: Context, place: Place): Promise<void> {
  const { rotation } = await rotationOf(ctx, place);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const end = { status: "failed", error: "The rotation was abandoned." } as const;
    const job = await endRotation(trx, rotation, end, ctx.now);
    if (!job) throw over();
    await recordRotation(trx, ctx, job, "cmek.rotate_done", {
      status: "abandoned",
      processed: job.processed,
    });
  });
}

async function rotationOf(
  ctx: Context,
  { vault_id, job_id }: Place,
): Promise<{ vault: VaultRow; rotation: Rotation }> {
  const vault = await keptVault(ctx, vault_id);
  const rotation = await selectRotation(ctx.runtime.db, ctx.org_id, vault_id, job_id);
  if (rotation) return { vault, rotation };
  throw new Problem("cmek_rotation_not_found", { detail: "This vault has no rotation with this id." });
}

function requireOpen({ status, mode }: Rotation): void {
  if (status !== "running" && status !== "pending") throw over();
  if (mode === "client") return;
  throw new Problem("cmek_rotation_open", { detail: "The server is at work on this rotation by itself." });
}

function over(): Problem {
  return new Problem("cmek_rotation_over", { detail: "This rotation is over. Look at its status." });
}

/** Puts a step of a rotation on the record; without a request it is the server's own. */
export async function recordRotation(
  trx: Database,
  ctx: Context | null,
  { org_id, vault_id, id: job_id }: Rotation,
  action: "cmek.rotate" | "cmek.rotate_done",
  details: Record<string, unknown>,
): Promise<void> {
  await record(trx, ctx, {
    org_id,
    actor: ctx?.principal ?? { type: "system", id: null },
    action,
    resource: { type: "vault", id: vault_id },
    details: { job_id, ...details },
  });
}

/** A rotation as it is shown. */
export function jobView(row: Rotation): Job {
  return {
    id: row.id,
    vault_id: row.vault_id,
    old_fingerprint: row.old_fingerprint,
    new_fingerprint: row.new_fingerprint,
    status: row.status as Job["status"],
    total_secrets: row.total_secrets,
    processed: row.processed,
    created_at: row.created_at.toISOString(),
    ...(row.error && { error: row.error }),
    ...(row.started_at && { started_at: row.started_at.toISOString() }),
    ...(row.completed_at && { completed_at: row.completed_at.toISOString() }),
  };
}
