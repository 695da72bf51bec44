import { describe, expect, it, onTestFinished } from "vitest";
import { startCloudKmsServer } from "#server/ports/kms/testing/cloud-kms-server.ts";
import { createSoftHsmToken, requireSoftHsm, type SoftHsm } from "#server/ports/kms/testing/softhsm.ts";
import {
  type Env,
  LONG,
  must,
  newOwner,
  type Owner,
  type Product,
  sharedPlace,
  startProduct,
  until,
} from "./product.ts";
import { proveAudit } from "./witness.ts";

async function withCloudKms(settings: Env = {}) {
  const cloud = await startCloudKmsServer();
  onTestFinished(() => cloud.stop());
  const place = await sharedPlace();
  const env = {
    ...place.env,
    KMS_PROVIDER: "gcp",
    GCP_KMS_KEY_RING: cloud.key_ring,
    GCP_KMS_ENDPOINT: cloud.endpoint,
    ...settings,
  };
  const product = await startProduct(env);
  const owner = await newOwner(product);
  const url = `/v1/vaults/${owner.vault_id}/secrets/api/key`;
  await must(product, 201, "PUT", url, { token: owner.token, body: { value: "CANARY-cloud" } });
  return { cloud, place, product, owner, url };
}

async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now();
  return { result: await work, ms: performance.now() - began };
}

/** What needs no key works as ever. */
async function expectTheRestToWork(
  product: Product,
  { token, vault_id }: Owner,
  most_ms = LONG ? 500 : 3_000,
): Promise<void> {
  for (const path of [
    "/v1/vaults",
    `/v1/vaults/${vault_id}/secrets`,
    `/v1/vaults/${vault_id}/policies`,
    "/v1/auth/me",
  ]) {
    const { result, ms } = await timed(product.ask("GET", path, { token }));
    expect(result.status, path).toBe(200);
    expect(ms, path).toBeLessThan(most_ms);
  }
  const { result, ms } = await timed(product.ask("GET", "/v1/health"));
  expect(result.status).toBe(200);
  expect(ms).toBeLessThan(LONG ? 1_500 : 3_000);
}

describe("a Cloud KMS that does not answer", { timeout: LONG ? 480_000 : 60_000 }, () => {
  it("costs a read 503 after ten seconds, holds at most 32 calls, and slows nothing else down", async () => {
    const { cloud, place, product, owner, url } = await withCloudKms();
    cloud.behave({ latency_ms: 30_000 });
    cloud.most.in_flight = 0;
    const reads = Promise.allSettled(
      Array.from({ length: 80 }, () => timed(product.ask("GET", url, { token: owner.token }))),
    );
    await until(() => cloud.most.in_flight > 0);
    await expectTheRestToWork(product, owner);
    // Calls that were given up on after ten seconds still sleep in this Cloud KMS, so they are counted before.
    expect(cloud.most.in_flight).toBeLessThanOrEqual(32);
    for (const read of await reads) {
      if (read.status === "rejected") throw read.reason;
      const { result, ms } = read.value;
      expect(result.status).toBe(503);
      expect(result.body.type).toBe("/docs/errors/kms_unavailable");
      expect(result.headers["retry-after"]).toBeTruthy();
      expect(ms).toBeLessThan(11_500);
    }
    cloud.behave({});
    const back = await until(
      async () => {
        const reply = await product.ask("GET", url, { token: owner.token });
        return reply.status === 200 && reply;
      },
      { within_ms: 20_000 },
    );
    expect(back.body.value).toBe("CANARY-cloud");
    await proveAudit(owner.org_id, place.sql);
  });

  if (LONG)
    it("is waited for when it takes five seconds", async () => {
      const { cloud, product, owner, url } = await withCloudKms();
      cloud.behave({ latency_ms: 5_000 });
      const { result, ms } = await timed(product.ask("GET", url, { token: owner.token }));
      expect(result.status).toBe(200);
      expect(ms).toBeGreaterThan(4_900);
    });
});

