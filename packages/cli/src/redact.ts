// What `run --redact` lets through of a command's output: everything but the values it was given, in any encoding.
// Must never let out a part of a value because the rest of it came later.
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { compileKnownValues, type KnownHit, MIN_VALUE_LENGTH } from "../../../server/shroud/known-values.ts";
import { foldText } from "../../../server/shroud/text.ts";
import type { Variable } from "./environment.ts";

export type Redactor = {
  /** The names of values that are too short or too common to be looked for. */
  skipped: readonly string[];
  /** Copies a stream of the command's to one of ours until it ends. */
  pass(from: Readable | null, to: Writable): Promise<void>;
};

/** Text that has been let out and that a value may have begun in. */
const CONTEXT = 1_024;
/** After so long without more, what is too short to be told from the beginning of a value is let out. */
const IDLE_MS = 50;
/** So much of a value's beginning is not let out however long nothing follows. */
const TELLING = 3;

/** Looks for the values of `variables`, for any number of streams. */
export function redactorOf(variables: readonly Variable[]): Redactor {
  const entries = variables.map(({ key, value }) => ({ label: key, value }));
  const known = compileKnownValues(entries);
  const skipped =
    known.skipped === 0 ? [] : entries.filter((entry) => compileKnownValues([entry]).skipped > 0);
  const beginnings = entries.map(({ value }) => value.toLowerCase().slice(0, MIN_VALUE_LENGTH));
  const looking = { find: known.find, settled: known.settled, beginnings };
  return {
    skipped: skipped.map(({ label }) => label),
    async pass(from, to) {
      if (from) await copy(from, to, new Held(looking));
    },
  };
}

type Looking = {
  find(folded: string): KnownHit[];
  settled(folded: string): number;
  beginnings: readonly string[];
};

async function copy(from: Readable, to: Writable, held: Held): Promise<void> {
  const decoder = new TextDecoder();
  let timer: NodeJS.Timeout | undefined;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    clearTimeout(timer);
    const out = held.push(decoder.decode(chunk, { stream: true }));
    if (out !== "" && !to.write(out)) await once(to, "drain");
    timer = setTimeout(() => to.write(held.idle()), IDLE_MS);
  }
  clearTimeout(timer);
  to.write(held.push(decoder.decode()) + held.end());
}

/** The end of a stream that is not decided yet, after a little of what was let out before it. */
class Held {
  readonly #looking: Looking;
  #text = "";
  /** Where in `#text` what was not let out begins. */
  #from = 0;

  constructor(looking: Looking) {
    this.#looking = looking;
  }

  /** Takes more text and gives what can be let out now. */
  push(text: string): string {
    if (text === "") return "";
    this.#text += text;
    return this.#release(this.#settled());
  }

  /** Nothing came for a while: what is too short to be the beginning of a value is let out. */
  idle(): string {
    const waiting = this.#text.slice(this.#from);
    const tail = waiting.trimEnd().toLowerCase();
    const { beginnings } = this.#looking;
    const isShort = waiting.replace(/[^\p{L}\p{N}]/gu, "").length < MIN_VALUE_LENGTH;
    const begins = beginnings.some((beginning) => {
      for (let length = Math.min(beginning.length, tail.length); length >= TELLING; length--)
        if (tail.endsWith(beginning.slice(0, length))) return true;
      return false;
    });
    return isShort && !begins ? this.#release(this.#text.length) : "";
  }

  /** The rest. */
  end(): string {
    return this.#release(this.#text.length);
  }

  #settled(): number {
    const folded = foldText(this.#text);
    const settled = this.#looking.settled(folded.folded);
    const at = Math.max(this.#from, folded.toOriginal(settled, settled).start);
    // What follows may still change a character that is not ASCII.
    return /[^\0-\x7f]$/.test(this.#text.slice(this.#from, at)) && at === this.#text.length ? at - 1 : at;
  }

  #release(until: number): string {
    const folded = foldText(this.#text);
    let out = "";
    let at = this.#from;
    for (const hit of this.#looking.find(folded.folded)) {
      const { start, end } = folded.toOriginal(hit.start, hit.end);
      if (end <= at || start >= until) continue;
      out += `${this.#text.slice(at, Math.max(at, start))}[REDACTED:${hit.label}]`;
      at = end;
    }
    if (at < until) {
      out += this.#text.slice(at, until);
      at = until;
    }
    const dropped = Math.max(0, at - CONTEXT);
    this.#text = this.#text.slice(dropped);
    this.#from = at - dropped;
    return out;
  }
}
