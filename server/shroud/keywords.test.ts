import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileWords, occurrences } from "./keywords.ts";

function found(words: readonly string[], text: string): string[] {
  const list = occurrences();
  compileWords(words).search(text, list);
  return Array.from(
    { length: list.count },
    (_, at) => `${words[list.words[at] as number]}@${list.ends[at]}`,
  ).sort();
}

function expected(words: readonly string[], text: string): string[] {
  return words
    .flatMap((word) => {
      const ends: string[] = [];
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
        ends.push(`${word}@${at + word.length}`);
      return ends;
    })
    .sort();
}

describe("searching many words at once", () => {
  it("finds words inside and at the end of other words", () => {
    expect(found(["he", "she", "his", "hers"], "ushers")).toEqual(["he@4", "hers@6", "she@4"]);
  });

  it("finds words beyond ASCII, in texts that have such characters", () => {
    expect(found(["key", "忽略", "ключ"], "a key, 忽略, ключ")).toEqual(
      ["key@5", "ключ@15", "忽略@9"].sort(),
    );
  });

  it("finds exactly what a search for each word by itself finds", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "é"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
        fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "é"), maxLength: 80 }),
        (words, text) => {
          expect(found(words, text)).toEqual(expected(words, text));
        },
      ),
    );
  });

  it("has room for a word in every place", () => {
    expect(found(["aaa"], "a".repeat(5000))).toHaveLength(4998);
  });
});
