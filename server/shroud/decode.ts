// Owns what is read twice: base64, hex and escapes in a text, decoded for another look.
// Must never produce more than it was given: every decoding is shorter than what it came from.
import { sextet } from "./bytes.ts";

/** A stretch of a text that decodes to readable text; spans are half open, in the text it was found in. */
export type Decoded = {
  encoding: "base64" | "hex" | "escape";
  text: string;
  start: number;
  end: number;
  /** The span that `text.slice(start, end)` was decoded from: exact for escapes, the whole stretch otherwise. */
  source(start: number, end: number): { start: number; end: number };
  /** Whether anything between these positions of `text` was encoded at all. */
  touches(start: number, end: number): boolean;
};

/** Shorter runs are words more often than encoded text, and hide nothing that matters. */
const MIN_RUN = 16;
/** Fewer decoded bytes are readable by chance too often. */
const MIN_BYTES = 9;
/** Longer runs are decoded in pieces of this length, so that a stream need not hold back more. */
const MAX_RUN = 65_536;
/** So many characters of something else may stand right before the encoded text. */
const MAX_PREFIX = 64;
/** A line of encoded text may go on in the next when it is this long. */
const MIN_LINE = 40;
/** Stretches with escapes: farther apart they are two; and so much around them belongs to them. */
const ESCAPE_GAP = 64;
const MAX_ESCAPED = 8192;

const IN_RUN = Uint8Array.from({ length: 128 }, (_, code) => (sextet(code) >= 0 ? 1 : 0));

/** Every stretch of `plain` that starts at `from` or later and decodes to something a person or a program could read. */
export function findEncoded(plain: string, from = 0): Decoded[] {
  const found: Decoded[] = [];
  const pairs = new PairCounter();
  eachRun(plain, from, (start, end) => {
    if (pairs.sees(plain, start, end)) {
      const decoded = pairsAt(plain, pairs.first);
      if (decoded !== null) found.push(decoded);
    }
    if (end - start < MIN_RUN) return;
    for (let at = start; at < end; at += MAX_RUN) {
      const decoded = decodeRun(plain, at, Math.min(end, at + MAX_RUN));
      if (decoded !== null) found.push(decoded);
    }
  });
  for (const decoded of decodedEscapes(plain, from)) found.push(decoded);
  return found;
}

/** From where on text that follows could change what `findEncoded` finds. */
export function settledEncoded(plain: string, from = 0): number {
  let settled = plain.length;
  eachRun(plain, from, (start, end, open) => {
    if (open) settled = Math.min(settled, start + Math.floor((end - start) / MAX_RUN) * MAX_RUN);
  });
  const pairs = /(?:[0-9a-f]{2}[ :,-]){1,40}[0-9a-f]{0,2}$/i.exec(
    plain.slice(Math.max(from, plain.length - 120)),
  );
  if (pairs !== null) settled = Math.min(settled, plain.length - pairs[0].length);
  for (const { start, end } of escapedStretches(plain, from)) {
    if (end + ESCAPE_GAP >= plain.length) settled = Math.min(settled, start);
  }
  return Math.max(from, Math.min(settled, startOfOpenEscape(plain)));
}

