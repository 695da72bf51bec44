// A key of one's own: made, saved and used in the browser, rotated with an interruption; the server sees ciphertext.
import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { cmek, unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson, signIn } from "./people.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, open, test } from "./watch.ts";

const MANY = 900;

type Vector = { key_b64: string; fingerprint: string; plaintext: string; blob_b64: string };
const VECTORS: Vector[] = JSON.parse(
  readFileSync(new URL("../packages/sdk/src/testdata/cmek.json", import.meta.url), "utf8"),
);

type KeyFile = { name: string; mimeType: string; buffer: Buffer };

function keyFile(base64: string, name = "saved.key"): KeyFile {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(`${base64}\n`) };
}

/** Walks through making a key until its proof is asked for; the file as the browser saved it. */
async function makeAndSave(page: Page): Promise<KeyFile> {
  await page.getByRole("button", { name: "Make a key" }).click();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download the key file" }).click();
  const download: Download = await saving;
  const text = readFileSync(await download.path(), "utf8");
  return keyFile(text.trim(), download.suggestedFilename());
}

const keyIn = (file: KeyFile) => cmek.fromBase64(file.buffer.toString().trim()) ?? new Uint8Array();

/** Goes to the vault's secrets as people do, so that the tab keeps its key. */
async function openSecret(page: Page, path: string): Promise<void> {
  await page.getByRole("link", { name: "Secrets", exact: true }).click();
  await page.getByText(path, { exact: true }).click();
  await expect(page.getByRole("dialog", { name: `Secret ${path}` })).toContainText(path);
}

async function makeVault({ client }: E2ePerson): Promise<string> {
  return unwrap(await client.vault.create({ name: "Production" })).id;
}

test("a key is made, proved to be saved and used: the server holds what it cannot read", async ({
  page,
  context,
  baseURL,
}) => {
  test.slow();
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const { client } = person;
  const vault_id = await makeVault(person);
  await signIn(context, base, person);
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  await open(page, `/vaults/${vault_id}/settings`);
  await page.getByRole("button", { name: "Set up a key" }).click();
  const saved = await makeAndSave(page);
  expect(saved.name).toMatch(/^1claw-production-[0-9a-f]{8}\.key$/);
  await expectAccessible(page);
  await expect(page.getByRole("button", { name: "Turn on" })).toBeDisabled();
  await page.getByLabel("Load the saved file back").setInputFiles(keyFile(VECTORS[0]?.key_b64 ?? ""));
  await expect(page.getByText("holds another key")).toBeVisible();
  await page.getByLabel("Load the saved file back").setInputFiles(saved);
  await expect(page.getByText("The file holds the key.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn on" })).toBeDisabled();
  await page.getByLabel("I understand that a lost key means lost values").check();
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("Key loaded")).toBeVisible();

  const key = keyIn(saved);
  const cmekFingerprint = await cmek.fingerprint(key);
  expect(unwrap(await client.vault.get(vault_id)).cmek_fingerprint).toBe(cmekFingerprint);
  const first = await cmek.seal(key, "written by a script");
  unwrap(await client.secrets.set(vault_id, "token", first, {}, { cmekFingerprint }));
  await openSecret(page, "token");
  await page.getByRole("button", { name: "New version" }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("written in the browser");
  await page.getByRole("button", { name: "Save version" }).click();
  await expect.poll(async () => unwrap(await client.secrets.get(vault_id, "token")).version).toBe(2);
  const { value, cmek_encrypted } = unwrap(await client.secrets.get(vault_id, "token"));
  expect(cmek_encrypted).toBe(true);
  expect(await cmek.open(key, value)).toBe("written in the browser");
  await page.getByRole("button", { name: "Reveal" }).click();
  await expect(page.getByRole("group", { name: "Value of token" })).toHaveText("written in the browser");

  // A reload forgets the key; the file brings it back.
  await page.reload();
  await page.getByRole("button", { name: "Reveal" }).click();
  await page.getByLabel("Choose the key file").setInputFiles(saved);
  await expect(page.getByRole("group", { name: "Value of token" })).toHaveText("written in the browser");
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored + sent.join("\n")).not.toContain(saved.buffer.toString().trim());
  expect(sent.join("\n")).not.toContain("written in the browser");
});

