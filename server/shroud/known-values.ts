// Owns the search for the caller's own secret values, in whatever encoding and however they are broken up.
// Must never show a value: a finding carries the caller's label, and nothing here has a way to print one.
import { base32, base64Within, hex, utf8 } from "./bytes.ts";
import { foldText } from "./text.ts";
import { hasEscapes, readDecoded, readTokens, type Tokens, tokensFor } from "./tokens.ts";

/** A value of the caller's, under the name that findings may show: the secret's path. */
export type KnownValue = { label: string; value: string };

/** Where a known value stands, half open, in the folded text. */
export type KnownHit = { label: string; start: number; end: number; encodings: readonly string[] };

export type KnownValues = {
  /** How many values are looked for. */
  readonly size: number;
  /** How many were given and are not looked for, because they are too short or are plain words. */
  readonly skipped: number;
  /** Every occurrence, in the order of their starts. */
  find(folded: string): KnownHit[];
  /** The position from which on later text could complete a value that has begun; the length where none has. */
  settled(folded: string): number;
};

/**
 * Shorter values are not looked for: below 8 characters a match says little (dates, words, counts are as short), and
 * redacting every one of them would tell a reader by elimination what the value is.
 */
export const MIN_VALUE_LENGTH = 8;
/** A value of letters only is a word ("postgres", "production"), one of digits only a date or a number, below these. */
const MIN_LETTERS = 12;
const MIN_DIGITS = 10;
/** Values beyond this are looked for by their beginning. */
const MAX_VALUE_LENGTH = 65_536;
/** After so many equal characters a longer value is taken to be there; the rest only decides where it ends. */
const SURE = 128;
/** The first characters of a value, by whose hash it is found. */
const GRAM = 8;

/** Compiles values once, for any number of texts. Later entries with a value already seen are the same entry. */
export function compileKnownValues(entries: Iterable<KnownValue>): KnownValues {
  const words = new GramIndex();
  const exact = new GramIndex();
  const seen = new Set<string>();
  let skipped = 0;
  for (const { label, value } of entries) {
    const given = value.slice(0, MAX_VALUE_LENGTH).trim();
    if (seen.has(given)) continue;
    seen.add(given);
    if (!isWorthSearching(given)) {
      skipped += 1;
      seen.delete(given);
      continue;
    }
    for (const form of formsOf(given)) {
      const pattern = tokensOf(form.text, false);
      if (pattern.length >= GRAM) words.add({ units: pattern, label, form });
      else exact.add({ units: tokensOf(form.text, true), label, form });
    }
  }
  words.close();
  exact.close();
  return {
    size: seen.size,
    skipped,
    find: (folded) => find(words, exact, folded),
    settled: (folded) => settled(words, exact, folded),
  };
}

function isWorthSearching(value: string): boolean {
  const tokens = value.replace(/\s+/g, "");
  if (tokens.length < MIN_VALUE_LENGTH) return false;
  if (/^\p{L}+$/u.test(tokens)) return tokens.length >= MIN_LETTERS;
  return !/^[\d.:/-]+$/.test(tokens) || tokens.replace(/\D/g, "").length >= MIN_DIGITS;
}

type Form = {
  text: string;
  encodings: readonly string[];
  /** Characters around a match that hold bits of the value, too. */
  before: number;
  after: number;
};

/** Every way a value is written down. Spelling (case, separators, line breaks, escapes) is the reader's business. */
function formsOf(value: string): Form[] {
  const bytes = utf8(value);
  const forms: Form[] = [];
  const add = (text: string, ...encodings: string[]) => {
    forms.push({ text, encodings, before: 0, after: 0 });
  };
  const folded = foldText(value).folded;
  add(folded);
  if (folded !== value.toLowerCase()) add(value.toLowerCase());
  const decoded = decodedText(folded);
  if (decoded !== null) add(decoded);
  const body = pemBody(value);
  if (body !== null) add(body);
  for (const shift of [0, 1, 2]) forms.push(...base64Forms(bytes, shift));
  add(hex(bytes), "hex");
  add(base32(bytes), "base32");
  add(Array.from(bytes, String).join(","), "decimal");
  add([...folded].reverse().join(""), "reversed");
  if (/[a-z]/.test(folded)) add(rot13(folded), "rot13");
  return forms;
}

