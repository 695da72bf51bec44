// Owns what can be known of a regular expression without running it: how long a match can be, where a word lies in it,
// and whether a backtracking engine needs more than linear time. Understands the part of the syntax that rules use.

/** Where a character is a set, its members among ASCII as a bitmap of 128, and whether it holds anything beyond. */
export type CharSet = { ascii: readonly boolean[]; beyond: boolean };

export type Node =
  | { kind: "char"; set: CharSet }
  | { kind: "literal"; char: string; ignoreCase: boolean }
  | { kind: "sequence"; parts: readonly Node[] }
  | { kind: "choice"; options: readonly Node[] }
  | { kind: "repeat"; body: Node; min: number; max: number; lazy: boolean }
  | { kind: "look"; body: Node; behind: boolean; negative: boolean }
  | { kind: "edge"; sign: string }
  | { kind: "back" };

/** The syntax tree of a pattern. @throws SyntaxError where the pattern uses what this reader does not know. */
export function parsePattern(pattern: RegExp): Node {
  return new Reader(pattern.source, pattern.flags.includes("i")).read();
}

/** The longest text a node can match, in characters; Infinity where nothing bounds it. */
export function maxLength(node: Node): number {
  switch (node.kind) {
    case "char":
    case "literal":
      return 1;
    case "sequence":
      return node.parts.reduce((sum, part) => sum + maxLength(part), 0);
    case "choice":
      return Math.max(...node.options.map(maxLength));
    case "repeat":
      return node.max === 0 ? 0 : maxLength(node.body) * node.max;
    case "back":
      return Number.POSITIVE_INFINITY;
    default:
      return 0;
  }
}

/** The shortest text a node can match, in characters. */
export function minLength(node: Node): number {
  switch (node.kind) {
    case "char":
    case "literal":
      return 1;
    case "sequence":
      return node.parts.reduce((sum, part) => sum + minLength(part), 0);
    case "choice":
      return Math.min(...node.options.map(minLength));
    case "repeat":
      return minLength(node.body) * node.min;
    default:
      return 0;
  }
}

/** The characters a node of one character stands for. */
export function setOf(node: Node & { kind: "char" | "literal" }): CharSet {
  if (node.kind === "char") return node.set;
  const ascii = new Array<boolean>(128).fill(false);
  const code = node.char.codePointAt(0) as number;
  if (code < 128) mark(ascii, code, node.ignoreCase);
  return { ascii, beyond: code > 127 };
}

/** One way to begin a pattern: so many characters that can be anything, then this text, in lower case. */
type Head = { base: number; text: string };
/** Ways that are followed, and steps taken, before the answer is that nothing is known. */
const MAX_HEADS = 48;
const MAX_STEPS = 400;

/**
 * How many characters of a match can stand before the first of its keywords: every way to begin the pattern is
 * followed until one of the words occurs. Null where some way never shows one, or where there are too many ways.
 */
export function charactersBefore(node: Node, keywords: readonly string[]): number | null {
  return new Beginnings(keywords).before(node);
}

class Beginnings {
  readonly #keywords: readonly string[];
  readonly #longest: number;
  #steps = 0;
  #before = 0;

  constructor(keywords: readonly string[]) {
    this.#keywords = keywords;
    this.#longest = Math.max(0, ...keywords.map((word) => word.length));
  }

  before(node: Node): number | null {
    const open = this.#grow([{ base: 0, text: "" }], node);
    return open !== null && open.length === 0 ? this.#before : null;
  }

  /** The ways that go on without a keyword; null where they are too many. */
  #grow(heads: readonly Head[], node: Node): readonly Head[] | null {
    this.#steps += heads.length;
    if (this.#steps > MAX_STEPS || heads.length > MAX_HEADS) return null;
    if (heads.length === 0) return heads;
    switch (node.kind) {
      case "literal":
        return this.#append(heads, [node.char.toLowerCase()]);
      case "char":
        return this.#append(heads, lettersOf(node.set));
      case "sequence":
        return node.parts.reduce<readonly Head[] | null>(
          (open, part) => open && this.#grow(open, part),
          heads,
        );
      case "choice":
        return this.#either(node.options.map((option) => this.#grow(heads, option)));
      case "repeat":
        return this.#repeat(heads, node);
      default:
        return heads;
    }
  }

