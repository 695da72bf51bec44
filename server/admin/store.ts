// SQL of the operator's commands: what stands across organizations. Reads only.
import { sql } from "kysely";
import type { Database } from "#db/client.ts";

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
