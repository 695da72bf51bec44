// All SQL of agents.
import { type Insertable, sql, type Updateable } from "kysely";
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

/** Agents that a person registered. */
export function selectAgentsMadeBy(db: Database, org_id: string, created_by: string, limit: number) {
  return db
    .selectFrom("agents")
    .select(["id", "name", "created_at"])
    .where("org_id", "=", org_id)
    .where("created_by", "=", created_by)
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Changes an agent; a change of what it signs in with ends every token made before. */
export async function updateAgent(
  db: Database,
  org_id: string,
  id: string,
  changes: Updateable<DB["agents"]>,
) {
  const { client_cert_fingerprint, oidc_issuer, oidc_client_id } = changes;
  const differs = sql<number>`case when
    client_cert_fingerprint is distinct from coalesce(${client_cert_fingerprint ?? null}::text, client_cert_fingerprint)
    or oidc_issuer is distinct from coalesce(${oidc_issuer ?? null}::text, oidc_issuer)
    or oidc_client_id is distinct from coalesce(${oidc_client_id ?? null}::text, oidc_client_id)
    then 1 else 0 end`;
  return db
    .updateTable("agents")
    .set((eb) => ({ ...changes, epoch: eb("epoch", "+", differs) }))
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
}

/** Holds other changes of the agent back for the rest of the transaction; false: there is no such agent. */
export async function lockAgent(trx: Database, org_id: string, id: string): Promise<boolean> {
  const row = await trx
    .selectFrom("agents")
    .select("id")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The smart accounts of some agents, in the order of their chains. */
export async function selectSmartAccounts(db: Database, org_id: string, agent_ids: readonly string[]) {
  if (agent_ids.length === 0) return [];
  return db
    .selectFrom("smart_accounts")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("agent_id", "in", [...agent_ids])
    .orderBy("chain_id")
    .execute();
}

/** Stores a smart account in the place of the one on the same chain. */
export async function putSmartAccount(
  db: Database,
  account: Insertable<DB["smart_accounts"]>,
): Promise<void> {
  const { agent_id, chain_id, ...rest } = account;
  await db
    .insertInto("smart_accounts")
    .values(account)
    .onConflict((conflict) => conflict.columns(["agent_id", "chain_id"]).doUpdateSet(rest))
    .execute();
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
