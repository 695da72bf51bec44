// Shows for every rule that its pattern takes linear time, whatever the text: a match, and what it looks at around it,
// is bounded, so every start costs at most a constant; and the constant is small, counted in steps on hostile texts.
import { describe, expect, it } from "vitest";
import { RULES as COMMAND_RULES } from "./detectors/command-injection.ts";
import { RULES as FILE_RULES } from "./detectors/filesystem.ts";
import { RULES as PII_RULES } from "./detectors/pii.ts";
import { RULES as PROMPT_RULES } from "./detectors/prompt-injection.ts";
import { RULES as SECRET_RULES } from "./detectors/secrets.ts";
import { RULES as SOCIAL_RULES } from "./detectors/social-engineering.ts";
import { maxLength, minLength, type Node, parsePattern, setOf } from "./pattern.ts";
import type { Rule } from "./rule.ts";

const DETECTORS: Record<string, readonly Rule[]> = {
  secrets: SECRET_RULES,
  pii: PII_RULES,
  "command injection": COMMAND_RULES,
  filesystem: FILE_RULES,
  "prompt injection": PROMPT_RULES,
  "social engineering": SOCIAL_RULES,
};

/** Steps of a backtracking engine per character, over a whole hostile text. A native engine takes a few nanoseconds each. */
const MAX_STEPS_PER_CHARACTER = 400;

