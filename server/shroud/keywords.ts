// Owns the search for many words at once (Aho and Corasick, 1975): one table look-up per character, however many words.
// Must never report less than every occurrence: what a rule looks for around a word depends on it.

/** Occurrences in the order of their ends: the word's number and the position just behind it, pairwise. */
export type Occurrences = { words: Int32Array; ends: Int32Array; count: number };

/** Finds every occurrence of every word. */
export type WordSearch = { search(text: string, found: Occurrences): void };

/** An empty list, grown as needed and reusable from text to text. */
export function occurrences(): Occurrences {
  return { words: new Int32Array(256), ends: new Int32Array(256), count: 0 };
}

/**
 * Compiles words into an automaton whose table has one row per prefix and one column per character that occurs.
 * Words with characters beyond ASCII have a table of their own, which pure ASCII never pays for.
 */
export function compileWords(words: readonly string[]): WordSearch {
  const ascii = words.flatMap((word, id) => (isAscii(word) ? [{ word, id }] : []));
  const other = words.flatMap((word, id) => (isAscii(word) ? [] : [{ word, id }]));
  const tables = [new Automaton(ascii)];
  const beyond = other.length > 0 ? new Automaton(other) : null;
  return {
    search(text, found) {
      found.count = 0;
      for (const table of tables) table.search(text, found);
      if (beyond !== null && !isAscii(text)) beyond.search(text, found);
    },
  };
}

function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

type Numbered = { word: string; id: number };

class Automaton {
  readonly #classOf = new Uint16Array(65_536);
  readonly #classes: number;
  /** For state and class: the next state's row, doubled; odd when a word ends there. */
  readonly #next: Int32Array;
  readonly #firstOutput: Int32Array;
  readonly #outputs: Int32Array;

  constructor(words: readonly Numbered[]) {
    this.#classes = this.#numberCharacters(words);
    const { children, endsAt, states } = this.#grow(words);
    const outputs = this.#close(children, states, endsAt);
    this.#firstOutput = new Int32Array(states + 1);
    for (let state = 0; state < states; state += 1) {
      this.#firstOutput[state + 1] = (this.#firstOutput[state] as number) + (outputs[state]?.length ?? 0);
    }
    this.#outputs = Int32Array.from(outputs.flatMap((ids) => ids ?? []));
    this.#next = children;
    for (let at = 0; at < this.#next.length; at += 1) {
      const state = this.#next[at] as number;
      const accepts = (outputs[state]?.length ?? 0) > 0 ? 1 : 0;
      this.#next[at] = state * this.#classes * 2 + accepts;
    }
  }

  search(text: string, found: Occurrences): void {
    const next = this.#next;
    const classOf = this.#classOf;
    let row = 0;
    for (let at = 0; at < text.length; at += 1) {
      const step = next[row + (classOf[text.charCodeAt(at)] as number)] as number;
      row = step >> 1;
      if ((step & 1) === 1) this.#report(row / this.#classes, at + 1, found);
    }
  }

  #report(state: number, end: number, found: Occurrences): void {
    const last = this.#firstOutput[state + 1] as number;
    for (let at = this.#firstOutput[state] as number; at < last; at += 1) {
      if (found.count === found.words.length) double(found);
      found.words[found.count] = this.#outputs[at] as number;
      found.ends[found.count] = end;
      found.count += 1;
    }
  }

  /** Class 0 is every character that occurs in no word. */
  #numberCharacters(words: readonly Numbered[]): number {
    let classes = 1;
    for (const { word } of words) {
      for (let at = 0; at < word.length; at += 1) {
        const unit = word.charCodeAt(at);
        if (this.#classOf[unit] === 0) {
          this.#classOf[unit] = classes;
          classes += 1;
        }
      }
    }
    return classes;
  }

  /** States are numbered level by level: texts stay near the root, and the rows they use stay close together. */
  #grow(words: readonly Numbered[]): { children: Int32Array; endsAt: number[][]; states: number } {
    const rows = words.reduce((sum, { word }) => sum + word.length, 1);
    const children = new Int32Array(rows * this.#classes);
    const endsAt: number[][] = [];
    const at = new Int32Array(words.length);
    let states = 1;
    let open = words.map((_, index) => index);
    for (let depth = 0; open.length > 0; depth += 1) {
      const longer: number[] = [];
      for (const index of open) {
        const { word, id } = words[index] as Numbered;
        const state = at[index] as number;
        if (depth === word.length) {
          endsAt[state] = [...(endsAt[state] ?? []), id];
          continue;
        }
        const cell = state * this.#classes + (this.#classOf[word.charCodeAt(depth)] as number);
        if (children[cell] === 0) {
          children[cell] = states;
          states += 1;
        }
        at[index] = children[cell] as number;
        longer.push(index);
      }
      open = longer;
    }
    return { children: children.slice(0, states * this.#classes), endsAt, states };
  }

  /** Breadth first: a state without a child for a character goes where its longest proper suffix goes. */
  #close(children: Int32Array, states: number, endsAt: number[][]): number[][] {
    const classes = this.#classes;
    const suffix = new Int32Array(states);
    const outputs: number[][] = new Array(states);
    const queue = new Int32Array(states);
    let queued = 1;
    for (let head = 0; head < queued; head += 1) {
      const state = queue[head] as number;
      const fallback = suffix[state] as number;
      const inherited = state === 0 ? [] : (outputs[fallback] ?? []);
      outputs[state] = [...(endsAt[state] ?? []), ...inherited];
      for (let unit = 1; unit < classes; unit += 1) {
        const cell = state * classes + unit;
        const elsewhere = state === 0 ? 0 : (children[fallback * classes + unit] as number);
        const child = children[cell] as number;
        if (child === 0) {
          children[cell] = elsewhere;
        } else {
          suffix[child] = elsewhere;
          queue[queued] = child;
          queued += 1;
        }
      }
    }
    return outputs;
  }
}

function double(found: Occurrences): void {
  const words = new Int32Array(found.words.length * 2);
  const ends = new Int32Array(found.ends.length * 2);
  words.set(found.words);
  ends.set(found.ends);
  found.words = words;
  found.ends = ends;
}
