// Makes values for rotation from the system's random numbers, without bias. Pure but for randomness.
import { randomInt } from "node:crypto";

const CHARSETS = {
  hex: "0123456789abcdef",
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
  alphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  // The printable characters of ASCII without the space.
  ascii: Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join(""),
} as const;

/** `length` characters, each drawn evenly from the charset. */
export function generateValue(length: number, charset: keyof typeof CHARSETS): string {
  const alphabet = CHARSETS[charset];
  let value = "";
  for (let i = 0; i < length; i++) value += alphabet[randomInt(alphabet.length)];
  return value;
}
