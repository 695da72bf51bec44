import { createPublicKey, randomUUID, verify } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GcpKmsConfig, openGcpKms } from "./gcp.ts";
import { openGcpClient } from "./gcp-client.ts";
import { createSharedKeks } from "./gcp-shared.ts";
import { type KekRef, type Kms, KmsError } from "./kms.ts";
import { withResilience } from "./resilient.ts";
import { startCloudKmsServer } from "./testing/cloud-kms-server.ts";

const DEPLOYMENT = "99999999-9999-4999-8999-999999999999";
const DEK = Buffer.alloc(32, 7);
const AAD = Buffer.from("context of one secret");

let server: Awaited<ReturnType<typeof startCloudKmsServer>>;
const opened: Kms[] = [];

beforeEach(async () => {
  server = await startCloudKmsServer();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((kms) => kms.close()));
  await server.stop();
});

async function open(changes: Partial<GcpKmsConfig> = {}) {
  const result = await openGcpKms({
    key_ring: server.key_ring,
    protection_level: "HSM",
    mode: "per_vault",
    api_endpoint: server.endpoint,
    insecure: true,
    deployment_id: DEPLOYMENT,
    root_material: null,
    may_create_root: true,
    ...changes,
  });
  opened.push(result.kms);
  return result;
}

async function newKek(kms: Kms, version = 1, vault_id = randomUUID()): Promise<KekRef> {
  const id = { org_id: DEPLOYMENT, vault_id, kek_id: randomUUID(), version };
  return { ...id, material: await kms.createKek(id) };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: unknown) => (error instanceof KmsError ? error.code : String(error)),
  );

const nameOf = (kek: KekRef) => Buffer.from(kek.material).toString();
const keyOf = (kek: KekRef) => nameOf(kek).split("/cryptoKeyVersions/")[0] ?? "";
const otherAad = Buffer.from("context of another secret");

describe.each(["per_vault", "shared"] as const)("Cloud KMS, %s keys", (mode) => {
  it("opens what it wrapped, only with the same context and the same vault", async () => {
    const { kms } = await open({ mode });
    const [kek, other] = [await newKek(kms), await newKek(kms)];
    const wrapped = await kms.wrap(kek, DEK, AAD);
    expect(Buffer.from(wrapped).includes(DEK)).toBe(false);
    expect(Buffer.from(await kms.unwrap(kek, wrapped, AAD))).toEqual(DEK);
    expect(await codeOf(kms.unwrap(kek, wrapped, otherAad))).toBe("kms_integrity");
    expect(await codeOf(kms.unwrap(other, wrapped, AAD))).toBe("kms_integrity");
    const forged = Buffer.from(wrapped);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    expect(await codeOf(kms.unwrap(kek, forged, AAD))).toBe("kms_integrity");
  });

  it("refuses KEK material that belongs to another vault or version", async () => {
    const { kms } = await open({ mode });
    const [kek, other] = [await newKek(kms), await newKek(kms)];
    const wrapped = await kms.wrap(other, DEK, AAD);
    const swapped = { ...kek, material: other.material };
    expect(await codeOf(kms.wrap(swapped, DEK, AAD))).toBe("kms_integrity");
    expect(await codeOf(kms.unwrap(swapped, wrapped, AAD))).toBe("kms_integrity");
    expect(await codeOf(kms.wrap({ ...kek, version: 2 }, DEK, AAD))).toBe("kms_integrity");
  });

  it("rewraps to a new KEK version, and the new blob opens under that alone", async () => {
    const { kms } = await open({ mode });
    const first = await newKek(kms);
    const second = { ...first, version: 2, material: await kms.createKek({ ...first, version: 2 }) };
    const rewrapped = await kms.rewrap(first, second, await kms.wrap(first, DEK, AAD), AAD, otherAad);
    expect(Buffer.from(await kms.unwrap(second, rewrapped, otherAad))).toEqual(DEK);
    await kms.destroyKek(first);
    expect(Buffer.from(await kms.unwrap(second, rewrapped, otherAad))).toEqual(DEK);
    expect(await codeOf(kms.unwrap(second, rewrapped, AAD))).toBe("kms_integrity");
  });

  it("sends nothing but 32-byte keys as plaintext, with AAD and checksums every time", async () => {
    const { kms } = await open({ mode });
    const kek = await newKek(kms);
    await kms.unwrap(kek, await kms.wrap(kek, DEK, AAD), AAD);
    const cryptographic = server.calls.filter(({ method }) => method === "Encrypt" || method === "Decrypt");
    expect(cryptographic.length).toBeGreaterThanOrEqual(2);
    for (const call of cryptographic) {
      expect(call.checksums).toBe(true);
      expect(call.aad?.length).toBeGreaterThan(0);
      if (call.method === "Encrypt") expect(call.plaintext?.length).toBe(32);
    }
  });
});

