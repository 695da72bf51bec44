// What is in the vaults of a list, in numbers that stay cheap however much there is.
import type { z } from "zod";
import { VAULT_COUNT_LIMIT, type VaultSummaryResponse } from "#lib/schemas/vaults.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import type { Context } from "#server/context.ts";
import { visibleTo } from "./service.ts";
import { selectSummaries, selectVaults } from "./store.ts";

/** The numbers of one page of the caller's vaults; none for those that the caller does not administer. */
export async function summarizeVaults(
  ctx: Context,
  query: { limit: number; cursor?: string },
): Promise<z.input<typeof VaultSummaryResponse>> {
  const { runtime, org_id, now } = ctx;
  const by = visibleTo(ctx);
  const rows = await selectVaults(runtime.db, org_id, by, readCursor(query.cursor), query.limit + 1);
  const page = nextPage(ctx, rows, query.limit, (row) => row.id);
  const counted = page.filter(
    (vault) => by.sees_all || (vault.created_by === by.id && vault.created_by_type === by.type),
  );
  const ids = counted.map((vault) => vault.id);
  const found = await selectSummaries(runtime.db, org_id, ids, { now, most: VAULT_COUNT_LIMIT + 1 });
  const counts = new Map(found.map((row) => [row.vault_id, row]));
  return {
    vaults: page.map(({ id }) => {
      const { last_read_at = null, ...rest } = counts.get(id) ?? {};
      return { ...rest, vault_id: id, last_read_at: last_read_at?.toISOString() ?? null };
    }),
  };
}
