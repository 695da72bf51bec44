// All SQL of IP rules, but for the column that comes with each principal.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";
import type { StoredIpRule } from "./ip-rules.ts";

/** Every rule of the organization in the form that is judged. */
export async function selectJudged(db: Database, org_id: string): Promise<StoredIpRule[]> {
  const rows = await db
    .selectFrom("ip_rules")
    .select(["rule_type", "cidr", "applies_to"])
    .where("org_id", "=", org_id)
    .execute();
  return rows.map((row) => [row.rule_type, row.cidr, row.applies_to] as const);
}

export function selectRules(db: Database, org_id: string, after_id: string | null, limit: number) {
  return db
    .selectFrom("ip_rules")
    .selectAll()
    .where("org_id", "=", org_id)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** One change of an organization's rules at a time, for the rest of the transaction. */
export async function lockRules(trx: Database, org_id: string): Promise<void> {
  await trx.selectFrom("organizations").select("id").where("id", "=", org_id).forNoKeyUpdate().execute();
}

/** Null when the organization has `max` rules already; exact while `lockRules` holds. */
export async function insertRule(trx: Database, rule: Insertable<DB["ip_rules"]>, max: number) {
  return trx
    .insertInto("ip_rules")
    .columns(["id", "org_id", "rule_type", "cidr", "label", "applies_to", "created_by", "created_at"])
    .expression(
      sql`select ${rule.id}::uuid, ${rule.org_id}::uuid, ${rule.rule_type}, ${rule.cidr}, ${rule.label}, ${rule.applies_to},
        ${rule.created_by}::uuid, ${rule.created_at}::timestamptz
        where (select count(*) from ip_rules where org_id = ${rule.org_id}) < ${max}`,
    )
    .returningAll()
    .executeTakeFirst();
}

export function deleteRule(trx: Database, org_id: string, id: string) {
  return trx
    .deleteFrom("ip_rules")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning(["rule_type", "cidr", "applies_to"])
    .executeTakeFirst();
}

/** How many rules there were. */
export async function deleteRules(trx: Database, org_id: string): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom("ip_rules").where("org_id", "=", org_id).executeTakeFirst();
  return Number(numDeletedRows);
}
