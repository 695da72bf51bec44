import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Webhook } from "standardwebhooks";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

type Verifier = { isGenuine(secret: string, headers: Record<string, string>, body: string): boolean };

/** The code of the page, as somebody would paste it into a file. */
async function pasted(code: string): Promise<Verifier> {
  const folder = await mkdtemp(path.join(tmpdir(), "1claw-snippet-"));
  try {
    const file = path.join(folder, "verify.mjs");
    await writeFile(file, code);
    return (await import(pathToFileURL(file).href)) as Verifier;
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a webhook is made, its secret shown once, and a test that may not leave says why", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  await signIn(context, base, person);
  await open(page, "/webhooks");
  await page.getByRole("button", { name: "Create webhook" }).click();
  const dialog = page.getByRole("dialog");
  // A name of this machine: the form takes it, and the delivery finds out where it leads.
  await dialog.getByLabel("URL").fill("https://localhost:9/hook");
  await dialog.getByLabel("Events").fill("secret.");
  await page.getByRole("option", { name: /^secret\.\*/ }).click();
  await dialog.getByRole("button", { name: "Create webhook" }).click();
  const secret = (await page.getByRole("group", { name: "Signing secret" }).textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await page.getByLabel("I have saved it").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "localhost:9" })).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);

  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByRole("button", { name: "webhook.test" }).click();
  const delivery = page.getByRole("dialog", { name: "Delivery of webhook.test" });
  await expect(delivery).toContainText("Nothing was sent: the host has no public address.");
  await delivery.getByRole("button", { name: "Close" }).click();
  await expectAccessible(page);

  const code = await page.getByRole("figure").filter({ hasText: "TypeScript" }).locator("code").textContent();
  const { isGenuine } = await pasted(code ?? "");
  const body = JSON.stringify({ type: "secret.read" });
  const id = `msg_${randomUUID()}`;
  const now = new Date();
  const headers = {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
    "webhook-signature": new Webhook(secret).sign(id, now, body),
  };
  expect(isGenuine(secret, headers, body)).toBe(true);
  expect(isGenuine(secret, headers, `${body} `)).toBe(false);
  expect(isGenuine(secret, { ...headers, "webhook-timestamp": "1700000000" }, body)).toBe(false);
});

test("a webhook is paused, taken up again by Undo, and deleted by its name", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { client, ...person } = await newPerson(base);
  const made = await client.webhooks.create({ url: "https://hooks.example.com/1claw", events: ["*"] });
  await signIn(context, base, { client, ...person });
  await open(page, `/webhooks/${made.data?.webhook.id}`);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Paused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Active", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /Delete/ }).click();
  await page.getByLabel(/to confirm/).fill("hooks.example.com");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.waitForURL(/\/webhooks$/);
  await expect(page.getByText("Be told as it happens")).toBeVisible();
});
