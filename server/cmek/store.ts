// All SQL of client keys: the rotations, and the versions that are under a key or are to come under another.
import { type SqlBool, sql } from "kysely";
import type { Database } from "#db/client.ts";

export type NewRotation = {
  id: string;
  org_id: string;
  vault_id: string;
  mode: "client" | "server";
  old_fingerprint: string;
  new_fingerprint: string;
  total_secrets: number;
  created_by: string;
  created_at: Date;
};

export type Rotation = NonNullable<Awaited<ReturnType<typeof selectRotation>>>;

/** Null when the vault has an open one. */
export async function insertRotation(db: Database, rotation: NewRotation): Promise<Rotation | null> {
  const { created_at: now } = rotation;
  const row = await db
    .insertInto("cmek_rotations")
    .values({ ...rotation, status: "running", started_at: now, heartbeat_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export function selectRotation(db: Database, org_id: string, vault_id: string, id: string) {
  return db
    .selectFrom("cmek_rotations")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function selectOpenRotation(db: Database, org_id: string, vault_id: string) {
  return db
    .selectFrom("cmek_rotations")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("status", "in", ["pending", "running"])
    .executeTakeFirst();
}

/** The key that the newest rotation to this one left. */
export function selectLastLeft(db: Database, org_id: string, vault_id: string, new_fingerprint: string) {
  return db
    .selectFrom("cmek_rotations")
    .select("old_fingerprint")
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("new_fingerprint", "=", new_fingerprint)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The key version that a running rotation's vault seals with; nothing when the rotation is over or the vault is gone. */
export function selectRunning(db: Database, { org_id, id }: Pick<Rotation, "org_id" | "id">) {
  return db
    .selectFrom("cmek_rotations as r")
    .innerJoin("vaults as v", "v.id", "r.vault_id")
    .select("v.kek_version")
    .where("r.org_id", "=", org_id)
    .where("r.id", "=", id)
    .where("r.status", "=", "running")
    .where("v.deleted_at", "is", null)
    .executeTakeFirst();
}

/** Adds to what an open rotation of a living vault has done; null when it is over or the vault is gone. */
export async function addProgress(
  db: Database,
  { org_id, id }: Pick<Rotation, "org_id" | "id">,
  replaced: number,
  now: Date,
): Promise<Rotation | null> {
  const row = await db
    .updateTable("cmek_rotations")
    .set({
      processed: sql`processed + ${replaced}::int`,
      // A deleted secret that was brought back meanwhile comes on top.
      total_secrets: sql`greatest(total_secrets, processed + ${replaced}::int)`,
      heartbeat_at: now,
    })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("status", "=", "running")
    .where(
      sql<SqlBool>`exists (select from vaults v where v.id = vault_id and v.org_id = ${org_id} and v.deleted_at is null)`,
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Ends an open rotation; null when it was over already. */
export async function endRotation(
  db: Database,
  { org_id, id }: Pick<Rotation, "org_id" | "id">,
  end: { status: "completed" | "failed"; error: string | null },
  now: Date,
): Promise<Rotation | null> {
  const row = await db
    .updateTable("cmek_rotations")
    .set({ ...end, completed_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("status", "in", ["pending", "running"])
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Rotations on a server that gave no sign of life since `before`, over all organizations. */
export function selectStale(db: Database, before: Date, limit: number) {
  return db
    .selectFrom("cmek_rotations")
    .selectAll()
    .where("mode", "=", "server")
    .where("status", "in", ["pending", "running"])
    .where("heartbeat_at", "<", before)
    .limit(limit)
    .execute();
}

export type VersionId = { secret_id: string; version: number };

/** Versions of the vault that can still be read, by anybody and with any key. */
function readableVersions(db: Database, org_id: string, vault_id: string, now: Date) {
  return db
    .selectFrom("secret_versions as sv")
    .innerJoin("secrets as s", "s.id", "sv.secret_id")
    .where("sv.org_id", "=", org_id)
    .where("sv.vault_id", "=", vault_id)
    .where("sv.deleted_at", "is", null)
    .where("sv.disabled_at", "is", null)
    .where((eb) => eb.or([eb("sv.expires_at", "is", null), eb("sv.expires_at", ">", now)]))
    .where((eb) =>
      eb.or([
        eb("sv.max_access_count", "is", null),
        eb("sv.access_count", "<", eb.ref("sv.max_access_count")),
      ]),
    );
}

const headerColumns = [
  "sv.secret_id",
  "sv.version",
  "sv.type",
  "sv.expires_at",
  "sv.max_access_count",
  "s.path",
] as const;

const isAfter = (after: VersionId) =>
  sql<SqlBool>`(sv.secret_id, sv.version) > (${after.secret_id}::uuid, ${after.version}::int)`;

export async function countUnder(
  db: Database,
  org_id: string,
  vault_id: string,
  fingerprint: string,
  now: Date,
): Promise<number> {
  const row = await readableVersions(db, org_id, vault_id, now)
    .where("sv.cmek", "=", true)
    .where("sv.cmek_fingerprint", "=", fingerprint)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Versions under a key, in the order of their ids, with their sizes instead of their values. */
export function selectUnder(
  db: Database,
  q: {
    org_id: string;
    vault_id: string;
    fingerprint: string;
    now: Date;
    after: VersionId | null;
    limit: number;
  },
) {
  return readableVersions(db, q.org_id, q.vault_id, q.now)
    .where("sv.cmek", "=", true)
    .where("sv.cmek_fingerprint", "=", q.fingerprint)
    .$if(q.after !== null, (query) => query.where(isAfter(q.after as VersionId)))
    .select([...headerColumns, sql<number>`octet_length(sv.blob)`.as("bytes")])
    .orderBy("sv.secret_id")
    .orderBy("sv.version")
    .limit(q.limit)
    .execute();
}

/** Versions under a key that no other worker holds, locked until the transaction ends. */
export function lockUnder(
  db: Database,
  q: { org_id: string; vault_id: string; fingerprint: string; now: Date; limit: number },
  except: readonly VersionId[],
) {
  return readableVersions(db, q.org_id, q.vault_id, q.now)
    .where("sv.cmek", "=", true)
    .where("sv.cmek_fingerprint", "=", q.fingerprint)
    .where(
      sql<SqlBool>`not exists (select from unnest(${except.map((id) => id.secret_id)}::uuid[], ${except.map((id) => id.version)}::int[])
        x (secret_id, version) where x.secret_id = sv.secret_id and x.version = sv.version)`,
    )
    .select(headerColumns)
    .orderBy("sv.secret_id")
    .orderBy("sv.version")
    .limit(q.limit)
    .forUpdate("sv")
    .skipLocked()
    .execute();
}

/** Versions that are under another key than this one, or under none. */
export function selectNotUnder(
  db: Database,
  q: {
    org_id: string;
    vault_id: string;
    fingerprint: string;
    now: Date;
    after: VersionId | null;
    limit: number;
  },
) {
  return readableVersions(db, q.org_id, q.vault_id, q.now)
    .where(sql<SqlBool>`sv.cmek_fingerprint is distinct from ${q.fingerprint}`)
    .$if(q.after !== null, (query) => query.where(isAfter(q.after as VersionId)))
    .select(["sv.secret_id", "sv.version", "sv.cmek_fingerprint", "s.path"])
    .orderBy("sv.secret_id")
    .orderBy("sv.version")
    .limit(q.limit)
    .execute();
}

/** Those of the named versions that can be read and are under a key, in the order of their ids. */
export function selectNamedUnder(
  db: Database,
  q: { org_id: string; vault_id: string; fingerprint: string; now: Date },
  named: readonly { path: string; version: number }[],
) {
  return readableVersions(db, q.org_id, q.vault_id, q.now)
    .where("sv.cmek", "=", true)
    .where("sv.cmek_fingerprint", "=", q.fingerprint)
    .where(
      sql<SqlBool>`(s.path, sv.version) in (select path, version
        from unnest(${named.map(({ path }) => path)}::text[], ${named.map(({ version }) => version)}::int[]) x (path, version))`,
    )
    .select(headerColumns)
    .orderBy("sv.secret_id")
    .orderBy("sv.version")
    .execute();
}

/** The ciphertexts of versions that are under a key, with the key version of the vault's that each is under. */
export function selectStored(db: Database, org_id: string, fingerprint: string, ids: readonly VersionId[]) {
  return db
    .selectFrom("secret_versions")
    .select(["secret_id", "version", "blob", "kek_version"])
    .where("org_id", "=", org_id)
    .where("cmek_fingerprint", "=", fingerprint)
    .where(
      sql<SqlBool>`(secret_id, version) in (select secret_id, version
        from unnest(${ids.map((id) => id.secret_id)}::uuid[], ${ids.map((id) => id.version)}::int[]) x (secret_id, version))`,
    )
    .execute();
}

/** Puts a ciphertext under the new key in the place of one under the old; false when it is under that no more. */
export async function replaceStored(
  db: Database,
  org_id: string,
  { secret_id, version }: VersionId,
  from_fingerprint: string,
  to: { cmek_fingerprint: string; blob: Buffer; kek_version: number },
): Promise<boolean> {
  const result = await db
    .updateTable("secret_versions")
    .set(to)
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("version", "=", version)
    .where("cmek_fingerprint", "=", from_fingerprint)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
