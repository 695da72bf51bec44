// All SQL of principals, sessions and tokens. Loading a principal is one prepared statement, the revocation included.
import { type Insertable, sql, type Updateable } from "kysely";
import type { Database, PreparedQuery } from "#db/client.ts";
import type { DB } from "#db/types.ts";
import {
  type PrefetchRow,
  prefetchColumns,
  prefetchJoins,
  prefetchJoinsOn,
  type SecretAddress,
} from "#server/secrets/prefetch.ts";
import type { StoredIpRules } from "#server/security/ip-rules.ts";

export type UserRow = {
  id: string;
  org_id: string;
  role: "owner" | "admin" | "member";
  is_operator: boolean;
  epoch: number;
  revoked: boolean;
  session_expires_at: Date | null;
  key_id: string | null;
  key_scopes: string[] | null;
  key_expires_at: Date | null;
  ip_rules: StoredIpRules;
};

export type AgentRow = {
  id: string;
  org_id: string;
  created_by: string;
  is_active: boolean;
  expires_at: Date | null;
  epoch: number;
  scopes: string[];
  vault_ids: string[] | null;
  intents_api_enabled: boolean;
  revoked: boolean;
  ip_rules: StoredIpRules;
};

/** The IP rules of the organization of the row `p`. */
export const IP_RULES = `(select json_agg(json_build_array(i.rule_type, i.cidr, i.applies_to))
  from ip_rules i where i.org_id = p.org_id) as ip_rules`;

const USER_COLUMNS = `p.id, p.org_id, p.role, p.is_operator, p.epoch,
  se.expires_at as session_expires_at, ak.id as key_id, ak.scopes as key_scopes, ak.expires_at as key_expires_at, ${IP_RULES}`;

const USER_BY_TOKEN = {
  columns: `${USER_COLUMNS}, exists (select from revoked_tokens r where r.jti = $2) as revoked`,
  from: `users p left join sessions se on se.id = $3 and se.user_id = p.id
    left join api_keys ak on ak.id = $4 and ak.user_id = p.id`,
  where: "p.id = $1",
};

const USER_BY_KEY = {
  columns: `${USER_COLUMNS}, false as revoked`,
  from: "api_keys ak join users p on p.id = ak.user_id left join sessions se on false",
  where: "ak.key_hash = $1",
};

const agentColumns = (
  jti: string,
) => `p.id, p.org_id, p.created_by, p.is_active, p.expires_at, p.epoch, p.scopes,
  p.vault_ids, p.intents_api_enabled, exists (select from revoked_tokens r where r.jti = ${jti}) as revoked, ${IP_RULES}`;

const AGENT_BY_TOKEN = { columns: agentColumns("$2"), from: "agents p", where: "p.id = $1" };

// `limit 1` keeps each lookup a walk over primary keys, whatever the planner thinks of the tables' sizes. The questions
// are one JSON parameter, because the planner takes its number of rows as given and so keeps one plan; for arrays it
// would plan anew each time, which costs more than all the lookups.
const AGENTS_BY_TOKENS = `
  select q.n, a.* from json_to_recordset($1::json)
    as q (n int, id uuid, jti uuid, vault_id uuid, path text, version int)
  cross join lateral (
    select ${agentColumns("q.jti")}, ${prefetchColumns("agent")} from agents p
    ${prefetchJoinsOn({ vault_id: "q.vault_id", path: `q.path collate "C"`, version: "q.version" })}
    where p.id = q.id limit 1) a`;

type Base = { columns: string; from: string; where: string };

async function load<Row>(
  query: PreparedQuery,
  name: string,
  base: Base,
  values: unknown[],
  address: SecretAddress | null,
  type: "user" | "agent",
) {
  const text = address
    ? `select ${base.columns}, ${prefetchColumns(type)} from ${base.from} ${prefetchJoins(values.length + 1)} where ${base.where}`
    : `select ${base.columns} from ${base.from} where ${base.where}`;
  const all = address ? [...values, address.vault_id, address.path, address.version] : values;
  const rows = await query(address ? `${name}_prefetch` : name, text, all);
  return (rows[0] ?? null) as (Row & PrefetchRow) | null;
}

