// Tokens that are mailed to an address to prove that it is somebody's: one of a purpose at a time, each good for one use.
// Must never show by answer, time or number of mails whether an address has an account.
import { type Database, transaction } from "#db/client.ts";
import type { PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import { queueMail } from "#server/mail/service.ts";
import { replaceToken, type TokenPurpose } from "./account/store.ts";

export type Addressee = { id: string; org_id: string; email: string };

const HOUR_MS = 3_600_000;
const LINKS = {
  verify_email: { page: "verify-email", template: "verification", lives_ms: 24 * HOUR_MS },
  reset_password: { page: "reset-password", template: "password_reset", lives_ms: HOUR_MS },
} as const;
const ONE_IN_TEN_MINUTES = { burst: 1, per_second: 1 / 600 };

/** Whether this kind of mail may go to the address now; counted for addresses without an account as well. */
export async function mayMail(ctx: PublicContext, kind: string, email_key: string): Promise<boolean> {
  try {
    await ctx.runtime.rateLimits.take(`mail/${kind}`, email_key, ONE_IN_TEN_MINUTES);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === "rate_limited") return false;
    throw error;
  }
}

/** Mails a fresh link; the one mailed before for the same purpose ends. The link leads to PUBLIC_URL, whatever host was asked. */
export async function mailLink(
  trx: Database,
  ctx: PublicContext,
  purpose: TokenPurpose,
  to: Addressee,
): Promise<void> {
  const { runtime, now } = ctx;
  const { page, template, lives_ms } = LINKS[purpose];
  const token = newOpaqueToken();
  const expires_at = new Date(now.getTime() + lives_ms);
  const token_hash = await hashMailedToken(ctx, purpose, token);
  await replaceToken(trx, to, { token_hash, purpose, created_at: now, expires_at });
  await queueMail(trx, ctx, to.email, template, {
    url: `${runtime.config.PUBLIC_URL}/${page}?token=${token}`,
    expires_at: expires_at.toISOString(),
  });
}

/**
 * Lets only proved addresses through where mail is sent; others get a fresh link, once in ten minutes.
 * To be asked after the password was right: the answer tells that the account exists. @throws Problem `email_unverified`
 */
export async function requireVerified(
  ctx: PublicContext,
  user: Addressee & { email_key: string; email_verified: boolean },
): Promise<void> {
  const { config, db } = ctx.runtime;
  if (user.email_verified || !config.SMTP_URL) return;
  if (await mayMail(ctx, "verification", user.email_key))
    await transaction(db, user.org_id, (trx) => mailLink(trx, ctx, "verify_email", user));
  throw new Problem("email_unverified", {
    detail:
      "Verify your address first: open the link in the newest mail from this server. Another one is sent after ten minutes.",
    org_id: user.org_id,
    audit: { user_id: user.id },
  });
}

/** What a mailed token is looked up under. */
export function hashMailedToken(
  { runtime }: PublicContext,
  purpose: TokenPurpose,
  token: string,
): Promise<Buffer> {
  return hashOpaqueToken(runtime.kms, purpose, token);
}

/** The same refusal for a token that was used, has expired, was replaced, is for something else or never was. */
export function mailTokenInvalid(): Problem {
  return new Problem("mail_token_invalid", {
    detail:
      "This link is not valid: it was used, has expired, or a newer mail has replaced it. Ask for another one.",
  });
}
