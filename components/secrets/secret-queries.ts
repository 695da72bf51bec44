// Secrets as the pages read them: what is known about them, never a value.
import type { QueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { type ApiSchemas, type OneclawResponse, unwrap } from "#sdk";

export type Secret = ApiSchemas["SecretMetadataResponse"];
export type SecretPage = { secrets: Secret[]; next: string | null };
export type SecretType = NonNullable<ApiSchemas["PutSecretRequest"]["type"]>;

/** What the server renders; more would only make the page late. */
export const FIRST_SECRETS = 200;
const MORE_SECRETS = 1_000;
const FOUND_AT_ONCE = 100;
/** Pages of a search that are asked for in a row while they are empty. */
const EMPTY_PAGES = 10;

export const secretKeys = {
  all: (vault_id: string) => ["secrets", vault_id] as const,
  list: (vault_id: string) => ["secrets", vault_id, "list"] as const,
  search: (vault_id: string, q: string, type: string) => ["secrets", vault_id, "search", q, type] as const,
  versions: (vault_id: string, path: string) => ["secrets", vault_id, "versions", path] as const,
  reads: (vault_id: string, secret_id: string) => ["secrets", vault_id, "reads", secret_id] as const,
};

/** One page of the vault's paths in their order. @throws OneclawError */
export async function secretPage(vault_id: string, cursor: string | undefined): Promise<SecretPage> {
  const limit = cursor === undefined ? FIRST_SECRETS : MORE_SECRETS;
  return pageOf(await api().secrets.list(vault_id, { limit, cursor }));
}

/** One page of what is found; one that is empty although there is more is passed over. @throws OneclawError */
export async function foundPage(
  vault_id: string,
  query: { q: string; type: SecretType | undefined },
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<SecretPage> {
  let page: SecretPage = { secrets: [], next: cursor ?? null };
  for (let asked = 0; asked < EMPTY_PAGES; asked++) {
    const from = { vault_id, ...query, limit: FOUND_AT_ONCE, cursor: page.next ?? undefined };
    page = pageOf(await api().secrets.search(from, { signal }));
    if (page.secrets.length > 0 || page.next === null) break;
  }
  return page;
}

function pageOf(answer: OneclawResponse<{ secrets: Secret[] }>): SecretPage {
  return { secrets: unwrap(answer).secrets, next: answer.meta.next_cursor ?? null };
}

/** To be called after a write or a read that counts: everything shown of the vault's secrets is read again. */
export function refreshSecrets(queries: QueryClient, vault_id: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: ["vaults"] });
  return queries.invalidateQueries({ queryKey: secretKeys.all(vault_id) });
}

/** The same after a deletion: nothing is asked of the path that is gone. */
export function forgetSecret(queries: QueryClient, vault_id: string, path: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: ["vaults"] });
  void queries.invalidateQueries({ queryKey: secretKeys.versions(vault_id, path), refetchType: "none" });
  return queries.invalidateQueries({
    queryKey: secretKeys.all(vault_id),
    predicate: ({ queryKey }) => queryKey[2] !== "versions",
  });
}

/** How often the value can still be read; null where that has no limit. */
export function readsLeft(secret: Secret): number | null {
  if (secret.max_access_count === undefined) return null;
  return Math.max(0, secret.max_access_count - (secret.access_count ?? 0));
}
