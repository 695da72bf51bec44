// What a person gets from a personal key: seen once, usable within its scopes, dead as soon as it is revoked.
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("a key is shown once, works in the SDK within its scopes, and ends when it is revoked", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const vault = unwrap(await person.client.vault.create({ name: "Production" }));
  unwrap(await person.client.secrets.set(vault.id, "payments/stripe", "example"));
  await signIn(context, base, person);
  await open(page, "/api-keys");
  await page.getByRole("button", { name: "Create key" }).click();
  const form = page.getByRole("dialog", { name: "Create an API key" });
  await form.getByLabel("Name").fill("Laptop");
  await form.getByRole("button", { name: "90 days" }).click();
  await form.getByRole("radio", { name: /Only some/ }).check();
  await form.getByLabel("Paths").fill("payments/**");
  await form.getByLabel("Paths").press("Enter");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Create key" }).click();

  const shown = page.getByRole("dialog", { name: "The key “Laptop”" });
  const key = ((await shown.getByRole("group", { name: "API key" }).textContent()) ?? "").trim();
  expect(key).toMatch(/^1ck_/);
  await expect(shown.getByRole("button", { name: "Done" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await expectAccessible(page);
  await shown.getByLabel("I have saved it").check();
  await shown.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(key)).toHaveCount(0);

  const program = createClient({ baseUrl: base, apiKey: key });
  expect(unwrap(await program.secrets.get(vault.id, "payments/stripe")).value).toBe("example");
  expect((await program.secrets.set(vault.id, "payments/stripe", "other")).error?.code).toBe(
    "scope_insufficient",
  );

  await page.reload();
  const row = page.getByRole("row", { name: /Laptop/ });
  await expect(row).toContainText("payments/**");
  // When a key was last used is written down every ten seconds.
  await expect(async () => {
    await page.reload();
    await expect(row).not.toContainText("Never", { timeout: 1_000 });
  }).toPass();
  await row.getByRole("button", { name: "Revoke Laptop" }).click();
  const confirm = page.getByRole("dialog", { name: "Revoke “Laptop”?" });
  await expect(confirm).toContainText("It was last used");
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("No personal keys")).toBeVisible();
  expect((await program.vault.list()).meta.status).toBe(401);
});
