// Issues access tokens (RFC 9068 style JWTs). What a token may do is looked up on every request, not read from it.
import { randomUUIDv7 } from "node:crypto";
import { requireAllowedAddress } from "#server/api/steps/ip-rules.ts";
import type { PublicContext } from "#server/context.ts";
import { type Claims, signToken, type TokenType } from "#server/crypto/jwt.ts";
import type { StoredIpRules } from "#server/security/ip-rules.ts";
import { requireAllowedHere } from "#server/security/service.ts";

export type IssuedToken = { access_token: string; token_type: "Bearer"; expires_in: number; jti: string };

/** Issuer and audience of this deployment's tokens: the same on every instance and behind every URL, and no other's. */
export function parties(deployment_id: string): { issuer: string; audience: string } {
  return { issuer: `urn:1claw:${deployment_id}`, audience: `urn:1claw:${deployment_id}:api` };
}

export type UserClaims = {
  user_id: string;
  org_id: string;
  epoch: number;
  session_id?: string;
  api_key_id?: string;
  scopes?: string[];
};
export type AgentClaims = {
  agent_id: string;
  org_id: string;
  epoch: number;
  scopes: string[];
  vault_ids: string[];
  intents_api_enabled: boolean;
  shroud_enabled: boolean;
  /** Those of the organization, as they came with the agent. */
  ip_rules: StoredIpRules;
};

/** An access token for a person, of `seconds` life. @throws Problem `address_not_allowed` by the organization's IP rules */
export async function issueUserToken(
  ctx: PublicContext,
  user: UserClaims,
  seconds: number,
): Promise<IssuedToken> {
  const who = { type: "user", id: user.user_id, org_id: user.org_id } as const;
  // Asked while the token is signed: the answer costs no waiting, and without it the token does not leave.
  const [issued] = await Promise.all([
    issue(ctx, seconds, {
      sub: `user:${user.user_id}`,
      org: user.org_id,
      ver: user.epoch,
      scopes: user.scopes ?? [],
      ...(user.session_id && { sid: user.session_id }),
      ...(user.api_key_id && { key: user.api_key_id }),
    }),
    requireAllowedHere(ctx, ctx.runtime.db, who),
  ]);
  return issued;
}

/**
 * An access token for an agent, of `seconds` life; its scopes tell clients what the policies opened at that time.
 * @throws Problem `address_not_allowed` by the organization's IP rules
 */
export async function issueAgentToken(
  ctx: PublicContext,
  agent: AgentClaims,
  seconds: number,
): Promise<IssuedToken> {
  requireAllowedAddress(ctx, { type: "agent", id: agent.agent_id, org_id: agent.org_id }, agent.ip_rules);
  return issue(ctx, seconds, {
    sub: `agent:${agent.agent_id}`,
    org: agent.org_id,
    ver: agent.epoch,
    scopes: agent.scopes,
    vault_ids: agent.vault_ids,
    intents_api_enabled: agent.intents_api_enabled,
    shroud_enabled: agent.shroud_enabled,
  });
}

/** A token for the cookie of a browser's session, of `seconds` life; it is no access token. */
export async function issueSessionToken(
  ctx: PublicContext,
  user: UserClaims & { session_id: string },
  seconds: number,
): Promise<string> {
  const claims = { sub: `user:${user.user_id}`, org: user.org_id, ver: user.epoch, sid: user.session_id };
  return (await issue(ctx, seconds, claims, "session+jwt")).access_token;
}

async function issue(
  ctx: PublicContext,
  seconds: number,
  claims: { sub: string } & Record<string, unknown>,
  typ: TokenType = "at+jwt",
): Promise<IssuedToken> {
  const { runtime, now } = ctx;
  const iat = Math.floor(now.getTime() / 1000);
  const jti = randomUUIDv7();
  const { issuer, audience } = parties(runtime.deployment_id);
  const all: Claims = {
    iss: issuer,
    aud: audience,
    jti,
    iat,
    exp: iat + seconds,
    ...claims,
  };
  const access_token = await signToken(runtime.kms, runtime.jwtKeys.current(), typ, all);
  return { access_token, token_type: "Bearer", expires_in: seconds, jti };
}
