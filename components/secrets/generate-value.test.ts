import { describe, expect, it } from "vitest";
import { ALPHABETS, type Alphabet, generateValue } from "./generate-value.ts";

describe("a generated value", () => {
  it.each(Object.keys(ALPHABETS) as Alphabet[])("has the length and the characters asked for: %s", (name) => {
    for (const length of [1, 32, 500]) {
      const value = generateValue(name, length);
      expect(value).toHaveLength(length);
      expect([...value].every((each) => ALPHABETS[name].includes(each))).toBe(true);
    }
  });

  it("favours no character", () => {
    const seen = new Map<string, number>();
    for (const each of generateValue("alphanumeric", 62_000)) seen.set(each, (seen.get(each) ?? 0) + 1);
    expect(seen.size).toBe(62);
    expect(Math.max(...seen.values())).toBeLessThan(1_200);
    expect(Math.min(...seen.values())).toBeGreaterThan(800);
  });

  it("is another one each time", () => {
    expect(new Set(Array.from({ length: 100 }, () => generateValue("hex", 32))).size).toBe(100);
  });
});
