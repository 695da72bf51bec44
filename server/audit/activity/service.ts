// What happened day by day, for people; the same that the audit log would show them, counted.
import type { z } from "zod";
import type { Database } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import type { AuditActivity, AuditActivityQuery } from "#lib/schemas/audit.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { type DayRow, selectActivity, selectLastReads } from "./store.ts";

const DAY_MS = 86_400_000;
const AGENTS = 50;
const VAULTS = 1_000;

const WRITES: readonly AuditAction[] = [
  "secret.write",
  "secret.rotate",
  "secret.delete",
  "secret.version_disable",
  "secret.rollback",
  "secret.undelete",
  "secret.import",
];

/** Counts of the caller's organization, a row for every one of the days; members see what they did themselves. */
export async function activity(
  ctx: Context,
  { days }: z.output<typeof AuditActivityQuery>,
): Promise<z.input<typeof AuditActivity>> {
  const today = Date.parse(dayOf(ctx.now.getTime()));
  const all = Array.from({ length: days }, (_, i) => dayOf(today - (days - 1 - i) * DAY_MS));
  const found = await selectActivity(ctx.runtime.db, {
    org_id: ctx.org_id,
    actor_id: isOrgAdmin(ctx.principal) ? null : ctx.principal.id,
    from: all[0] ?? dayOf(today),
    writes: WRITES,
    agents: AGENTS,
    vaults: VAULTS,
  });
  const counted = new Map(found.days.map((row) => [row.day, row]));
  return {
    days: all.map((day) => counted.get(day) ?? nothingOn(day)),
    agents: found.agents.map((row) => ({ ...row, last_at: utc(row.last_at) })),
    vaults: found.vaults.map((row) => ({ ...row, last_read_at: utc(row.last_read_at) })),
  };
}

/** When each of the vaults was last read, by anybody; those that never were are left out. */
export async function lastReads(
  db: Database,
  org_id: string,
  vault_ids: readonly string[],
): Promise<Map<string, Date>> {
  if (vault_ids.length === 0) return new Map();
  const rows = await selectLastReads(db, org_id, vault_ids);
  return new Map(rows.map(({ vault_id, last_read_at }) => [vault_id, last_read_at]));
}

function nothingOn(day: string): DayRow {
  return { day, reads: 0, writes: 0, other: 0, denied: 0 };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

// The database writes times inside JSON with the offset of its session.
function utc(text: string): string {
  return new Date(text).toISOString();
}
