import { newPerson, signIn } from "./people.ts";
import { expect, open, test } from "./watch.ts";

test("somebody reads what goes with the account, deletes it, and cannot sign in any more", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  await person.client.vault.create({ name: "Production" });
  await signIn(context, base, person);
  await open(page, "/settings");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await expect(dialog).toContainText("1 vault; their keys are destroyed after 30 days");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByLabel(/^Type DELETE/)).toHaveAttribute("aria-invalid", "true");
  await dialog.getByLabel(/^Type DELETE/).fill("DELETE MY ACCOUNT");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await page.waitForURL(`${base}/`);
  await page.goto("/settings");
  await expect(page).toHaveURL(/\/sign-in/);
  const answer = await person.client.auth.login({ email: person.email, password: person.password });
  expect(answer.meta.status).toBe(401);
});

test("single-key shortcuts stay switched off after a reload, from the first answer on", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const owner = await newPerson(base);
  await signIn(context, base, owner);
  await open(page, "/settings");
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  const answer = await page.reload();
  expect(await answer?.text()).toContain('data-shortcuts="off"');
  await expect(page.getByRole("switch", { name: "Single-key shortcuts" })).not.toBeChecked();
});