describe("the checksums of Cloud KMS", () => {
  it.each([{ corrupt_checksum: 1 }, { unverified: 1 }])(
    "cost one more call when wrong once: %o",
    async (fault) => {
      const { kms } = await open();
      const kek = await newKek(kms);
      server.calls.length = 0;
      server.behave(fault);
      const wrapped = await kms.wrap(kek, DEK, AAD);
      expect(server.calls.map(({ method }) => method)).toEqual(["Encrypt", "Encrypt"]);
      server.behave({ corrupt_checksum: 1 });
      expect(Buffer.from(await kms.unwrap(kek, wrapped, AAD))).toEqual(DEK);
    },
  );

  it.each(["wrap", "unwrap", "sign", "createSigningKey"] as const)(
    "end %s when wrong twice",
    async (operation) => {
      const { kms } = await open();
      const kek = await newKek(kms);
      const wrapped = await kms.wrap(kek, DEK, AAD);
      const { material } = await kms.createSigningKey("a");
      server.behave({ corrupt_checksum: 2 });
      const run = {
        wrap: () => kms.wrap(kek, DEK, AAD),
        unwrap: () => kms.unwrap(kek, wrapped, AAD),
        sign: () => kms.sign({ kid: "a", material }, AAD),
        createSigningKey: () => kms.createSigningKey("b"),
      };
      expect(await codeOf(run[operation]())).toBe("kms_integrity");
      expect(await codeOf(run[operation]())).toBe("ok");
    },
  );

  it("end wrap and sign when Cloud KMS did not verify ours", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    const { material } = await kms.createSigningKey("a");
    server.behave({ unverified: 4 });
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_integrity");
    expect(await codeOf(kms.sign({ kid: "a", material }, AAD))).toBe("kms_integrity");
  });
});

describe("Cloud KMS, a key for each vault", () => {
  it("makes HSM keys that rotate every 90 days and can be restored for 30", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    expect(nameOf(kek)).toBe(`${server.key_ring}/cryptoKeys/vault-${kek.vault_id}/cryptoKeyVersions/1`);
    const settings = server.settingsOf(keyOf(kek));
    expect(settings.purpose).toBe("ENCRYPT_DECRYPT");
    expect(settings.versionTemplate.protectionLevel).toBe("HSM");
    expect(settings.rotationPeriod?.seconds).toBe(String(90 * 86_400));
    expect(settings.destroyScheduledDuration?.seconds).toBe(String(30 * 86_400));
  });

  it("uses exactly the version of the vault's key that the KEK names, also after Cloud KMS rotated it", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    server.rotate(keyOf(kek));
    server.calls.length = 0;
    const wrapped = await kms.wrap(kek, DEK, AAD);
    await kms.unwrap(kek, wrapped, AAD);
    expect(server.calls.map(({ method, name }) => [method, name])).toEqual([
      ["Encrypt", nameOf(kek)],
      ["Decrypt", keyOf(kek)],
    ]);
    expect(server.calls.map(({ aad }) => aad?.toString())).toEqual([AAD.toString(), AAD.toString()]);
    expect(server.calls[0]?.plaintext).toEqual(DEK);
  });

  it("takes a version that rotation added into use instead of making another", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    server.rotate(keyOf(kek));
    const second = { ...kek, version: 2, material: await kms.createKek({ ...kek, version: 2 }) };
    expect(nameOf(second)).toBe(`${keyOf(kek)}/cryptoKeyVersions/2`);
    expect(server.calls.filter(({ method }) => method === "CreateCryptoKeyVersion")).toHaveLength(0);
  });

  it("gives the same KEK when a creation is repeated after a crash", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    expect(Buffer.from(await kms.createKek(kek)).toString()).toBe(nameOf(kek));
  });

  it("waits for a version that the HSM is still generating", async () => {
    const { kms } = await open();
    server.behave({ pending_polls: 1 });
    expect(await codeOf(newKek(kms).then((kek) => kms.wrap(kek, DEK, AAD)))).toBe("ok");
  });

  it.each(["DISABLED", "DESTROY_SCHEDULED", "DESTROYED"] as const)(
    "answers kms_key_unavailable for a key that is %s while other vaults work",
    async (state) => {
      const { kms } = await open();
      const [kek, other] = [await newKek(kms), await newKek(kms)];
      const wrapped = await kms.wrap(kek, DEK, AAD);
      server.setVersionState(nameOf(kek), state);
      expect(await codeOf(kms.unwrap(kek, wrapped, AAD))).toBe("kms_key_unavailable");
      expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_key_unavailable");
      expect(await codeOf(kms.wrap(other, DEK, AAD))).toBe("ok");
      server.setVersionState(nameOf(kek), "ENABLED");
      expect(Buffer.from(await kms.unwrap(kek, wrapped, AAD))).toEqual(DEK);
    },
  );

  it("answers kms_key_unavailable without permission on one key while other vaults work", async () => {
    const { kms } = await open();
    const [kek, other] = [await newKek(kms), await newKek(kms)];
    server.behave({ denied: [keyOf(kek)] });
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_key_unavailable");
    expect(await codeOf(kms.wrap(other, DEK, AAD))).toBe("ok");
  });

  it("ends a KEK version by scheduling the destruction of that version alone, once", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    const second = { ...kek, version: 2, material: await kms.createKek({ ...kek, version: 2 }) };
    await kms.destroyKek(kek);
    await kms.destroyKek(kek);
    expect(server.calls.filter(({ method }) => method === "DestroyCryptoKeyVersion")).toHaveLength(1);
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_key_unavailable");
    expect(await codeOf(kms.wrap(second, DEK, AAD))).toBe("ok");
  });

  it("accepts no other length than 32 bytes as a DEK", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    await expect(kms.wrap(kek, Buffer.alloc(16), AAD)).rejects.toThrow(RangeError);
  });
});

