// The hot path: one value to one caller. Order is the guarantee: grant, durable event, and only then plaintext.
import type { z } from "zod";
import type { Database } from "#db/client.ts";
import type { SecretResponse } from "#lib/schemas/secrets.ts";
import { type Actor, append, type EventInput, eventWith, record, withEvent } from "#server/audit/service.ts";
import type { Context, Principal } from "#server/context.ts";
import {
  decrypt,
  IntegrityFailure,
  type SecretHeader,
  type UnwrappedDek,
  unwrapDek,
  wipe,
} from "#server/crypto/envelope.ts";
import { joinShares, openJoined, wipeJoined } from "#server/crypto/mpc.ts";
import { Problem } from "#server/errors.ts";
import { grantFor } from "#server/policies/access.ts";
import { type Grant, requireGrant } from "#server/policies/grant.ts";
import { storedKek } from "#server/vaults/service.ts";
import type { VersionRow } from "./prefetch.ts";
import { addressed, existing, gone, secretNotFound } from "./service.ts";
import { countAccess, selectBlob } from "./store.ts";

type Secret = z.input<typeof SecretResponse>;
type Place = { vault_id: string; path: string };
type Live = VersionRow & { secret_id: string; path: string };

/** A version that the caller may read now, with the proof of it. */
export type Readable = { grant: Grant; row: Live };

type Reading = {
  actor: Actor;
  is_counted: boolean;
  record: () => Promise<void>;
  /** The client's half of a value in split custody, in base64. */
  client_share?: string | undefined;
};

/** Credentials that sign: an agent that may have transactions signed never gets to see what signs them. */
const SIGNING_TYPES = ["private_key", "ssh_key"];

/**
 * The value of a secret, counted and on the record before it leaves.
 * @param version null for the newest one that is not disabled
 * @param client_share the client's half of a value in split custody, in base64
 * @throws Problem as `grantFor` for `read`; `key_material_protected` | `secret_not_found` | `secret_gone` | `client_share_missing` | `client_share_wrong` | `integrity_failure` | `kms_unavailable` | `audit_unavailable`
 */
