// Pages of lists: the body stays what existing clients read, the way on is a Link header (RFC 8288).
import type { Context } from "#server/context.ts";
import { invalid } from "./steps/validate.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The position a cursor stands for, null for the first page. @throws Problem `validation_failed` */
export function readCursor(cursor: string | undefined, shape: RegExp = UUID): string | null {
  if (cursor === undefined) return null;
  const position = Buffer.from(cursor, "base64url").toString("utf8");
  if (!shape.test(position)) throw invalid({ cursor: "is not one that this list gave out" });
  return position;
}

/**
 * Cuts `rows`, asked for with one row more than `limit`, to the page and names the next one in the Link header.
 * `position` must be something the caller has seen: the cursor carries it.
 */
export function nextPage<T>(
  ctx: Context,
  rows: readonly T[],
  limit: number,
  position: (row: T) => string,
): T[] {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (rows.length > limit && last) linkNext(ctx, limit, position(last));
  return page;
}

/** Names the page that begins at `position`, which `readCursor` gives back. */
export function linkNext(ctx: Context, limit: number, position: string): void {
  const cursor = Buffer.from(position, "utf8").toString("base64url");
  ctx.headers.set("link", `<?cursor=${cursor}&limit=${limit}>; rel="next"`);
}
