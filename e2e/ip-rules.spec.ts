// What an owner gets from IP rules: a warning before they lock themselves out, and nobody from elsewhere let in.
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("a rule that would lock its maker out is a warning first", async ({ page, context, baseURL, watch }) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  await signIn(context, base, person);
  await open(page, "/security");
  await expect(page.getByText("Your address is 127.0.0.1")).toBeVisible();
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an IP rule" });
  await dialog.getByLabel("Addresses").fill("203.0.113.0/24");
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await expect(dialog).toContainText("Your own address 127.0.0.1 would be refused");
  await expectAccessible(page);
  expect(unwrap(await person.client.security.listIpRules()).rules).toEqual([]);
  // The browser itself writes a refusal into its console.
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*409/)]);

  // Once more, with one's own address: no warning, and it is there.
  await dialog.getByLabel("Addresses").fill("127.0.0.0/8");
  await dialog.getByLabel("Description").fill("This machine");
  await dialog.getByRole("button", { name: /^Add/ }).click();
  const table = page.getByRole("table", { name: "IP rules" });
  await expect(table).toContainText("127.0.0.0/8");
  await expect(table).toContainText("This machine");

  await page.getByLabel("Test an address").fill("198.51.100.7");
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await expect(page.getByText("Agents are refused: no allow rule lists this address")).toBeVisible();
});

test("who confirms it is locked out, with the next request", async ({ page, context, baseURL, watch }) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const bot = unwrap(await person.client.agents.create({ name: "deploy-bot" }));
  await signIn(context, base, person);
  await open(page, "/security");
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an IP rule" });
  await dialog.getByLabel("Addresses").fill("203.0.113.0/24");
  await dialog.getByRole("button", { name: "Add rule" }).click();
  await dialog.getByRole("button", { name: "Add it and lock me out" }).click();
  // This very machine is elsewhere now: neither the person nor their agent is let in from here.
  await expect.poll(async () => (await person.client.vault.list()).error?.code).toBe("address_not_allowed");
  const answer = await person.client.auth.agentToken({ agent_id: bot.agent.id, api_key: bot.api_key ?? "" });
  expect(answer.error?.code).toBe("address_not_allowed");
  await expect(dialog).toBeHidden();
  await page.close();
  expect(
    watch.complaints.splice(0).filter((said) => !/Failed to load resource: .*(409|403)/.test(said)),
  ).toEqual([]);
});
