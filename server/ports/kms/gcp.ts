// Owns Cloud KMS as a provider: one crypto key per vault, or one shared key around KEKs made here.
// Must never use a key whose name is not derived from the vault asked for, nor make a second root.
import { randomBytes } from "node:crypto";
import { lp, uuidBytes } from "#server/crypto/lp.ts";
import {
  type CryptoKey,
  type GcpClient,
  type GcpClientOptions,
  grpcStatus,
  openGcpClient,
} from "./gcp-client.ts";
import { createSharedKeks } from "./gcp-shared.ts";
import { type KekId, type KekRef, type Kms, KmsError, type KmsHealth, type SigningKeyRef } from "./kms.ts";
import { createLocalKms } from "./local.ts";

export type GcpKmsConfig = GcpClientOptions & {
  /** `projects/…/locations/…/keyRings/…`; it must exist. */
  key_ring: string;
  protection_level: "HSM" | "SOFTWARE";
  mode: "per_vault" | "shared";
  /** Full name, or id in the key ring, of the key around all KEKs in `shared` mode. */
  shared_key?: string;
  deployment_id: string;
  /** The root as `openGcpKms` returned it at the first start. */
  root_material: Uint8Array | null;
  may_create_root: boolean;
};

const ROOT_KEY = "deployment-root";
const DEFAULT_SHARED_KEY = "vault-keks";
const KEY_BYTES = 32;
const DAY_S = 24 * 60 * 60;
const ROTATION_S = 90 * DAY_S;
const DESTROY_DELAY_S = 30 * DAY_S;
/** Cloud KMS adds a version every 90 days; more spare ones than this mean a mistaken version number. */
const MAX_NEW_VERSIONS = 16;
const INVALID_ARGUMENT = 3;

/**
 * Cloud KMS with its root unwrapped. `root_material` is what to store and to pass at the next start.
 * @throws KmsError `kms_key_unavailable` when there is no root and none may be made; as any call otherwise
 */
export async function openGcpKms(
  config: GcpKmsConfig,
): Promise<{ kms: Kms; root_material: Uint8Array | null }> {
  const client = await openGcpClient(config);
  try {
    const { root, material } = await openRoot(client, config);
    try {
      return { kms: createGcpKms(client, config, root), root_material: material };
    } finally {
      root.fill(0);
    }
  } catch (error) {
    await client.close();
    throw error;
  }
}

async function openRoot(client: GcpClient, config: GcpKmsConfig) {
  const key = `${config.key_ring}/cryptoKeys/${ROOT_KEY}`;
  const aad = lp("1claw/root/v1", uuidBytes(config.deployment_id));
  if (config.root_material) {
    const { plaintext } = await client.decrypt(key, config.root_material, aad);
    return { root: plaintext, material: config.root_material };
  }
  if (!config.may_create_root) {
    throw new KmsError("kms_key_unavailable", "this deployment has data but its wrapped root key is missing");
  }
  await client.createKey(key, kekTemplate(config));
  const root = randomBytes(KEY_BYTES);
  const { ciphertext } = await client.encrypt(key, root, aad);
  return { root, material: ciphertext };
}

function createGcpKms(client: GcpClient, config: GcpKmsConfig, root: Uint8Array): Kms {
  const rooted = createLocalKms({ root, deployment_id: config.deployment_id });
  const level = createLevel(config);
  const vaultKeys = createVaultKeys(client, config, level.observe);
  const sharedKeks = createSharedKeks(client, sharedKeyName(config), () =>
    client.createKey(sharedKeyName(config), kekTemplate(config)),
  );
  // Material decides, so that a deployment that changes its mode can still read and rewrap what it has.
  const keysOf = (kek: KekRef) => (vaultKeys.names(kek) ? vaultKeys : sharedKeks);

  return {
    provider: "gcp",
    createKek: (id) => (config.mode === "shared" ? sharedKeks : vaultKeys).createKek(id),
    async wrap(kek, dek, aad) {
      if (dek.length !== KEY_BYTES) throw new RangeError("a DEK must be 32 bytes");
      return keysOf(kek).wrap(kek, dek, aad);
    },
    unwrap: async (kek, wrapped, aad) => keysOf(kek).unwrap(kek, wrapped, aad),
    async rewrap(from, to, wrapped, fromAad, toAad) {
      const dek = await keysOf(from).unwrap(from, wrapped, fromAad);
      try {
        return await keysOf(to).wrap(to, dek, toAad);
      } finally {
        dek.fill(0);
      }
    },
    destroyKek: async (kek) => keysOf(kek).destroyKek(kek),
    createSigningKey: (kid) => createSigningKey(client, config, kid),
    sign: async (key, bytes) => client.sign(signingVersion(config, key), bytes),
    mac: (purpose, data) => rooted.mac(purpose, data),
    health: () => health(client, config, level.current),
    async close() {
      sharedKeks.close();
      await rooted.close();
      await client.close();
    },
  };
}

/**
 * KEK version N of a vault is version N of the crypto key `vault-<vault id>`. Encrypt names that version: with the key
 * alone Cloud KMS would take the primary, which its 90-day rotation changes on its own, and a rewrap or a destruction
 * of "version N" would no longer say which key it means. A version that rotation added is taken into use as the KEK
 * version of the same number, and a createKek that is repeated after a crash finds what the first one made.
 */
