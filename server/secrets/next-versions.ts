// Values that the server itself replaces or ends together with what they belong to (identity keys of an agent).
import { randomUUIDv7 } from "node:crypto";
import type { Database } from "#db/client.ts";
import { eventWith, record, withEvent } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { type SecretHeader, seal } from "#server/crypto/envelope.ts";
import { vaultNotFound } from "#server/vaults/lookup.ts";
import { storedKek } from "#server/vaults/service.ts";
import type { SealedFirstVersion } from "./first-versions.ts";
import {
  disableOtherVersions,
  insertVersion,
  markSecretDeleted,
  reserveVersion,
  selectPaths,
} from "./store.ts";

/** Seals a value as the next version of a path, which is made when it is new; `replaceVersions` stores it. */
export async function sealNextVersion(
  ctx: Context,
  vault: { id: string; kek_version: number },
  path: string,
  type: string,
  value: string,
): Promise<SealedFirstVersion> {
  const { runtime, org_id, principal, now } = ctx;
  const kek = await storedKek(runtime, org_id, vault.id, vault.kek_version);
  const reserved = await reserveVersion(runtime.db, org_id, vault.id, path, randomUUIDv7(), now);
  if (!reserved) throw vaultNotFound();
  const header: SecretHeader = {
    org_id,
    vault_id: vault.id,
    secret_id: reserved.id,
    path,
    version: reserved.version,
    type,
    cmek: false,
    expires_at: null,
    max_access_count: null,
  };
  const plaintext = Buffer.from(value, "utf8");
  const blob = await seal(runtime.kms, kek, header, plaintext).finally(() => plaintext.fill(0));
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

/**
 * Stores what `sealNextVersion` sealed and disables every other version of the paths, whatever their numbers. The caller
 * lets one such transaction at a time through.
 */
export async function replaceVersions(
  trx: Database,
  ctx: Context,
  sealed: readonly SealedFirstVersion[],
): Promise<void> {
  for (const next of sealed) {
    const { secret_id, vault_id, path, version, type } = next;
    const about = {
      org_id: ctx.org_id,
      actor: ctx.principal,
      resource: { type: "secret", id: secret_id },
    };
    const event = eventWith(ctx, {
      ...about,
      action: "secret.write",
      details: { vault_id, path, version, type },
    });
    if (!(await withEvent(insertVersion(trx, next, event)))) throw vaultNotFound();
    for (const old of await disableOtherVersions(trx, ctx.org_id, secret_id, version, ctx.now))
      await record(trx, ctx, {
        ...about,
        action: "secret.version_disable",
        details: { vault_id, path, version: old },
      });
  }
}

/** Ends what is stored at the paths of a vault; paths that are not there stay so. */
export async function endSecrets(
  trx: Database,
  ctx: Context,
  vault_id: string,
  paths: readonly string[],
): Promise<void> {
  for (const { id, path } of await selectPaths(trx, ctx.org_id, vault_id, paths)) {
    if (!(await markSecretDeleted(trx, ctx.org_id, id, ctx.now))) continue;
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "secret.delete",
      resource: { type: "secret", id },
      details: { vault_id, path },
    });
  }
}
