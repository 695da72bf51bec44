// What somebody gets who reads nothing else: from the sign-up form to an agent's first read, guided by the pages alone.
import { randomUUID } from "node:crypto";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

test("from the sign-up form to an agent's first read, and the dashboard knows of it", async ({
  page,
  baseURL,
}) => {
  const value = `CANARY-${randomUUID()}`;
  await open(page, "/sign-up");
  await page.getByLabel("Name").fill("Grace Hopper");
  await page.getByLabel("E-mail").fill(`${randomUUID()}@example.com`);
  await page
    .getByLabel("Password", { exact: true })
    .fill(`Quiet-harbour-7-${[...randomUUID().slice(-12)].join("-")}`);
  await page.getByRole("button", { name: "Create account" }).click();

  await page.waitForURL("/welcome");
  await open(page, page.url());
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, Grace Hopper" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Path").fill("api-keys/stripe");
  await page.getByLabel("Value", { exact: true }).fill(value);
  await page.getByRole("button", { name: "Store and go on" }).click();

  await expect(page.getByRole("heading", { name: "Register an agent" })).toBeFocused();
  await page.getByLabel("Name").fill("deploy-bot");
  await page.getByRole("button", { name: "Register and show its key" }).click();
  const key = page.getByRole("group", { name: "API key of deploy-bot" });
  await expect(key).toHaveText(/^ocv_/);
  const api_key = (await key.textContent()) ?? "";
  await expect(page.getByRole("button", { name: "Go on" })).toBeDisabled();
  await expectAccessible(page);
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText(api_key)).toHaveCount(0);

  // Somebody leaves here and comes back by the bare address.
  await expect(page.getByRole("button", { name: "Grant this" })).toBeVisible();
  const [, vault_id = ""] = /[?&]vault=([0-9a-f-]{36})/.exec(page.url()) ?? [];
  await open(page, "/welcome");
  await page.getByRole("radio", { name: "api-keys/**" }).check();
  await expect(page.getByText("deploy-bot may read api-keys/** in Production until")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Grant this" }).click();
  await expect(page.getByRole("tab", { name: "TypeScript" })).toBeVisible();
  await expect(page.getByText("Waiting for the first request …").first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  expect(await page.content()).not.toContain(api_key);

  const bot = createClient({ baseUrl: baseURL ?? "", apiKey: api_key });
  expect(unwrap(await bot.secrets.get(vault_id, "api-keys/stripe")).value).toBe(value);
  await expect(page.getByText("It works: the first read has arrived").first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Open the dashboard" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Dashboard" })).toBeVisible();
  const left = page.getByRole("region", { name: "What is left to set up" });
  await expect(left.getByText("5 of 6 done")).toBeVisible();
  await expect(left.getByRole("link", { name: "Turn on a second factor" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Reads by agent" }).getByText("deploy-bot")).toBeVisible();
  await expect(
    page.getByRole("list", { name: "Recent events" }).getByText("deploy-bot read api-keys/stripe"),
  ).toBeVisible();
  expect(await page.content()).not.toContain(value);
});

test("a .env file becomes secrets: each key a path, no value on the page", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  await open(page, "/welcome");
  await page.getByRole("radio", { name: "Drop a .env file" }).check();
  await page.getByLabel("Drop a .env file, or choose one").setInputFiles({
    name: ".env",
    mimeType: "text/plain",
    buffer: Buffer.from("STRIPE_KEY=CANARY-1\nexport DB_PASSWORD='CANARY 2'\nEMPTY=\n"),
  });
  const found = page.getByRole("list", { name: "Secrets in the file" });
  await expect(found.getByRole("listitem")).toHaveCount(2);
  await expect(page.getByText("EMPTY in line 3 has no value and is left out.")).toBeVisible();
  expect(await page.content()).not.toContain("CANARY");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Store 2 secrets and go on" }).click();
  await expect(page.getByText("2 secrets in Production")).toBeVisible();
  const { vaults } = unwrap(await person.client.vault.list());
  const { value } = unwrap(await person.client.secrets.get(vaults[0]?.id ?? "", "DB_PASSWORD"));
  expect(value).toBe("CANARY 2");
});
