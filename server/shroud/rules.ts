// Owns how rules are run: words are found in one pass, and a pattern is tried only near its own words.
// Must never do more work than the text is long times a constant, whatever the text repeats.
import { compileWords, occurrences, type WordSearch } from "./keywords.ts";
import { charactersBefore, maxLength, parsePattern } from "./pattern.ts";
import type { Rule } from "./rule.ts";
import type { FoldedText } from "./text.ts";

/** Where a rule matched, half open, in `plain`; `match` is all of what matched where the rule reports a part of it. */
export type RuleHit = { rule: Rule; start: number; end: number; match?: { start: number; end: number } };

export type RuleSet = {
  readonly rules: readonly Rule[];
  /** Some of the rules, for `run` and `settled`, which take all without it; keep it, it is made once. */
  choose(wanted: (rule: Rule) => boolean): RuleChoice;
  /** Every hit that starts at `from` or later, by rule, then by position; the hits of one rule do not overlap. */
  run(text: FoldedText, choice?: RuleChoice, from?: number): RuleHit[];
  /**
   * From which position on later text could still change what `run` finds: the start of the earliest match that is
   * still possible when more text follows `text`. Never beyond `text.plain.length`.
   */
  settled(text: FoldedText, choice?: RuleChoice, from?: number): number;
};

/** By rule number: 1 where it was chosen; and how far before the end of a text a match of one of them can begin. */
export type RuleChoice = { chosen: Uint8Array; before: number };

/** How far from its word a match may reach when the rule does not say. */
const REACH = 256;
/** A stream holds back so much for words that may still come: no rule may ask for more. */
const MAX_BEFORE = 512;
/** What a pattern may look at beyond its match: boundaries, and the words right before it. */
const MARGIN = 64;
/** So often a rule may say no to a match and look again inside it; after that it goes on behind the match. */
const MAX_REFUSALS = 1000;

type Compiled = {
  rule: Rule;
  pattern: RegExp;
  /** The same at one place, with the positions of its groups: too dear for matches that are refused. */
  located: RegExp | null;
  /** Characters of a match that can stand before its word. */
  before: number;
  /** Characters of a match that can stand behind its word. */
  after: number;
  /** So many characters behind its word a match may begin. */
  within: number;
};

/** Where matches of one rule may begin: windows in rising order, half open; touching ones are one. */
type Windows = { starts: number[]; ends: number[] };

/** Compiles rules once; running them allocates only for what is found. */
export function compileRules(rules: readonly Rule[]): RuleSet {
  return new Rules(rules);
}

class Rules implements RuleSet {
  readonly rules: readonly Rule[];
  readonly #compiled: Compiled[];
  readonly #words: string[] = [];
  readonly #rulesOfWord: number[][] = [];
  readonly #search: WordSearch;
  readonly #found = occurrences();
  readonly #longestWord: number;
  readonly #every: RuleChoice;

  constructor(rules: readonly Rule[]) {
    this.rules = rules;
    this.#compiled = rules.map(compile);
    const numbers = new Map<string, number>();
    rules.forEach((rule, index) => {
      for (const word of new Set(rule.keywords)) {
        const number = numbers.get(word) ?? this.#words.push(word) - 1;
        numbers.set(word, number);
        const users = this.#rulesOfWord[number] ?? [];
        users.push(index);
        this.#rulesOfWord[number] = users;
      }
    });
    this.#search = compileWords(this.#words);
    this.#longestWord = Math.max(0, ...this.#words.map((word) => word.length));
    this.#every = this.choose(() => true);
  }

  choose(wanted: (rule: Rule) => boolean): RuleChoice {
    const chosen = Uint8Array.from(this.rules, (rule) => (wanted(rule) ? 1 : 0));
    const before = this.#compiled.reduce(
      (most, one, at) => (chosen[at] === 1 ? Math.max(most, one.before) : most),
      0,
    );
    return { chosen, before: before + this.#longestWord + MARGIN };
  }