describe("Cloud KMS, one shared key", () => {
  it("asks Cloud KMS once and then works from memory", async () => {
    const { kms } = await open({ mode: "shared" });
    const kek = await newKek(kms);
    server.calls.length = 0;
    for (let i = 0; i < 5; i++) await kms.unwrap(kek, await kms.wrap(kek, DEK, AAD), AAD);
    expect(server.calls.map(({ method, name }) => [method, name])).toEqual([
      ["Decrypt", `${server.key_ring}/cryptoKeys/vault-keks`],
    ]);
  });

  it("keeps a KEK for 60 seconds at most after Cloud KMS disabled the key", async () => {
    await open();
    const client = await openGcpClient({ api_endpoint: server.endpoint, insecure: true });
    const sharedKey = `${server.key_ring}/cryptoKeys/deployment-root`;
    const clock = { ms: 1_000, now: () => clock.ms };
    const keks = createSharedKeks(client, sharedKey, async () => {}, clock);
    const id = { org_id: DEPLOYMENT, vault_id: DEPLOYMENT, kek_id: DEPLOYMENT, version: 1 };
    const kek = { ...id, material: await keks.createKek(id) };
    await keks.wrap(kek, DEK, AAD);
    server.setVersionState(`${sharedKey}/cryptoKeyVersions/1`, "DISABLED");
    clock.ms += 60_000;
    expect(await codeOf(keks.wrap(kek, DEK, AAD))).toBe("ok");
    clock.ms += 1;
    expect(await codeOf(keks.wrap(kek, DEK, AAD))).toBe("kms_key_unavailable");
    keks.close();
    await client.close();
  });

  it("forgets the KEK when its version ends", async () => {
    const { kms } = await open({ mode: "shared" });
    const kek = await newKek(kms);
    await kms.wrap(kek, DEK, AAD);
    await kms.destroyKek(kek);
    server.setVersionState(`${server.key_ring}/cryptoKeys/vault-keks/cryptoKeyVersions/1`, "DISABLED");
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_key_unavailable");
  });

  it("can leave per-vault keys behind: what they wrapped still opens and can be rewrapped", async () => {
    const first = await open();
    const old = await newKek(first.kms);
    const wrapped = await first.kms.wrap(old, DEK, AAD);
    const { kms } = await open({ mode: "shared", root_material: first.root_material });
    const next = { ...old, version: 2, material: await kms.createKek({ ...old, version: 2 }) };
    const rewrapped = await kms.rewrap(old, next, wrapped, AAD, AAD);
    expect(Buffer.from(await kms.unwrap(next, rewrapped, AAD))).toEqual(DEK);
  });
});

describe("the root under Cloud KMS", () => {
  it("is the same after a restart, and Cloud KMS holds only its wrapping", async () => {
    const first = await open();
    const mac = await first.kms.mac("apikey", AAD);
    const second = await open({ root_material: first.root_material, may_create_root: false });
    expect(await second.kms.mac("apikey", AAD)).toEqual(mac);
    expect(await second.kms.mac("recovery", AAD)).not.toEqual(mac);
  });

  it("is never made a second time when it is missing", async () => {
    expect(await codeOf(open({ may_create_root: false }))).toBe("kms_key_unavailable");
    expect(server.calls).toHaveLength(0);
  });

  it("does not open for another deployment", async () => {
    const { root_material } = await open();
    expect(await codeOf(open({ root_material, deployment_id: randomUUID() }))).toBe("kms_integrity");
  });

  it("keeps MACs working while Cloud KMS is down", async () => {
    const { kms } = await open();
    server.goDown();
    expect((await kms.mac("apikey", AAD)).length).toBe(32);
  });
});

