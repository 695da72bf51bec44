import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KeystoreError, openKeystore } from "./keystore.ts";

let base: string;
let file: string;
const passphrase = "a long passphrase ä";

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "keystore-test-"));
  file = join(base, "keys", "keystore.json");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const create = (phrase: string | null) => openKeystore({ file, passphrase: phrase, mayCreate: true });
const reopen = (phrase: string | null, mayCreate = false) =>
  openKeystore({ file, passphrase: phrase, mayCreate });

async function refusedWith(opening: Promise<unknown>, sentence: string): Promise<void> {
  await expect(opening).rejects.toBeInstanceOf(KeystoreError);
  await expect(opening).rejects.toThrow(sentence);
}

describe("keystore", () => {
  it.each([passphrase, null])("gives the same root again (passphrase: %j)", async (phrase) => {
    const made = await create(phrase);
    expect(made.root).toHaveLength(32);
    expect(made.created).toBe(true);
    for (const mayCreate of [false, true]) {
      const again = await reopen(phrase, mayCreate);
      expect(again.root.equals(made.root)).toBe(true);
      expect(again).toMatchObject({ created: false, protection: phrase === null ? "file" : "passphrase" });
    }
  });

  it("is a 0600 file in a 0700 folder, with nothing beside it", async () => {
    await create(passphrase);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(base, "keys")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(base, "keys"))).toEqual(["keystore.json"]);
  });

  it("holds the root only in wrapped form when there is a passphrase", async () => {
    const { root } = await create(passphrase);
    const text = readFileSync(file, "utf8");
    for (const form of ["hex", "base64", "base64url"] as const)
      expect(text).not.toContain(root.toString(form));
    expect(text).not.toContain(passphrase);
  });

  it("opens with the passphrase in either Unicode spelling", async () => {
    const { root } = await create(passphrase.normalize("NFC"));
    expect((await reopen(passphrase.normalize("NFD"))).root.equals(root)).toBe(true);
  });

  it("takes on a passphrase given later, keeping the root", async () => {
    const { root } = await create(null);
    expect((await reopen(passphrase)).root.equals(root)).toBe(true);
    expect(readFileSync(file, "utf8")).not.toContain(root.toString("base64"));
    expect((await reopen(passphrase)).root.equals(root)).toBe(true);
    await refusedWith(reopen(null), "protected by a passphrase, and none was given");
  });

  it("that is missing beside existing data is an error and stays missing", async () => {
    await refusedWith(reopen(passphrase), "is missing, and this database already holds data");
    expect(() => statSync(file)).toThrow();
  });

  it("refuses a wrong passphrase, a missing one and an empty one, and changes nothing", async () => {
    await create(passphrase);
    const before = readFileSync(file);
    await refusedWith(reopen("another passphrase"), "does not open the keystore file");
    await refusedWith(reopen(null, true), "none was given");
    await refusedWith(reopen("", true), "none was given");
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([0o644, 0o640, 0o604, 0o660, 0o620])("refuses a file of mode %o", async (mode) => {
    await create(null);
    chmodSync(file, mode);
    await refusedWith(reopen(null), "run chmod 600");
  });

  it("refuses a folder in which others can replace the file", async () => {
    await create(null);
    chmodSync(join(base, "keys"), 0o777);
    await refusedWith(reopen(null), "run chmod 700");
    mkdirSync(join(base, "open"), { mode: 0o777 });
    chmodSync(join(base, "open"), 0o777);
    const inOpen = join(base, "open", "keystore.json");
    await refusedWith(openKeystore({ file: inOpen, passphrase: null, mayCreate: true }), "run chmod 700");
  });

  it("refuses a damaged file whatever is broken, and leaves it alone", async () => {
    await create(passphrase);
    const good = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const kdf = good.kdf as Record<string, unknown>;
    const damaged = [
      "",
      "{",
      "null",
      "[]",
      JSON.stringify({ ...good, format: "other" }),
      JSON.stringify({ ...good, version: 2 }),
      JSON.stringify({ ...good, kdf: null }),
      JSON.stringify({ ...good, kdf: { ...kdf, m: 4_294_967_295 } }),
      JSON.stringify({ ...good, wrapped_root: "AAAA" }),
      JSON.stringify({ format: good.format, version: 1, root: "c2hvcnQ=" }),
      `${JSON.stringify(good)}${" ".repeat(5000)}`,
    ];
    for (const text of damaged) {
      writeFileSync(file, text);
      await refusedWith(reopen(passphrase, true), "is damaged: restore it from a backup");
      expect(readFileSync(file, "utf8")).toBe(text);
    }
    writeFileSync(file, JSON.stringify({ ...good, kdf: { ...kdf, t: 4 } }));
    await refusedWith(reopen(passphrase), "does not open");
  });

  it("is made by one of two first starts, and both get its root", async () => {
    const [one, other] = await Promise.all([create(null), create(null)]);
    expect([one.created, other.created].sort()).toEqual([false, true]);
    expect(one.root.equals(other.root)).toBe(true);
    expect((await reopen(null)).root.equals(one.root)).toBe(true);
  });

  it("that cannot be read or made is an error without a stack of the file system", async () => {
    mkdirSync(file, { recursive: true, mode: 0o700 });
    await refusedWith(reopen(null), "cannot be read");
    writeFileSync(join(base, "plain"), "");
    const below = join(base, "plain", "keystore.json");
    await refusedWith(openKeystore({ file: below, passphrase: null, mayCreate: true }), "cannot be");
  });
});
