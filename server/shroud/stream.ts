// Owns inspection of text that arrives in pieces: what may be let out so far, redacted, and the answer at the end.
// Must never let out a character that later text could still make part of a secret, a known value or a personal detail.
import { settledEncoded } from "./decode.ts";
import { detectorsIn, examine, type InspectOptions, settledRules } from "./engine.ts";
import { type Inspection, summary } from "./inspect.ts";
import { redactedSpans, replaceSpans } from "./redaction.ts";
import type { Detector, Finding } from "./rule.ts";
import { type FoldedText, foldText } from "./text.ts";

export type InspectionStream = {
  /** Takes the next piece of the text and returns what may be let out now; often a little less than has come in. */
  push(chunk: string): string;
  /** Returns the rest, and the inspection of the whole text. The stream is over. */
  end(): { tail: string; inspection: Inspection };
};

/** Text that has been let out and that rules may still look back at. */
const CONTEXT = 1024;
/** The least new text that is worth a look; with more held back, half of that, which keeps the work linear. */
const LEAST_NEWS = 64;
/** A personal detail with spaces in it is no longer than this. */
const PII_REACH = 64;
const PII_TOKEN = 320;
/** Longer text than any value in any encoding cannot be undecided; if it is, it does not get out. */
const MAX_HELD = 1_000_000;
const WITHHELD = "[REDACTED:secret:undecided]";
/** The other detectors look at the text in blocks, of which so much is looked at again with the next. */
const BLOCK = 16_384;
const OVERLAP = 1024;
const REDACTING: readonly Detector[] = ["secret", "known_value", "pii"];

/** Starts an inspection. The pieces that come out, joined, are the redacted text of `inspect` of the pieces that went in. */
export function createInspectionStream(options: InspectOptions): InspectionStream {
  return new Stream(options);
}

class Stream implements InspectionStream {
  readonly #options: InspectOptions;
  readonly #redacting: ReadonlySet<Detector>;
  readonly #others: ReadonlySet<Detector>;
  readonly #findings: Finding[] = [];
  readonly #released: string[] = [];
  readonly #plain: string[] = [];
  #changed = false;
  #score = 0;
  /** The latest text: context first, then what is held back; `#base` is its position in the whole. */
  #buffer = "";
  #base = 0;
  #held = 0;
  #news = 0;
  /** What the other detectors have not looked at yet, with the overlap before it. */
  #block = "";
  #blockBase = 0;
  #blockSeen = new Set<string>();

  constructor(options: InspectOptions) {
    this.#options = options;
    const detectors = detectorsIn(options);
    this.#redacting = new Set(REDACTING.filter((detector) => detectors.has(detector)));
    this.#others = new Set([...detectors].filter((detector) => !REDACTING.includes(detector)));
  }

  push(chunk: string): string {
    this.#buffer += chunk;
    this.#news += chunk.length;
    const waiting = this.#buffer.length - this.#held - this.#news;
    return this.#news < Math.max(LEAST_NEWS, waiting / 2) ? "" : this.#release(false);
  }

