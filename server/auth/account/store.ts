// All SQL of mailed tokens, of a person's own list of sessions, and of accounts that change hands.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export type TokenPurpose = "verify_email" | "reset_password";
type UserId = { id: string; org_id: string };

/** Does the work and takes it back, for what must cost the same whether or not there is somebody to do it for. */
export async function undone(trx: Database, work: () => Promise<unknown>): Promise<void> {
  await sql`savepoint undone`.execute(trx);
  await work();
  await sql`rollback to savepoint undone`.execute(trx);
}

/** The account of an address; nobody else changes its way in until the transaction ends. */
export function lockUserByEmail(trx: Database, email_key: string) {
  return trx
    .selectFrom("users")
    .selectAll()
    .where("email_key", "=", email_key)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export function lockUserByGoogle(trx: Database, google_sub: string) {
  return trx
    .selectFrom("users")
    .selectAll()
    .where("google_sub", "=", google_sub)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Gives an account a token in place of the one of this purpose that it had; nothing happens where it does not exist. */
export async function replaceToken(
  trx: Database,
  user: UserId,
  token: Pick<Insertable<DB["account_tokens"]>, "token_hash"> & {
    purpose: TokenPurpose;
    created_at: Date;
    expires_at: Date;
  },
): Promise<void> {
  await dropTokens(trx, user, token.purpose);
  await sql`
    insert into account_tokens (token_hash, purpose, org_id, user_id, created_at, expires_at)
    select ${token.token_hash}, ${token.purpose}, org_id, id, ${token.created_at}, ${token.expires_at}
    from users where org_id = ${user.org_id} and id = ${user.id}`.execute(trx);
}

export async function dropTokens(db: Database, user: UserId, purpose?: TokenPurpose): Promise<void> {
  await db
    .deleteFrom("account_tokens")
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .$if(purpose !== undefined, (query) => query.where("purpose", "=", purpose as TokenPurpose))
    .execute();
}

/** Whose a live token is; it stays usable. */
export async function holderOfToken(db: Database, purpose: TokenPurpose, token_hash: Buffer, now: Date) {
  const { rows } = await sql<UserId & { email: string }>`
    select u.id, u.org_id, u.email from account_tokens t join users u on u.org_id = t.org_id and u.id = t.user_id
    where t.token_hash = ${token_hash} and t.purpose = ${purpose} and t.expires_at > ${now}`.execute(db);
  return rows[0] ?? null;
}

/** Uses a token up and answers whose it was; one of many at the same moment gets it. */
export async function takeToken(trx: Database, purpose: TokenPurpose, token_hash: Buffer, now: Date) {
  const taken = await trx
    .deleteFrom("account_tokens")
    .where("token_hash", "=", token_hash)
    .where("purpose", "=", purpose)
    .where("expires_at", ">", now)
    .returning(["org_id", "user_id"])
    .executeTakeFirst();
  if (!taken) return null;
  return trx
    .selectFrom("users")
    .selectAll()
    .where("org_id", "=", taken.org_id)
    .where("id", "=", taken.user_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

/** Ends every token and session of an account: what carries the old epoch is refused from now on. */
export async function endSessions(trx: Database, user: UserId): Promise<void> {
  await trx
    .updateTable("users")
    .set((eb) => ({ epoch: eb("epoch", "+", 1) }))
    .where("org_id", "=", user.org_id)
    .where("id", "=", user.id)
    .execute();
  for (const table of ["sessions", "mfa_challenges", "account_tokens"] as const) {
    await trx.deleteFrom(table).where("org_id", "=", user.org_id).where("user_id", "=", user.id).execute();
  }
}

/** Takes every way in away that somebody may have prepared before the address was proved. */
export async function voidCredentials(trx: Database, user: UserId): Promise<void> {
  await endSessions(trx, user);
  for (const table of ["api_keys", "recovery_codes"] as const) {
    await trx.deleteFrom(table).where("org_id", "=", user.org_id).where("user_id", "=", user.id).execute();
  }
  await trx
    .updateTable("users")
    .set({ password_hash: null, totp_secret: null, totp_pending: null, totp_pending_at: null })
    .where("org_id", "=", user.org_id)
    .where("id", "=", user.id)
    .execute();
}

/** A person's live sessions, newest first. */
export function selectSessions(
  db: Database,
  user: UserId,
  now: Date,
  before_id: string | null,
  limit: number,
) {
  return db
    .selectFrom("sessions")
    .select(["id", "ip", "user_agent", "created_at", "last_used_at", "expires_at"])
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .where("expires_at", ">", now)
    .$if(before_id !== null, (query) => query.where("id", "<", before_id as string))
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** When a live session of the person began; undefined when there is none. */
export function selectSession(db: Database, user: UserId, session_id: string, now: Date) {
  return db
    .selectFrom("sessions")
    .select("created_at")
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .where("id", "=", session_id)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Ends one session of the person. False when there is none. */
export async function deleteOwnSession(trx: Database, user: UserId, session_id: string): Promise<boolean> {
  const ended = await trx
    .deleteFrom("sessions")
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .where("id", "=", session_id)
    .returning("id")
    .executeTakeFirst();
  return ended !== undefined;
}
