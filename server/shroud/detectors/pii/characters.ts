// What kind of character stands somewhere, by code: asked for every digit of a text, so without a regular expression.
// Must never look at more than one character.

/** Where something was found in the folded text, half open. */
export type Span = { start: number; end: number };

/** Whether a UTF-16 unit is an ASCII digit; false for NaN, which is what lies beyond a text's ends. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a UTF-16 unit is an ASCII letter. */
export function isLetter(code: number): boolean {
  const lower = code | 32;
  return lower >= 97 && lower <= 122 && code < 128;
}

/** Whether a UTF-16 unit is an ASCII letter or digit. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}

/** Whether a number cannot begin behind this unit: it would be the rest of a word, a version or another number. */
export function glues(code: number): boolean {
  return isAlphanumeric(code) || code === 95 || code === 45 || code === 46;
}

/** Whether a UTF-16 unit is a hexadecimal digit. */
export function isHex(code: number): boolean {
  const lower = code | 32;
  return isDigit(code) || (lower >= 97 && lower <= 102 && code < 128);
}
