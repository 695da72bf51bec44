// Lists of shares: those the caller made, and those that are for him. They never show a value.
import type { z } from "zod";
import type { SHARE_STATUSES, ShareListQuery, ShareListResponse } from "#lib/schemas/sharing.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import type { Context } from "#server/context.ts";
import { type ShareItem, selectInbound, selectOutbound } from "./store.ts";

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/;

type Page = z.output<typeof ShareListQuery>;
type Item = z.input<typeof ShareListResponse>["shares"][number];
type ShareList = z.input<typeof ShareListResponse>;

/** What the caller has shared, newest first, ended shares included. */
export async function listOutbound(ctx: Context, { limit, cursor }: Page): Promise<ShareList> {
  const { runtime, org_id, principal } = ctx;
  const rows = await selectOutbound(runtime.db, org_id, principal, readPlace(cursor), limit + 1);
  return { shares: nextPage(ctx, rows, limit, placeOf).map((row) => shown(ctx, row)) };
}

/** What was shared with the caller by anybody, newest first, without what was taken back or declined. */
export async function listInbound(ctx: Context, { limit, cursor }: Page): Promise<ShareList> {
  const rows = await selectInbound(ctx.runtime.db, ctx.principal, readPlace(cursor), limit + 1);
  return { shares: nextPage(ctx, rows, limit, placeOf).map((row) => shown(ctx, row)) };
}

/** Where a page of shares ends, for its cursor. */
export function placeOf(row: { created_at: Date; id: string }): string {
  return `${row.created_at.toISOString()}_${row.id}`;
}

/** @throws Problem `validation_failed` */
export function readPlace(cursor: string | undefined): { at: Date; id: string } | null {
  const [at, id] = readCursor(cursor, CURSOR)?.split("_") ?? [];
  return at && id ? { at: new Date(at), id } : null;
}

function shown(ctx: Context, row: ShareItem): Item {
  const isAddressed = row.recipient_type === "user" || row.recipient_type === "agent";
  return {
    id: row.id,
    secret_path: row.path,
    recipient_type: row.recipient_type,
    // Who is behind an address is not told to those who sent to it.
    ...(isAddressed && row.recipient_id && { recipient_id: row.recipient_id }),
    ...(row.email && { recipient_email: row.email }),
    access_count: row.access_count,
    max_access_count: row.max_access_count,
    ...(row.last_access_at && { last_access_at: row.last_access_at.toISOString() }),
    ...(row.shared_by && { shared_by: row.shared_by }),
    expires_at: row.expires_at.toISOString(),
    created_at: row.created_at.toISOString(),
    is_expired: row.expires_at <= ctx.now,
    is_accepted: row.accepted_at !== null && row.declined_at === null,
    status: statusOf(ctx, row),
  };
}

function statusOf({ now }: Context, row: ShareItem): (typeof SHARE_STATUSES)[number] {
  if (row.revoked_at) return "revoked";
  if (row.declined_at) return "declined";
  if (row.expires_at <= now) return "expired";
  if (row.access_count >= row.max_access_count) return "used_up";
  return row.accepted_at || row.recipient_type === "anyone_with_link" ? "active" : "pending";
}