function base64Forms(bytes: Uint8Array, shift: number): Form[] {
  const text = base64Within(bytes, shift);
  const form = {
    encodings: ["base64"],
    before: shift === 0 ? 0 : 1,
    after: (bytes.length + shift) % 3 === 0 ? 0 : 1,
  };
  // The two alphabets differ in marks only, which matter where there are few other characters.
  if (text.length > 2 * GRAM || !/[+/]/.test(text)) return [{ text, ...form }];
  return [
    { text, ...form },
    { text: text.replaceAll("+", "-").replaceAll("/", "_"), ...form },
  ];
}

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97),
  );
}

/** What is left of a key in armour: the part that is secret, and that also travels without its first line. */
function pemBody(value: string): string | null {
  const match = /-----BEGIN [A-Z0-9 ]{1,64}-----([^-]{16,})/.exec(value);
  return match === null ? null : (match[1] as string);
}

/** The value as a reader of escapes sees it; null where that is the value itself. */
function decodedText(folded: string): string | null {
  if (!hasEscapes(folded)) return null;
  const tokens = tokensFor(folded.length);
  readDecoded(folded, tokens, true);
  return String.fromCharCode(...tokens.units.subarray(0, tokens.count));
}

function tokensOf(text: string, everything: boolean): Uint16Array {
  const tokens = tokensIn(text.toLowerCase(), false, everything);
  return tokens.units.slice(0, tokens.count).filter((unit) => unit !== 0);
}

type Pattern = { units: Uint16Array; label: string; form: Form };
type Group = { patterns: Pattern[] };
/** The tokens that are a pattern, both ends included; not whole where a long value goes on behind the text. */
type Found = { pattern: Pattern; first: number; last: number; whole: boolean };

let scratch = tokensFor(16_384);

/** The tokens of a text, valid until the next call; the room is kept from text to text unless it became huge. */
function tokensIn(folded: string, decoded: boolean, everything: boolean): Tokens {
  const needed = folded.length * 2;
  let tokens = scratch;
  if (tokens.units.length <= needed) {
    tokens = tokensFor(needed);
    if (needed < 1_000_000) scratch = tokens;
  }
  if (decoded) readDecoded(folded, tokens, everything);
  else readTokens(folded, tokens, everything);
  return tokens;
}

/** Calls `visit` with every reading of a text that `words` or `exact` can have something in. */
function eachReading(
  words: GramIndex,
  exact: GramIndex,
  folded: string,
  visit: (index: GramIndex, tokens: Tokens) => void,
) {
  const escapes = hasEscapes(folded);
  for (const index of [words, exact]) {
    if (index.isEmpty) continue;
    visit(index, tokensIn(folded, false, index === exact));
    if (escapes) visit(index, tokensIn(folded, true, index === exact));
  }
}

