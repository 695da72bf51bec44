// Reads JSON from strangers: bounds depth and size before parsing, refuses duplicate keys and `__proto__`.
// One pass over the text, so that hostile input costs no more than honest input of its size.

const MAX_DEPTH = 64;
const MAX_TOKENS = 100_000;

/** Why a text was refused; `reason` is fit for the caller. */
export class JsonRefused extends Error {
  readonly field: string | null;
  constructor(reason: string, field: string | null = null) {
    super(reason);
    this.name = "JsonRefused";
    this.field = field;
  }
}

/**
 * Parses `text` as JSON (RFC 8259) with at most 64 levels and 100,000 values.
 * @throws JsonRefused for anything else, duplicate keys and `__proto__` included
 */
export function parseJson(text: string): unknown {
  scan(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new JsonRefused("The body is not valid JSON");
  }
}

const QUOTE = 34;
const BACKSLASH = 92;

// Only strings and brackets matter here; JSON.parse judges the rest of the grammar afterwards.
function scan(text: string): void {
  const keys: (Set<string> | null)[] = [];
  let tokens = 0;
  let names = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) {
      const end = endOfString(text, i);
      if (isKey(text, end)) {
        // No comma need stand between the keys of what is not JSON anyway.
        if (++names > MAX_TOKENS) throw new JsonRefused("The body is not valid JSON");
        addKey(keys.at(-1), text.slice(i, end + 1));
      }
      i = end;
    } else if (code === 123 || code === 91) {
      keys.push(code === 123 ? new Set() : null);
      if (keys.length > MAX_DEPTH)
        throw new JsonRefused(`The body is nested more than ${MAX_DEPTH} levels deep`);
      tokens++;
    } else if (code === 125 || code === 93) {
      keys.pop();
    } else if (code === 44) {
      tokens++;
    }
    if (tokens > MAX_TOKENS) throw new JsonRefused(`The body has more than ${MAX_TOKENS} values`);
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
    // A run of escaped quotes is walked once: each step ends at the next quote.
  }
  throw new JsonRefused("The body is not valid JSON");
}

function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (next < text.length && text.charCodeAt(next) <= 32) next++;
  return text.charCodeAt(next) === 58;
}

function addKey(seen: Set<string> | null | undefined, quoted: string): void {
  let key: string;
  try {
    key = JSON.parse(quoted);
  } catch {
    throw new JsonRefused("The body is not valid JSON");
  }
  if (key === "__proto__") throw new JsonRefused("must not be named __proto__", "__proto__");
  if (!seen) return;
  if (seen.has(key)) throw new JsonRefused("must not appear twice in one object", key.slice(0, 128));
  seen.add(key);
}
