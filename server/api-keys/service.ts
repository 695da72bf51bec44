// Personal API keys: shown once, stored as a MAC, ended by deleting the row.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { ApiKeyCreatedResponse, ApiKeyResponse, CreateApiKeyRequest } from "#lib/schemas/api-keys.ts";
import { record } from "#server/audit/service.ts";
import { mailApiKeyCreated } from "#server/auth/notices.ts";
import type { Context } from "#server/context.ts";
import { hashApiKey, newApiKey, parseApiKey } from "#server/crypto/api-key.ts";
import { Problem } from "#server/errors.ts";
import { deleteApiKey, insertApiKey, selectApiKeys } from "./store.ts";

type Row = Awaited<ReturnType<typeof insertApiKey>>;

/** Makes a key for the caller and shows it this once. */
export async function createApiKey(
  ctx: Context,
  body: z.output<typeof CreateApiKeyRequest>,
): Promise<z.input<typeof ApiKeyCreatedResponse>> {
  const api_key = newApiKey("1ck");
  const key_hash = await hashApiKey(ctx.runtime.kms, "1ck", api_key);
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await insertApiKey(trx, {
      id: randomUUIDv7(),
      org_id: ctx.org_id,
      user_id: ctx.principal.id,
      name: body.name,
      key_prefix: parseApiKey(api_key)?.prefix ?? "",
      key_hash,
      scopes: body.scopes ?? [],
      created_at: ctx.now,
      expires_at: body.expires_at ?? null,
    });
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "api_key.create",
      resource: { type: "api_key", id: row.id },
      details: { name: row.name, scopes: row.scopes, expires_at: row.expires_at },
    });
    await mailApiKeyCreated(trx, ctx, {
      name: row.name,
      key_prefix: row.key_prefix,
      at: row.created_at.toISOString(),
    });
    return { key: view(row, ctx.now), api_key };
  });
}

/** The caller's keys, without the keys themselves. */
export async function listApiKeys(ctx: Context): Promise<{ keys: z.input<typeof ApiKeyResponse>[] }> {
  const rows = await selectApiKeys(ctx.runtime.db, ctx.org_id, ctx.principal.id);
  return { keys: rows.map((row) => view(row, ctx.now)) };
}

/** Ends a key and every token made from it, at once. @throws Problem `api_key_not_found` */
export async function revokeApiKey(ctx: Context, key_id: string): Promise<void> {
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    const row = await deleteApiKey(trx, ctx.org_id, ctx.principal.id, key_id);
    if (!row) throw new Problem("api_key_not_found", { detail: "You have no such API key." });
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "api_key.revoke",
      resource: { type: "api_key", id: row.id },
      details: { key_prefix: row.key_prefix },
    });
  });
}

function view(row: Row, now: Date): z.input<typeof ApiKeyResponse> {
  return {
    id: row.id,
    name: row.name,
    key_prefix: row.key_prefix,
    scopes: row.scopes,
    is_active: !row.expires_at || row.expires_at > now,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString(),
    last_used_at: row.last_used_at?.toISOString(),
  };
}
