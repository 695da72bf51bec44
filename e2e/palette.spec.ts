// What the keyboard alone gets from the palette and the shortcuts.
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("the palette finds a secret's path and opens it, without a mouse", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(baseURL ?? "");
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  for (const path of ["payments/stripe/secret-key", "database/password"])
    unwrap(await client.secrets.set(vault.id, path, "example"));
  await signIn(context, baseURL ?? "", person);
  await open(page, "/dashboard");

  const field = page.getByRole("combobox", { name: "Search" });
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("stripe");
  const found = page.getByRole("option", { name: /payments\/stripe\/secret-key/ });
  await expect(found).toHaveAttribute("aria-selected", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(`/vaults/${vault.id}?path=payments%2Fstripe%2Fsecret-key`);
  await expect(page.getByRole("dialog").getByText("payments/stripe/secret-key").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // What was opened last comes first.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toHaveAccessibleName(/payments\/stripe\/secret-key/);
  await page.keyboard.type("prod");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("option", { selected: true })).toHaveAccessibleName(/Production/);
  await page.keyboard.press("Escape");
  await expect(field).toHaveCount(0);
});

test("two keys lead to a page, and the question mark lists them; both can be switched off", async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(context, baseURL ?? "", await newPerson(baseURL ?? ""));
  await open(page, "/dashboard");
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await expect(page.getByRole("heading", { level: 1, name: "Vaults" })).toBeVisible();

  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list.getByText("Audit log")).toBeVisible();
  await expectAccessible(page);
  await list.getByRole("switch", { name: "Shortcuts of single keys" }).press("Space");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search" })).toBeFocused();
  await expect(list).toHaveCount(0);
});
