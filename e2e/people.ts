// People for the journeys: signed up by the API, signed in by the cookie that the sign-in page would set.
import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { createClient, type OneclawClient, unwrap } from "../packages/sdk/src/index.ts";

export type E2ePerson = { email: string; password: string; name: string; client: OneclawClient };

/** Somebody with an organization of their own. `client` acts as them. */
export async function newPerson(baseURL: string, name = "Ada Lovelace"): Promise<E2ePerson> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, ".")}.${randomUUID().slice(0, 8)}@example.com`;
  // Single characters between hyphens: a new password must hold no "aaa", "abc" or "321".
  const password = `Correct-horse-7-${[...randomUUID().slice(-12)].join("-")}`;
  const client = createClient({ baseUrl: baseURL });
  unwrap(await client.auth.signup({ email, password, display_name: name }));
  unwrap(await client.auth.login({ email, password }));
  return { email, password, name, client };
}

/** Signs the person in to this browser without the form. */
export async function signIn(context: BrowserContext, baseURL: string, person: E2ePerson): Promise<void> {
  const { email, password } = person;
  const { auth } = createClient({ baseUrl: baseURL });
  const { refresh_token = "" } = unwrap(await auth.login({ email, password }));
  const { session_token } = unwrap(await auth.browserSession({ refresh_token }));
  await context.addCookies([
    { name: "1claw-session", value: session_token, url: baseURL, httpOnly: true, sameSite: "Lax" },
  ]);
}
