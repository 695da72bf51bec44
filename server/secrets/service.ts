// Secrets: values at paths, in versions. A value leaves only with a grant, and after its event is durable.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import { matchesPattern } from "#lib/path-pattern.ts";
import type {
  ListSecretsQuery,
  PutSecretRequest,
  RotateSecretRequest,
  SecretCreatedResponse,
  SecretMetadataResponse,
} from "#lib/schemas/secrets.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { append, eventWith, record, withEvent } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { grantFor, permits, visibleFor } from "#server/policies/access.ts";
import { vaultInOrg, vaultNotFound } from "#server/vaults/lookup.ts";
import { storedKek } from "#server/vaults/service.ts";
import { custodyFor, type Origin, sealIn } from "./custody.ts";
import { generateValue } from "./generate.ts";
import type { PrefetchedSecret, SecretRow, VaultFacts } from "./prefetch.ts";
import {
  insertVersion,
  markSecretDeleted,
  markVersionDisabled,
  reserveVersion,
  selectAddressed,
  selectSecrets,
  selectVersions,
} from "./store.ts";

type Metadata = z.input<typeof SecretMetadataResponse>;
type Created = z.input<typeof SecretCreatedResponse>;
type Place = { vault_id: string; path: string };

const PATH_CURSOR = /^[A-Za-z0-9_/-]{1,1024}$/;

/** The facts of an address: those loaded with the principal when they are for it, else asked for now. */
export async function addressed(
  ctx: Context,
  place: Place,
  version: number | null = null,
): Promise<PrefetchedSecret> {
  const known = ctx.prefetched;
  if (known && known.vault_id === place.vault_id && known.path === place.path) return known;
  return selectAddressed(ctx.runtime.db, ctx.org_id, ctx.principal, { ...place, version });
}

/** The secret at an address. @throws Problem `secret_not_found` | `secret_gone` */
export function existing(secret: SecretRow | null): SecretRow {
  // Without a version the path was only reserved by a write that never finished.
  if (!secret || (!secret.version && !secret.deleted_at)) throw secretNotFound();
  if (secret.deleted_at) throw gone("This secret was deleted. Putting a value at its path brings it back.");
  return secret;
}

export function secretNotFound(): Problem {
  return new Problem("secret_not_found", { detail: "There is no secret at this path." });
}

export function gone(detail: string): Problem {
  return new Problem("secret_gone", { detail });
}

/**
 * Runs the statement that stores a version within a transaction of something else; false, and nothing of either, where
 * it stored nothing.
 */
export type Together = (insert: (db: Database) => Promise<boolean>) => Promise<boolean>;

/**
 * Stores a value as the next version of the path; brings a deleted path back.
 * @param cmek_fingerprint of the key that the client says the value is under
 * @param together what is done with it, or not at all
 * @throws Problem as `grantFor` for `write`, and as `custodyFor`
 */
export async function putSecret(
  ctx: Context,
  place: Place,
  body: z.output<typeof PutSecretRequest>,
  cmek_fingerprint?: string,
  together?: Together,
): Promise<Created> {
  await grantFor(ctx, place.vault_id, place.path, "write");
  const { secret } = await addressed(ctx, place);
  return store(ctx, place, "secret.write", {
    value: body.value,
    type: body.type ?? body.secret_type ?? secret?.version?.type ?? "generic",
    metadata: body.metadata ?? secret?.version?.metadata ?? {},
    is_kept: body.metadata === undefined,
    rotation_policy: body.rotation_policy ?? null,
    expires_at: body.expires_at ? new Date(body.expires_at) : null,
    max_access_count: body.max_access_count ?? null,
    origin: { cmek_fingerprint },
    ...(together && { together }),
  });
}

/**
 * Replaces the value by a generated one that nobody sees; type and metadata stay.
 * @throws Problem as `grantFor` for `rotate`; `secret_not_found` | `secret_gone` | `client_encryption_needed`
 */
