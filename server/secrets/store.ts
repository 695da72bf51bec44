// All SQL of secrets and their versions.
import { type RawBuilder, sql } from "kysely";
import type { Database } from "#db/client.ts";
import { literalPrefix, patternToSqlRegex } from "#lib/path-pattern.ts";
import type { Visibility } from "#server/policies/evaluate.ts";
import {
  type PrefetchedSecret,
  type PrefetchRow,
  prefetchColumns,
  prefetched,
  prefetchJoins,
  type SecretAddress,
} from "./prefetch.ts";

/** The event's part of a statement, given the condition under which it has happened. */
export type EventWhen = (when: RawBuilder<unknown>) => RawBuilder<unknown>;

/** The same facts as a prefetch, for callers whose principal is already loaded. */
export async function selectAddressed(
  db: Database,
  org_id: string,
  principal: { type: "user" | "agent"; id: string },
  address: SecretAddress,
): Promise<PrefetchedSecret> {
  const [vault, path, version] = [address.vault_id, address.path, address.version];
  const joins = prefetchJoins(1).split(/\$[123]/);
  const { rows } = await sql<PrefetchRow>`
    select ${sql.raw(prefetchColumns(principal.type))}
    from (select ${principal.id}::uuid as id, ${org_id}::uuid as org_id) p
    ${sql.raw(joins[0] ?? "")}${vault}::uuid${sql.raw(joins[1] ?? "")}${path}${sql.raw(joins[2] ?? "")}${version}${sql.raw(joins[3] ?? "")}`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("a select without a FROM gave no row");
  return prefetched(row, address, principal);
}

/** The ciphertext of one version, for those too large to be prefetched. */
export function selectBlob(db: Database, org_id: string, secret_id: string, version: number) {
  return db
    .selectFrom("secret_versions")
    .select("blob")
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("version", "=", version)
    .executeTakeFirst();
}

/** Takes the next version number of the path and makes the path when it is new; numbers are never given out twice. */
export async function reserveVersion(
  db: Database,
  org_id: string,
  vault_id: string,
  path: string,
  new_id: string,
  now: Date,
) {
  const { rows } = await sql<{ id: string; version: number }>`
    insert into secrets as s (id, org_id, vault_id, path, latest_version, created_at)
    select ${new_id}, v.org_id, v.id, ${path}, 1, ${now} from vaults v
    where v.id = ${vault_id} and v.org_id = ${org_id} and v.deleted_at is null
    on conflict (vault_id, path) do update set latest_version = s.latest_version + 1
    returning s.id, s.latest_version as version`.execute(db);
  return rows[0] ?? null;
}

export type NewVersion = {
  secret_id: string;
  version: number;
  org_id: string;
  vault_id: string;
  type: string;
  cmek: boolean;
  metadata: Record<string, unknown>;
  rotation_policy: Record<string, unknown> | null;
  expires_at: Date | null;
  max_access_count: number | null;
  kek_version: number;
  blob: Buffer;
  created_by: string;
  created_by_type: "user" | "agent";
  created_at: Date;
};

/** Stores a version, makes it the current one and appends the event, in one statement. False: the vault is gone. */
export async function insertVersion(db: Database, v: NewVersion, event: EventWhen): Promise<boolean> {
  const { rows } = await sql<{ stored: boolean }>`
    with current as (
      update secrets set current_version = greatest(coalesce(current_version, 0), ${v.version}), deleted_at = null
      where id = ${v.secret_id} and org_id = ${v.org_id}
        and exists (select from vaults where id = ${v.vault_id} and org_id = ${v.org_id} and deleted_at is null)
      returning id
    ), stored as (
      insert into secret_versions (secret_id, version, org_id, vault_id, type, cmek, metadata, rotation_policy,
        expires_at, max_access_count, kek_version, blob, created_by, created_by_type, created_at)
      select id, ${v.version}, ${v.org_id}, ${v.vault_id}, ${v.type}, ${v.cmek}, ${JSON.stringify(v.metadata)}::jsonb,
        ${v.rotation_policy === null ? null : JSON.stringify(v.rotation_policy)}::jsonb, ${v.expires_at}::timestamptz,
        ${v.max_access_count}::int, ${v.kek_version}, ${v.blob}, ${v.created_by}, ${v.created_by_type}, ${v.created_at}
      from current returning secret_id
    ), ${event(sql`exists (select from stored)`)}
    select exists (select from stored) as stored`.execute(db);
  return rows[0]?.stored ?? false;
}

