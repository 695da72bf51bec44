import { createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import keys from "#server/crypto/testdata/local-kms.json" with { type: "json" };
import type { KekRef, Kms, MacPurpose } from "./kms.ts";
import { createLocalKms } from "./local.ts";

const root = Buffer.from(keys.root, "hex");
const deployment_id = keys.deployment_id;
const newKms = () => createLocalKms({ root, deployment_id });
const hex = (text: string) => Buffer.from(text, "hex");
const integrity = expect.objectContaining({ name: "KmsError", code: "kms_integrity" });
const aad = Buffer.from("context");

async function newKek(kms: Kms, change: Partial<KekRef> = {}): Promise<KekRef> {
  const id = { org_id: randomUUID(), vault_id: randomUUID(), kek_id: randomUUID(), version: 1, ...change };
  return { ...id, material: await kms.createKek(id) };
}

describe("local KMS", () => {
  it("opens what another implementation wrapped, and gives the written MACs and signatures", async () => {
    const kms = newKms();
    const [kek] = keys.keks;
    const ref = { ...(kek as NonNullable<typeof kek>), material: hex(kek?.material ?? "") };
    const dek = await kms.unwrap(ref, hex(keys.wrapped.wrapped), hex(keys.wrapped.aad));
    expect(Buffer.from(dek).toString("hex")).toBe(keys.wrapped.dek);
    for (const { purpose, data, mac } of keys.macs) {
      expect(Buffer.from(await kms.mac(purpose as MacPurpose, hex(data))).toString("hex")).toBe(mac);
    }
    const signing = { kid: keys.signing_key.kid, material: hex(keys.signing_key.material) };
    const signature = await kms.sign(signing, hex(keys.signing_key.message));
    expect(Buffer.from(signature).toString("hex")).toBe(keys.signing_key.signature);
  });

  it("unwraps only with the same KEK, the same context and unchanged bytes", async () => {
    const kms = newKms();
    const kek = await newKek(kms);
    const dek = randomBytes(32);
    const wrapped = await kms.wrap(kek, dek, aad);
    expect(Buffer.from(await kms.unwrap(kek, wrapped, aad))).toEqual(dek);
    await expect(kms.unwrap(kek, wrapped, Buffer.from("contexu"))).rejects.toEqual(integrity);
    await expect(kms.unwrap(await newKek(kms), wrapped, aad)).rejects.toEqual(integrity);
    for (let at = 0; at < wrapped.length; at++) {
      const changed = Buffer.from(wrapped);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(kms.unwrap(kek, changed, aad)).rejects.toEqual(integrity);
      await expect(kms.unwrap(kek, wrapped.subarray(0, at), aad)).rejects.toEqual(integrity);
    }
  });

  it.each<[string, Partial<KekRef>]>([
    ["organization", { org_id: randomUUID() }],
    ["vault", { vault_id: randomUUID() }],
    ["id", { kek_id: randomUUID() }],
    ["version", { version: 2 }],
  ])("refuses a KEK stored under another %s, also when it is in memory", async (_, change) => {
    const kms = newKms();
    const kek = await newKek(kms);
    const wrapped = await kms.wrap(kek, randomBytes(32), aad);
    await expect(kms.unwrap({ ...kek, ...change }, wrapped, aad)).rejects.toEqual(integrity);
  });

  it("refuses damaged KEK material, also when the good one is in memory", async () => {
    const kms = newKms();
    const kek = await newKek(kms);
    const wrapped = await kms.wrap(kek, randomBytes(32), aad);
    const material = Buffer.from(kek.material);
    material[20] = (material[20] ?? 0) ^ 1;
    await expect(kms.unwrap({ ...kek, material }, wrapped, aad)).rejects.toEqual(integrity);
    await expect(kms.unwrap(kek, wrapped, aad)).resolves.toHaveLength(32);
  });

  it("opens nothing of another root or another deployment", async () => {
    const kms = newKms();
    const kek = await newKek(kms);
    const wrapped = await kms.wrap(kek, randomBytes(32), aad);
    for (const other of [
      createLocalKms({ root: randomBytes(32), deployment_id }),
      createLocalKms({ root, deployment_id: randomUUID() }),
    ]) {
      await expect(other.unwrap(kek, wrapped, aad)).rejects.toEqual(integrity);
      expect(await other.mac("root-check", aad)).not.toEqual(await kms.mac("root-check", aad));
    }
    await expect(newKms().unwrap(kek, wrapped, aad)).resolves.toHaveLength(32);
  });

  it("rewraps to a new version, with the context of each", async () => {
    const kms = newKms();
    const from = await newKek(kms);
    const to = await newKek(kms, {
      org_id: from.org_id,
      vault_id: from.vault_id,
      kek_id: from.kek_id,
      version: 2,
    });
    const dek = randomBytes(32);
    const rewrapped = await kms.rewrap(from, to, await kms.wrap(from, dek, aad), aad, Buffer.from("new"));
    expect(Buffer.from(await kms.unwrap(to, rewrapped, Buffer.from("new")))).toEqual(dek);
    await expect(kms.rewrap(from, to, rewrapped, aad, aad)).rejects.toEqual(integrity);
  });

  it("keeps serving after more KEKs than it keeps in memory", async () => {
    const kms = newKms();
    const first = await newKek(kms);
    const wrapped = await kms.wrap(first, randomBytes(32), aad);
    for (let i = 0; i < 1100; i++) await kms.wrap(await newKek(kms), randomBytes(32), aad);
    await expect(kms.unwrap(first, wrapped, aad)).resolves.toHaveLength(32);
  });

  it("signs Ed25519 under a key that only its own key id opens", async () => {
    const kms = newKms();
    const { material, public_key } = await kms.createSigningKey("k1");
    const x = Buffer.from(public_key).toString("base64url");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    expect(verify(null, aad, key, await kms.sign({ kid: "k1", material }, aad))).toBe(true);
    await expect(kms.sign({ kid: "k2", material }, aad)).rejects.toEqual(integrity);
  });

  it("gives no MAC under a key that wraps, nor under an unknown purpose", async () => {
    const kms = newKms();
    for (const purpose of ["kek-wrap", "signing-wrap", "", "__proto__"]) {
      await expect(kms.mac(purpose as MacPurpose, aad)).rejects.toThrow(RangeError);
    }
  });

  it("says that it is software, and nothing works after close", async () => {
    const kms = newKms();
    const kek = await newKek(kms);
    expect(await kms.health()).toEqual({ status: "ok", protection_level: "software" });
    await kms.close();
    expect(await kms.health()).toEqual({ status: "unavailable", protection_level: "software" });
    await expect(kms.wrap(kek, randomBytes(32), aad)).rejects.toMatchObject({ code: "kms_unavailable" });
    await expect(kms.mac("apikey", aad)).rejects.toMatchObject({ code: "kms_unavailable" });
  });
});
