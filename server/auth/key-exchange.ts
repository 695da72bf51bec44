// Exchanges long-lived API keys for short-lived tokens.
import type { z } from "zod";
import type { AgentTokenRequest, TokenResponse } from "#lib/schemas/auth.ts";
import { append } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { hashApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { Problem } from "#server/errors.ts";
import { reachOf } from "#server/policies/service.ts";
import { pathScopes } from "./authenticate.ts";
import { loadUserByKey, selectAgentByKey } from "./store.ts";
import { issueAgentToken, issueUserToken } from "./tokens.ts";

type Tokens = z.input<typeof TokenResponse>;

const AGENT_TOKEN_SECONDS = 3600;

/**
 * Exchanges an agent's API key for a token. The agent's id and vaults are told only to callers that did not name the agent.
 * @throws Problem `credentials_invalid`, the same for every wrong, inactive, expired or foreign combination
 */
export async function exchangeAgentKey(
  ctx: PublicContext,
  body: z.output<typeof AgentTokenRequest>,
): Promise<Tokens> {
  const { runtime, now } = ctx;
  const well_formed = parseApiKey(body.api_key)?.kind === "ocv";
  // A malformed key costs the same work as a wrong one.
  const agent = await selectAgentByKey(runtime.db, await hashApiKey(runtime.kms, "ocv", body.api_key));
  const usable =
    well_formed &&
    agent?.is_active &&
    (!agent.expires_at || agent.expires_at > now) &&
    (!body.agent_id || body.agent_id === agent.id);
  if (!agent || !usable) {
    throw new Problem("credentials_invalid", {
      detail: "This agent and key do not belong together, or the agent is inactive or has expired.",
      ...(agent && { org_id: agent.org_id, audit: { agent_id: agent.id } }),
    });
  }
  const reach = await reachOf(ctx, agent.org_id, "agent", agent.id);
  const vault_ids = agent.vault_ids
    ? reach.vault_ids.filter((id) => agent.vault_ids?.includes(id))
    : reach.vault_ids;
  const left = agent.expires_at
    ? Math.floor((agent.expires_at.getTime() - now.getTime()) / 1000)
    : Number.POSITIVE_INFINITY;
  const seconds = Math.max(1, Math.min(agent.token_ttl_seconds ?? AGENT_TOKEN_SECONDS, left));
  const scopes = pathScopes(agent.scopes) ?? reach.patterns;
  const issued = await issueAgentToken(
    ctx,
    { ...agent, agent_id: agent.id, scopes: scopes.slice(0, 50), vault_ids: vault_ids.slice(0, 50) },
    seconds,
  );
  runtime.activity.agent(agent.org_id, agent.id);
  await append(ctx, {
    org_id: agent.org_id,
    actor: { type: "agent", id: agent.id },
    action: "auth.agent_token",
    resource: { type: "agent", id: agent.id },
    details: { jti: issued.jti, expires_in: seconds },
  });
  const { access_token, token_type, expires_in } = issued;
  return { access_token, token_type, expires_in, ...(!body.agent_id && { agent_id: agent.id, vault_ids }) };
}

/** Exchanges a personal API key for a token with the key's scopes. @throws Problem `credentials_invalid` */
export async function exchangeApiKey(ctx: PublicContext, api_key: string): Promise<Tokens> {
  const { runtime, now } = ctx;
  const row = await loadUserByKey(runtime.query, await hashApiKey(runtime.kms, "1ck", api_key), null);
  const usable =
    parseApiKey(api_key)?.kind === "1ck" && row?.key_id && (!row.key_expires_at || row.key_expires_at > now);
  if (!row?.key_id || !usable) {
    throw new Problem("credentials_invalid", { detail: "This API key is wrong, revoked or has expired." });
  }
  const issued = await issueUserToken(
    ctx,
    {
      user_id: row.id,
      org_id: row.org_id,
      epoch: row.epoch,
      api_key_id: row.key_id,
      scopes: row.key_scopes ?? [],
    },
    runtime.config.USER_TOKEN_SECONDS,
  );
  await append(ctx, {
    org_id: row.org_id,
    actor: { type: "user", id: row.id },
    action: "auth.api_key_token",
    resource: { type: "api_key", id: row.key_id },
    details: { jti: issued.jti },
  });
  const { access_token, token_type, expires_in } = issued;
  return { access_token, token_type, expires_in };
}
