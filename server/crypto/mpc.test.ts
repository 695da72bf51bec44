import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createLocalKms } from "#server/ports/kms/local.ts";
import {
  decrypt,
  headerAad,
  IntegrityFailure,
  parseBlob,
  type SecretHeader,
  seal,
  unwrapDek,
} from "./envelope.ts";
import { joinShares, openJoined, type SplitPlace, sealSplit } from "./mpc.ts";
import keys from "./testdata/local-kms.json" with { type: "json" };
import frozen from "./testdata/mpc.json" with { type: "json" };

const place: SplitPlace = {
  org_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
  vault_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b1",
  secret_id: "01234567-89ab-4cde-8f01-23456789abcd",
  path: "prod/db/password",
  version: 3,
};
const value = Buffer.from("sk-live-correct-horse");

function open(as: SplitPlace, stored: Buffer, share: Uint8Array): Buffer | null {
  const joined = joinShares(as, stored, share);
  return joined && openJoined(joined);
}

/** Every copy of the bytes with one of them changed. */
function* damaged(bytes: Buffer): Generator<Buffer> {
  for (const [i, byte] of bytes.entries()) {
    const copy = Buffer.from(bytes);
    copy[i] = byte ^ 0x01;
    yield copy;
  }
}

describe("split custody 2-of-2", () => {
  it.each(frozen.vectors)("opens what another implementation sealed: $name", (vector) => {
    const opened = open(
      vector.place,
      Buffer.from(vector.stored, "hex"),
      Buffer.from(vector.client_share, "hex"),
    );
    expect(opened?.toString("utf8")).toBe(vector.plaintext);
  });

  it("opens with the client's half, and stores nothing of it", () => {
    const { stored, client_share } = sealSplit(place, value);
    expect(client_share).toHaveLength(32);
    expect(open(place, stored, client_share)).toEqual(value);
    expect(stored.includes(client_share)).toBe(false);
    expect(stored.includes(value)).toBe(false);
  });

  it("makes halves that are fresh for each value", () => {
    const [a, b] = [sealSplit(place, value), sealSplit(place, value)];
    expect(a.client_share).not.toEqual(b.client_share);
    expect(a.stored.subarray(1, 33)).not.toEqual(b.stored.subarray(1, 33));
    expect(joinShares(place, a.stored, b.client_share)).toBeNull();
  });

  it("refuses every half but the right one, and says no more than that", () => {
    const { stored, client_share } = sealSplit(place, value);
    for (const wrong of damaged(client_share)) expect(joinShares(place, stored, wrong)).toBeNull();
    for (const wrong of [Buffer.alloc(0), Buffer.alloc(32), client_share.subarray(1), randomBytes(33)])
      expect(joinShares(place, stored, wrong)).toBeNull();
  });

  it("opens as no other version, path, secret, vault or organization", () => {
    const { stored, client_share } = sealSplit(place, value);
    const other = "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9bf";
    const elsewhere = [
      { version: 4 },
      { path: "prod/db" },
      { secret_id: other },
      { vault_id: other },
      { org_id: other },
    ];
    for (const change of elsewhere)
      expect(joinShares({ ...place, ...change }, stored, client_share)).toBeNull();
  });

  it("never opens what was changed in any byte, or cut", () => {
    const { stored, client_share } = sealSplit(place, value);
    for (const wrong of damaged(stored)) {
      let opened: Buffer | null = null;
      try {
        opened = open(place, wrong, client_share);
      } catch (error) {
        expect(error).toBeInstanceOf(IntegrityFailure);
      }
      expect(opened).toBeNull();
    }
    for (const length of [0, 1, 64, 65, 92]) {
      expect(() => open(place, stored.subarray(0, length), client_share)).toThrow(IntegrityFailure);
    }
  });
});

describe("the envelope around a split value", () => {
  const kms = createLocalKms({ root: Buffer.from(keys.root, "hex"), deployment_id: keys.deployment_id });
  const [first] = keys.keks;
  if (!first) throw new Error("no key");
  const kek = { ...first, material: Buffer.from(first.material, "hex") };
  const whole: SecretHeader = {
    org_id: kek.org_id,
    vault_id: kek.vault_id,
    secret_id: place.secret_id,
    path: place.path,
    version: place.version,
    type: "note",
    cmek: false,
    expires_at: null,
    max_access_count: null,
  };
  const split: SecretHeader = { ...whole, mpc: true };
  const opened = async (as: SecretHeader, blob: Buffer) =>
    decrypt(await unwrapDek(kms, () => kek, as, blob), as, blob);

  it("says in its authenticated bytes that it holds a half, so that neither is taken for the other", async () => {
    expect(headerAad(split)).not.toEqual(headerAad(whole));
    const asHalf = await seal(kms, kek, split, value);
    const asValue = await seal(kms, kek, whole, value);
    expect([parseBlob(asHalf).alg, parseBlob(asValue).alg]).toEqual([2, 1]);
    await expect(opened(whole, asHalf)).rejects.toThrow(IntegrityFailure);
    await expect(opened(split, asValue)).rejects.toThrow(IntegrityFailure);
    expect(await opened(split, asHalf)).toEqual(value);
  });

  it("refuses also when the byte in the blob was changed with the row", async () => {
    const asHalf = await seal(kms, kek, split, value);
    const asValue = await seal(kms, kek, whole, value);
    asHalf[1] = 1;
    asValue[1] = 2;
    await expect(opened(whole, asHalf)).rejects.toThrow(IntegrityFailure);
    await expect(opened(split, asValue)).rejects.toThrow(IntegrityFailure);
  });
});
