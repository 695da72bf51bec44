// Owns what travels between the server and keyd: one JSON frame for each line, bytes in base64.
// Must never let a frame grow without bound, or a frame that is not one of ours reach a key.
import type { Socket } from "node:net";
import { type KekId, type KekRef, type Kms, KmsError, type KmsErrorCode, type MacPurpose } from "./kms.ts";

export type KeydProvider = "local" | "pkcs11";

/** The first line on keyd's standard input; the passphrase travels nowhere else. */
export type KeydConfig = {
  provider: KeydProvider;
  /** Shorter than 108 bytes: the limit of a unix socket's name. */
  socket_path: string;
  deployment_id: string;
  /** Local provider: the file that holds the root. */
  keystore_file: string;
  passphrase: string | null;
  /** False as soon as ciphertext exists: a missing root is an error then. */
  may_create_root: boolean;
  /** PKCS#11: base64 of what an earlier start returned as `root_material`, or null before the first one. */
  root_material: string | null;
  /** PKCS#11: the rest of what `openPkcs11Kms` takes. */
  pkcs11: Record<string, unknown> | null;
};

/** The first line on keyd's standard output. */
export type KeydGreeting =
  | {
      ready: true;
      /** Base64 of what the PKCS#11 provider wants stored (the root wrapped by a token key). */
      root_material: string | null;
      /** Local provider: how the keystore is protected, and whether this start made it. */
      keystore: { protection: "passphrase" | "file"; created: boolean } | null;
    }
  | { error: string };

export type Request = { id: number; op: string; args: unknown[] };
export type Response =
  | { id: number; ok: unknown }
  | { id: number; error: { code: KmsErrorCode | "bad_request"; message: string } };

/** Longest frame in UTF-16 units, either way. */
export const FRAME_MAX = 1_048_576;

/** Lines that are written together: everything said in one turn of the event loop is one write. */
export type FrameWriter = { write(frame: Request | Response): void };

/** Joins the frames of one turn of the event loop into one write. */
export function createFrameWriter(socket: Socket): FrameWriter {
  let pending = "";
  function flush(): void {
    const text = pending;
    pending = "";
    if (!socket.destroyed) socket.write(text);
  }
  return {
    write(frame) {
      if (pending === "") setImmediate(flush);
      pending += `${JSON.stringify(frame)}\n`;
    },
  };
}

/** Calls `onFrame` for every line that is a JSON object; anything else, or a line that is too long, ends the socket. */
export function readFrames(socket: Socket, onFrame: (frame: Record<string, unknown>) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > FRAME_MAX) socket.destroy();
    for (const line of lines) {
      if (socket.destroyed) return;
      const frame = line.length > FRAME_MAX ? null : parseFrame(line);
      if (frame) onFrame(frame);
      else socket.destroy();
    }
  });
}

/** Base64 of bytes, for a frame. */
export function encodeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

/** Bytes from a frame. @throws TypeError when it is not text */
export function decodeBytes(value: unknown): Buffer {
  return Buffer.from(decodeText(value), "base64");
}

/** A KEK reference as it travels: [org_id, vault_id, kek_id, version, material]. */
export function encodeKek(kek: KekRef): unknown[] {
  return [kek.org_id, kek.vault_id, kek.kek_id, kek.version, encodeBytes(kek.material)];
}

/**
 * Runs one request against the KMS and gives what `ok` carries.
 * @throws TypeError for an operation or arguments that do not exist; KmsError as the KMS
 */
export async function perform(kms: Kms, op: string, args: unknown[]): Promise<unknown> {
  const operation = Object.hasOwn(OPERATIONS, op) ? OPERATIONS[op as keyof typeof OPERATIONS] : null;
  if (!operation) throw new TypeError("unknown operation");
  return operation(kms, args);
}

/** What a failed request answers; only the KMS's own messages are passed on. */
export function errorResponse(id: number, error: unknown): Response {
  if (error instanceof KmsError) return { id, error: { code: error.code, message: error.message } };
  return { id, error: { code: "bad_request", message: "keyd refused the request" } };
}

const OPERATIONS = {
  createKek: async (kms: Kms, [id]: unknown[]) => encodeBytes(await kms.createKek(decodeKekId(id))),
  wrap: async (kms: Kms, [kek, dek, aad]: unknown[]) =>
    wiping(decodeBytes(dek), async (bytes) =>
      encodeBytes(await kms.wrap(decodeKek(kek), bytes, decodeBytes(aad))),
    ),
  unwrap: async (kms: Kms, [kek, wrapped, aad]: unknown[]) =>
    wiping(await kms.unwrap(decodeKek(kek), decodeBytes(wrapped), decodeBytes(aad)), async (dek) =>
      encodeBytes(dek),
    ),
  rewrap: async (kms: Kms, [from, to, wrapped, fromAad, toAad]: unknown[]) =>
    encodeBytes(
      await kms.rewrap(
        decodeKek(from),
        decodeKek(to),
        decodeBytes(wrapped),
        decodeBytes(fromAad),
        decodeBytes(toAad),
      ),
    ),
  destroyKek: async (kms: Kms, [kek]: unknown[]) => {
    await kms.destroyKek(decodeKek(kek));
    return null;
  },
  createSigningKey: async (kms: Kms, [kid]: unknown[]) => {
    const made = await kms.createSigningKey(decodeText(kid));
    return [encodeBytes(made.material), encodeBytes(made.public_key)];
  },
  sign: async (kms: Kms, [kid, material, bytes]: unknown[]) =>
    encodeBytes(
      await kms.sign({ kid: decodeText(kid), material: decodeBytes(material) }, decodeBytes(bytes)),
    ),
  mac: async (kms: Kms, [purpose, data]: unknown[]) =>
    encodeBytes(await kms.mac(decodeText(purpose) as MacPurpose, decodeBytes(data))),
  health: async (kms: Kms) => kms.health(),
};

async function wiping<T>(secret: Uint8Array, use: (secret: Uint8Array) => Promise<T>): Promise<T> {
  try {
    return await use(secret);
  } finally {
    secret.fill(0);
  }
}

function decodeKekId(value: unknown): KekId {
  const [org_id, vault_id, kek_id, version] = Array.isArray(value) ? value : [];
  if (!Number.isSafeInteger(version)) throw new TypeError("not a KEK version");
  return {
    org_id: decodeText(org_id),
    vault_id: decodeText(vault_id),
    kek_id: decodeText(kek_id),
    version: Number(version),
  };
}

function decodeKek(value: unknown): KekRef {
  return { ...decodeKekId(value), material: decodeBytes(Array.isArray(value) ? value[4] : null) };
}

function decodeText(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not text");
  return value;
}

function parseFrame(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