describe("signing keys in Cloud KMS", () => {
  it("make Ed25519 signatures that the public key verifies", async () => {
    const { kms } = await open();
    const { material, public_key } = await kms.createSigningKey("2026-11");
    const signature = await kms.sign({ kid: "2026-11", material }, AAD);
    const key = createPublicKey({
      format: "jwk",
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(public_key).toString("base64url") },
    });
    expect(verify(null, AAD, key, signature)).toBe(true);
    expect(verify(null, otherAad, key, signature)).toBe(false);
    expect(server.calls.at(-1)).toMatchObject({ method: "AsymmetricSign", checksums: true });
  });

  it("are refused under another key's name", async () => {
    const { kms } = await open();
    const { material } = await kms.createSigningKey("a");
    expect(await codeOf(kms.sign({ kid: "b", material }, AAD))).toBe("kms_integrity");
  });

  it("fall back to the software level where the HSM has no Ed25519", async () => {
    const { kms } = await open();
    server.behave({ no_hsm_ed25519: true });
    await kms.createSigningKey("a");
    const { versionTemplate } = server.settingsOf(`${server.key_ring}/cryptoKeys/signing-a`);
    expect(versionTemplate.protectionLevel).toBe("SOFTWARE");
  });
});

describe("health of Cloud KMS", () => {
  it("claims an HSM only where vault keys are used in one", async () => {
    expect(await (await open()).kms.health()).toEqual({ status: "ok", protection_level: "hsm" });
    expect((await (await open({ mode: "shared" })).kms.health()).protection_level).toBe("software");
    const software = await open({ protection_level: "SOFTWARE" });
    expect((await software.kms.health()).protection_level).toBe("software");
  });

  it("takes the claim back when a vault's key turns out to be in software", async () => {
    const software = await open({ protection_level: "SOFTWARE" });
    const kek = await newKek(software.kms);
    const { kms } = await open({ root_material: software.root_material });
    await kms.wrap(kek, DEK, AAD);
    expect((await kms.health()).protection_level).toBe("software");
  });

  it("is degraded when the root's key is disabled and unavailable when nothing answers", async () => {
    const { kms } = await open();
    server.setVersionState(`${server.key_ring}/cryptoKeys/deployment-root/cryptoKeyVersions/1`, "DISABLED");
    expect((await kms.health()).status).toBe("degraded");
    server.goDown();
    expect((await kms.health()).status).toBe("unavailable");
  });
});

describe("an unwell Cloud KMS", () => {
  it("is asked again after UNAVAILABLE and RESOURCE_EXHAUSTED", async () => {
    const kms = withResilience((await open()).kms, { retry_base_ms: 1 });
    const kek = await newKek(kms);
    server.behave({ unavailable: 1, resource_exhausted: 1 });
    server.calls.length = 0;
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("ok");
    expect(server.calls).toHaveLength(3);
  });

  it("is not asked again by the client library on its own", async () => {
    const { kms } = await open();
    const kek = await newKek(kms);
    server.behave({ unavailable: 1 });
    server.calls.length = 0;
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    expect(server.calls).toHaveLength(1);
  });

  it("ends a call at the deadline when it does not answer", async () => {
    const kms = withResilience((await open()).kms, { deadline_ms: 300 });
    const kek = await newKek(kms);
    server.behave({ hang: true });
    const started = performance.now();
    expect(await codeOf(kms.wrap(kek, DEK, AAD))).toBe("kms_unavailable");
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("gets at most 32 calls at once", async () => {
    const kms = withResilience((await open()).kms);
    const kek = await newKek(kms);
    server.behave({ latency_ms: 50 });
    await Promise.all(Array.from({ length: 100 }, () => kms.wrap(kek, DEK, AAD)));
    expect(server.most.in_flight).toBe(32);
  });

  it("works again after an outage without a restart", async () => {
    const kms = withResilience((await open()).kms, {
      breaker_failures: 2,
      breaker_open_ms: 50,
      retry_base_ms: 1,
    });
    const kek = await newKek(kms);
    const wrapped = await kms.wrap(kek, DEK, AAD);
    server.goDown();
    for (let i = 0; i < 4; i++) expect(await codeOf(kms.unwrap(kek, wrapped, AAD))).toBe("kms_unavailable");
    expect(await kms.health()).toEqual({ status: "unavailable", protection_level: "software" });
    await server.comeBack();
    await expect
      .poll(() => codeOf(kms.unwrap(kek, wrapped, AAD)), { timeout: 15_000, interval: 100 })
      .toBe("ok");
  });
});
