// The hot path: one value to one caller. Order is the guarantee: grant, durable event, and only then plaintext.
import type { z } from "zod";
import type { SecretResponse } from "#lib/schemas/secrets.ts";
import { append, eventWith, withEvent } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import {
  decrypt,
  IntegrityFailure,
  type SecretHeader,
  type UnwrappedDek,
  unwrapDek,
  wipe,
} from "#server/crypto/envelope.ts";
import { Problem } from "#server/errors.ts";
import { grantFor } from "#server/policies/access.ts";
import { type Grant, requireGrant } from "#server/policies/grant.ts";
import type { VersionRow } from "./prefetch.ts";
import { addressed, existing, gone, secretNotFound } from "./service.ts";
import { countAccess, selectBlob } from "./store.ts";

type Secret = z.input<typeof SecretResponse>;
type Place = { vault_id: string; path: string };
type Live = VersionRow & { secret_id: string; path: string };

/** Credentials that sign: an agent that may have transactions signed never gets to see what signs them. */
const SIGNING_TYPES = ["private_key", "ssh_key"];

/**
 * The value of a secret, counted and on the record before it leaves.
 * @param version null for the newest one that is not disabled
 * @throws Problem as `grantFor` for `read`; `key_material_protected` | `secret_not_found` | `secret_gone` | `integrity_failure` | `kms_unavailable` | `audit_unavailable`
 */
export async function readSecret(ctx: Context, place: Place, version: number | null = null): Promise<Secret> {
  const grant = await grantFor(ctx, place.vault_id, place.path, "read");
  const secret = existing((await addressed(ctx, place, version)).secret);
  const row = live(ctx, { ...requireVersion(secret.version), secret_id: secret.id, path: secret.path });
  const value = await open(ctx, grant, row);
  return {
    id: row.secret_id,
    path: row.path,
    type: row.type,
    value,
    version: row.version,
    metadata: row.metadata,
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString(),
    ...(row.cmek && { cmek_encrypted: true }),
  };
}

function requireVersion(version: VersionRow | null): VersionRow {
  if (!version) throw secretNotFound();
  return version;
}

function live(ctx: Context, row: Live): Live {
  if (
    ctx.principal.type === "agent" &&
    ctx.principal.intents_api_enabled &&
    SIGNING_TYPES.includes(row.type)
  ) {
    throw new Problem("key_material_protected", {
      detail: "Agents with the Intents API never read private keys; have the transaction signed instead.",
      audit: { path: row.path },
    });
  }
  if (row.deleted_at) throw gone("This version was deleted.");
  if (row.disabled_at) throw gone("This version is disabled.");
  if (row.expires_at && row.expires_at <= ctx.now)
    throw gone("This secret has expired. Put a new value at its path.");
  if (row.max_access_count !== null && row.access_count >= row.max_access_count) throw usedUp();
  return row;
}

function usedUp(): Problem {
  return gone("This secret has been read as often as it may be. Put a new value at its path.");
}

async function open(ctx: Context, grant: Grant, row: Live): Promise<string> {
  requireGrant(grant, { vault_id: row.kek.vault_id, path: row.path, permission: "read" });
  const header: SecretHeader = {
    org_id: row.kek.org_id,
    vault_id: row.kek.vault_id,
    secret_id: row.secret_id,
    path: row.path,
    version: row.version,
    type: row.type,
    cmek: row.cmek,
    expires_at: row.expires_at,
    max_access_count: row.max_access_count,
  };
  const blob = row.blob ?? (await selectBlob(ctx.runtime.db, ctx.org_id, row.secret_id, row.version))?.blob;
  if (!blob) throw secretNotFound();
  try {
    const unwrapping = unwrapDek(ctx.runtime.kms, () => row.kek, header, blob);
    const dek = await recorded(unwrapping, () => recordRead(ctx, grant, row), row.max_access_count !== null);
    const plaintext = decrypt(dek, header, blob);
    const value = plaintext.toString("utf8");
    plaintext.fill(0);
    return value;
  } catch (error) {
    throw error instanceof IntegrityFailure ? await reportDamage(ctx, row, error) : error;
  }
}

/**
 * The key once the read is on the record. An access that counts waits for the key, so that a key service that is away
 * uses nothing up; any other is recorded meanwhile, and a failure to open is recorded after it.
 */
async function recorded(
  unwrapping: Promise<UnwrappedDek>,
  record: () => Promise<void>,
  isCounted: boolean,
): Promise<UnwrappedDek> {
  if (isCounted) await unwrapping;
  const [opened, written] = await Promise.allSettled([unwrapping, record()]);
  if (opened.status === "rejected") throw opened.reason;
  if (written.status === "fulfilled") return opened.value;
  wipe(opened.value);
  throw written.reason;
}

async function recordRead(ctx: Context, grant: Grant, row: Live): Promise<void> {
  const event = {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "secret.read",
    resource: { type: "secret", id: row.secret_id },
    details: { vault_id: row.kek.vault_id, path: row.path, version: row.version, by: grant.fields.by },
  } as const;
  if (row.max_access_count === null) return append(ctx, event);
  const counted = await withEvent(
    countAccess(ctx.runtime.db, ctx.org_id, row.secret_id, row.version, eventWith(ctx, event)),
  );
  if (!counted) throw usedUp();
}

async function reportDamage(ctx: Context, row: Live, cause: IntegrityFailure): Promise<Problem> {
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "crypto.integrity_failure",
    resource: { type: "secret", id: row.secret_id },
    outcome: "failure",
    details: { vault_id: row.kek.vault_id, path: row.path, version: row.version },
  });
  return new Problem("integrity_failure", {
    detail: "The stored data failed its integrity check. The operator has to look at it.",
    cause,
  });
}
