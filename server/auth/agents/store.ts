// All SQL of agents as they sign in: found by the MAC of a key, by a certificate, or by an issuer and a client id.
import type { Database } from "#db/client.ts";

const COLUMNS = [
  "id",
  "org_id",
  "is_active",
  "expires_at",
  "epoch",
  "scopes",
  "vault_ids",
  "intents_api_enabled",
  "shroud_enabled",
  "token_ttl_seconds",
] as const;

export type SigningInAgent = NonNullable<Awaited<ReturnType<typeof selectAgentByKey>>>;

/** The agent that a key belongs to. */
export function selectAgentByKey(db: Database, key_hash: Buffer) {
  return db.selectFrom("agents").select(COLUMNS).where("key_hash", "=", key_hash).executeTakeFirst();
}

/** The agents that sign in with a certificate, or the one of them that is named; two at most, since two are too many. */
export function selectAgentsByCertificate(db: Database, fingerprint: string, agent_id: string | undefined) {
  return db
    .selectFrom("agents")
    .select(COLUMNS)
    .where("client_cert_fingerprint", "=", fingerprint)
    .where("auth_method", "=", "mtls")
    .$if(agent_id !== undefined, (query) => query.where("id", "=", agent_id as string))
    .limit(2)
    .execute();
}

/** The agents that sign in as a client of an issuer, or the one of them that is named; two at most, since two are too many. */
export function selectAgentsByIssuer(
  db: Database,
  issuer: string,
  client_id: string,
  agent_id: string | undefined,
) {
  return db
    .selectFrom("agents")
    .select(COLUMNS)
    .where("oidc_issuer", "=", issuer)
    .where("oidc_client_id", "=", client_id)
    .where("auth_method", "=", "oidc_client_credentials")
    .$if(agent_id !== undefined, (query) => query.where("id", "=", agent_id as string))
    .limit(2)
    .execute();
}