/** A person by a token's claims, with the session and API key that the token hangs on. */
export function loadUserByToken(
  query: PreparedQuery,
  claims: { id: string; jti: string; session_id: string | null; api_key_id: string | null },
  address: SecretAddress | null,
) {
  return load<UserRow>(
    query,
    "user_by_token",
    USER_BY_TOKEN,
    [claims.id, claims.jti, claims.session_id, claims.api_key_id],
    address,
    "user",
  );
}

export function loadUserByKey(query: PreparedQuery, key_hash: Buffer, address: SecretAddress | null) {
  return load<UserRow>(query, "user_by_key", USER_BY_KEY, [key_hash], address, "user");
}

/** An agent by a token's claims. */
export function loadAgentByToken(query: PreparedQuery, claims: { id: string; jti: string }) {
  return load<AgentRow>(query, "agent_by_token", AGENT_BY_TOKEN, [claims.id, claims.jti], null, "agent");
}

export type AgentQuestion = { id: string; jti: string; address: SecretAddress };

/** Agents by their tokens' claims, each with its addressed secret, in the order of the questions; null for one that is not there. */
export async function loadAgentsByTokens(query: PreparedQuery, questions: readonly AgentQuestion[]) {
  const numbered = questions.map(({ id, jti, address }, n) => ({ n, id, jti, ...address }));
  const rows = await query("agents_by_tokens", AGENTS_BY_TOKENS, [JSON.stringify(numbered)]);
  const answers: ((AgentRow & PrefetchRow) | null)[] = questions.map(() => null);
  for (const row of rows) answers[Number(row.n)] = row as AgentRow & PrefetchRow;
  return answers;
}

export async function touchAgent(db: Database, org_id: string, id: string, now: Date): Promise<void> {
  await db
    .updateTable("agents")
    .set({ last_active_at: now })
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .execute();
}

export function selectUserByEmail(db: Database, email_key: string) {
  return db.selectFrom("users").selectAll().where("email_key", "=", email_key).executeTakeFirst();
}

export function selectUser(db: Database, org_id: string, id: string) {
  return db
    .selectFrom("users")
    .selectAll()
    .where("org_id", "=", org_id)
    .where("id", "=", id)
    .executeTakeFirst();
}

