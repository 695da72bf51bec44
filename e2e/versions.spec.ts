// The versions of a secret: what differs between two of them, and the way back.
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

const OLD = "PORT=3000\nLOG_LEVEL=info\nTOKEN=alpha-old";
const NEW = "PORT=3000\nLOG_LEVEL=debug\nTOKEN=beta-new";

test("two versions are compared covered, then shown, and an older one comes back", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "app/env", OLD));
  unwrap(await client.secrets.set(vault.id, "app/env", NEW));
  await signIn(context, String(baseURL), person);
  const current = async () => unwrap(await client.secrets.get(vault.id, "app/env"));

  await open(page, `/vaults/${vault.id}?path=app/env`);
  const drawer = page.getByRole("dialog", { name: "Secret app/env" });
  const actionsOf = (version: number) =>
    drawer.getByRole("button", { name: `Actions for version ${version}` });

  await actionsOf(1).click();
  await page.getByRole("menuitem", { name: "Compare with v2" }).click();
  const comparison = drawer.getByRole("region", { name: "Compare versions" });
  await comparison.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(comparison.getByText("Removed:")).toHaveCount(2);
  expect(await page.content()).not.toContain("alpha-old");
  await expectAccessible(page);
  await comparison.getByRole("switch", { name: "Show the values" }).check();
  await expect(comparison.getByText("TOKEN=alpha-old")).toBeVisible();
  await expect(comparison.getByText("TOKEN=beta-new")).toBeVisible();
  await comparison.getByRole("button", { name: "Close the comparison" }).click();
  await expect.poll(() => page.content()).not.toContain("alpha-old");

  await actionsOf(1).click();
  await page.getByRole("menuitem", { name: "Roll back to this" }).click();
  await expect(drawer.getByText("version 3", { exact: false }).first()).toBeVisible();
  expect(await current()).toMatchObject({ version: 3, value: OLD });
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(actionsOf(4)).toBeVisible();
  expect(await current()).toMatchObject({ version: 4, value: NEW });

  await actionsOf(4).click();
  await page.getByRole("menuitem", { name: "Disable for good" }).click();
  await page.getByRole("button", { name: "Disable version" }).click();
  await expect(drawer.getByText("Disabled")).toBeVisible();
  expect(await current()).toMatchObject({ version: 3, value: OLD });

  await drawer.getByRole("button", { name: "New version" }).click();
  const dialog = page.getByRole("dialog", { name: "New version" });
  await dialog.getByRole("button", { name: "Generate" }).click();
  await page
    .getByRole("dialog", { name: "Generate a value" })
    .getByRole("button", { name: "Generate" })
    .click();
  await expect(dialog.getByRole("textbox", { name: "Value" })).toHaveValue(/^[A-Za-z0-9]{32}$/);
  await dialog.getByRole("button", { name: "Save version" }).click();
  await expect(actionsOf(5)).toBeVisible();
  expect((await current()).value).toMatch(/^[A-Za-z0-9]{32}$/);
});
