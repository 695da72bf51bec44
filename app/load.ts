// How pages wait for the API: data, or the page that fits the refusal.
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { PATH_HEADER } from "#lib/page-path.ts";
import { sessionCookieName } from "#lib/session-cookie.ts";
import type { ApiSchemas, OneclawResponse } from "#sdk";
import { pageClient, pageSettings } from "#server/session.ts";

/** The data of an answer. Without a session it leads to the sign-in, without the thing to the 404 page. */
export async function load<T>(answering: Promise<OneclawResponse<T>>): Promise<T> {
  const answer = await answering;
  if (!answer.error) return answer.data;
  if (answer.meta.status === 401) redirect(await signInPath());
  if (answer.meta.status === 404 || answer.meta.status === 400) notFound();
  throw Object.assign(new Error(answer.error.message), { digest: answer.error.request_id });
}

/** The data of an answer, or null where the person may not see it. */
export async function loadIfAllowed<T>(answering: Promise<OneclawResponse<T>>): Promise<T | null> {
  const answer = await answering;
  return answer.meta.status === 403 ? null : load(Promise.resolve(answer));
}

/** Who is signed in; leads to the sign-in when nobody is. Asked once for each page. */
export const currentPerson = cache(async (): Promise<ApiSchemas["UserProfileResponse"]> => {
  return load((await pageClient()).auth.getMe());
});

/** Who is signed in, or null. */
export const personIfAny = cache(async (): Promise<ApiSchemas["UserProfileResponse"] | null> => {
  if (!(await hasCookie())) return null;
  const answer = await (await pageClient()).auth.getMe();
  return answer.error ? null : answer.data;
});

/** The sign-in, which leads back here, and says so to whoever comes with the cookie of a session that has ended. */
async function signInPath(): Promise<string> {
  const next = new URL((await headers()).get(PATH_HEADER) ?? "/dashboard", "http://page.invalid");
  // Next's own, on requests that fetch a page's parts.
  next.searchParams.delete("_rsc");
  const query = new URLSearchParams({
    ...((await hasCookie()) && { ended: "1" }),
    next: next.pathname + next.search,
  });
  return `/sign-in?${query}`;
}

async function hasCookie(): Promise<boolean> {
  const [jar, { public_url }] = await Promise.all([cookies(), pageSettings()]);
  return jar.has(sessionCookieName(public_url));
}
