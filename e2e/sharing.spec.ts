// Sharing as people live it: with a colleague who accepts, by a link with views and a passphrase, and taken back.
import type { Page } from "@playwright/test";
import { unwrap } from "../packages/sdk/src/index.ts";
import { mailedLink, newOperator } from "./operator.ts";
import { type E2ePerson, newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const PATH = "payments/stripe/secret-key";
const VALUE = "sk-live-for-the-journey";

async function ownerWithSecret(baseURL: string): Promise<{ owner: E2ePerson; vault_id: string }> {
  const owner = await newPerson(baseURL);
  const vault = unwrap(await owner.client.vault.create({ name: "Production" }));
  unwrap(await owner.client.secrets.set(vault.id, PATH, VALUE, { type: "api_key" }));
  return { owner, vault_id: vault.id };
}

/** Another person of the owner's organization, who joined by the invitation that was mailed. */
async function colleague(baseURL: string, owner: E2ePerson): Promise<E2ePerson> {
  const [person, operator] = [await newPerson(baseURL, "Grace Hopper"), await newOperator(baseURL)];
  unwrap(await owner.client.org.invite({ email: person.email, role: "member" }));
  const link = new URL(await mailedLink(operator, person.email));
  unwrap(await person.client.org.join(link.searchParams.get("token") ?? ""));
  return person;
}

async function openShareDialog(page: Page, vault_id: string): Promise<void> {
  await open(page, `/vaults/${vault_id}?path=${encodeURIComponent(PATH)}`);
  await page.getByRole("button", { name: `Actions for ${PATH}` }).click();
  await page.getByRole("menuitem", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Share this secret" })).toBeVisible();
}

/** What the browser itself says of an answer that is no success; the page says the rest. */
const refusals = (...statuses: number[]) =>
  statuses.map((status) => expect.stringMatching(new RegExp(`Failed to load resource: .*${status}`)));

test("a colleague accepts what was shared with them, opens it, and it is taken back", async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  const base = baseURL ?? "";
  test.slow();
  const { owner, vault_id } = await ownerWithSecret(base);
  const grace = await colleague(base, owner);
  await signIn(context, base, owner);
  await openShareDialog(page, vault_id);
  await expectAccessible(page);
  await page.getByRole("radio", { name: "A person in the team" }).check();
  await page.getByRole("combobox", { name: "Person" }).click();
  await page.getByRole("option", { name: /Grace Hopper/ }).click();
  await page.getByRole("button", { name: "7 days" }).click();
  await page.getByLabel("Views").fill("3");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Shared" })).toContainText("What the recipient will see");
  await page.getByRole("button", { name: "Done" }).click();

  const hers = await browser.newContext({ baseURL: base });
  await signIn(hers, base, grace);
  const inbox = await hers.newPage();
  await open(inbox, "/sharing");
  await expectAccessible(inbox);
  const offered = inbox.getByRole("row", { name: new RegExp(PATH) });
  await expect(offered).toContainText(owner.email);
  await inbox.getByRole("button", { name: `Accept ${PATH}` }).click();
  await expect(offered).toContainText("Active");
  await inbox.getByRole("link", { name: PATH }).click();
  await expect(inbox.getByText("3 of 3")).toBeVisible();
  await inbox.getByRole("button", { name: "Show the secret" }).click();
  await expect(inbox.getByRole("group", { name: `Value of ${PATH}` })).toHaveText(VALUE);
  await expect(inbox.getByText("2 views are left.")).toBeVisible();
  await inbox.getByRole("button", { name: `Hide ${PATH}` }).click();
  await expect(inbox.getByText(VALUE)).toHaveCount(0);

  await open(page, "/sharing/outbound");
  const given = page.getByRole("row", { name: new RegExp(PATH) });
  await expect(given).toContainText("Grace Hopper");
  await expect(given).toContainText("2 of 3");
  await page.getByRole("button", { name: `Revoke the share of ${PATH} with Grace Hopper` }).click();
  await expect(page.getByRole("dialog", { name: "Revoke this share?" })).toContainText("opened once");
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(given).toContainText("Revoked");
  await inbox.getByRole("button", { name: "Show it again" }).click();
  await expect(inbox.getByRole("heading", { level: 1, name: "This share does not open" })).toBeVisible();
  await hers.close();
});

test("a share that is declined is gone for good", async ({ page, context, baseURL }) => {
  const base = baseURL ?? "";
  const { owner, vault_id } = await ownerWithSecret(base);
  const grace = await newPerson(base, "Grace Hopper");
  const [secret, me] = [
    unwrap(await owner.client.secrets.describe(vault_id, PATH)),
    unwrap(await grace.client.auth.getMe()),
  ];
  unwrap(await owner.client.sharing.create(secret.id, { recipient_type: "user", recipient_id: me.id }));
  await signIn(context, base, grace);
  await open(page, "/sharing");
  await page.getByRole("button", { name: `Decline ${PATH}` }).click();
  await expect(page.getByRole("dialog", { name: "Decline this share?" })).toContainText(owner.email);
  await page.getByRole("button", { name: "Decline", exact: true }).click();
  await expect(page.getByText("Nothing was shared with you")).toBeVisible();
  const [share] = unwrap(await owner.client.sharing.listOutbound()).shares;
  expect(share?.status).toBe("declined");
});

test("a link opens for anybody: after a click, with its passphrase, as often as was said", async ({
  page,
  context,
  browser,
  request,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { owner, vault_id } = await ownerWithSecret(base);
  await signIn(context, base, owner);
  await openShareDialog(page, vault_id);
  await page.getByRole("radio", { name: "Anyone with the link" }).check();
  await page.getByLabel("Views").fill("2");
  await page.getByRole("button", { name: "Suggest" }).click();
  const passphrase = await page.getByLabel("Passphrase").inputValue();
  expect(passphrase).toMatch(/^(\w{4}-){3}\w{4}$/);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  await expectAccessible(page);

  // What looks at a link before people do.
  for (const method of ["get", "head", "get"] as const)
    expect((await request[method](link)).status()).toBe(200);
  const stranger = await browser.newContext({ baseURL: base });
  const seen = await stranger.newPage();
  const said: string[] = [];
  seen.on("console", (message) => message.type() === "error" && said.push(message.text()));
  await open(seen, link);
  await expectAccessible(seen);
  await expect(seen.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await seen.getByLabel("Passphrase", { exact: true }).fill("not the passphrase");
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await expect(seen.getByText("This is not the passphrase of the share.")).toBeVisible();
  await seen.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await expect(seen.getByRole("group", { name: `Value of ${PATH}` })).toHaveText(VALUE);
  await expect(seen.getByText("1 view is left.")).toBeVisible();
  await seen.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(seen);
  await seen.getByRole("button", { name: `Hide ${PATH}` }).click();
  await seen.getByRole("button", { name: "Show it again" }).click();
  await seen.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await expect(seen.getByText("That was the last view")).toBeVisible();
  await open(seen, link);
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await expect(seen.getByRole("heading", { level: 1, name: "This share has ended" })).toBeVisible();
  await expect(seen.getByText("opened as often as it may be")).toBeVisible();
  expect(said).toEqual(refusals(403, 403, 403, 410));
  await stranger.close();
});

test("a share for one account asks whoever is not signed in to sign in, and comes back", async ({
  page,
  watch,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { owner, vault_id } = await ownerWithSecret(base);
  const secret = unwrap(await owner.client.secrets.describe(vault_id, PATH));
  const me = unwrap(await owner.client.auth.getMe());
  const share = unwrap(
    await owner.client.sharing.create(secret.id, { recipient_type: "user", recipient_id: me.id }),
  );
  await open(page, `/share/${share.id}`);
  await page.getByRole("button", { name: "Show the secret" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`/share/${share.id}`);
  await page.getByRole("button", { name: "Accept" }).click();
  await page.getByRole("button", { name: "Show the secret" }).click();
  await expect(page.getByRole("group", { name: `Value of ${PATH}` })).toHaveText(VALUE);
  expect(watch.complaints.splice(0)).toEqual(refusals(401));
});