  run(text: FoldedText, choice = this.#every, from = 0): RuleHit[] {
    const hits: RuleHit[] = [];
    const windows = this.#windows(text, choice, from);
    for (const index of [...windows.keys()].sort((a, b) => a - b)) {
      runInWindows(this.#compiled[index] as Compiled, windows.get(index) as Windows, text.plain, from, hits);
    }
    return hits;
  }

  settled(text: FoldedText, { chosen, before: most } = this.#every, from = 0): number {
    const length = text.plain.length;
    // A word that is not whole yet, and what may stand before it.
    let settled = Math.max(from, length - most);
    const found = this.#found;
    this.#search.search(text.folded, found);
    for (let at = found.count - 1; at >= 0; at -= 1) {
      const word = found.words[at] as number;
      const end = found.ends[at] as number;
      const start = end - (this.#words[word] as string).length;
      for (const index of this.#rulesOfWord[word] as number[]) {
        if (chosen[index] === 0) continue;
        const { before, after } = this.#compiled[index] as Compiled;
        if (end + after + MARGIN > length) settled = Math.min(settled, Math.max(from, start - before));
      }
    }
    return settled;
  }

  #windows(text: FoldedText, { chosen }: RuleChoice, from: number): Map<number, Windows> {
    const found = this.#found;
    this.#search.search(text.folded, found);
    const windows = new Map<number, Windows>();
    for (let at = 0; at < found.count; at += 1) {
      const word = found.words[at] as number;
      const end = found.ends[at] as number;
      const start = end - (this.#words[word] as string).length;
      for (const index of this.#rulesOfWord[word] as number[]) {
        if (chosen[index] === 0) continue;
        const { before, within } = this.#compiled[index] as Compiled;
        if (end + within <= from) continue;
        let own = windows.get(index);
        if (own === undefined) {
          own = { starts: [], ends: [] };
          windows.set(index, own);
        }
        addWindow(own, Math.max(from, start - before), Math.min(text.plain.length, end + within));
      }
    }
    return windows;
  }
}

function compile(rule: Rule): Compiled {
  const reach = rule.reach ?? REACH;
  const flags = rule.pattern.flags.replace(/[gyd]/g, "");
  const node = parsePattern(rule.pattern);
  const inMatch = charactersBefore(node, rule.keywords);
  return {
    rule,
    pattern: new RegExp(rule.pattern.source, `${flags}g`),
    located: rule.group === undefined ? null : new RegExp(rule.pattern.source, `${flags}dy`),
    before: Math.min(rule.before ?? inMatch ?? reach, reach, MAX_BEFORE),
    // Where the word is part of the match, nothing of the match is farther behind it than the match is long.
    after: inMatch === null ? reach : Math.min(reach, maxLength(node)),
    within: Math.min(reach, rule.within ?? (inMatch === null ? reach : maxLength(node))),
  };
}

/** Words come in the order of their ends, so a window starts before its predecessor at most by a word's length. */
function addWindow(windows: Windows, start: number, end: number): void {
  let last = windows.starts.length - 1;
  if (last < 0 || start > (windows.ends[last] as number)) {
    windows.starts.push(start);
    windows.ends.push(end);
    return;
  }
  windows.starts[last] = Math.min(start, windows.starts[last] as number);
  windows.ends[last] = Math.max(end, windows.ends[last] as number);
  while (last > 0 && (windows.starts[last] as number) <= (windows.ends[last - 1] as number)) {
    windows.starts[last - 1] = Math.min(windows.starts[last - 1] as number, windows.starts[last] as number);
    windows.ends[last - 1] = Math.max(windows.ends[last - 1] as number, windows.ends[last] as number);
    windows.starts.pop();
    windows.ends.pop();
    last -= 1;
  }
}

function runInWindows(one: Compiled, windows: Windows, plain: string, from: number, hits: RuleHit[]): void {
  const { pattern, rule } = one;
  let refusals = 0;
  for (let window = 0; window < windows.starts.length; window += 1) {
    const start = windows.starts[window] as number;
    const end = windows.ends[window] as number;
    const origin = Math.max(0, start - MARGIN);
    const view = plain.slice(origin, Math.min(plain.length, end + one.after - one.within + MARGIN));
    pattern.lastIndex = Math.max(start, from) - origin;
    for (let match = pattern.exec(view); match !== null; match = pattern.exec(view)) {
      if (match.index + origin >= end) break;
      if (match[0] === "") {
        pattern.lastIndex = match.index + 1;
      } else if (rule.accepts === undefined || rule.accepts(match)) {
        hits.push(hitOf(one, match, origin));
      } else {
        refusals += 1;
        if (refusals <= MAX_REFUSALS) pattern.lastIndex = match.index + 1;
      }
    }
  }
}

function hitOf({ rule, located }: Compiled, match: RegExpExecArray, origin: number): RuleHit {
  const whole = { rule, start: match.index + origin, end: match.index + match[0].length + origin };
  if (located === null || rule.group === undefined || match.groups?.[rule.group] === match[0]) return whole;
  located.lastIndex = match.index;
  const span = located.exec(match.input)?.indices?.groups?.[rule.group];
  if (span === undefined) return whole;
  return {
    rule,
    start: span[0] + origin,
    end: span[1] + origin,
    match: { start: whole.start, end: whole.end },
  };
}
