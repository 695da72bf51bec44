// Writes the audit log. An event is durable before what it tells of becomes visible: no audit, no value.
import { randomBytes, randomUUIDv7 } from "node:crypto";
import type { RawBuilder } from "kysely";
import type { Database } from "#db/client.ts";
import type { AuditAction, AuditOutcome } from "#lib/audit-actions.ts";
import { isDatabaseDown } from "#server/api/problem.ts";
import type { PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { eventCte, insertEvents, type NewEvent, selectSealed, selectTrees } from "./store.ts";

/** The log of what belongs to no organization: sign-ups that failed, unknown credentials. */
export const SYSTEM_ORG = "00000000-0000-0000-0000-000000000000";

export type Actor = { type: "user" | "agent" | "system" | "anonymous"; id: string | null };
export type Resource = { type: string; id: string | null };

export type EventInput = {
  org_id: string;
  actor: Actor;
  action: AuditAction;
  resource?: Resource;
  outcome?: AuditOutcome;
  /** Never a value, key, passphrase or token. */
  details?: Record<string, unknown>;
};

type Origin = Pick<PublicContext, "request_id" | "ip" | "user_agent" | "now">;

/** Completes an event with where and when the request came from. */
export function newEvent(origin: Origin | null, input: EventInput): NewEvent {
  return {
    id: randomUUIDv7(),
    org_id: input.org_id,
    at: origin?.now ?? new Date(),
    action: input.action,
    actor_type: input.actor.type,
    actor_id: input.actor.id,
    resource_type: input.resource?.type ?? null,
    resource_id: input.resource?.id ?? null,
    outcome: input.outcome ?? "success",
    request_id: origin?.request_id ?? null,
    ip: origin?.ip ?? null,
    user_agent: origin?.user_agent?.slice(0, 256).toWellFormed() ?? null,
    details: input.details ?? {},
    salt: randomBytes(16),
  };
}

/**
 * Adds an event to the transaction of the effect it tells of; resolves to its id.
 * @throws Problem `audit_unavailable` when it cannot be written; the transaction must not commit then
 */
export async function record(trx: Database, origin: Origin | null, input: EventInput): Promise<string> {
  const event = newEvent(origin, input);
  try {
    await insertEvents(trx, [event]);
    return event.id;
  } catch (error) {
    throw auditProblem(error);
  }
}

/** Adds events to the transaction of the effects they tell of. @throws Problem `audit_unavailable` as `record` */
export async function recordAll(
  trx: Database,
  origin: Origin | null,
  inputs: readonly EventInput[],
): Promise<void> {
  try {
    if (inputs.length > 0)
      await insertEvents(
        trx,
        inputs.map((input) => newEvent(origin, input)),
      );
  } catch (error) {
    throw auditProblem(error);
  }
}

/** An error of the audit log's own as `audit_unavailable`; a database that is away altogether keeps its own name. */
export function auditProblem(cause: unknown): unknown {
  if (isDatabaseDown(cause)) return cause;
  return new Problem("audit_unavailable", {
    detail: "The audit log cannot be written, so nothing is handed out or changed. Try again shortly.",
    cause,
    headers: { "retry-after": "2" },
  });
}

/**
 * Appends one event by itself and resolves when it is durable.
 * @throws Problem `audit_unavailable`
 */
export async function append(ctx: PublicContext, input: EventInput): Promise<void> {
  await appendEvent(ctx, newEvent(ctx, input));
}

/** The same for an event whose id somebody is told of. @throws Problem `audit_unavailable` */
export async function appendEvent(ctx: PublicContext, event: NewEvent): Promise<void> {
  try {
    await ctx.runtime.auditWriter.append(event);
  } catch (error) {
    throw auditProblem(error);
  }
}

/** An event as a part of the one statement that has the effect; the statement gives the condition. */
export function eventWith(
  ctx: PublicContext,
  input: EventInput,
): (when: RawBuilder<unknown>) => RawBuilder<unknown> {
  const event = newEvent(ctx, input);
  return (when) => eventCte(event, when);
}

export type SealedEvent = { log_index: number; event_id: string; action: string };

/** Up to `limit` events of an organization's sealed log from `log_index` on, in its order. */
export async function sealedEventsFrom(
  db: Database,
  org_id: string,
  log_index: number,
  limit: number,
): Promise<SealedEvent[]> {
  const leaves = await selectSealed(db, org_id, log_index, log_index + limit);
  return leaves.flatMap(({ log_index: at, event_id, event }) =>
    event ? [{ log_index: Number(at), event_id, action: event.action }] : [],
  );
}

/** How many events of each organization are sealed; those without any are left out. */
export async function sealedSizes(db: Database, org_ids: readonly string[]): Promise<Map<string, number>> {
  if (org_ids.length === 0) return new Map();
  return new Map((await selectTrees(db, org_ids)).map(({ org_id, size }) => [org_id, Number(size)]));
}

/**
 * Runs a statement that holds an event.
 * @throws Problem `audit_unavailable` when it was the event that could not be written
 */
export async function withEvent<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    throw error instanceof Error && /\baudit_(events|queue)\b/.test(error.message)
      ? auditProblem(error)
      : error;
  }
}
