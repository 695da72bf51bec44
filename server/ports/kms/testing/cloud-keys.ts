// Owns the keys of the local Cloud KMS server: what each call does to them, and the gRPC status it fails with.
// For tests only: key material lives in this process.
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { status } from "@grpc/grpc-js";
import { openBox, sealBox } from "#server/crypto/aead.ts";
import { lp } from "#server/crypto/lp.ts";
import { crc32c } from "../crc32c.ts";

export type VersionState = "ENABLED" | "DISABLED" | "DESTROY_SCHEDULED" | "DESTROYED" | "PENDING_GENERATION";

type Int64 = { value: string } | null;
export type EncryptRequest = {
  name: string;
  plaintext: Buffer;
  additionalAuthenticatedData: Buffer;
  plaintextCrc32c: Int64;
  additionalAuthenticatedDataCrc32c: Int64;
};
export type DecryptRequest = Omit<EncryptRequest, "plaintext" | "plaintextCrc32c"> & {
  ciphertext: Buffer;
  ciphertextCrc32c: Int64;
};
export type SignRequest = { name: string; data: Buffer; dataCrc32c: Int64 };
export type CryptoKeyRequest = { parent: string; cryptoKeyId: string; cryptoKey: CryptoKeySettings };

type CryptoKeySettings = {
  purpose: string;
  versionTemplate: { protectionLevel: string; algorithm: string };
  rotationPeriod: { seconds: string } | null;
  nextRotationTime: { seconds: string } | null;
  destroyScheduledDuration: { seconds: string } | null;
};
type Version = { name: string; state: VersionState; polls: number; aes: Buffer; ed25519: KeyObject | null };
type CryptoKey = CryptoKeySettings & { name: string; versions: Version[]; primary: number };

const VERSION_PREFIX_BYTES = 4;
const MAX_HSM_INPUT_BYTES = 8 * 1024;

/** An error with the gRPC status Cloud KMS would answer. */
export class CloudKmsError extends Error {
  readonly status: number;
  constructor(code: number, message: string) {
    super(message);
    this.status = code;
  }
}

