// Mails that tell a person what happened to the account, in the transaction in which it happened.
import type { Database } from "#db/client.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { queueMail } from "#server/mail/service.ts";
import type { Templates } from "#server/mail/templates.ts";
import { selectUser } from "./store.ts";

/** Greets a new account with the way to it. */
export function mailWelcome(
  trx: Database,
  ctx: PublicContext,
  { email, display_name }: { email: string; display_name: string },
): Promise<void> {
  return queueMail(trx, ctx, email, "welcome", { display_name, url: ctx.runtime.config.PUBLIC_URL });
}

/** Tells the owner of an address that somebody tried to open a second account for it. */
export function mailSignupAttempt(trx: Database, ctx: PublicContext, email: string): Promise<void> {
  const { ip, runtime } = ctx;
  return queueMail(trx, ctx, email, "signup_attempt", { url: runtime.config.PUBLIC_URL, ip });
}

/** Tells that the password is another one now; where it came from helps an owner who did not do it. */
export function mailPasswordChanged(
  trx: Database,
  ctx: PublicContext,
  { email }: { email: string },
): Promise<void> {
  return queueMail(trx, ctx, email, "password_changed", { at: ctx.now.toISOString(), ip: ctx.ip });
}

/** Tells the caller that a key was made with the account. */
export async function mailApiKeyCreated(
  trx: Database,
  ctx: Context,
  key: Templates["api_key_created"],
): Promise<void> {
  const user = await selectUser(trx, ctx.org_id, ctx.principal.id);
  if (user) await queueMail(trx, ctx, user.email, "api_key_created", key);
}
