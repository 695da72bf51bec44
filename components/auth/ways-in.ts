// How a browser signs in: next-auth turns the API's answer into the session's cookie, which no script sees.
// What is typed goes into the body of one POST and nowhere else.

export type Given = { email: string; password: string } | { code: string } | { verify_token: string };

/** `code`: the second factor is asked for now. `refused`: `why` is the server's sentence. */
export type WayIn = { is: "in" } | { is: "code" } | { is: "refused"; code: string; why: string };

const UNKNOWN = "Something went wrong on the server. Try again.";

/** Signs in, or says what is missing. @throws Error with a sentence when the server cannot be reached */
export async function signIn(given: Given): Promise<WayIn> {
  const { searchParams } = await post("callback/credentials", given);
  if (searchParams.has("csrf")) return refused("csrf", "This page was open for too long. Try again.");
  const error = searchParams.get("error");
  if (error === null) return { is: "in" };
  const { code, detail } = readError(error);
  return code === "mfa_required" ? { is: "code" } : refused(code, detail);
}

/** Leaves for Google, which leads back to `next`. @throws Error as `signIn` */
export async function leaveForGoogle(next: string): Promise<never> {
  const url = await post("signin/google", {}, next);
  return leaveFor(url.href);
}

/** Goes to another page; never resolves, so that a button stays busy until the page is gone. */
export function leaveFor(address: string): Promise<never> {
  window.location.assign(address);
  return new Promise(() => {});
}

function refused(code: string, why: string): WayIn {
  return { is: "refused", code, why };
}

async function post(action: string, given: Record<string, string>, next = "/"): Promise<URL> {
  const { csrfToken } = await read<{ csrfToken: string }>("csrf");
  const body = new URLSearchParams({ ...given, csrfToken, callbackUrl: next, json: "true" });
  const { url } = await read<{ url: string }>(action, { method: "POST", body });
  return new URL(url, window.location.origin);
}

async function read<T>(action: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`/api/auth/${action}`, { ...init, cache: "no-store" }).catch(() => null);
  if (!answer) throw new Error("The server cannot be reached. Try again in a moment.");
  const json: unknown = await answer.json().catch(() => null);
  if (json === null) throw new Error(UNKNOWN);
  return json as T;
}

function readError(text: string): { code: string; detail: string } {
  try {
    const { code, detail } = JSON.parse(text) as Record<string, unknown>;
    if (typeof code === "string" && typeof detail === "string") return { code, detail };
  } catch {
    // A failure of another kind has no sentence for people.
  }
  return { code: "internal", detail: UNKNOWN };
}
