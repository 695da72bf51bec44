// Asks again who it is before something that cannot be undone.
// Must never let an API key or a token found lying about stand for the person.
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { selectSession } from "./account/store.ts";
import { hashing, spendAttempt } from "./passwords.ts";

const RECENT_MS = 10 * 60_000;

/**
 * Passes within ten minutes of signing in, and with the account's password at any time. A refreshed session is as old as
 * its sign-in; an API key never signed in.
 * @throws Problem `reauthentication_needed` | `password_wrong` | `account_locked` | `rate_limited`
 */
export async function requireRecentProof(
  ctx: Context,
  account: { email_key: string; password_hash: string | null },
  password: string | undefined,
): Promise<void> {
  if (await signedInJustNow(ctx)) return;
  if (password === undefined || !account.password_hash) {
    throw new Problem("reauthentication_needed", {
      detail: account.password_hash
        ? "Send your `password` along, or sign in again and repeat this within ten minutes."
        : "Sign in again and repeat this within ten minutes.",
    });
  }
  await spendAttempt(ctx, account.email_key);
  const { passwords, rateLimits } = ctx.runtime;
  const verdict = await hashing(passwords.verifyPassword(account.password_hash, password));
  if (!verdict.ok) {
    throw new Problem("password_wrong", { detail: "password: is wrong.", fields: { password: "is wrong" } });
  }
  await rateLimits.reset("account", account.email_key);
}

async function signedInJustNow({ runtime, principal, now }: Context): Promise<boolean> {
  if (principal.type !== "user" || !principal.session_id) return false;
  const session = await selectSession(runtime.db, principal, principal.session_id, now);
  return session !== undefined && now.getTime() - session.created_at.getTime() <= RECENT_MS;
}
