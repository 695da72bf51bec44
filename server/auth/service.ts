// Signing up, signing in, and exchanging keys for tokens. Answers do not tell whether an account exists.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import { checkPassword } from "#lib/password-policy.ts";
import type {
  AgentTokenRequest,
  LoginRequest,
  SignupRequest,
  SignupResponse,
  TokenResponse,
} from "#lib/schemas/auth.ts";
import { append, record, SYSTEM_ORG } from "#server/audit/service.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { hashApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { PasswordPoolBusy } from "#server/crypto/password.ts";
import { Problem } from "#server/errors.ts";
import { reachOf } from "#server/policies/service.ts";
import { pathScopes } from "./authenticate.ts";
import {
  deleteSession,
  insertOrganization,
  insertRefreshToken,
  insertRevokedToken,
  insertSession,
  insertUser,
  isFirstUser,
  loadUserByKey,
  prolongSession,
  selectAgentByKey,
  selectUserByEmail,
  takeInvite,
  takeRefreshToken,
  updateUser,
} from "./store.ts";
import { issueAgentToken, issueUserToken } from "./tokens.ts";

type Tokens = z.input<typeof TokenResponse>;

const DAY_MS = 86_400_000;
const AGENT_TOKEN_SECONDS = 3600;

/** The form of an address that makes an account unique. */
export function emailKey(email: string): string {
  return email.normalize("NFC").toLowerCase();
}

/**
 * Opens an account with an organization of its own; the first one is the operator's. The answer is the same for an
 * address that has an account already, which is left as it is.
 * @throws Problem `password_unsuitable` | `signup_closed` | `busy`
 */
export async function signUp(
  ctx: PublicContext,
  body: z.output<typeof SignupRequest>,
): Promise<z.input<typeof SignupResponse>> {
  requireSuitable(body.password, body.email);
  const { runtime, now } = ctx;
  const key = emailKey(body.email);
  const password_hash = await hashing(runtime.passwords.hashPassword(body.password));
  const invite_hash = body.invite_token
    ? await hashOpaqueToken(runtime.kms, "invite", body.invite_token)
    : null;
  const [id, org_id] = [randomUUIDv7(), randomUUIDv7()];
  const display_name = body.display_name ?? key.split("@")[0] ?? key;
  await transaction(runtime.db, null, async (trx) => {
    const is_operator = await isFirstUser(trx);
    if (!is_operator) await requireInvited(ctx, (hash) => takeInvite(trx, hash, key, now), invite_hash);
    if (await selectUserByEmail(trx, key)) {
      await record(trx, ctx, failure("auth.signup", { reason: "account_exists" }));
      return;
    }
    await insertOrganization(trx, { id: org_id, name: `${display_name}'s organization`, created_at: now });
    await insertUser(trx, {
      id,
      org_id,
      email: body.email,
      email_key: key,
      display_name,
      password_hash,
      role: "owner",
      is_operator,
      created_at: now,
    });
    await record(trx, ctx, {
      org_id,
      actor: { type: "user", id },
      action: "auth.signup",
      resource: { type: "user", id },
      details: { is_operator },
    });
  });
  return {
    message: "Your account is ready unless the address had one before: sign in with it now.",
    email: body.email,
  };
}

async function requireInvited(
  ctx: PublicContext,
  take: (hash: Buffer) => Promise<unknown>,
  invite_hash: Buffer | null,
): Promise<void> {
  const { SIGNUP } = ctx.runtime.config;
  if (SIGNUP === "open") return;
  if (SIGNUP === "invite" && invite_hash && (await take(invite_hash))) return;
  throw new Problem("signup_closed", {
    detail:
      SIGNUP === "invite"
        ? "Sign-up is by invitation here: send a valid `invite_token` for this address."
        : "The operator of this server has closed sign-up.",
  });
}

function failure(action: "auth.signup" | "auth.failure", details: Record<string, unknown>) {
  return {
    org_id: SYSTEM_ORG,
    actor: { type: "anonymous", id: null },
    action,
    outcome: "failure",
    details,
  } as const;
}

/** @throws Problem `password_unsuitable` naming the rule */
export function requireSuitable(password: string, email: string, field = "password"): void {
  const reason = checkPassword(password, { email });
  if (reason) throw new Problem("password_unsuitable", { detail: reason, fields: { [field]: reason } });
}

/** Waits for a password to be hashed. @throws Problem `busy` when too many are waiting */
export async function hashing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PasswordPoolBusy)) throw error;
    throw new Problem("rate_limited", {
      detail: "Too many sign-ins are being checked just now. Try again in a few seconds.",
      cause: error,
      headers: { "retry-after": "2" },
    });
  }
}

/**
 * Signs a person in. Wrong attempts on one account run out whatever addresses they come from.
 * @throws Problem `credentials_invalid` | `account_locked` | `rate_limited`
 */