  #either(ways: readonly (readonly Head[] | null)[]): readonly Head[] | null {
    return ways.some((way) => way === null) ? null : ways.flatMap((way) => way ?? []);
  }

  #repeat(heads: readonly Head[], { body, min, max }: Node & { kind: "repeat" }): readonly Head[] | null {
    if (min === 0 && max === 1) return this.#either([heads, this.#grow(heads, body)]);
    if (min === max && min <= 4) {
      let open: readonly Head[] | null = heads;
      for (let times = 0; times < min && open !== null; times += 1) open = this.#grow(open, body);
      return open;
    }
    const length = maxLength(body) * max;
    return Number.isFinite(length)
      ? heads.map(({ base, text }) => ({ base: base + text.length + length, text: "" }))
      : null;
  }

  #append(heads: readonly Head[], letters: readonly (string | null)[]): Head[] {
    const open: Head[] = [];
    for (const { base, text } of heads) {
      for (const letter of letters) {
        if (letter === null) {
          open.push({ base: base + text.length + 1, text: "" });
          continue;
        }
        const grown = text + letter;
        const word = this.#keywords.find((keyword) => grown.endsWith(keyword));
        if (word !== undefined) this.#before = Math.max(this.#before, base + grown.length - word.length);
        else if (grown.length <= this.#longest) open.push({ base, text: grown });
        else open.push({ base: base + 1, text: grown.slice(1) });
      }
    }
    return open;
  }
}

/** The few letters a character can be, in lower case; one null where it can be many. */
function lettersOf(set: CharSet): (string | null)[] {
  if (set.beyond) return [null];
  const letters = new Set<string>();
  set.ascii.forEach((is, code) => {
    if (is) letters.add(String.fromCharCode(code).toLowerCase());
  });
  return letters.size <= 4 ? [...letters] : [null];
}

