// How the pages of shares are read: one page of a list with where the next begins.
import { type ApiSchemas, type OneclawClient, unwrap } from "#sdk";

export const PAGE = 100;

export type Share = ApiSchemas["ShareListResponse"]["shares"][number];
export type SealedShare = ApiSchemas["SealedShareListResponse"]["sealed_shares"][number];
export type Page<Row> = { rows: Row[]; next: string | null };

type Sharing = OneclawClient["sharing"];

/** @throws OneclawError */
export async function inboundPage(sharing: Sharing, cursor?: string): Promise<Page<Share>> {
  const answer = await sharing.listInbound({ limit: PAGE, cursor });
  return { rows: unwrap(answer).shares, next: answer.meta.next_cursor ?? null };
}

/** @throws OneclawError */
export async function outboundPage(sharing: Sharing, cursor?: string): Promise<Page<Share>> {
  const answer = await sharing.listOutbound({ limit: PAGE, cursor });
  return { rows: unwrap(answer).shares, next: answer.meta.next_cursor ?? null };
}

/** @throws OneclawError */
export async function sealedPage(sharing: Sharing, cursor?: string): Promise<Page<SealedShare>> {
  const answer = await sharing.listSealed({ limit: PAGE, cursor });
  return { rows: unwrap(answer).sealed_shares, next: answer.meta.next_cursor ?? null };
}
