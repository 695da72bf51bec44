// Encryption by the client: the vault knows the fingerprint of a key that the server never has.
import type { z } from "zod";
import type { CmekVersionListResponse, CmekVersionsQuery, EnableCmekRequest } from "#lib/schemas/cmek.ts";
import type { VaultResponse } from "#lib/schemas/vaults.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { append, record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { permittedPaths } from "#server/policies/access.ts";
import { changeCustody, keptVault, requireFreeCustody, setClientKey } from "#server/vaults/custody.ts";
import { vaultView } from "#server/vaults/lookup.ts";
import { selectNotUnder, selectOpenRotation, type VersionId } from "./store.ts";

type Vault = z.input<typeof VaultResponse>;

/**
 * From now on the vault takes values under this key alone; values that are there stay as they are.
 * @throws Problem as `keptVault`; `cmek_already_enabled` | `custody_unavailable`
 */
export async function enableCmek(
  ctx: Context,
  vault_id: string,
  { fingerprint }: z.output<typeof EnableCmekRequest>,
): Promise<Vault> {
  await keptVault(ctx, vault_id);
  return changeCustody(ctx, vault_id, async (trx, vault) => {
    requireFreeCustody(vault, "mpc_custody");
    if (vault.cmek_fingerprint !== null && vault.cmek_fingerprint !== fingerprint) {
      throw new Problem("cmek_already_enabled", {
        detail: `The vault is under the key with the fingerprint ${vault.cmek_fingerprint}. Rotate to change it.`,
      });
    }
    const row = await setClientKey(trx, vault, fingerprint);
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "cmek.enable",
      resource: { type: "vault", id: vault_id },
      details: { fingerprint },
    });
    return vaultView(row);
  });
}

/**
 * From now on the vault takes values as they are; those under a client's key stay under it.
 * @throws Problem as `keptVault`; `cmek_rotation_open`
 */
export async function disableCmek(ctx: Context, vault_id: string): Promise<Vault> {
  await keptVault(ctx, vault_id);
  return changeCustody(ctx, vault_id, async (trx, vault) => {
    if (await selectOpenRotation(trx, ctx.org_id, vault_id)) {
      throw new Problem("cmek_rotation_open", {
        detail: "The vault's client key is being rotated. Let it finish or abandon it first.",
      });
    }
    const row = await setClientKey(trx, vault, null);
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "cmek.disable",
      resource: { type: "vault", id: vault_id },
      details: vault.cmek_fingerprint === null ? {} : { fingerprint: vault.cmek_fingerprint },
    });
    return vaultView(row);
  });
}

/**
 * One page of the versions that are not under the key, among those the caller may read; never a value.
 * @throws Problem as `keptVault`; `audit_unavailable`
 */
export async function listCmekVersions(
  ctx: Context,
  vault_id: string,
  query: z.output<typeof CmekVersionsQuery>,
): Promise<z.input<typeof CmekVersionListResponse>> {
  await keptVault(ctx, vault_id);
  const { org_id, now } = ctx;
  const { fingerprint, limit } = query;
  const after = readVersionCursor(query.cursor);
  const found = await selectNotUnder(ctx.runtime.db, {
    org_id,
    vault_id,
    fingerprint,
    now,
    after,
    limit: limit + 1,
  });
  const page = nextPage(ctx, found, limit, versionPosition);
  const paths = page.map(({ path }) => path);
  const readable = await permittedPaths(ctx, vault_id, paths, "read");
  await append(ctx, {
    org_id,
    actor: ctx.principal,
    action: "secret.list",
    resource: { type: "vault", id: vault_id },
    details: { not_under: fingerprint },
  });
  const versions = page
    .filter(({ path }) => readable.has(path))
    .map(({ secret_id, path, version, cmek_fingerprint }) => ({
      secret_id,
      path,
      version,
      ...(cmek_fingerprint && { cmek_fingerprint }),
    }));
  return { versions };
}

const POSITION = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([1-9]\d{0,8})$/;

/** What a cursor of a list of versions carries. */
export function versionPosition({ secret_id, version }: VersionId): string {
  return `${secret_id}/${version}`;
}

/** @throws Problem `validation_failed` for a cursor of another list */
export function readVersionCursor(cursor: string | undefined): VersionId | null {
  const [, secret_id, version] = POSITION.exec(readCursor(cursor, POSITION) ?? "") ?? [];
  return secret_id && version ? { secret_id, version: Number(version) } : null;
}
