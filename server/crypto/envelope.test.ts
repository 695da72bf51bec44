import { createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type KekRef, type Kms, KmsError } from "#server/ports/kms/kms.ts";
import { createLocalKms } from "#server/ports/kms/local.ts";
import {
  decrypt,
  headerAad,
  IntegrityFailure,
  parseBlob,
  rewrapBlob,
  type SecretHeader,
  seal,
  unwrapDek,
  wipe,
} from "./envelope.ts";
import { lp, uuidBytes } from "./lp.ts";
import frozen from "./testdata/envelope.json" with { type: "json" };
import keys from "./testdata/local-kms.json" with { type: "json" };

const kms = createLocalKms({ root: Buffer.from(keys.root, "hex"), deployment_id: keys.deployment_id });
const keks: KekRef[] = keys.keks.map((kek) => ({ ...kek, material: Buffer.from(kek.material, "hex") }));
const [kek1, kek2] = keks as [KekRef, KekRef];
const value = Buffer.from("sk-live-correct-horse");
const header: SecretHeader = {
  org_id: kek1.org_id,
  vault_id: kek1.vault_id,
  secret_id: "01234567-89ab-4cde-8f01-23456789abcd",
  path: "prod/db/password",
  version: 3,
  type: "private_key",
  cmek: false,
  expires_at: new Date("2027-01-02T03:04:05.678Z"),
  max_access_count: 5,
};

const kekFor = (kek_id: string, version: number) =>
  keks.find((kek) => kek.kek_id === kek_id && kek.version === version);

async function open(as: SecretHeader, blob: Uint8Array, through: Kms = kms): Promise<Buffer> {
  return decrypt(await unwrapDek(through, kekFor, as, blob), as, blob);
}

async function refused(opening: Promise<unknown>): Promise<void> {
  await expect(opening).rejects.toBeInstanceOf(IntegrityFailure);
  await expect(opening).rejects.toThrow("the stored value failed its integrity check");
}

