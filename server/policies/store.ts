// All SQL of policies.
import { type Insertable, sql, type Updateable } from "kysely";
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

/** The live vaults that a principal made or that a rule names it for, with its rules, in the order of their ids. */
export async function selectVaultsWithRules(
  db: Database,
  org_id: string,
  { type, id }: { type: PrincipalType; id: string },
  vault_id: string | null,
) {
  const rows = await db
    .selectFrom("vaults as v")
    .leftJoin("policies as p", (join) =>
      join
        .onRef("p.vault_id", "=", "v.id")
        .onRef("p.org_id", "=", "v.org_id")
        .on("p.principal_type", "=", type)
        .on("p.principal_id", "=", id),
    )
    .select([
      "v.id as vault_id",
      "v.created_by",
      "v.created_by_type",
      "p.id",
      "p.secret_path_pattern",
      "p.permissions",
      "p.conditions",
      "p.expires_at",
    ])
    .where("v.org_id", "=", org_id)
    .where("v.deleted_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("p.id", "is not", null),
        eb.and([eb("v.created_by", "=", id), eb("v.created_by_type", "=", type)]),
      ]),
    )
    .$if(vault_id !== null, (query) => query.where("v.id", "=", vault_id as string))
    .orderBy("v.id")
    .execute();
  return [...Map.groupBy(rows, (row) => row.vault_id)].map(([vault, rules]) => ({
    id: vault,
    created_by: rules[0]?.created_by ?? "",
    created_by_type: rules[0]?.created_by_type as PrincipalType,
    policies: rules.flatMap((row): PolicyRule[] =>
      row.id === null
        ? []
        : [
            {
              id: row.id,
              principal_type: type,
              principal_id: id,
              secret_path_pattern: row.secret_path_pattern ?? "",
              permissions: row.permissions ?? [],
              conditions: row.conditions,
              expires_at: row.expires_at,
            },
          ],
    ),
  }));
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

type AdministeredQuestion = {
  by: { type: PrincipalType; id: string; administers_all: boolean; bound_to: readonly string[] | null };
  vault_id?: string;
  principal_id?: string;
  after_id: string | null;
  limit: number;
};

/** The rules of live vaults that somebody made, or of all that are there, within what they are bound to. */
export function selectAdministeredPolicies(
  db: Database,
  org_id: string,
  { by, vault_id, principal_id, after_id, limit }: AdministeredQuestion,
) {
  return db
    .selectFrom("policies as p")
    .innerJoin("vaults as v", (join) =>
      join.onRef("v.id", "=", "p.vault_id").onRef("v.org_id", "=", "p.org_id"),
    )
    .selectAll("p")
    .where("p.org_id", "=", org_id)
    .where("v.deleted_at", "is", null)
    .$if(!by.administers_all, (query) =>
      query.where("v.created_by", "=", by.id).where("v.created_by_type", "=", by.type),
    )
    .$if(by.bound_to !== null, (query) =>
      query.where(sql<boolean>`v.id = any(${[...(by.bound_to ?? [])]}::uuid[])`),
    )
    .$if(vault_id !== undefined, (query) => query.where("p.vault_id", "=", vault_id as string))
    .$if(principal_id !== undefined, (query) => query.where("p.principal_id", "=", principal_id as string))
    .$if(after_id !== null, (query) => query.where("p.id", ">", after_id as string))
    .orderBy("p.id")
    .limit(limit)
    .execute();
}

/** The rules of live vaults that a person made or that name the person. */
export function selectPoliciesOfPerson(db: Database, org_id: string, user_id: string, limit: number) {
  return db
    .selectFrom("policies as p")
    .innerJoin("vaults as v", (join) =>
      join.onRef("v.id", "=", "p.vault_id").onRef("v.org_id", "=", "p.org_id"),
    )
    .selectAll("p")
    .where("p.org_id", "=", org_id)
    .where("v.deleted_at", "is", null)
    .where((eb) =>
      eb.or([
        eb.and([eb("p.created_by", "=", user_id), eb("p.created_by_type", "=", "user")]),
        eb.and([eb("p.principal_id", "=", user_id), eb("p.principal_type", "=", "user")]),
      ]),
    )
    .orderBy("p.id")
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

/** One rule of the vault, as the engine takes it. */
export async function selectRule(
  db: Database,
  org_id: string,
  vault_id: string,
  id: string,
): Promise<PolicyRule | null> {
  const row = await db
    .selectFrom("policies")
    .select([
      "id",
      "principal_type",
      "principal_id",
      "secret_path_pattern",
      "permissions",
      "conditions",
      "expires_at",
    ])
    .where("org_id", "=", org_id)
    .where("vault_id", "=", vault_id)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? { ...row, principal_type: row.principal_type as PrincipalType } : null;
}

/** What limits an agent besides the rules for it. */
export function selectAgentLimits(db: Database, org_id: string, id: string) {
  return db
    .selectFrom("agents")
    .select(["vault_ids", "scopes", "is_active", "expires_at", "intents_api_enabled"])
    .where("org_id", "=", org_id)
    .where("id", "=", id)
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
