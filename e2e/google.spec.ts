import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { type OidcIssuer, oidcIssuer } from "../server/testing/oidc-issuer.ts";
import { newPerson } from "./people.ts";
import { type Product, startProduct } from "./product.ts";
import { expect, open, test as watched } from "./watch.ts";

type WithGoogle = Product & { issuer: OidcIssuer };

/** A product whose Google is an issuer on this machine, which signs whoever comes in as `issuer.person`. */
const test = watched.extend<object, { google: WithGoogle }>({
  google: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const issuer = await oidcIssuer();
      const product = await startProduct({
        GOOGLE_CLIENT_ID: "client-of-ours",
        GOOGLE_CLIENT_SECRET: "its-secret",
        GOOGLE_ISSUER: issuer.url,
        EGRESS_ALLOW: "127.0.0.1",
      });
      await use({ ...product, issuer });
      await product.stop();
      await issuer.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: async ({ google }, use) => use(google.url),
});

/** A person of the issuer's. */
function holder(email = `${randomUUID()}@example.com`): Record<string, unknown> {
  return { sub: randomUUID(), email, email_verified: true, name: "Grace Hopper" };
}

async function continueWithGoogle(page: Page, path: string): Promise<void> {
  await open(page, path);
  await page.getByRole("button", { name: "Continue with Google" }).click();
}

/** The way over the issuer's own page is the only one that leaves us. */
function expectOnlyGoogle(complaints: string[], { url }: OidcIssuer): void {
  const others = complaints.splice(0).filter((each) => !each.startsWith(`request to ${url}/authorize?`));
  expect(others).toEqual([]);
}

test("somebody new comes in through Google and is led to where they were going", async ({
  page,
  google: { issuer, url },
  watch,
}) => {
  // Whoever is first runs the server, and is led to the sign-up.
  await newPerson(url);
  issuer.person = holder();
  await continueWithGoogle(page, "/sign-in?next=/enrolments");
  await page.waitForURL("/enrolments");
  await expect(page.getByRole("button", { name: "Account of Grace Hopper" })).toBeVisible();
  expectOnlyGoogle(watch.complaints, issuer);

  const asked = new URL(issuer.asked.findLast((path) => path.startsWith("/authorize")) ?? "", issuer.url);
  expect(Object.fromEntries(asked.searchParams)).toMatchObject({
    client_id: "client-of-ours",
    response_type: "code",
    redirect_uri: `${url}/api/auth/callback/google`,
    code_challenge_method: "S256",
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{20,}$/),
    nonce: expect.stringMatching(/^[\w-]{20,}$/),
  });
});

test("who has a second factor is asked for it after Google too", async ({
  page,
  google: { issuer, url },
  watch,
}) => {
  const { generateSync } = await import("otplib");
  const person = await newPerson(url);
  issuer.person = holder(person.email);
  await continueWithGoogle(page, "/sign-in?next=/enrolments");
  await page.waitForURL("/enrolments");
  // The address was not proved before Google did, so the account is as new: its ways in are Google's alone.
  await page.context().clearCookies();
  const other = createClient({ baseUrl: url });
  const id_token = await issuer.sign({
    ...issuer.person,
    iss: issuer.url,
    aud: "client-of-ours",
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 600,
  });
  unwrap(await other.auth.google({ id_token }));
  const { secret } = unwrap(await other.auth.mfaSetup());
  const { recovery_codes } = unwrap(await other.auth.mfaVerifySetup({ code: generateSync({ secret }) }));

  await continueWithGoogle(page, "/sign-in?next=/enrolments");
  await expect(page.getByRole("heading", { level: 1, name: "Second factor" })).toBeVisible();
  expect((await page.context().cookies()).some(({ name }) => name === "1claw-session")).toBe(false);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recovery_codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/enrolments");
  expectOnlyGoogle(watch.complaints, issuer);
});

test("an answer that this browser did not ask for signs nobody in", async ({
  page,
  google: { issuer, url },
  watch,
}) => {
  await newPerson(url);
  issuer.person = holder();
  // What a stranger began elsewhere: their code and their state, brought to this browser by a link.
  const authorize = new URL("/authorize", issuer.url);
  const redirect_uri = `${url}/api/auth/callback/google`;
  authorize.search = String(
    new URLSearchParams({ redirect_uri, state: "theirs", client_id: "client-of-ours" }),
  );
  const { headers } = await fetch(authorize, { redirect: "manual" });
  await page.goto(headers.get("location") ?? "");
  await expect(page.getByText("Signing in with Google did not finish. Try again.")).toBeVisible();
  expect((await page.context().cookies()).some(({ name }) => name === "1claw-session")).toBe(false);
  expectOnlyGoogle(watch.complaints, issuer);
});

test("an address that Google does not vouch for is refused with a sentence", async ({
  page,
  google: { issuer, url },
  watch,
}) => {
  await newPerson(url);
  issuer.person = { ...holder(), email_verified: false };
  await continueWithGoogle(page, "/sign-in");
  await expect(page.getByText("This Google account is not valid here. Sign in another way.")).toBeVisible();
  expect((await page.context().cookies()).some(({ name }) => name === "1claw-session")).toBe(false);
  expectOnlyGoogle(watch.complaints, issuer);
});
