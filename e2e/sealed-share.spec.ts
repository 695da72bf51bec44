// Sealed shares: encrypted in one browser, opened in another, and the server in between never has the key.
import { readFileSync } from "node:fs";
import { unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const MESSAGE = "the wifi password is «swordfish» 🔑\nsecond line";

type Vector = {
  text: string;
  passphrase?: string;
  ciphertext: string;
  kdf?: { name: "PBKDF2-SHA256"; iterations: number; salt: string };
  fragment: string;
};
const VECTORS: Vector[] = JSON.parse(
  readFileSync(new URL("../packages/sdk/src/testdata/sealed-share.json", import.meta.url), "utf8"),
);

test("a message sealed in one browser opens in another; its key goes to no server and leaves the address", async ({
  page,
  context,
  browser,
  request,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const sender = await newPerson(base);
  await signIn(context, base, sender);
  const sent: string[] = [];
  page.on("request", (asked) => sent.push(`${asked.url()} ${asked.postData() ?? ""}`));
  await open(page, "/sharing");
  await page.getByRole("button", { name: "Send a sealed message" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill(MESSAGE);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Seal and make the link" }).click();
  const link = await page.getByLabel("Link, with the key in it").inputValue();
  const [address = "", fragment = ""] = link.split("#");
  expect(fragment).toMatch(/^[\w-]{43}$/);
  expect(sent.join("\n")).toContain("/sealed-shares");
  expect(sent.join("\n")).not.toContain(fragment);
  expect(sent.join("\n")).not.toContain("swordfish");
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByLabel("Link, with the key in it")).toHaveCount(0);

  // What looks at a link before people do.
  for (const method of ["get", "head", "get"] as const)
    expect((await request[method](address)).status()).toBe(200);
  const stranger = await browser.newContext({ baseURL: base });
  const seen = await stranger.newPage();
  const asked: string[] = [];
  seen.on("request", (each) => asked.push(`${each.url()} ${each.postData() ?? ""}`));
  await open(seen, link);
  await expect(seen).toHaveURL(address);
  await expectAccessible(seen);
  await seen.getByRole("button", { name: "Show the secret" }).click();
  await expect(seen.getByRole("group", { name: "Value of the message" })).toHaveText(MESSAGE);
  await expect(seen.getByText("That was the last view")).toBeVisible();
  expect(asked.join("\n")).not.toContain(fragment);
  await seen.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(seen);

  // Hidden and shown again in the same tab costs no view; another tab finds it used up.
  await seen.getByRole("button", { name: "Hide the message" }).click();
  await seen.getByRole("button", { name: "Show it again" }).click();
  await expect(seen.getByRole("group", { name: "Value of the message" })).toHaveText(MESSAGE);
  const late = await stranger.newPage();
  await open(late, link);
  await late.getByRole("button", { name: "Show the secret" }).click();
  await expect(late.getByRole("heading", { level: 1, name: "This share has ended" })).toBeVisible();
  await open(late, address);
  await expect(late.getByRole("heading", { level: 1, name: "The key is missing" })).toBeVisible();
  await stranger.close();

  await open(page, "/sharing/outbound");
  await expect(page.getByRole("table", { name: "Sealed messages" })).toContainText("Used up");
});

test("the frozen vectors open in a browser, with their passphrase where they have one", async ({
  page,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const { client, email, password } = await newPerson(base);
  const { access_token } = unwrap(await client.auth.login({ email, password }));
  for (const { text, passphrase, ciphertext, kdf, fragment } of VECTORS) {
    // The SDK seals with keys of its own; the API takes what was sealed before.
    const made = await fetch(`${base}/v1/sealed-shares`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ ciphertext, kdf }),
    });
    const { url } = (await made.json()) as { url: string };
    await open(page, `${url}#${fragment}`);
    await page.getByRole("button", { name: "Show the secret" }).click();
    if (passphrase) {
      await page.getByLabel("Passphrase", { exact: true }).fill("another passphrase");
      await page.getByRole("button", { name: "Show the secret" }).click();
      await expect(page.getByText("It does not open with this passphrase.")).toBeVisible();
      await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
      await page.getByRole("button", { name: "Show the secret" }).click();
    }
    await expect(page.getByRole("group", { name: "Value of the message" })).toHaveText(text);
  }
});
