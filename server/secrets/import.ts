// Many secrets at once, all or none. Every path is decided on before anything is sealed or stored.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { SecretImportRequest, SecretImportResponse } from "#lib/schemas/secrets.ts";
import { recordAll } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { grantFor, permittedPaths } from "#server/policies/access.ts";
import { vaultInOrg, vaultNotFound } from "#server/vaults/lookup.ts";
import { storedKek } from "#server/vaults/service.ts";
import { type Custody, custodyFor, sealIn } from "./custody.ts";
import {
  type ImportRow,
  insertImported,
  lockCustody,
  reserveVersions,
  selectExisting,
  setCurrent,
} from "./store.ts";

type Body = z.output<typeof SecretImportRequest>;
type Entry = Body["entries"][number];
type Answer = z.input<typeof SecretImportResponse>;
type Sealed = ImportRow & { client_share: string | null };

/** Calls to the KMS at once; the product itself needs the rest of the 32. */
const SEALED_AT_ONCE = 8;
const STORED_AT_ONCE = 50;
const CUSTODY_TRIES = 3;

/**
 * Stores every entry as the next version of its path, or none of them.
 * @throws Problem `path_not_granted` and as `grantFor` for the first path that may not be written; `import_conflict`, and as `custodyFor`
 */
export async function importSecrets(ctx: Context, vault_id: string, body: Body): Promise<Answer> {
  const paths = body.entries.map(({ path }) => path);
  const writable = await permittedPaths(ctx, vault_id, paths, "write");
  const refused = paths.find((path) => !writable.has(path));
  if (refused !== undefined) await grantFor(ctx, vault_id, refused, "write");
  for (let tries = 0; tries < CUSTODY_TRIES; tries++) {
    const done = await importInto(ctx, vault_id, body);
    if (done) return done;
  }
  throw new Problem("busy", { detail: "The vault's custody changes again and again. Try again shortly." });
}

/** Null when the vault takes values in another custody by now. */
async function importInto(
  ctx: Context,
  vault_id: string,
  { entries, on_conflict }: Body,
): Promise<Answer | null> {
  const { runtime, org_id } = ctx;
  const vault = await vaultInOrg(ctx, vault_id);
  const custody = custodyOf(vault, entries);
  const existing = new Map(
    (
      await selectExisting(
        runtime.db,
        org_id,
        vault_id,
        entries.map(({ path }) => path),
      )
    ).map((row) => [row.path, row]),
  );
  const taken = entries.find(({ path }) => existing.has(path));
  if (on_conflict === "fail" && taken) throw conflict(taken.path);
  const wanted = on_conflict === "skip" ? entries.filter(({ path }) => !existing.has(path)) : entries;
  const sealed = await sealAll(ctx, vault, custody, wanted, existing);
  const stored = await transaction(runtime.db, org_id, async (trx) => {
    if (!(await lockCustody(trx, org_id, vault_id, custody))) return null;
    return storeAll(trx, ctx, vault_id, sealed, on_conflict, entries.length);
  });
  if (!stored) return null;
  return {
    imported: stored.length,
    skipped: entries.length - stored.length,
    secrets: stored.map(({ path, version, client_share }) => ({
      path,
      version,
      ...(client_share && { client_share }),
    })),
  };
}

/** @throws Problem as `custodyFor`, naming the entry */
function custodyOf(vault: Parameters<typeof custodyFor>[0], entries: readonly Entry[]): Custody {
  let custody: Custody = { cmek_fingerprint: vault.cmek_fingerprint, mpc: vault.mpc_custody !== null };
  for (const [i, { value }] of entries.entries()) {
    try {
      custody = custodyFor(vault, value, {});
    } catch (error) {
      if (!(error instanceof Problem) || !error.options.fields) throw error;
      const [why = "is not valid"] = Object.values(error.options.fields);
      const field = `entries.${i}.value`;
      throw new Problem(error.code, {
        ...error.options,
        detail: `${field}: ${why}. Nothing was stored.`,
        fields: { [field]: why },
      });
    }
  }
  return custody;
}

type Known = Awaited<ReturnType<typeof selectExisting>>[number];

async function sealAll(
  ctx: Context,
  vault: { id: string; kek_version: number },
  custody: Custody,
  entries: readonly Entry[],
  existing: ReadonlyMap<string, Known>,
): Promise<Sealed[]> {
  const { runtime, org_id, now } = ctx;
  if (entries.length === 0) return [];
  const kek = await storedKek(runtime, org_id, vault.id, vault.kek_version);
  const asked = entries.map(({ path }) => ({ path, new_id: randomUUIDv7() }));
  const reserved = new Map(
    (await reserveVersions(runtime.db, org_id, vault.id, asked, now)).map((row) => [row.path, row]),
  );
  if (reserved.size < entries.length) throw vaultNotFound();
  const sealed: Sealed[] = [];
  for (let i = 0; i < entries.length; i += SEALED_AT_ONCE) {
    const some = entries.slice(i, i + SEALED_AT_ONCE).map(async (entry): Promise<Sealed> => {
      const known = existing.get(entry.path);
      const place = reserved.get(entry.path);
      if (!place) throw vaultNotFound();
      const row = {
        org_id,
        vault_id: vault.id,
        secret_id: place.id,
        path: entry.path,
        version: place.version,
        type: entry.type ?? known?.type ?? "generic",
        expires_at: entry.expires_at ? new Date(entry.expires_at) : null,
        max_access_count: entry.max_access_count ?? null,
      };
      const metadata = entry.metadata ?? (known?.metadata as Record<string, unknown> | undefined) ?? {};
      return {
        ...row,
        ...custody,
        metadata,
        kek_version: kek.version,
        ...(await sealIn(runtime.kms, kek, custody, row, entry.value)),
      };
    });
    sealed.push(...(await Promise.all(some)));
  }
  return sealed;
}

async function storeAll(
  trx: Database,
  ctx: Context,
  vault_id: string,
  sealed: readonly Sealed[],
  on_conflict: Body["on_conflict"],
  asked: number,
): Promise<Sealed[]> {
  const { org_id, principal, now } = ctx;
  const current = await setCurrent(trx, org_id, sealed, on_conflict === "new_version");
  const beaten = sealed.find(({ secret_id }) => !current.has(secret_id));
  if (on_conflict === "fail" && beaten) throw conflict(beaten.path);
  const kept = sealed.filter(({ secret_id }) => current.has(secret_id));
  const about = { org_id, actor: principal };
  for (let i = 0; i < kept.length; i += STORED_AT_ONCE) {
    const some = kept.slice(i, i + STORED_AT_ONCE);
    await insertImported(trx, some, principal, now);
    await recordAll(
      trx,
      ctx,
      some.map(({ secret_id, path, version, type }) => ({
        ...about,
        action: "secret.write",
        resource: { type: "secret", id: secret_id },
        details: { vault_id, path, version, type, by: "import" },
      })),
    );
  }
  await recordAll(trx, ctx, [
    {
      ...about,
      action: "secret.import",
      resource: { type: "vault", id: vault_id },
      details: { imported: kept.length, skipped: asked - kept.length },
    },
  ]);
  return kept;
}

function conflict(path: string): Problem {
  return new Problem("import_conflict", {
    detail: `There is a secret at ${path} already. Nothing was stored.`,
  });
}
