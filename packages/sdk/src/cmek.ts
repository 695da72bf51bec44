// Encryption by the client, format v1, with WebCrypto alone: the same code in browsers and in Node.
// Must never send, store or log a key or a plaintext.
import { fromBase64 as readBase64, sha256, toBase64, toHex } from "./bytes.ts";

/** A client's key: its 32 bytes, or what `importKey` made of them. */
export type CmekKey = Uint8Array | CryptoKey;

const VERSION = 0x01;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES;

/** A value that does not open: another key, another format, or changed bytes. It says no more. */
export class CmekOpenError extends Error {
  constructor() {
    super("The value does not open with this key.");
    this.name = "CmekOpenError";
  }
}

/** 32 fresh random bytes. Keep them: nobody can make them again. */
function generateKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(KEY_BYTES));
}

/** SHA-256 over the key's 32 bytes, in lower-case hex: what the server knows of it. @throws TypeError for another length */
async function fingerprint(key: Uint8Array): Promise<string> {
  return toHex(await sha256(copyOf(key)));
}

/** The key for a page's memory: it seals and opens, but its bytes cannot be read out any more. @throws TypeError for another length */
async function importKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", copyOf(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** Base64 of what `sealBytes` makes of the value's UTF-8. @throws TypeError for a wrong key */
async function seal(key: CmekKey, value: string): Promise<string> {
  return toBase64(await sealBytes(key, new TextEncoder().encode(value)));
}

/** 0x01 | IV 12 | ciphertext | tag 16 under AES-256-GCM, with a fresh random IV. @throws TypeError for a wrong key */
async function sealBytes(key: CmekKey, plaintext: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await usable(key),
    new Uint8Array(plaintext),
  );
  const blob = new Uint8Array(HEAD_BYTES + sealed.byteLength);
  blob[0] = VERSION;
  blob.set(iv, 1);
  blob.set(new Uint8Array(sealed), HEAD_BYTES);
  return blob;
}

/** The value that `seal` sealed. @throws CmekOpenError when key and blob do not belong together */
async function open(key: CmekKey, blob: string): Promise<string> {
  const bytes = readBase64(blob);
  if (bytes === null) throw new CmekOpenError();
  const plaintext = await openBytes(key, bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch {
    throw new CmekOpenError();
  }
}

/** The bytes that `sealBytes` sealed. @throws CmekOpenError when key and blob do not belong together */
async function openBytes(key: CmekKey, blob: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  if (blob.length < HEAD_BYTES + TAG_BYTES || blob[0] !== VERSION) throw new CmekOpenError();
  const bytes = new Uint8Array(blob);
  const iv = bytes.subarray(1, HEAD_BYTES);
  const usableKey = await usable(key);
  try {
    const sealed = bytes.subarray(HEAD_BYTES);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, usableKey, sealed));
  } catch {
    throw new CmekOpenError();
  }
}

async function usable(key: CmekKey): Promise<CryptoKey> {
  return key instanceof Uint8Array ? importKey(key) : key;
}

function copyOf(key: Uint8Array): Uint8Array<ArrayBuffer> {
  if (key.length !== KEY_BYTES) throw new TypeError("a client's key has 32 bytes");
  return new Uint8Array(key);
}

/** Everything about values that you encrypt yourself, before they leave your machine. */
export const cmek = { generateKey, fingerprint, importKey, seal, open, toBase64, fromBase64: readBase64 };

// The same, one by one and in bytes, under the names that programs for the API already use.

/** 32 fresh random bytes. Keep them: nobody can make them again. */
export async function generateCmekKey(): Promise<Uint8Array<ArrayBuffer>> {
  return generateKey();
}

/** SHA-256 over the key's 32 bytes, in lower-case hex. @throws TypeError for another length */
export const cmekFingerprint = fingerprint;

/** The blob of a plaintext under a key of 32 bytes; its base64 is the value to store. @throws TypeError for another length */
export async function cmekEncrypt(plaintext: Uint8Array, key: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return sealBytes(key, plaintext);
}

/** The plaintext of a blob. @throws CmekOpenError when key and blob do not belong together */
export async function cmekDecrypt(blob: Uint8Array, key: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return openBytes(key, blob);
}

/** The bytes of standard base64. @throws TypeError for anything else */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = readBase64(text);
  if (bytes === null) throw new TypeError("this is not standard base64");
  return bytes;
}