describe("secret envelope v1", () => {
  it.each(frozen.vectors)("opens what another implementation sealed: $name", async (vector) => {
    const expires_at = vector.header.expires_at === null ? null : new Date(vector.header.expires_at);
    const stored: SecretHeader = { ...vector.header, expires_at };
    expect(headerAad(stored).toString("hex")).toBe(vector.aad);
    expect((await open(stored, Buffer.from(vector.blob, "hex"))).toString("hex")).toBe(vector.plaintext);
  });

  it("seals what the written format says, step by step", async () => {
    const blob = await seal(kms, kek1, header, value);
    const aadHash = createHash("sha256").update(headerAad(header)).digest();
    expect(blob.subarray(0, 2).toString("hex")).toBe("0101");
    expect(blob.subarray(2, 18)).toEqual(uuidBytes(kek1.kek_id));
    expect(blob.readUInt32BE(18)).toBe(1);
    const wdekEnd = 24 + blob.readUInt16BE(22);
    const wrapAad = lp("1claw/wrap/v1", aadHash, uuidBytes(kek1.kek_id), 1);
    const dek = await kms.unwrap(kek1, blob.subarray(24, wdekEnd), wrapAad);
    const derived = Buffer.from(hkdfSync("sha256", dek, aadHash, "1claw/dek/v1", 64));
    expect(blob.subarray(wdekEnd, wdekEnd + 32)).toEqual(derived.subarray(32));
    const iv = blob.subarray(wdekEnd + 32, wdekEnd + 44);
    const decipher = createDecipheriv("aes-256-gcm", derived.subarray(0, 32), iv, { authTagLength: 16 });
    decipher.setAAD(headerAad(header)).setAuthTag(blob.subarray(-16));
    expect(Buffer.concat([decipher.update(blob.subarray(wdekEnd + 44, -16)), decipher.final()])).toEqual(
      value,
    );
  });

  it("never seals the same value to the same bytes", async () => {
    const [a, b] = [await seal(kms, kek1, header, value), await seal(kms, kek1, header, value)];
    expect(parseBlob(a).wdek.equals(parseBlob(b).wdek)).toBe(false);
    expect(parseBlob(a).commitment.equals(parseBlob(b).commitment)).toBe(false);
    expect(parseBlob(a).box.equals(parseBlob(b).box)).toBe(false);
  });

  it("opens values of 0 bytes and of 1 MiB", async () => {
    for (const plaintext of [Buffer.alloc(0), randomBytes(1_048_576)]) {
      expect((await open(header, await seal(kms, kek2, header, plaintext))).equals(plaintext)).toBe(true);
    }
  });

  it("refuses a change of any single byte, and of any single bit of the head", async () => {
    const blob = await seal(kms, kek1, header, value);
    for (let at = 0; at < blob.length; at++) {
      for (const mask of at < 24 ? [1, 2, 4, 8, 16, 32, 64, 128] : [0x01, 0x80]) {
        const changed = Buffer.from(blob);
        changed[at] = (changed[at] ?? 0) ^ mask;
        await refused(open(header, changed));
      }
    }
  });

  it("refuses every truncation, among them a tag of 4 bytes, and every extension", async () => {
    const blob = await seal(kms, kek1, header, value);
    for (let length = 0; length < blob.length; length++)
      await refused(open(header, blob.subarray(0, length)));
    await refused(open(header, Buffer.concat([blob, Buffer.alloc(1)])));
  });

  it.each<[string, Partial<SecretHeader>]>([
    ["organization", { org_id: "21111111-2222-4333-8444-555555555555" }],
    ["vault", { vault_id: "76666666-7777-4888-9999-aaaaaaaaaaaa" }],
    ["secret", { secret_id: "11234567-89ab-4cde-8f01-23456789abcd" }],
    ["path", { path: "prod/db/passwore" }],
    ["version", { version: 2 }],
    ["type", { type: "note" }],
    ["CMEK flag", { cmek: true }],
    ["later expiry", { expires_at: new Date("2028-01-02T03:04:05.678Z") }],
    ["missing expiry", { expires_at: null }],
    ["higher access count", { max_access_count: 6 }],
    ["missing access count", { max_access_count: null }],
    ["malformed id", { secret_id: "x" }],
  ])("refuses a row with another %s", async (_, change) => {
    const blob = await seal(kms, kek1, header, value);
    const changed = { ...header, ...change };
    await refused(open(changed, blob));
    // Also when the KEK found belongs to the changed row: what counts is inside the blob.
    const claimed = { ...kek1, org_id: changed.org_id, vault_id: changed.vault_id };
    await refused(unwrapDek(kms, () => claimed, changed, blob));
  });

  it("refuses the row of another secret, an older version put back, and parts of two blobs", async () => {
    const newer = { ...header, version: 4 };
    const old = await seal(kms, kek1, header, value);
    const current = await seal(kms, kek1, newer, Buffer.from("sk-live-correct-horsf"));
    await refused(open(newer, old));
    const headEnd = 24 + parseBlob(old).wdek.length;
    await refused(open(newer, Buffer.concat([current.subarray(0, headEnd), old.subarray(headEnd)])));
    const commitmentEnd = headEnd + 32;
    await refused(
      open(newer, Buffer.concat([current.subarray(0, commitmentEnd), old.subarray(commitmentEnd)])),
    );
    const dek = await unwrapDek(kms, kekFor, newer, current);
    expect(() => decrypt(dek, newer, old)).toThrow(IntegrityFailure);
  });

  it("refuses a KEK that is unknown, of another version or of another vault", async () => {
    const blob = await seal(kms, kek1, header, value);
    await refused(unwrapDek(kms, () => undefined, header, blob));
    await refused(unwrapDek(kms, () => kek2, header, blob));
    await refused(unwrapDek(kms, () => ({ ...kek1, vault_id: kek1.org_id }), header, blob));
    // A provider that finds its keys by name alone must not open the door that the names were to close.
    const lenient: Kms = { ...kms, unwrap: (_, wrapped, aad) => kms.unwrap(kek1, wrapped, aad) };
    await refused(unwrapDek(lenient, () => ({ ...kek1, vault_id: kek1.org_id }), header, blob));
    await refused(unwrapDek(lenient, () => ({ ...kek1, org_id: kek1.vault_id }), header, blob));
    await expect(seal(kms, { ...kek1, vault_id: kek1.org_id }, header, value)).rejects.toThrow(TypeError);
  });

  it("keeps an unreachable KMS apart from a damaged value", async () => {
    const blob = await seal(kms, kek1, header, value);
    const down: Kms = { ...kms, unwrap: () => Promise.reject(new KmsError("kms_unavailable", "down")) };
    await expect(open(header, blob, down)).rejects.toMatchObject({ code: "kms_unavailable" });
  });

  it("opens a value once with one key, and leaves no key behind", async () => {
    const blob = await seal(kms, kek1, header, value);
    const dek = await unwrapDek(kms, kekFor, header, blob);
    expect(decrypt(dek, header, blob)).toEqual(value);
    expect(dek.value_key).toEqual(Buffer.alloc(32));
    const unused = await unwrapDek(kms, kekFor, header, blob);
    wipe(unused);
    expect(unused.value_key).toEqual(Buffer.alloc(32));
    expect(() => decrypt(unused, header, blob)).toThrow(IntegrityFailure);
  });
});

describe("rewrapBlob", () => {
  it("moves a value to another KEK version without touching commitment and data", async () => {
    const blob = await seal(kms, kek1, header, value);
    const rewrapped = await rewrapBlob(kms, kek1, kek2, header, blob);
    const [before, after] = [parseBlob(blob), parseBlob(rewrapped)];
    expect(after).toMatchObject({ kek_id: kek2.kek_id, kek_version: 2 });
    expect(after.commitment).toEqual(before.commitment);
    expect(after.box).toEqual(before.box);
    expect(await open(header, rewrapped)).toEqual(value);
    expect(await open(header, blob)).toEqual(value);
  });

  it("refuses a blob that is already rewrapped, of another row, or damaged", async () => {
    const blob = await seal(kms, kek1, header, value);
    const rewrapped = await rewrapBlob(kms, kek1, kek2, header, blob);
    await refused(rewrapBlob(kms, kek1, kek2, header, rewrapped));
    await refused(rewrapBlob(kms, kek1, kek2, { ...header, version: 9 }, blob));
    const damaged = Buffer.from(blob);
    const commitmentAt = 24 + parseBlob(blob).wdek.length;
    damaged[commitmentAt] = (damaged[commitmentAt] ?? 0) ^ 1;
    await refused(rewrapBlob(kms, kek1, kek2, header, damaged));
  });
});
