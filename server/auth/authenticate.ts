// Finds out who is asking, from what the request presents: a token, a personal API key, or a browser's session. Revocation is part of the statement that loads them.

import type { PreparedQuery } from "#db/client.ts";
import { checkPathPattern } from "#lib/path-pattern.ts";
import { PERMISSIONS } from "#lib/permissions.ts";
import { inBatches } from "#server/batches.ts";
import type { AgentPrincipal, Credential, Principal, PublicContext, UserPrincipal } from "#server/context.ts";
import { hashApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import type { Claims } from "#server/crypto/jwt.ts";
import { Problem } from "#server/errors.ts";
import type { Ceilings, Permission } from "#server/policies/evaluate.ts";
import {
  type PrefetchedSecret,
  type PrefetchRow,
  prefetched,
  type SecretAddress,
} from "#server/secrets/prefetch.ts";
import type { StoredIpRules } from "#server/security/ip-rules.ts";
import {
  type AgentQuestion,
  type AgentRow,
  loadAgentByToken,
  loadAgentsByTokens,
  loadUserByKey,
  loadUserByToken,
  type UserRow,
} from "./store.ts";

export type Authenticated = {
  principal: Principal;
  prefetched: PrefetchedSecret | null;
  /** The rules of the principal's organization; whoever authenticates holds the principal to them. */
  ip_rules: StoredIpRules;
};

export type AgentLoader = (question: AgentQuestion) => Promise<(AgentRow & PrefetchRow) | null>;

const LOADS = { max_batch: 64, max_in_flight: 2 };

/** Loads agents with their addressed secrets; the questions of concurrent requests share a statement. */
export function createAgentLoader(query: PreparedQuery): AgentLoader {
  return inBatches((questions: AgentQuestion[]) => loadAgentsByTokens(query, questions), LOADS).add;
}

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i;
const SUBJECT = /^(user|agent):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/**
 * The principal behind a Bearer token, a personal API key or a session cookie, with the addressed secret when one is asked for.
 * @throws Problem `authentication_required` | `token_invalid`
 */
export async function authenticate(
  ctx: PublicContext,
  credential: Credential | null,
  address: SecretAddress | null,
): Promise<Authenticated> {
  if (credential === null) {
    throw new Problem("authentication_required", {
      detail: "Send `Authorization: Bearer` with an access token, or with a personal API key (1ck_…).",
      headers: { "www-authenticate": "Bearer" },
    });
  }
  if (credential.from === "cookie") {
    const found = await bySession(ctx, credential.text, address);
    if (!found) throw invalidToken();
    return found;
  }
  const token = BEARER.exec(credential.text)?.[1];
  if (!token) throw invalidToken();
  const found = token.startsWith("1ck_")
    ? await byApiKey(ctx, token, address)
    : await byToken(ctx, token, address);
  if (!found) throw invalidToken();
  return found;
}

function invalidToken(): Problem {
  return new Problem("token_invalid", {
    detail:
      "The token is not valid: it is malformed, has expired, or the token has been revoked. Get a new one and try again.",
    headers: { "www-authenticate": 'Bearer error="invalid_token"' },
  });
}

async function byApiKey(
  ctx: PublicContext,
  key: string,
  address: SecretAddress | null,
): Promise<Authenticated | null> {
  if (parseApiKey(key)?.kind !== "1ck") return null;
  const row = await loadUserByKey(ctx.runtime.query, await hashApiKey(ctx.runtime.kms, "1ck", key), address);
  if (!row || hasPassed(row.key_expires_at, ctx.now)) return null;
  if (row.key_id) ctx.runtime.activity.apiKey(row.org_id, row.key_id);
  const principal = userPrincipal(row, null, null);
  return { principal, prefetched: address && prefetched(row, address, principal), ip_rules: row.ip_rules };
}

async function byToken(
  ctx: PublicContext,
  token: string,
  address: SecretAddress | null,
): Promise<Authenticated | null> {
  const claims = ctx.runtime.tokens.verify(token, "at+jwt", ctx.now);
  const subject = SUBJECT.exec(claims?.sub ?? "");
  if (!claims || !subject?.[2]) return null;
  if (subject[1] === "agent") {
    const live = { jti: claims.jti, expires_at: new Date(claims.exp * 1000) };
    const question = { id: subject[2], jti: claims.jti };
    const row = address
      ? await ctx.runtime.agents({ ...question, address })
      : await loadAgentByToken(ctx.runtime.query, question);
    if (
      !row ||
      row.revoked ||
      !row.is_active ||
      row.epoch !== claims.ver ||
      hasPassed(row.expires_at, ctx.now)
    )
      return null;
    ctx.runtime.activity.agent(row.org_id, row.id);
    const principal = agentPrincipal(row, live);
    return {
      principal,
      prefetched: address && prefetched(row as AgentRow & PrefetchRow, address, principal),
      ip_rules: row.ip_rules,
    };
  }
  return byUserClaims(ctx, claims, subject[2], address);
}

/** A browser's session: the cookie names it, and the database says whether it still lives. */
async function bySession(
  ctx: PublicContext,
  cookie: string,
  address: SecretAddress | null,
): Promise<Authenticated | null> {
  const claims = ctx.runtime.tokens.verify(cookie, "session+jwt", ctx.now);
  const subject = SUBJECT.exec(claims?.sub ?? "");
  if (!claims || subject?.[1] !== "user" || !subject[2] || typeof claims.sid !== "string") return null;
  const found = await byUserClaims(ctx, claims, subject[2], address);
  if (found) ctx.runtime.activity.session(found.principal.org_id, claims.sid);
  return found;
}

async function byUserClaims(
  ctx: PublicContext,
  claims: Claims,
  user_id: string,
  address: SecretAddress | null,
): Promise<Authenticated | null> {
  const live = { jti: claims.jti, expires_at: new Date(claims.exp * 1000) };
  const session_id = typeof claims.sid === "string" ? claims.sid : null;
  const api_key_id = typeof claims.key === "string" ? claims.key : null;
  const row = await loadUserByToken(
    ctx.runtime.query,
    { id: user_id, jti: claims.jti, session_id, api_key_id },
    address,
  );
  if (!row || row.revoked || row.epoch !== claims.ver) return null;
  if (session_id && (!row.session_expires_at || hasPassed(row.session_expires_at, ctx.now))) return null;
  if (api_key_id && (row.key_id !== api_key_id || hasPassed(row.key_expires_at, ctx.now))) return null;
  const principal = userPrincipal(row, session_id, live);
  return { principal, prefetched: address && prefetched(row, address, principal), ip_rules: row.ip_rules };
}

function hasPassed(at: Date | null, now: Date): boolean {
  return at !== null && at <= now;
}

function userPrincipal(
  row: UserRow,
  session_id: string | null,
  token: UserPrincipal["token"],
): UserPrincipal {
  return {
    type: "user",
    id: row.id,
    org_id: row.org_id,
    role: row.role,
    is_operator: row.is_operator,
    ceilings: apiKeyCeilings(row.key_scopes ?? []),
    session_id,
    api_key_id: row.key_id,
    token,
  };
}

function agentPrincipal(row: AgentRow, token: AgentPrincipal["token"]): AgentPrincipal {
  return {
    type: "agent",
    id: row.id,
    org_id: row.org_id,
    created_by: row.created_by,
    intents_api_enabled: row.intents_api_enabled,
    ceilings: { vault_ids: row.vault_ids, path_scopes: pathScopes(row.scopes), permissions: null },
    token,
  };
}

/** The path patterns among an agent's scopes; null, no ceiling, where there are none or one of them covers everything. */
export function pathScopes(scopes: readonly string[]): string[] | null {
  const patterns = scopes.filter((scope) => /[/*]/.test(scope) && !scope.includes(":"));
  return patterns.length === 0 || patterns.includes("*") || patterns.includes("**") ? null : patterns;
}

function isPermission(scope: string): scope is Permission {
  return PERMISSIONS.some((permission) => permission === scope);
}

/** What a personal key's scopes leave of its owner's rights: permissions, path patterns, or both. */
export function apiKeyCeilings(scopes: readonly string[]): Ceilings {
  if (scopes.length === 0) return { vault_ids: null, path_scopes: null, permissions: null };
  const permissions = scopes.filter(isPermission);
  const patterns = scopes.filter((scope) => !isPermission(scope) && checkPathPattern(scope) === null);
  return {
    vault_ids: null,
    path_scopes: patterns.length > 0 ? patterns : null,
    // A key that names only paths keeps every permission on them; one with neither keeps nothing.
    permissions: permissions.length > 0 || patterns.length === 0 ? permissions : null,
  };
}
