// Opens accounts. The answer never tells whether an address has one already.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { SignupRequest, SignupResponse } from "#lib/schemas/auth.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { hashOpaqueToken } from "#server/crypto/opaque-token.ts";
import { Problem } from "#server/errors.ts";
import { emailKey, hashing, requireSuitable } from "./passwords.ts";
import { insertOrganization, insertUser, isFirstUser, selectUserByEmail, takeInvite } from "./store.ts";

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
      await record(trx, ctx, {
        org_id: SYSTEM_ORG,
        actor: { type: "anonymous", id: null },
        action: "auth.signup",
        outcome: "failure",
        details: { reason: "account_exists" },
      });
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
