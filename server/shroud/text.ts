// Owns the folded text every detector reads: NFKC, hidden characters removed, look-alike letters as ASCII, lower case.
// Must never lose where a character came from: every finding is reported in the text as it was given.
import { PLAIN_PUNCTUATION, TWINS, TWINS_IN_ASCII_WORDS } from "./homoglyphs.ts";

export type FoldedText = {
  original: string;
  /** `plain` in lower case; of the same length. */
  folded: string;
  /** The text as a reader understands it: normalized, without hidden characters and look-alike letters; case kept. */
  plain: string;
  /** Whether `plain` says something else than `original`, beyond quotes, dashes and spaces of another shape. */
  changed: boolean;
  /** The span of the original that became `plain.slice(start, end)`; the shortest that holds it. */
  toOriginal(start: number, end: number): { start: number; end: number };
};

const NOT_ASCII = /[\u0080-\uffff]/;

/** Folds a text for detection; of pure ASCII only the case is folded, at the speed of a copy. */
export function foldText(text: string): FoldedText {
  const first = text.search(NOT_ASCII);
  if (first === -1) {
    return { original: text, folded: text.toLowerCase(), plain: text, changed: false, toOriginal: identity };
  }
  return new Folding(text).run(first);
}

/** After so many ASCII characters one search for the next other one costs less than a step for each. */
const SHORT_STEPS = 16;
const NEXT_NOT_ASCII = /[\u0080-\uffff]/g;

function nextNotAscii(text: string, from: number): number {
  NEXT_NOT_ASCII.lastIndex = from;
  return NEXT_NOT_ASCII.exec(text)?.index ?? text.length;
}

function identity(start: number, end: number): { start: number; end: number } {
  return { start, end };
}

// What is known of a UTF-16 unit; filled in on first sight, because few pages of Unicode ever occur.
const KNOWN = 1;
const HIDDEN = 2;
const JOINS = 4;
const CHANGES = 8;
const LETTER = 16;
const TWIN = 32;
const MARK = 64;
const SPECIAL = HIDDEN | JOINS | CHANGES | MARK;
const traits = new Uint8Array(65_536);

/** Characters a reader does not see: format controls, fillers, variation selectors. */
const HIDDEN_UNIT =
  /\u00ad|\u034f|\u061c|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|[\u200b-\u200f\u202a-\u202e\u2060-\u206f]|\u3164|[\ufe00-\ufe0f]|\ufeff|\uffa0|[\ufff9-\ufffb]/;
const COMBINING = /[\p{M}\u1160-\u11ff]/u;
const ANY_LETTER = /[\p{L}\p{M}]/u;

function traitsOf(unit: number): number {
  const known = traits[unit] as number;
  if (known !== 0) return known;
  const char = String.fromCharCode(unit);
  let found = KNOWN;
  if (HIDDEN_UNIT.test(char)) found |= HIDDEN;
  else if (COMBINING.test(char)) found |= JOINS;
  else if (PLAIN_PUNCTUATION.has(unit)) found |= MARK;
  else if (unit === 0x130 || char.normalize("NFKC") !== char) found |= CHANGES;
  // A surrogate is looked at together with its other half.
  if (unit >= 0xd800 && unit <= 0xdfff) found |= CHANGES;
  if (ANY_LETTER.test(char)) found |= LETTER;
  if (TWINS_IN_ASCII_WORDS.has(unit)) found |= TWIN;
  traits[unit] = found;
  return found;
}

/** What an ellipsis or a space of another width becomes; nobody calls that a change. */
const SPACES_AND_DOTS = /^[\s.]+$/;
/** Longer sequences of combining marks are cut: no script needs them, and sorting them is not linear. */
const MAX_CLUSTER = 32;

const units = new Map<number, string>();

/** One unit, normalized; remembered, because normalizing costs far more than looking up. */
function foldedUnit(unit: number): string {
  let folded = units.get(unit);
  if (folded === undefined) {
    folded = foldEnclosed(String.fromCharCode(unit).normalize("NFKC"));
    units.set(unit, folded);
  }
  return folded;
}

class Folding {
  readonly #text: string;
  readonly #parts: string[] = [];
  #length = 0;
  #copied = 0;
  #changed = false;
  #twins = false;
  // Stretches in rising order: from `plainAt` on, `plain` came from `originalAt` on: unit by unit, or as a whole from
  // there to `blockEnd` (0 where unit by unit).
  readonly #plainAt: number[] = [0];
  readonly #originalAt: number[] = [0];
  readonly #blockEnd: number[] = [0];

