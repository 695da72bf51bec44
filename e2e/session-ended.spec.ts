// What a person gets from ending a session: the other browser is out with its next act, and is told so.
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("ending the other browser's session puts it out at its next action, and says so there", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const elsewhere = await browser.newContext({ baseURL: base });
  await signIn(elsewhere, base, person);
  const other = await elsewhere.newPage();
  await open(other, "/api-keys");
  await signIn(context, base, person);

  await open(page, "/security");
  const sessions = page.getByRole("table", { name: "Sessions" });
  await expect(sessions.getByText("This one")).toHaveCount(1);
  await page.getByRole("button", { name: "End all others" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "End all others" }).click();
  await expect(page.getByText("All other sessions have ended")).toBeVisible();
  await expect(sessions.getByRole("row")).toHaveCount(2);

  await other.getByRole("link", { name: "Vaults" }).click();
  await expect(other).toHaveURL(/\/sign-in\?ended=1&next=%2F/);
  await expect(other.getByText("Your session has ended.")).toBeVisible();
  await elsewhere.close();

  // This one goes on.
  await page.reload();
  await expect(sessions.getByText("This one")).toBeVisible();
});
