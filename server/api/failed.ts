// Ends a request that did not succeed: the attempt goes on the record, the caller gets problem details, the log the cause.
import { appendEvent, newEvent, SYSTEM_ORG } from "#server/audit/service.ts";
import type { Principal, PublicContext } from "#server/context.ts";
import type { Problem } from "#server/errors.ts";
import { auditAction, type Endpoint } from "./endpoint.ts";
import { asProblem, problemBody } from "./problem.ts";

/** Denials and failures that say something about an attempt; malformed input says nothing. */
const RECORDED = new Set([401, 403, 404, 409, 410, 500, 503]);
const UNRECORDABLE = new Set<string>(["database_unavailable", "audit_unavailable"]);
const DENIED = new Set([401, 403]);

export async function failed(
  ctx: PublicContext,
  endpoint: Endpoint,
  principal: Principal | null,
  params: Record<string, string>,
  error: unknown,
): Promise<Response> {
  const problem = asProblem(error);
  const { log, metrics } = ctx.runtime;
  const facts = {
    request_id: ctx.request_id,
    operation: endpoint.id,
    code: problem.code,
    status: problem.status,
  };
  if (problem.status >= 500) log.error({ ...facts, err: problem.options.cause ?? problem }, "request failed");
  else log.debug(facts, "request refused");
  metrics.answered(endpoint.id, problem.status);
  const event_id = await recordAttempt(ctx, endpoint, principal, params, problem);
  const isDenial = principal !== null && problem.status === 403;
  return problemResponse(ctx, problem, isDenial ? event_id : null);
}

/** Problem details (RFC 9457) as a response; `decision_id` is the event that records a denial. */
export function problemResponse(
  ctx: Pick<PublicContext, "request_id" | "headers">,
  problem: Problem,
  decision_id: string | null = null,
): Response {
  const { detail, fields, headers } = problem.options;
  const all = new Headers(headers);
  all.set("content-type", "application/problem+json");
  all.set("cache-control", "no-store");
  all.set("x-request-id", ctx.request_id);
  const body = problemBody(problem.code, detail, ctx.request_id, fields, decision_id ?? undefined);
  return new Response(JSON.stringify(body), { status: problem.status, headers: all });
}

/** The id of the event once it is durable; null where there is none. */
async function recordAttempt(
  ctx: PublicContext,
  endpoint: Endpoint,
  principal: Principal | null,
  params: Record<string, string>,
  problem: Problem,
): Promise<string | null> {
  // What the log itself cannot take would only wait for it a second time.
  if (!RECORDED.has(problem.status) || UNRECORDABLE.has(problem.code)) return null;
  const action = problem.status === 401 ? "auth.failure" : (auditAction(endpoint) ?? "access.denied");
  // Strangers must not be able to fill the log; the metrics still count every one of them.
  if (!principal && endpoint.access !== "public" && !ctx.runtime.strangers.allow(ctx.ip ?? "unknown"))
    return null;
  const event = newEvent(ctx, {
    org_id: principal?.org_id ?? problem.options.org_id ?? SYSTEM_ORG,
    actor: principal ?? ({ type: "anonymous", id: null } as const),
    action,
    outcome: DENIED.has(problem.status) ? ("denied" as const) : ("failure" as const),
    details: { operation: endpoint.id, code: problem.code, ...placeOf(params), ...problem.options.audit },
  });
  try {
    await appendEvent(ctx, event);
    return event.id;
  } catch (cause) {
    // The answer is a refusal already; that it could not be recorded changes nothing about it.
    ctx.runtime.log.error(
      { err: cause, request_id: ctx.request_id },
      "a failed attempt could not be recorded",
    );
    return null;
  }
}

// Parameters come from the caller: only those that name something, and no longer than a path may be.
function placeOf(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      value.slice(0, 1024).toWellFormed().replaceAll("\0", ""),
    ]),
  );
}
