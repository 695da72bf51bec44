// What the operator does while the server runs: settings, people, limits of organizations.
// Every change is on the record of the operator's own organization, and of the one it concerns.
import type { z } from "zod";
import { type Database, transaction } from "#db/client.ts";
import type { AuditAction } from "#lib/audit-actions.ts";
import {
  type AdminUserResponse,
  type OrgLimitsResponse,
  SETTING_KEYS,
  type SettingResponse,
  type UpdateOrgLimitsRequest,
} from "#lib/schemas/admin.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { invalid } from "#server/api/steps/validate.ts";
import { type Resource, record } from "#server/audit/service.ts";
import { endAccount } from "#server/auth/members.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { DESCRIPTIONS, defaults, type SettingKey, settingProblem } from "./settings.ts";
import {
  countUsers,
  putLimits,
  putSetting,
  selectAccount,
  selectLimits,
  selectOrganization,
  selectSettings,
  selectUsers,
  takeSetting,
} from "./store.ts";

type Setting = z.input<typeof SettingResponse>;
type User = z.input<typeof AdminUserResponse>;
type Limits = z.input<typeof OrgLimitsResponse>;

/** Every setting there is, with what holds now. */
export async function listSettings(ctx: Context): Promise<{ settings: Setting[] }> {
  const rows = new Map((await selectSettings(ctx.runtime.db)).map((row) => [row.key, row]));
  const fallbacks = defaults(ctx.runtime.config);
  const settings = SETTING_KEYS.map((key): Setting => {
    const row = rows.get(key);
    const is_set = row !== undefined && settingProblem(key, row.value) === null;
    return {
      key,
      value: is_set ? row.value : String(fallbacks[key]),
      description: DESCRIPTIONS[key],
      is_default: !is_set,
      default_value: String(fallbacks[key]),
      ...(is_set && {
        updated_by: row.updated_by ?? undefined,
        updated_at: row.updated_at.toISOString(),
      }),
    };
  });
  return { settings };
}

/** Sets a setting: at once on this instance, within seconds on the others. @throws Problem `validation_failed` */
export async function updateSetting(ctx: Context, key: SettingKey, value: string): Promise<Setting> {
  const wrong = settingProblem(key, value);
  if (wrong) throw invalid({ value: wrong });
  const { runtime, now, principal } = ctx;
  await transaction(runtime.db, null, async (trx) => {
    const old = await putSetting(trx, { key, value, updated_by: principal.id, updated_at: now });
    await recordAdmin(trx, ctx, "admin.setting_update", setting(key), { key, old, new: value });
  });
  await runtime.settings.reload();
  return {
    key,
    value,
    description: DESCRIPTIONS[key],
    is_default: false,
    default_value: String(defaults(runtime.config)[key]),
    updated_by: principal.id,
    updated_at: now.toISOString(),
  };
}

/** Goes back to what the environment says. */
export async function deleteSetting(ctx: Context, key: SettingKey): Promise<void> {
  await transaction(ctx.runtime.db, null, async (trx) => {
    const old = await takeSetting(trx, key);
    await recordAdmin(trx, ctx, "admin.setting_delete", setting(key), { key, old });
  });
  await ctx.runtime.settings.reload();
}

const setting = (key: SettingKey): Resource => ({ type: "setting", id: key });

/** The people of the deployment, oldest account first. */
export async function listUsers(
  ctx: Context,
  query: { limit: number; cursor?: string; q?: string },
): Promise<{ users: User[]; total: number }> {
  const { db } = ctx.runtime;
  const page = { found: query.q, after_id: readCursor(query.cursor), limit: query.limit + 1 };
  const [rows, total] = await Promise.all([selectUsers(db, page), countUsers(db, query.q)]);
  const users = nextPage(ctx, rows, query.limit, (row) => row.id).map((row) => ({
    ...row,
    role: row.role as User["role"],
    free_tier_override: row.free_tier_override ?? undefined,
    is_sponsored: row.is_sponsored ?? false,
    created_at: row.created_at.toISOString(),
  }));
  return { users, total };
}

/**
 * Ends somebody's account as they could themselves.
 * @throws Problem `user_not_found` | `own_account` | `owner_needed`
 */
export async function deleteUser(ctx: Context, user_id: string): Promise<void> {
  if (user_id === ctx.principal.id) {
    throw new Problem("own_account", {
      detail: "This is the account you act with. Delete it with DELETE /v1/auth/me.",
    });
  }
  // Across tenants: the account is in one organization, the operator in another.
  await transaction(ctx.runtime.db, null, async (trx) => {
    const account = await selectAccount(trx, user_id);
    if (!account || !(await endAccount(trx, ctx, account, ctx.principal)))
      throw new Problem("user_not_found", { detail: "There is no such person." });
    await recordAdmin(
      trx,
      ctx,
      "admin.user_delete",
      { type: "user", id: user_id },
      { email: account.email, org_id: account.org_id },
    );
  });
}

/** What an organization may have. @throws Problem `organization_not_found` */
export async function readLimits(ctx: Context, org_id: string): Promise<Limits> {
  await requireOrganization(ctx.runtime.db, org_id);
  return limitsView(org_id, await selectLimits(ctx.runtime.db, org_id));
}

/**
 * Changes what an organization may have; what it has already stays. Holds with the next creation.
 * @throws Problem `organization_not_found`
 */
export async function updateLimits(
  ctx: Context,
  org_id: string,
  body: z.output<typeof UpdateOrgLimitsRequest>,
): Promise<Limits> {
  const changes = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  return transaction(ctx.runtime.db, null, async (trx) => {
    await requireOrganization(trx, org_id);
    const updated = { updated_by: ctx.principal.id, updated_at: ctx.now };
    const row = await putLimits(trx, { org_id, ...changes, ...updated });
    const resource = { type: "organization", id: org_id };
    await recordAdmin(trx, ctx, "admin.limits_update", resource, { org_id, ...changes }, org_id);
    return limitsView(org_id, row);
  });
}

async function requireOrganization(db: Database, org_id: string): Promise<void> {
  if (await selectOrganization(db, org_id)) return;
  throw new Problem("organization_not_found", { detail: "There is no organization with this id." });
}

function limitsView(org_id: string, row: Awaited<ReturnType<typeof selectLimits>>): Limits {
  return {
    org_id,
    is_sponsored: row?.is_sponsored ?? false,
    free_tier_override: row?.free_tier_override ?? undefined,
    max_vaults: row?.max_vaults ?? undefined,
    max_agents: row?.max_agents ?? undefined,
    max_secrets: row?.max_secrets ?? undefined,
  };
}

async function recordAdmin(
  trx: Database,
  ctx: Context,
  action: AuditAction,
  resource: Resource,
  details: Record<string, unknown>,
  concerned: string = ctx.org_id,
): Promise<void> {
  for (const org_id of new Set([ctx.org_id, concerned]))
    await record(trx, ctx, { org_id, actor: ctx.principal, action, resource, details });
}
