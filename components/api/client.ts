// The browser's way to the API: the SDK with the session's cookie, which no script sees.
import { SAME_ORIGIN_HEADER } from "#lib/session-cookie.ts";
import {
  createClient,
  type OneclawClient,
  OneclawError,
  type OneclawErrorBody,
  type OneclawResponse,
  unwrap,
} from "#sdk";

let client: OneclawClient | null = null;
let sessionOver: (() => void) | null = null;

// Of the refusals with 401, those that are about the session and not about what was typed.
const SESSION_OVER = /\/(authentication_required|token_invalid)"/;

/** Has `act` run when any call finds that the session has ended, whoever made the call; returns how to take it back. */
export function whenSessionEnds(act: () => void): () => void {
  sessionOver = act;
  return () => {
    if (sessionOver === act) sessionOver = null;
  };
}

/** The SDK's client for the person who is signed in. */
export function api(): OneclawClient {
  client ??= createClient({
    baseUrl: `${window.location.origin}/api`,
    retries: 0,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set(SAME_ORIGIN_HEADER, "1");
      const answer = await fetch(input, { ...init, headers, cache: "no-store" });
      if (answer.status === 401 && sessionOver && SESSION_OVER.test(await answer.clone().text()))
        sessionOver();
      return answer;
    },
  });
  return client;
}

/** The data of an answer, for a query or a mutation. @throws OneclawError */
export async function ask<T>(answering: Promise<OneclawResponse<T>>): Promise<T> {
  return unwrap(await answering);
}

/** What a form shows of a refusal: at the fields that are wrong, or above them all. */
export function refusal(error: OneclawErrorBody): { fields?: Record<string, string>; problem?: string } {
  const { fields } = error;
  return fields && Object.keys(fields).length > 0
    ? { fields, problem: Object.keys(fields).includes("body") ? error.message : undefined }
    : { problem: error.message };
}

/** A sentence for whatever a call ended with. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : "Something went wrong. Try again.";
}

/** True when the session has ended: signed out, ended from elsewhere, or too old. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof OneclawError && error.status === 401;
}

/** True when there was no answer, or none yet: the server is away or starting. */
export function isServerAway(error: unknown): boolean {
  return error instanceof OneclawError && (error.status === 0 || error.status === 503);
}
