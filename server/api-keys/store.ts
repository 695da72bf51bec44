// All SQL of personal API keys.
import type { Insertable } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

const COLUMNS = ["id", "name", "key_prefix", "scopes", "created_at", "expires_at", "last_used_at"] as const;

export function insertApiKey(db: Database, key: Insertable<DB["api_keys"]>) {
  return db.insertInto("api_keys").values(key).returning(COLUMNS).executeTakeFirstOrThrow();
}

export function selectApiKeys(db: Database, org_id: string, user_id: string) {
  return db
    .selectFrom("api_keys")
    .select(COLUMNS)
    .where("org_id", "=", org_id)
    .where("user_id", "=", user_id)
    .orderBy("id")
    .limit(1000)
    .execute();
}

export function deleteApiKey(db: Database, org_id: string, user_id: string, id: string) {
  return db
    .deleteFrom("api_keys")
    .where("org_id", "=", org_id)
    .where("user_id", "=", user_id)
    .where("id", "=", id)
    .returning(["id", "key_prefix"])
    .executeTakeFirst();
}

export async function touchApiKey(db: Database, org_id: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable("api_keys")
    .set({ last_used_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .execute();
}
