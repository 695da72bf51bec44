// The life of a secret in the dashboard: made, shown, hidden without a trace, deleted and brought back.
import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

/** Fails while the value is anywhere that outlives the look at it. */
async function expectNoTrace(page: Page, value: string): Promise<void> {
  await expect.poll(() => page.content()).not.toContain(value);
  expect(page.url()).not.toContain(value);
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie]),
  );
  expect(kept).not.toContain(value);
}

test("a person makes a vault and a secret, looks at its value, deletes it and takes that back", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  await signIn(context, String(baseURL), person);
  const value = `CANARY-${randomUUID()}`;

  await open(page, "/vaults");
  await expect(page.getByText("Create your first vault")).toBeVisible();
  await page.getByRole("button", { name: "Create vault" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Production");
  await page.getByRole("dialog").getByRole("button", { name: "Create vault" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Production" })).toBeVisible();

  await page.getByRole("button", { name: "Add secret" }).click();
  const dialog = page.getByRole("dialog", { name: "Add secret" });
  await dialog.getByRole("textbox", { name: "Path" }).fill("api keys");
  await dialog.getByRole("textbox", { name: "Value" }).fill(value);
  await dialog.getByRole("button", { name: "Add secret" }).click();
  await expect(dialog.getByText(/may contain only the letters/)).toBeVisible();
  await dialog.getByRole("textbox", { name: "Path" }).fill("api-keys/stripe");
  await dialog.getByRole("combobox", { name: "Type" }).selectOption({ label: "API key" });
  await dialog.getByRole("button", { name: "Add secret" }).click();

  const drawer = page.getByRole("dialog", { name: "Secret api-keys/stripe" });
  await expect(drawer.getByText("Nobody has read it yet.")).toBeVisible();
  await expect(page).toHaveURL(/\?path=api-keys(\/|%2F)stripe$/);
  await expectNoTrace(page, value);
  await drawer.getByRole("button", { name: "Reveal" }).click();
  await expect(drawer.getByText(value)).toBeVisible();
  await drawer.getByRole("button", { name: "Hide api-keys/stripe" }).click();
  await expectNoTrace(page, value);
  await expect(drawer.getByText("Nobody has read it yet.")).toBeHidden();

  await drawer.getByRole("button", { name: "Actions for api-keys/stripe" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(drawer).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("link", { name: "api-keys/stripe" }).click();
  await drawer.getByRole("button", { name: "Reveal" }).click();
  await expect(drawer.getByText(value)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expectNoTrace(page, value);
  expect(new URL(page.url()).search).toBe("");
});

test("a secret says who can read it and why, how often it still can be, and that it is gone", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  const person = await newPerson(String(baseURL));
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "db/password", "hunter2", { max_access_count: 2 }));
  const { agent } = unwrap(await client.agents.create({ name: "deploy-bot" }));
  const limits = { secretPathPattern: "db/*", conditions: { ip_allowlist: ["10.0.0.0/8"] } };
  unwrap(await client.access.grantAgent(vault.id, agent.id, ["read"], limits));
  await signIn(context, String(baseURL), person);

  await open(page, `/vaults/${vault.id}?path=db/password`);
  const drawer = page.getByRole("dialog", { name: "Secret db/password" });
  await expect(drawer.getByText("Made this vault, so needs no policy.")).toBeVisible();
  await expect(drawer.getByText("deploy-bot may read db/* in Production from 10.0.0.0/8")).toBeVisible();
  await expect(drawer.getByText("2 of 2")).toBeVisible();
  await expectAccessible(page);
  await drawer.getByRole("button", { name: "Reveal" }).click();
  await drawer.getByRole("button", { name: "Hide db/password" }).click();
  await expect(drawer.getByText(/this is the last/)).toBeVisible();
  await drawer.getByRole("button", { name: "Reveal" }).click();
  await drawer.getByRole("button", { name: "Hide db/password" }).click();
  await expect(drawer.getByText(/can be read no more/)).toBeVisible();
  await expect(drawer.getByRole("button", { name: "Reveal" })).toBeDisabled();

  unwrap(await client.secrets.delete(vault.id, "db/password"));
  await page.reload();
  await expect(drawer.getByText("This secret was deleted")).toBeVisible();
  // The browser itself says so of every answer that is no success.
  expect(watch.complaints.splice(0)).toEqual([expect.stringContaining("410 (Gone)")]);
  await drawer.getByRole("button", { name: "Restore" }).click();
  await expect(drawer.getByText("0 of 2")).toBeVisible();
});

test("thousands of paths are folders, and the search looks through all of them", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Large" }));
  const entries = Array.from({ length: 1_000 }, (_, n) => ({
    path: `team-${n % 10}/service-${n % 100}/key-${n}`,
    value: "x",
    ...(n === 777 && { metadata: { owner: "lighthouse" } }),
  }));
  unwrap(await client.secrets.import(vault.id, { entries }));
  await signIn(context, String(baseURL), person);

  await open(page, `/vaults/${vault.id}`);
  await expect(page.getByText("200 secrets loaded, there are more")).toBeVisible();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByText("1,000 secrets")).toBeVisible();
  await page.getByRole("button", { name: /^team-7/ }).click();
  await page.getByRole("button", { name: /^service-77/ }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("link", { name: "team-7/service-77/key-777" })).toBeVisible();

  await page.keyboard.press("/");
  await page.keyboard.type("lighthouse");
  await expect(page.getByRole("table", { name: "Found secrets" }).getByRole("link")).toHaveText([
    "team-7/service-77/key-777",
  ]);
  await page.keyboard.press("Escape");
  await expect(page.getByText("1,000 secrets")).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
});
