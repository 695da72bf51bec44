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

/** The ciphertext of one version with what it is under, for those too large to be prefetched. */
export function selectBlob(db: Database, org_id: string, secret_id: string, version: number) {
  return db
    .selectFrom("secret_versions")
    .select(["blob", "kek_version", "cmek_fingerprint"])
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
  /** Of the client's key that the value is under; null for a value that came as it is. */
  cmek_fingerprint: string | null;
  mpc: boolean;
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

/**
 * Stores a version, makes it the current one and appends the event, in one statement. False: the vault is gone, or by
 * now it takes values in another custody than this one's. The lock is one that the foreign key takes anyway; who changes
 * the custody waits for it, and whoever waits for them looks at the vault again.
 */
export async function insertVersion(db: Database, v: NewVersion, event: EventWhen): Promise<boolean> {
  const { rows } = await sql<{ stored: boolean }>`
    with vault as (
      select id from vaults where id = ${v.vault_id} and org_id = ${v.org_id} and deleted_at is null
        and cmek_fingerprint is not distinct from ${v.cmek_fingerprint} and (mpc_custody is not null) = ${v.mpc}
      for key share
    ), current as (
      update secrets set current_version = greatest(coalesce(current_version, 0), ${v.version}), deleted_at = null
      where id = ${v.secret_id} and org_id = ${v.org_id} and exists (select from vault)
      returning id
    ), stored as (
      insert into secret_versions (secret_id, version, org_id, vault_id, type, cmek, cmek_fingerprint, mpc, metadata,
        rotation_policy,
        expires_at, max_access_count, kek_version, blob, created_by, created_by_type, created_at)
      select id, ${v.version}, ${v.org_id}, ${v.vault_id}, ${v.type}, ${v.cmek_fingerprint !== null},
        ${v.cmek_fingerprint}, ${v.mpc}, ${JSON.stringify(v.metadata)}::jsonb,
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
  "sv.max_access_count",
  "sv.access_count",
  "sv.created_by",
  "sv.created_by_type",
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

/** Disables every live version but one, which becomes the current one; the numbers of those it disabled. */
export async function disableOtherVersions(
  db: Database,
  org_id: string,
  secret_id: string,
  kept: number,
  now: Date,
): Promise<number[]> {
  const rows = await db
    .updateTable("secret_versions")
    .set({ disabled_at: now })
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("version", "!=", kept)
    .where("disabled_at", "is", null)
    .where("deleted_at", "is", null)
    .returning("version")
    .execute();
  await db
    .updateTable("secrets")
    .set({ current_version: kept })
    .where("org_id", "=", org_id)
    .where("id", "=", secret_id)
    .execute();
  return rows.map(({ version }) => version).sort((a, b) => a - b);
}

/** Ids of those of the paths that are there. */
export function selectPaths(db: Database, org_id: string, vault_id: string, paths: readonly string[]) {
  return db
    .selectFrom("secrets")
    .select(["id", "path"])
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("path", "in", [...paths])
    .where("deleted_at", "is", null)
    .orderBy("path")
    .execute();
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
      "sv.mpc",
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

/**
 * Takes a deletion back that was made after `after`; how many versions it brought back. 0: it was made before; null: the
 * secret is not deleted.
 */
export async function undeleteSecret(
  db: Database,
  org_id: string,
  secret_id: string,
  after: Date,
): Promise<number | null> {
  const old = await db
    .selectFrom("secrets")
    .select([
      sql<boolean>`deleted_at > ${after}`.as("in_time"),
      sql<string>`deleted_at::text`.as("deleted_at"),
    ])
    .where("org_id", "=", org_id)
    .where("id", "=", secret_id)
    .where("deleted_at", "is not", null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!old) return null;
  if (!old.in_time) return 0;
  await db
    .updateTable("secrets")
    .set({ deleted_at: null })
    .where("org_id", "=", org_id)
    .where("id", "=", secret_id)
    .execute();
  const result = await db
    .updateTable("secret_versions")
    .set({ deleted_at: null })
    .where("org_id", "=", org_id)
    .where("secret_id", "=", secret_id)
    .where("deleted_at", "=", sql<Date>`${old.deleted_at}::timestamptz`)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What is known about the current version of a secret, or about its last one when all are disabled. */
export function selectCurrent(db: Database, org_id: string, secret_id: string) {
  return db
    .selectFrom("secrets as s")
    .innerJoin("secret_versions as sv", "sv.secret_id", "s.id")
    .select(metadataColumns)
    .where("s.org_id", "=", org_id)
    .where("s.id", "=", secret_id)
    .where("sv.deleted_at", "is", null)
    .where((eb) => eb("sv.version", "<=", eb.fn.coalesce("s.current_version", "s.latest_version")))
    .orderBy("sv.version", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
}

/** Those of the paths that hold a secret, with type and metadata of its current version. */
export function selectExisting(db: Database, org_id: string, vault_id: string, paths: readonly string[]) {
  return db
    .selectFrom("secrets as s")
    .innerJoin("secret_versions as sv", (join) =>
      join.onRef("sv.secret_id", "=", "s.id").onRef("sv.version", "=", "s.current_version"),
    )
    .select(["s.path", "sv.type", "sv.metadata"])
    .where("s.org_id", "=", org_id)
    .where("s.vault_id", "=", vault_id)
    .where(sql<boolean>`s.path = any(${paths as string[]})`)
    .where("s.deleted_at", "is", null)
    .execute();
}

/** `reserveVersion` for many paths; nothing when the vault is gone. */
export async function reserveVersions(
  db: Database,
  org_id: string,
  vault_id: string,
  asked: readonly { path: string; new_id: string }[],
  now: Date,
) {
  // In the order of the paths: two imports of the same ones wait for each other in one direction only.
  const { rows } = await sql<{ id: string; path: string; version: number }>`
    insert into secrets as s (id, org_id, vault_id, path, latest_version, created_at)
    select n.new_id, v.org_id, v.id, n.path, 1, ${now}
    from vaults v cross join json_to_recordset(${JSON.stringify(asked)}::json) as n (path text, new_id uuid)
    where v.id = ${vault_id} and v.org_id = ${org_id} and v.deleted_at is null
    order by n.path collate "C"
    on conflict (vault_id, path) do update set latest_version = s.latest_version + 1
    returning s.id, s.path, s.latest_version as version`.execute(db);
  return rows;
}

/** Whether the vault takes values in this custody; it does so until the end of the transaction then. */
export async function lockCustody(
  db: Database,
  org_id: string,
  vault_id: string,
  custody: { cmek_fingerprint: string | null; mpc: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    select id from vaults where id = ${vault_id} and org_id = ${org_id} and deleted_at is null
      and cmek_fingerprint is not distinct from ${custody.cmek_fingerprint}
      and (mpc_custody is not null) = ${custody.mpc}
    for key share`.execute(db);
  return rows.length > 0;
}

/** Makes versions the current ones of their secrets, where there is a secret already only if `replace`; the ids of those. */
export async function setCurrent(
  db: Database,
  org_id: string,
  versions: readonly VersionId[],
  replace: boolean,
): Promise<Set<string>> {
  const asked = JSON.stringify(versions.map(({ secret_id, version }) => ({ secret_id, version })));
  const { rows } = await sql<{ id: string }>`
    with held as (
      select s.id, n.version from secrets s
      join json_to_recordset(${asked}::json) as n (secret_id uuid, version int) on n.secret_id = s.id
      where s.org_id = ${org_id} and (${replace} or s.current_version is null or s.deleted_at is not null)
      order by s.path for no key update of s
    )
    update secrets s set current_version = greatest(coalesce(s.current_version, 0), held.version), deleted_at = null
    from held where s.id = held.id and s.org_id = ${org_id} returning s.id`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

export type ImportRow = VersionId & {
  org_id: string;
  vault_id: string;
  path: string;
  type: string;
  cmek_fingerprint: string | null;
  mpc: boolean;
  metadata: Record<string, unknown>;
  expires_at: Date | null;
  max_access_count: number | null;
  kek_version: number;
  blob: Buffer;
};

/** Stores versions that `setCurrent` made the current ones. */
export async function insertImported(
  db: Database,
  rows: readonly ImportRow[],
  by: { type: "user" | "agent"; id: string },
  now: Date,
): Promise<void> {
  await db
    .insertInto("secret_versions")
    .values(
      rows.map((row) => ({
        secret_id: row.secret_id,
        version: row.version,
        org_id: row.org_id,
        vault_id: row.vault_id,
        type: row.type,
        cmek: row.cmek_fingerprint !== null,
        cmek_fingerprint: row.cmek_fingerprint,
        mpc: row.mpc,
        metadata: JSON.stringify(row.metadata),
        expires_at: row.expires_at,
        max_access_count: row.max_access_count,
        kek_version: row.kek_version,
        blob: row.blob,
        created_by: by.id,
        created_by_type: by.type,
        created_at: now,
      })),
    )
    .execute();
}

type Seen = readonly { vault_id: string; visible: Visibility }[];

/** Vault ids with one expression for what is visible in each; null where that is everything. */
function seenAs(vaults: Seen) {
  const all = (patterns: readonly string[] | null) =>
    patterns === null || patterns.includes("**") ? null : patterns.map(patternToSqlRegex).join("|");
  return sql`unnest(${vaults.map(({ vault_id }) => vault_id)}::uuid[],
    ${vaults.map(({ visible }) => all(visible.patterns))}::text[],
    ${vaults.map(({ visible }) => all(visible.within))}::text[]) with ordinality as a (vault_id, pattern, within, n)`;
}

const isSeen = sql<boolean>`case when (a.pattern is null or s.path ~ a.pattern)
  and (a.within is null or s.path ~ a.within) then true else false end`;

export type FoundSecret = {
  id: string;
  vault_id: string;
  path: string;
  type: string;
  version: number;
  metadata: unknown;
  created_at: Date;
  expires_at: Date | null;
  disabled_at: Date | null;
  max_access_count: number | null;
  access_count: number;
  created_by: string;
  created_by_type: string;
};

/** The columns of a version that are shown, of the row `sv`. */
const SHOWN = sql.raw(`sv.type, sv.version, sv.metadata, sv.created_at, sv.expires_at, sv.disabled_at,
  sv.max_access_count, sv.access_count, sv.created_by, sv.created_by_type`);

/**
 * Of the next `look_at` visible secrets those whose path or metadata holds `q`, at most `limit`, by vault and path; with
 * the last one that was looked at when there are more.
 */
export async function searchSecrets(
  db: Database,
  by: {
    org_id: string;
    /** In the order of their ids. */
    vaults: Seen;
    q: string;
    type: string | null;
    after: { vault_id: string; path: string } | null;
    limit: number;
    look_at: number;
  },
): Promise<{ rows: FoundSecret[]; looked_at_last: { vault_id: string; path: string } | null }> {
  const { after } = by;
  const vaults = by.vaults.filter(({ vault_id }) => after === null || vault_id >= after.vault_id);
  if (vaults.length === 0) return { rows: [], looked_at_last: null };
  const beyond = after
    ? sql`(s.vault_id > ${after.vault_id} or s.path > ${after.path} collate "C")`
    : sql`true`;
  // Vault by vault in the order of their paths, and no further than needed: nothing is sorted.
  const { rows } = await sql<FoundSecret & { looked: number | null }>`
    with looked as materialized (
      select a.n, s.* from ${seenAs(vaults)} cross join lateral (
        select s.id, s.vault_id, s.path, coalesce(s.current_version, s.latest_version) as version from secrets s
        where s.org_id = ${by.org_id} and s.vault_id = a.vault_id and s.deleted_at is null and ${beyond} and ${isSeen}
        order by s.path limit ${by.look_at}) s
      limit ${by.look_at}
    ), hits as materialized (
      select l.n, l.id, l.vault_id, l.path, ${SHOWN}
      from looked l cross join lateral (
        select v.* from secret_versions v
        where v.org_id = ${by.org_id} and v.secret_id = l.id and v.version = l.version limit 1) sv
      where (strpos(lower(l.path), lower(${by.q})) > 0 or strpos(lower(sv.metadata::text), lower(${by.q})) > 0)
        and (${by.type}::text is null or sv.type = ${by.type})
      limit ${by.limit}
    )
    select hits.*, null::bigint as looked from hits
    union all
    (select n, null, vault_id, path, null, null, null, null, null, null, null, null, null, null, (select count(*) from looked)
    from looked where (select count(*) from hits) < ${by.limit}::int order by n desc, path desc limit 1)
    order by n, path, looked nulls first`.execute(db);
  const edge = rows.find((row) => row.looked !== null);
  const isMore = edge !== undefined && Number(edge.looked) >= by.look_at;
  return {
    rows: rows.filter((row) => row.looked === null),
    looked_at_last: isMore ? { vault_id: edge.vault_id, path: edge.path } : null,
  };
}

/** Visible current versions that expire between two times, soonest first. */
export async function selectExpiring(
  db: Database,
  by: {
    org_id: string;
    vaults: Seen;
    from: Date;
    to: Date;
    after: { expires_at: Date; id: string } | null;
    limit: number;
  },
): Promise<FoundSecret[]> {
  if (by.vaults.length === 0) return [];
  const beyond = by.after
    ? sql`(sv.expires_at, sv.secret_id) > (${by.after.expires_at}, ${by.after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<FoundSecret>`
    select s.id, s.vault_id, s.path, ${SHOWN}
    from secret_versions sv
    join secrets s on s.id = sv.secret_id and s.current_version = sv.version and s.deleted_at is null
    join ${seenAs(by.vaults)} on a.vault_id = s.vault_id
    where sv.org_id = ${by.org_id} and sv.disabled_at is null and sv.deleted_at is null
      and sv.expires_at > ${by.from} and sv.expires_at <= ${by.to} and ${beyond} and ${isSeen}
    order by sv.expires_at, sv.secret_id limit ${by.limit}`.execute(db);
  return rows;
}

export type VaultToRemind = { vault_id: string; org_id: string; name: string; email: string | null };

/** Vaults with current versions that expire between two times and were not told of, over all organizations. */
export async function selectVaultsToRemind(
  db: Database,
  from: Date,
  to: Date,
  limit: number,
): Promise<VaultToRemind[]> {
  const { rows } = await sql<VaultToRemind>`
    select v.id as vault_id, v.org_id, v.name, u.email
    from (
      select distinct sv.vault_id from secret_versions sv
      join secrets s on s.id = sv.secret_id and s.current_version = sv.version and s.deleted_at is null
      where sv.expires_at > ${from} and sv.expires_at <= ${to} and sv.reminded_at is null
        and sv.disabled_at is null and sv.deleted_at is null
      limit ${limit}) d
    join vaults v on v.id = d.vault_id
    left join users u on v.created_by_type = 'user' and u.id = v.created_by and u.org_id = v.org_id`.execute(
    db,
  );
  return rows;
}

/** Marks those versions of a vault as told of and gives them, soonest first; what another instance holds is passed over. */
export async function claimReminders(
  trx: Database,
  { org_id, vault_id }: { org_id: string; vault_id: string },
  from: Date,
  to: Date,
  limit: number,
): Promise<{ path: string; expires_at: Date }[]> {
  const { rows } = await sql<{ path: string; expires_at: Date }>`
    with due as (
      select sv.secret_id, sv.version, s.path from secret_versions sv
      join secrets s on s.id = sv.secret_id and s.current_version = sv.version and s.deleted_at is null
      where sv.org_id = ${org_id} and sv.vault_id = ${vault_id} and sv.expires_at > ${from} and sv.expires_at <= ${to}
        and sv.reminded_at is null and sv.disabled_at is null and sv.deleted_at is null
      order by sv.expires_at limit ${limit} for update of sv skip locked
    ), told as (
      update secret_versions v set reminded_at = ${from} from due
      where v.secret_id = due.secret_id and v.version = due.version and v.org_id = ${org_id}
      returning due.path, v.expires_at
    )
    select path, expires_at from told order by expires_at, path`.execute(trx);
  return rows;
}

/** Deletes versions that were deleted before `before`, over all organizations; what another instance holds is passed over. */
export async function purgeVersions(trx: Database, before: Date, limit: number) {
  const { rows } = await sql<{ org_id: string; vault_id: string; secret_id: string; versions: number[] }>`
    with old as (
      select secret_id, version from secret_versions where deleted_at < ${before}
      order by deleted_at limit ${limit} for update skip locked
    ), purged as (
      delete from secret_versions v using old where v.secret_id = old.secret_id and v.version = old.version
      returning v.org_id, v.vault_id, v.secret_id, v.version
    )
    select org_id, vault_id, secret_id, array_agg(version order by version) as versions
    from purged group by 1, 2, 3`.execute(trx);
  return rows;
}
