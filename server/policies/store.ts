// All SQL of policies.
import type { Insertable, Updateable } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";
import type { PolicyRule, PrincipalType } from "./evaluate.ts";

export type NewPolicy = Insertable<DB["policies"]>;

/** The rules of one vault for one principal, as the engine takes them. */
export async function selectRules(
  db: Database,
  org_id: string,
  vault_id: string,
  type: PrincipalType,
  id: string,
): Promise<PolicyRule[]> {
  const rows = await db
    .selectFrom("policies")
    .select(["id", "secret_path_pattern", "permissions", "conditions", "expires_at"])
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("principal_type", "=", type)
    .where("principal_id", "=", id)
    .execute();
  return rows.map((row) => ({ ...row, principal_type: type, principal_id: id }));
}

/** Every rule for one principal over all vaults of the organization. */
export function selectRulesOfPrincipal(db: Database, org_id: string, type: PrincipalType, id: string) {
  return db
    .selectFrom("policies as p")
    .innerJoin("vaults as v", "v.id", "p.vault_id")
    .select(["p.vault_id", "p.secret_path_pattern", "p.expires_at"])
    .where("p.org_id", "=", org_id)
    .where("p.principal_type", "=", type)
    .where("p.principal_id", "=", id)
    .where("v.deleted_at", "is", null)
    .orderBy("p.id")
    .execute();
}

export function selectPolicies(
  db: Database,
  org_id: string,
  vault_id: string,
  after_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("policies")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function insertPolicy(db: Database, policy: NewPolicy) {
  return db.insertInto("policies").values(policy).returningAll().executeTakeFirstOrThrow();
}

export function updatePolicy(
  db: Database,
  org_id: string,
  vault_id: string,
  id: string,
  changes: Updateable<DB["policies"]>,
) {
  return db
    .updateTable("policies")
    .set(changes)
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

export function deletePolicy(db: Database, org_id: string, vault_id: string, id: string) {
  return db
    .deleteFrom("policies")
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("id", "=", id)
    .returning(["id", "secret_path_pattern", "principal_type", "principal_id"])
    .executeTakeFirst();
}

/** Whether a principal of that kind and id exists in the organization. */
export async function principalExists(
  db: Database,
  org_id: string,
  type: PrincipalType,
  id: string,
): Promise<boolean> {
  const table = type === "user" ? "users" : "agents";
  const row = await db
    .selectFrom(table)
    .select("id")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
  return row !== undefined;
}

export async function deletePoliciesOf(
  db: Database,
  org_id: string,
  type: PrincipalType,
  id: string,
): Promise<void> {
  await db
    .deleteFrom("policies")
    .where("org_id", "=", org_id)
    .where("principal_type", "=", type)
    .where("principal_id", "=", id)
    .execute();
}
