// What a person gets from a second factor: a sign-in that needs more than the password, and a way back without the app.
import { generateSync } from "otplib";
import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("a second factor is set up from the shown key, with recovery codes, and turned off with both proofs", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  await signIn(context, base, person);
  await open(page, "/security");
  await page.getByRole("button", { name: "Set up" }).click();
  const setup = page.getByRole("dialog", { name: "Set up a second factor" });
  await expect(setup.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
  await expectAccessible(page);
  const shown = await setup
    .getByRole("group", { name: /Or type this key/ })
    .getByRole("button")
    .getAttribute("title");
  const secret = /: ([A-Z2-7]+)$/.exec(shown ?? "")?.[1] ?? "";
  await setup.getByLabel("Code", { exact: true }).fill(generateSync({ secret }));
  await setup.getByRole("button", { name: "Turn on" }).click();

  const saving = page.getByRole("dialog", { name: "Save your recovery codes" });
  const text = await saving.getByRole("group", { name: "Recovery codes" }).textContent();
  const codes = (text ?? "").trim().split(/\s+/);
  expect(codes).toHaveLength(8);
  await expectAccessible(page);
  await saving.getByLabel("I have saved it").check();
  await saving.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText("8 recovery codes are left.")).toBeVisible();

  const { auth } = createClient({ baseUrl: base });
  const { mfa_required, mfa_token = "" } = unwrap(await auth.login(person));
  expect(mfa_required).toBe(true);
  unwrap(await auth.mfaVerify({ mfa_token, code: codes[0] ?? "" }));

  await page.reload();
  await expect(page.getByText("7 recovery codes are left.")).toBeVisible();
  await page.getByRole("button", { name: "Turn off" }).click();
  const off = page.getByRole("dialog", { name: "Turn the second factor off?" });
  await off.getByLabel("Code").fill(codes[1] ?? "");
  await off.getByRole("button", { name: "Turn off" }).click();
  await expect(off.getByText("Password is required")).toBeVisible();
  await off.getByLabel("Password", { exact: true }).fill(person.password);
  await off.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("Whoever learns your password can sign in as you.")).toBeVisible();
  expect(unwrap(await auth.login(person)).mfa_required).toBeUndefined();
});
