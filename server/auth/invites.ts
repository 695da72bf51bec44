// Makes invitations to sign up, for servers with SIGNUP=invite.
import { transaction } from "#db/client.ts";
import { record, SYSTEM_ORG } from "#server/audit/service.ts";
import { hashOpaqueToken, newOpaqueToken } from "#server/crypto/opaque-token.ts";
import type { Runtime } from "#server/runtime.ts";
import { emailKey } from "./passwords.ts";
import { insertInvite } from "./store.ts";

const INVITE_MS = 7 * 86_400_000;

/** A token for one sign-up within 7 days, by the holder of `email` alone or, with null, by whoever has the token. */
export async function makeInvite(
  runtime: Runtime,
  email: string | null,
): Promise<{ token: string; expires_at: Date }> {
  const token = newOpaqueToken();
  const created_at = runtime.clock.now();
  const expires_at = new Date(created_at.getTime() + INVITE_MS);
  const token_hash = await hashOpaqueToken(runtime.kms, "invite", token);
  await transaction(runtime.db, null, async (trx) => {
    await insertInvite(trx, { token_hash, email: email && emailKey(email), created_at, expires_at });
    await record(trx, null, {
      org_id: SYSTEM_ORG,
      actor: { type: "system", id: null },
      action: "invite.create",
      resource: { type: "invite", id: null },
      details: { for_one_address: email !== null, expires_at: expires_at.toISOString() },
    });
  });
  return { token, expires_at };
}
