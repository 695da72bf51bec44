// All SQL of second factors. Every limit and every single use is the condition of the statement that uses it up.
import { type Insertable, sql } from "kysely";
import type { Database } from "#db/client.ts";
import type { DB } from "#db/types.ts";

export async function insertChallenge(
  db: Database,
  challenge: Insertable<DB["mfa_challenges"]>,
): Promise<void> {
  await db.insertInto("mfa_challenges").values(challenge).execute();
}

/** Counts a try of a challenge; `spent` is false when all its tries had been used, null when there is no such challenge. */
export async function spendChallengeTry(db: Database, token_hash: Buffer, now: Date) {
  const { rows } = await sql<{ org_id: string; user_id: string; epoch: number; spent: boolean }>`
    with spent as (
      update mfa_challenges set tries = tries + 1
      where token_hash = ${token_hash} and expires_at > ${now} and tries < 5 returning 1
    )
    select org_id, user_id, epoch, exists (select from spent) as spent
    from mfa_challenges where token_hash = ${token_hash} and expires_at > ${now}`.execute(db);
  return rows[0] ?? null;
}

export async function burnChallenge(db: Database, org_id: string, token_hash: Buffer): Promise<void> {
  await db
    .updateTable("mfa_challenges")
    .set({ tries: 5 })
    .where("org_id", "=", org_id)
    .where("token_hash", "=", token_hash)
    .execute();
}

/** Uses a challenge up; false when it is gone, or the person's sessions have all been ended since. */
export async function takeChallenge(
  db: Database,
  org_id: string,
  token_hash: Buffer,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from mfa_challenges c using users u
    where c.org_id = ${org_id} and c.token_hash = ${token_hash} and c.expires_at > ${now}
      and u.org_id = c.org_id and u.id = c.user_id and u.epoch = c.epoch`.execute(db);
  return numAffectedRows === 1n;
}

/** Counts a try of a code: at most ten of an account within any 15 minutes, whatever they are tried for. */
export async function spendAccountTry(
  db: Database,
  org_id: string,
  user_id: string,
  now: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update users set mfa_tries = (mfa_tries || ${now}::timestamptz)[greatest(1, cardinality(mfa_tries) - 8):]
    where org_id = ${org_id} and id = ${user_id}
      and (cardinality(mfa_tries) < 10 or mfa_tries[1] <= ${now}::timestamptz - interval '15 minutes')`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Uses the time step of a code, and with it all earlier ones; false when it was used, or the secret was replaced. */
export async function takeStep(
  db: Database,
  user: { org_id: string; id: string; totp_secret: Buffer },
  step: number,
): Promise<boolean> {
  const result = await db
    .updateTable("users")
    .set({ totp_step: step })
    .where("org_id", "=", user.org_id)
    .where("id", "=", user.id)
    .where("totp_secret", "=", user.totp_secret)
    .where("totp_step", "<", step)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function takeRecoveryCode(
  db: Database,
  user: { org_id: string; id: string },
  code_hash: Buffer,
): Promise<boolean> {
  const taken = await db
    .deleteFrom("recovery_codes")
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .where("code_hash", "=", code_hash)
    .returning("code_hash")
    .executeTakeFirst();
  return taken !== undefined;
}

/** Makes the pending secret the one that counts; false when it is not the pending one any more. */
export async function adoptPending(
  db: Database,
  user: { org_id: string; id: string },
  pending: Buffer,
  step: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update users set totp_secret = totp_pending, totp_pending = null, totp_pending_at = null,
      totp_step = greatest(totp_step, ${step})
    where org_id = ${user.org_id} and id = ${user.id} and totp_pending = ${pending}`.execute(db);
  return numAffectedRows === 1n;
}

/** Forgets a person's recovery codes and stores those of `code_hashes`. */
export async function replaceRecoveryCodes(
  db: Database,
  user: { org_id: string; id: string },
  code_hashes: readonly Buffer[],
): Promise<void> {
  await db
    .deleteFrom("recovery_codes")
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .execute();
  if (code_hashes.length === 0) return;
  await db
    .insertInto("recovery_codes")
    .values(code_hashes.map((code_hash) => ({ code_hash, org_id: user.org_id, user_id: user.id })))
    .execute();
}

export async function countRecoveryCodes(db: Database, org_id: string, user_id: string): Promise<number> {
  const row = await db
    .selectFrom("recovery_codes")
    .select((eb) => eb.fn.countAll<number>().as("left"))
    .where("org_id", "=", org_id)
    .where("user_id", "=", user_id)
    .executeTakeFirstOrThrow();
  return Number(row.left);
}

export async function deleteChallenges(db: Database, org_id: string, user_id: string): Promise<void> {
  await db.deleteFrom("mfa_challenges").where("org_id", "=", org_id).where("user_id", "=", user_id).execute();
}
