// Owns the one byte form of a JSON value (RFC 8785, JSON Canonicalization Scheme) that audit leaves are hashed over.
// Must never guess: a value that JSON cannot carry exactly is refused, because two readers could hash it differently.

const MAX_DEPTH = 128;
const NEEDS_NO_ESCAPE = /^[\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]*$/;

/** A value that has no canonical form; the message names the kind of value, never the value. */
export class CanonicalJsonError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CanonicalJsonError";
  }
}

/** The RFC 8785 text of a plain JSON value: equal values give equal text, whatever the order of their keys.
 *  @throws CanonicalJsonError for undefined, non-finite numbers, bigints, lone surrogates, sparse arrays, objects
 *  that are not plain, and nesting deeper than 128 (cycles included)
 *  @see RFC 8785 section 3.2 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isFinite(value)) throw new CanonicalJsonError("a number is not finite");
      return JSON.stringify(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= MAX_DEPTH) throw new CanonicalJsonError(`nested deeper than ${MAX_DEPTH}`);
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      throw new CanonicalJsonError(`JSON has no ${typeof value}`);
  }
}

function writeString(text: string): string {
  if (NEEDS_NO_ESCAPE.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new CanonicalJsonError("a string holds a lone surrogate");
  return JSON.stringify(text);
}

function writeArray(items: unknown[], depth: number): string {
  if (Object.keys(items).length !== items.length) {
    throw new CanonicalJsonError("an array has holes or named properties");
  }
  let text = "[";
  for (let i = 0; i < items.length; i++) text += (i === 0 ? "" : ",") + write(items[i], depth + 1);
  return `${text}]`;
}

function writeObject(object: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new CanonicalJsonError("an object is not a plain one");
  }
  if (Object.getOwnPropertySymbols(object).length > 0) throw new CanonicalJsonError("a key is a symbol");
  const keys = sortedKeys(object);
  const record = object as Record<string, unknown>;
  let text = "{";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    text += `${i === 0 ? "" : ","}${writeString(key)}:${write(record[key], depth + 1)}`;
  }
  return `${text}}`;
}

// Strings compare by UTF-16 code units, which is the order RFC 8785 section 3.2.3 asks for.
function sortedKeys(object: object): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  return keys;
}
