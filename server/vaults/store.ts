// All SQL of vaults and of their key versions.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export function selectVault(db: Database, org_id: string, vault_id: string) {
  return liveVault(db, org_id, vault_id).executeTakeFirst();
}

function liveVault(db: Database, org_id: string, vault_id: string) {
  return db
    .selectFrom("vaults")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .where("deleted_at", "is", null);
}

export type VisibleTo = {
  type: "user" | "agent";
  id: string;
  sees_all: boolean;
  bound_to: readonly string[] | null;
};

/** Vaults that a principal sees: those it made, those a policy names it for, or all of them. */
export function selectVaults(
  db: Database,
  org_id: string,
  by: VisibleTo,
  after_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("vaults as v")
    .selectAll("v")
    .where("v.org_id", "=", org_id)
    .where("v.deleted_at", "is", null)
    .$if(by.bound_to !== null, (query) =>
      query.where("v.id", "in", by.bound_to?.length ? [...by.bound_to] : [NOWHERE]),
    )
    .$if(!by.sees_all, (query) =>
      query.where((eb) =>
        eb.or([
          eb.and([eb("v.created_by", "=", by.id), eb("v.created_by_type", "=", by.type)]),
          eb.exists(
            eb
              .selectFrom("policies as p")
              .select("p.id")
              .whereRef("p.vault_id", "=", "v.id")
              .where("p.org_id", "=", org_id)
              .where("p.principal_type", "=", by.type)
              .where("p.principal_id", "=", by.id),
          ),
        ]),
      ),
    )
    .$if(after_id !== null, (query) => query.where("v.id", ">", after_id as string))
    .orderBy("v.id")
    .limit(limit)
    .execute();
}

export type StoredSummary = {
  vault_id: string;
  secrets: number;
  policies: number;
  agents: number;
  last_read_at: Date | null;
};

/** What is in the vaults, counted up to `most` of each kind; in no particular order. */
export async function selectSummaries(
  db: Database,
  org_id: string,
  vault_ids: readonly string[],
  { now, most }: { now: Date; most: number },
): Promise<StoredSummary[]> {
  const { rows } = await sql<StoredSummary>`
    select v.vault_id, s.secrets, p.policies, a.agents, (
      select max(last_at) from audit_daily
      where org_id = ${org_id} and vault_id = v.vault_id and action = 'secret.read' and outcome = 'success'
        and day = (select max(day) from audit_daily where org_id = ${org_id} and vault_id = v.vault_id
          and action = 'secret.read' and outcome = 'success')) as last_read_at
    from unnest(${vault_ids}::uuid[]) v (vault_id)
    cross join lateral (select count(*)::int as secrets from (
      select from secrets where vault_id = v.vault_id and org_id = ${org_id} and deleted_at is null
        and current_version is not null limit ${most}) x) s
    cross join lateral (select count(*)::int as policies from (
      select from policies where vault_id = v.vault_id and org_id = ${org_id} limit ${most}) x) p
    cross join lateral (select count(*)::int as agents from (
      select distinct r.principal_id from policies r join agents g on g.id = r.principal_id and g.org_id = ${org_id}
      where r.vault_id = v.vault_id and r.org_id = ${org_id} and r.principal_type = 'agent'
        and (r.expires_at is null or r.expires_at > ${now})
        and g.is_active and (g.expires_at is null or g.expires_at > ${now}) limit ${most}) x) a`.execute(db);
  return rows;
}

const NOWHERE = "00000000-0000-0000-0000-000000000000";

export function selectAgentKeysVault(db: Database, org_id: string) {
  return db
    .selectFrom("vaults")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("kind", "=", "agent_keys")
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** Null when another request made the organization's vault of that kind first. */
export async function insertVault(
  db: Database,
  vault: Insertable<DB["vaults"]>,
  kek: Insertable<DB["vault_keks"]>,
) {
  const row = await db
    .insertInto("vaults")
    .values(vault)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row) await db.insertInto("vault_keks").values(kek).execute();
  return row ?? null;
}

/** The vault, with a lock that writes of values wait for and that waits for those under way. */
export function lockVault(db: Database, org_id: string, vault_id: string) {
  return liveVault(db, org_id, vault_id).forUpdate().executeTakeFirst();
}

export function updateCustody(
  db: Database,
  org_id: string,
  vault_id: string,
  custody: { cmek_fingerprint: string | null } | { mpc_custody: string },
) {
  return db
    .updateTable("vaults")
    .set(custody)
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Undefined when the vault is gone. */
export function updateVaultText(
  db: Database,
  org_id: string,
  vault_id: string,
  text: { name: string; description: string },
) {
  return db
    .updateTable("vaults")
    .set(text)
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
}

export async function markVaultDeleted(
  db: Database,
  org_id: string,
  vault_id: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable("vaults")
    .set({ deleted_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .where("deleted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export function selectKek(db: Database, org_id: string, vault_id: string, version: number) {
  return db
    .selectFrom("vault_keks")
    .select(["kek_id", "version", "material"])
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("version", "=", version)
    .executeTakeFirst();
}

/** Every KEK version of a vault, oldest first. */
export function selectKeks(db: Database, org_id: string, vault_id: string) {
  return db
    .selectFrom("vault_keks")
    .select(["kek_id", "version", "material"])
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .orderBy("version")
    .execute();
}

export async function insertKek(db: Database, kek: Insertable<DB["vault_keks"]>): Promise<void> {
  await db.insertInto("vault_keks").values(kek).execute();
}

/** Makes `version` the one for new writes; false when another rotation was faster. */
export async function advanceKek(
  db: Database,
  org_id: string,
  vault_id: string,
  version: number,
): Promise<boolean> {
  const row = await db
    .updateTable("vaults")
    .set({ kek_version: version })
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .where("kek_version", "=", version - 1)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Vaults deleted before `before`, over all organizations, whose keys may now be destroyed. */
export function selectPurgeable(db: Database, before: Date, limit: number) {
  return db
    .selectFrom("vaults")
    .select(["id as vault_id", "org_id"])
    .where("deleted_at", "<", before)
    .limit(limit)
    .execute();
}

export async function purgeVault(db: Database, org_id: string, vault_id: string): Promise<void> {
  await db
    .deleteFrom("vaults")
    .where("org_id", "=", org_id)
    .where("id", "=", vault_id)
    .where("deleted_at", "is not", null)
    .execute();
}

/** A vault by id alone, for the operator's commands. */
export function selectVaultAnywhere(db: Database, vault_id: string) {
  return db
    .selectFrom("vaults")
    .selectAll()
    .where("id", "=", vault_id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}
