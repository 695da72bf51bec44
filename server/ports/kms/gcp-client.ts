// Owns the calls to Cloud KMS: deadline, CRC32C both ways, and what each gRPC status means here.
// Must never repeat a call, but for one that failed a checksum: retries for outages belong to resilient.ts.
import { createPublicKey } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { protos } from "@google-cloud/kms";
import { crc32c } from "./crc32c.ts";
import { KmsError, type KmsErrorCode } from "./kms.ts";

export type CryptoKey = protos.google.cloud.kms.v1.ICryptoKey;
type CryptoKeyVersion = protos.google.cloud.kms.v1.ICryptoKeyVersion;

export type GcpClientOptions = {
  /** `host` or `host:port` in place of cloudkms.googleapis.com. */
  api_endpoint?: string;
  /** Plain HTTP/2 without credentials, for a server on this machine. */
  insecure?: boolean;
};

export type GcpClient = Awaited<ReturnType<typeof openGcpClient>>;

const CALL_DEADLINE_MS = 10_000;
/** grpc-js waits up to two minutes between connection attempts otherwise, long after Cloud KMS is back. */
const MAX_RECONNECT_PAUSE_MS = 5_000;
const GENERATION_POLLS = 40;
const GENERATION_POLL_MS = 250;
const SIGNATURE_BYTES = 64;

const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
/** gRPC status → what it means for the caller; any other is `kms_unavailable`. */
const CODES = new Map<number, KmsErrorCode>([
  [3 /* INVALID_ARGUMENT */, "kms_integrity"],
  [NOT_FOUND, "kms_key_unavailable"],
  [7 /* PERMISSION_DENIED */, "kms_key_unavailable"],
  [9 /* FAILED_PRECONDITION */, "kms_key_unavailable"],
]);

/**
 * A client of Cloud KMS whose every call ends within 10 s. Nothing is sent before the first call.
 * All calls throw KmsError: `kms_unavailable`, `kms_key_unavailable`, `kms_integrity`.
 */
export async function openGcpClient(options: GcpClientOptions) {
  const client = await connect(options);
  // gax retries on its own unless told not to, with timeouts of a minute.
  const once = { timeout: CALL_DEADLINE_MS, retry: null };

  const findVersion = (name: string): Promise<CryptoKeyVersion | null> =>
    call(client.getCryptoKeyVersion({ name }, once)).catch(nullWhen(NOT_FOUND));

  return {
    findVersion,

    /** Encrypts under exactly the named version, or under the primary version of a named key. */
    encrypt: (name: string, plaintext: Uint8Array, aad: Uint8Array) =>
      twiceOnIntegrity(async () => {
        const answer = await call(
          client.encrypt(
            {
              name,
              plaintext,
              additionalAuthenticatedData: aad,
              plaintextCrc32c: { value: crc32c(plaintext) },
              additionalAuthenticatedDataCrc32c: { value: crc32c(aad) },
            },
            once,
          ),
        );
        assertIntact(answer.verifiedPlaintextCrc32c && answer.verifiedAdditionalAuthenticatedDataCrc32c);
        assertIntact(answer.name === name || answer.name?.startsWith(`${name}/cryptoKeyVersions/`));
        return {
          ciphertext: checkedBytes(answer.ciphertext, answer.ciphertextCrc32c),
          level: answer.protectionLevel,
        };
      }),

    /** Decrypts under the named key; Cloud KMS finds the version in the ciphertext. */
    decrypt: (key: string, ciphertext: Uint8Array, aad: Uint8Array) =>
      twiceOnIntegrity(async () => {
        const answer = await call(
          client.decrypt(
            {
              name: key,
              ciphertext,
              additionalAuthenticatedData: aad,
              ciphertextCrc32c: { value: crc32c(ciphertext) },
              additionalAuthenticatedDataCrc32c: { value: crc32c(aad) },
            },
            once,
          ),
        );
        return {
          plaintext: checkedBytes(answer.plaintext, answer.plaintextCrc32c),
          level: answer.protectionLevel,
        };
      }),

    /** Ed25519 signature of `data`, 64 bytes. */
    sign: (version: string, data: Uint8Array) =>
      twiceOnIntegrity(async () => {
        const request = { name: version, data, dataCrc32c: { value: crc32c(data) } };
        const answer = await call(client.asymmetricSign(request, once));
        assertIntact(answer.verifiedDataCrc32c && answer.name === version);
        const signature = checkedBytes(answer.signature, answer.signatureCrc32c);
        assertIntact(signature.length === SIGNATURE_BYTES);
        return signature;
      }),

    /** The raw 32 bytes of an Ed25519 public key. */
    publicKey: (version: string) =>
      twiceOnIntegrity(async () => {
        const answer = await call(client.getPublicKey({ name: version }, once));
        const pem = Buffer.from(answer.pem ?? "");
        assertIntact(answer.name === version && crc32c(pem) === Number(answer.pemCrc32c?.value));
        const { x } = createPublicKey(pem).export({ format: "jwk" });
        assertIntact(x);
        return Buffer.from(x ?? "", "base64url");
      }),

    getKey: (name: string): Promise<CryptoKey> => call(client.getCryptoKey({ name }, once)),

    /** Makes a key with its version 1; false when the key exists already. */
    createKey(name: string, template: CryptoKey): Promise<boolean> {
      const [parent, cryptoKeyId] = name.split("/cryptoKeys/");
      const made = call(client.createCryptoKey({ parent, cryptoKeyId, cryptoKey: template }, once));
      return made.then(() => true).catch(falseWhen(ALREADY_EXISTS));
    },

    /** Adds a version to a key and returns its name. */
    async createVersion(key: string): Promise<string> {
      const version = await call(client.createCryptoKeyVersion({ parent: key, cryptoKeyVersion: {} }, once));
      return version.name ?? "";
    },

    async scheduleDestruction(version: string): Promise<void> {
      await call(client.destroyCryptoKeyVersion({ name: version }, once));
    },

    /** Waits until the version can be used: an HSM takes some seconds to generate a key pair. */
    async waitUntilEnabled(version: string): Promise<void> {
      for (let poll = 0; poll < GENERATION_POLLS; poll++) {
        const found = await findVersion(version);
        if (found?.state === "ENABLED") return;
        if (found?.state !== "PENDING_GENERATION") {
          throw new KmsError("kms_key_unavailable", "the key version is not enabled");
        }
        await sleep(GENERATION_POLL_MS);
      }
      throw new KmsError("kms_unavailable", "the key version is still being generated");
    },

    close: () => client.close(),
  };
}