/** True until somebody has signed up; serializes sign-ups for the rest of the transaction. */
export async function isFirstUser(trx: Database): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('1claw/first-user'))`.execute(trx);
  return hasNobody(trx);
}

/** True until somebody has signed up. */
export async function hasNobody(db: Database): Promise<boolean> {
  // Organizations stay when their people leave, so this is asked of them.
  const row = await db.selectFrom("organizations").select("id").limit(1).executeTakeFirst();
  return row === undefined;
}

export async function insertOrganization(
  db: Database,
  organization: Insertable<DB["organizations"]>,
): Promise<void> {
  await db.insertInto("organizations").values(organization).execute();
}

export async function insertUser(db: Database, user: Insertable<DB["users"]>): Promise<void> {
  await db.insertInto("users").values(user).execute();
}

/** Uses an invitation up; null when there is none, it has expired, or it is for another address. */
export function takeInvite(db: Database, token_hash: Buffer, email_key: string, now: Date) {
  return db
    .deleteFrom("invites")
    .where("token_hash", "=", token_hash)
    .where("expires_at", ">", now)
    .where((eb) => eb.or([eb("email", "is", null), eb("email", "=", email_key)]))
    .returning("token_hash")
    .executeTakeFirst();
}

export async function insertInvite(db: Database, invite: Insertable<DB["invites"]>): Promise<void> {
  await db.insertInto("invites").values(invite).execute();
}

export async function updateUser(
  db: Database,
  org_id: string,
  id: string,
  changes: Updateable<DB["users"]>,
): Promise<void> {
  await db.updateTable("users").set(changes).where("org_id", "=", org_id).where("id", "=", id).execute();
}

/** How many people the organization has, and how many of them are owners; holds for the rest of the transaction. */
export async function countMembers(
  db: Database,
  org_id: string,
): Promise<{ members: number; owners: number }> {
  // Two who leave at once would each count the other.
  await db.selectFrom("organizations").select("id").where("id", "=", org_id).forNoKeyUpdate().execute();
  const row = await db
    .selectFrom("users")
    .select((eb) => [
      eb.fn.countAll<number>().as("members"),
      eb.fn.count<number>("id").filterWhere("role", "=", "owner").as("owners"),
    ])
    .where("org_id", "=", org_id)
    .executeTakeFirstOrThrow();
  return { members: Number(row.members), owners: Number(row.owners) };
}

export async function deleteUser(db: Database, org_id: string, id: string): Promise<void> {
  await db.deleteFrom("users").where("org_id", "=", org_id).where("id", "=", id).execute();
}

/**
 * Puts an account into another organization. Everything that was handed out in the old one ends, access tokens included;
 * the second factor goes along.
 */
export async function moveUser(
  db: Database,
  user: { id: string; org_id: string },
  to: { org_id: string; role: string },
): Promise<void> {
  for (const table of ["sessions", "api_keys", "account_tokens", "mfa_challenges"] as const)
    await db.deleteFrom(table).where("org_id", "=", user.org_id).where("user_id", "=", user.id).execute();
  await db
    .updateTable("recovery_codes")
    .set({ org_id: to.org_id })
    .where("org_id", "=", user.org_id)
    .where("user_id", "=", user.id)
    .execute();
  await db
    .updateTable("users")
    .set((eb) => ({ ...to, epoch: eb("epoch", "+", 1) }))
    .where("org_id", "=", user.org_id)
    .where("id", "=", user.id)
    .execute();
}

/** Ends everything of an organization that lost its last member; the audit log stays. */
export async function closeOrganization(db: Database, org_id: string, now: Date): Promise<void> {
  await db.deleteFrom("agents").where("org_id", "=", org_id).execute();
  await db.deleteFrom("org_invites").where("org_id", "=", org_id).execute();
  await db
    .updateTable("vaults")
    .set({ deleted_at: now })
    .where("org_id", "=", org_id)
    .where("deleted_at", "is", null)
    .execute();
}

/** Opens a session for a person whose epoch is still this one; false when the ways in were ended meanwhile. */
export async function insertSession(
  db: Database,
  session: { id: string; org_id: string; user_id: string; ip: string | null; user_agent: string | null },
  epoch: number,
  now: Date,
  expires_at: Date,
): Promise<boolean> {
  const { id, org_id, user_id, ip, user_agent } = session;
  const { rows } = await sql`
    insert into sessions (id, org_id, user_id, ip, user_agent, created_at, last_used_at, expires_at)
    select ${id}, u.org_id, u.id, ${ip}, ${user_agent}, ${now}, ${now}, ${expires_at}
    from users u where u.org_id = ${org_id} and u.id = ${user_id} and u.epoch = ${epoch} for share
    returning id`.execute(db);
  return rows.length > 0;
}

/** Stores a password's new hash in place of the one it was found right against, unless that was replaced meanwhile. */
export async function replaceHash(
  db: Database,
  user: { org_id: string; id: string; password_hash: string | null },
  password_hash: string,
): Promise<void> {
  await db
    .updateTable("users")
    .set({ password_hash })
    .where("org_id", "=", user.org_id)
    .where("id", "=", user.id)
    .where("password_hash", "=", user.password_hash)
    .execute();
}

export async function insertRefreshToken(
  db: Database,
  token: Insertable<DB["refresh_tokens"]>,
): Promise<void> {
  await db.insertInto("refresh_tokens").values(token).execute();
}

/** Uses a refresh token up. `replayed`: it had been used before. */
export async function takeRefreshToken(db: Database, token_hash: Buffer, now: Date) {
  const { rows } = await sql<{ session_id: string; org_id: string; replayed: boolean }>`
    with known as (select session_id, org_id from refresh_tokens where token_hash = ${token_hash}),
    taken as (
      update refresh_tokens set used_at = ${now} where token_hash = ${token_hash} and used_at is null returning 1
    )
    select session_id, org_id, not exists (select from taken) as replayed from known`.execute(db);
  return rows[0] ?? null;
}

/** The session with its person, prolonged; null when it has ended. */
export async function prolongSession(
  db: Database,
  org_id: string,
  session_id: string,
  now: Date,
  expires_at: Date,
) {
  const { rows } = await sql<{ user_id: string; org_id: string; epoch: number }>`
    update sessions se set last_used_at = ${now}, expires_at = ${expires_at}
    from users u
    where se.org_id = ${org_id} and se.id = ${session_id} and se.expires_at > ${now} and u.id = se.user_id
    returning u.id as user_id, u.org_id, u.epoch`.execute(db);
  return rows[0] ?? null;
}

export async function deleteSession(db: Database, org_id: string, session_id: string): Promise<void> {
  await db.deleteFrom("sessions").where("org_id", "=", org_id).where("id", "=", session_id).execute();
}

/** Ends a person's sessions but one, and the sign-ins under way: those that wait for a second factor, and approved devices. */
export async function deleteOtherSessions(
  db: Database,
  org_id: string,
  user_id: string,
  kept: string | null,
): Promise<void> {
  await db.deleteFrom("mfa_challenges").where("org_id", "=", org_id).where("user_id", "=", user_id).execute();
  await db.updateTable("device_codes").set({ status: "denied" }).where("approved_by", "=", user_id).execute();
  await db
    .deleteFrom("sessions")
    .where("org_id", "=", org_id)
    .where("user_id", "=", user_id)
    .$if(kept !== null, (query) => query.where("id", "!=", kept as string))
    .execute();
}

export async function insertRevokedToken(db: Database, jti: string, expires_at: Date): Promise<void> {
  await db
    .insertInto("revoked_tokens")
    .values({ jti, expires_at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Forgets what has expired by itself: revocations of dead tokens, ended sessions, used refresh tokens, old invitations. */
export async function dropExpired(db: Database, now: Date): Promise<void> {
  await db.deleteFrom("revoked_tokens").where("expires_at", "<", now).execute();
  await db.deleteFrom("sessions").where("expires_at", "<", now).execute();
  await db.deleteFrom("invites").where("expires_at", "<", now).execute();
  await db.deleteFrom("mfa_challenges").where("expires_at", "<", now).execute();
  await db.deleteFrom("device_codes").where("expires_at", "<", now).execute();
}

/** Only one process at a time makes keys of a purpose, for the rest of the transaction. */
export async function lockSigningKeys(trx: Database, purpose: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`1claw/signing-key/${purpose}`}))`.execute(trx);
}

export function selectSigningKeys(db: Database, purpose: "jwt" | "audit") {
  return db
    .selectFrom("signing_keys")
    .selectAll()
    .where("purpose", "=", purpose)
    .orderBy("active_at")
    .execute();
}

export async function insertSigningKey(db: Database, key: Insertable<DB["signing_keys"]>): Promise<void> {
  await db.insertInto("signing_keys").values(key).execute();
}

export async function retireSigningKeys(
  db: Database,
  purpose: "jwt" | "audit",
  but_kid: string,
  retired_at: Date,
): Promise<void> {
  await db
    .updateTable("signing_keys")
    .set({ retired_at })
    .where("purpose", "=", purpose)
    .where("kid", "!=", but_kid)
    .where("retired_at", "is", null)
    .execute();
}