describe("a Cloud KMS that is down", { timeout: LONG ? 480_000 : 60_000 }, () => {
  it("takes values away and nothing else; tokens verify, and it is found again without a restart", async () => {
    const { cloud, place, product, owner, url } = await withCloudKms();
    const { token } = owner;
    cloud.goDown();
    const since = Date.now();
    do {
      for (const [method, body] of [["GET"], ["PUT", { value: "x" }]] as const) {
        const { result, ms } = await timed(product.ask(method, url, { token, body }));
        expect([result.status, result.body.type]).toEqual([503, "/docs/errors/kms_unavailable"]);
        expect(ms).toBeLessThan(11_000);
      }
      await expectTheRestToWork(product, owner);
    } while (LONG && Date.now() - since < 300_000);
    const health = await must<{ status: string; checks: Record<string, string> }>(
      product,
      200,
      "GET",
      "/v1/health",
    );
    expect(health).toMatchObject({
      status: "degraded",
      checks: { database: "up", kms: "down", audit: "up" },
    });
    await cloud.comeBack();
    await until(async () => (await product.ask("GET", url, { token })).status === 200, { within_ms: 30_000 });
    expect((await must<{ status: string }>(product, 200, "GET", "/v1/health")).status).toBe("healthy");
    await proveAudit(owner.org_id, place.sql);
  });

  it("leaves readable for their time the values whose keys are remembered, and those alone", async () => {
    const { cloud, product, owner, url } = await withCloudKms({ DEK_CACHE_TTL_SECONDS: "2" });
    const { token } = owner;
    await must(product, 201, "PUT", `${url}-cold`, { token, body: { value: "cold" } });
    await must(product, 200, "GET", url, { token });
    const remembered = performance.now();
    cloud.goDown();
    const warm = await product.ask("GET", url, { token });
    // A machine that took longer than the time itself has seen the entry go already.
    if (performance.now() - remembered < 2_000) expect(warm.status).toBe(200);
    await until(async () => (await product.ask("GET", url, { token })).status === 503);
    expect(performance.now() - remembered).toBeLessThan(6_000);
  });
});

describe("one vault's key that is taken away in Cloud KMS", { timeout: 60_000 }, () => {
  it.each(["disabled", "destroyed", "forbidden"] as const)(
    "(%s) costs that vault's values 503 kms_key_unavailable, and no other's",
    async (how) => {
      const { cloud, place, product, owner, url } = await withCloudKms();
      const { token } = owner;
      const other = await must<{ id: string }>(product, 201, "POST", "/v1/vaults", {
        token,
        body: { name: "Other" },
      });
      const otherUrl = `/v1/vaults/${other.id}/secrets/a`;
      await must(product, 201, "PUT", otherUrl, { token, body: { value: "fine" } });
      const [kek] = await place.sql<{ material: Buffer }>(
        "select material from vault_keks where vault_id = $1",
        [owner.vault_id],
      );
      const version = kek?.material.toString("utf8") ?? "";
      if (how === "forbidden") cloud.behave({ denied: [version.split("/cryptoKeyVersions/")[0] ?? ""] });
      else cloud.setVersionState(version, how === "disabled" ? "DISABLED" : "DESTROYED");
      for (let n = 0; n < 8; n++) {
        const reply = await product.ask("GET", url, { token });
        expect([reply.status, reply.body.type], reply.text).toEqual([
          503,
          "/docs/errors/kms_key_unavailable",
        ]);
        expect(reply.text).not.toMatch(/cryptoKey|projects\/|CANARY/);
        await must(product, 200, "GET", otherUrl, { token });
      }
      expect((await product.ask("PUT", url, { token, body: { value: "x" } })).status).toBe(503);
      const events = await proveAudit(owner.org_id, place.sql);
      expect(
        events.filter((event) => event.outcome === "failure" && event.details.code === "kms_key_unavailable")
          .length,
      ).toBeGreaterThan(8);
    },
  );
});

async function isPulledOut(softHsm: SoftHsm): Promise<void> {
  const token = createSoftHsmToken(softHsm);
  onTestFinished(() => token.remove());
  const place = await sharedPlace();
  const product = await startProduct({
    ...place.env,
    KMS_PROVIDER: "pkcs11",
    PKCS11_MODULE: token.module,
    PKCS11_TOKEN_LABEL: token.token_label,
    PKCS11_PIN: token.pin,
    SOFTHSM2_CONF: token.configuration,
  });
  const owner = await newOwner(product);
  const url = `/v1/vaults/${owner.vault_id}/secrets/api/key`;
  await must(product, 201, "PUT", url, { token: owner.token, body: { value: "CANARY-token" } });
  token.takeAway();
  const gone = await until(async () => {
    const reply = await product.ask("GET", url, { token: owner.token });
    return reply.status === 503 && reply;
  });
  expect(gone.body.type).toMatch(/kms_(key_)?unavailable$/);
  expect(gone.text).not.toMatch(/CKR_|slot|CANARY/);
  await expectTheRestToWork(product, owner);
  token.putBack();
  await until(async () => (await product.ask("GET", url, { token: owner.token })).status === 200, {
    within_ms: 30_000,
  });
  expect(product.hasEnded()).toBe(false);
  await proveAudit(owner.org_id, place.sql);
}

describe("a PKCS#11 token", { timeout: 90_000 }, () => {
  const softHsm = requireSoftHsm();
  if (softHsm) {
    it("that is pulled out costs 503, never the process, and works again when it is back", () =>
      isPulledOut(softHsm));
  } else {
    it("is not tested here: SoftHSM2 is not installed (apt-get install softhsm2)", () => {
      expect(softHsm).toBeNull();
    });
  }
});
