// A forgotten password: a link to the address on record, and a new password against it.
// Must never tell whether an address has an account, and must never sign anybody in.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type {
  ForgotPasswordRequest,
  ForgotPasswordResponse,
  ResetPasswordRequest,
} from "#lib/schemas/auth.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import {
  endSessions,
  holderOfToken,
  lockUserByEmail,
  takeToken,
  undone,
  voidCredentials,
} from "./account/store.ts";
import { type Addressee, hashMailedToken, mailLink, mailTokenInvalid, mayMail } from "./mailed-tokens.ts";
import { mailPasswordChanged } from "./notices.ts";
import { emailKey, hashing, requireSuitable } from "./passwords.ts";
import { updateUser } from "./store.ts";

type Message = z.input<typeof ForgotPasswordResponse>;

/** Stands in for the account that an address does not have, so that the work is the same. */
const NOBODY: Addressee = {
  id: "00000000-0000-0000-0000-000000000000",
  org_id: SYSTEM_ORG,
  email: "nobody@invalid",
};

/** Mails a link to the owner of an account with a password, once in ten minutes; answers and costs the same for any address. */
export async function forgotPassword(
  ctx: PublicContext,
  { email }: z.output<typeof ForgotPasswordRequest>,
): Promise<Message> {
  const { runtime } = ctx;
  const key = emailKey(email);
  const may_mail = await mayMail(ctx, "password_reset", key);
  await transaction(runtime.db, null, async (trx) => {
    const user = await lockUserByEmail(trx, key);
    const mailed = user?.password_hash && may_mail ? user : null;
    if (mailed) await mailLink(trx, ctx, "reset_password", mailed);
    else await undone(trx, () => mailLink(trx, ctx, "reset_password", NOBODY));
    await record(trx, ctx, {
      org_id: user?.org_id ?? SYSTEM_ORG,
      actor: { type: "anonymous", id: null },
      action: "auth.reset_request",
      resource: { type: "user", id: user?.id ?? null },
      details: { mailed: mailed !== null },
    });
  });
  return {
    message: runtime.config.SMTP_URL
      ? "If this address has an account with a password, a mail with a link is on its way. It is good for one hour."
      : "If this address has an account with a password, a link was made for it. This server sends no mail: ask its operator.",
  };
}

/**
 * Sets a new password against a mailed token, which also proves the address. Ends every session and refresh token;
 * API keys stay, unless the address had never been proved before.
 * @throws Problem `mail_token_invalid` | `password_unsuitable` (the token stays good) | `rate_limited`
 */
export async function resetPassword(
  ctx: PublicContext,
  { token, new_password }: z.output<typeof ResetPasswordRequest>,
): Promise<Message> {
  const { runtime, now } = ctx;
  const token_hash = await hashMailedToken(ctx, "reset_password", token);
  const holder = await holderOfToken(runtime.db, "reset_password", token_hash, now);
  if (!holder) throw mailTokenInvalid();
  requireSuitable(new_password, holder.email, "new_password");
  const password_hash = await hashing(runtime.passwords.hashPassword(new_password));
  const email_key = await transaction(runtime.db, null, async (trx) => {
    const user = await takeToken(trx, "reset_password", token_hash, now);
    if (!user) throw mailTokenInvalid();
    if (user.email_verified) await endSessions(trx, user);
    else await voidCredentials(trx, user);
    await updateUser(trx, user.org_id, user.id, { password_hash, email_verified: true });
    await record(trx, ctx, {
      org_id: user.org_id,
      actor: { type: "user", id: user.id },
      action: "auth.password_reset",
      resource: { type: "user", id: user.id },
      details: { api_keys_ended: !user.email_verified },
    });
    await mailPasswordChanged(trx, ctx, user);
    return user.email_key;
  });
  await runtime.rateLimits.reset("account", email_key);
  return { message: "Your password is changed and every session has ended. Sign in with the new one." };
}
