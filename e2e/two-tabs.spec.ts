// What somebody gets who has the dashboard open twice.
import { newPerson, signIn } from "./people.ts";
import { expect, open, test } from "./watch.ts";

test("a change in one tab is in the other when one comes back to it, and signing out ends both", async ({
  page,
  context,
  baseURL,
  watch,
}) => {
  const base = baseURL ?? "";
  await signIn(context, base, await newPerson(base));
  await open(page, "/vaults");
  await expect(page.getByText("Create your first vault")).toBeVisible();

  const other = await context.newPage();
  await open(other, "/vaults");
  await other.getByRole("button", { name: "Create vault" }).first().click();
  await other.getByRole("dialog").getByLabel("Name").fill("From the other tab");
  await other.getByRole("dialog").getByRole("button", { name: "Create vault" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "From the other tab" })).toBeVisible();

  await page.bringToFront();
  await page.evaluate(comeBack);
  await expect(page.getByRole("link", { name: "From the other tab" })).toBeVisible();

  await other.bringToFront();
  await other.getByRole("button", { name: /^Account of/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(other.getByText("You are signed out.")).toBeVisible();
  await page.bringToFront();
  await page.evaluate(comeBack);
  await expect(page).toHaveURL(/\/sign-in\?ended=1&next=%2Fvaults$/);
  await expect(page.getByText("Your session has ended.")).toBeVisible();
  // The browser itself notes the answers that said so.
  expect(watch.complaints.splice(0).filter((complaint) => !/Failed to load.* 401/.test(complaint))).toEqual(
    [],
  );
});

/** Every page of a browser without a window counts as seen, so what a window would tell the page is told here. */
function comeBack(): void {
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
}
