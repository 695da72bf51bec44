// Values that the server itself stores as the first version of a path, together with what they belong to.
import { randomUUIDv7 } from "node:crypto";
import type { Database } from "#db/client.ts";
import { eventWith, withEvent } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { type SecretHeader, seal } from "#server/crypto/envelope.ts";
import { vaultNotFound } from "#server/vaults/lookup.ts";
import { storedKek } from "#server/vaults/service.ts";
import { insertVersion, type NewVersion, reserveVersion } from "./store.ts";

/** A value sealed as the first version of a path that nobody else can have used, ready to be stored with something else. */
export type SealedFirstVersion = NewVersion & { path: string };

/** Seals the first version of a path made by this server itself (identity keys of a new agent). */
export async function sealFirstVersion(
  ctx: Context,
  vault: { id: string; kek_version: number },
  path: string,
  type: string,
  value: string,
): Promise<SealedFirstVersion> {
  const { runtime, org_id, principal, now } = ctx;
  const kek = await storedKek(runtime, org_id, vault.id, vault.kek_version);
  const id = randomUUIDv7();
  const header: SecretHeader = {
    org_id,
    vault_id: vault.id,
    secret_id: id,
    path,
    version: 1,
    type,
    cmek: false,
    expires_at: null,
    max_access_count: null,
  };
  const blob = await seal(runtime.kms, kek, header, Buffer.from(value, "utf8"));
  return {
    ...header,
    cmek_fingerprint: null,
    mpc: false,
    metadata: {},
    rotation_policy: null,
    kek_version: kek.version,
    blob,
    created_by: principal.id,
    created_by_type: principal.type,
    created_at: now,
  };
}

/** Stores what `sealFirstVersion` sealed, in the transaction of what it belongs to. */
export async function insertFirstVersions(
  trx: Database,
  ctx: Context,
  sealed: readonly SealedFirstVersion[],
): Promise<void> {
  for (const version of sealed) {
    const { secret_id, vault_id, path, type } = version;
    const reserved = await reserveVersion(trx, ctx.org_id, vault_id, path, secret_id, ctx.now);
    if (reserved?.id !== secret_id) throw vaultNotFound();
    const event = eventWith(ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "secret.write",
      resource: { type: "secret", id: secret_id },
      details: { vault_id, path, version: 1, type },
    });
    await withEvent(insertVersion(trx, version, event));
  }
}