  end(): { tail: string; inspection: Inspection } {
    const tail = this.#release(true);
    this.#lookAtBlock(true);
    const inspection = {
      ...summary(this.#findings),
      redacted: this.#released.join(""),
      normalized: this.#changed ? this.#plain.join("") : null,
      injection_score: this.#score,
    };
    return { tail, inspection };
  }

  /** Lets out everything up to the point that later text cannot change. */
  #release(final: boolean): string {
    const text = foldText(this.#buffer);
    const from = plainPosition(text, this.#held);
    const { findings, matches } = examine(text, this.#options, this.#redacting, from);
    const found = findings.filter(({ start }) => start >= this.#held);
    const spans = redactedSpans(found);
    const settled = final
      ? this.#buffer.length
      : notInside(this.#settled(text, from), [...spans, ...matches]);
    const undecided = this.#buffer.length - settled > MAX_HELD;
    const end = undecided ? this.#buffer.length : settled;
    this.#news = 0;
    const out = undecided ? WITHHELD : replaceSpans(this.#buffer, spans, this.#held, end);
    this.#record(found, end, text, from);
    this.#released.push(out);
    this.#block += this.#buffer.slice(this.#held, end);
    if (this.#block.length >= BLOCK) this.#lookAtBlock(false);
    const dropped = Math.max(0, end - CONTEXT);
    this.#buffer = this.#buffer.slice(dropped);
    this.#base += dropped;
    this.#held = end - dropped;
    return out;
  }

  #record(found: readonly Finding[], settled: number, text: FoldedText, from: number): void {
    for (const finding of found) {
      if (finding.start < settled) this.#findings.push(moved(finding, this.#base));
    }
    this.#changed ||= text.changed;
    this.#plain.push(text.plain.slice(from, plainPosition(text, settled)));
  }

  #settled(text: FoldedText, from: number): number {
    const { plain } = text;
    let settled = settledEncoded(plain, from);
    settled = Math.min(settled, settledRules(text, this.#redacting, from));
    if (this.#redacting.has("known_value") && this.#options.known !== undefined) {
      settled = Math.min(settled, this.#options.known.settled(text.folded));
    }
    if (this.#redacting.has("pii")) settled = Math.min(settled, settledPii(plain));
    const original = text.toOriginal(Math.max(from, settled), Math.max(from, settled)).start;
    return Math.max(this.#held, Math.min(original, wholeCharacters(text.original)));
  }

  #lookAtBlock(final: boolean): void {
    const { findings, score } = examine(foldText(this.#block), this.#options, this.#others);
    this.#score = Math.max(this.#score, score);
    const seen = new Set<string>();
    for (const finding of findings) {
      const whole = moved(finding, this.#blockBase);
      const key = `${whole.type} ${whole.pattern} ${whole.start}`;
      seen.add(key);
      if (!this.#blockSeen.has(key)) this.#findings.push(whole);
    }
    this.#blockSeen = seen;
    const dropped = final ? this.#block.length : Math.max(0, this.#block.length - OVERLAP);
    this.#block = this.#block.slice(dropped);
    this.#blockBase += dropped;
  }
}

/** Chunks of this size are inspected between turns of the event loop: a few milliseconds each. */
const TURN = 32_768;

/** As `inspect`, for long texts: gives others a turn after every chunk, so that nobody waits longer than about 10 ms. */
export async function inspectInTurns(text: string, options: InspectOptions): Promise<Inspection> {
  const stream = createInspectionStream(options);
  for (let at = 0; at < text.length; at += TURN) {
    stream.push(text.slice(at, at + TURN));
    await new Promise<void>((resolve) => setTimeout(resolve, 0));
  }
  return stream.end().inspection;
}

/** The last position that is not inside one of the spans. */
function notInside(position: number, spans: readonly { start: number; end: number }[]): number {
  let at = position;
  for (const { start, end } of [...spans].sort((a, b) => b.end - a.end))
    if (start < at && end > at) at = start;
  return at;
}

function moved(finding: Finding, by: number): Finding {
  return by === 0 ? finding : { ...finding, start: finding.start + by, end: finding.end + by };
}

/** The first position of `plain` that came from `original` or later. */
function plainPosition(text: FoldedText, original: number): number {
  if (text.plain === text.original) return original;
  let low = 0;
  let high = text.plain.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (text.toOriginal(middle, middle).start < original) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers in groups and long tokens may go on; what ended some words ago does not. */
function settledPii(plain: string): number {
  const earliest = Math.max(0, plain.length - PII_REACH);
  let at = earliest;
  while (at > 0 && plain.length - at < PII_TOKEN && !/\s/.test(plain.charAt(at - 1))) at -= 1;
  return at;
}

/** Marks and joiners may follow the last character and change it; what stands before two ASCII characters stays. */
function wholeCharacters(original: string): number {
  let at = original.length;
  for (let left = 40; left > 0 && at > 0 && original.charCodeAt(at - 1) > 127; left -= 1) at -= 1;
  return Math.max(0, at - 1);
}
