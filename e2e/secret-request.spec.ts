// An agent asks for a value, a person answers on the page, and the agent uses what it never saw come about.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { cmek, createClient, type OneclawClient, unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const PATH = "api-keys/openai";
const REASON = "To summarise the tickets of this week <b>now</b>";

type Scene = { person: E2ePerson; vault_id: string; bot: OneclawClient };

async function scene(baseURL: string | undefined): Promise<Scene> {
  const person = await newPerson(baseURL ?? "");
  const { client } = person;
  const vault_id = unwrap(await client.vault.create({ name: "Production" })).id;
  const { agent, api_key = "" } = unwrap(await client.agents.create({ name: "support-bot" }));
  unwrap(await client.access.grantAgent(vault_id, agent.id, ["read"], { secretPathPattern: "api-keys/**" }));
  return { person, vault_id, bot: createClient({ baseUrl: baseURL ?? "", apiKey: api_key }) };
}

const asked = async ({ bot, vault_id }: Scene, path = PATH) =>
  unwrap(await bot.secretRequests.create(vault_id, { path, type: "api_key", reason: REASON }));

async function generate(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Generate" }).click();
  await page
    .getByRole("dialog", { name: "Generate a value" })
    .getByRole("button", { name: "Generate" })
    .click();
}

test("an agent asks, its person generates the value on a phone, and the agent reads it", async ({
  page,
  context,
  baseURL,
}) => {
  const s = await scene(baseURL);
  const request = await asked(s);
  expect(new URL(request.url).pathname).toBe(`/requests/${request.id}`);
  await signIn(context, String(baseURL), s.person);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/requests");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: PATH }).click();
  await expect(page).toHaveURL(new RegExp(`/requests/${request.id}$`));
  await expect(page.getByRole("heading", { level: 1, name: "support-bot asks for a value" })).toBeVisible();
  // The reason is the agent's: text, whatever it looks like.
  await expect(page.getByText(REASON, { exact: true })).toBeVisible();
  await expect(page.getByText("Nobody has checked them.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Who can read it" }).getByText(/support-bot/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await generate(page);
  const value = await page.getByRole("textbox", { name: "Value" }).inputValue();
  expect(value).toMatch(/^[A-Za-z0-9]{32}$/);
  await page.getByRole("button", { name: "Store the value" }).click();
  await expect(page.getByText("Stored as version 1")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Open the secret" })).toBeFocused();
  await expectAccessible(page);
  expect(await page.content()).not.toContain(value);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept + page.url()).not.toContain(value);

  const told = unwrap(await s.bot.secretRequests.get(request.id));
  expect(told.status).toBe("fulfilled");
  expect(JSON.stringify(told)).not.toContain(value);
  expect(unwrap(await s.bot.secrets.get(s.vault_id, PATH))).toMatchObject({ value, type: "api_key" });
  await open(page, "/requests");
  await expect(page.getByText("No agent waits for a value")).toBeVisible();
  const over = page.getByRole("table", { name: "Requests that are over" });
  await expect(over.getByText("Fulfilled")).toBeVisible();
});

test("a request is declined with a word, and one that somebody else answers closes before one's eyes", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  const s = await scene(baseURL);
  const declined = await asked(s);
  await signIn(context, String(baseURL), s.person);
  await open(page, new URL(declined.url).pathname);
  await page.getByRole("button", { name: "Store the value" }).click();
  await expect(page.getByText("Value is required")).toBeVisible();
  await page.getByRole("button", { name: "Decline" }).click();
  const dialog = page.getByRole("dialog", { name: "Decline the request" });
  await dialog.getByRole("textbox", { name: "Reason" }).fill("Use the shared account");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("declined this request", { exact: false })).toBeVisible();
  expect(unwrap(await s.bot.secretRequests.get(declined.id))).toMatchObject({
    status: "declined",
    decline_reason: "Use the shared account",
  });

  const second = await asked(s, "api-keys/second");
  await open(page, new URL(second.url).pathname);
  await page.getByRole("textbox", { name: "Value" }).fill("typed too late");
  unwrap(await s.person.client.secretRequests.fulfil(second.id, { value: "was first" }));
  await page.getByRole("button", { name: "Store the value" }).click();
  await expect(page.getByText("There is nothing left to do.", { exact: false })).toBeVisible();
  expect(unwrap(await s.bot.secrets.get(s.vault_id, "api-keys/second")).value).toBe("was first");

  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*409/)]);

  const third = await asked(s, "api-keys/third");
  unwrap(await s.bot.secretRequests.withdraw(third.id));
  await open(page, new URL(third.url).pathname);
  await expect(page.getByText("Nothing was stored.", { exact: false })).toBeVisible();
});

test("in a vault with a key of its people's the value is encrypted on the page", async ({
  page,
  context,
  baseURL,
}) => {
  const s = await scene(baseURL);
  const [vector] = JSON.parse(
    readFileSync(new URL("../packages/sdk/src/testdata/cmek.json", import.meta.url), "utf8"),
  ) as { key_b64: string; fingerprint: string }[];
  if (!vector) throw new Error("there is no vector");
  unwrap(await s.person.client.cmek.enable(s.vault_id, vector.fingerprint));
  const request = await asked(s);
  await signIn(context, String(baseURL), s.person);
  const sent: string[] = [];
  page.on("request", (each) => sent.push(`${each.url()} ${each.postData() ?? ""}`));
  await open(page, new URL(request.url).pathname);
  await page.getByRole("textbox", { name: "Value" }).fill("known to people alone");
  await page.getByRole("button", { name: "Store the value" }).click();
  await page.getByLabel("Choose the key file").setInputFiles({
    name: "saved.key",
    mimeType: "application/octet-stream",
    buffer: Buffer.from(`${vector.key_b64}\n`),
  });
  await expect(page.getByRole("region", { name: "Key needed" })).toBeHidden();
  await page.getByRole("button", { name: "Store the value" }).click();
  await expect(page.getByText("Stored as version 1")).toBeVisible();
  expect(sent.join("\n")).not.toContain("known to people alone");
  const { value } = unwrap(await s.bot.secrets.get(s.vault_id, PATH));
  const key = cmek.fromBase64(vector.key_b64) ?? new Uint8Array();
  expect(await cmek.open(key, value)).toBe("known to people alone");
});

test("a request of somebody else's agent is not found", async ({ page, context, baseURL, watch }) => {
  const request = await asked(await scene(baseURL));
  await signIn(context, String(baseURL), await newPerson(String(baseURL), "Eve Adams"));
  await open(page, new URL(request.url).pathname);
  await expect(page.getByRole("heading", { level: 1, name: "No such request" })).toBeVisible();
  await expectAccessible(page);
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*404/)]);
});

test("who registered the agent but may not write the path is told so, and can decline", async ({
  page,
  context,
  baseURL,
}) => {
  const s = await scene(baseURL);
  const { client } = s.person;
  const { id } = unwrap(await s.bot.vault.create({ name: "The agent's own" }));
  for (const policy of unwrap(await client.access.list(id)).policies)
    unwrap(await client.access.revoke(id, policy.id));
  const request = await asked({ ...s, vault_id: id });
  await signIn(context, String(baseURL), s.person);
  await open(page, new URL(request.url).pathname);
  await expect(page.getByText("You may not write this path")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Value" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("declined this request", { exact: false })).toBeVisible();
  expect(unwrap(await s.bot.secretRequests.get(request.id)).status).toBe("declined");
});
