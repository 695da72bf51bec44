import { randomUUID } from "node:crypto";
import type { BrowserContext } from "@playwright/test";
import { newPerson } from "./people.ts";
import { startProduct } from "./product.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

/** The browser itself notes an answer of 401 in its console. */
const WRONG = /Failed to load resource: .*401/;

const sessionOf = async (context: BrowserContext) =>
  (await context.cookies()).find(({ name }) => name.endsWith("1claw-session"));

test("somebody new signs up, signs out, mistypes the password, and signs in to where they were going", async ({
  page,
  watch,
}) => {
  const email = `${randomUUID()}@example.com`;
  const password = `Quiet-harbour-7-${[...randomUUID().slice(-12)].join("-")}`;
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));

  await open(page, "/sign-up");
  await page.getByLabel("Name").fill("Grace Hopper");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await expect(page.getByText("12 characters or more, missing")).toBeVisible();
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("The password must have at least 12 characters.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await expect(page.getByText(", missing")).toHaveCount(0);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("/welcome");

  await open(page, "/enrolments");
  await page.getByRole("button", { name: "Account of Grace Hopper" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  expect(await sessionOf(page.context())).toBeUndefined();

  await page.goto("/enrolments");
  await page.waitForURL("/sign-in?next=%2Fenrolments");
  await open(page, page.url());
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(`${password}?`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "E-mail or password is wrong." })).toBeVisible();
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(WRONG)]);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/enrolments");
  await expect(page.getByRole("heading", { level: 1, name: "Enrolments" })).toBeVisible();

  const told = addresses
    .map(decodeURIComponent)
    .filter((url) => url.includes(password) || url.includes(email));
  expect(told).toEqual([]);
});

test("a link cannot lead elsewhere after the sign-in, and who is signed in is not asked again", async ({
  page,
  baseURL,
}) => {
  const { email, password } = await newPerson(String(baseURL));
  await open(page, "/sign-in?next=%2F%2Fevil.example%2Fdashboard");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/dashboard");
  await page.goto("/sign-in?next=/enrolments");
  await page.waitForURL("/enrolments");
});

test("the session is one cookie that no script reads, and signing out ends it for whoever kept it", async ({
  page,
  request,
  baseURL,
}) => {
  const { email, password } = await newPerson(String(baseURL));
  await open(page, "/sign-in?next=/enrolments");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/enrolments");
  const session = await sessionOf(page.context());
  expect(session).toMatchObject({ name: "1claw-session", httpOnly: true, sameSite: "Lax", path: "/" });
  expect(await page.evaluate(() => document.cookie)).not.toContain("1claw");
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).toBe(
    "[{},{}]",
  );
  const told = await page.request.get("/api/auth/session");
  expect(Object.keys(await told.json())).toEqual(["expires"]);

  const kept = { cookie: `1claw-session=${session?.value}`, "sec-fetch-site": "same-origin" };
  expect((await request.get("/api/v1/auth/me", { headers: kept })).status()).toBe(200);
  await open(page, "/enrolments");
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("/sign-in?signed_out=1");
  expect((await request.get("/api/v1/auth/me", { headers: kept })).status()).toBe(401);
});

test("a session that ended elsewhere leads to the sign-in, which says so and leads back", async ({
  page,
  baseURL,
}) => {
  const { email, password, client } = await newPerson(String(baseURL));
  await open(page, "/sign-in?ended=1&next=/enrolments");
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/enrolments");
  await client.auth.endOtherSessions();
  await page.reload();
  await page.waitForURL("/sign-in?ended=1&next=%2Fenrolments");
  await expect(page.getByText("Your session has ended.")).toBeVisible();
});

test("a foreign page can neither sign somebody in nor out", async ({ request, baseURL }) => {
  const { email, password } = await newPerson(String(baseURL));
  const forged = { email, password, csrfToken: "guessed", json: "true" };
  const signIn = await request.post("/api/auth/callback/credentials", { form: forged });
  expect((await signIn.json()).url).toContain("csrf=true");
  expect(signIn.headers()["set-cookie"] ?? "").not.toContain("1claw-session");

  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const real = await request.post("/api/auth/callback/credentials", { form: { ...forged, csrfToken } });
  expect(real.headers()["set-cookie"]).toContain("1claw-session=");
  const signOut = await request.post("/api/auth/signout", { form: { csrfToken: "guessed", json: "true" } });
  expect(signOut.headers()["set-cookie"] ?? "").not.toContain("1claw-session=;");
  const me = () => request.get("/api/v1/auth/me", { headers: { "sec-fetch-site": "same-origin" } });
  expect((await me()).status()).toBe(200);
  await request.post("/api/auth/signout", { form: { csrfToken, json: "true" } });
  expect((await me()).status()).toBe(401);
});

test("with an https address every cookie is for TLS and this host alone", async ({ playwright }) => {
  test.setTimeout(120_000);
  const product = await startProduct({ PUBLIC_URL: "https://secrets.example.com" });
  const request = await playwright.request.newContext({ baseURL: product.url });
  try {
    const { email, password } = await newPerson(product.url);
    const first = await request.get("/api/auth/csrf");
    const { csrfToken } = await first.json();
    const held = setCookies(first.headersArray()).map((each) => each.split(";")[0]);
    const signedIn = await request.post("/api/auth/callback/credentials", {
      form: { email, password, csrfToken, json: "true" },
      headers: { cookie: held.join("; ") },
    });
    const set = [...setCookies(first.headersArray()), ...setCookies(signedIn.headersArray())];
    expect(set.find((each) => each.startsWith("__Host-1claw-session="))).toMatch(
      /^(?=.*; Path=\/)(?=.*; HttpOnly)(?=.*; Secure)(?=.*; SameSite=Lax)(?!.*Domain)/i,
    );
    expect(
      set.filter((each) => !/^__(Host|Secure)-.*; HttpOnly.*; Secure|^__.*; Secure.*; HttpOnly/i.test(each)),
    ).toEqual([]);
  } finally {
    await request.dispose();
    await product.stop();
  }
});

function setCookies(headers: { name: string; value: string }[]): string[] {
  return headers.filter(({ name }) => name.toLowerCase() === "set-cookie").map(({ value }) => value);
}

test("the start page knows whether somebody is signed in", async ({ page, baseURL }) => {
  const { email, password } = await newPerson(String(baseURL));
  await open(page, "/");
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL("/sign-in");
  await open(page, "/sign-in?next=/");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("banner").getByRole("link", { name: "Open dashboard" })).toBeVisible();
});

for (const path of [
  "/sign-in?ended=1",
  "/sign-up",
  "/forgot-password",
  "/reset-password?token=none",
  "/cli/verify",
]) {
  test(`${path} is accessible and fits a telephone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectAccessible(page, "colours");
  });
}
