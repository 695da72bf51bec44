// Where a person is signed in, and ending that from elsewhere.
import type { z } from "zod";
import { transaction } from "#db/client.ts";
import type { SessionResponse } from "#lib/schemas/auth.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { record } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { deleteOwnSession, selectSessions } from "./account/store.ts";
import { deleteOtherSessions } from "./store.ts";

type Session = z.input<typeof SessionResponse>;

/** One page of the caller's own sessions, newest first. */
export async function listSessions(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined },
): Promise<{ sessions: Session[] }> {
  const { runtime, principal, now } = ctx;
  const before = readCursor(query.cursor);
  const rows = await selectSessions(runtime.db, principal, now, before, query.limit + 1);
  const current = currentSession(ctx);
  return {
    sessions: nextPage(ctx, rows, query.limit, (row) => row.id).map((row) => ({
      id: row.id,
      ...(row.ip && { ip: row.ip }),
      ...(row.user_agent && { user_agent: row.user_agent }),
      created_at: row.created_at.toISOString(),
      last_used_at: row.last_used_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      current: row.id === current,
    })),
  };
}

/** Ends one of the caller's sessions with its tokens, on every instance at once. @throws Problem `session_not_found` */
export async function endSession(ctx: Context, session_id: string): Promise<void> {
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    if (!(await deleteOwnSession(trx, ctx.principal, session_id))) {
      throw new Problem("session_not_found", { detail: "You have no such session." });
    }
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "auth.session_end",
      resource: { type: "session", id: session_id },
    });
  });
}

/** Ends every session of the caller but the one that asks. */
export async function endOtherSessions(ctx: Context): Promise<void> {
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await deleteOtherSessions(trx, ctx.org_id, ctx.principal.id, currentSession(ctx));
    await record(trx, ctx, {
      org_id: ctx.org_id,
      actor: ctx.principal,
      action: "auth.session_end",
      resource: { type: "user", id: ctx.principal.id },
      details: { all_others: true },
    });
  });
}

function currentSession({ principal }: Context): string | null {
  return principal.type === "user" ? principal.session_id : null;
}
