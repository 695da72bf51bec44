// Walks lists page by page.
import type { OneclawResponse } from "./envelope.ts";
import { unwrap } from "./errors.ts";

/**
 * Every item from the page at `cursor` on, fetching a page when the one before is used up.
 * @throws OneclawError when a page cannot be fetched
 */
export async function* everyItem<T, I>(
  cursor: string | undefined,
  page: (cursor: string | undefined) => Promise<OneclawResponse<T>>,
  items: (data: T) => readonly I[],
): AsyncGenerator<I, void, undefined> {
  let next = cursor;
  do {
    const answer = await page(next);
    yield* items(unwrap(answer));
    next = answer.meta.next_cursor;
  } while (next !== undefined);
}
