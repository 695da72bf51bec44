import { createClient, type OneclawClient, unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

type Scene = { person: E2ePerson; vault_id: string; agent_id: string; bot: OneclawClient };

/** A person with a vault of three secrets and an agent that may do nothing yet. */
async function scene(baseURL = ""): Promise<Scene> {
  const person = await newPerson(baseURL);
  const { client } = person;
  const vault_id = unwrap(await client.vault.create({ name: "Production" })).id;
  for (const path of ["api-keys/stripe", "api-keys/github", "db/password"])
    unwrap(await client.secrets.set(vault_id, path, `value of ${path}`));
  const { agent, api_key = "" } = unwrap(await client.agents.create({ name: "deploy-bot" }));
  const bot = createClient({ baseUrl: baseURL, agentId: agent.id, apiKey: api_key });
  return { person, vault_id, agent_id: agent.id, bot };
}

test("a policy is written with its paths in sight, a denial is explained, and what is suggested lets the agent in", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, vault_id, bot } = await scene(baseURL);
  await signIn(context, baseURL ?? "", person);

  await test.step("write a policy and see what it covers", async () => {
    await open(page, `/vaults/${vault_id}/policies`);
    await page.getByRole("button", { name: "New policy" }).click();
    const drawer = page.getByRole("dialog", { name: "New policy" });
    await drawer.getByRole("combobox", { name: "Who" }).fill("deploy");
    await page.getByRole("option", { name: "deploy-bot" }).click();
    await drawer.getByRole("textbox", { name: "Paths" }).fill("keys/**");
    await expect(drawer.getByText("Matches nothing yet")).toBeVisible();
    await drawer.getByRole("textbox", { name: "Paths" }).fill("api-keys/**");
    await expect(drawer.getByText("Matches 2 paths")).toBeVisible();
    await expect(drawer.getByRole("list", { name: "Paths that match" }).getByRole("listitem")).toHaveText([
      "api-keys/github",
      "api-keys/stripe",
    ]);
    await expect(drawer.getByText("deploy-bot may read api-keys/** in Production.")).toBeVisible();
    await expectAccessible(page);
    await drawer.getByRole("button", { name: "Create policy" }).click();
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("table", { name: "Policies" })).toContainText(
      "deploy-bot may read api-keys/** in Production",
    );
  });

  expect(unwrap(await bot.secrets.get(vault_id, "api-keys/stripe")).value).toBe("value of api-keys/stripe");
  const denied = await bot.secrets.get(vault_id, "db/password");
  expect(denied.meta.status).toBe(403);

  await test.step("look the denial up and take the suggestion", async () => {
    await open(page, "/policies/why");
    await page.getByLabel(/has a decision_id/).fill(denied.error?.decision_id ?? "");
    await page.getByRole("button", { name: "Look up" }).click();
    await expect(
      page.getByRole("heading", { name: "Denied. deploy-bot may not read db/password" }),
    ).toBeVisible();
    await expect(
      page.getByText("deploy-bot has 1 policy here, and none gives read on this path."),
    ).toBeVisible();
    await expect(
      page.getByText("the pattern asks for “api-keys” where the path has “db”", { exact: false }).first(),
    ).toBeAttached();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use this policy" }).click();
    const drawer = page.getByRole("dialog", { name: "New policy" });
    await expect(
      drawer.getByText(/^deploy-bot may read db\/password in Production from [\d.:a-f]+\.$/),
    ).toBeVisible();
    await drawer.getByRole("button", { name: "Create policy" }).click();
    await expect(
      page.getByRole("heading", { name: "Allowed. deploy-bot may read db/password" }),
    ).toBeVisible();
  });

  expect(unwrap(await bot.secrets.get(vault_id, "db/password")).value).toBe("value of db/password");
});

test("a question about access is a link: it tells the condition that failed with what the request brings", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, vault_id, agent_id } = await scene(baseURL);
  await signIn(context, baseURL ?? "", person);
  const limits = {
    secretPathPattern: "db/**",
    conditions: {
      ip_allowlist: ["10.0.0.0/8"],
      time_window: { after: "09:00", before: "17:00", timezone: "UTC", days: ["mon"] },
    },
  };
  unwrap(await person.client.access.grantAgent(vault_id, agent_id, ["read"], limits));
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/policies/why");
  await page.getByRole("combobox", { name: "May" }).fill("deploy");
  await page.getByRole("option", { name: "deploy-bot" }).click();
  await page.getByLabel("at the path").fill("db/password");
  await page.getByLabel("in the vault").selectOption({ label: "Production" });
  await page.getByLabel("from the address").fill("203.0.113.9");
  await page.getByRole("button", { name: "Why?" }).click();
  await expect(page.getByRole("heading", { name: /^Denied\./ })).toBeVisible();
  await expect(page.getByText("From 10.0.0.0/8", { exact: true })).toBeVisible();
  await expect(page.getByText("The request comes from 203.0.113.9")).toBeVisible();
  // 4 January 2027 is a Monday: now only the address is in the way.
  await open(page, `${new URL(page.url()).pathname}${new URL(page.url()).search}&at=2027-01-04T12:00:00Z`);
  await expect(page.getByText("A policy gives it, but not from this address.")).toBeVisible();
  await expect(page.getByText("It is Monday 12:00 there")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("taking access away says what was used, and a deleted policy comes back with Undo", async ({
  page,
  context,
  baseURL,
}) => {
  const { person, vault_id, agent_id, bot } = await scene(baseURL);
  await signIn(context, baseURL ?? "", person);
  unwrap(
    await person.client.access.grantAgent(vault_id, agent_id, ["read"], { secretPathPattern: "api-keys/**" }),
  );
  unwrap(await bot.secrets.get(vault_id, "api-keys/stripe"));
  unwrap(await bot.secrets.get(vault_id, "api-keys/github"));
  await open(page, `/policies?vault=${vault_id}`);
  const row = page.getByRole("button", { name: "Actions for: Policy for deploy-bot on api-keys/**" });

  await test.step("a change that would deny real requests is held back until it was read", async () => {
    await row.click();
    await page.getByRole("menuitem", { name: "Change" }).click();
    const drawer = page.getByRole("dialog", { name: "Change policy" });
    await drawer.getByRole("checkbox", { name: "Read" }).uncheck();
    await drawer.getByRole("checkbox", { name: "Write" }).check();
    await drawer.getByRole("button", { name: "Save changes" }).click();
    await expect(drawer.getByText("Allowed then, denied now: 2 decisions")).toBeVisible();
    expect((await bot.secrets.get(vault_id, "api-keys/stripe")).meta.status).toBe(200);
    await drawer.getByRole("button", { name: "Cancel" }).click();
    await expect(drawer).toBeHidden();
  });

  await test.step("delete and undo", async () => {
    await row.click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByText("deploy-bot read 2 paths through it")).toBeVisible();
    await page.getByRole("button", { name: "Delete policy" }).click();
    await expect(page.getByText("No policy like that")).toBeVisible();
    expect((await bot.secrets.get(vault_id, "api-keys/stripe")).meta.status).toBe(403);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(row).toBeVisible();
    unwrap(await bot.secrets.get(vault_id, "api-keys/stripe"));
  });
});
