import { describe, expect, it } from "vitest";
import { charactersBefore, maxLength, minLength, parsePattern } from "./pattern.ts";

describe("reading a pattern", () => {
  it.each([
    [/abc/, 3, 3],
    [/a(?:bc|d){2,3}e?/, 3, 8],
    [/[a-f0-9]{32}(?![a-f0-9])/, 32, 32],
    [/(?<=x)\bkey\s{0,4}=(?<value>\S{1,9})$/, 5, 17],
    [/a*/, 0, Number.POSITIVE_INFINITY],
    [/\p{L}{2}\u0041\x41\//u, 5, 5],
  ])("knows how short and how long a match of %s can be", (pattern, least, most) => {
    const node = parsePattern(pattern);
    expect([minLength(node), maxLength(node)]).toEqual([least, most]);
  });

  it.each([
    [/ghp_[A-Za-z0-9]{36}/, ["ghp_"], 0],
    [/(?:ghp|gho)_[A-Za-z0-9]{36}/, ["ghp_", "gho_"], 0],
    [/[a-z]{1,20}:\/\/\w/, ["://"], 20],
    [/(?:my )?API[_-]?KEY/i, ["api_key", "api-key", "apikey"], 3],
    [/[A-Z]{10}/, ["aws"], null],
    [/foo|bar/, ["foo"], null],
  ])("knows how much of a match of %s can stand before its keyword", (pattern, keywords, before) => {
    expect(charactersBefore(parsePattern(pattern), keywords)).toBe(before);
  });

  it("gives up on a pattern with too many beginnings instead of trying them all", () => {
    expect(
      charactersBefore(parsePattern(/(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)(?:a|b)key/), [
        "key",
      ]),
    ).toBeNull();
  });
});