describe.each(Object.entries(DETECTORS))("the patterns for %s", (_, rules) => {
  it("look at a bounded number of characters, so that each start costs at most a constant", () => {
    const unbounded = rules.filter(({ pattern }) => !isBounded(parsePattern(pattern)));
    expect(unbounded.map(({ id }) => id)).toEqual([]);
  });

  it("have keywords that a pattern is tried around, in lower case and long enough to be rare", () => {
    const bad = rules.flatMap(({ id, keywords }) =>
      keywords.filter(isBadKeyword).map((word) => `${id}: ${word}`),
    );
    expect(bad).toEqual([]);
    expect(rules.filter(({ keywords }) => keywords.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it("have names of their own", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it("take no more steps for each character of a hostile text when it is twice or four times as long", () => {
    const slow: string[] = [];
    for (const rule of rules) {
      const node = parsePattern(rule.pattern);
      for (const hostile of hostileTexts(rule, node)) {
        const [once, twice, fourTimes] = [1, 2, 4].map((times) =>
          stepsPerCharacter(node, hostile, 512 * times),
        ) as [number, number, number];
        // Twice the text may cost more where it only now fills what a match can span, and never beyond the bound.
        if (fourTimes > MAX_STEPS_PER_CHARACTER || (fourTimes > 3 * twice && twice > 3 * once)) {
          slow.push(
            `${rule.id}: ${once.toFixed(0)}, ${twice.toFixed(0)}, ${fourTimes.toFixed(0)} on ${JSON.stringify(hostile.slice(0, 60))}`,
          );
        }
      }
    }
    expect(slow).toEqual([]);
  }, 120_000);
});

describe("counting steps", () => {
  it("sees a pattern that backtracks", () => {
    const nested = parsePattern(/(?:a{1,30}){1,30}b/);
    expect(stepsPerCharacter(nested, "a", 200)).toBeGreaterThan(MAX_STEPS_PER_CHARACTER);
    expect(isBounded(parsePattern(/a+b/))).toBe(false);
    expect(isBounded(parsePattern(/a{1,9}(?=b*)/))).toBe(false);
  });
});

function isBadKeyword(word: string): boolean {
  const least = /[\u0080-\uffff]/.test(word) ? 2 : 3;
  return word !== word.toLowerCase() || word.length < least;
}

function isBounded(node: Node): boolean {
  switch (node.kind) {
    case "back":
      return false;
    case "sequence":
      return node.parts.every(isBounded);
    case "choice":
      return node.options.every(isBounded);
    case "repeat":
      return Number.isFinite(node.max) && isBounded(node.body);
    case "look":
      return isBounded(node.body);
    default:
      return true;
  }
}

/** Texts made to cost much: the keyword without end, one character without end, and what nearly matches. */
function hostileTexts(rule: Rule, node: Node): string[] {
  const [keyword = ""] = rule.keywords;
  const texts = [
    keyword,
    ...["a", "0", " ", "/", "-", "A1", "a "].map((filling) => keyword + filling.repeat(256)),
  ];
  for (const preferred of ["a0 ", "0aA", " a.", "-_a", "\n a"]) {
    const almost = longest(node, preferred);
    texts.push(almost.slice(0, -1), almost.repeat(2).slice(0, -1));
  }
  return [...new Set(texts.filter((text) => text !== ""))];
}

/** A text that a node matches, with repeats drawn out, of the preferred characters where they are allowed. */
function longest(node: Node, preferred: string): string {
  switch (node.kind) {
    case "literal":
      return node.char;
    case "char": {
      const { ascii } = setOf(node);
      const wanted = [...preferred].find((char) => ascii[char.charCodeAt(0)] === true);
      const first = ascii.indexOf(true);
      return wanted ?? (first === -1 ? "é" : String.fromCharCode(first));
    }
    case "sequence":
      return node.parts.map((part) => longest(part, preferred)).join("");
    case "choice":
      return node.options
        .map((option) => longest(option, preferred))
        .reduce((a, b) => (b.length > a.length ? b : a));
    case "repeat":
      return longest(node.body, preferred).repeat(Math.max(node.min, Math.min(node.max, 200)));
    default:
      return "";
  }
}

/** What a backtracking search through `text`, repeated to `length` characters, costs; stops when far beyond the bound. */
function stepsPerCharacter(node: Node, text: string, length: number): number {
  const whole = text.repeat(Math.ceil(length / text.length)).slice(0, length);
  const counter = new Counter(whole, MAX_STEPS_PER_CHARACTER * length * 2);
  return counter.search(node) / length;
}

type Next = (at: number) => boolean;

class Counter {
  readonly #text: string;
  readonly #limit: number;
  #steps = 0;
  readonly #sets = new Map<Node, ReturnType<typeof setOf>>();

  constructor(text: string, limit: number) {
    this.#text = text;
    this.#limit = limit;
  }

  search(node: Node): number {
    for (let at = 0; at <= this.#text.length && this.#steps < this.#limit; ) {
      let end = -1;
      this.#match(node, at, (to) => {
        end = to;
        return true;
      });
      at = end > at ? end : at + 1;
    }
    return this.#steps;
  }

  #match(node: Node, at: number, next: Next): boolean {
    this.#steps += 1;
    if (this.#steps > this.#limit) return true;
    switch (node.kind) {
      case "literal":
      case "char":
        return this.#holds(node, at) && next(at + 1);
      case "sequence":
        return this.#sequence(node.parts, 0, at, next);
      case "choice":
        return node.options.some((option) => this.#match(option, at, next));
      case "repeat":
        return this.#repeat(node, 0, at, next);
      case "look":
        return this.#look(node, at) !== node.negative && next(at);
      case "edge":
        return this.#edge(node.sign, at) && next(at);
      default:
        return false;
    }
  }

  #sequence(parts: readonly Node[], index: number, at: number, next: Next): boolean {
    const part = parts[index];
    return part === undefined
      ? next(at)
      : this.#match(part, at, (to) => this.#sequence(parts, index + 1, to, next));
  }

  #repeat(node: Node & { kind: "repeat" }, done: number, at: number, next: Next): boolean {
    const again = () => this.#match(node.body, at, (to) => to > at && this.#repeat(node, done + 1, to, next));
    if (done < node.min) return again();
    if (done >= node.max) return next(at);
    return node.lazy ? next(at) || again() : again() || next(at);
  }

  #look({ body, behind }: Node & { kind: "look" }, at: number): boolean {
    if (!behind) return this.#match(body, at, () => true);
    const least = Math.max(0, at - maxLength(body));
    for (let from = at - minLength(body); from >= least; from -= 1) {
      if (this.#match(body, from, (to) => to === at)) return true;
    }
    return false;
  }

  #edge(sign: string, at: number): boolean {
    if (sign === "^") return at === 0;
    if (sign === "$") return at === this.#text.length;
    const isBoundary = /\w/.test(this.#text.charAt(at - 1)) !== /\w/.test(this.#text.charAt(at));
    return isBoundary === (sign === "b");
  }

  #holds(node: Node & { kind: "char" | "literal" }, at: number): boolean {
    if (at >= this.#text.length) return false;
    let set = this.#sets.get(node);
    if (set === undefined) {
      set = setOf(node);
      this.#sets.set(node, set);
    }
    const unit = this.#text.charCodeAt(at);
    return unit < 128 ? set.ascii[unit] === true : set.beyond;
  }
}
