// Proves that an address is its account's: where mail is sent, nobody signs in with a password before.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { TokenResponse, VerifyEmailRequest } from "#lib/schemas/auth.ts";
import { record } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { takeToken } from "./account/store.ts";
import { hashMailedToken, mailTokenInvalid } from "./mailed-tokens.ts";
import { mailWelcome } from "./notices.ts";
import { admit } from "./sessions.ts";
import { updateUser } from "./store.ts";

/**
 * Uses a mailed token up, marks the address as proved and signs in, or asks for the second factor.
 * @throws Problem `mail_token_invalid`
 */
export async function verifyEmail(
  ctx: PublicContext,
  { token }: z.output<typeof VerifyEmailRequest>,
): Promise<z.input<typeof TokenResponse>> {
  const { runtime, now } = ctx;
  const token_hash = await hashMailedToken(ctx, "verify_email", token);
  const user = await transaction(runtime.db, null, async (trx) => {
    const found = await takeToken(trx, "verify_email", token_hash, now);
    if (!found) throw mailTokenInvalid();
    await updateUser(trx, found.org_id, found.id, { email_verified: true });
    await record(trx, ctx, {
      org_id: found.org_id,
      actor: { type: "user", id: found.id },
      action: "auth.verify_email",
      resource: { type: "user", id: found.id },
    });
    if (!found.email_verified) await mailWelcome(trx, ctx, found);
    return { ...found, email_verified: true };
  });
  return admit(ctx, user);
}
