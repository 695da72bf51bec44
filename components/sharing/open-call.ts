"use client";
// How a share is opened from its page: with the session where there is one, and as anybody where that has ended.
import { api } from "#components/api/client.ts";
import { createClient, type OneclawClient } from "#sdk";

let anybody: OneclawClient | null = null;

/** A client without the session's cookie. */
function anonymous(): OneclawClient {
  anybody ??= createClient({
    baseUrl: `${window.location.origin}/api`,
    retries: 0,
    fetch: (input, init) => fetch(input, { ...init, credentials: "omit", cache: "no-store" }),
  });
  return anybody;
}

/** The shared value; uses one view up. A session that is over must not keep anybody from a link for everybody. */
export async function openShared(share_id: string, passphrase: string | undefined) {
  const answer = await api().sharing.access(share_id, passphrase);
  const isStale =
    answer.error && answer.meta.status === 401 && answer.error.code !== "authentication_required";
  return isStale ? anonymous().sharing.access(share_id, passphrase) : answer;
}

/** The ciphertext of a sealed share; uses one view up. Nobody is named by it, signed in or not. */
export function fetchSealed(sealed_share_id: string) {
  return anonymous().sharing.fetchSealed(sealed_share_id);
}
