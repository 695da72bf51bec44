// Agents from day to day: found, kept out and let in again, given another key, deleted.
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

/** Somebody with an agent that may read `api-keys/**`, and the agent itself. */
async function withAgent(baseURL: string) {
  const person = await newPerson(baseURL);
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "api-keys/stripe", "sk_test_agents", { type: "api_key" }));
  const { agent, api_key } = unwrap(await client.agents.create({ name: "deploy-bot" }));
  unwrap(await client.access.grantAgent(vault.id, agent.id, ["read"], { secretPathPattern: "api-keys/**" }));
  const bot = createClient({ baseUrl: baseURL, apiKey: api_key, agentId: agent.id });
  const read = async () => (await bot.secrets.get(vault.id, "api-keys/stripe")).meta.status;
  return { person, vault, agent, api_key, read };
}

test("a deactivated agent is refused at once, with the token that it has, and let in again", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, agent, read } = await withAgent(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  expect(await read()).toBe(200);

  await open(page, "/agents");
  await page.getByPlaceholder("Search agents").fill("deploy");
  await expect(page.getByRole("row", { name: /deploy-bot/ })).toContainText("1 vault, 1 policy");
  await expectAccessible(page);
  await page.getByRole("link", { name: "deploy-bot" }).click();
  await page.waitForURL(`/agents/${agent.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "deploy-bot" })).toBeVisible();

  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByText("deploy-bot is deactivated").first()).toBeVisible();
  expect(await read()).toBe(401);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Deactivate" })).toBeVisible();
  expect(await read()).toBe(200);

  await page.getByRole("button", { name: "Deactivate" }).click();
  await page.getByRole("button", { name: "Activate", exact: true }).click();
  await expect(page.getByRole("button", { name: "Deactivate" })).toBeVisible();
  expect(await read()).toBe(200);
});

test("a rotated key is shown once, and the old one is refused", async ({ page, context, baseURL }) => {
  const { person, vault, agent, read } = await withAgent(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  expect(await read()).toBe(200);

  await open(page, `/agents/${agent.id}/credentials`);
  await page.getByRole("button", { name: "Rotate key", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Give deploy-bot a new key?" })
    .getByRole("button", { name: "Rotate key" })
    .click();
  const shown = page.getByRole("dialog", { name: "The new key" });
  const api_key = (await shown.getByRole("group", { name: "API key of deploy-bot" }).textContent()) ?? "";
  expect(await read()).toBe(401);
  const bot = createClient({ baseUrl: baseURL ?? "", apiKey: api_key });
  expect((await bot.secrets.get(vault.id, "api-keys/stripe")).data?.value).toBe("sk_test_agents");

  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await expectAccessible(page);
  await shown.getByLabel("I have saved it").check();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(shown).toBeHidden();
  await expect(page.getByText(api_key)).toHaveCount(0);
  await expect(page.getByText(`${api_key.slice(0, 12)}…`)).toBeVisible();
});

test("what an agent does appears while one looks, and a denial leads to its reason", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, vault, agent, api_key, read } = await withAgent(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  await open(page, `/agents/${agent.id}/activity`);
  await expect(page.getByText("deploy-bot has done nothing yet")).toBeVisible();
  await read();
  await expect(page.getByRole("row", { name: /secret\.read.*api-keys\/stripe version 1/ })).toBeVisible();
  const bot = createClient({ baseUrl: baseURL ?? "", apiKey: api_key });
  const { error } = await bot.secrets.get(vault.id, "db/password");
  const denied = page.getByRole("row", { name: /secret\.read.*db\/password/ });
  await expect(denied).toContainText("Denied");
  await expect(denied.getByRole("link", { name: "Why" })).toHaveAttribute(
    "href",
    `/policies/why?decision=${error?.decision_id}`,
  );
  await expectNoSidewaysScroll(page);
});

test("an agent is changed, and deleted only after its name was typed", async ({ page, context, baseURL }) => {
  const { person, agent, read } = await withAgent(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  await open(page, `/agents/${agent.id}/access`);
  await expect(page.getByText("Reads 1 of 1 path that you can see")).toBeVisible();
  await expect(page.getByText("deploy-bot may read api-keys/** in Production")).toBeVisible();

  await page.getByRole("link", { name: "Settings", exact: true }).last().click();
  await page.getByLabel("Description").fill("Rolls out the shop");
  await page.getByLabel("Only chosen vaults").check();
  await expect(page.getByText("the agent reaches no vault at all")).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  expect(unwrap(await person.client.agents.get(agent.id))).toMatchObject({
    description: "Rolls out the shop",
    vault_ids: [],
  });
  expect(await read()).toBe(403);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Delete agent" }).click();
  const question = page.getByRole("dialog", { name: "Delete deploy-bot?" });
  await expect(question).toContainText("1 policy in 1 vault goes with it");
  await question.getByRole("button", { name: "Delete agent" }).click();
  await expect(question.getByText("Type deploy-bot to go on")).toBeVisible();
  await question.getByLabel("Type deploy-bot to confirm").fill("deploy-bot");
  await question.getByRole("button", { name: "Delete agent" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await expect(page.getByText("No agents yet")).toBeVisible();
  expect(await read()).toBe(401);
});
