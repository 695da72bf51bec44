// Owns a local gRPC server that behaves like Cloud KMS: real encryption, AAD, checksums, states, permissions, faults.
// For tests only: its keys live in memory and it asks for no credentials.
import { createRequire } from "node:module";
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  status,
} from "@grpc/grpc-js";
import { fromJSON } from "@grpc/proto-loader";
import {
  CloudKmsError,
  type CryptoKeyRequest,
  createCloudKeys,
  type DecryptRequest,
  type EncryptRequest,
  type SignRequest,
  type VersionState,
} from "./cloud-keys.ts";

export type CloudKmsCall = {
  method: string;
  /** The resource named in the request. */
  name: string;
  plaintext?: Buffer;
  aad?: Buffer;
  /** Whether every checksum that belongs to the request was sent. */
  checksums: boolean;
};

/** Everything that is not said is as with a healthy Cloud KMS. Numbers of bursts count down with each call. */
export type CloudKmsBehaviour = {
  latency_ms?: number;
  /** Calls that are never answered. */
  hang?: boolean;
  /** The next N calls answer UNAVAILABLE. */
  unavailable?: number;
  /** The next N calls answer RESOURCE_EXHAUSTED. */
  resource_exhausted?: number;
  /** The checksum in the next N answers is wrong. */
  corrupt_checksum?: number;
  /** In the next N answers the `verified_*` flags are false. */
  unverified?: number;
  /** Crypto key names without permission. */
  denied?: string[];
  /** Ed25519 at the HSM level is refused with INVALID_ARGUMENT. */
  no_hsm_ed25519?: boolean;
  /** New versions are PENDING_GENERATION for so many look-ups. */
  pending_polls?: number;
};

type Answer = Record<string, unknown>;
type Requests = EncryptRequest & DecryptRequest & SignRequest & CryptoKeyRequest;

const PROJECT_KEY_RING = "projects/test/locations/global/keyRings/oneclaw";

/** A server on a free port of the loopback interface; `key_ring` exists and is empty. */
export async function startCloudKmsServer() {
  let behaviour: CloudKmsBehaviour = {};
  let inFlight = 0;
  const most = { in_flight: 0 };
  const calls: CloudKmsCall[] = [];
  const keys = createCloudKeys(PROJECT_KEY_RING, () => behaviour);

  function take(burst: "unavailable" | "resource_exhausted" | "corrupt_checksum" | "unverified"): boolean {
    const left = behaviour[burst] ?? 0;
    if (left <= 0) return false;
    behaviour[burst] = left - 1;
    return true;
  }

  function refuseIfToldSo(name: string): void {
    if (take("unavailable")) throw new CloudKmsError(status.UNAVAILABLE, "The service is unavailable.");
    if (take("resource_exhausted")) throw new CloudKmsError(status.RESOURCE_EXHAUSTED, "Quota exceeded.");
    const key = name.split("/cryptoKeyVersions/")[0] ?? "";
    if (behaviour.denied?.includes(key)) {
      throw new CloudKmsError(
        status.PERMISSION_DENIED,
        `Permission denied on '${key}' (or it may not exist).`,
      );
    }
  }

  function spoil(answer: Answer): Answer {
    const fields = Object.keys(answer);
    if (fields.some((field) => field.startsWith("verified")) && take("unverified")) {
      for (const field of fields) if (field.startsWith("verified")) answer[field] = false;
    }
    const sums = fields.filter((field) => field.endsWith("Crc32c") && !field.startsWith("verified"));
    if (sums.length > 0 && take("corrupt_checksum")) for (const sum of sums) answer[sum] = { value: "1" };
    return answer;
  }

  function unary(method: string, handle: (request: Requests) => Answer): handleUnaryCall<Requests, Answer> {
    return (call, callback) => {
      const { request } = call;
      const name = request.name || request.parent;
      calls.push(record(method, name, request));
      if (behaviour.hang) return;
      most.in_flight = Math.max(most.in_flight, ++inFlight);
      setTimeout(() => {
        inFlight--;
        try {
          refuseIfToldSo(name);
          callback(null, spoil(handle(request)));
        } catch (error) {
          if (!(error instanceof CloudKmsError)) throw error;
          callback({ code: error.status, details: error.message });
        }
      }, behaviour.latency_ms ?? 0);
    };
  }

  const handlers = {
    Encrypt: unary("Encrypt", keys.encrypt),
    Decrypt: unary("Decrypt", keys.decrypt),
    AsymmetricSign: unary("AsymmetricSign", keys.sign),
    GetPublicKey: unary("GetPublicKey", ({ name }) => keys.publicKey(name)),
    GetCryptoKey: unary("GetCryptoKey", ({ name }) => keys.getKey(name)),
    GetCryptoKeyVersion: unary("GetCryptoKeyVersion", ({ name }) => keys.getVersion(name)),
    CreateCryptoKey: unary("CreateCryptoKey", keys.createKey),
    CreateCryptoKeyVersion: unary("CreateCryptoKeyVersion", ({ parent }) => keys.createVersion(parent)),
    DestroyCryptoKeyVersion: unary("DestroyCryptoKeyVersion", ({ name }) => keys.scheduleDestruction(name)),
  };

  let server: Server | null = null;
  async function listen(port: number): Promise<number> {
    server = new Server();
    server.addService(kmsService(), handlers);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
    return promise;
  }
  const port = await listen(0);

  return {
    port,
    endpoint: `127.0.0.1:${port}`,
    key_ring: PROJECT_KEY_RING,
    /** All calls so far, oldest first; a test may empty it with `calls.length = 0`. */
    calls,
    /** The most calls that were under way at once. */
    most,
    /** Replaces the behaviour; `behave({})` is a healthy Cloud KMS. */
    behave(next: CloudKmsBehaviour): void {
      behaviour = { ...next };
    },
    /** Sets the state of a crypto key version, as an administrator would. */
    setVersionState: (name: string, state: VersionState) => keys.setVersionState(name, state),
    /** What Cloud KMS does by itself every rotation period: a new version, made primary. */
    rotate: (key: string) => keys.rotate(key),
    /** What a crypto key was created with. */
    settingsOf: (key: string) => keys.getKey(key),
    /** Closes the port and every connection; the keys stay. */
    goDown(): void {
      server?.forceShutdown();
      server = null;
    },
    async comeBack(): Promise<void> {
      await listen(port);
    },
    async stop(): Promise<void> {
      server?.forceShutdown();
      server = null;
    },
  };
}

function record(method: string, name: string, request: Requests): CloudKmsCall {
  const sums: unknown[] = [];
  if (method === "Encrypt") sums.push(request.plaintextCrc32c, request.additionalAuthenticatedDataCrc32c);
  if (method === "Decrypt") sums.push(request.ciphertextCrc32c, request.additionalAuthenticatedDataCrc32c);
  if (method === "AsymmetricSign") sums.push(request.dataCrc32c);
  return {
    method,
    name,
    checksums: sums.every((sum) => sum != null),
    ...(request.plaintext ? { plaintext: Buffer.from(request.plaintext) } : {}),
    ...(request.additionalAuthenticatedData ? { aad: Buffer.from(request.additionalAuthenticatedData) } : {}),
  };
}

function kmsService(): ServiceDefinition {
  const json = createRequire(import.meta.url)("@google-cloud/kms/build/protos/protos.json");
  const definition = fromJSON(json, { longs: String, enums: String, defaults: true, oneofs: true });
  return definition["google.cloud.kms.v1.KeyManagementService"] as unknown as ServiceDefinition;
}
