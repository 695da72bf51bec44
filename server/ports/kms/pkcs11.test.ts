import { createPublicKey, randomUUID, verify } from "node:crypto";
import type * as Pkcs11Js from "pkcs11js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type KekRef, type Kms, KmsError } from "./kms.ts";
import { createLocalKms } from "./local.ts";
import { openPkcs11Kms, type Pkcs11KmsConfig } from "./pkcs11.ts";
import { createTokenSigner } from "./pkcs11-signing.ts";
import { openToken, type Token } from "./pkcs11-token.ts";
import { createSoftHsmToken, requireSoftHsm, type SoftHsm } from "./testing/softhsm.ts";

const DEPLOYMENT = "99999999-9999-4999-8999-999999999999";
const DEK = Buffer.alloc(32, 7);
const AAD = Buffer.from("context of one secret");
const OTHER_AAD = Buffer.from("context of another secret");

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: unknown) => (error instanceof KmsError ? error.code : String(error)),
  );

async function newKek(kms: Kms, version = 1): Promise<KekRef> {
  const id = { org_id: DEPLOYMENT, vault_id: randomUUID(), kek_id: randomUUID(), version };
  return { ...id, material: await kms.createKek(id) };
}

function verifies(public_key: Uint8Array, signature: Uint8Array, bytes: Buffer): boolean {
  const x = Buffer.from(public_key).toString("base64url");
  return verify(
    null,
    bytes,
    createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } }),
    signature,
  );
}