  constructor(text: string) {
    this.#text = text;
  }

  run(first: number): FoldedText {
    const text = this.#text;
    let at = first;
    let lastSeen = first;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) {
        at = at - lastSeen < SHORT_STEPS ? at + 1 : nextNotAscii(text, at);
        continue;
      }
      lastSeen = at;
      const kind = traitsOf(unit);
      if ((kind & TWIN) !== 0) this.#twins = true;
      at = (kind & SPECIAL) === 0 ? at + 1 : this.#special(at, unit, kind);
    }
    this.#copy(text.length);
    let plain = this.#parts.join("");
    if (this.#twins) {
      const untwinned = replaceTwins(plain);
      if (untwinned !== plain) this.#changed = true;
      plain = untwinned;
    }
    return {
      original: text,
      folded: plain.toLowerCase(),
      plain,
      changed: this.#changed,
      toOriginal: (start, end) => this.#span(start, end),
    };
  }

  /** Deals with one cluster that does not stand for itself, and returns where the next begins. */
  #special(at: number, unit: number, kind: number): number {
    if ((kind & MARK) !== 0) {
      this.#copy(at);
      this.#push(String.fromCharCode(PLAIN_PUNCTUATION.get(unit) as number));
      this.#copied = at + 1;
      return at + 1;
    }
    const code = this.#text.codePointAt(at) as number;
    const size = code > 0xffff ? 2 : 1;
    if ((kind & HIDDEN) !== 0 || (code >= 0xe0000 && code <= 0xe0fff)) {
      if (this.#belongs(at, unit)) return at + size;
      this.#replace(at, at + size, "");
      if (!(at === 0 && unit === 0xfeff)) this.#changed = true;
      return at + size;
    }
    return this.#cluster(at, at + size, (kind & JOINS) !== 0);
  }

  /** Normalizes a base with its combining marks; the base of a first mark is the unit before it. */
  #cluster(at: number, afterFirst: number, joins: boolean): number {
    const text = this.#text;
    const from = joins && at > this.#copied ? at - 1 : at;
    let end = afterFirst;
    const longest = Math.min(text.length, from + MAX_CLUSTER);
    while (end < longest && (traitsOf(text.charCodeAt(end)) & JOINS) !== 0) end += 1;
    const before = text.slice(from, end);
    const after =
      end === from + 1 ? foldedUnit(text.charCodeAt(from)) : foldEnclosed(before.normalize("NFKC"));
    if (after !== before) {
      this.#twins ||= hasTwin(after);
      this.#replace(from, end, after);
      if (!SPACES_AND_DOTS.test(after)) this.#changed = true;
    }
    return end;
  }

  /** Whether a joiner or selector does its proper work: inside an emoji, or between letters of a script that joins. */
  #belongs(at: number, unit: number): boolean {
    if (unit !== 0x200d && unit !== 0xfe0f && unit !== 0x200c) return false;
    const before = at === 0 ? 0 : this.#text.charCodeAt(at - 1);
    if (
      unit !== 0x200c &&
      ((before >= 0xdc00 && before <= 0xdfff) || (before >= 0x203c && before <= 0x3299))
    ) {
      return true;
    }
    if (unit === 0x200d && before === 0xfe0f) return true;
    return unit !== 0xfe0f && before >= 0x600 && before <= 0x109f;
  }

  #push(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
  }

  /** Takes over the original, unit by unit, up to `end`. */
  #copy(end: number): void {
    if (end > this.#copied) this.#push(this.#text.slice(this.#copied, end));
    this.#copied = Math.max(this.#copied, end);
  }

  #replace(start: number, end: number, by: string): void {
    this.#copy(start);
    if (by.length !== end - start) {
      if (by !== "") this.#stretch(start, end);
      this.#push(by);
      this.#stretch(end, 0);
    } else {
      this.#push(by);
    }
    this.#copied = end;
  }

  #stretch(originalAt: number, blockEnd: number): void {
    const last = this.#plainAt.length - 1;
    if (this.#plainAt[last] === this.#length) {
      this.#originalAt[last] = originalAt;
      this.#blockEnd[last] = blockEnd;
      return;
    }
    this.#plainAt.push(this.#length);
    this.#originalAt.push(originalAt);
    this.#blockEnd.push(blockEnd);
  }

  #span(start: number, end: number): { start: number; end: number } {
    const first = this.#stretchOf(start);
    const from = this.#at(first, start);
    if (end <= start) return { start: from, end: from };
    const last = this.#stretchOf(end - 1);
    const blockEnd = this.#blockEnd[last] as number;
    return { start: from, end: blockEnd === 0 ? this.#at(last, end - 1) + 1 : blockEnd };
  }

  #at(stretch: number, plainAt: number): number {
    const original = this.#originalAt[stretch] as number;
    return this.#blockEnd[stretch] !== 0 ? original : original + plainAt - (this.#plainAt[stretch] as number);
  }

  #stretchOf(plainAt: number): number {
    let low = 0;
    let high = this.#plainAt.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#plainAt[middle] as number) <= plainAt) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const ENCLOSED = /[\u0130\u{1f110}-\u{1f129}\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]/gu;