export async function signIn(ctx: PublicContext, body: z.output<typeof LoginRequest>): Promise<Tokens> {
  const { runtime } = ctx;
  const key = emailKey(body.email);
  await spendAttempt(ctx, key);
  const user = await selectUserByEmail(runtime.db, key);
  const verdict = user?.password_hash
    ? await hashing(runtime.passwords.verifyPassword(user.password_hash, body.password))
    : await hashing(runtime.passwords.verifyNothing(body.password));
  if (!user || !verdict.ok) {
    throw new Problem("credentials_invalid", {
      detail: "E-mail or password is wrong.",
      ...(user && { org_id: user.org_id, audit: { user_id: user.id } }),
    });
  }
  await runtime.rateLimits.reset("account", key);
  if (verdict.needs_rehash) {
    await updateUser(runtime.db, user.org_id, user.id, {
      password_hash: await hashing(runtime.passwords.hashPassword(body.password)),
    });
  }
  return openSession(ctx, user);
}

/** Counts an attempt on an account before it is tried, so that parallel attempts count too. @throws Problem `account_locked` */
export async function spendAttempt(ctx: PublicContext, email_key: string): Promise<void> {
  const { rateLimits, config } = ctx.runtime;
  try {
    await rateLimits.take("account", email_key, { burst: config.AUTH_ACCOUNT_ATTEMPTS, per_second: 1 / 90 });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem("account_locked", {
      detail: "Too many failed attempts on this account. Wait before you try again, or use an API key.",
      headers: error.options.headers,
    });
  }
}

async function openSession(
  ctx: PublicContext,
  user: { id: string; org_id: string; epoch: number },
): Promise<Tokens> {
  const { runtime, now } = ctx;
  const session_id = randomUUIDv7();
  const { access_token, token_type, expires_in, jti } = await issueUserToken(
    ctx,
    { user_id: user.id, org_id: user.org_id, epoch: user.epoch, session_id },
    runtime.config.USER_TOKEN_SECONDS,
  );
  const refresh_token = newOpaqueToken();
  const token_hash = await hashOpaqueToken(runtime.kms, "refresh", refresh_token);
  await transaction(runtime.db, user.org_id, async (trx) => {
    await insertSession(trx, {
      id: session_id,
      org_id: user.org_id,
      user_id: user.id,
      ip: ctx.ip,
      user_agent: ctx.user_agent?.slice(0, 256) ?? null,
      created_at: now,
      last_used_at: now,
      expires_at: sessionEnd(ctx),
    });
    await insertRefreshToken(trx, { token_hash, org_id: user.org_id, session_id, created_at: now });
    await record(trx, ctx, {
      org_id: user.org_id,
      actor: { type: "user", id: user.id },
      action: "auth.login",
      resource: { type: "session", id: session_id },
      details: { jti },
    });
  });
  return { access_token, token_type, expires_in, refresh_token };
}

function sessionEnd(ctx: PublicContext): Date {
  return new Date(ctx.now.getTime() + ctx.runtime.config.SESSION_DAYS * DAY_MS);
}

/**
 * Exchanges a refresh token for a new pair. One that was used before ends the whole session: somebody has a copy.
 * @throws Problem `credentials_invalid`
 */
export async function refreshTokens(ctx: PublicContext, refresh_token: string): Promise<Tokens> {
  const { runtime, now } = ctx;
  const next = newOpaqueToken();
  const [old_hash, token_hash] = await Promise.all([
    hashOpaqueToken(runtime.kms, "refresh", refresh_token),
    hashOpaqueToken(runtime.kms, "refresh", next),
  ]);
  const session = await transaction(runtime.db, null, async (trx) => {
    const taken = await takeRefreshToken(trx, old_hash, now);
    if (!taken) return null;
    if (taken.replayed) {
      await deleteSession(trx, taken.org_id, taken.session_id);
      await record(trx, ctx, {
        ...failure("auth.failure", { reason: "refresh_token_replayed", session_id: taken.session_id }),
        org_id: taken.org_id,
      });
      return null;
    }
    const live = await prolongSession(trx, taken.org_id, taken.session_id, now, sessionEnd(ctx));
    if (!live) return null;
    await insertRefreshToken(trx, {
      token_hash,
      org_id: taken.org_id,
      session_id: taken.session_id,
      created_at: now,
    });
    await record(trx, ctx, {
      org_id: taken.org_id,
      actor: { type: "user", id: live.user_id },
      action: "auth.refresh",
      resource: { type: "session", id: taken.session_id },
    });
    return { ...live, session_id: taken.session_id };
  });
  if (!session)
    throw new Problem("credentials_invalid", {
      detail: "The refresh token is not valid any more. Sign in again.",
    });
  const { access_token, token_type, expires_in } = await issueUserToken(
    ctx,
    session,
    runtime.config.USER_TOKEN_SECONDS,
  );
  return { access_token, token_type, expires_in, refresh_token: next };
}

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

/** Ends the token of this request, and the session behind it, on every instance at once. @throws Problem `principal_not_allowed` */
export async function revokeToken(ctx: Context): Promise<void> {
  const { principal } = ctx;
  const { token } = principal;
  if (!token) {
    throw new Problem("principal_not_allowed", {
      detail: "This is an API key, not a token: revoke it with DELETE /v1/auth/api-keys/{key_id}.",
    });
  }
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await insertRevokedToken(trx, token.jti, token.expires_at);
    if (principal.type === "user" && principal.session_id)
      await deleteSession(trx, ctx.org_id, principal.session_id);
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: principal,
      action: "auth.revoke",
      details: { jti: token.jti },
    });
  });
}
