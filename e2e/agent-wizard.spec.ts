// An agent from its registration until its first read has arrived: the journey that everything else is for.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const run = promisify(execFile);

test("an agent is registered, saves its key, is granted a path, and its first read turns the page green", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(baseURL ?? "");
  const vault = unwrap(await person.client.vault.create({ name: "Production" }));
  unwrap(await person.client.secrets.set(vault.id, "api-keys/stripe", "sk_test_wizard", { type: "api_key" }));
  unwrap(await person.client.secrets.set(vault.id, "db/password", "not for agents"));
  await signIn(context, baseURL ?? "", person);

  await open(page, "/agents");
  await page.getByRole("link", { name: "Register an agent" }).click();
  await page.getByRole("button", { name: "Register agent" }).click();
  await expect(page.getByText("Name is required")).toBeVisible();
  await page.getByLabel("Name").fill("deploy-bot");
  await page.getByRole("button", { name: "Register agent" }).click();

  await expect(page.getByRole("heading", { name: "Save its key now" })).toBeFocused();
  const api_key = (await page.getByRole("group", { name: "API key of deploy-bot" }).textContent()) ?? "";
  expect(api_key).toMatch(/^ocv_[\w-]{43}$/);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Vaults" }).first().click();
  const question = page.getByRole("dialog", { name: "Is the key saved?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /^Download API key of deploy-bot/ }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("deploy-bot.env");
  const environment = await readFile(await file.path(), "utf8");
  expect(environment).toContain(`ONECLAW_AGENT_API_KEY=${api_key}\n`);
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByLabel("Path pattern").fill("api-keys/**");
  await expect(page.getByText("deploy-bot may read api-keys/** in Production")).toBeVisible();
  await expect(page.getByText("Matches 1 path")).toBeVisible();
  await page.getByRole("button", { name: "Grant and connect" }).click();

  await expect(page.getByText("Waiting for the first request …").first()).toBeVisible();
  await expect(page.getByText(api_key)).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const bot = createClient({ baseUrl: baseURL ?? "", apiKey: api_key });
  const refused = await bot.secrets.get(vault.id, "db/password");
  expect(refused.meta.status).toBe(403);
  await expect(page.getByText("The agent was denied").last()).toBeVisible();
  await expect(page.getByRole("link", { name: "Why was it denied?" })).toHaveAttribute(
    "href",
    `/policies/why?decision=${refused.error?.decision_id}`,
  );

  expect(unwrap(await bot.secrets.get(vault.id, "api-keys/stripe")).value).toBe("sk_test_wizard");
  await expect(page.getByRole("status").filter({ hasText: "the first read has arrived" })).toHaveText(
    /read api-keys\/stripe/,
  );
  await expectAccessible(page);

  const snippet = await page.getByRole("tabpanel", { name: "curl" }).locator("pre").textContent();
  const { stdout } = await run("sh", ["-c", snippet ?? ""], {
    env: { ...process.env, ONECLAW_AGENT_API_KEY: api_key },
  });
  expect(JSON.parse(stdout)).toMatchObject({ path: "api-keys/stripe", value: "sk_test_wizard" });
});

test("a page that is loaded again goes on with the agent that was registered, without its key", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(baseURL ?? "");
  await signIn(context, baseURL ?? "", person);
  const { agent, api_key = "none" } = unwrap(await person.client.agents.create({ name: "nightly-report" }));
  await open(page, `/agents/new?agent=${agent.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "nightly-report" })).toBeVisible();
  await expect(page.getByText("Its key was shown when it was registered")).toBeVisible();
  expect(await page.content()).not.toContain(api_key);
  await expect(page.getByRole("link", { name: "Create a vault" })).toBeVisible();
  await expectAccessible(page);
});
