// From an agent to what its form holds, and from there to what is sent: only what is another than before. Pure.
import type { Agent } from "./agent-words.ts";

type Values = Record<string, unknown>;

const NULL_WHEN_EMPTY = ["tx_max_value_eth", "tx_daily_limit_eth"];
/** Fields that are needed. */
export const NEVER_EMPTY = ["name", "client_cert_fingerprint", "oidc_issuer", "oidc_client_id"];
/** Fields whose emptiness says something: that the text is to go, or that it is missing. */
export const KEEP_EMPTY = ["description", ...NULL_WHEN_EMPTY, ...NEVER_EMPTY];

/** What the form of an agent begins with. */
export function valuesOf(agent: Agent): Values {
  return {
    name: agent.name,
    description: agent.description,
    ...(agent.auth_method === "mtls" && { client_cert_fingerprint: agent.client_cert_fingerprint ?? "" }),
    ...(agent.auth_method === "oidc_client_credentials" && {
      oidc_issuer: agent.oidc_issuer ?? "",
      oidc_client_id: agent.oidc_client_id ?? "",
    }),
    vault_ids: agent.vault_ids ?? null,
    token_ttl_seconds: agent.token_ttl_seconds ?? null,
    expires_at: agent.expires_at ?? null,
    scopes: agent.scopes,
    intents_api_enabled: agent.intents_api_enabled,
    tx_to_allowlist: agent.tx_to_allowlist ?? [],
    tx_max_value_eth: agent.tx_max_value_eth ?? "",
    tx_daily_limit_eth: agent.tx_daily_limit_eth ?? "",
    tx_allowed_chains: agent.tx_allowed_chains ?? [],
    shroud_enabled: agent.shroud_enabled,
  };
}

/** What of the form has to be sent; an expiry that has passed is not asked about again when it stays. */
export function changesOf(agent: Agent, values: Values): Values {
  const before = valuesOf(agent);
  return Object.fromEntries(
    Object.keys(before)
      .filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(values[name] ?? emptyOf(before[name])),
      )
      .map((name) => [name, NULL_WHEN_EMPTY.includes(name) && values[name] === "" ? null : values[name]]),
  );
}

function emptyOf(value: unknown): unknown {
  return value === null ? null : undefined;
}
