// IP rules of an organization: made by its owners and admins, in force with the next request on every instance.
import { randomUUIDv7 } from "node:crypto";
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AddressCheckResponse, CreateIpRuleRequest, IpRuleResponse } from "#lib/schemas/security.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { requireAllowedAddress } from "#server/api/steps/ip-rules.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { record } from "#server/audit/service.ts";
import { isOrgAdmin } from "#server/auth/roles.ts";
import type { Context, PublicContext } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { canonicalRange, liesIn } from "#server/policies/conditions.ts";
import type { Runtime } from "#server/runtime.ts";
import { judgeAddress } from "./ip-rules.ts";
import { deleteRule, deleteRules, insertRule, lockRules, selectJudged, selectRules } from "./store.ts";

type Rule = z.input<typeof IpRuleResponse>;

const MAX_RULES = 200;

/**
 * Holds somebody who is about to get a token to the IP rules of their organization.
 * @throws Problem `address_not_allowed`
 */
export async function requireAllowedHere(
  ctx: PublicContext,
  db: Database,
  who: { type: "user" | "agent"; id: string; org_id: string },
): Promise<void> {
  requireAllowedAddress(ctx, who, await selectJudged(db, who.org_id));
}

/** The organization's rules, oldest first. @throws Problem `role_insufficient` */
export async function listRules(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<{ rules: Rule[] }> {
  requireAdmin(ctx);
  const rows = await selectRules(ctx.runtime.db, ctx.org_id, readCursor(query.cursor), query.limit + 1);
  return { rules: nextPage(ctx, rows, query.limit, (row) => row.id).map(view) };
}

/** What the rules say of an address, the caller's own where none is named. @throws Problem `role_insufficient` */
export async function checkAddress(
  ctx: Context,
  asked: string | undefined,
): Promise<z.input<typeof AddressCheckResponse>> {
  requireAdmin(ctx);
  const address = asked ?? ctx.ip;
  const rules = await selectRules(ctx.runtime.db, ctx.org_id, null, MAX_RULES);
  const judge = (kind: "user" | "agent") => {
    const stored = rules.map((rule) => [rule.rule_type, rule.cidr, rule.applies_to] as const);
    const verdict = judgeAddress(stored, kind, address);
    const type = verdict === "denied" ? "deny" : "allow";
    const decided =
      address !== null && (verdict === "denied" || verdict === "allowed")
        ? rules.find(
            (rule) =>
              rule.rule_type === type &&
              rule.applies_to !== (kind === "user" ? "agents" : "users") &&
              liesIn(address, rule.cidr) === true,
          )
        : undefined;
    return { verdict, ...(decided && { rule_id: decided.id }) };
  };
  return { ...(address !== null && { address }), users: judge("user"), agents: judge("agent") };
}

/**
 * Makes a rule. One that would refuse the caller's own address needs to be confirmed.
 * @throws Problem `role_insufficient` | `would_lock_you_out` | `ip_rules_full`
 */
export async function createRule(ctx: Context, body: z.output<typeof CreateIpRuleRequest>): Promise<Rule> {
  requireAdmin(ctx);
  const cidr = canonicalRange(body.cidr);
  if (cidr === null)
    throw invalid({ cidr: "must be an IPv4 or IPv6 address or CIDR range, such as 203.0.113.0/24" });
  const rule = {
    id: randomUUIDv7(),
    org_id: ctx.org_id,
    rule_type: body.rule_type === "allow" ? "allow" : "deny",
    cidr,
    label: body.label ?? body.description ?? "",
    applies_to: body.applies_to,
    created_by: ctx.principal.id,
    created_at: ctx.now,
  };
  return transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await lockRules(trx, ctx.org_id);
    const row = await insertRule(trx, rule, MAX_RULES);
    if (!row) {
      throw new Problem("ip_rules_full", { detail: `An organization has at most ${MAX_RULES} IP rules.` });
    }
    await requireWayBack(trx, ctx, body.confirm_lockout === true);
    await recordRule(trx, ctx, "ip_rule.create", row.id, row);
    return view(row);
  });
}

/**
 * Deletes a rule. Where the caller's own address is refused without it, that needs to be confirmed.
 * @throws Problem `role_insufficient` | `ip_rule_not_found` | `would_lock_you_out`
 */
export async function removeRule(ctx: Context, rule_id: string, confirmed: boolean): Promise<void> {
  requireAdmin(ctx);
  await transaction(ctx.runtime.db, ctx.org_id, async (trx) => {
    await lockRules(trx, ctx.org_id);
    const row = await deleteRule(trx, ctx.org_id, rule_id);
    if (!row)
      throw new Problem("ip_rule_not_found", { detail: "Your organization has no IP rule with this id." });
    await requireWayBack(trx, ctx, confirmed);
    await recordRule(trx, ctx, "ip_rule.delete", rule_id, row);
  });
}

/** Takes every rule of an organization away, for an operator whose people locked themselves out; how many there were. */
export async function removeAllRules(runtime: Runtime, org_id: string): Promise<number> {
  return transaction(runtime.db, org_id, async (trx) => {
    const removed = await deleteRules(trx, org_id);
    await record(trx, null, {
      org_id,
      actor: { type: "system", id: null },
      action: "ip_rule.delete",
      resource: { type: "ip_rule", id: null },
      details: { removed },
    });
    return removed;
  });
}

async function requireWayBack(trx: Database, ctx: Context, confirmed: boolean): Promise<void> {
  if (confirmed) return;
  const verdict = judgeAddress(await selectJudged(trx, ctx.org_id), ctx.principal.type, ctx.ip);
  if (verdict === "allowed") return;
  throw new Problem("would_lock_you_out", {
    detail: `Your own address${ctx.ip ? ` ${ctx.ip}` : ""} would be refused from your next request on. Nothing was changed; send \`confirm_lockout: true\` when you mean it.`,
    audit: { reason: verdict },
  });
}

function requireAdmin(ctx: Context): void {
  if (isOrgAdmin(ctx.principal)) return;
  throw new Problem("role_insufficient", {
    detail: "Only the organization's owners and admins see and change its IP rules.",
  });
}

function recordRule(
  trx: Database,
  ctx: Context,
  action: "ip_rule.create" | "ip_rule.delete",
  id: string,
  { rule_type, cidr, applies_to }: { rule_type: string; cidr: string; applies_to: string },
): Promise<unknown> {
  return record(trx, ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action,
    resource: { type: "ip_rule", id },
    details: { rule_type, cidr, applies_to },
  });
}

function view(row: Awaited<ReturnType<typeof selectRules>>[number]): Rule {
  return {
    id: row.id,
    org_id: row.org_id,
    rule_type: row.rule_type as Rule["rule_type"],
    cidr: row.cidr,
    label: row.label,
    applies_to: row.applies_to as Rule["applies_to"],
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
  };
}
