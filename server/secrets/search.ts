// Finds secrets by their paths and metadata in every vault the caller may read in. Values are never looked at.
import type { z } from "zod";
import { matchesPattern } from "#lib/path-pattern.ts";
import type { SearchSecretsQuery, SecretSearchResponse } from "#lib/schemas/secrets.ts";
import { readCursor } from "#server/api/pages.ts";
import { append } from "#server/audit/service.ts";
import type { Context } from "#server/context.ts";
import { type VisibleVault, visibleVaults } from "#server/policies/access.ts";
import { view } from "./service.ts";
import { searchSecrets as search } from "./store.ts";

const CURSOR = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\/[A-Za-z0-9_/-]{1,1024}$/;

/** Secrets looked at for one page: it bounds the time a page takes when little is found. */
const LOOKED_AT = 4_000;

/**
 * One page of what is found, by vault and path. A page may hold less than asked for, even nothing, and still have a
 * next one: no more than 4,000 secrets are looked at for each.
 * @throws Problem `vault_not_found`
 */
export async function searchSecrets(
  ctx: Context,
  { q, vault_id, type, limit, cursor }: z.output<typeof SearchSecretsQuery>,
): Promise<z.input<typeof SecretSearchResponse>> {
  const position = readCursor(cursor, CURSOR);
  const vaults = await visibleVaults(ctx, vault_id);
  const { rows, looked_at_last } = await search(ctx.runtime.db, {
    org_id: ctx.org_id,
    vaults,
    q,
    type: type ?? null,
    after: position === null ? null : { vault_id: position.slice(0, 36), path: position.slice(37) },
    limit: limit + 1,
    look_at: LOOKED_AT,
  });
  const visible = isVisible(vaults);
  const page = rows.slice(0, limit).filter(visible);
  const last = rows.length > limit ? rows[limit - 1] : looked_at_last;
  if (last && visible(last)) {
    const next = Buffer.from(`${last.vault_id}/${last.path}`, "utf8").toString("base64url");
    ctx.headers.set("link", `<?cursor=${next}&limit=${limit}>; rel="next"`);
  }
  // What is looked for may itself be a secret that somebody pasted.
  await append(ctx, {
    org_id: ctx.org_id,
    actor: ctx.principal,
    action: "secret.search",
    resource: { type: "organization", id: ctx.org_id },
    details: { found: page.length, ...(vault_id && { vault_id }), ...(type && { type }) },
  });
  return { secrets: page.map((row) => ({ ...view(row), vault_id: row.vault_id })) };
}

/** The WHERE clauses are translations of the patterns; the engine itself has the last word. */
export function isVisible(
  vaults: readonly VisibleVault[],
): (row: { vault_id: string; path: string }) => boolean {
  const by_id = new Map(vaults.map(({ vault_id, visible }) => [vault_id, visible]));
  const matches = (patterns: readonly string[] | null, path: string) =>
    patterns === null || patterns.some((pattern) => matchesPattern(pattern, path));
  return ({ vault_id, path }) => {
    const visible = by_id.get(vault_id);
    return visible !== undefined && matches(visible.patterns, path) && matches(visible.within, path);
  };
}
