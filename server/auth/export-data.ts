// Everything a person may take along: the account and what the person sees, without a single value.
// Must never show more than the person's own lists do.
import type { z } from "zod";
import type { UserDataExport } from "#lib/schemas/auth.ts";
import { agentsMadeByCaller } from "#server/agents/service.ts";
import { append } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { Problem } from "#server/errors.ts";
import { ownPolicies } from "#server/policies/service.ts";
import { listSecrets } from "#server/secrets/service.ts";
import { listVaults } from "#server/vaults/service.ts";
import { selectUser } from "./store.ts";

type Export = z.input<typeof UserDataExport>;
type Query = { limit: number; cursor?: string };

const PAGE = 1000;
const LIST_MAX = 20_000;
const RATE = { burst: 10, per_second: 1 / 60 };

/** The caller's data, each list at most 20,000 long, recorded before it is handed out. @throws Problem `rate_limited` */
export async function exportData(ctx: Context): Promise<Export> {
  const { runtime, org_id, principal, now } = ctx;
  await runtime.rateLimits.take("export-data", principal.id, RATE);
  const user = await selectUser(runtime.db, org_id, principal.id);
  if (!user) throw new Error("the signed-in person has no row");
  const vaults = await walk(ctx, LIST_MAX, async (page, query) => (await listVaults(page, query)).vaults);
  const agents = await agentsMadeByCaller(ctx, LIST_MAX + 1);
  const secrets = await visibleSecrets(
    ctx,
    vaults.items.map(({ id }) => id),
  );
  const policies = await ownPolicies(ctx, LIST_MAX + 1);
  const lists = {
    vaults: vaults.items.map(({ id, name, created_at }) => ({ id, name, created_at })),
    agents: agents.slice(0, LIST_MAX),
    secrets_metadata: secrets.items,
    policies: policies.slice(0, LIST_MAX).map(rule),
  };
  const complete =
    vaults.complete && agents.length <= LIST_MAX && secrets.complete && policies.length <= LIST_MAX;
  await append(ctx, {
    org_id,
    actor: principal,
    action: "user.export",
    resource: { type: "user", id: principal.id },
    details: Object.fromEntries(Object.entries(lists).map(([name, { length }]) => [name, length])),
  });
  const { id, email, display_name, auth_method, created_at } = user;
  return {
    export_version: "1.0",
    exported_at: now.toISOString(),
    user: { id, email, display_name, auth_method, created_at: created_at.toISOString() },
    ...lists,
    complete,
  };
}

async function visibleSecrets(ctx: Context, vault_ids: readonly string[]) {
  const items: Export["secrets_metadata"] = [];
  for (const vault_id of vault_ids) {
    const { items: found, complete } = await walk(ctx, LIST_MAX - items.length, (page, query) =>
      listSecrets(page, vault_id, query).then(({ secrets }) => secrets, nothingIfGone),
    );
    for (const { path, type, version, created_at } of found)
      items.push({ vault_id, path, type, version, created_at });
    if (!complete) return { items, complete };
  }
  return { items, complete: true };
}

function nothingIfGone(error: unknown): [] {
  if (error instanceof Problem && error.code === "vault_not_found") return [];
  throw error;
}

/** A list page by page until it has `max` items; the pages' links are nobody's but ours. */
async function walk<T>(
  ctx: Context,
  max: number,
  list: (page: Context, query: Query) => Promise<readonly T[]>,
): Promise<{ items: T[]; complete: boolean }> {
  const items: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = { ...ctx, headers: new Headers() };
    items.push(...(await list(page, { limit: PAGE, ...(cursor && { cursor }) })));
    cursor = /[?&]cursor=([\w-]+)/.exec(page.headers.get("link") ?? "")?.[1];
    if (items.length > max || (cursor && items.length === max))
      return { items: items.slice(0, max), complete: false };
    if (!cursor) return { items, complete: true };
  }
}

function rule(policy: Awaited<ReturnType<typeof ownPolicies>>[number]): Export["policies"][number] {
  const { id, vault_id, principal_type, principal_id, secret_path_pattern, permissions, created_at } = policy;
  return { id, vault_id, principal_type, principal_id, secret_path_pattern, permissions, created_at };
}
