// All SQL of shares, sealed ones included. Every limit is in the WHERE of the statement that uses it up.
import { type Insertable, type RawBuilder, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

/** The event's part of a statement, given the condition under which it has happened. */
type EventWhen = (when: RawBuilder<unknown>) => RawBuilder<unknown>;

/** A share with its secret's path, and what is stored of whoever made it (all null when he is no longer there). */
export async function selectShare(db: Database, id: string) {
  const row = await db
    .selectFrom("shares as sh")
    .innerJoin("secrets as s", (join) =>
      join.onRef("s.id", "=", "sh.secret_id").onRef("s.org_id", "=", "sh.org_id"),
    )
    .leftJoin("users as u", (join) =>
      join
        .on("sh.created_by_type", "=", "user")
        .onRef("u.id", "=", "sh.created_by")
        .onRef("u.org_id", "=", "sh.org_id"),
    )
    .leftJoin("agents as a", (join) =>
      join
        .on("sh.created_by_type", "=", "agent")
        .onRef("a.id", "=", "sh.created_by")
        .onRef("a.org_id", "=", "sh.org_id"),
    )
    .leftJoin("users as owner", (join) =>
      join.onRef("owner.id", "=", "a.created_by").onRef("owner.org_id", "=", "sh.org_id"),
    )
    .selectAll("sh")
    .select([
      "s.path",
      "u.role as user_role",
      "a.id as agent_id",
      "a.created_by as agent_created_by",
      "a.is_active as agent_is_active",
      "a.expires_at as agent_expires_at",
      "a.scopes as agent_scopes",
      "a.vault_ids as agent_vault_ids",
      "a.intents_api_enabled as agent_intents_api_enabled",
      sql<string | null>`coalesce(u.id, owner.id)`.as("told_id"),
      sql<string | null>`coalesce(u.email, owner.email)`.as("told_email"),
    ])
    .where("sh.id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export type StoredShare = NonNullable<Awaited<ReturnType<typeof selectShare>>>;

export async function insertShare(db: Database, share: Insertable<DB["shares"]>): Promise<void> {
  await db.insertInto("shares").values(share).execute();
}

/** Where a secret lies, whatever may be done there; null when its vault or itself is not in the organization. */
export async function selectPlace(db: Database, org_id: string, secret_id: string) {
  const row = await db
    .selectFrom("secrets as s")
    .innerJoin("vaults as v", "v.id", "s.vault_id")
    .select(["s.vault_id", "s.path"])
    .where("s.org_id", "=", org_id)
    .where("s.id", "=", secret_id)
    .where("v.deleted_at", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/** The mail address of a person of any organization; null when there is no such person. */
export async function selectAddress(db: Database, user_id: string): Promise<string | null> {
  const row = await db.selectFrom("users").select("email").where("id", "=", user_id).executeTakeFirst();
  return row?.email ?? null;
}

/** Who has proven to be behind an address; null when nobody has. */
export async function selectHolder(db: Database, email_key: string): Promise<string | null> {
  const row = await db
    .selectFrom("users")
    .select("id")
    .where("email_key", "=", email_key)
    .where("email_verified", "=", true)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** What people call somebody of the organization: name and address of a person, name of an agent; null when gone. */
export async function selectName(
  db: Database,
  org_id: string,
  { type, id }: { type: "user" | "agent"; id: string },
): Promise<string | null> {
  const row =
    type === "user"
      ? await db
          .selectFrom("users")
          .select(sql<string>`display_name || ' (' || email || ')'`.as("name"))
          .where("org_id", "=", org_id)
          .where("id", "=", id)
          .executeTakeFirst()
      : await db
          .selectFrom("agents")
          .select("name")
          .where("org_id", "=", org_id)
          .where("id", "=", id)
          .executeTakeFirst();
  return row?.name ?? null;
}

type Place = { at: Date; id: string } | null;

const itemColumns = [
  "sh.id",
  "s.path",
  "sh.recipient_type",
  "sh.recipient_id",
  "sh.email",
  "sh.access_count",
  "sh.max_access_count",
  "sh.created_at",
  "sh.expires_at",
  "sh.accepted_at",
  "sh.declined_at",
  "sh.revoked_at",
] as const;

type Item = Awaited<ReturnType<ReturnType<typeof withPaths>["execute"]>>[number];

/** A share as a list shows it: `last_access_at` to whoever made it, `shared_by` to whoever it is for. */
export type ShareItem = Item & { last_access_at?: Date | null; shared_by?: string | null };

function page(db: Database, after: Place, limit: number) {
  return db
    .selectFrom("shares as sh")
    .selectAll("sh")
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(sh.created_at, sh.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy("sh.created_at", "desc")
    .orderBy("sh.id", "desc")
    .limit(limit);
}

/** The page alone is joined, never all that somebody ever shared. */
function withPaths(db: Database, shares: ReturnType<typeof page>) {
  return db
    .selectFrom(shares.as("sh"))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom("secrets")
          .select("path")
          .whereRef("id", "=", "sh.secret_id")
          .whereRef("org_id", "=", "sh.org_id")
          .limit(1)
          .as("s"),
      (join) => join.onTrue(),
    )
    .select(itemColumns)
    .orderBy("sh.created_at", "desc")
    .orderBy("sh.id", "desc");
}

const lastAccess = sql<Date | null>`case when sh.access_count > 0 then (
  select e.at from audit_events e
  where e.resource_id = sh.id::text and e.org_id = sh.org_id and e.action = 'share.access' and e.outcome = 'success'
  order by e.id desc limit 1) end`;

const makerName = sql<string | null>`case sh.created_by_type
  when 'user' then (select display_name || ' (' || email || ')' from users where id = sh.created_by and org_id = sh.org_id)
  else (select name from agents where id = sh.created_by and org_id = sh.org_id) end`;

/** What a principal has shared, newest first. */
export function selectOutbound(
  db: Database,
  org_id: string,
  by: { type: "user" | "agent"; id: string },
  after: Place,
  limit: number,
) {
  const shares = page(db, after, limit)
    .where("sh.org_id", "=", org_id)
    .where("sh.created_by", "=", by.id)
    .where("sh.created_by_type", "=", by.type);
  return withPaths(db, shares).select(lastAccess.as("last_access_at")).execute();
}

/** What was shared with a principal, from any organization, newest first; nothing that was taken back or declined. */
export function selectInbound(
  db: Database,
  to: { type: "user" | "agent"; id: string },
  after: Place,
  limit: number,
) {
  const shares = page(db, after, limit)
    .where("sh.recipient_id", "=", to.id)
    .where("sh.recipient_type", to.type === "agent" ? "=" : "!=", "agent")
    .where("sh.revoked_at", "is", null)
    .where("sh.declined_at", "is", null);
  return withPaths(db, shares).select(makerName.as("shared_by")).execute();
}

/** Gives a person the shares that wait for the address, when it is verified; they are still to be accepted. */
export async function claimForAddress(
  db: Database,
  user: { id: string; org_id: string; email_key: string },
): Promise<void> {
  await sql`
    update shares s set recipient_id = u.id from users u
    where u.org_id = ${user.org_id} and u.id = ${user.id} and u.email_key = ${user.email_key} and u.email_verified
      and s.email_key = u.email_key and s.recipient_type = 'external_email' and s.recipient_id is null`.execute(
    db,
  );
}

/** Accepts an open share; false when it has been accepted, declined or taken back meanwhile. */
export async function markAccepted(db: Database, org_id: string, id: string, now: Date): Promise<boolean> {
  const result = await db
    .updateTable("shares")
    .set({ accepted_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("declined_at", "is", null)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Ends a share for good; false when it was ended in this way before. */
export async function markEnded(
  db: Database,
  org_id: string,
  id: string,
  how: "declined_at" | "revoked_at",
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable("shares")
    .set({ [how]: now })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where(how, "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Uses one view up and says how many are used now; null when there is none left or the share has ended. */
export async function takeView(db: Database, org_id: string, id: string, now: Date): Promise<number | null> {
  const row = await db
    .updateTable("shares")
    .set({ access_count: sql<number>`access_count + 1` })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .where("declined_at", "is", null)
    .where("expires_at", ">", now)
    .where("access_count", "<", sql<number>`max_access_count`)
    .returning("access_count")
    .executeTakeFirst();
  return row?.access_count ?? null;
}

/** Counts a try of the passphrase as a wrong one, before it is looked at; false when `max` were wrong already. */
export async function takeTry(db: Database, org_id: string, id: string, max: number): Promise<boolean> {
  const result = await db
    .updateTable("shares")
    .set({ passphrase_failures: sql<number>`passphrase_failures + 1` })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("passphrase_failures", "<", max)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Takes a counted try back, because it was right or could not be looked at. */
export async function giveTryBack(db: Database, org_id: string, id: string): Promise<void> {
  await db
    .updateTable("shares")
    .set({ passphrase_failures: sql<number>`passphrase_failures - 1` })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .execute();
}

export async function insertSealed(db: Database, share: Insertable<DB["sealed_shares"]>): Promise<void> {
  await db.insertInto("sealed_shares").values(share).execute();
}

const sealedColumns = [
  "id",
  "org_id",
  "created_by",
  "created_by_type",
  "has_passphrase",
  "access_count",
  "max_access_count",
  "created_at",
  "expires_at",
  "revoked_at",
] as const;

/** What is known of a sealed share, without its ciphertext. */
export async function selectSealed(db: Database, id: string) {
  const row = await db
    .selectFrom("sealed_shares")
    .select(sealedColumns)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export type SealedItem = NonNullable<Awaited<ReturnType<typeof selectSealed>>>;

export function selectSealedOf(
  db: Database,
  org_id: string,
  by: { type: "user" | "agent"; id: string },
  after: Place,
  limit: number,
) {
  return db
    .selectFrom("sealed_shares")
    .select(sealedColumns)
    .where("org_id", "=", org_id)
    .where("created_by", "=", by.id)
    .where("created_by_type", "=", by.type)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export type OpenedSealed = { ciphertext: Buffer; kdf: Record<string, unknown> | null; views_left: number };

/** Uses one view of a sealed share up, appends the event and gives the ciphertext, in one statement; null: ended. */
export async function takeSealed(
  db: Database,
  org_id: string,
  id: string,
  now: Date,
  event: EventWhen,
): Promise<OpenedSealed | null> {
  const { rows } = await sql<OpenedSealed>`
    with opened as (
      update sealed_shares set access_count = access_count + 1
      where org_id = ${org_id} and id = ${id} and access_count < max_access_count and revoked_at is null
        and expires_at > ${now} and ciphertext is not null
      returning ciphertext, kdf, max_access_count - access_count as views_left
    ), ${event(sql`exists (select from opened)`)}
    select ciphertext, kdf, views_left from opened`.execute(db);
  return rows[0] ?? null;
}

/** Takes a sealed share back and drops what it held; false when it was taken back before. */
export async function markSealedRevoked(
  db: Database,
  org_id: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable("sealed_shares")
    .set({ revoked_at: now, ciphertext: null, kdf: null })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Drops the ciphertexts that nobody can open any more, at most `limit`; says how many. */
export async function dropEndedCiphertexts(db: Database, now: Date, limit: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update sealed_shares set ciphertext = null, kdf = null
    where ciphertext is not null and id in (
      select id from sealed_shares
      where ciphertext is not null and (expires_at <= ${now} or access_count >= max_access_count)
      limit ${limit} for update skip locked)`.execute(db);
  return Number(numAffectedRows);
}

/** Forgets shares that expired before `before`, at most `limit`; says how many. */
export async function deleteExpiredBefore(
  db: Database,
  table: "shares" | "sealed_shares",
  before: Date,
  limit: number,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from ${sql.table(table)} where id in (
      select id from ${sql.table(table)} where expires_at < ${before} limit ${limit} for update skip locked)`.execute(
    db,
  );
  return Number(numAffectedRows);
}

/** Ends every share of the organization with one recipient. */
export async function revokeSharesWith(
  trx: Database,
  org_id: string,
  recipient_id: string,
  now: Date,
): Promise<void> {
  await trx
    .updateTable("shares")
    .set({ revoked_at: now })
    .where("org_id", "=", org_id)
    .where("recipient_id", "=", recipient_id)
    .where("revoked_at", "is", null)
    .execute();
}
