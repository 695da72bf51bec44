// Vaults as the pages read them: a page of the list together with the numbers to it.
import { api } from "#components/api/client.ts";
import { type ApiSchemas, type OneclawResponse, unwrap } from "#sdk";

export type Vault = ApiSchemas["VaultResponse"];
export type VaultSummary = ApiSchemas["VaultSummary"];
export type VaultPage = { vaults: Vault[]; summaries: VaultSummary[]; next: string | null };

/** Who looks at the page. */
export type Me = { id: string; role: "owner" | "admin" | "member" };

export const VAULTS_AT_ONCE = 100;

/** @throws OneclawError */
export async function vaultPage(cursor: string | undefined): Promise<VaultPage> {
  const query = { limit: VAULTS_AT_ONCE, cursor };
  const [list, counted] = await Promise.all([api().vault.list(query), api().vault.summary(query)]);
  return pageOf(list, counted);
}

function pageOf(
  list: OneclawResponse<ApiSchemas["VaultListResponse"]>,
  counted: OneclawResponse<ApiSchemas["VaultSummaryResponse"]>,
): VaultPage {
  return {
    vaults: unwrap(list).vaults,
    summaries: unwrap(counted).vaults,
    next: list.meta.next_cursor ?? null,
  };
}

/** Whether this person may rename, delete and re-key the vault. */
export function administers(me: Me, vault: Vault): boolean {
  return me.role !== "member" || (vault.created_by === me.id && vault.created_by_type === "user");
}

/** What a summary counts up to; one more stands for "more". */
const COUNTED_TO = 1_000;

/** A number of a summary in words; "1,000+" where it was not counted to the end. */
export function countWords(count: number): string {
  return count > COUNTED_TO ? `${COUNTED_TO.toLocaleString("en")}+` : count.toLocaleString("en");
}

/** "3 secrets", "1 secret", "1,000+ secrets". */
export function countOf(count: number, one: string): string {
  return `${countWords(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** The numbers of one vault, wherever in the list it stands; null where it is not in it. @throws OneclawError */
export async function summaryOf(vault_id: string): Promise<VaultSummary | null> {
  let cursor: string | undefined;
  do {
    const answer = await api().vault.summary({ limit: 1_000, cursor });
    const found = unwrap(answer).vaults.find((each) => each.vault_id === vault_id);
    if (found) return found;
    cursor = answer.meta.next_cursor;
  } while (cursor !== undefined);
  return null;
}
