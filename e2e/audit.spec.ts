// What an administrator gets from the audit log: the event they look for, why it was denied, and proof that it is whole.
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

async function deniedRead(baseURL: string) {
  const person = await newPerson(baseURL);
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "payments/stripe", "example"));
  const bot = unwrap(await client.agents.create({ name: "deploy-bot" }));
  const reader = createClient({ baseUrl: baseURL, apiKey: bot.api_key ?? "" });
  const answer = await reader.secrets.get(vault.id, "payments/stripe");
  expect(answer.error?.decision_id).toBeDefined();
  return { person, vault, reader };
}

test("a denial is found by filters that outlive a reload, and leads to why", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { person } = await deniedRead(base);
  await signIn(context, base, person);
  await open(page, "/audit");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByLabel("Outcome").selectOption("Denied");
  await page.getByRole("combobox", { name: "Actor" }).fill("deploy");
  await page.getByRole("option", { name: "deploy-bot" }).click();
  await page.keyboard.press("Escape");
  const chips = page.getByRole("list", { name: "Filters" });
  await expect(chips).toContainText("deploy-bot");
  const rows = page.getByRole("table", { name: "Events" }).getByRole("row");
  // The head and the one denial.
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(chips).toContainText("Denied");
  await expect(chips).toContainText("deploy-bot");
  await expect(rows).toHaveCount(2);
  await expectAccessible(page);
  await page
    .getByRole("button", { name: "deploy-bot was not allowed to read payments/stripe in Production" })
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer).toContainText("Leaf hash");
  await expectAccessible(page);
  await expect(drawer.getByRole("link", { name: "Why was it denied?" })).toHaveAttribute(
    "href",
    /^\/policies\/why\?decision=[0-9a-f-]{36}$/,
  );
  await drawer.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL(/\/audit$/);
  await expect(rows).not.toHaveCount(2);
});

test("the log is verified in the browser, and again against what it has seen", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { person } = await deniedRead(base);
  await expect
    .poll(async () => unwrap(await person.client.audit.checkpoint()).size, { timeout: 10_000 })
    .toBeGreaterThan(3);
  const { verifier_key } = unwrap(await person.client.audit.checkpoint());
  await signIn(context, base, person);
  await open(page, "/audit");
  await expect(page.getByText(/^Sealed up to event \d+$/)).toBeVisible();
  await page.getByRole("button", { name: "Verify" }).click();
  const dialog = page.getByRole("dialog", { name: "Verify the log" });
  await expect(dialog.getByText("Verified", { exact: true })).toBeVisible();
  await expect(dialog.getByRole("button", { name: /copy the key$/ })).toHaveAttribute(
    "title",
    `Copy the key: ${verifier_key}`,
  );
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Verify again" }).click();
  await expect(dialog).toContainText(/Agrees with the \d+ events verified here/);
});

test("new events appear by themselves while the log is followed", async ({ page, context, baseURL }) => {
  const base = baseURL ?? "";
  const { person, vault, reader } = await deniedRead(base);
  await signIn(context, base, person);
  await open(page, "/audit");
  await page.getByRole("button", { name: "Follow live" }).click();
  await reader.secrets.get(vault.id, "mail/smtp");
  await expect(page.getByRole("table", { name: "Events" })).toContainText("mail/smtp");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ new$/ })).toBeVisible();
});

test("the sealed log and the events are saved as files", async ({ page, context, baseURL }) => {
  const base = baseURL ?? "";
  const { person } = await deniedRead(base);
  await signIn(context, base, person);
  await open(page, "/audit?outcome=denied");
  const saved = async (item: string) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item }).click(),
    ]);
    await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    return { name: download.suggestedFilename(), text: Buffer.concat(chunks).toString() };
  };
  const sealed = await saved("Sealed log");
  expect(sealed.name).toMatch(/^audit-log-.*\.jsonl$/);
  expect(sealed.text).toMatch(/^\{"format":"1claw-audit-export\/v1"/);
  const csv = await saved("These events (CSV)");
  expect(csv.text.trim().split("\r\n")).toHaveLength(2);
  expect(csv.text).toContain("deploy-bot was not allowed to read payments/stripe in Production");
});

test("it fits a telephone", async ({ page, context, baseURL }) => {
  const base = baseURL ?? "";
  const { person } = await deniedRead(base);
  await signIn(context, base, person);
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, "/audit");
  await expectNoSidewaysScroll(page);
});
