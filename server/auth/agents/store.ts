// All SQL of agents as they sign in: found by the MAC of a key, by a certificate, or by an issuer and a client id.
// One prepared statement each, with what the rules open and the organization's IP rules.
import type { PreparedQuery } from "#db/client.ts";
import { REACH, type StoredReach } from "#server/policies/reach.ts";
import type { StoredIpRules } from "#server/security/ip-rules.ts";
import { IP_RULES } from "../store.ts";

export type SigningInAgent = {
  id: string;
  org_id: string;
  is_active: boolean;
  expires_at: Date | null;
  epoch: number;
  scopes: string[];
  vault_ids: string[] | null;
  intents_api_enabled: boolean;
  shroud_enabled: boolean;
  token_ttl_seconds: number | null;
  reach: StoredReach;
  ip_rules: StoredIpRules;
};

const SELECT = `select p.id, p.org_id, p.is_active, p.expires_at, p.epoch, p.scopes, p.vault_ids, p.intents_api_enabled,
  p.shroud_enabled, p.token_ttl_seconds, ${REACH}, ${IP_RULES} from agents p`;

async function find(
  query: PreparedQuery,
  name: string,
  where: string,
  values: unknown[],
): Promise<SigningInAgent[]> {
  return (await query(name, `${SELECT} where ${where}`, values)) as SigningInAgent[];
}

// One walk over the unique index for each key; one JSON parameter keeps one plan, as in the statement that loads agents.
const BY_KEYS = `select q.n, a.* from json_to_recordset($1::json) as q (n int, key_hash text)
  cross join lateral (${SELECT} where p.key_hash = decode(q.key_hash, 'hex') limit 1) a`;

/** The agents that keys belong to, in the order of the keys' MACs; undefined for one of nobody's. */
export async function selectAgentsByKeys(
  query: PreparedQuery,
  key_hashes: readonly Buffer[],
): Promise<(SigningInAgent | undefined)[]> {
  const numbered = key_hashes.map((key_hash, n) => ({ n, key_hash: key_hash.toString("hex") }));
  const rows = await query("agents_by_keys", BY_KEYS, [JSON.stringify(numbered)]);
  const agents: (SigningInAgent | undefined)[] = key_hashes.map(() => undefined);
  for (const row of rows) agents[Number(row.n)] = row as SigningInAgent;
  return agents;
}

/** The agents that sign in with a certificate, or the one of them that is named; two at most, since two are too many. */
export function selectAgentsByCertificate(
  query: PreparedQuery,
  fingerprint: string,
  agent_id: string | undefined,
): Promise<SigningInAgent[]> {
  const where = `p.client_cert_fingerprint = $1 and p.auth_method = 'mtls'
    and p.id = coalesce($2::uuid, p.id) limit 2`;
  return find(query, "agents_by_certificate", where, [fingerprint, agent_id ?? null]);
}

/** The agents that sign in as a client of an issuer, or the one of them that is named; two at most, since two are too many. */
export function selectAgentsByIssuer(
  query: PreparedQuery,
  issuer: string,
  client_id: string,
  agent_id: string | undefined,
): Promise<SigningInAgent[]> {
  const where = `p.oidc_issuer = $1 and p.oidc_client_id = $2 and p.auth_method = 'oidc_client_credentials'
    and p.id = coalesce($3::uuid, p.id) limit 2`;
  return find(query, "agents_by_issuer", where, [issuer, client_id, agent_id ?? null]);
}
