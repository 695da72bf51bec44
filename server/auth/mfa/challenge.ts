// The step between a right password and a session, for people with a second factor.
// A challenge's token must never be good for anything but its one code.
import { transaction } from "#db/client.ts";
import { record } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import { insertChallenge } from "./store.ts";

const CHALLENGE_SECONDS = 300;

export type Challenge = {
  mfa_required: true;
  mfa_token: string;
  access_token: "";
  token_type: "Bearer";
  expires_in: number;
};

/** A challenge of 5 minutes; it ends with the person's epoch. */
export async function openChallenge(
  ctx: PublicContext,
  user: { id: string; org_id: string; epoch: number },
): Promise<Challenge> {
  const { runtime, now } = ctx;
  const mfa_token = newOpaqueToken();
  const token_hash = await hashChallenge(ctx, mfa_token);
  await transaction(runtime.db, user.org_id, async (trx) => {
    await insertChallenge(trx, {
      token_hash,
      org_id: user.org_id,
      user_id: user.id,
      epoch: user.epoch,
      created_at: now,
      expires_at: new Date(now.getTime() + CHALLENGE_SECONDS * 1000),
    });
    await record(trx, ctx, {
      org_id: user.org_id,
      actor: { type: "user", id: user.id },
      action: "auth.mfa_challenge",
      resource: { type: "user", id: user.id },
    });
  });
  return {
    mfa_required: true,
    mfa_token,
    access_token: "",
    token_type: "Bearer",
    expires_in: CHALLENGE_SECONDS,
  };
}

/** What a challenge is looked up under. */
export function hashChallenge({ runtime }: PublicContext, mfa_token: string): Promise<Buffer> {
  return hashOpaqueToken(runtime.kms, "mfa", mfa_token);
}
