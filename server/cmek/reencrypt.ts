// Values under a client's key, out of the server's envelope and into it again. The server's own envelope is all that is
// opened here: what lies in it stays under the client's key, but for a rotation that the client handed both keys over for.
import type { Database } from "#db/client.ts";
import { append } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { reencryptBlob } from "#server/crypto/cmek-blob.ts";
import { decrypt, IntegrityFailure, type SecretHeader, seal, unwrapDek } from "#server/crypto/envelope.ts";
import type { Runtime } from "#server/runtime.ts";
import { storedKek } from "#server/vaults/service.ts";
import { type Rotation, replaceStored, selectStored, type VersionId } from "./store.ts";

/** What a row says about a version, but for what all versions of a rotation share. */
export type Row = VersionId & {
  path: string;
  type: string;
  expires_at: Date | null;
  max_access_count: number | null;
};

export type Reencrypted = { row: Row; blob: Buffer; kek_version: number };

/** Calls to the KMS at once; the product itself needs the rest of the 32. */
export const AT_ONCE = 8;

type Place = Pick<Rotation, "org_id" | "vault_id">;

function headerOf({ org_id, vault_id }: Place, row: Row): SecretHeader {
  const { secret_id, path, version, type, expires_at, max_access_count } = row;
  return { org_id, vault_id, secret_id, path, version, type, cmek: true, expires_at, max_access_count };
}

/** Runs `work` for each item, a few at a time and in order. */
export async function fewAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(i, i + AT_ONCE).map(work))));
  }
  return results;
}

export type Stored = { row: Row; blob: Buffer; kek_version: number };

/** Those of the versions that are still under the old key, with their ciphertexts. */
export async function loadStored(db: Database, rotation: Rotation, rows: readonly Row[]): Promise<Stored[]> {
  const found = await selectStored(db, rotation.org_id, rotation.old_fingerprint, rows);
  const byId = new Map(found.map((one) => [`${one.secret_id}/${one.version}`, one]));
  return rows.flatMap((row) => {
    const stored = byId.get(`${row.secret_id}/${row.version}`);
    return stored ? [{ row, blob: stored.blob, kek_version: stored.kek_version }] : [];
  });
}

/**
 * The base64 of a version's blob under the client's key; null when what is stored is damaged.
 * @throws KmsError when the KMS cannot be used
 */
export async function openBlob(
  runtime: Runtime,
  rotation: Rotation,
  { row, ...stored }: Stored,
): Promise<Buffer | null> {
  const { org_id, vault_id } = rotation;
  const kek = await storedKek(runtime, org_id, vault_id, stored.kek_version);
  const header = headerOf(rotation, row);
  try {
    return decrypt(await unwrapDek(runtime.kms, () => kek, header, stored.blob), header, stored.blob);
  } catch (error) {
    if (error instanceof IntegrityFailure) return null;
    throw error;
  }
}

/** A version's new envelope around a blob (in base64) under the new key. @throws KmsError when the KMS cannot be used */
export async function sealBlob(
  runtime: Runtime,
  place: Place,
  kek_version: number,
  row: Row,
  value: Uint8Array,
): Promise<Reencrypted> {
  const kek = await storedKek(runtime, place.org_id, place.vault_id, kek_version);
  return { row, blob: await seal(runtime.kms, kek, headerOf(place, row), value), kek_version };
}

/** Both keys of a client in memory; wiped by whoever holds them. */
export type ClientKeys = { from: Buffer; to: Buffer };

/** The version under the new key; null when it does not open with the old one. @throws KmsError */
export async function reencrypt(
  runtime: Runtime,
  rotation: Rotation,
  kek_version: number,
  keys: ClientKeys,
  stored: Stored,
): Promise<Reencrypted | null> {
  const text = await openBlob(runtime, rotation, stored);
  if (!text) return null;
  const blob = reencryptBlob(Buffer.from(text.toString("latin1"), "base64"), keys.from, keys.to);
  text.fill(0);
  return (
    blob &&
    sealBlob(runtime, rotation, kek_version, stored.row, Buffer.from(blob.toString("base64"), "latin1"))
  );
}

/** Stores versions in the order of their ids, each only while it is under the old key; gives those that were. */
export async function replaceAll(
  trx: Database,
  { org_id, old_fingerprint, new_fingerprint }: Rotation,
  sealed: readonly Reencrypted[],
): Promise<Row[]> {
  const replaced: Row[] = [];
  for (const { row, blob, kek_version } of sealed) {
    const to = { cmek_fingerprint: new_fingerprint, blob, kek_version };
    if (await replaceStored(trx, org_id, row, old_fingerprint, to)) replaced.push(row);
  }
  return replaced;
}

/** Puts the reads of versions that are handed out for a rotation on the record. @throws Problem `audit_unavailable` */
export async function recordReads(ctx: Context, rotation: Rotation, rows: readonly Row[]): Promise<void> {
  const { vault_id, id: job_id } = rotation;
  await Promise.all(
    rows.map(({ secret_id, path, version }) =>
      append(ctx, {
        org_id: ctx.org_id,
        actor: ctx.principal,
        action: "secret.read",
        resource: { type: "secret", id: secret_id },
        details: { vault_id, path, version, by: "cmek_rotation", job_id },
      }),
    ),
  );
}
