import { mailedLink, newOperator } from "./operator.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("an owner invites somebody, who comes in by the link and gets another role", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const owner = await newOperator(base, "Ada Lovelace");
  const guest = await newPerson(base, "Grace Hopper");
  await signIn(context, base, owner);
  await open(page, "/team");
  await page.getByRole("button", { name: "Invite" }).first().click();
  await page.getByLabel("E-mail").fill(guest.email);
  await page.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("The invitation waits in the outbox")).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(page.getByRole("table", { name: "Invitations" })).toContainText(guest.email);
  await expectAccessible(page);

  const theirs = await browser.newContext({ baseURL });
  await signIn(theirs, base, guest);
  const invitation = await theirs.newPage();
  await open(invitation, await mailedLink(owner, guest.email));
  await invitation.getByRole("button", { name: "Accept and join" }).click();
  await expect(invitation.getByRole("heading", { name: "You are in", exact: true })).toBeVisible();
  await theirs.close();

  await page.reload();
  const members = page.getByRole("table", { name: "Members" });
  await expect(members.getByRole("row", { name: /Grace Hopper/ })).toContainText("Member");
  await expect(page.getByText("No open invitations")).toBeVisible();
  await page.getByRole("button", { name: /Actions for Grace Hopper/ }).click();
  await page.getByRole("menuitem", { name: /Change role/ }).click();
  await page.getByRole("radio", { name: "Admin" }).check();
  await page.getByRole("button", { name: "Change role" }).click();
  await expect(members.getByRole("row", { name: /Grace Hopper/ })).toContainText("Admin");

  // What an admin may and a member may not.
  const again = await browser.newContext({ baseURL });
  await signIn(again, base, guest);
  const asAdmin = await again.newPage();
  await open(asAdmin, "/team");
  await expect(asAdmin.getByRole("button", { name: "Invite" }).first()).toBeVisible();
  await again.close();
});