function createVaultKeys(client: GcpClient, config: GcpKmsConfig, observe: (level: unknown) => void) {
  const keyName = (id: KekId) => `${config.key_ring}/cryptoKeys/vault-${id.vault_id}`;
  const versionName = (id: KekId) => `${keyName(id)}/cryptoKeyVersions/${id.version}`;

  function assertOwn(kek: KekRef): void {
    if (Buffer.from(kek.material).toString() === versionName(kek)) return;
    throw new KmsError("kms_integrity", "the KEK names a key of another vault, version or key ring");
  }

  return {
    names: (kek: KekRef) => Buffer.from(kek.material.subarray(0, 9)).toString() === "projects/",
    async createKek(id: KekId): Promise<Uint8Array> {
      const name = versionName(id);
      let exists = (await client.findVersion(name)) !== null;
      for (let added = 0; !exists; added++) {
        if (added === MAX_NEW_VERSIONS) {
          throw new KmsError(
            "kms_key_unavailable",
            "the KEK version is far ahead of the versions in Cloud KMS",
          );
        }
        const firstMade = added === 0 && (await client.createKey(keyName(id), kekTemplate(config)));
        const made = firstMade
          ? `${keyName(id)}/cryptoKeyVersions/1`
          : await client.createVersion(keyName(id));
        exists = made === name;
      }
      await client.waitUntilEnabled(name);
      return Buffer.from(name);
    },
    async wrap(kek: KekRef, dek: Uint8Array, aad: Uint8Array): Promise<Uint8Array> {
      assertOwn(kek);
      const { ciphertext, level } = await client.encrypt(versionName(kek), dek, aad);
      observe(level);
      return ciphertext;
    },
    async unwrap(kek: KekRef, wrapped: Uint8Array, aad: Uint8Array): Promise<Uint8Array> {
      assertOwn(kek);
      const { plaintext, level } = await client.decrypt(keyName(kek), wrapped, aad);
      observe(level);
      if (plaintext.length === KEY_BYTES) return plaintext;
      plaintext.fill(0);
      throw new KmsError("kms_integrity", "what was unwrapped is not a DEK");
    },
    async destroyKek(kek: KekRef): Promise<void> {
      assertOwn(kek);
      const version = await client.findVersion(versionName(kek));
      const gone = version === null || version.state === "DESTROYED" || version.state === "DESTROY_SCHEDULED";
      if (!gone) await client.scheduleDestruction(versionName(kek));
    },
  };
}

/** Where Cloud KMS has no Ed25519 at the HSM level, the signing key (and only it) is made at the software level. */
async function createSigningKey(client: GcpClient, config: GcpKmsConfig, kid: string) {
  const version = signingVersionName(config, kid);
  const key = version.slice(0, version.indexOf("/cryptoKeyVersions/"));
  try {
    await client.createKey(key, signingTemplate(config, config.protection_level));
  } catch (error) {
    if (config.protection_level !== "HSM" || grpcStatus(error) !== INVALID_ARGUMENT) throw error;
    await client.createKey(key, signingTemplate(config, "SOFTWARE"));
  }
  await client.waitUntilEnabled(version);
  return { material: Buffer.from(version), public_key: await client.publicKey(version) };
}

function signingVersionName(config: GcpKmsConfig, kid: string): string {
  if (!/^[A-Za-z0-9_-]{1,55}$/.test(kid))
    throw new RangeError("a kid must be 1 to 55 letters, digits, - or _");
  return `${config.key_ring}/cryptoKeys/signing-${kid}/cryptoKeyVersions/1`;
}

function signingVersion(config: GcpKmsConfig, key: SigningKeyRef): string {
  const name = signingVersionName(config, key.kid);
  if (Buffer.from(key.material).toString() === name) return name;
  throw new KmsError("kms_integrity", "the signing key names another key");
}

/** `hsm` is claimed only while nothing has shown otherwise; in `shared` mode KEKs are used in this process. */
function createLevel(config: GcpKmsConfig) {
  let hsm = config.protection_level === "HSM" && config.mode === "per_vault";
  return {
    observe(level: unknown): void {
      if (level !== "HSM") hsm = false;
    },
    current: (): KmsHealth["protection_level"] => (hsm ? "hsm" : "software"),
  };
}

async function health(
  client: GcpClient,
  config: GcpKmsConfig,
  level: () => KmsHealth["protection_level"],
): Promise<KmsHealth> {
  try {
    const key = await client.getKey(`${config.key_ring}/cryptoKeys/${ROOT_KEY}`);
    const status = key.primary?.state === "ENABLED" ? "ok" : "degraded";
    return { status, protection_level: level() };
  } catch (error) {
    if (!(error instanceof KmsError)) throw error;
    const status = error.code === "kms_unavailable" ? "unavailable" : "degraded";
    return { status, protection_level: level() };
  }
}

function sharedKeyName(config: GcpKmsConfig): string {
  const key = config.shared_key ?? DEFAULT_SHARED_KEY;
  return key.includes("/") ? key : `${config.key_ring}/cryptoKeys/${key}`;
}

function kekTemplate(config: GcpKmsConfig): CryptoKey {
  return {
    purpose: "ENCRYPT_DECRYPT",
    versionTemplate: {
      protectionLevel: config.protection_level,
      algorithm: "GOOGLE_SYMMETRIC_ENCRYPTION",
    },
    rotationPeriod: { seconds: ROTATION_S },
    nextRotationTime: { seconds: Math.floor(Date.now() / 1000) + ROTATION_S },
    destroyScheduledDuration: { seconds: DESTROY_DELAY_S },
    labels: { deployment: config.deployment_id.toLowerCase() },
  };
}

function signingTemplate(config: GcpKmsConfig, protectionLevel: "HSM" | "SOFTWARE"): CryptoKey {
  return {
    purpose: "ASYMMETRIC_SIGN",
    versionTemplate: { protectionLevel, algorithm: "EC_SIGN_ED25519" },
    destroyScheduledDuration: { seconds: DESTROY_DELAY_S },
    labels: { deployment: config.deployment_id.toLowerCase() },
  };
}