function find(words: GramIndex, exact: GramIndex, folded: string): KnownHit[] {
  const hits = new Map<string, KnownHit>();
  eachReading(words, exact, folded, (index, tokens) => {
    index.search(tokens, (found) => {
      const hit = hitOf(found, tokens, folded);
      const key = `${hit.start} ${hit.end} ${hit.label}`;
      if (!hits.has(key) && !isScattered(found, hit)) hits.set(key, hit);
    });
  });
  return [...hits.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** An escape that has begun: what it will stand for is not known yet. */
const OPEN_ESCAPE =
  /(?:\\{1,16}(?:u\{?|x)?[0-9a-f]{0,6}|%(?:25){0,8}[0-9a-f]?|&(?:amp;){0,8}(?:#x?[0-9a-f]{0,7}|[a-z]{0,8})|0x?[0-9a-f]?)$/;

function settled(words: GramIndex, exact: GramIndex, text: string): number {
  const cut = text.length - (OPEN_ESCAPE.exec(text.slice(-48))?.[0].length ?? 0);
  const folded = text.slice(0, cut);
  let settled = cut;
  eachReading(words, exact, folded, (index, tokens) => {
    const first = index.unfinished(tokens);
    if (first < tokens.count) settled = Math.min(settled, tokens.starts[first] as number);
    index.search(tokens, (found) => {
      if (found.whole) return;
      settled = Math.min(settled, hitOf(found, tokens, folded).start);
    });
  });
  return settled;
}

function hitOf(found: Found, tokens: Tokens, folded: string): KnownHit {
  const { form, label } = found.pattern;
  const start = tokens.starts[found.first] as number;
  const end = tokens.ends[found.last] as number;
  let escaped = false;
  for (let at = found.first; at <= found.last && !escaped; at += 1) {
    escaped = (tokens.ends[at] as number) - (tokens.starts[at] as number) > 1;
  }
  const encodings = escaped ? ["escape", ...form.encodings] : form.encodings;
  if (form.encodings[0] === "base64") return { label, encodings, ...aroundBase64(form, folded, start, end) };
  return form.encodings.length > 0
    ? { label, encodings, start, end }
    : { label, encodings, ...withMarks(found.pattern, folded, start, end) };
}

/** The marks a value begins and ends with are no tokens, but they are part of it. */
function withMarks(
  { units, form }: Pattern,
  folded: string,
  start: number,
  end: number,
): { start: number; end: number } {
  const first = form.text.indexOf(String.fromCharCode(units[0] as number));
  const last = form.text.lastIndexOf(String.fromCharCode(units.at(-1) as number));
  const before = form.text.slice(0, first);
  const after = form.text.slice(last + 1);
  return {
    start: start >= first && folded.startsWith(before, start - first) ? start - first : start,
    end: folded.startsWith(after, end) ? end + after.length : end,
  };
}

/** Digits at the edge hold bits of the value and of its neighbour; padding behind the last tells its length. */
function aroundBase64(
  form: Form,
  folded: string,
  start: number,
  end: number,
): { start: number; end: number } {
  let from = start;
  let to = end;
  for (let left = form.before; left > 0 && isBase64(folded, from - 1); left -= 1) from -= 1;
  for (let left = form.after; left > 0 && isBase64(folded, to); left -= 1) to += 1;
  for (let left = 2; left > 0 && folded[to] === "="; left -= 1) to += 1;
  return { start: from, end: to };
}

function isBase64(folded: string, at: number): boolean {
  return /[0-9a-z+/_-]/.test(folded.charAt(at));
}

/** A short number in pieces is a table or a count, and no value. */
function isScattered({ pattern }: Found, hit: KnownHit): boolean {
  const digits = pattern.units.length;
  if (digits >= 16 || hit.encodings.length > 0 || !/^[^a-z\u0080-\uffff]*$/.test(pattern.form.text))
    return false;
  return hit.end - hit.start > pattern.form.text.length + 4;
}

/** Patterns by the hash of their first characters; a bitmap in front of it answers nearly every position. */
class GramIndex {
  readonly #patterns: Pattern[] = [];
  #groups = new Map<number, Group>();
  #bitmap = new Uint32Array(0);
  #shift = 0;

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  add(pattern: Pattern): void {
    if (pattern.units.length >= GRAM) this.#patterns.push(pattern);
  }

  close(): void {
    const bits = Math.max(12, Math.ceil(Math.log2(this.#patterns.length * 32 + 1)));
    this.#shift = 32 - bits;
    this.#bitmap = new Uint32Array(2 ** (bits - 5));
    for (const pattern of this.#patterns) {
      const hash = hashOf(pattern.units, 0);
      const slot = hash >>> this.#shift;
      this.#bitmap[slot >>> 5] = (this.#bitmap[slot >>> 5] as number) | (1 << (slot & 31));
      const group = this.#groups.get(hash) ?? { patterns: [] };
      group.patterns.push(pattern);
      this.#groups.set(hash, group);
    }
    for (const { patterns } of this.#groups.values()) patterns.sort((a, b) => compare(a.units, b.units));
  }

  search(tokens: Tokens, report: (found: Found) => void): void {
    const { units, count } = tokens;
    if (this.isEmpty || count < GRAM) return;
    const bitmap = this.#bitmap;
    const shift = this.#shift;
    const reached = new Map<Pattern, number>();
    let hash = 0;
    for (let at = 0; at < GRAM - 1; at += 1) hash = (Math.imul(hash, FACTOR) + (units[at] as number)) | 0;
    for (let at = 0; at + GRAM <= count; at += 1) {
      hash = (Math.imul(hash, FACTOR) + (units[at + GRAM - 1] as number)) | 0;
      const mixed = Math.imul(hash, MIX);
      const slot = mixed >>> shift;
      if ((((bitmap[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1) {
        const group = this.#groups.get(mixed);
        if (group !== undefined) this.#walk(group, tokens, at, reached, report);
      }
      hash = (hash - Math.imul(units[at] as number, LEAVING)) | 0;
    }
  }

  /** Follows the text through the sorted patterns; each step either goes on or rules a pattern out. */
  #walk(
    group: Group,
    tokens: Tokens,
    at: number,
    reached: Map<Pattern, number>,
    report: (found: Found) => void,
  ): void {
    const { patterns } = group;
    let low = 0;
    let high = patterns.length;
    let whole: Pattern | null = null;
    for (let depth = 0; low < high; depth += 1) {
      while (low < high && depth === Math.min(SURE, (patterns[low] as Pattern).units.length)) {
        whole = patterns[low] as Pattern;
        low += 1;
      }
      const unit = at + depth < tokens.count ? (tokens.units[at + depth] as number) : -1;
      while (low < high && ((patterns[low] as Pattern).units[depth] as number) < unit) low += 1;
      while (low < high && ((patterns[high - 1] as Pattern).units[depth] as number) > unit) high -= 1;
      if (unit === -1) break;
    }
    if (whole === null || (reached.get(whole) ?? 0) > at) return;
    let length = Math.min(SURE, whole.units.length);
    while (
      length < whole.units.length &&
      at + length < tokens.count &&
      tokens.units[at + length] === whole.units[length]
    ) {
      length += 1;
    }
    reached.set(whole, at + length);
    const open = at + length === tokens.count && length < whole.units.length;
    report({ pattern: whole, first: at, last: at + length - 1, whole: !open });
  }

  /** The token at which a pattern begins that agrees with everything up to the end and is not whole. */
  unfinished(tokens: Tokens): number {
    if (this.isEmpty) return tokens.count;
    const { units, count } = tokens;
    const earliest = Math.max(0, count - SURE);
    for (let at = earliest; at < count; at += 1) {
      const length = count - at;
      if (length < GRAM) return at;
      const group = this.#groups.get(hashOf(units, at));
      if (group?.patterns.some((pattern) => agrees(pattern.units, units, at, count))) return at;
    }
    return count;
  }
}

const FACTOR = 0x01000193;
const MIX = 0x9e3779b1 | 0;
const LEAVING = (() => {
  let power = 1;
  for (let times = 1; times < GRAM; times += 1) power = Math.imul(power, FACTOR);
  return power;
})();

function hashOf(units: Uint16Array, from: number): number {
  let hash = 0;
  for (let at = from; at < from + GRAM; at += 1) hash = (Math.imul(hash, FACTOR) + (units[at] as number)) | 0;
  return Math.imul(hash, MIX);
}

function compare(a: Uint16Array, b: Uint16Array): number {
  const common = Math.min(a.length, b.length);
  for (let at = 0; at < common; at += 1) {
    if (a[at] !== b[at]) return (a[at] as number) - (b[at] as number);
  }
  return a.length - b.length;
}

function agrees(pattern: Uint16Array, units: Uint16Array, at: number, count: number): boolean {
  if (pattern.length <= count - at) return false;
  for (let depth = 0; at + depth < count; depth += 1) if (pattern[depth] !== units[at + depth]) return false;
  return true;
}
