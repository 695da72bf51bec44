// SQL of the operator: settings, limits, and what stands across organizations.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

/** Everyone with an account, oldest first. */
export function selectPeople(db: Database) {
  return db
    .selectFrom("users as u")
    .innerJoin("organizations as o", "o.id", "u.org_id")
    .select(["u.email", "u.role", "u.is_operator", "u.created_at", "o.id as org_id", "o.name as org_name"])
    .orderBy("u.id")
    .execute();
}

export function selectOrganizationOf(db: Database, email_key: string) {
  return db.selectFrom("users").select("org_id").where("email_key", "=", email_key).executeTakeFirst();
}

export function selectOrganization(db: Database, org_id: string) {
  return db.selectFrom("organizations").select("id as org_id").where("id", "=", org_id).executeTakeFirst();
}

export type Counts = {
  organizations: number;
  people: number;
  agents: number;
  vaults: number;
  secret_versions: number;
  rotating: number;
  events: number;
  unsealed: number;
};

/** How much there is; `rotating` counts secret versions under an older key than their vault's. */
export async function selectCounts(db: Database): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      (select count(*) from organizations)::int as organizations,
      (select count(*) from users)::int as people,
      (select count(*) from agents)::int as agents,
      (select count(*) from vaults where deleted_at is null)::int as vaults,
      (select count(*) from secret_versions)::int as secret_versions,
      (select count(*) from secret_versions sv join vaults v on v.id = sv.vault_id
        where sv.kek_version < v.kek_version and v.deleted_at is null)::int as rotating,
      (select coalesce(sum(size), 0) from audit_trees)::float8 as events,
      (select count(*) from audit_queue)::int as unsealed`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("a select without a FROM gave no row");
  return row;
}

export function selectSettings(db: Database) {
  return db.selectFrom("settings").selectAll().execute();
}

/** The value before, null where there was none. */
export async function putSetting(trx: Database, setting: Insertable<DB["settings"]>): Promise<string | null> {
  // One change at a time, so that each knows the value before it.
  await sql`select pg_advisory_xact_lock(hashtext('1claw/settings'))`.execute(trx);
  const before = await takeSetting(trx, setting.key);
  await trx.insertInto("settings").values(setting).execute();
  return before;
}

/** Deletes a setting; its value before, null where there was none. */
export async function takeSetting(trx: Database, key: string): Promise<string | null> {
  const row = await trx.deleteFrom("settings").where("key", "=", key).returning("value").executeTakeFirst();
  return row?.value ?? null;
}

/** People with their organizations, oldest account first; `found` is part of an address or name. */
export function selectUsers(
  db: Database,
  page: { found: string | undefined; after_id: string | null; limit: number },
) {
  return people(db, page.found)
    .leftJoin("org_limits as l", "l.org_id", "u.org_id")
    .select([
      "u.id",
      "u.email",
      "u.display_name",
      "u.role",
      "u.auth_method",
      "u.org_id",
      "o.name as org_name",
      "u.is_operator",
      "u.created_at",
      "l.free_tier_override",
      "l.is_sponsored",
    ])
    .$if(page.after_id !== null, (query) => query.where("u.id", ">", page.after_id as string))
    .orderBy("u.id")
    .limit(page.limit)
    .execute();
}

export async function countUsers(db: Database, found: string | undefined): Promise<number> {
  const row = await people(db, found)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

function people(db: Database, found: string | undefined) {
  const like = `%${(found ?? "").replaceAll(/[\\%_]/g, "\\$&")}%`;
  return db
    .selectFrom("users as u")
    .innerJoin("organizations as o", "o.id", "u.org_id")
    .$if(found !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb("u.email", "ilike", like),
          eb("u.display_name", "ilike", like),
          eb("o.name", "ilike", like),
        ]),
      ),
    );
}

export function selectAccount(trx: Database, id: string) {
  return trx
    .selectFrom("users as u")
    .innerJoin("organizations as o", "o.id", "u.org_id")
    .select(["u.id", "u.org_id", "u.email"])
    .where("u.id", "=", id)
    .executeTakeFirst();
}

export function selectLimits(db: Database, org_id: string) {
  return db.selectFrom("org_limits").selectAll().where("org_id", "=", org_id).executeTakeFirst();
}

/** What is left out of `limits` stays. */
export function putLimits(trx: Database, limits: Insertable<DB["org_limits"]>) {
  return trx
    .insertInto("org_limits")
    .values(limits)
    .onConflict((conflict) => conflict.column("org_id").doUpdateSet(limits))
    .returningAll()
    .executeTakeFirstOrThrow();
}
