// All SQL of agents.
import type { Insertable, Updateable } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export async function insertAgent(db: Database, agent: Insertable<DB["agents"]>) {
  return db.insertInto("agents").values(agent).returningAll().executeTakeFirstOrThrow();
}

export function selectAgent(db: Database, org_id: string, id: string) {
  return db
    .selectFrom("agents")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function selectAgents(db: Database, org_id: string, after_id: string | null, limit: number) {
  return db
    .selectFrom("agents")
    .selectAll()
    .where("org_id", "=", org_id)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function updateAgent(db: Database, org_id: string, id: string, changes: Updateable<DB["agents"]>) {
  return db
    .updateTable("agents")
    .set(changes)
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

/** Stores a new key; every token made from the old one dies with the old epoch. */
export function replaceKey(
  db: Database,
  org_id: string,
  id: string,
  key: { key_hash: Buffer; key_prefix: string },
) {
  return db
    .updateTable("agents")
    .set((eb) => ({ ...key, epoch: eb("epoch", "+", 1) }))
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("auth_method", "=", "api_key")
    .returning("id")
    .executeTakeFirst();
}

export async function deleteAgent(db: Database, org_id: string, id: string): Promise<boolean> {
  const row = await db
    .deleteFrom("agents")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of the vaults are not the organization's. */
export async function foreignVaults(
  db: Database,
  org_id: string,
  vault_ids: readonly string[],
): Promise<string[]> {
  if (vault_ids.length === 0) return [];
  const rows = await db
    .selectFrom("vaults")
    .select("id")
    .where("org_id", "=", org_id)
    .where("id", "in", [...vault_ids])
    .where("deleted_at", "is", null)
    .execute();
  const own = new Set(rows.map((row) => row.id));
  return vault_ids.filter((id) => !own.has(id));
}
