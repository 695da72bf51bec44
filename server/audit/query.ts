// Reads the audit log for people; never another organization's, and nothing for agents.
import type { z } from "zod";
import type { Database } from "#db/client.ts";
import type { AuditEvent, AuditEventsQuery } from "#lib/schemas/audit.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { firstIdAt } from "./decisions.ts";
import { selectEvents } from "./store.ts";

type Event = z.input<typeof AuditEvent>;
type Row = Awaited<ReturnType<typeof selectEvents>>[number];

/** How far the clocks that make an event's id and its time may be apart. */
const CLOCKS_MS = 60_000;

/** Events of the caller's organization, newest first; members see what they did themselves. */
export async function queryEvents(
  ctx: Context,
  query: z.output<typeof AuditEventsQuery>,
): Promise<{ events: Event[]; count: number }> {
  const seesAll = isOrgAdmin(ctx.principal);
  if (!seesAll && query.actor_id && query.actor_id !== ctx.principal.id) return { events: [], count: 0 };
  const rows = await selectEvents(ctx.runtime.db, {
    org_id: ctx.org_id,
    ...(query.resource_id && { resource_id: query.resource_id }),
    ...(query.action && { action: query.action }),
    ...(query.outcome && { outcome: query.outcome }),
    ...(query.from && { from: new Date(query.from), from_id: firstIdAt(Date.parse(query.from) - CLOCKS_MS) }),
    ...(query.to && { to: new Date(query.to) }),
    actor_id: seesAll ? query.actor_id : ctx.principal.id,
    before_id: readCursor(query.cursor) ?? undefined,
    limit: query.limit + 1,
    offset: query.cursor ? 0 : query.offset,
  });
  const events = nextPage(ctx, rows, query.limit, (row) => row.id).map(view);
  return { events, count: events.length };
}

/** One event as `queryEvents` shows it; null where the organization has none with this id. */
export async function findEvent(db: Database, org_id: string, id: string): Promise<Event | null> {
  const [row] = await selectEvents(db, { org_id, ids: [id], limit: 1, offset: 0 });
  return row ? view(row) : null;
}

function view(row: Row): Event {
  return {
    id: row.id,
    action: row.action,
    outcome: row.outcome as Event["outcome"],
    actor_id: row.actor_id ?? "",
    actor_type: row.actor_type,
    resource_type: row.resource_type ?? "",
    resource_id: row.resource_id ?? "",
    org_id: row.org_id,
    details: row.details as Event["details"],
    ip_address: row.ip ?? undefined,
    user_agent: row.user_agent ?? undefined,
    request_id: row.request_id ?? undefined,
    created_at: row.at.toISOString(),
    log_index: row.log_index === null ? undefined : Number(row.log_index),
    prev_event_id: row.prev_event_id ?? undefined,
    integrity_hash: row.leaf_hash?.toString("hex"),
  };
}
