// Finds what Unicode hides from a reader: invisible characters, text that runs backwards, letters that pass for others.
// Must never report a language: Russian, Persian, Thai and emoji need the very characters that hide things elsewhere.
import { TWINS, TWINS_IN_ASCII_WORDS } from "../homoglyphs.ts";
import type { Finding, Severity } from "../rule.ts";

const EXPLANATIONS = {
  "tag-characters": "Invisible tag characters spell a text that a model reads and a person does not see.",
  "variation-selectors": "A row of variation selectors can carry invisible data behind a harmless character.",
  "bidi-override": "An override makes the text appear in another order than it is read by a machine.",
  "hidden-in-word":
    "An invisible character splits a word, so that it reads the same and is not found by a search.",
  "hidden-run": "A row of invisible characters carries data that a person does not see.",
  "mixed-script-word":
    "A word mixes look-alike letters of another script with Latin ones, so that it passes for another word.",
} as const;
type Pattern = keyof typeof EXPLANATIONS;

/** Tag characters behind a black flag are the flags of England, Scotland and Wales. */
const TAGS = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,16})[\u{e0020}-\u{e007f}]{2,}/gu;
const SELECTORS = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]{4,}/gu;
const OVERRIDES = /[\u202d\u202e]/g;
const IN_WORD = /(?<=[a-z])(?:\u200b|\u200c|\u200d|[\u2060-\u2064]|\ufeff|\u180e|\u034f){1,8}(?=[a-z])/gi;
const RUNS = /(?:\u200b|\u200c|\u200d|[\u2060-\u2064]|\ufeff|\u180e){8,}/g;
const MIXED = /[\p{L}\p{M}]+/gu;

/** Cheap questions first: most texts beyond ASCII have quotes and accents and none of these. */
const ANY_HIDDEN =
  /\u034f|\u180e|[\u200b-\u200d]|\u202d|\u202e|[\u2060-\u2064]|[\ufe00-\ufe0f]|\ufeff|\udb40/;
const ANY_TWIN =
  /[\u0131\u0251-\u02a2\u0370-\u058f\u13a0-\u13ff\u1d00-\u1d22\u2c80-\u2cb5\ua4d0-\ua4f4\ua730-\ua7ae]/;

/** Everything of the kind in a text as it was given; at most `limit` findings. */
export function findUnicode(original: string, limit = 200): Finding[] {
  const found: Finding[] = [];
  const report = (
    pattern: Pattern,
    severity: Severity,
    expression: RegExp,
    holds?: (text: string) => boolean,
  ) => {
    for (const match of original.matchAll(expression)) {
      if (found.length >= limit) return;
      if (holds !== undefined && !holds(match[0])) continue;
      const span = { start: match.index, end: match.index + match[0].length };
      found.push({ type: "unicode", pattern, severity, ...span, explanation: EXPLANATIONS[pattern] });
    }
  };
  if (ANY_HIDDEN.test(original)) {
    report("tag-characters", "high", TAGS);
    report("variation-selectors", "medium", SELECTORS);
    report("bidi-override", "medium", OVERRIDES);
    report("hidden-in-word", "medium", IN_WORD);
    report("hidden-run", "medium", RUNS);
  }
  if (ANY_TWIN.test(original) && /[a-z]/i.test(original))
    report("mixed-script-word", "medium", MIXED, passesForAscii);
  return found;
}

/** Whether a word of some length has ASCII letters, at least as many as look-alikes, and nothing else. */
function passesForAscii(word: string): boolean {
  if (word.length < 4) return false;
  let ascii = 0;
  let twins = 0;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    if (unit < 0x80) ascii += 1;
    else if (TWINS.has(unit)) twins += 1;
    else if (!TWINS_IN_ASCII_WORDS.has(unit)) return false;
  }
  return twins > 0 && ascii >= twins;
}

/** What tag characters spell, with its span; tags of flags left out. */
export function spelledByTags(original: string): { text: string; start: number; end: number }[] {
  const spelled: { text: string; start: number; end: number }[] = [];
  if (!original.includes("\udb40")) return spelled;
  for (const match of original.matchAll(TAGS)) {
    const text = Array.from(match[0], (tag) =>
      String.fromCharCode((tag.codePointAt(0) as number) - 0xe0000),
    ).join("");
    spelled.push({ text, start: match.index, end: match.index + match[0].length });
  }
  return spelled;
}