export async function rotateSecret(
  ctx: Context,
  place: Place,
  body: z.output<typeof RotateSecretRequest>,
): Promise<Created> {
  await grantFor(ctx, place.vault_id, place.path, "rotate");
  const { version } = existing((await addressed(ctx, place)).secret);
  if (!version || version.disabled_at) throw gone("Every version of this secret is disabled.");
  return store(ctx, place, "secret.rotate", {
    value: generateValue(body.length, body.charset),
    type: body.type ?? version.type,
    metadata: version.metadata,
    is_kept: true,
    rotation_policy: null,
    expires_at: null,
    max_access_count: null,
    origin: { is_generated: true },
  });
}

type WriteAction = "secret.write" | "secret.rotate" | "secret.rollback";

type NewValue = {
  value: string;
  type: string;
  metadata: Record<string, unknown>;
  /** The metadata is that of the version before. */
  is_kept: boolean;
  rotation_policy: Record<string, unknown> | null;
  expires_at: Date | null;
  max_access_count: number | null;
  /** Where the value comes from, when that says something about its encryption. */
  origin?: Origin;
  /** The older version that the value comes from. */
  rolled_back_to?: number;
  /** What is stored in one transaction with it. */
  together?: Together;
};

/** Stores the value in the custody that the vault asks for when it is stored, and shows what is known about it. */
export async function store(
  ctx: Context,
  place: Place,
  action: WriteAction,
  next: NewValue,
): Promise<Created> {
  const known = ctx.prefetched?.vault?.id === place.vault_id ? ctx.prefetched.vault : null;
  for (let tries = 0; tries < CUSTODY_TRIES; tries++) {
    const vault = (tries === 0 && known) || (await vaultInOrg(ctx, place.vault_id));
    const made = await storeIn(ctx, vault, place, action, next);
    if (made) return made;
  }
  throw new Problem("busy", { detail: "The vault's custody changes again and again. Try again shortly." });
}

const CUSTODY_TRIES = 3;

/** Null when the vault is gone by now, or takes values in another custody than it did. */
async function storeIn(
  ctx: Context,
  vault: Pick<VaultFacts, "id" | "kek_version" | "cmek_fingerprint" | "mpc_custody">,
  place: Place,
  action: WriteAction,
  next: NewValue,
): Promise<Created | null> {
  const { runtime, org_id, principal, now } = ctx;
  const { value, metadata, is_kept, rotation_policy, origin, rolled_back_to, together, ...limits } = next;
  const custody = custodyFor(vault, value, origin ?? {});
  const kek = await storedKek(runtime, org_id, vault.id, vault.kek_version);
  const reserved = await reserveVersion(runtime.db, org_id, vault.id, place.path, randomUUIDv7(), now);
  if (!reserved) throw vaultNotFound();
  const row = {
    org_id,
    vault_id: vault.id,
    secret_id: reserved.id,
    path: place.path,
    version: reserved.version,
    ...limits,
  };
  const { blob, client_share } = await sealIn(runtime.kms, kek, custody, row, value);
  const event = eventWith(ctx, {
    org_id,
    actor: principal,
    action,
    resource: { type: "secret", id: reserved.id },
    details: {
      ...place,
      version: reserved.version,
      type: limits.type,
      ...(rolled_back_to !== undefined && { rolled_back_to }),
    },
  });
  const version = {
    ...row,
    ...custody,
    metadata,
    rotation_policy,
    kek_version: kek.version,
    blob,
    created_by: principal.id,
    created_by_type: principal.type,
    created_at: now,
  };
  const insert = (db: Database) => withEvent(insertVersion(db, version, event));
  if (!(await (together ? together(insert) : insert(runtime.db)))) return null;
  // What was kept from the version before is for those who may read it.
  const isShown = !is_kept || (await permits(ctx, place.vault_id, place.path, "read"));
  return {
    ...view({ ...version, id: reserved.id, metadata: isShown ? metadata : {}, disabled_at: null }),
    ...(client_share && { client_share }),
  };
}

