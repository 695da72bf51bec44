// Owns the sealed share v1: a text that opens only with the key behind the `#` of its link, and with its passphrase
// where it has one. Web Crypto alone, so that it runs in browsers as well. Must never send key, passphrase or text anywhere.
// Frozen: the byte layout, the inputs of HKDF and the AAD; testdata/sealed-share.json holds them.
import { type Bytes, concat, fromBase64, toBase64 } from "./bytes.ts";

/** How the key material of a passphrase is made; it travels with the ciphertext. */
export type SealedShareKdf = { name: "PBKDF2-SHA256"; iterations: number; salt: string };

export type SealedShareText = { ciphertext: string; kdf?: SealedShareKdf };

/** The ciphertext was changed, or key and passphrase are not those it was sealed with; which of them nobody can tell. */
export class SealedShareError extends Error {
  override readonly name = "SealedShareError";
}

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
/** @see OWASP Password Storage Cheat Sheet, PBKDF2-HMAC-SHA256 */
const ITERATIONS = 600_000;
const MAX_ITERATIONS = 10_000_000;
const MAX_TEXT_BYTES = 64 * 1024;
const MIN_PASSPHRASE = 8;
const DOMAIN = "1claw/sealed-share/v1";

/**
 * Seals a text of at most 64 KB of UTF-8. `ciphertext` (base64 of 0x01 | IV 12 | AES-256-GCM ciphertext | tag 16) and
 * `kdf` are for the server; `fragment` (the key, 43 characters) is for the receiver alone.
 * @throws RangeError for a text that is too long or not well-formed, or a passphrase of fewer than 8 characters
 */
export async function createSealedShare(
  text: string,
  options: { passphrase?: string } = {},
): Promise<SealedShareText & { fragment: string }> {
  const plaintext = utf8(text);
  if (plaintext.length > MAX_TEXT_BYTES) throw new RangeError("the text has more than 64 KB");
  const { passphrase } = options;
  if (passphrase !== undefined && passphrase.length < MIN_PASSPHRASE) {
    throw new RangeError("the passphrase has fewer than 8 characters");
  }
  const kdf: SealedShareKdf | undefined =
    passphrase === undefined
      ? undefined
      : { name: "PBKDF2-SHA256", iterations: ITERATIONS, salt: toBase64(random(SALT_BYTES)) };
  const secret = random(KEY_BYTES);
  const iv = random(IV_BYTES);
  const key = await deriveKey(secret, kdf, passphrase);
  const sealed = await crypto.subtle.encrypt(gcm(iv, kdf), key, plaintext);
  plaintext.fill(0);
  const ciphertext = toBase64(concat(Uint8Array.of(VERSION), iv, new Uint8Array(sealed)));
  return { ciphertext, ...(kdf && { kdf }), fragment: toBase64Url(secret) };
}

/**
 * The text of a sealed share; a `#` before the fragment may be there or not.
 * @throws SealedShareError when ciphertext, key and passphrase do not belong together, or nothing of it is a sealed share
 */
export async function openSealedShare(
  share: SealedShareText,
  fragment: string,
  passphrase?: string,
): Promise<string> {
  const { kdf } = share;
  const bytes = fromBase64(share.ciphertext);
  const secret = fromBase64Url(fragment.replace(/^#/, ""));
  if (!bytes || bytes[0] !== VERSION || bytes.length < 1 + IV_BYTES + TAG_BYTES) throw refused();
  if (!secret || secret.length !== KEY_BYTES || (kdf && !isUsable(kdf))) throw refused();
  if (kdf && passphrase === undefined) throw refused();
  try {
    const key = await deriveKey(secret, kdf, passphrase);
    const iv = bytes.slice(1, 1 + IV_BYTES);
    const plaintext = await crypto.subtle.decrypt(gcm(iv, kdf), key, bytes.slice(1 + IV_BYTES));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch {
    throw refused();
  }
}

function refused(): SealedShareError {
  return new SealedShareError(
    "The sealed share does not open: the link, the passphrase or its data is not right.",
  );
}

function isUsable({ name, iterations, salt }: SealedShareKdf): boolean {
  const isCostRight =
    Number.isInteger(iterations) && iterations >= ITERATIONS && iterations <= MAX_ITERATIONS;
  return name === "PBKDF2-SHA256" && isCostRight && fromBase64(salt)?.length === SALT_BYTES;
}

/** HKDF-SHA256 (RFC 5869) over the link's key and, with a passphrase, PBKDF2's 32 bytes. */
async function deriveKey(
  secret: Bytes,
  kdf: SealedShareKdf | undefined,
  passphrase: string | undefined,
): Promise<CryptoKey> {
  const stretched = kdf && passphrase !== undefined ? await stretch(kdf, passphrase) : new Uint8Array();
  const material = lp(secret, stretched);
  const hkdf = await crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveKey"]);
  material.fill(0);
  return crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: lp(DOMAIN, "key") },
    hkdf,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

async function stretch({ iterations, salt }: SealedShareKdf, passphrase: string): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFC")), "PBKDF2", false, [
    "deriveBits",
  ]);
  const parameters = {
    name: "PBKDF2",
    hash: "SHA-256",
    iterations,
    salt: fromBase64(salt) ?? new Uint8Array(),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, KEY_BYTES * 8));
}

/** The AAD holds everything that travels beside the ciphertext, so that the server cannot weaken it. */
function gcm(iv: Bytes, kdf: SealedShareKdf | undefined): AesGcmParams {
  const cost = kdf ? lp(kdf.name, String(kdf.iterations), fromBase64(kdf.salt) ?? "") : new Uint8Array();
  return { name: "AES-GCM", iv, additionalData: lp(DOMAIN, Uint8Array.of(VERSION), cost), tagLength: 128 };
}

/** Each item as 4-byte big-endian length + bytes, so that no two lists of items look the same. */
function lp(...items: (string | Bytes)[]): Bytes {
  return concat(
    ...items.flatMap((item) => {
      const bytes = typeof item === "string" ? utf8(item) : item;
      const length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, bytes.length);
      return [length, bytes];
    }),
  );
}

function utf8(text: string): Bytes {
  // TextEncoder would put U+FFFD where a surrogate stands alone.
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) {
    throw new RangeError("the text is not well-formed");
  }
  return new TextEncoder().encode(text);
}

function random(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

function toBase64Url(bytes: Bytes): string {
  return toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64Url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const padded = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(padded.padEnd(Math.ceil(padded.length / 4) * 4, "="));
}