/** What NFKC leaves of letters in boxes and circles, and the one letter whose lower case is longer than itself. */
function foldEnclosed(text: string): string {
  return text.replace(ENCLOSED, (char) => {
    const code = char.codePointAt(0) as number;
    return code === 0x130 ? "I" : String.fromCharCode(0x41 + ((code - 0x1f110) % 32));
  });
}

function hasTwin(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) > 127 && (traitsOf(text.charCodeAt(at)) & TWIN) !== 0) return true;
  }
  return false;
}

type Word = { start: number; end: number };

/** Replaces look-alike letters in words that are meant to be read as ASCII; words of another script stay. */
function replaceTwins(plain: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let at = 0; at < plain.length; ) {
    const unit = plain.charCodeAt(at);
    if (!isLetter(unit)) {
      at += 1;
      continue;
    }
    const word = { start: at, end: endOfWord(plain, at) };
    const twins = twinsFor(plain, word);
    if (twins !== null) {
      parts.push(plain.slice(copied, word.start), mapUnits(plain, word, twins));
      copied = word.end;
    }
    at = word.end;
  }
  if (copied === 0) return plain;
  parts.push(plain.slice(copied));
  return parts.join("");
}

/** Which table applies to a word: all look-alikes beside ASCII letters, the perfect ones where nothing else is left. */
function twinsFor(plain: string, word: Word): ReadonlyMap<number, number> | null {
  let ascii = 0;
  let perfect = 0;
  let similar = 0;
  let own = 0;
  for (let at = word.start; at < word.end; at += 1) {
    const unit = plain.charCodeAt(at);
    if (unit < 0x80) ascii += 1;
    else if (TWINS.has(unit)) perfect += 1;
    else if (TWINS_IN_ASCII_WORDS.has(unit)) similar += 1;
    else own += 1;
  }
  if (perfect + similar === 0) return null;
  if (ascii > 0) return TWINS_IN_ASCII_WORDS;
  if (similar + own > 0) return null;
  return besideItsOwnScript(plain, word) ? null : TWINS;
}

/** How far the neighbouring word may be, so that a text of separators costs no more than any other. */
const NEIGHBOUR = 16;

/** Whether the word before or after has letters that no ASCII word could have: then this one is that language's, too. */
function besideItsOwnScript(plain: string, word: Word): boolean {
  let before = word.start - 1;
  while (before >= 0 && word.start - before < NEIGHBOUR && !isLetter(plain.charCodeAt(before))) before -= 1;
  let after = word.end;
  while (after < plain.length && after - word.end < NEIGHBOUR && !isLetter(plain.charCodeAt(after)))
    after += 1;
  return hasOwnLetter(plain, before, -1) || hasOwnLetter(plain, after, 1);
}

function hasOwnLetter(plain: string, from: number, step: 1 | -1): boolean {
  for (let at = from, left = NEIGHBOUR; left > 0 && at >= 0 && at < plain.length; at += step, left -= 1) {
    const unit = plain.charCodeAt(at);
    if (!isLetter(unit)) return false;
    if (unit >= 0x80 && !TWINS.has(unit)) return true;
  }
  return false;
}

function mapUnits(plain: string, word: Word, twins: ReadonlyMap<number, number>): string {
  let mapped = "";
  for (let at = word.start; at < word.end; at += 1) {
    const unit = plain.charCodeAt(at);
    mapped += String.fromCharCode(twins.get(unit) ?? unit);
  }
  return mapped;
}

function endOfWord(plain: string, start: number): number {
  let end = start + 1;
  while (end < plain.length && isLetter(plain.charCodeAt(end))) end += 1;
  return end;
}

function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
  return (traitsOf(unit) & LETTER) !== 0;
}
