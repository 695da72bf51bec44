// The cookie that keeps a person signed in to the pages. Pages set it, the API reads it.

/** Its name: where the address is https, one that browsers take from this host alone, over TLS alone. */
export function sessionCookieName(public_url: string): string {
  return public_url.startsWith("https:") ? "__Host-1claw-session" : "1claw-session";
}

/** The header by which our pages show, where a browser sends no `Sec-Fetch-Site`, that no foreign page made them ask. */
export const SAME_ORIGIN_HEADER = "x-1claw-page";
