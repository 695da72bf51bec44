// Owns text to bytes and back in the encodings people hide or carry text in; without Node's Buffer, so it runs anywhere.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SEXTETS = new Int8Array(128).fill(-1);
for (let at = 0; at < 64; at += 1) SEXTETS[BASE64.charCodeAt(at)] = at;
SEXTETS["-".charCodeAt(0)] = 62;
SEXTETS["_".charCodeAt(0)] = 63;

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

const encoder = new TextEncoder();

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * The base64 characters that `bytes` alone decide when `shift` (0 to 2) unknown bytes come before them and anything
 * may follow. @see RFC 4648 §4
 */
export function base64Within(bytes: Uint8Array, shift: number): string {
  return digitsWithin(bytes, shift, 6, BASE64);
}

/** The base32 characters of `bytes`, without the last one where it would hold bits of what follows. @see RFC 4648 §6 */
export function base32(bytes: Uint8Array): string {
  return digitsWithin(bytes, 0, 5, BASE32);
}

function digitsWithin(bytes: Uint8Array, shift: number, bits: number, alphabet: string): string {
  const from = Math.ceil((shift * 8) / bits);
  const to = Math.floor(((shift + bytes.length) * 8) / bits);
  let digits = "";
  for (let digit = from; digit < to; digit += 1) {
    const at = (digit * bits) >> 3;
    const pair =
      (((bytes[at - shift] ?? 0) << 8) | (bytes[at + 1 - shift] ?? 0)) >> (16 - bits - ((digit * bits) & 7));
    digits += alphabet[pair & ((1 << bits) - 1)];
  }
  return digits;
}

/** Two lower case digits per byte. */
export function hex(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += HEX_PAIRS[byte];
  return digits;
}

/** The value of a base64 or base64url digit, -1 for anything else. */
export function sextet(unit: number): number {
  return unit < 128 ? (SEXTETS[unit] as number) : -1;
}
