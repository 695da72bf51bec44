// Answers which real decisions of the last days a change of the rules would have turned round. Changes nothing.
// Must never hold the process up: events are counted together in the database, and judging them makes way for requests.
import { setImmediate } from "node:timers/promises";
import type { z } from "zod";
import type { PolicyReplay, ReplayPoliciesRequest } from "#lib/schemas/policies.ts";
import { type DecisionGroup, decisionsOf } from "#server/audit/decisions.ts";
import { append } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { type EvaluationInput, evaluate, type Permission, type PolicyRule } from "./evaluate.ts";
import { principalFacts } from "./principal-facts.ts";
import { administeredVault, policyNotFound, requireConditions, requirePrincipal } from "./service.ts";
import { selectRule, selectRules } from "./store.ts";

type Replay = z.input<typeof PolicyReplay>;
type Flip = Replay["flips"]["newly_denied"][number];
type Change = z.output<typeof ReplayPoliciesRequest>["change"];
type Setting = Pick<EvaluationInput, "principal" | "vault" | "ceilings">;

const DAY_MS = 86_400_000;
const MAX_EVENTS = 200_000;
const MAX_LISTED = 1_000;
const AT_A_STRETCH_MS = 5;

/**
 * The decisions that would have been others under the changed rules, with the principal's limits as they are now.
 * A change concerns one principal, so nobody else's decisions are looked at.
 * @throws Problem `vault_not_found` | `vault_not_bound` | `vault_not_granted` | `principal_unknown` | `policy_not_found` | `validation_failed` | `audit_unavailable`
 */
export async function replayChange(
  ctx: Context,
  vault_id: string,
  { change, days }: z.output<typeof ReplayPoliciesRequest>,
): Promise<Replay> {
  const { runtime, org_id, now } = ctx;
  const vault = await administeredVault(ctx, vault_id);
  const changed = await changedRule(ctx, vault_id, change);
  const { principal_type: type, principal_id: id } = changed.before ?? changed.after;
  const before = await selectRules(runtime.db, org_id, vault_id, type, id);
  const after = before.filter((rule) => rule.id !== changed.before?.id);
  if (changed.after) after.push(changed.after);
  const { ceilings } = await principalFacts(runtime.db, org_id, type, id);
  const comparison = compare({ principal: { type, id }, vault, ceilings }, before, after);
  const window = { from: new Date(now.getTime() - days * DAY_MS), to: now };
  const asked = { org_id, actor_id: id, vault_id, ...window, ...momentsOf([...before, ...after]) };
  let isComplete = true;
  for await (const { groups, is_last } of decisionsOf(runtime.db, asked, MAX_EVENTS)) {
    await comparison.add(groups);
    isComplete = is_last;
  }
  const result = comparison.result();
  const { newly_denied, newly_allowed } = result.flips;
  await append(ctx, {
    org_id,
    actor: ctx.principal,
    action: "policy.replay",
    resource: { type: "vault", id: vault_id },
    details: {
      vault_id,
      change: Object.keys(change).find((kind) => change[kind as keyof Change] !== undefined),
      ...(changed.before && { policy_id: changed.before.id }),
      principal_type: type,
      principal_id: id,
      decisions_examined: result.decisions_examined,
      newly_denied: newly_denied.length,
      newly_allowed: newly_allowed.length,
    },
  });
  return {
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    ...result,
    truncated: result.truncated || !isComplete,
  };
}

type ChangedRule = { before: PolicyRule; after: PolicyRule | null } | { before: null; after: PolicyRule };

async function changedRule(ctx: Context, vault_id: string, change: Change): Promise<ChangedRule> {
  const { create, update } = change;
  requireConditions(create?.conditions, "change.create.conditions");
  requireConditions(update?.conditions, "change.update.conditions");
  if (create) {
    await requirePrincipal(ctx.runtime.db, ctx.org_id, create);
    const { conditions, expires_at } = create;
    return {
      before: null,
      after: {
        ...create,
        id: "proposed",
        conditions: conditions ?? {},
        expires_at: expires_at ? new Date(expires_at) : null,
      },
    };
  }
  const policy_id = update?.policy_id ?? change.delete?.policy_id ?? "";
  const before = await selectRule(ctx.runtime.db, ctx.org_id, vault_id, policy_id);
  if (!before) throw policyNotFound();
  return { before, after: update ? updated(before, update) : null };
}

/** As a change of the stored rule would leave it. */
function updated(rule: PolicyRule, { permissions, conditions, expires_at }: NonNullable<Change["update"]>) {
  return {
    ...rule,
    ...(permissions && { permissions }),
    ...(conditions !== undefined && { conditions: conditions ?? {} }),
    ...(expires_at !== undefined && { expires_at: expires_at === null ? null : new Date(expires_at) }),
  };
}

/** When the rules' verdicts may change: decisions are counted together only where no such moment lies between them. */
export function momentsOf(rules: readonly PolicyRule[]): { by_minute: boolean; edges: Date[] } {
  const ends = rules.flatMap(({ expires_at }) => (expires_at ? [expires_at.getTime()] : []));
  return {
    // Windows begin and end with a minute of the wall clock, and every zone is whole minutes off UTC.
    by_minute: rules.some(({ conditions }) => Object.hasOwn(Object(conditions), "time_window")),
    edges: [...new Set(ends)].sort((a, b) => a - b).map((end) => new Date(end)),
  };
}

/** Collects decisions that come out differently `before` and `after`; groups must come newest first. */
export function compare(setting: Setting, before: readonly PolicyRule[], after: readonly PolicyRule[]) {
  const seen = new Set<string>();
  const flips = { newly_denied: new Map<string, Flip>(), newly_allowed: new Map<string, Flip>() };
  let decisions_examined = 0;

  function judge(group: DecisionGroup): void {
    const { path, ip } = group;
    const permission = group.permission as Permission;
    const key = `${path} ${permission} ${ip ?? ""}`;
    decisions_examined += group.count;
    seen.add(key);
    const request = { ...setting, path, permission, ip, at: group.last_at };
    const was = evaluate({ ...request, policies: before }).allowed;
    const is = evaluate({ ...request, policies: after }).allowed;
    if (was === is) return;
    const found = is ? flips.newly_allowed : flips.newly_denied;
    const known = found.get(key);
    if (known) known.count += group.count;
    else found.set(key, flipOf(setting, group));
  }

  return {
    async add(groups: readonly DecisionGroup[]): Promise<void> {
      let began = performance.now();
      for (const group of groups) {
        judge(group);
        if (performance.now() - began < AT_A_STRETCH_MS) continue;
        await setImmediate();
        began = performance.now();
      }
    },
    result() {
      const listed = (found: Map<string, Flip>) => found.values().take(MAX_LISTED).toArray();
      return {
        decisions_examined,
        distinct_requests: seen.size,
        truncated: Object.values(flips).some((found) => found.size > MAX_LISTED),
        flips: { newly_denied: listed(flips.newly_denied), newly_allowed: listed(flips.newly_allowed) },
      };
    },
  };
}

function flipOf(
  { principal }: Setting,
  { path, permission, ip, count, last_at, last_id }: DecisionGroup,
): Flip {
  return {
    principal_type: principal.type,
    principal_id: principal.id,
    path,
    permission: permission as Permission,
    ...(ip && { ip }),
    count,
    last_at: last_at.toISOString(),
    example_decision_id: last_id,
  };
}
