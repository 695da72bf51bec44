// Owns how a text is read when a known value is looked for: as letters and digits, whatever stands between them.
// What an encoder or a writer puts between characters (line breaks, spaces, quotes, colons, escapes) changes nothing.

/** Letters and digits in reading order with their spans in the text; 0 where too much else stood between two. */
export type Tokens = { units: Uint16Array; starts: Int32Array; ends: Int32Array; count: number };

/** So many other characters may stand between two characters of one value: a line break with indentation and quotes. */
const MAX_GAP = 32;

const BREAK = 0;
const SPACE = 1;
const OTHER = 2;
const WORD = 3;
const CLASS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[0-9a-z]/i.test(char)) return WORD;
  return /\s/.test(char) ? SPACE : OTHER;
});

/** Empty tokens with room for a text of `length` characters. */
export function tokensFor(length: number): Tokens {
  const room = length + 1;
  return {
    units: new Uint16Array(room),
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    count: 0,
  };
}

/** Reads letters and digits only; `everything` reads every character that is not white space. */
export function readTokens(folded: string, into: Tokens, everything: boolean): void {
  const { units, starts, ends } = into;
  const least = everything ? OTHER : WORD;
  let count = 0;
  let last = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const unit = folded.charCodeAt(at);
    if (unit < 128 && (CLASS[unit] as number) < least) continue;
    if (at - last > MAX_GAP) {
      units[count] = BREAK;
      count += 1;
    }
    units[count] = unit;
    starts[count] = at;
    ends[count] = at + 1;
    count += 1;
    last = at;
  }
  into.count = count;
}

/** Whether a text can hold an escape at all; without one `readDecoded` reads what `readTokens` reads. */
export function hasEscapes(folded: string): boolean {
  return /\\|%[0-9a-f]|&[#a-z]|0x/.test(folded);
}

const PERCENT = /%(?:25)*([0-9a-f]{2})/y;
const BACKSLASH = /\\{1,16}(?:u([0-9a-f]{4})|u\{([0-9a-f]{1,6})\}|x([0-9a-f]{2})|[nrtbfv])?/y;
const ENTITY = /&(?:amp;){0,8}(?:#x([0-9a-f]{1,6});?|#([0-9]{1,7});?|([a-z]{2,8});)/y;
const NAMED: Readonly<Record<string, number>> = { amp: 38, lt: 60, gt: 62, quot: 34, apos: 39 };
const HEX_BYTE = /0x([0-9a-f]{2})(?![0-9a-f])/y;

/** As `readTokens`, with escapes read as what they stand for: %41, \x41, A, &#65;, 0x41, however often escaped. */
export function readDecoded(folded: string, into: Tokens, everything: boolean): void {
  new Decoding(folded, into, everything).run();
}

class Decoding {
  readonly #text: string;
  readonly #into: Tokens;
  readonly #least: number;
  #last = 0;
  // An UTF-8 sequence that is spelled byte by byte.
  #code = 0;
  #missing = 0;
  #from = 0;

  constructor(text: string, into: Tokens, everything: boolean) {
    this.#text = text;
    this.#into = into;
    this.#least = everything ? OTHER : WORD;
    into.count = 0;
  }

  run(): void {
    const text = this.#text;
    for (let at = 0; at < text.length; ) {
      const unit = text.charCodeAt(at);
      const end =
        unit === 0x25 || unit === 0x5c || unit === 0x26 || unit === 0x30 ? this.#escape(at, unit) : at;
      if (end === at) {
        this.#token(unit, at, at + 1);
        at += 1;
      } else {
        at = end;
      }
    }
  }

  /** Reads the escape that starts here and returns its end; its start where there is none. */
  #escape(at: number, unit: number): number {
    const pattern = unit === 0x25 ? PERCENT : unit === 0x5c ? BACKSLASH : unit === 0x26 ? ENTITY : HEX_BYTE;
    pattern.lastIndex = at;
    const match = pattern.exec(this.#text);
    if (match === null) return at;
    const end = at + match[0].length;
    const [, first, second, third] = match;
    if (unit === 0x5c) {
      if (third !== undefined) this.#byte(Number.parseInt(third, 16), at, end);
      else if (first !== undefined || second !== undefined)
        this.#char(Number.parseInt(first ?? second ?? "", 16), at, end);
    } else if (unit === 0x26) {
      if (first !== undefined) this.#char(Number.parseInt(first, 16), at, end);
      else if (second !== undefined) this.#char(Number.parseInt(second, 10), at, end);
      else this.#char(NAMED[third ?? ""] ?? 32, at, end);
    } else if (first !== undefined) {
      this.#byte(Number.parseInt(first, 16), at, end);
    }
    return end;
  }

  #byte(byte: number, start: number, end: number): void {
    if (byte < 0x80) {
      this.#char(byte, start, end);
    } else if (byte >= 0xc0) {
      this.#missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
      this.#code = byte & (0x3f >> this.#missing);
      this.#from = start;
    } else if (this.#missing > 0) {
      this.#code = (this.#code << 6) | (byte & 0x3f);
      this.#missing -= 1;
      if (this.#missing === 0) this.#char(this.#code, this.#from, end);
    }
  }

  #char(code: number, start: number, end: number): void {
    if (code > 0x10ffff) return;
    const lower = String.fromCodePoint(code).toLowerCase();
    for (let at = 0; at < lower.length; at += 1) this.#token(lower.charCodeAt(at), start, end);
    // An escape is longer than the character it stands for, which is all that counts for a gap.
    this.#last = end;
  }

  #token(unit: number, start: number, end: number): void {
    if (unit < 128 && (CLASS[unit] as number) < this.#least) return;
    const { units, starts, ends } = this.#into;
    if (start - this.#last > MAX_GAP && this.#into.count < units.length - 1) {
      units[this.#into.count] = BREAK;
      this.#into.count += 1;
    }
    units[this.#into.count] = unit;
    starts[this.#into.count] = start;
    ends[this.#into.count] = end;
    this.#into.count += 1;
    this.#last = end;
  }
}
