// Answers people who administer a vault why somebody is allowed or denied there, and what a decision id stands for.
import type { z } from "zod";
import { PERMISSIONS } from "#lib/permissions.ts";
import type { ExplainPolicyRequest, PolicyDecision, PolicyExplanation } from "#lib/schemas/policies.ts";
import { isSecretPath } from "#lib/secret-path.ts";
import { decidedPermission, findEvent } from "#server/audit/decisions.ts";
import { append } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import type { VaultRow } from "#server/vaults/lookup.ts";
import type { Permission, PrincipalType } from "./evaluate.ts";
import { explain } from "./explain.ts";
import { principalFacts } from "./principal-facts.ts";
import { administeredVault, requirePrincipal } from "./service.ts";
import { principalExists, selectRules } from "./store.ts";

type Explanation = z.input<typeof PolicyExplanation>;
type Decision = z.input<typeof PolicyDecision>;
type Event = NonNullable<Awaited<ReturnType<typeof findEvent>>>;
type Question = {
  principal_type: PrincipalType;
  principal_id: string;
  path: string;
  permission: Permission;
  ip: string | null;
  at: Date;
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Why somebody is allowed or denied one permission on one path, and the smallest policy that would allow it.
 * @throws Problem `vault_not_found` | `vault_not_bound` | `vault_not_granted` | `principal_unknown` | `audit_unavailable`
 */
export async function explainAccess(
  ctx: Context,
  body: z.output<typeof ExplainPolicyRequest>,
): Promise<Explanation> {
  const vault = await administeredVault(ctx, body.vault_id);
  await requirePrincipal(ctx.runtime.db, ctx.org_id, body);
  const at = body.at === undefined ? ctx.now : new Date(body.at);
  const explanation = await explained(ctx, vault, { ...body, ip: body.ip ?? null, at });
  const { vault_id, principal_type, principal_id, path, permission } = body;
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "policy.explain",
    resource: { type: "vault", id: vault_id },
    details: { vault_id, principal_type, principal_id, path, permission, allowed: explanation.allowed },
  });
  return explanation;
}

async function explained(ctx: Context, vault: VaultRow, asked: Question): Promise<Explanation> {
  const { principal_type: type, principal_id: id, path, permission, ip, at } = asked;
  const { db } = ctx.runtime;
  const policies = await selectRules(db, ctx.org_id, vault.id, type, id);
  const { ceilings, agent } = await principalFacts(db, ctx.org_id, type, id);
  return explain({ principal: { type, id }, vault, policies, ceilings, path, permission, ip, at }, agent);
}

/**
 * A recorded decision with the same request judged as of now, for people who administer its vault.
 * @throws Problem `decision_not_found`, the same for what is not there and what is not theirs; `audit_unavailable`
 */
export async function readDecision(ctx: Context, decision_id: string): Promise<Decision> {
  const event = await findEvent(ctx.runtime.db, ctx.org_id, decision_id);
  const facts = event && factsOf(event);
  if (!facts) throw decisionNotFound();
  const vault = await vaultOf(ctx, facts.vault_id);
  const explanation = vault && (await explainedNow(ctx, vault, facts));
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "policy.explain",
    resource: { type: "decision", id: decision_id },
    details: { decision_id, ...(facts.vault_id && { vault_id: facts.vault_id }) },
  });
  return { ...facts, ...(explanation && { explanation }), notes: [noteOn(explanation)] };
}

type Facts = Omit<Decision, "explanation" | "notes">;

/** Null for an event that is no decision. */
function factsOf(event: Event): Facts | null {
  const details = event.details as Record<string, unknown>;
  const text = (name: string) => (typeof details[name] === "string" ? details[name] : undefined);
  const isDenied = event.outcome === "denied";
  const permission = isDenied ? text("permission") : (decidedPermission(event.action) ?? undefined);
  if (event.actor_id === null || (!isDenied && (event.outcome !== "success" || !permission))) return null;
  const vault_id = text("vault_id")?.toLowerCase();
  return {
    decision_id: event.id,
    at: event.at.toISOString(),
    principal_type: event.actor_type,
    principal_id: event.actor_id,
    outcome: isDenied ? "denied" : "allowed",
    action: event.action,
    ...present({ code: text("code"), reason: text("reason"), path: text("path"), permission }),
    ...(vault_id && UUID.test(vault_id) && { vault_id }),
    ...present({ ip: event.ip, request_id: event.request_id }),
  };
}

function present(fields: Record<string, string | null | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1])),
  );
}

/** The vault, null where there is none any more; decisions without one are for those who administer everything. */
async function vaultOf(ctx: Context, vault_id: string | undefined): Promise<VaultRow | null> {
  try {
    if (vault_id) return await administeredVault(ctx, vault_id);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code !== "vault_not_found") throw decisionNotFound();
  }
  const { vault_ids, path_scopes, permissions } = ctx.principal.ceilings;
  const isUnlimited = vault_ids === null && path_scopes === null && permissions === null;
  if (!isUnlimited || !isOrgAdmin(ctx.principal)) throw decisionNotFound();
  return null;
}

async function explainedNow(ctx: Context, vault: VaultRow, facts: Facts): Promise<Explanation | null> {
  const { principal_type: type, principal_id, path = "", ip = null } = facts;
  const permission = PERMISSIONS.find((each) => each === facts.permission);
  if ((type !== "user" && type !== "agent") || !permission || !isSecretPath(path)) return null;
  if (!(await principalExists(ctx.runtime.db, ctx.org_id, type, principal_id))) return null;
  return explained(ctx, vault, { principal_type: type, principal_id, path, permission, ip, at: ctx.now });
}

function noteOn(explanation: Explanation | null): string {
  return explanation
    ? "The explanation judges the same request now: the rules may have changed since, and so has the time. Ask for an explanation with `at` to judge another time."
    : "Nothing is left to explain: the decision was not about a path, or its vault or principal is gone.";
}

function decisionNotFound(): Problem {
  return new Problem("decision_not_found", {
    detail: "There is no decision with this id that you may look at.",
  });
}
