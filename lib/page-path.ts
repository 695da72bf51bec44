// Where a person was on the way to, so that signing in leads there.

/** The request header in which our front door tells pages their own address. */
export const PATH_HEADER = "x-1claw-path";

/** `next` when it is a path of this site, else `fallback`: an address from a link must not lead elsewhere. */
export function safePath(next: string | null | undefined, fallback = "/dashboard"): string {
  if (!next?.startsWith("/") || /[\\\p{Cc}]/u.test(next)) return fallback;
  const url = URL.canParse(next, "http://site.invalid") ? new URL(next, "http://site.invalid") : null;
  return url?.host === "site.invalid" && !next.startsWith("//")
    ? url.pathname + url.search + url.hash
    : fallback;
}
