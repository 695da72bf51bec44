// The whole product on each provider of keys, through the environment that an operator would write.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "#server/api/app.ts";
import { type Booted, boot } from "#server/boot.ts";
import { readConfig } from "#server/config.ts";
import { startCloudKmsServer } from "#server/ports/kms/testing/cloud-kms-server.ts";
import { createSoftHsmToken, requireSoftHsm } from "#server/ports/kms/testing/softhsm.ts";
import { createTestDatabase, type TestConnection, type TestDatabase } from "#server/testing/test-cluster.ts";

type Environment = Record<string, string>;

const folder = mkdtempSync(path.join(os.tmpdir(), "1claw-providers-"));
const softHsm = requireSoftHsm();
let cloud: Awaited<ReturnType<typeof startCloudKmsServer>>;
let database: TestDatabase;

beforeAll(async () => {
  cloud = await startCloudKmsServer();
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const providers: [string, () => { env: Environment; end?: () => void }][] = [
  [
    "local with a key file",
    () => ({ env: { KMS_PROVIDER: "local", KEYSTORE_FILE: path.join(folder, "plain.json") } }),
  ],
  [
    "local with a passphrase",
    () => ({
      env: {
        KMS_PROVIDER: "local",
        KEYSTORE_FILE: path.join(folder, "wrapped.json"),
        KEYSTORE_PASSPHRASE: "correct horse",
      },
    }),
  ],
  [
    "Cloud KMS with a key per vault",
    () => ({
      env: { KMS_PROVIDER: "gcp", GCP_KMS_KEY_RING: cloud.key_ring, GCP_KMS_ENDPOINT: cloud.endpoint },
    }),
  ],
  [
    "Cloud KMS with one shared key",
    () => ({
      env: {
        KMS_PROVIDER: "gcp",
        GCP_KMS_KEY_RING: cloud.key_ring,
        GCP_KMS_ENDPOINT: cloud.endpoint,
        GCP_KMS_SHARED_KEY: "all-vaults",
      },
    }),
  ],
];

if (softHsm) {
  providers.push([
    "a PKCS#11 token",
    () => {
      const token = createSoftHsmToken(softHsm);
      const env = {
        KMS_PROVIDER: "pkcs11",
        PKCS11_MODULE: softHsm.module,
        PKCS11_TOKEN_LABEL: token.token_label,
        PKCS11_PIN: token.pin,
      };
      return { env, end: token.remove };
    },
  ]);
}

describe.each(providers)("with %s", (_, prepare) => {
  it("opens after a restart what was stored before it", async () => {
    database = await createTestDatabase();
    const { env, end } = prepare();
    const email = "owner@example.com";
    const password = "Kx7!vQbdfhkmpr#Z4q";
    const value = randomBytes(24).toString("base64url");
    try {
      const first = await start(env);
      await ask(first, "POST", "/v1/auth/signup", { email, password });
      const token = (await ask(first, "POST", "/v1/auth/token", { email, password })).access_token as string;
      const vault = (await ask(first, "POST", "/v1/vaults", { name: "v" }, token)).id as string;
      await ask(first, "PUT", `/v1/vaults/${vault}/secrets/a/b`, { value }, token);
      await first.close();

      const second = await start(env);
      expect((await ask(second, "GET", `/v1/vaults/${vault}/secrets/a/b`, undefined, token)).value).toBe(
        value,
      );
      expect((await ask(second, "GET", "/v1/health")).status).toBe("healthy");
      await second.close();
    } finally {
      end?.();
      await database.drop();
    }
  });
});

async function start(env: Environment): Promise<Booted> {
  const config = readConfig({ ...env, DATABASE_URL: urlOf(database.connection), LOG_LEVEL: "silent" });
  return boot(config, { exclusive: true });
}

function urlOf({ host, port, user, password, database }: TestConnection): string {
  const credentials = password ? `${user}:${encodeURIComponent(password)}` : user;
  return `postgres://${credentials}@${encodeURIComponent(host)}:${port}/${database}`;
}

async function ask(
  { runtime }: Booted,
  method: string,
  target: string,
  body?: unknown,
  token?: string,
): Promise<Record<string, unknown>> {
  const request = new Request(`http://127.0.0.1${target}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await createApp(runtime).fetch(request, { ip: "127.0.0.1" });
  if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
