import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

/** The browser itself notes an answer of 401 in its console, and a code that is asked for comes as one. */
const ASKED = /Failed to load resource: .*401/;
const PERIOD_SECONDS = 30;

async function withSecondFactor(baseURL: string): Promise<{
  person: E2ePerson;
  recovery_codes: string[];
  nextCode: () => string;
}> {
  const person = await newPerson(String(baseURL));
  const { secret } = unwrap(await person.client.auth.mfaSetup());
  const { recovery_codes } = unwrap(
    await person.client.auth.mfaVerifySetup({ code: generateSync({ secret }) }),
  );
  // The code of the set-up is used up; the next one counts already.
  const nextCode = () => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + PERIOD_SECONDS });
  return { person, recovery_codes, nextCode };
}

async function enterPassword(page: Page, { email, password }: E2ePerson): Promise<void> {
  await open(page, "/sign-in?next=/enrolments");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Second factor" })).toBeVisible();
}

async function enterRecoveryCode(page: Page, code: string): Promise<void> {
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a password alone opens nothing: the code of the authenticator does", async ({
  page,
  watch,
  baseURL,
}) => {
  const { person, nextCode } = await withSecondFactor(String(baseURL));
  await enterPassword(page, person);
  await expectAccessible(page);
  await expect(page.getByLabel("Code", { exact: true })).toBeFocused();
  const cookies = await page.context().cookies();
  expect(cookies.some(({ name }) => name === "1claw-session")).toBe(false);
  expect(cookies.find(({ name }) => name === "1claw-challenge")).toMatchObject({
    httpOnly: true,
    sameSite: "Strict",
  });
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The code is wrong, has expired or was used before.")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(nextCode());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/enrolments");
  for (const complaint of watch.complaints.splice(0)) expect(complaint).toMatch(ASKED);
});

test("a recovery code signs in once, and not a second time", async ({ page, watch, baseURL }) => {
  const { person, recovery_codes } = await withSecondFactor(String(baseURL));
  const [code = ""] = recovery_codes;
  await enterPassword(page, person);
  await enterRecoveryCode(page, code.toLowerCase());
  await page.waitForURL("/enrolments");
  expect(unwrap(await person.client.auth.mfaStatus()).recovery_codes_left).toBe(recovery_codes.length - 1);

  await page.context().clearCookies();
  await enterPassword(page, person);
  await enterRecoveryCode(page, code);
  await expect(page.getByText("The code is wrong, has expired or was used before.")).toBeVisible();
  await page.getByRole("button", { name: "Start again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
  for (const complaint of watch.complaints.splice(0)) expect(complaint).toMatch(ASKED);
});