test("it is turned off again only by whoever types the vault's name, and what is under the key stays so", async ({
  page,
  context,
  baseURL,
}) => {
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const vault_id = await makeVault(person);
  const [, vector] = VECTORS;
  if (!vector) throw new Error("there is no vector");
  unwrap(await person.client.cmek.enable(vault_id, vector.fingerprint));
  unwrap(await person.client.secrets.set(vault_id, "token", vector.blob_b64));
  await signIn(context, base, person);
  await open(page, `/vaults/${vault_id}/settings`);
  await expect(page.getByText("Key not loaded")).toBeVisible();
  await page.getByRole("button", { name: "Load the key" }).click();
  await page.getByLabel("Choose the key file").setInputFiles(keyFile(vector.key_b64));
  await expect(page.getByText("Key loaded")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Turn off" }).click();
  const dialog = page.getByRole("dialog", { name: "Turn off your own key?" });
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await expect(dialog.getByText("Type Production to go on")).toBeVisible();
  await dialog.getByRole("textbox").fill("Production");
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByRole("button", { name: "Set up a key" })).toBeVisible();
  await expect(page.getByText("1 version is still under the key")).toBeVisible();
  expect(unwrap(await person.client.vault.get(vault_id)).cmek_enabled).toBeFalsy();
});

test("a rotation that loses the network goes on after a reload, where the server says it stopped", async ({
  page,
  context,
  watch,
  baseURL,
}) => {
  test.setTimeout(120_000);
  const base = baseURL ?? "";
  const person = await newPerson(base);
  const { client } = person;
  const vault_id = await makeVault(person);
  const [, vector] = VECTORS;
  if (!vector) throw new Error("there is no vector");
  unwrap(await client.cmek.enable(vault_id, vector.fingerprint));
  const old = cmek.fromBase64(vector.key_b64) ?? new Uint8Array();
  const entries = await Promise.all(
    Array.from({ length: MANY }, async (_, i) => ({
      path: `many/${i}`,
      value: await cmek.seal(old, `value ${i}`),
    })),
  );
  unwrap(await client.secrets.import(vault_id, { entries }));
  await signIn(context, base, person);
  await open(page, `/vaults/${vault_id}/settings`);
  await page.getByRole("button", { name: "Rotate to a new key" }).click();
  const saved = await makeAndSave(page);
  await expect(page.getByRole("button", { name: "Rotate", exact: true })).toBeDisabled();
  await page.getByLabel("Load the saved file back").setInputFiles(saved);
  await page.getByLabel("Choose the present key file").setInputFiles(keyFile(vector.key_b64));
  await page.getByRole("button", { name: "Rotate", exact: true }).click();
  await expect(page.getByText(`of ${MANY} versions`)).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("The rotation is interrupted")).toBeVisible();
  const next = await cmek.fingerprint(keyIn(saved));
  const leftOf = async () => {
    let left = 0;
    for await (const { cmek_fingerprint } of client.cmek.listAllVersions(vault_id, next))
      if (cmek_fingerprint === vector.fingerprint) left += 1;
    return left;
  };
  const left = await leftOf();
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(MANY);
  await context.setOffline(false);

  await page.reload();
  await expect(page.getByText("A rotation is not finished")).toBeVisible();
  await expect(page.getByText(`${left} versions are still under the key`)).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByLabel("Choose the old key file").setInputFiles(keyFile(vector.key_b64));
  await page.getByLabel("Choose the new key file").setInputFiles(saved);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Every value is under the new key")).toBeVisible({ timeout: 60_000 });
  expect(await leftOf()).toBe(0);
  for (const i of [0, 450, MANY - 1]) {
    const { value } = unwrap(await client.secrets.get(vault_id, `many/${i}`));
    expect(await cmek.open(keyIn(saved), value)).toBe(`value ${i}`);
  }
  const offline = watch.complaints.splice(0);
  expect(offline.filter((text) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(text))).toEqual([]);
});

test("the frozen vectors open in a browser, and a key that does not fit says so", async ({
  page,
  context,
  baseURL,
}) => {
  test.slow();
  const base = baseURL ?? "";
  const person = await newPerson(base);
  await signIn(context, base, person);
  for (const { fingerprint, blob_b64, key_b64, plaintext } of VECTORS) {
    const vault_id = await makeVault(person);
    unwrap(await person.client.cmek.enable(vault_id, fingerprint));
    unwrap(await person.client.secrets.set(vault_id, "vector", blob_b64));
    await open(page, `/vaults/${vault_id}?path=vector`);
    await page.getByRole("button", { name: "Reveal" }).click();
    const other = VECTORS.find((vector) => vector.fingerprint !== fingerprint);
    await page.getByLabel("Choose the key file").setInputFiles(keyFile(other?.key_b64 ?? ""));
    await expect(page.getByText("holds another key")).toBeVisible();
    await page.getByLabel("Choose the key file").setInputFiles(keyFile("not a key"));
    await expect(page.getByText("is not a key file")).toBeVisible();
    await page.getByLabel("Choose the key file").setInputFiles(keyFile(key_b64));
    await expect(page.getByRole("group", { name: "Value of vector" })).toHaveText(plaintext);
  }
});
