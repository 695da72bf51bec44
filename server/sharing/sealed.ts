// Sealed shares: texts encrypted in the sender's client. The server counts who fetches them and cannot read them.
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type {
  CreateSealedShareRequest,
  OpenedSealedShareResponse,
  SealedShareListResponse,
  SealedShareResponse,
  ShareListQuery,
} from "#lib/schemas/sharing.ts";
import { nextPage } from "#server/api/pages.ts";
import { eventWith, record, withEvent } from "#server/audit/service.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { shareNotFound } from "./access.ts";
import { ended } from "./lender.ts";
import { placeOf, readPlace } from "./lists.ts";
import { CREATIONS, expiryOf, mayRevoke } from "./service.ts";
import {
  insertSealed,
  markSealedRevoked,
  type SealedItem,
  selectSealed,
  selectSealedOf,
  takeSealed,
} from "./store.ts";

type Opened = z.input<typeof OpenedSealedShareResponse>;
type Item = z.input<typeof SealedShareListResponse>["sealed_shares"][number];

/** Keeps a ciphertext for whoever will have the link. @throws Problem `validation_failed` | `rate_limited` */
export async function createSealedShare(
  ctx: Context,
  body: z.output<typeof CreateSealedShareRequest>,
): Promise<z.input<typeof SealedShareResponse>> {
  const { runtime, org_id, principal, now } = ctx;
  const expires_at = expiryOf(ctx, body.expires_at);
  await runtime.rateLimits.take("sealed_shares", org_id, CREATIONS);
  const id = randomUUID();
  const { max_access_count } = body;
  await transaction(runtime.db, org_id, async (trx) => {
    await insertSealed(trx, {
      id,
      org_id,
      created_by: principal.id,
      created_by_type: principal.type,
      ciphertext: Buffer.from(body.ciphertext, "base64"),
      kdf: body.kdf ? JSON.stringify(body.kdf) : null,
      has_passphrase: !!body.kdf,
      max_access_count,
      created_at: now,
      expires_at,
    });
    await record(trx, ctx, {
      org_id,
      actor: principal,
      action: "sealed_share.create",
      resource: { type: "sealed_share", id },
      details: { has_passphrase: !!body.kdf, max_access_count, expires_at: expires_at.toISOString() },
    });
  });
  return {
    id,
    url: `${runtime.config.PUBLIC_URL}/sealed/${id}`,
    expires_at: expires_at.toISOString(),
    max_access_count,
  };
}

/** The ciphertext, once its view is used up and on the record. @throws Problem `share_not_found` | `share_ended` */
export async function openSealedShare(ctx: PublicContext, id: string): Promise<Opened> {
  const { db } = ctx.runtime;
  const share = await selectSealed(db, id);
  if (!share || share.revoked_at) throw shareNotFound(share);
  const event = eventWith(ctx, {
    org_id: share.org_id,
    actor: { type: "anonymous", id: null },
    action: "sealed_share.open",
    resource: { type: "sealed_share", id },
    details: {},
  });
  const opened = await withEvent(takeSealed(db, share.org_id, id, ctx.now, event));
  if (!opened) throw ended(share, "This share has expired or was opened as often as it may be.", "ended");
  return {
    ciphertext: opened.ciphertext.toString("base64"),
    ...(opened.kdf && { kdf: opened.kdf as Opened["kdf"] }),
    views_left: opened.views_left,
  };
}

/** What the caller has sealed, newest first; never what is in it. */
export async function listSealedShares(
  ctx: Context,
  { limit, cursor }: z.output<typeof ShareListQuery>,
): Promise<z.input<typeof SealedShareListResponse>> {
  const rows = await selectSealedOf(ctx.runtime.db, ctx.org_id, ctx.principal, readPlace(cursor), limit + 1);
  return { sealed_shares: nextPage(ctx, rows, limit, placeOf).map((row) => shown(ctx, row)) };
}

/** Takes a sealed share back and drops its ciphertext at once. @throws Problem `share_not_found` */
export async function revokeSealedShare(ctx: Context, id: string): Promise<void> {
  const { runtime, now, principal } = ctx;
  const share = await selectSealed(runtime.db, id);
  if (!share || !mayRevoke(ctx, share)) throw shareNotFound(null);
  const isRevoked = await transaction(runtime.db, share.org_id, async (trx) => {
    if (!(await markSealedRevoked(trx, share.org_id, id, now))) return false;
    await record(trx, ctx, {
      org_id: share.org_id,
      actor: principal,
      action: "sealed_share.revoke",
      resource: { type: "sealed_share", id },
    });
    return true;
  });
  if (!isRevoked) throw shareNotFound(null);
}

function shown({ now }: Context, row: SealedItem): Item {
  return {
    id: row.id,
    access_count: row.access_count,
    max_access_count: row.max_access_count,
    has_passphrase: row.has_passphrase,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    status: statusOf(now, row),
  };
}

function statusOf(now: Date, row: SealedItem): Item["status"] {
  if (row.revoked_at) return "revoked";
  if (row.expires_at <= now) return "expired";
  return row.access_count >= row.max_access_count ? "used_up" : "active";
}