/** The gRPC status an error came from, if any. */
export function grpcStatus(error: unknown): number | undefined {
  const cause = error instanceof KmsError ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "number" ? code : undefined;
}

async function connect(options: GcpClientOptions) {
  const { KeyManagementServiceClient } = await import("@google-cloud/kms");
  const [apiEndpoint, port] = options.api_endpoint?.split(":") ?? [];
  return new KeyManagementServiceClient({
    ...(apiEndpoint ? { apiEndpoint } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(options.insecure ? await withoutCredentials() : {}),
    "grpc.max_reconnect_backoff_ms": MAX_RECONNECT_PAUSE_MS,
  });
}

async function withoutCredentials() {
  const { credentials } = await import("@grpc/grpc-js");
  // A named universe keeps the auth library from looking for a metadata server.
  return { sslCreds: credentials.createInsecure(), clientOptions: { universeDomain: "googleapis.com" } };
}

async function call<T>(answer: Promise<[T, ...unknown[]]>): Promise<T> {
  try {
    return (await answer)[0];
  } catch (error) {
    const status = grpcStatus(error);
    const code = (status !== undefined && CODES.get(status)) || "kms_unavailable";
    throw new KmsError(code, `Cloud KMS answered with gRPC status ${status ?? "none"}`, { cause: error });
  }
}

/** A flipped bit on the way does not happen twice; wrong AAD or a forged ciphertext does. */
async function twiceOnIntegrity<T>(attempt: () => Promise<T>): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (!(error instanceof KmsError) || error.code !== "kms_integrity") throw error;
    return attempt();
  }
}

function assertIntact(condition: unknown): void {
  if (!condition)
    throw new KmsError("kms_integrity", "an answer of Cloud KMS does not match its checksum or name");
}

type Int64 = { value?: number | string | { toString(): string } | null } | null | undefined;

function checkedBytes(bytes: Uint8Array | string | null | undefined, checksum: Int64): Buffer {
  const buffer = bytes instanceof Uint8Array ? Buffer.from(bytes) : Buffer.alloc(0);
  if (bytes instanceof Uint8Array) bytes.fill(0);
  const intact = checksum?.value != null && Number(String(checksum.value)) === crc32c(buffer);
  if (!intact) buffer.fill(0);
  assertIntact(intact && buffer.length > 0);
  return buffer;
}

function nullWhen(status: number) {
  return (error: unknown): null => {
    if (grpcStatus(error) === status) return null;
    throw error;
  };
}

function falseWhen(status: number) {
  return (error: unknown): false => {
    nullWhen(status)(error);
    return false;
  };
}
