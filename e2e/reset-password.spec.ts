import { randomUUID } from "node:crypto";
import { createClient } from "../packages/sdk/src/index.ts";
import { expect, provedPerson, test } from "./mail.ts";
import { expectAccessible, open } from "./watch.ts";

const goodPassword = () => `Quiet-harbour-7-${[...randomUUID().slice(-12)].join("-")}`;

test("an address is confirmed by a click behind the link, and by nothing that only opens it", async ({
  page,
  request,
  mailing,
  watch,
}) => {
  const [email, password] = [`${randomUUID()}@example.com`, goodPassword()];
  await open(page, "/sign-up");
  await page.getByLabel("Name").fill("Grace Hopper");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Look into your inbox" })).toBeVisible();
  const link = await mailing.linkTo("/verify-email", email, "Confirm your address");
  for (const method of ["get", "head"] as const) expect((await request[method](link)).status()).toBe(200);

  await open(page, "/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Verify your address first" })).toBeVisible();
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*401/)]);

  await page.goto(link);
  await expect(page).toHaveURL(/\/verify-email$/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirm address" }).click();
  await page.waitForURL("/welcome");
});

test("a forgotten password is replaced with the mailed link, once, and every session ends", async ({
  page,
  request,
  mailing,
  watch,
}) => {
  const person = await provedPerson(mailing);
  const { email } = person;
  await open(page, "/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.waitForURL("/forgot-password");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Look into your inbox" })).toBeVisible();

  const link = await mailing.linkTo("/reset-password", email, "Choose a new password");
  for (const method of ["get", "head"] as const) expect((await request[method](link)).status()).toBe(200);
  const password = goodPassword();
  await page.goto(link);
  await expect(page).toHaveURL(/\/reset-password$/);
  await page.getByLabel("New password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Password changed" })).toBeVisible();
  expect((await person.client.auth.getMe()).meta.status).toBe(401);
  await mailing.mailTo(email, "Your password was changed");

  await page.goto(link);
  await page.getByLabel("New password", { exact: true }).fill(goodPassword());
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This link is not valid" })).toBeVisible();
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*4\d\d/)]);

  const { auth } = createClient({ baseUrl: mailing.url });
  expect((await auth.login({ email, password: person.password })).meta.status).toBe(401);
  await page.getByRole("link", { name: "Ask for another link" }).click();
  await page.getByRole("link", { name: "Back to the sign-in" }).click();
  await page.waitForURL("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("/dashboard");
});
