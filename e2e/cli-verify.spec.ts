import { createClient, unwrap } from "../packages/sdk/src/index.ts";
import { newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, open, test } from "./watch.ts";

test("a device shows a code, its person approves it in the browser, and the token arrives", async ({
  page,
  baseURL,
}) => {
  const { email, password } = await newPerson(String(baseURL));
  const device = createClient({ baseUrl: String(baseURL) });
  const asked = unwrap(await device.auth.deviceCode({ client_id: "1claw-cli" }));
  expect(unwrap(await device.auth.deviceToken(asked.device_code)).error).toBe("authorization_pending");

  await page.goto(asked.verification_uri_complete);
  await expect(page).toHaveURL(/\/cli\/verify$/);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Let this device in?" })).toBeVisible();
  await expect(page.getByText(asked.user_code, { exact: true })).toBeVisible();
  await expect(page.getByText("1claw-cli", { exact: true })).toBeVisible();
  await expect(page.getByText("127.0.0.1", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("The device is signed in.")).toBeVisible();

  expect(unwrap(await device.auth.deviceToken(asked.device_code)).email).toBe(email);
  expect(unwrap(await device.auth.getMe()).email).toBe(email);
});

test("a code is typed as it is read, and a device that is refused gets nothing", async ({
  page,
  context,
  watch,
  baseURL,
}) => {
  const person = await newPerson(String(baseURL));
  await signIn(context, String(baseURL), person);
  const device = createClient({ baseUrl: String(baseURL) });
  const asked = unwrap(await device.auth.deviceCode({ client_id: "1claw-cli" }));
  await open(page, "/cli/verify");
  await page.getByLabel("Code").fill("WDJB-MJHT");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("No device waits with this code")).toBeVisible();
  expect(watch.complaints.splice(0)).toEqual([expect.stringMatching(/Failed to load resource: .*404/)]);
  await page.getByLabel("Code").fill(asked.user_code.toLowerCase().replace("-", " "));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByText("The device was refused.")).toBeVisible();
  expect(unwrap(await device.auth.deviceToken(asked.device_code)).error).toBe("access_denied");
});
