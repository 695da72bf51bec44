// Sends one request and turns whatever comes back into an envelope; owns the time a call may take.
import { envelope, failure, type OneclawResponse } from "./envelope.ts";
import { noAnswer } from "./no-answer.ts";

export type Fetch = typeof globalThis.fetch;

export type Wire = {
  method: string;
  /** From /v1 on, with its query. */
  target: string;
  body?: unknown;
  /** Headers of this endpoint's own. */
  headers?: object | undefined;
  token: string | null;
  signal: AbortSignal;
};

export type Transport = (wire: Wire) => Promise<OneclawResponse<unknown>>;

/** Sends to `base`, an address without a slash at its end; never throws for what happens on the way. */
export function createTransport(base: string, fetch: Fetch): Transport {
  return async ({ method, target, body, headers, token, signal }) => {
    const init: RequestInit = {
      method: method.toUpperCase(),
      headers: {
        ...present(headers),
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    try {
      const response = await fetch(base + target, init);
      return envelope(response, await response.text(), base);
    } catch (error) {
      return noAnswer(base, error);
    }
  };
}

function present(headers: object = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => typeof value === "string"));
}

/**
 * Gives `work` at most `timeout_ms` and stops it when `outer` is aborted. The answer comes in time even where the
 * fetch that is used pays no attention to signals.
 */
export async function withDeadline<T>(
  base: string,
  timeout_ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal, left_ms: () => number) => Promise<OneclawResponse<T>>,
): Promise<OneclawResponse<T>> {
  const controller = new AbortController();
  const ends_at = performance.now() + timeout_ms;
  let stop = (_code: "timeout" | "aborted", _message: string) => {};
  const over = new Promise<OneclawResponse<never>>((resolve) => {
    stop = (code, message) => {
      resolve(failure({ type: "network_error", message, code }));
      controller.abort();
    };
  });
  const timer = setTimeout(
    () => stop("timeout", `${base} did not answer within ${timeout_ms} ms.`),
    timeout_ms,
  );
  const abort = () => stop("aborted", `The request to ${base} was aborted.`);
  if (outer?.aborted) abort();
  outer?.addEventListener("abort", abort, { once: true });
  try {
    if (controller.signal.aborted) return await over;
    return await Promise.race([over, work(controller.signal, () => ends_at - performance.now())]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", abort);
  }
}

/** Waits, but no longer than until `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end);
  });
}
