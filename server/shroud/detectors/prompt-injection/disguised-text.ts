// Undoes spellings that keep a text readable for a model and hide it from rules: l e t t e r  spacing and l33t digits.
// Only for texts that have them; what is found there is reported over the whole stretch that was spelled so.

import type { FoldedText } from "../../text.ts";

/** Single letters with the same short separator between them. Letters and separators share no character: linear. */
const SPACED = /(?<![a-z])[a-z](?:[ ._*|/-]{1,3}[a-z](?![a-z])){7,2000}/gi;
const LEET_WORD = /[a-z0-9@$]{3,16}/gi;
const LETTERS: Readonly<Record<string, string>> = {
  0: "o",
  1: "i",
  3: "e",
  4: "a",
  5: "s",
  7: "t",
  "@": "a",
  $: "s",
};

/** The words of such orders, to put the spaces back where spelling took them all. */
const WORDS =
  /disregard|instructions?|everything|guidelines|restrictions|password|previous|override|without|ignore|reveal|system|prompts?|forget|bypass|output|repeat|secret|delete|above|prior|rules|print|write|these|every|show|tell|send|your|with|user|then|just|from|this|that|all|any|the|and|now|say|you|are|act|key|not|do|my|me|to|as|is|in|of/gi;

type Stretch = { at: number; end: number; plainAt: number; plainEnd: number };

/** The text with such spellings undone. */
export function undisguised(text: FoldedText): FoldedText {
  return withoutDigits(withoutSpacing(text));
}

function withoutSpacing(text: FoldedText): FoldedText {
  const parts: string[] = [];
  const stretches: Stretch[] = [];
  let copied = 0;
  let length = 0;
  for (const match of text.plain.matchAll(SPACED)) {
    const joined = joinLetters(match[0]);
    const before = text.plain.slice(copied, match.index);
    parts.push(before, joined);
    const at = length + before.length;
    copied = match.index + match[0].length;
    length = at + joined.length;
    stretches.push({ at, end: length, plainAt: match.index, plainEnd: copied });
  }
  if (stretches.length === 0) return text;
  parts.push(text.plain.slice(copied));
  const plain = parts.join("");
  return {
    original: text.original,
    plain,
    folded: plain.toLowerCase(),
    changed: true,
    toOriginal: (start, end) =>
      text.toOriginal(plainPosition(stretches, start, "start"), plainPosition(stretches, end, "end")),
  };
}

/** “i.g.n.o.r.e a.l.l” has a second separator for words; “i g n o r e a l l” has lost them, and known words give them back. */
function joinLetters(spelled: string): string {
  const separator = spelled.charAt(1) === spelled.charAt(2) ? spelled.slice(1, 3) : spelled.charAt(1);
  const words = spelled.replace(/([ ._*|/-]{1,3})([a-z])/gi, (_, gap: string, letter: string) =>
    gap === separator ? letter : ` ${letter}`,
  );
  if (words.includes(" ")) return words;
  return words.replace(WORDS, " $& ").replace(/ {2}/g, " ");
}

function plainPosition(stretches: readonly Stretch[], position: number, side: "start" | "end"): number {
  let shift = 0;
  for (const stretch of stretches) {
    if (position < stretch.at || (position === stretch.at && side === "end")) break;
    if (position < stretch.end || (position === stretch.end && side === "end")) {
      return side === "start" ? stretch.plainAt : stretch.plainEnd;
    }
    shift = stretch.plainEnd - stretch.end;
  }
  return position + shift;
}

function withoutDigits(text: FoldedText): FoldedText {
  const plain = text.plain.replace(LEET_WORD, (word) =>
    /[a-z]/i.test(word) ? word.replace(/[013457@$]/g, (sign) => LETTERS[sign] ?? sign) : word,
  );
  return { ...text, plain, folded: plain.toLowerCase(), changed: true };
}
