// All SQL of organizations, their members as such, and invitations into them.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

const memberColumns = ["id", "email", "display_name", "role", "auth_method", "created_at"] as const;

export async function selectOrganization(db: Database, org_id: string) {
  return db
    .selectFrom("organizations as o")
    .select((eb) => [
      "o.id",
      "o.name",
      "o.created_at",
      eb
        .selectFrom("users as u")
        .select((count) => count.fn.countAll<number>().as("count"))
        .where("u.org_id", "=", org_id)
        .as("member_count"),
    ])
    .where("o.id", "=", org_id)
    .executeTakeFirstOrThrow();
}

export async function renameOrganization(db: Database, org_id: string, name: string): Promise<void> {
  await db.updateTable("organizations").set({ name }).where("id", "=", org_id).execute();
}

export function selectMembers(db: Database, org_id: string, after_id: string | null, limit: number) {
  return db
    .selectFrom("users")
    .select(memberColumns)
    .where("org_id", "=", org_id)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** Members change one at a time in each of the organizations, for the rest of the transaction. */
export async function lockOrganizations(trx: Database, org_ids: readonly string[]): Promise<void> {
  // Always in the same order: two who move between the same organizations must not wait for each other.
  await trx
    .selectFrom("organizations")
    .select("id")
    .where("id", "in", [...org_ids])
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
}

/** The member as of now; what is read here stays so where `lockOrganizations` holds. */
export function selectMember(trx: Database, org_id: string, id: string) {
  return trx
    .selectFrom("users")
    .select([...memberColumns, "org_id", "email_key"])
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

export function updateRole(trx: Database, org_id: string, id: string, role: string) {
  return trx
    .updateTable("users")
    .set({ role })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning(memberColumns)
    .executeTakeFirstOrThrow();
}

/** Whether there are agents, or vaults other than an empty one of agents' keys, that nobody could reach any more. */
export async function hasContents(trx: Database, org_id: string): Promise<boolean> {
  const { rows } = await sql<{ full: boolean }>`
    select exists (select from agents where org_id = ${org_id})
      or exists (select from vaults v where v.org_id = ${org_id} and v.deleted_at is null
        and (v.kind = 'standard' or exists (select from secrets s where s.vault_id = v.id and s.deleted_at is null
          and s.org_id = ${org_id}))) as full`.execute(trx);
  return rows[0]?.full ?? true;
}

/** Stores an invitation in the place of one that the address had to the same organization. */
export async function replaceInvite(trx: Database, invite: Insertable<DB["org_invites"]>): Promise<void> {
  const { org_id, email_key, ...fields } = invite;
  await trx
    .insertInto("org_invites")
    .values(invite)
    .onConflict((conflict) => conflict.columns(["org_id", "email_key"]).doUpdateSet(fields))
    .execute();
}

export async function isMember(trx: Database, org_id: string, email_key: string): Promise<boolean> {
  const row = await trx
    .selectFrom("users")
    .select("id")
    .where("org_id", "=", org_id)
    .where("email_key", "=", email_key)
    .executeTakeFirst();
  return row !== undefined;
}

export function selectInvites(
  db: Database,
  org_id: string,
  now: Date,
  after_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("org_invites")
    .select(["id", "email", "role", "invited_by", "created_at", "expires_at"])
    .where("org_id", "=", org_id)
    .where("expires_at", ">", now)
    .$if(after_id !== null, (query) => query.where("id", ">", after_id as string))
    .orderBy("id")
    .limit(limit)
    .execute();
}

export function deleteInvite(trx: Database, org_id: string, id: string) {
  return trx
    .deleteFrom("org_invites")
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .returning(["email"])
    .executeTakeFirst();
}

/** A live invitation of the holder of the address. */
export function selectInviteByToken(trx: Database, token_hash: Buffer, email_key: string, now: Date) {
  return trx
    .selectFrom("org_invites")
    .select(["id", "org_id", "role"])
    .where("token_hash", "=", token_hash)
    .where("email_key", "=", email_key)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Withdraws what a person who may not invite any more has invited, and what was sent to them. */
export async function withdrawInvites(
  trx: Database,
  org_id: string,
  who: { id: string; email_key: string },
): Promise<void> {
  await trx
    .deleteFrom("org_invites")
    .where("org_id", "=", org_id)
    .where((eb) => eb.or([eb("invited_by", "=", who.id), eb("email_key", "=", who.email_key)]))
    .execute();
}

export async function dropExpiredInvites(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("org_invites").where("expires_at", "<", now).execute();
}