/** Counts one access while the limit allows it and appends the event in the same statement; false: used up or ended. */
export async function countAccess(
  db: Database,
  org_id: string,
  secret_id: string,
  version: number,
  event: EventWhen,
): Promise<boolean> {
  const { rows } = await sql<{ counted: boolean }>`
    with counted as (
      update secret_versions set access_count = access_count + 1
      where org_id = ${org_id} and secret_id = ${secret_id} and version = ${version}
        and access_count < max_access_count and disabled_at is null and deleted_at is null
      returning version
    ), ${event(sql`exists (select from counted)`)}
    select exists (select from counted) as counted`.execute(db);
  return rows[0]?.counted ?? false;
}

const metadataColumns = [
  "s.id",
  "s.path",
  "sv.type",
  "sv.version",
  "sv.metadata",
  "sv.created_at",
  "sv.expires_at",
  "sv.disabled_at",
] as const;

/** One page of the visible paths of a vault with the metadata of their current version, in path order. */
export async function selectSecrets(
  db: Database,
  q: {
    org_id: string;
    vault_id: string;
    visible: Visibility;
    prefix: string;
    after: string | null;
    limit: number;
  },
) {
  if (q.visible.patterns.length === 0 || q.visible.within?.length === 0) return [];
  let query = db
    .selectFrom("secrets as s")
    // A lookup for each path of the page, never a join of the whole vault that is sorted afterwards.
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("secret_versions as v")
          .selectAll("v")
          .whereRef("v.secret_id", "=", "s.id")
          .where("v.version", "=", sql<number>`coalesce(s.current_version, s.latest_version)`)
          .limit(1)
          .as("sv"),
      (join) => join.onTrue(),
    )
    .select(metadataColumns)
    .where("s.org_id", "=", q.org_id)
    .where("s.vault_id", "=", q.vault_id)
    .where("s.deleted_at", "is", null);
  for (const patterns of [q.visible.patterns, q.visible.within]) {
    if (patterns && !patterns.includes("**"))
      // In a CASE the planner does not take it for a filter that leaves next to nothing, and walks the paths in order.
      query = query.where(
        sql<boolean>`case when s.path ~ any(${patterns.map(patternToSqlRegex)}) then true else false end`,
      );
  }
  const start = [q.prefix, commonPrefix(q.visible.patterns)].sort((a, b) => b.length - a.length)[0] ?? "";
  if (start) query = query.where("s.path", ">=", start).where("s.path", "<", `${start}\u{10ffff}`);
  if (q.prefix) query = query.where(sql<boolean>`starts_with(s.path, ${q.prefix})`);
  if (q.after !== null) query = query.where("s.path", ">", q.after);
  return query.orderBy("s.path").limit(q.limit).execute();
}

