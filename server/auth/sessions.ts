// Signing in, staying signed in, and ending it.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { LoginRequest, TokenResponse } from "#lib/schemas/auth.ts";
import { record } from "#server/audit/service.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import { requireAllowedHere } from "#server/security/service.ts";
import { claimShares } from "#server/sharing/service.ts";
import { requireVerified } from "./mailed-tokens.ts";
import { openChallenge } from "./mfa/challenge.ts";
import { emailKey, hashing, spendAttempt } from "./passwords.ts";
import {
  deleteSession,
  insertRefreshToken,
  insertRevokedToken,
  insertSession,
  prolongSession,
  replaceHash,
  selectUserByEmail,
  takeRefreshToken,
} from "./store.ts";
import { issueSessionToken, issueUserToken } from "./tokens.ts";

type Tokens = z.input<typeof TokenResponse>;

const DAY_MS = 86_400_000;

/**
 * Signs a person in. Wrong attempts on one account run out whatever addresses they come from.
 * @throws Problem `credentials_invalid` | `account_locked` | `rate_limited` | `email_unverified`
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
    await replaceHash(runtime.db, user, await hashing(runtime.passwords.hashPassword(body.password)));
  }
  await requireVerified(ctx, user);
  return admit(ctx, user);
}

type Admitted = { id: string; org_id: string; email_key: string; epoch: number };

/** Lets a person in whose first factor was right: with a session, or with a challenge for the second factor they have. */
export function admit(ctx: PublicContext, user: Admitted & { totp_secret: Buffer | null }): Promise<Tokens> {
  return user.totp_secret ? openChallenge(ctx, user) : openSession(ctx, user);
}

/** Opens a session and hands over shares sent to the address, once proved. `first` runs in its transaction: when it throws, there is none. */
export async function openSession(
  ctx: PublicContext,
  user: Admitted,
  first: (trx: Database) => Promise<void> = async () => {},
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
  const user_agent = ctx.user_agent?.slice(0, 256).toWellFormed() ?? null;
  await transaction(runtime.db, user.org_id, async (trx) => {
    await first(trx);
    const session = { id: session_id, org_id: user.org_id, user_id: user.id, ip: ctx.ip, user_agent };
    if (!(await insertSession(trx, session, user.epoch, now, sessionEnd(ctx)))) throw endedMeanwhile();
    await insertRefreshToken(trx, { token_hash, org_id: user.org_id, session_id, created_at: now });
    await record(trx, ctx, {
      org_id: user.org_id,
      actor: { type: "user", id: user.id },
      action: "auth.login",
      resource: { type: "session", id: session_id },
      details: { jti },
    });
  });
  await claimShares(runtime.db, user);
  return { access_token, token_type, expires_in, refresh_token };
}

function endedMeanwhile(): Problem {
  return new Problem("credentials_invalid", {
    detail: "The password or the ways to sign in were changed at this moment. Sign in again.",
  });
}

function sessionEnd(ctx: PublicContext): Date {
  return new Date(ctx.now.getTime() + ctx.runtime.settings.current().session_days * DAY_MS);
}

/**
 * Exchanges a refresh token for a new pair. One that was used before ends the whole session: somebody has a copy.
 * @throws Problem `credentials_invalid`
 */
export async function refreshTokens(ctx: PublicContext, refresh_token: string): Promise<Tokens> {
  const { runtime } = ctx;
  const next = newOpaqueToken();
  const session = await spendRefreshToken(
    ctx,
    refresh_token,
    await hashOpaqueToken(runtime.kms, "refresh", next),
  );
  const { access_token, token_type, expires_in } = await issueUserToken(
    ctx,
    session,
    runtime.config.USER_TOKEN_SECONDS,
  );
  return { access_token, token_type, expires_in, refresh_token: next };
}

/** However long it is used, a browser asks for the password again after a year. */
const BROWSER_SECONDS = 365 * 86_400;

/**
 * Spends a refresh token for the token that a browser keeps in a cookie. It stands for the session itself: good as long
 * as the session is used and not ended, without further refresh tokens.
 * @throws Problem `credentials_invalid`
 */
export async function openBrowserSession(
  ctx: PublicContext,
  refresh_token: string,
): Promise<{ session_token: string; expires_in: number }> {
  const session = await spendRefreshToken(ctx, refresh_token, null);
  return {
    session_token: await issueSessionToken(ctx, session, BROWSER_SECONDS),
    expires_in: BROWSER_SECONDS,
  };
}

/** The session of a refresh token, which is used up; `next_hash` takes its place. */
async function spendRefreshToken(ctx: PublicContext, refresh_token: string, next_hash: Buffer | null) {
  const { runtime, now } = ctx;
  const old_hash = await hashOpaqueToken(runtime.kms, "refresh", refresh_token);
  const session = await transaction(runtime.db, null, async (trx) => {
    const taken = await takeRefreshToken(trx, old_hash, now);
    if (!taken) return null;
    if (taken.replayed) {
      await deleteSession(trx, taken.org_id, taken.session_id);
      await record(trx, ctx, {
        org_id: taken.org_id,
        actor: { type: "anonymous", id: null },
        action: "auth.failure",
        outcome: "failure",
        details: { reason: "refresh_token_replayed", session_id: taken.session_id },
      });
      return null;
    }
    const live = await prolongSession(trx, taken.org_id, taken.session_id, now, sessionEnd(ctx));
    if (!live) return null;
    // Refused here the transaction is undone, and the refresh token stays good where the address is allowed.
    await requireAllowedHere(ctx, trx, { type: "user", id: live.user_id, org_id: taken.org_id });
    const { org_id, session_id } = taken;
    if (next_hash)
      await insertRefreshToken(trx, { token_hash: next_hash, org_id, session_id, created_at: now });
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
  return session;
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