/** An escape that has begun, and the characters before it that would belong to its stretch. */
function startOfOpenEscape(plain: string): number {
  const open = /(?:\\[ux]?|%|&#?)[0-9a-f]{0,5}$/i.exec(plain.slice(-8));
  return open === null ? plain.length : plain.length - open[0].length - ESCAPE_GAP;
}

/**
 * Calls `visit` with runs of base64 characters that are long, or as long as a byte in hex; joined over line breaks; open
 * where the run may go on behind the text.
 */
function eachRun(
  plain: string,
  from: number,
  visit: (start: number, end: number, open: boolean) => void,
): void {
  const length = plain.length;
  for (let at = from; at < length; ) {
    const unit = plain.charCodeAt(at);
    if (unit > 127 || IN_RUN[unit] === 0) {
      at += 1;
      continue;
    }
    const start = at;
    let end = endOfLine(plain, at);
    const size = end - start;
    at = end + 1;
    if (size < MIN_RUN && size !== 2 && size !== 4 && end < length) continue;
    let open = end >= length;
    if (size >= MIN_LINE) ({ end, open } = joinLines(plain, start, end));
    visit(start, end, open);
    at = end + 1;
  }
}

function joinLines(plain: string, start: number, firstEnd: number): { end: number; open: boolean } {
  let end = firstEnd;
  let line = firstEnd - start;
  while (line >= MIN_LINE) {
    const next = nextLine(plain, end);
    if (next === end) break;
    const lineEnd = endOfLine(plain, next);
    if (lineEnd - next > line || lineEnd === next) break;
    line = lineEnd - next;
    end = lineEnd;
  }
  return { end, open: end >= plain.length || (line >= MIN_LINE && nextLine(plain, end) >= plain.length) };
}

/** Counts pairs of characters in a row, each right behind the one before: bytes in hex with something between them. */
class PairCounter {
  first = 0;
  #count = 0;
  #end = -1;

  /** True once per row, when there are enough pairs to be a text. */
  sees(plain: string, start: number, end: number): boolean {
    const length = end - start;
    // A hyphen between pairs is also a base64url digit, so that such a row is one run.
    if (length >= MIN_RUN && plain.charCodeAt(start + 2) === 0x2d && plain.charCodeAt(start + 5) === 0x2d) {
      this.first = start;
      return true;
    }
    const isPair = length === 2 || (length === 4 && plain.charCodeAt(start + 1) === 0x78);
    if (!isPair || start - this.#end > 2) {
      this.#count = isPair ? 1 : 0;
      this.first = start;
    } else {
      this.#count += 1;
    }
    this.#end = end;
    return this.#count === 12;
  }
}

function endOfLine(plain: string, start: number): number {
  const length = plain.length;
  let end = start;
  for (; end < length; end += 1) {
    const unit = plain.charCodeAt(end);
    if (unit > 127 || IN_RUN[unit] === 0) break;
  }
  return end;
}

/** Where the line behind a line break and its indentation begins; `end` where there is no line break. */
function nextLine(plain: string, end: number): number {
  let at = end;
  if (plain[at] === "\r") at += 1;
  if (plain[at] !== "\n") return at >= plain.length ? at : end;
  at += 1;
  for (let left = 16; left > 0 && (plain[at] === " " || plain[at] === "\t"); left -= 1) at += 1;
  return at;
}

function decodeRun(plain: string, start: number, end: number): Decoded | null {
  const whole = whereItWas(start, end);
  if (/^(?:0x)?[0-9a-fA-F]+$/.test(plain.slice(start, Math.min(end, start + 64)))) {
    const digits = plain.slice(plain.startsWith("0x", start) ? start + 2 : start, end);
    const text = textOfHex(digits);
    if (text !== null) return { encoding: "hex", text, start, end, ...whole };
  }
  // Something else may stand in front without a gap, a folder or a key; most starts end at their first byte.
  const shifts = Math.min(MAX_PREFIX, Math.max(1, end - start - 2 * MIN_RUN));
  for (let shift = 0; shift < shifts; shift += 1) {
    const text = textOfBase64(plain, start + shift, end);
    if (text !== null) return { encoding: "base64", text, start, end, ...whole };
  }
  return null;
}

function whereItWas(start: number, end: number): Pick<Decoded, "source" | "touches"> {
  return { source: () => ({ start, end }), touches: () => true };
}

/** Readable text, or null; gives up at the first byte that no text has, before anything is allocated. */
function textOfBase64(plain: string, start: number, end: number): string | null {
  if (!beginsLikeText(plain, start, end)) return null;
  const bytes = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  let count = 0;
  let bits = 0;
  let pending = 0;
  for (let at = start; at < end; at += 1) {
    const value = sextet(plain.charCodeAt(at));
    if (value === -1) continue;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[count] = (pending >> bits) & 0xff;
    count += 1;
  }
  return textOf(bytes.subarray(0, count));
}

/** Looks at the first bytes of base64: at most 48, and most texts that are none end at the first or second. */
function beginsLikeText(plain: string, start: number, end: number): boolean {
  const probe = new Probe();
  let bits = 0;
  let pending = 0;
  for (let at = start; at < end && probe.count < 48; at += 1) {
    const value = sextet(plain.charCodeAt(at));
    if (value === -1) continue;
    pending = ((pending << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    if (!probe.takes((pending >> bits) & 0xff)) return false;
  }
  return probe.count >= MIN_BYTES;
}

function textOfHex(digits: string): string | null {
  const probe = new Probe();
  const bytes = new Uint8Array(digits.length >> 1);
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
    if (Number.isNaN(byte)) return textOf(bytes.subarray(0, at));
    bytes[at] = byte;
    if (at < 48 && !probe.takes(byte)) return null;
  }
  return textOf(bytes);
}

/** Tells bytes from text byte by byte: UTF-8 without control characters, or Latin letters in UTF-16. */
class Probe {
  count = 0;
  #missing = 0;
  #wide = false;

  takes(byte: number): boolean {
    const at = this.count;
    this.count += 1;
    if (byte === 0) {
      if (at === 1) this.#wide = true;
      return this.#wide && at % 2 === 1;
    }
    if (this.#wide) return true;
    if (this.#missing > 0) {
      this.#missing -= 1;
      return (byte & 0xc0) === 0x80;
    }
    if (byte >= 0x80) {
      this.#missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
      return byte >= 0xc2 && byte < 0xf5;
    }
    return byte >= 0x20 ? byte !== 0x7f : byte >= 9 && byte <= 13;
  }
}

const utf8Text = new TextDecoder("utf-8");
const utf16Text = new TextDecoder("utf-16le");

function textOf(bytes: Uint8Array): string | null {
  if (bytes.length < MIN_BYTES) return null;
  if (bytes[1] === 0) return utf16Text.decode(bytes.subarray(0, bytes.length & ~1));
  const whole = wholeUtf8(bytes);
  return whole === -1 ? null : utf8Text.decode(bytes.subarray(0, whole));
}

/** How many bytes are whole UTF-8 sequences, where at most the last is cut off; -1 where something else is in there. */
function wholeUtf8(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] as number;
    const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (size === 0) return -1;
    for (let next = at + 1; next < at + size; next += 1) {
      if (next >= bytes.length) return at;
      if (((bytes[next] as number) & 0xc0) !== 0x80) return -1;
    }
    at += size;
  }
  return bytes.length;
}

const PAIRS = /(?:0x)?[0-9a-f]{2}(?:(?:, ?|[ :-]|\\x)(?:0x)?[0-9a-f]{2}){11,16384}(?![0-9a-f])/iy;

function pairsAt(plain: string, start: number): Decoded | null {
  PAIRS.lastIndex = start;
  const match = PAIRS.exec(plain);
  const text = match === null ? null : textOfHex(match[0].replace(/0x|\\x|[ ,:-]/gi, ""));
  if (match === null || text === null) return null;
  const end = start + match[0].length;
  return { encoding: "hex", text, start, end, ...whereItWas(start, end) };
}

const ESCAPE =
  /\\{1,16}(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|([0-3][0-7]{2}))|%(?:25){0,8}([0-9a-f]{2})|&(?:amp;){0,8}#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi;

type Escape = { start: number; end: number; code: number };
type Stretch = { start: number; end: number; escapes: Escape[] };

/** Stretches whose escapes are not just what addresses and JSON need: some stand for a letter or digit. */
function escapedStretches(plain: string, from: number): Stretch[] {
  if (!/\\[ux0-3]|%[0-9a-f]|&(?:amp;)*#/i.test(plain)) return [];
  const stretches: Stretch[] = [];
  ESCAPE.lastIndex = from;
  for (let match = ESCAPE.exec(plain); match !== null; match = ESCAPE.exec(plain)) {
    const one = { start: match.index, end: match.index + match[0].length, code: codeOf(match) };
    const last = stretches.at(-1);
    if (last !== undefined && one.start - last.end <= ESCAPE_GAP && one.end - last.start <= MAX_ESCAPED) {
      last.escapes.push(one);
      last.end = one.end;
    } else {
      stretches.push({
        start: Math.max(from, last?.end ?? 0, one.start - ESCAPE_GAP),
        end: one.end,
        escapes: [one],
      });
    }
  }
  return stretches;
}

function codeOf(match: RegExpExecArray): number {
  const [, unit, braced, byte, octal, percent, entityHex, entity] = match;
  const digits = unit ?? braced ?? byte ?? percent ?? entityHex;
  if (digits !== undefined) return Number.parseInt(digits, 16);
  return octal === undefined ? Number.parseInt(entity ?? "0", 10) : Number.parseInt(octal, 8);
}

function decodedEscapes(plain: string, from: number): Decoded[] {
  const found: Decoded[] = [];
  for (const stretch of escapedStretches(plain, from)) {
    const needless = stretch.escapes.some(
      ({ code }) => code < 128 && /[0-9a-z]/i.test(String.fromCharCode(code)),
    );
    if (needless || stretch.escapes.length >= 8) found.push(unescaped(plain, stretch));
  }
  return found;
}

function unescaped(plain: string, { start, end, escapes }: Stretch): Decoded {
  const last = Math.min(plain.length, end + ESCAPE_GAP);
  const starts: number[] = [];
  let text = "";
  let at = start;
  const copy = (to: number) => {
    for (; at < to; at += 1) starts.push(at);
  };
  for (const one of escapes) {
    text += plain.slice(at, one.start);
    copy(one.start);
    const char = one.code <= 0x10ffff ? String.fromCodePoint(one.code) : "\ufffd";
    text += char;
    for (let unit = 0; unit < char.length; unit += 1) starts.push(one.start);
    at = one.end;
  }
  text += plain.slice(at, last);
  copy(last);
  starts.push(last);
  const source = (from: number, to: number) => ({ start: starts[from] ?? last, end: starts[to] ?? last });
  return {
    encoding: "escape",
    text,
    start,
    end: last,
    source,
    touches: (from, to) => spans(source(from, to)) > to - from,
  };
}

function spans({ start, end }: { start: number; end: number }): number {
  return end - start;
}