function testWith(softHsm: SoftHsm): void {
  let token: ReturnType<typeof createSoftHsmToken>;
  const opened: (() => unknown)[] = [];

  beforeEach(() => {
    token = createSoftHsmToken(softHsm);
  });
  afterEach(async () => {
    for (const close of opened.splice(0)) await close();
    token.remove();
  });

  async function open(changes: Partial<Pkcs11KmsConfig> = {}) {
    const { module, token_label, pin } = token;
    const options = {
      module,
      token_label,
      pin,
      deployment_id: DEPLOYMENT,
      root_material: null,
      may_create_root: true,
    };
    const result = await openPkcs11Kms({ ...options, ...changes });
    opened.push(() => result.kms.close());
    return result;
  }

  /** A second way into the same module: what an administrator's tool sees and does. */
  async function administrator(): Promise<Token> {
    const admin = await openToken(token);
    opened.push(() => admin.close());
    return admin;
  }

  describe("vault keys in a PKCS#11 token", () => {
    it("open what they wrapped, only with the same context and the same key", async () => {
      const { kms } = await open();
      const [kek, other] = [await newKek(kms), await newKek(kms)];
      const wrapped = await kms.wrap(kek, DEK, AAD);
      expect(wrapped.length).toBe(12 + 32 + 16);
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
      expect(await codeOf(kms.unwrap(kek, wrapped, OTHER_AAD))).toBe("kms_integrity");
      expect(await codeOf(kms.unwrap(other, wrapped, AAD))).toBe("kms_integrity");
      expect(await codeOf(kms.unwrap(kek, wrapped.subarray(0, 20), AAD))).toBe("kms_integrity");
      const forged = Buffer.from(wrapped);
      forged[59] = (forged[59] ?? 0) ^ 1;
      expect(await codeOf(kms.unwrap(kek, forged, AAD))).toBe("kms_integrity");
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
    });

    it("never use the same iv twice", async () => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const [first, second] = [await kms.wrap(kek, DEK, AAD), await kms.wrap(kek, DEK, AAD)];
      expect(first.subarray(0, 12)).not.toEqual(second.subarray(0, 12));
    });

    it("refuse the material of another vault or version", async () => {
      const { kms } = await open();
      const [kek, other] = [await newKek(kms), await newKek(kms)];
      expect(await codeOf(kms.wrap({ ...kek, material: other.material }, DEK, AAD))).toBe("kms_integrity");
      expect(await codeOf(kms.wrap({ ...kek, version: 2 }, DEK, AAD))).toBe("kms_integrity");
    });

    it("are rewrapped to a new version, and the old one can go", async () => {
      const { kms } = await open();
      const first = await newKek(kms);
      const second = { ...first, version: 2, material: await kms.createKek({ ...first, version: 2 }) };
      const rewrapped = await kms.rewrap(first, second, await kms.wrap(first, DEK, AAD), AAD, OTHER_AAD);
      await kms.destroyKek(first);
      await kms.destroyKek(first);
      expect(await kms.unwrap(second, rewrapped, OTHER_AAD)).toEqual(DEK);
      expect(await codeOf(kms.wrap(first, DEK, AAD))).toBe("kms_key_unavailable");
      expect(await codeOf(kms.wrap(second, DEK, AAD))).toBe("ok");
    });

    it("are the same after a restart, and a creation that is repeated makes no second one", async () => {
      const first = await open();
      const kek = await newKek(first.kms);
      const wrapped = await first.kms.wrap(kek, DEK, AAD);
      expect(await first.kms.createKek(kek)).toEqual(kek.material);
      await first.kms.close();
      const { kms } = await open({ root_material: first.root_material, may_create_root: false });
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
    });

    it("cannot be read or wrapped out of the token", async () => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const { api, use } = await administrator();
      use(({ library, handle, find }) => {
        const key = find(api.CKO_SECRET_KEY, Buffer.from(kek.material));
        if (!key) throw new Error("the key is not in the token");
        const flags = [api.CKA_SENSITIVE, api.CKA_EXTRACTABLE, api.CKA_NEVER_EXTRACTABLE].map((type) => ({
          type,
        }));
        const values = library.C_GetAttributeValue(handle, key, flags).map(({ value }) => value);
        expect(values.map((value) => Buffer.from(value)[0])).toEqual([1, 0, 1]);
        expect(() => library.C_GetAttributeValue(handle, key, [{ type: api.CKA_VALUE }])).toThrow(
          "SENSITIVE",
        );
        const mechanism = { mechanism: api.CKM_AES_KEY_WRAP_PAD };
        expect(() => library.C_WrapKey(handle, mechanism, key, key, Buffer.alloc(64))).toThrow();
      });
    });
  });

  describe("the root under a PKCS#11 token", () => {
    it("is the same after a restart", async () => {
      const first = await open();
      const mac = await first.kms.mac("apikey", AAD);
      await first.kms.close();
      const second = await open({ root_material: first.root_material, may_create_root: false });
      expect(await second.kms.mac("apikey", AAD)).toEqual(mac);
    });

    it("is never made a second time when it is missing", async () => {
      expect(await codeOf(open({ may_create_root: false }))).toBe("kms_key_unavailable");
    });

    it("does not open in another deployment, nor when it was changed", async () => {
      const { root_material } = await open();
      expect(await codeOf(open({ root_material, deployment_id: randomUUID() }))).toBe("kms_key_unavailable");
      const changed = Buffer.from(root_material ?? []);
      changed[20] = (changed[20] ?? 0) ^ 1;
      expect(await codeOf(open({ root_material: changed }))).toBe("kms_integrity");
    });
  });

  describe("signing keys under PKCS#11", () => {
    it("make Ed25519 signatures in the token, and still do after a restart", async () => {
      const { kms, root_material } = await open();
      const { material, public_key } = await kms.createSigningKey("2026-11");
      expect(verifies(public_key, await kms.sign({ kid: "2026-11", material }, AAD), AAD)).toBe(true);
      expect((await kms.createSigningKey("2026-11")).public_key).toEqual(public_key);
      expect(await codeOf(kms.sign({ kid: "2026-12", material }, AAD))).toBe("kms_integrity");
      await kms.close();
      const again = await open({ root_material });
      expect(verifies(public_key, await again.kms.sign({ kid: "2026-11", material }, AAD), AAD)).toBe(true);
    });

    it("are kept wrapped under the root where the token has no EdDSA", async () => {
      const withoutEdDsa: Token = { ...(await administrator()), mechanisms: new Set() };
      const rooted = createLocalKms({ root: DEK, deployment_id: DEPLOYMENT });
      const signer = createTokenSigner(withoutEdDsa, rooted, DEPLOYMENT);
      const { material, public_key } = await signer.createSigningKey("a");
      expect(verifies(public_key, await signer.sign({ kid: "a", material }, AAD), AAD)).toBe(true);
      expect(await codeOf(signer.sign({ kid: "b", material }, AAD))).toBe("kms_integrity");
    });
  });

  describe("a PKCS#11 token that goes away", () => {
    it("is logged into again after its sessions were closed or logged out elsewhere", async () => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const wrapped = await kms.wrap(kek, DEK, AAD);
      const admin = await administrator();
      admin.use(({ library, handle }) => library.C_Logout(handle));
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
      admin.use(({ library, slot }) => library.C_CloseAllSessions(slot));
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
    });

    it("is kms_unavailable while it is away and works again afterwards, in the same process", async () => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const wrapped = await kms.wrap(kek, DEK, AAD);
      token.takeAway();
      for (let i = 0; i < 3; i++) expect(await codeOf(kms.unwrap(kek, wrapped, AAD))).toBe("kms_unavailable");
      expect((await kms.health()).status).toBe("unavailable");
      token.putBack();
      expect(await kms.unwrap(kek, wrapped, AAD)).toEqual(DEK);
      expect((await kms.health()).status).toBe("ok");
    });

    it("shows in health before anything else has failed", async () => {
      const { kms } = await open();
      expect((await kms.health()).status).toBe("ok");
      token.takeAway();
      expect((await kms.health()).status).toBe("unavailable");
    });

    it("is kms_unavailable, not a crash, when its folder is deleted", async () => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const { material } = await kms.createSigningKey("a");
      token.destroy();
      expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
      expect(await codeOf(kms.sign({ kid: "a", material }, AAD))).toBe("kms_unavailable");
      expect(await codeOf(newKek(kms))).toBe("kms_unavailable");
      expect((await kms.mac("apikey", AAD)).length).toBe(32);
    });

    it("is kms_key_unavailable for one missing key while others work", async () => {
      const { kms } = await open();
      const [kek, other] = [await newKek(kms), await newKek(kms)];
      const wrapped = await kms.wrap(kek, DEK, AAD);
      const admin = await administrator();
      admin.use(({ library, handle, find }) => {
        const key = find(admin.api.CKO_SECRET_KEY, Buffer.from(kek.material)) as Pkcs11Js.Handle;
        library.C_DestroyObject(handle, key);
      });
      expect(await codeOf(kms.unwrap(kek, wrapped, AAD))).toBe("kms_key_unavailable");
      expect(await codeOf(kms.wrap(other, DEK, AAD))).toBe("ok");
    });
  });

  describe("opening a PKCS#11 token", () => {
    it("says honestly that SoftHSM is software", async () => {
      const { kms } = await open();
      expect(await kms.health()).toEqual({ status: "ok", protection_level: "software" });
    });

    it("says in a sentence which module or token is not there", async () => {
      await expect(open({ module: "/nowhere/lib.so" })).rejects.toThrow(
        /module \/nowhere\/lib\.so cannot be loaded/,
      );
      await expect(open({ token_label: "other" })).rejects.toThrow(/no PKCS#11 token has the label other/);
    });

    it("tries a wrong PIN once, so that the token does not lock", async () => {
      const wrong = await openToken({ ...token, pin: "wrong-pin" }).catch((error: unknown) => error);
      expect(wrong).toBeInstanceOf(KmsError);
      expect(String(wrong)).toMatch(/refused the PIN/);
      expect(String(wrong)).not.toContain("wrong-pin");
    });
  });
}

const softHsm = requireSoftHsm();
if (softHsm) testWith(softHsm);
else {
  describe("PKCS#11", () => {
    it("is not tested here: SoftHSM2 is not installed (apt-get install softhsm2)", () => {
      expect(softHsm).toBeNull();
    });
  });
}
