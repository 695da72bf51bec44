// A `.env` file becomes secrets, and secrets become a `.env` file.
import { readFile } from "node:fs/promises";
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

const FILE = `# settings
export DATABASE_URL="postgres://app:CANARY-db@db/main"
STRIPE_KEY=CANARY-stripe # live
CERT="-----BEGIN-----
CANARY-cert
-----END-----"
broken line
STRIPE_KEY=CANARY-stripe-2
`;

test("a dropped .env file is read here, covered, put under a prefix, and exported again", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "app/CERT", "kept"));
  await signIn(context, String(baseURL), person);
  const values = async () =>
    Promise.all(
      ["DATABASE_URL", "STRIPE_KEY", "CERT"].map(
        async (key) => unwrap(await client.secrets.get(vault.id, `app/${key}`)).value,
      ),
    );

  await open(page, `/vaults/${vault.id}`);
  await page.getByRole("button", { name: "Import and export" }).click();
  await page.getByRole("menuitem", { name: "Import .env" }).click();
  const dialog = page.getByRole("dialog", { name: "Import .env" });
  await dialog
    .getByLabel("Drop a .env file here, or choose one")
    .setInputFiles({ name: ".env", mimeType: "text/plain", buffer: Buffer.from(FILE) });
  await expect(dialog.getByText("Line 7 has no = after broken.")).toBeVisible();
  await expect(dialog.getByText("STRIPE_KEY occurs more than once: the last value counts.")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Put them under" }).fill("app");
  await expect(dialog.getByText("There already: skipped")).toBeVisible();
  await expectAccessible(page);
  expect(await page.content()).not.toContain("CANARY");
  await dialog.getByRole("button", { name: "Show the value of STRIPE_KEY" }).click();
  await expect(dialog.getByText("CANARY-stripe-2")).toBeVisible();
  await dialog.getByRole("button", { name: "Import 2 secrets" }).click();
  await expect(page.getByText("2 secrets stored")).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("link", { name: "app/STRIPE_KEY" })).toBeVisible();
  expect(await page.content()).not.toContain("CANARY");
  expect(await values()).toEqual(["postgres://app:CANARY-db@db/main", "CANARY-stripe-2", "kept"]);

  await page.getByRole("button", { name: "Import and export" }).click();
  await page.getByRole("menuitem", { name: "Export .env" }).click();
  await page.getByRole("textbox", { name: "Folder" }).fill("app");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Read and export 3" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("production.env");
  expect(await readFile(await download.path(), "utf8")).toBe(
    "CERT=kept\nDATABASE_URL=postgres://app:CANARY-db@db/main\nSTRIPE_KEY=CANARY-stripe-2\n",
  );
});

test("taken paths are replaced when that is chosen, and what is pasted counts as a file", async ({
  page,
  context,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  const { client } = person;
  const vault = unwrap(await client.vault.create({ name: "Production" }));
  unwrap(await client.secrets.set(vault.id, "A", "old"));
  await signIn(context, String(baseURL), person);

  await open(page, `/vaults/${vault.id}`);
  await page.getByRole("button", { name: "Import and export" }).click();
  await page.getByRole("menuitem", { name: "Import .env" }).click();
  await page.getByRole("textbox", { name: "Or paste its text" }).fill("A=new\nB=2\nC=3");
  await page.getByRole("button", { name: "Read the text" }).click();
  await page.getByRole("combobox", { name: "Where there is a secret already" }).selectOption("new_version");
  await expect(page.getByText("There already: replaced")).toBeVisible();
  await page.getByRole("checkbox", { name: /^C/ }).uncheck();
  await page.getByRole("button", { name: "Import 2 secrets" }).click();
  await expect(page.getByText("2 secrets stored")).toBeVisible();
  expect(unwrap(await client.secrets.get(vault.id, "A"))).toMatchObject({ value: "new", version: 2 });
  const { secrets } = unwrap(await client.secrets.list(vault.id));
  expect(secrets.map(({ path }) => path)).toEqual(["A", "B"]);
});