/** One page of the paths the caller may read, with metadata and never a value. @throws Problem as `visibleFor` */
export async function listSecrets(
  ctx: Context,
  vault_id: string,
  query: z.output<typeof ListSecretsQuery>,
): Promise<{ secrets: Metadata[] }> {
  const visible = await visibleFor(ctx, vault_id);
  const after = readCursor(query.cursor, PATH_CURSOR);
  const prefix = query.prefix ?? "";
  const rows = await selectSecrets(ctx.runtime.db, {
    org_id: ctx.org_id,
    vault_id,
    visible,
    prefix,
    after,
    limit: query.limit + 1,
  });
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "secret.list",
    resource: { type: "vault", id: vault_id },
    details: { ...(prefix && { prefix }) },
  });
  // The WHERE clause is a translation of the patterns; the engine itself has the last word.
  const matches = (patterns: string[] | null, path: string) =>
    patterns === null || patterns.some((pattern) => matchesPattern(pattern, path));
  const allowed = rows.filter(
    (row) => matches(visible.patterns, row.path) && matches(visible.within, row.path),
  );
  return { secrets: nextPage(ctx, allowed, query.limit, (row) => row.path).map(view) };
}

/** The versions of a secret that were not deleted, newest first. @throws Problem as `grantFor` for `read`; `secret_not_found` | `secret_gone` */
export async function listVersions(ctx: Context, place: Place): Promise<{ versions: Metadata[] }> {
  await grantFor(ctx, place.vault_id, place.path, "read");
  const secret = existing((await addressed(ctx, place)).secret);
  const rows = await selectVersions(ctx.runtime.db, ctx.org_id, secret.id);
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "secret.versions",
    resource: { type: "secret", id: secret.id },
    details: place,
  });
  return { versions: rows.map(view) };
}

/** Ends a secret with all its versions. @throws Problem as `grantFor` for `delete`; `secret_not_found` | `secret_gone` */
export async function deleteSecret(ctx: Context, place: Place): Promise<void> {
  await grantFor(ctx, place.vault_id, place.path, "delete");
  const secret = existing((await addressed(ctx, place)).secret);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await markSecretDeleted(trx, ctx.org_id, secret.id, ctx.now)))
      throw gone("This secret was deleted already.");
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "secret.delete",
      resource: { type: "secret", id: secret.id },
      details: place,
    });
  });
}

/** Makes one version unreadable for good; the newest one left becomes the current one. @throws Problem as `grantFor` for `write`; `secret_not_found` | `secret_gone` */
export async function disableVersion(ctx: Context, place: Place, version: number): Promise<void> {
  await grantFor(ctx, place.vault_id, place.path, "write");
  const secret = existing((await addressed(ctx, place, version)).secret);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await markVersionDisabled(trx, ctx.org_id, secret.id, version, ctx.now))) throw secretNotFound();
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "secret.version_disable",
      resource: { type: "secret", id: secret.id },
      details: { ...place, version },
    });
  });
}

type MetadataRow = {
  id: string;
  path: string;
  type: string;
  version: number;
  metadata: unknown;
  created_at: Date;
  expires_at: Date | null;
  disabled_at: Date | null;
  max_access_count: number | null;
  access_count?: number;
  created_by: string;
  created_by_type: string;
};

/** What is known about a version, as it is shown. */
export function view(row: MetadataRow): Metadata {
  return {
    id: row.id,
    path: row.path,
    type: row.type,
    version: row.version,
    metadata: row.metadata as Metadata["metadata"],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString(),
    ...(row.disabled_at && { is_disabled: true }),
    ...(row.max_access_count !== null && {
      max_access_count: row.max_access_count,
      access_count: row.access_count ?? 0,
    }),
    created_by: row.created_by,
    created_by_type: row.created_by_type as Metadata["created_by_type"],
  };
}