class Reader {
  readonly #source: string;
  readonly #ignoreCase: boolean;
  #at = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.#source = source;
    this.#ignoreCase = ignoreCase;
  }

  read(): Node {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw this.#unknown();
    return node;
  }

  #choice(): Node {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? (options[0] as Node) : { kind: "choice", options };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#source.length && !this.#sees("|") && !this.#sees(")")) {
      parts.push(this.#repeated(this.#atom()));
    }
    return { kind: "sequence", parts };
  }

  #repeated(body: Node): Node {
    const counted = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/.exec(
      this.#source.slice(this.#at, this.#at + 24),
    );
    if (counted === null) return body;
    this.#at += counted[0].length;
    const [, sign, least, comma, most, lazy] = counted;
    const min = sign === undefined ? Number(least) : sign === "+" ? 1 : 0;
    const bounded = most === undefined || most === "" ? Number.POSITIVE_INFINITY : Number(most);
    const max = sign === "?" ? 1 : sign !== undefined ? Number.POSITIVE_INFINITY : comma ? bounded : min;
    return { kind: "repeat", body, min, max, lazy: lazy === "?" };
  }

  #atom(): Node {
    if (this.#take("(")) return this.#group();
    if (this.#take("[")) return { kind: "char", set: this.#members() };
    if (this.#take(".")) return { kind: "char", set: without(everything(), "\n\r") };
    if (this.#take("^")) return { kind: "edge", sign: "^" };
    if (this.#take("$")) return { kind: "edge", sign: "$" };
    if (this.#take("\\")) return this.#escape();
    return { kind: "literal", char: this.#next(), ignoreCase: this.#ignoreCase };
  }

  #group(): Node {
    const opening = /^\?(?:([:=!])|<([=!])|<[A-Za-z0-9_]+>)/.exec(
      this.#source.slice(this.#at, this.#at + 64),
    );
    if (opening !== null) this.#at += opening[0].length;
    else if (this.#sees("?")) throw this.#unknown();
    const body = this.#choice();
    if (!this.#take(")")) throw this.#unknown();
    const sign = opening?.[1] ?? opening?.[2];
    if (sign === undefined || sign === ":") return body;
    return { kind: "look", body, behind: opening?.[2] !== undefined, negative: sign === "!" };
  }

  #escape(): Node {
    const sign = this.#next();
    if (sign === "b" || sign === "B") return { kind: "edge", sign };
    if (/[1-9k]/.test(sign)) return { kind: "back" };
    const set = this.#shorthand(sign);
    if (set !== null) return { kind: "char", set };
    return { kind: "literal", char: this.#escaped(sign), ignoreCase: this.#ignoreCase };
  }

  #shorthand(sign: string): CharSet | null {
    const lower = sign.toLowerCase();
    if (lower === "p") {
      const property = /^\{[^}]*\}/.exec(this.#source.slice(this.#at, this.#at + 64));
      if (property === null) throw this.#unknown();
      this.#at += property[0].length;
      return matching(new RegExp(`\\${sign}${property[0]}`, "u"), true);
    }
    if (lower === "s") return matching(/\s/, true, sign === "S");
    if (lower === "d" || lower === "w") return matching(lower === "d" ? /\d/ : /\w/, false, sign !== lower);
    return null;
  }

  #escaped(sign: string): string {
    const named: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", 0: "\0" };
    const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\})/.exec(
      sign + this.#source.slice(this.#at, this.#at + 10),
    );
    if (code === null) return named[sign] ?? sign;
    this.#at += code[0].length - 1;
    return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "0", 16));
  }

  #members(): CharSet {
    const negated = this.#take("^");
    const ascii = new Array<boolean>(128).fill(false);
    let beyond = false;
    while (!this.#take("]")) {
      const member = this.#member();
      if (typeof member !== "string") {
        member.ascii.forEach((is, code) => {
          if (is) ascii[code] = true;
        });
        beyond ||= member.beyond;
        continue;
      }
      const from = member.codePointAt(0) as number;
      let to = from;
      if (this.#sees("-") && this.#source[this.#at + 1] !== "]") {
        this.#at += 1;
        const last = this.#member();
        if (typeof last !== "string") throw this.#unknown();
        to = last.codePointAt(0) as number;
      }
      for (let code = from; code <= Math.min(to, 127); code += 1) mark(ascii, code, this.#ignoreCase);
      beyond ||= to > 127;
    }
    return negated ? { ascii: ascii.map((is) => !is), beyond: true } : { ascii, beyond };
  }

  #member(): string | CharSet {
    if (!this.#take("\\")) return this.#next();
    const sign = this.#next();
    if (sign === "b") return "\b";
    return this.#shorthand(sign) ?? this.#escaped(sign);
  }

  #next(): string {
    const code = this.#source.codePointAt(this.#at);
    if (code === undefined) throw this.#unknown();
    const char = String.fromCodePoint(code);
    this.#at += char.length;
    return char;
  }

  #sees(char: string): boolean {
    return this.#source[this.#at] === char;
  }

  #take(char: string): boolean {
    if (!this.#sees(char)) return false;
    this.#at += 1;
    return true;
  }

  #unknown(): SyntaxError {
    return new SyntaxError(`This part of a pattern is not understood: ${this.#source.slice(this.#at)}`);
  }
}

function mark(ascii: boolean[], code: number, ignoreCase: boolean): void {
  ascii[code] = true;
  if (!ignoreCase) return;
  const char = String.fromCharCode(code);
  for (const twin of [char.toLowerCase(), char.toUpperCase()]) {
    if (twin.charCodeAt(0) < 128) ascii[twin.charCodeAt(0)] = true;
  }
}

function matching(pattern: RegExp, beyond: boolean, negated = false): CharSet {
  const ascii = Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)) !== negated);
  return { ascii, beyond: beyond || negated };
}

function everything(): CharSet {
  return { ascii: new Array<boolean>(128).fill(true), beyond: true };
}

function without(set: CharSet, chars: string): CharSet {
  return {
    ascii: set.ascii.map((is, code) => is && !chars.includes(String.fromCharCode(code))),
    beyond: set.beyond,
  };
}
