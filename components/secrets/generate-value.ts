// Random values made in the browser, without bias.

export const ALPHABETS = {
  alphanumeric: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  symbols: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&*+-.:;=?@^_~",
  hex: "0123456789abcdef",
} as const;
export type Alphabet = keyof typeof ALPHABETS;

const BYTE_VALUES = 256;

/** `length` characters, each of them every character of the alphabet with the same chance. */
export function generateValue(alphabet: Alphabet, length: number): string {
  const characters = ALPHABETS[alphabet];
  // A byte beyond the last whole round of the alphabet would favour its beginning.
  const usable = BYTE_VALUES - (BYTE_VALUES % characters.length);
  let value = "";
  while (value.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length)))
      if (byte < usable && value.length < length) value += characters[byte % characters.length];
  }
  return value;
}
