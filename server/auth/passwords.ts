// Guards accounts against guessing: what a password must be, and how often and how many at once are tried.
import { checkPassword } from "#lib/password-policy.ts";
import type { PublicContext } from "#server/context.ts";
import { PasswordPoolBusy } from "#server/crypto/password.ts";
import { Problem } from "#server/errors.ts";

/** The form of an address that makes an account unique. */
export function emailKey(email: string): string {
  return email.normalize("NFC").toLowerCase();
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
