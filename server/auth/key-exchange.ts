// Exchanges personal API keys for short-lived tokens.
import type { z } from "zod";
import type { TokenResponse } from "#lib/schemas/auth.ts";
import { append } from "#server/audit/service.ts";
import type { PublicContext } from "#server/context.ts";
import { hashApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { Problem } from "#server/errors.ts";
import { loadUserByKey } from "./store.ts";
import { issueUserToken } from "./tokens.ts";

type Tokens = z.input<typeof TokenResponse>;

/** Exchanges a personal API key for a token with the key's scopes. @throws Problem `credentials_invalid` */
export async function exchangeApiKey(ctx: PublicContext, api_key: string): Promise<Tokens> {
  const { runtime, now } = ctx;
  const row = await loadUserByKey(runtime.query, await hashApiKey(runtime.kms, "1ck", api_key), null);
  const usable =
    parseApiKey(api_key)?.kind === "1ck" && row?.key_id && (!row.key_expires_at || row.key_expires_at > now);
  if (!row?.key_id || !usable) {
    throw new Problem("credentials_invalid", { detail: "This API key is wrong, revoked or has expired." });
  }
  const issued = await issueUserToken(
    ctx,
    {
      user_id: row.id,
      org_id: row.org_id,
      epoch: row.epoch,
      api_key_id: row.key_id,
      scopes: row.key_scopes ?? [],
    },
    runtime.config.USER_TOKEN_SECONDS,
  );
  await append(ctx, {
    org_id: row.org_id,
    actor: { type: "user", id: row.id },
    action: "auth.api_key_token",
    resource: { type: "api_key", id: row.key_id },
    details: { jti: issued.jti },
  });
  const { access_token, token_type, expires_in } = issued;
  return { access_token, token_type, expires_in };
}