export async function readSecret(
  ctx: Context,
  place: Place,
  version: number | null = null,
  client_share?: string,
): Promise<Secret> {
  const found = await readable(ctx, place, version);
  const { grant, row } = found;
  const value = await open(ctx, found, {
    actor: ctx.principal,
    is_counted: row.max_access_count !== null,
    record: () => recordRead(ctx, grant, row),
    client_share,
  });
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

/**
 * Whether and what the caller may read at a path now; the value stays closed.
 * @param through the share through which it is read, if any
 * @throws Problem as `readSecret`, before anything was opened
 */
export async function readable(
  ctx: Context,
  place: Place,
  version: number | null,
  through?: string,
): Promise<Readable> {
  const grant = await grantFor(ctx, place.vault_id, place.path, "read", through);
  const secret = existing((await addressed(ctx, place, version)).secret);
  const row = live(ctx, { ...requireVersion(secret.version), secret_id: secret.id, path: secret.path });
  return { grant, row };
}

/**
 * The value for somebody to whom the caller's right to read was lent, once `record` has counted it and put it on the
 * record; `record` runs after the key was unwrapped, so that a key service that is away uses nothing up.
 * @throws what `record` throws; Problem `integrity_failure` | `kms_unavailable`
 */
export function openLent(
  ctx: Context,
  found: Readable,
  borrower: Actor,
  record: () => Promise<void>,
): Promise<string> {
  return open(ctx, found, { actor: borrower, is_counted: true, record });
}

/** Counts and records the read of a lent value in the transaction that counts the loan. @throws Problem `secret_gone` */
export async function recordLent(
  trx: Database,
  ctx: Context,
  { grant, row }: Readable,
  borrower: Actor,
): Promise<void> {
  const event = readEvent(ctx, grant, row, borrower);
  if (row.max_access_count === null) await record(trx, ctx, event);
  else await countedRead(trx, ctx, row, event);
}

/**
 * The value of a stored version for a write that keeps it inside the server, with the client's key it is under.
 * @throws Problem as `grantFor` for `write`, and as `readSecret`
 */
export async function openForWrite(
  ctx: Context,
  place: Place,
  version: number,
  client_share?: string,
): Promise<{ row: Live; value: string; cmek_fingerprint: string | null }> {
  const grant = await grantFor(ctx, place.vault_id, place.path, "write");
  const secret = existing((await addressed(ctx, place, version)).secret);
  const row = notEnded(ctx, { ...requireVersion(secret.version), secret_id: secret.id, path: secret.path });
  // Nobody gets to see it, so it is no read; the write is on the record.
  const reading = { actor: ctx.principal, is_counted: false, record: async () => {}, client_share };
  return { row, ...(await openUnder("write", ctx, { grant, row }, reading)) };
}

function requireVersion(version: VersionRow | null): VersionRow {
  if (!version) throw secretNotFound();
  return version;
}

/** @throws Problem `key_material_protected` for what signs, to an agent that has its transactions signed */
export function requireNoSigner(principal: Principal, { type, path }: Pick<Live, "type" | "path">): void {
  if (principal.type === "agent" && principal.intents_api_enabled && SIGNING_TYPES.includes(type)) {
    throw new Problem("key_material_protected", {
      detail: "Agents with the Intents API never read private keys; have the transaction signed instead.",
      audit: { path },
    });
  }
}

function live(ctx: Context, row: Live): Live {
  requireNoSigner(ctx.principal, row);
  return notEnded(ctx, row);
}

/** @throws Problem `secret_gone` for a version that was ended, or ended by itself */
function notEnded(ctx: Context, row: Live): Live {
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

async function open(ctx: Context, found: Readable, reading: Reading): Promise<string> {
  const { value, cmek_fingerprint } = await openUnder("read", ctx, found, reading);
  if (cmek_fingerprint) ctx.headers.set("x-cmek-fingerprint", cmek_fingerprint);
  return value;
}

async function openUnder(
  permission: "read" | "write",
  ctx: Context,
  { grant, row }: Readable,
  reading: Reading,
): Promise<{ value: string; cmek_fingerprint: string | null }> {
  requireGrant(grant, { vault_id: row.kek.vault_id, path: row.path, permission });
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
  if (row.mpc) {
    header.mpc = true;
    if (reading.client_share === undefined) throw shareMissing();
  }
  const { blob, kek, cmek_fingerprint } = row.blob ? { ...row, blob: row.blob } : await large(ctx, row);
  const unwrapping = () => unwrapDek(ctx.runtime.kms, () => kek, header, blob);
  try {
    const plaintext = row.mpc
      ? await openSplit(decrypt(await unwrapping(), header, blob), header, reading)
      : decrypt(await recorded(unwrapping(), reading.record, reading.is_counted), header, blob);
    const value = plaintext.toString("utf8");
    plaintext.fill(0);
    return { value, cmek_fingerprint };
  } catch (error) {
    throw error instanceof IntegrityFailure ? await reportDamage(ctx, row, reading.actor, error) : error;
  }
}

/** A value too large to be loaded before the grant was known; a rotation may have put it under other keys since. */
async function large(
  ctx: Context,
  row: Live,
): Promise<Pick<Live, "kek" | "cmek_fingerprint"> & { blob: Buffer }> {
  const { runtime, org_id } = ctx;
  const found = await selectBlob(runtime.db, org_id, row.secret_id, row.version);
  if (!found) throw secretNotFound();
  const { blob, kek_version, cmek_fingerprint } = found;
  const isSame = kek_version === row.kek.version;
  const kek = isSame ? row.kek : await storedKek(runtime, org_id, row.kek.vault_id, kek_version);
  return { blob, kek, cmek_fingerprint };
}

function shareMissing(): Problem {
  return new Problem("client_share_missing", {
    detail:
      "This value is in split custody: send the `client_share` that its write answered as `x-client-share`.",
  });
}

/** Opens a split value with the client's half. A half that is wrong is no access and uses nothing up. */
async function openSplit(stored: Buffer, header: SecretHeader, reading: Reading): Promise<Buffer> {
  try {
    const joined = joinShares(header, stored, Buffer.from(reading.client_share ?? "", "base64"));
    if (!joined) {
      throw new Problem("client_share_wrong", {
        detail: "The share in `x-client-share` is not the one of this version.",
        audit: { path: header.path, version: header.version },
      });
    }
    try {
      await reading.record();
      return openJoined(joined);
    } finally {
      wipeJoined(joined);
    }
  } finally {
    stored.fill(0);
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
  const event = readEvent(ctx, grant, row, ctx.principal);
  if (row.max_access_count === null) return append(ctx, event);
  await countedRead(ctx.runtime.db, ctx, row, event);
}

async function countedRead(db: Database, ctx: Context, row: Live, event: EventInput): Promise<void> {
  const counted = await withEvent(
    countAccess(db, ctx.org_id, row.secret_id, row.version, eventWith(ctx, event)),
  );
  if (!counted) throw usedUp();
}

function readEvent(ctx: Context, grant: Grant, row: Live, actor: Actor): EventInput {
  return {
    org_id: ctx.org_id,
    actor,
    action: "secret.read",
    resource: { type: "secret", id: row.secret_id },
    details: { vault_id: row.kek.vault_id, path: row.path, version: row.version, by: grant.fields.by },
  };
}

async function reportDamage(
  ctx: Context,
  row: Live,
  actor: Actor,
  cause: IntegrityFailure,
): Promise<Problem> {
  await append(ctx, {
    org_id: ctx.org_id,
    actor,
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
