import { describe, expect, it } from "vitest";
import type { Rule } from "./rule.ts";
import { compileRules } from "./rules.ts";
import { foldText } from "./text.ts";

const rule = (parts: Partial<Rule>): Rule => ({
  id: "a-rule",
  severity: "low",
  explanation: "An example.",
  keywords: ["key"],
  pattern: /key=(?<value>[a-z0-9]{4,8})/,
  ...parts,
});

function matches(rules: readonly Rule[], text: string): string[] {
  const folded = foldText(text);
  return compileRules(rules)
    .run(folded)
    .map(({ rule: { id }, start, end }) => `${id}: ${folded.plain.slice(start, end)}`);
}

describe("running rules", () => {
  it("finds every match around a word, in capitals too where the pattern allows them", () => {
    expect(matches([rule({ pattern: /key=[a-z0-9]{4,8}/i })], "key=abcd KEY=efgh2")).toEqual([
      "a-rule: key=abcd",
      "a-rule: KEY=efgh2",
    ]);
  });

  it("reports the named part of a match, also where its text occurs before", () => {
    const hits = compileRules([rule({ group: "value", pattern: /key=key1=(?<value>[a-z0-9]{4})/ })]).run(
      foldText("key=key1=key1"),
    );
    expect(hits.map(({ start, end }) => [start, end])).toEqual([[9, 13]]);
  });

  it("looks again behind the beginning of a match that was refused", () => {
    expect(
      matches(
        [rule({ keywords: ["aaa"], pattern: /[ab]{3}/, accepts: ([text]) => text === "aab" })],
        "aaaab",
      ),
    ).toEqual(["a-rule: aab"]);
  });

  it("sees what stands right before and behind a window", () => {
    const bounded = rule({ pattern: /(?<![a-z])key=[a-z]{4}(?![a-z])/, reach: 5 });
    expect(matches([bounded], "key=abcd")).toHaveLength(1);
    expect(matches([bounded], "monkey=abcd")).toEqual([]);
    expect(matches([bounded], "key=abcde")).toEqual([]);
  });

  it("does not look farther than a rule reaches", () => {
    const far = rule({ keywords: ["aws"], pattern: /[A-Z]{10}/, reach: 100 });
    expect(matches([far], `aws ${" ".repeat(80)}ABCDEFGHIJ`)).toHaveLength(1);
    expect(matches([far], `aws ${" ".repeat(300)}ABCDEFGHIJ`)).toEqual([]);
  });

  it("tries a pattern at no place twice when its word is repeated without end", () => {
    let starts = 0;
    const counting = rule({
      pattern: /key/,
      accepts: () => {
        starts += 1;
        return true;
      },
    });
    const words = 100_000;
    expect(compileRules([counting]).run(foldText("key".repeat(words)))).toHaveLength(words);
    expect(starts).toBe(words);
  });

  it("refuses at most a thousand times inside matches, so that refusing is no way to stop it", () => {
    let asked = 0;
    const refusing = rule({
      keywords: ["aaa"],
      pattern: /a{100}/,
      accepts: () => {
        asked += 1;
        return false;
      },
    });
    compileRules([refusing]).run(foldText("a".repeat(200_000)));
    expect(asked).toBeLessThan(1000 + 200_000 / 100 + 1);
  });

  it("runs only the rules that were chosen", () => {
    const set = compileRules([rule({ id: "one" }), rule({ id: "two" })]);
    const two = set.choose(({ id }) => id === "two");
    expect(set.run(foldText("key=abcd"), two).map((hit) => hit.rule.id)).toEqual(["two"]);
  });

  it("says from where on more text could change the answer", () => {
    const set = compileRules([rule({ reach: 20 })]);
    const text = `${"x".repeat(500)}key=ab`;
    expect(set.settled(foldText(text))).toBeLessThanOrEqual(500);
    expect(set.settled(foldText(`${text}${".".repeat(500)}`))).toBeGreaterThan(700);
  });
});
