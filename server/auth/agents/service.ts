// Exchanges what an agent has for a short-lived token: an API key, a client certificate, or a token of its issuer.
// Must never say which part of a wrong combination was wrong.
import type { z } from "zod";
import type { PreparedQuery } from "#db/client.ts";
import { ACCESS_TOKEN_TYPE, type AgentTokenRequest, type TokenResponse } from "#lib/schemas/auth.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { append } from "#server/audit/service.ts";
import { inBatches } from "#server/batches.ts";
import type { ClientCertificate, PublicContext } from "#server/context.ts";
import { hashApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { Problem } from "#server/errors.ts";
import { reachOf } from "#server/policies/reach.ts";
import { pathScopes } from "../authenticate.ts";
import { IssuerUnavailable, TokenRefused } from "../issuer-keys.ts";
import { issueAgentToken, parties } from "../tokens.ts";
import { clientOf } from "./client.ts";
import {
  type SigningInAgent,
  selectAgentsByCertificate,
  selectAgentsByIssuer,
  selectAgentsByKeys,
} from "./store.ts";

type Tokens = z.input<typeof TokenResponse>;
type Ask = z.output<typeof AgentTokenRequest>;
/** How an agent proved itself, for the record. */
type Proof = { method: "api_key" | "mtls" | "oidc_client_credentials" } & Record<string, unknown>;

export type AgentByKeyLoader = (key_hash: Buffer) => Promise<SigningInAgent | undefined>;

const LOADS = { max_batch: 64, max_in_flight: 2 };

/** Finds agents by the MACs of their keys; the questions of concurrent requests share a statement. */
export function createAgentByKeyLoader(query: PreparedQuery): AgentByKeyLoader {
  return inBatches((key_hashes: Buffer[]) => selectAgentsByKeys(query, key_hashes), LOADS).add;
}

const AGENT_TOKEN_SECONDS = 3600;
/** A token that is good for longer is too good to be one of a workload; clocks may differ by the skew of the verifier. */
const LONGEST_SUBJECT_SECONDS = 86_400;

/**
 * Exchanges an agent's credential for a token. The agent's id and vaults are told only to callers that did not name the agent.
 * @throws Problem `credentials_invalid`, the same for every wrong, inactive, expired or foreign combination;
 *   `validation_failed` when there is no credential at all, or the token is to be for another server
 */
export async function exchangeAgentCredential(ctx: PublicContext, body: Ask): Promise<Tokens> {
  if (body.api_key !== undefined) return byKey(ctx, body.api_key, body.agent_id);
  if (body.subject_token !== undefined) return bySubjectToken(ctx, body.subject_token, body);
  if (ctx.client_certificate) return byCertificate(ctx, ctx.client_certificate, body.agent_id);
  throw invalid({ api_key: "is required, unless the connection presents a client certificate" });
}

async function byKey(ctx: PublicContext, api_key: string, agent_id: string | undefined): Promise<Tokens> {
  const { runtime } = ctx;
  const well_formed = parseApiKey(api_key)?.kind === "ocv";
  // A malformed key costs the same work as a wrong one.
  const agent = await runtime.agentsByKey(await hashApiKey(runtime.kms, "ocv", api_key));
  if (!agent || !well_formed || !isLive(agent, ctx.now) || (agent_id && agent_id !== agent.id))
    throw refused(agent);
  return issue(ctx, agent, agent_id, { method: "api_key" });
}

async function byCertificate(
  ctx: PublicContext,
  certificate: ClientCertificate,
  agent_id: string | undefined,
): Promise<Tokens> {
  const { fingerprint, not_before, not_after } = certificate;
  const found = await selectAgentsByCertificate(ctx.runtime.query, fingerprint, agent_id);
  const agent = only(found);
  const isCurrent = not_before <= ctx.now && ctx.now <= not_after;
  if (!agent || !isCurrent || !isLive(agent, ctx.now))
    throw refused(agent, {
      method: "mtls",
      fingerprint,
      reason:
        found.length > 1
          ? "certificate_ambiguous"
          : isCurrent
            ? "no_such_agent"
            : "certificate_not_valid_now",
    });
  return issue(ctx, agent, agent_id, { method: "mtls", fingerprint });
}

async function bySubjectToken(
  ctx: PublicContext,
  token: string,
  { agent_id, audience }: Ask,
): Promise<Tokens> {
  const { runtime, now } = ctx;
  const audiences = [runtime.config.PUBLIC_URL, parties(runtime.deployment_id).audience];
  if (audience !== undefined && !audiences.includes(audience))
    throw invalid({ audience: `must be ${audiences.join(" or ")}` });
  const client = clientOf(token);
  const found = client
    ? await selectAgentsByIssuer(runtime.query, client.issuer, client.client_id, agent_id)
    : [];
  const agent = only(found);
  const method = "oidc_client_credentials";
  // An issuer that no live agent names is not asked for anything.
  if (!client || !agent || !isLive(agent, now))
    throw refused(agent, { method, reason: found.length > 1 ? "client_ambiguous" : "no_such_agent" });
  const proof: Proof = { method, issuer: client.issuer, client_id: client.client_id };
  const reason = await objection(ctx, token, client.issuer, audiences);
  if (reason) throw refused(agent, { ...proof, reason });
  return { ...(await issue(ctx, agent, agent_id, proof)), issued_token_type: ACCESS_TOKEN_TYPE };
}

/** Why the token is not one of the issuer's for this server and time; null when it is. */
async function objection(
  ctx: PublicContext,
  token: string,
  issuer: string,
  audience: string[],
): Promise<string | null> {
  try {
    const { exp = 0, iat = 0 } = await ctx.runtime.issuerKeys.verify(token, {
      issuer,
      audience,
      now: ctx.now,
    });
    return exp - iat > LONGEST_SUBJECT_SECONDS ? "the token lives longer than a day" : null;
  } catch (error) {
    if (error instanceof TokenRefused) return error.message;
    if (!(error instanceof IssuerUnavailable)) throw error;
    // Told as any other refusal: an answer of its own would say which issuers are named here.
    ctx.runtime.log.warn(
      { err: error, issuer, request_id: ctx.request_id },
      "an issuer's keys cannot be had",
    );
    return `the issuer's keys cannot be had: ${error.message}`;
  }
}

/** The one agent that was found. Anybody may register any certificate or client id, so none of several is picked. */
function only(found: readonly SigningInAgent[]): SigningInAgent | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function isLive(agent: SigningInAgent, now: Date): boolean {
  return agent.is_active && (!agent.expires_at || agent.expires_at > now);
}

function refused(agent: SigningInAgent | undefined, audit: Record<string, unknown> = {}): Problem {
  return new Problem("credentials_invalid", {
    detail: "This agent and credential do not belong together, or the agent is inactive or has expired.",
    audit: { ...audit, ...(agent && { agent_id: agent.id }) },
    ...(agent && { org_id: agent.org_id }),
  });
}

async function issue(
  ctx: PublicContext,
  agent: SigningInAgent,
  asked_id: string | undefined,
  proof: Proof,
): Promise<Tokens> {
  const { runtime, now } = ctx;
  const reach = reachOf(agent.reach, now);
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
    details: { ...proof, jti: issued.jti, expires_in: seconds },
  });
  const { access_token, token_type, expires_in } = issued;
  return { access_token, token_type, expires_in, ...(!asked_id && { agent_id: agent.id, vault_ids }) };
}
