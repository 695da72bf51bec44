// Which secrets expire soon, of those the caller may read.
import type { z } from "zod";
import type { ExpiringSecretsQuery, SecretSearchResponse } from "#lib/schemas/secrets.ts";
import { nextPage, readCursor } from "#server/api/pages.ts";
import { append } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { visibleVaults } from "#server/policies/access.ts";
import { isVisible } from "./search.ts";
import { view } from "./service.ts";
import { selectExpiring } from "./store.ts";

const DAY_MS = 86_400_000;
const CURSOR = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One page of the current versions that expire within `days`, soonest first. */
export async function expiringSecrets(
  ctx: Context,
  { days, limit, cursor }: z.output<typeof ExpiringSecretsQuery>,
): Promise<z.input<typeof SecretSearchResponse>> {
  const position = readCursor(cursor, CURSOR)?.split("/");
  const vaults = await visibleVaults(ctx);
  const rows = await selectExpiring(ctx.runtime.db, {
    org_id: ctx.org_id,
    vaults,
    from: ctx.now,
    to: new Date(ctx.now.getTime() + days * DAY_MS),
    after: position ? { expires_at: new Date(position[0] ?? ""), id: position[1] ?? "" } : null,
    limit: limit + 1,
  });
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "secret.list",
    resource: { type: "organization", id: ctx.org_id },
    details: { expiring_within_days: days },
  });
  const page = nextPage(
    ctx,
    rows.filter(isVisible(vaults)),
    limit,
    (row) => `${row.expires_at?.toISOString()}/${row.id}`,
  );
  return { secrets: page.map((row) => ({ ...view(row), vault_id: row.vault_id })) };
}
