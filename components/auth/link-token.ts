"use client";
// The token of a mailed link, in the page's memory alone: the address bar, and so the history, forgets it at once.
import { useEffect, useState } from "react";

const KEPT = "1claw-link";

/** The token that the link had, or that was kept for the way back from Google; null while it is looked for, "" for none. */
export function useLinkToken(given: string | undefined): string | null {
  const [token, setToken] = useState<string | null>(given ?? null);
  useEffect(() => {
    // At hydration the router begins to follow the history only after this effect; told earlier, it would ask for the
    // link's own address again.
    if (given) queueMicrotask(forget);
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    setToken((now) => now ?? kept ?? "");
  }, [given]);
  return token;
}

/** Keeps the token in this tab for the way to Google and back; reading it forgets it. */
export function keepForReturn(token: string): void {
  sessionStorage.setItem(KEPT, token);
}

function forget(): void {
  const address = new URL(window.location.href);
  for (const name of ["token", "invite_token", "code"]) address.searchParams.delete(name);
  window.history.replaceState(null, "", address.pathname + address.search);
}
