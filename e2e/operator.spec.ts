import { newOperator } from "./operator.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("the operator sees the server's health, reads a waiting mail, and changes a setting and back", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const operator = await newOperator(base);
  const email = `katherine.${Date.now()}@example.com`;
  await operator.client.org.invite({ email, role: "member" });
  await signIn(context, base, operator);

  await open(page, "/operator");
  await expect(page.getByRole("heading", { name: "The server is healthy" })).toBeVisible();
  await expect(page.getByText("Software", { exact: true })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Mail", exact: true }).click();
  await page.getByRole("searchbox", { name: "Search mails" }).fill(email);
  await page.getByRole("button", { name: /^You are invited/ }).click();
  await page.getByRole("button", { name: "Show the text" }).click();
  await expect(page.getByRole("group", { name: "Text of the mail" })).toContainText("/invite?token=");
  await expect(page.getByRole("list", { name: "Links in the mail" }).getByRole("button")).toHaveCount(1);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  const read = await operator.client.audit.query({ action: "admin.outbox_read" });
  expect(read.data?.events.length).toBe(1);

  // A setting that no other journey depends on.
  await open(page, "/operator/settings");
  await page.getByRole("textbox", { name: "Longest share" }).fill("364");
  await page.getByRole("button", { name: "Save longest share" }).click();
  await page.getByRole("button", { name: "Reset longest share" }).click();
  await expect(page.getByRole("textbox", { name: "Longest share", exact: true })).toHaveValue("365");
  await expect(page.getByRole("button", { name: "Reset longest share" })).toHaveCount(0);
});

test("everybody else is told whose pages these are", async ({ page, context, baseURL }) => {
  const base = baseURL ?? "";
  const operator = await newOperator(base);
  // Whoever signs up first on a fresh server is an operator by right; the second never is.
  const person = await newPerson(base, "Linus Member");
  expect(operator.email).not.toBe(person.email);
  await signIn(context, base, person);
  await open(page, "/operator/people");
  await expect(page.getByText("Only for who runs this server")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
});
