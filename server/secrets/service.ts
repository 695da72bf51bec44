// Secrets: values at paths, in versions. A value leaves only with a grant, and after its event is durable.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
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
import { type SecretHeader, seal } from "#server/crypto/envelope.ts";
import { Problem } from "#server/errors.ts";
import { grantFor, permits, visibleFor } from "#server/policies/access.ts";
import { vaultInOrg, vaultNotFound } from "#server/vaults/lookup.ts";
import { storedKek } from "#server/vaults/service.ts";
import { generateValue } from "./generate.ts";
import type { PrefetchedSecret, SecretRow } from "./prefetch.ts";
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
 * Stores a value as the next version of the path; brings a deleted path back.
 * @throws Problem as `grantFor` for `write`
 */
export async function putSecret(
  ctx: Context,
  place: Place,
  body: z.output<typeof PutSecretRequest>,
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
  });
}

/**
 * Replaces the value by a generated one that nobody sees; type and metadata stay.
 * @throws Problem as `grantFor` for `rotate`; `secret_not_found` | `secret_gone`
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
  });
}

type NewValue = {
  value: string;
  type: string;
  metadata: Record<string, unknown>;
  /** The metadata is that of the version before. */
  is_kept: boolean;
  rotation_policy: Record<string, unknown> | null;
  expires_at: Date | null;
  max_access_count: number | null;
};

async function store(
  ctx: Context,
  place: Place,
  action: "secret.write" | "secret.rotate",
  next: NewValue,
): Promise<Created> {
  const { runtime, org_id, principal, now } = ctx;
  const vault = ctx.prefetched?.vault ?? (await vaultInOrg(ctx, place.vault_id));
  const kek = await storedKek(runtime, org_id, vault.id, vault.kek_version);
  const reserved = await reserveVersion(runtime.db, org_id, vault.id, place.path, randomUUIDv7(), now);
  if (!reserved) throw vaultNotFound();
  const { value, metadata, is_kept, rotation_policy, ...limits } = next;
  const header: SecretHeader = {
    org_id,
    vault_id: vault.id,
    secret_id: reserved.id,
    path: place.path,
    version: reserved.version,
    cmek: false,
    ...limits,
  };
  const plaintext = Buffer.from(value, "utf8");
  const blob = await seal(runtime.kms, kek, header, plaintext).finally(() => plaintext.fill(0));
  const event = eventWith(ctx, {
    org_id,
    actor: principal,
    action,
    resource: { type: "secret", id: reserved.id },
    details: { ...place, version: reserved.version, type: limits.type },
  });
  const stored = await withEvent(
    insertVersion(
      runtime.db,
      {
        secret_id: reserved.id,
        version: reserved.version,
        org_id,
        vault_id: vault.id,
        cmek: false,
        ...limits,
        metadata,
        rotation_policy,
        kek_version: kek.version,
        blob,
        created_by: principal.id,
        created_by_type: principal.type,
        created_at: now,
      },
      event,
    ),
  );
  if (!stored) throw vaultNotFound();
  // What was kept from the version before is for those who may read it.
  const isShown = !is_kept || (await permits(ctx, place.vault_id, place.path, "read"));
  return view({
    id: reserved.id,
    path: place.path,
    version: reserved.version,
    metadata: isShown ? metadata : {},
    created_at: now,
    disabled_at: null,
    ...limits,
  });
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
};

function view(row: MetadataRow): Metadata {
  return {
    id: row.id,
    path: row.path,
    type: row.type,
    version: row.version,
    metadata: row.metadata as Metadata["metadata"],
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString(),
    ...(row.disabled_at && { is_disabled: true }),
  };
}