function commonPrefix(patterns: readonly string[]): string {
  const prefixes = patterns.map(literalPrefix);
  const [first = ""] = prefixes;
  let length = first.length;
  while (length > 0 && !prefixes.every((prefix) => prefix.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}

export function selectVersions(db: Database, org_id: string, secret_id: string) {
  return db
    .selectFrom("secret_versions as sv")
    .innerJoin("secrets as s", "s.id", "sv.secret_id")
    .select(metadataColumns)
    .where("sv.org_id", "=", org_id)
    .where("sv.secret_id", "=", secret_id)
    .where("sv.deleted_at", "is", null)
    .orderBy("sv.version", "desc")
    .limit(1000)
    .execute();
}

/** Ends a secret and every version of it; false when it had ended already. */
export async function markSecretDeleted(
  db: Database,
  org_id: string,
  secret_id: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable("secrets")
    .set({ deleted_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", secret_id)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!row) return false;
  await db
    .updateTable("secret_versions")
    .set({ deleted_at: now })
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("deleted_at", "is", null)
    .execute();
  return true;
}

/** Disables one version and lets the current one fall back to the newest that is left; false: no such live version. */
export async function markVersionDisabled(
  db: Database,
  org_id: string,
  secret_id: string,
  version: number,
  now: Date,
): Promise<boolean> {
  // A write that comes between would be missed when the newest version left is looked for.
  await db
    .selectFrom("secrets")
    .select("id")
    .where("org_id", "=", org_id)
    .where("id", "=", secret_id)
    .forNoKeyUpdate()
    .execute();
  const row = await db
    .updateTable("secret_versions")
    .set((eb) => ({ disabled_at: eb.fn.coalesce("disabled_at", eb.val(now)) }))
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("version", "=", version)
    .where("deleted_at", "is", null)
    .returning("version")
    .executeTakeFirst();
  if (!row) return false;
  await sql`
    update secrets set current_version = (
      select max(version) from secret_versions
      where org_id = ${org_id} and secret_id = ${secret_id} and disabled_at is null and deleted_at is null)
    where org_id = ${org_id} and id = ${secret_id}`.execute(db);
  return true;
}

// The wrapped key lies in the first bytes; values, which can be megabytes, stay in the database.
const HEAD_BYTES = 4096;

export type VersionId = { secret_id: string; version: number };

/** Heads of versions still under a KEK version below `below`; rows that another worker holds are passed over. */
export function selectForRewrap(
  db: Database,
  org_id: string,
  vault_id: string,
  below: number,
  except: readonly VersionId[],
  limit: number,
) {
  const ids = except.map((id) => id.secret_id);
  const versions = except.map((id) => id.version);
  return db
    .selectFrom("secret_versions as sv")
    .innerJoin("secrets as s", "s.id", "sv.secret_id")
    .select([
      "sv.secret_id",
      "sv.version",
      "sv.type",
      "sv.cmek",
      "sv.expires_at",
      "sv.max_access_count",
      "sv.kek_version",
      "s.path",
      sql<Buffer>`substring(sv.blob for ${HEAD_BYTES}::int)`.as("head"),
    ])
    .where("sv.org_id", "=", org_id)
    .where("sv.vault_id", "=", vault_id)
    .where("sv.kek_version", "<", below)
    .where(
      sql<boolean>`not exists (select from unnest(${ids}::uuid[], ${versions}::int[]) x (secret_id, version)
        where x.secret_id = sv.secret_id and x.version = sv.version)`,
    )
    .orderBy("sv.kek_version")
    .limit(limit)
    .forUpdate("sv")
    .skipLocked()
    .execute();
}

/** Puts a rewrapped head in the place of the one that was read; false when the row is under another KEK by now. */
export async function updateRewrapped(
  db: Database,
  org_id: string,
  row: VersionId & { kek_version: number },
  to: { kek_version: number; head: Buffer },
): Promise<boolean> {
  const result = await db
    .updateTable("secret_versions")
    .set({
      kek_version: to.kek_version,
      blob: sql<Buffer>`${to.head}::bytea || substring(blob from ${HEAD_BYTES + 1}::int)`,
    })
    .where("org_id", "=", org_id)
    .where("secret_id", "=", row.secret_id)
    .where("version", "=", row.version)
    .where("kek_version", "=", row.kek_version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function countUnderOlderKek(
  db: Database,
  org_id: string,
  vault_id: string,
  below: number,
): Promise<number> {
  const row = await db
    .selectFrom("secret_versions")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("kek_version", "<", below)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
