import { createDecipheriv, hkdfSync, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSealedShare, openSealedShare, SealedShareError } from "./sealed-share.ts";

type Vector = {
  text: string;
  passphrase?: string;
  fragment: string;
  ciphertext: string;
  kdf?: { name: "PBKDF2-SHA256"; iterations: number; salt: string };
};
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL("./testdata/sealed-share.json", import.meta.url), "utf8"),
);

const passphrase = "correct horse";

/** The base64 with one bit of byte `at` turned. */
function flipped(base64: string, at: number): string {
  const bytes = Buffer.from(base64, "base64");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64");
}

describe("a sealed text", () => {
  it.each(["", "a", "Grüße 🔑\0\r\n", "\ufeffbom", "x".repeat(64 * 1024)])(
    "comes back as it was",
    async (text) => {
      const { fragment, ...sealed } = await createSealedShare(text);
      expect(await openSealedShare(sealed, fragment)).toBe(text);
      expect(await openSealedShare(sealed, `#${fragment}`)).toBe(text);
      expect(sealed).not.toHaveProperty("kdf");
      expect(Buffer.from(sealed.ciphertext, "base64")).toHaveLength(29 + Buffer.byteLength(text));
    },
  );

  it("has a key of its own each time, which is not in what goes to the server", async () => {
    const [a, b] = [await createSealedShare("text"), await createSealedShare("text")];
    expect(a.fragment).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(a.fragment).not.toBe(b.fragment);
    const key = Buffer.from(a.fragment, "base64url");
    expect(Buffer.from(a.ciphertext, "base64").includes(key)).toBe(false);
    await expect(openSealedShare(a, b.fragment)).rejects.toThrow(SealedShareError);
  });

  it("opens with its passphrase only, however its characters are composed", async () => {
    const { fragment, ...sealed } = await createSealedShare("text", { passphrase: "pässphrase" });
    expect(sealed.kdf).toMatchObject({ name: "PBKDF2-SHA256", iterations: 600_000 });
    expect(await openSealedShare(sealed, fragment, "pa\u0308ssphrase")).toBe("text");
    await expect(openSealedShare(sealed, fragment, "passphrase")).rejects.toThrow(SealedShareError);
    await expect(openSealedShare(sealed, fragment)).rejects.toThrow(SealedShareError);
    // Left out by the server, as if there had never been one.
    await expect(openSealedShare({ ciphertext: sealed.ciphertext }, fragment)).rejects.toThrow(
      SealedShareError,
    );
  });

  it("refuses what is too long, what has no UTF-8 form, and short passphrases", async () => {
    await expect(createSealedShare("x".repeat(64 * 1024 + 1))).rejects.toThrow(RangeError);
    await expect(createSealedShare("ü".repeat(32 * 1024 + 1))).rejects.toThrow(RangeError);
    await expect(createSealedShare("\ud800")).rejects.toThrow(RangeError);
    await expect(createSealedShare("text", { passphrase: "short" })).rejects.toThrow(RangeError);
  });
});

describe("tampering", () => {
  it("with any byte of the ciphertext or of the key is noticed", async () => {
    const { fragment, ciphertext } = await createSealedShare("text");
    const length = Buffer.from(ciphertext, "base64").length;
    for (let at = 0; at < length; at++)
      await expect(openSealedShare({ ciphertext: flipped(ciphertext, at) }, fragment)).rejects.toThrow(
        SealedShareError,
      );
    for (let at = 0; at < 32; at++) {
      const other = Buffer.from(flipped(fragment, at), "base64").toString("base64url");
      await expect(openSealedShare({ ciphertext }, other)).rejects.toThrow(SealedShareError);
    }
  });

  it("with what it says of the passphrase is noticed, as is a cost that is too low or too high", async () => {
    const { fragment, ...sealed } = await createSealedShare("text", { passphrase });
    const { kdf } = sealed;
    if (!kdf) throw new Error("a passphrase needs a kdf");
    for (const wrong of [
      { ...kdf, salt: flipped(kdf.salt, 0) },
      { ...kdf, iterations: kdf.iterations + 1 },
      { ...kdf, iterations: 1 },
      { ...kdf, iterations: 1e12 },
      { ...kdf, name: "none" as "PBKDF2-SHA256" },
    ])
      await expect(openSealedShare({ ...sealed, kdf: wrong }, fragment, passphrase)).rejects.toThrow(
        SealedShareError,
      );
    const plain = await createSealedShare("text");
    await expect(openSealedShare({ ...plain, kdf }, plain.fragment, passphrase)).rejects.toThrow(
      SealedShareError,
    );
  });

  it.each(["", "AQ==", "no base64", "AQ"])(
    "with the whole of it (%j) is an error of its own kind",
    async (text) => {
      const { fragment, ciphertext } = await createSealedShare("text");
      await expect(openSealedShare({ ciphertext: text }, fragment)).rejects.toThrow(SealedShareError);
      await expect(openSealedShare({ ciphertext }, text)).rejects.toThrow(SealedShareError);
    },
  );
});

const lp = (...items: (string | Buffer)[]) =>
  Buffer.concat(
    items.flatMap((item) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(Buffer.byteLength(item));
      return [length, Buffer.from(item)];
    }),
  );

/** The format as it is written down, on another implementation of every primitive. */
function openedByNode({ ciphertext, fragment, kdf, passphrase = "" }: Vector): string {
  const nothing = Buffer.alloc(0);
  const salt = Buffer.from(kdf?.salt ?? "", "base64");
  const stretched = kdf ? pbkdf2Sync(passphrase, salt, kdf.iterations, 32, "sha256") : nothing;
  const domain = "1claw/sealed-share/v1";
  const material = lp(Buffer.from(fragment, "base64url"), stretched);
  const key = Buffer.from(hkdfSync("sha256", material, nothing, lp(domain, "key"), 32));
  const bytes = Buffer.from(ciphertext, "base64");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 13), { authTagLength: 16 });
  const cost = kdf ? lp(kdf.name, String(kdf.iterations), salt) : nothing;
  decipher.setAAD(lp(domain, bytes.subarray(0, 1), cost));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(13, -16)), decipher.final()]).toString("utf8");
}

describe("the frozen format", () => {
  it.each(vectors)(
    "still opens what was sealed before: $text",
    async ({ text, fragment, passphrase, ...sealed }) => {
      expect(await openSealedShare(sealed, fragment, passphrase)).toBe(text);
    },
  );

  it.each(vectors)("is what it says it is: $text", (vector) => {
    expect(openedByNode(vector)).toBe(vector.text);
  });
});