/** The keys of one key ring. */
export function createCloudKeys(
  keyRing: string,
  behaviour: () => { no_hsm_ed25519?: boolean; pending_polls?: number },
) {
  const keys = new Map<string, CryptoKey>();

  function keyOf(name: string): CryptoKey {
    const key = keys.get(name.split("/cryptoKeyVersions/")[0] ?? "");
    if (!key) throw new CloudKmsError(status.NOT_FOUND, `CryptoKey ${name} not found.`);
    return key;
  }

  function versionOf(name: string): Version {
    const version = keyOf(name).versions.find((candidate) => candidate.name === name);
    if (!version) throw new CloudKmsError(status.NOT_FOUND, `CryptoKeyVersion ${name} not found.`);
    return version;
  }

  function enabled(version: Version | undefined): Version {
    if (version?.state === "ENABLED") return version;
    const message = `${version?.name} is not enabled, current state is: ${version?.state}.`;
    throw new CloudKmsError(status.FAILED_PRECONDITION, message);
  }

  function addVersion(key: CryptoKey): Version {
    const polls = behaviour().pending_polls ?? 0;
    const version: Version = {
      name: `${key.name}/cryptoKeyVersions/${key.versions.length + 1}`,
      state: polls > 0 ? "PENDING_GENERATION" : "ENABLED",
      polls,
      aes: randomBytes(32),
      ed25519: key.purpose === "ASYMMETRIC_SIGN" ? generateKeyPairSync("ed25519").privateKey : null,
    };
    key.versions.push(version);
    return version;
  }

  function view(version: Version) {
    const key = keyOf(version.name);
    return { name: version.name, state: version.state, protectionLevel: key.versionTemplate.protectionLevel };
  }

  function viewKey(key: CryptoKey) {
    const primary = key.purpose === "ENCRYPT_DECRYPT" ? key.versions[key.primary - 1] : undefined;
    const { versions: _, ...settings } = key;
    return { ...settings, primary: primary ? view(primary) : null };
  }

  return {
    createKey({ parent, cryptoKeyId, cryptoKey }: CryptoKeyRequest) {
      if (parent !== keyRing) throw new CloudKmsError(status.NOT_FOUND, `KeyRing ${parent} not found.`);
      const name = `${keyRing}/cryptoKeys/${cryptoKeyId}`;
      if (!/^[a-zA-Z0-9_-]{1,63}$/.test(cryptoKeyId)) throw invalid("Bad crypto_key_id.");
      if (keys.has(name)) throw new CloudKmsError(status.ALREADY_EXISTS, `CryptoKey ${name} already exists.`);
      const { protectionLevel, algorithm } = cryptoKey.versionTemplate;
      if (protectionLevel === "HSM" && algorithm === "EC_SIGN_ED25519" && behaviour().no_hsm_ed25519) {
        throw invalid("The algorithm is not supported at this protection level.");
      }
      if (Boolean(cryptoKey.rotationPeriod) !== Boolean(cryptoKey.nextRotationTime)) {
        throw invalid("rotation_period needs next_rotation_time.");
      }
      const key: CryptoKey = { ...cryptoKey, name, versions: [], primary: 1 };
      keys.set(name, key);
      addVersion(key);
      return viewKey(key);
    },

    createVersion: (parent: string) => view(addVersion(keyOf(parent))),

    rotate(name: string): void {
      const key = keyOf(name);
      addVersion(key);
      key.primary = key.versions.length;
    },

    getKey: (name: string) => viewKey(keyOf(name)),

    getVersion(name: string) {
      const version = versionOf(name);
      if (version.state === "PENDING_GENERATION" && version.polls-- <= 0) version.state = "ENABLED";
      return view(version);
    },

    setVersionState(name: string, state: VersionState): void {
      versionOf(name).state = state;
    },

    scheduleDestruction(name: string) {
      const version = versionOf(name);
      if (version.state !== "ENABLED" && version.state !== "DISABLED") enabled(version);
      version.state = "DESTROY_SCHEDULED";
      return view(version);
    },

    encrypt(request: EncryptRequest) {
      const { name, plaintext, additionalAuthenticatedData: aad } = request;
      const key = keyOf(name);
      const version = enabled(name === key.name ? key.versions[key.primary - 1] : versionOf(name));
      assertSent(plaintext, request.plaintextCrc32c);
      assertSent(aad, request.additionalAuthenticatedDataCrc32c);
      if (plaintext.length + aad.length > MAX_HSM_INPUT_BYTES)
        throw invalid("Plaintext and AAD are too long.");
      const number = Buffer.alloc(VERSION_PREFIX_BYTES);
      number.writeUInt32BE(key.versions.indexOf(version) + 1);
      const ciphertext = Buffer.concat([number, sealBox(version.aes, plaintext, lp(version.name, aad))]);
      return {
        name: version.name,
        ciphertext,
        ciphertextCrc32c: checksum(ciphertext),
        verifiedPlaintextCrc32c: request.plaintextCrc32c !== null,
        verifiedAdditionalAuthenticatedDataCrc32c: request.additionalAuthenticatedDataCrc32c !== null,
        protectionLevel: key.versionTemplate.protectionLevel,
      };
    },

    decrypt(request: DecryptRequest) {
      const { name, ciphertext, additionalAuthenticatedData: aad } = request;
      const key = keyOf(name);
      if (name !== key.name) throw invalid("Decrypt takes the name of a CryptoKey.");
      assertSent(ciphertext, request.ciphertextCrc32c);
      assertSent(aad, request.additionalAuthenticatedDataCrc32c);
      const number = ciphertext.length < VERSION_PREFIX_BYTES ? 0 : ciphertext.readUInt32BE();
      const version = key.versions[number - 1];
      if (!version) throw invalid("Decryption failed: the ciphertext is invalid.");
      enabled(version);
      const plaintext = openBox(
        version.aes,
        ciphertext.subarray(VERSION_PREFIX_BYTES),
        lp(version.name, aad),
      );
      if (!plaintext) throw invalid("Decryption failed: the ciphertext is invalid.");
      return {
        plaintext,
        plaintextCrc32c: checksum(plaintext),
        usedPrimary: number === key.primary,
        protectionLevel: key.versionTemplate.protectionLevel,
      };
    },

    sign({ name, data, dataCrc32c }: SignRequest) {
      const version = enabled(versionOf(name));
      assertSent(data, dataCrc32c);
      const signature = sign(null, data, signingKey(version));
      return {
        name,
        signature,
        signatureCrc32c: checksum(signature),
        verifiedDataCrc32c: dataCrc32c !== null,
        protectionLevel: keyOf(name).versionTemplate.protectionLevel,
      };
    },

    publicKey(name: string) {
      const key = signingKey(enabled(versionOf(name)));
      const pem = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
      return { name, pem, pemCrc32c: checksum(Buffer.from(pem)), algorithm: "EC_SIGN_ED25519" };
    },
  };
}

function signingKey(version: Version): KeyObject {
  if (!version.ed25519) throw invalid("The key is not for signing.");
  return version.ed25519;
}

function assertSent(bytes: Buffer, sum: Int64): void {
  if (sum !== null && Number(sum.value) !== crc32c(bytes))
    throw invalid("The checksum does not match the data.");
}

function checksum(bytes: Buffer) {
  return { value: String(crc32c(bytes)) };
}

function invalid(message: string): CloudKmsError {
  return new CloudKmsError(status.INVALID_ARGUMENT, message);
}
