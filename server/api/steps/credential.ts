// Finds what a request wants to be known by: the Authorization header, or the session cookie of our own pages.
// Must never let another site's page use the cookie that a browser sends along.
import { SAME_ORIGIN_HEADER, sessionCookieName } from "#lib/session-cookie.ts";
import type { Credential } from "#server/context.ts";
import { Problem } from "#server/errors.ts";

/**
 * The credential of a request, null without one. The cookie counts under /api/v1 alone and only from our own pages.
 * @throws Problem `request_cross_site`
 */
export function credentialOf(request: Request, public_url: string): Credential | null {
  const header = request.headers.get("authorization");
  if (header !== null) return { from: "header", text: header };
  const cookies = request.headers.get("cookie");
  const session = cookies && cookieOf(cookies, sessionCookieName(public_url));
  if (!session || !new URL(request.url).pathname.startsWith("/api/")) return null;
  if (isFromOurPages(request)) return { from: "cookie", text: session };
  throw new Problem("request_cross_site", {
    detail:
      "The session cookie counts only for requests that this server's own pages make. Send `Authorization`.",
  });
}

function cookieOf(cookies: string, name: string): string | null {
  for (const pair of cookies.split(";")) {
    const at = pair.indexOf("=");
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

// `same-site` is not enough: a sibling domain may be anybody's. Browsers leave the header out on plain http addresses
// other than localhost; there the origin of a write, or a header that only a page of this origin can add, says the same.
function isFromOurPages(request: Request): boolean {
  const { headers } = request;
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin !== null) return URL.canParse(origin) && new URL(origin).host === new URL(request.url).host;
  return headers.has(SAME_ORIGIN_HEADER);
}
