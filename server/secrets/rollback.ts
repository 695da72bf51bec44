// Takes steps back: an older version as the newest, a deletion undone. No value leaves the server for it.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { SecretCreatedResponse, SecretMetadataResponse } from "#lib/schemas/secrets.ts";
import { record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { grantFor, permits } from "#server/policies/access.ts";
import { openForWrite } from "./read.ts";
import { addressed, gone, secretNotFound, store, view } from "./service.ts";
import { selectCurrent, undeleteSecret } from "./store.ts";

type Place = { vault_id: string; path: string };

/** How long a deletion can be taken back; after that the values are destroyed. */
export const UNDELETE_MS = 30 * 86_400_000;

/**
 * Stores the value of an older version as the newest one, with its type and metadata and without its limits.
 * @param client_share the client's half of an older version in split custody, in base64
 * @throws Problem as `grantFor` for `write`; `secret_not_found` | `secret_gone`, and as `custodyFor`
 */
export async function rollBack(
  ctx: Context,
  place: Place,
  version: number,
  client_share?: string,
): Promise<z.input<typeof SecretCreatedResponse>> {
  const { row, value, cmek_fingerprint } = await openForWrite(ctx, place, version, client_share);
  return store(ctx, place, "secret.rollback", {
    value,
    type: row.type,
    metadata: row.metadata,
    is_kept: true,
    rotation_policy: null,
    expires_at: null,
    max_access_count: null,
    origin: { cmek_fingerprint },
    rolled_back_to: version,
  });
}

/**
 * Takes a deletion back within 30 days; the versions that ended with it are back, those that ended before are not.
 * @throws Problem as `grantFor` for `write`; `secret_not_found` | `secret_not_deleted` | `secret_gone`
 */
export async function undelete(ctx: Context, place: Place): Promise<z.input<typeof SecretMetadataResponse>> {
  const { runtime, org_id, principal, now } = ctx;
  await grantFor(ctx, place.vault_id, place.path, "write");
  const { secret } = await addressed(ctx, place);
  if (!secret || (!secret.version && !secret.deleted_at)) throw secretNotFound();
  if (!secret.deleted_at) throw notDeleted();
  const row = await transaction(runtime.db, org_id, async (trx) => {
    const versions = await undeleteSecret(trx, org_id, secret.id, new Date(now.getTime() - UNDELETE_MS));
    if (versions === 0) throw gone("This secret was deleted more than 30 days ago.");
    if (versions === null) throw notDeleted();
    await record(trx, ctx, {
      org_id,
      actor: principal,
      action: "secret.undelete",
      resource: { type: "secret", id: secret.id },
      details: { ...place, versions },
    });
    return selectCurrent(trx, org_id, secret.id);
  });
  const isShown = await permits(ctx, place.vault_id, place.path, "read");
  return view({ ...row, metadata: isShown ? row.metadata : {} });
}

function notDeleted(): Problem {
  return new Problem("secret_not_deleted", { detail: "This secret is not deleted." });
}
