import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPathPattern, literalPrefix, matchesPattern, patternToSqlRegex } from "./path-pattern.ts";
import { isSecretPath } from "./secret-path.ts";

const verdicts: [pattern: string, path: string, verdict: boolean][] = [
  ["a", "a", true],
  ["a", "b", false],
  ["a", "a/b", false],
  ["a/b", "a", false],
  ["a/b", "a/b", true],
  ["prod/db", "PROD/db", false],
  ["PROD/db", "PROD/db", true],
  ["prod/db", "prod/db2", false],
  ["prod/db", "prod/d", false],
  ["a-b_c/1", "a-b_c/1", true],
  ["a", "ab", false],
  ["*", "a", true],
  ["*", "long-name_1", true],
  ["*", "a/b", false],
  ["*/*", "a", false],
  ["*/*", "a/b", true],
  ["*/*", "a/b/c", false],
  ["a/*", "a", false],
  ["a/*", "a/b", true],
  ["a/*", "a/b/c", false],
  ["a/*", "ab/c", false],
  ["*/b", "a/b", true],
  ["*/b", "b", false],
  ["*/b", "a/c/b", false],
  ["a/*/c", "a/b/c", true],
  ["a/*/c", "a/c", false],
  ["a/*/c", "a/b/b/c", false],
  ["**", "a", true],
  ["**", "a/b/c/d/e/f/g", true],
  ["a/**", "a", true],
  ["a/**", "a/b", true],
  ["a/**", "a/b/c", true],
  ["a/**", "ab", false],
  ["a/**", "ab/c", false],
  ["a/**", "b/a", false],
  ["api-keys/**", "api-keys/stripe", true],
  ["api-keys/**", "api-keys-old/stripe", false],
  ["**/z", "z", true],
  ["**/z", "a/z", true],
  ["**/z", "a/b/z", true],
  ["**/z", "a/z/b", false],
  ["**/z", "az", false],
  ["**/z", "z/a/z", true],
  ["a/**/z", "a/z", true],
  ["a/**/z", "a/b/z", true],
  ["a/**/z", "a/b/c/z", true],
  ["a/**/z", "a", false],
  ["a/**/z", "z", false],
  ["a/**/z", "a/z/b", false],
  ["a/**/a", "a", false],
  ["a/**/a", "a/a", true],
  ["a/**/b/**/c", "a/b/c", true],
  ["a/**/b/**/c", "a/x/b/y/c", true],
  ["a/**/b/**/c", "a/x/y/c", false],
  ["a/**/b/**/c", "a/c/b", false],
  ["a/**/b/c/**", "a/b/b/c", true],
  ["a/**/b/c/**", "a/b/x/b/c/d", true],
  ["**/b/**", "b", true],
  ["**/b/**", "a/b/c", true],
  ["**/b/**", "a/c", false],
  ["**/**", "a", true],
  ["**/**/**", "a/b", true],
  ["a/**/**/z", "a/z", true],
  ["**/*", "a", true],
  ["**/*", "a/b/c", true],
  ["*/**", "a", true],
  ["*/**/*", "a", false],
  ["*/**/*", "a/b", true],
  ["*/**/*/c", "a/b/c", true],
  ["**/a/*", "a/a/b", true],
  ["**/a/*", "a/a", true],
  ["**/a/*", "a", false],
  ["**/a/b", "a/a/b", true],
  ["**/a/a/b", "a/a/a/b", true],
];

const invalidPatterns: [pattern: string, sentence: RegExp][] = [
  ["", /empty\.$/],
  ["/a", /start with a slash/],
  ["a/", /end with a slash/],
  ["a//b", /empty segment/],
  ["stripe-*", /star must be a whole segment/],
  ["*-stripe", /star must be a whole segment/],
  ["prod*", /star must be a whole segment/],
  ["***", /star must be a whole segment/],
  ["a/**b", /star must be a whole segment/],
  ["a/****/b", /star must be a whole segment/],
  ...[
    "?",
    "[ab]",
    "{a,b}",
    "!a",
    "(a|b)",
    "+a",
    "@(a)",
    "a.b",
    "..",
    "a\\b",
    "^a$",
    "a b",
    "a\n",
    "a\0",
    "\u00e9",
  ].map((pattern): [string, RegExp] => [pattern, /may contain only/]),
  ["*(*(*(a|b)))", /may contain only/],
  ["{a,b}".repeat(100), /./],
  ["a".repeat(256), /segment of the path pattern is longer than 255 bytes/],
  [`${"**/".repeat(200)}a`, /more than 64 segments/],
  [`${"a/".repeat(64)}a`, /more than 64 segments/],
  ["a".repeat(10_240), /longer than 1024 bytes/],
  ["**/".repeat(2_000_000), /longer than 1024 bytes/],
];

const segment = fc.constantFrom("a", "a", "a", "b", "b", "ab", "A", "_");
const anyPath = fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join("/"));
const anyPattern = fc
  .array(fc.oneof(segment, fc.constantFrom("*", "**", "**")), {
    minLength: 1,
    maxLength: 6,
  })
  .map((segments) => segments.join("/"));

function naivelyCovers(pattern: string[], path: string[]): boolean {
  const [first, ...others] = pattern;
  if (first === undefined) return path.length === 0;
  if (first === "**") {
    return naivelyCovers(others, path) || (path.length > 0 && naivelyCovers(pattern, path.slice(1)));
  }
  return path.length > 0 && (first === "*" || first === path[0]) && naivelyCovers(others, path.slice(1));
}

describe("matchesPattern", () => {
  it.each(verdicts)("%s on %s: %s", (pattern, path, verdict) => {
    expect(checkPathPattern(pattern)).toBeNull();
    expect(isSecretPath(path)).toBe(true);
    expect(matchesPattern(pattern, path)).toBe(verdict);
  });

  it("agrees with the recursive definition of * and ** on random patterns and paths", () => {
    const seen = { true: 0, false: 0 };
    fc.assert(
      fc.property(anyPattern, anyPath, (pattern, path) => {
        const expected = isSecretPath(path) && naivelyCovers(pattern.split("/"), path.split("/"));
        seen[`${expected}`] += 1;
        expect(matchesPattern(pattern, path)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(seen.true, seen.false)).toBeGreaterThan(500);
  });

  it("never matches a path that is not a secret path, not even for **", () => {
    for (const path of [
      "",
      "/a",
      "a/",
      "a//b",
      "a/../b",
      "a/./b",
      "a%2fb",
      "a\\b",
      "a\n",
      "\u212aey",
      "*",
      "**",
    ]) {
      expect(matchesPattern("**", path), path).toBe(false);
      expect(matchesPattern(path, path), path).toBe(false);
    }
  });

  it("never matches anything with an invalid pattern", () => {
    for (const [pattern] of invalidPatterns) {
      for (const path of ["a", "a/b", "stripe-key", "prod"]) {
        expect(matchesPattern(pattern, path), pattern.slice(0, 40)).toBe(false);
      }
    }
  });

  it("finishes on patterns made to backtrack, over ten thousand deep paths", () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => `${"a/".repeat(40)}${index}`);
    const patterns = [
      `${"**/a/".repeat(31)}b`,
      `**/${"a/".repeat(62)}b`,
      `${"**/*/".repeat(31)}b`,
      `${"**/".repeat(63)}b`,
      `${"*/**/a/".repeat(21)}b`,
    ];
    for (const pattern of patterns) {
      expect(checkPathPattern(pattern)).toBeNull();
      expect(paths.some((path) => matchesPattern(pattern, path))).toBe(false);
    }
  });
});

describe("checkPathPattern", () => {
  it("refuses each bad pattern with one sentence that says what is wrong", () => {
    for (const [pattern, sentence] of invalidPatterns) {
      const problem = checkPathPattern(pattern);
      expect(problem, pattern.slice(0, 40)).toMatch(sentence);
      expect(problem).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("takes a pattern of 64 segments and a segment of 255 bytes", () => {
    expect(checkPathPattern(`${"a/".repeat(63)}a`)).toBeNull();
    expect(checkPathPattern(`${"a".repeat(255)}/**`)).toBeNull();
  });
});

describe("patternToSqlRegex", () => {
  it("gives the verdict of matchesPattern for every row of the table", () => {
    for (const [pattern, path, verdict] of verdicts) {
      expect(new RegExp(patternToSqlRegex(pattern)).test(path), `${pattern} ${path}`).toBe(verdict);
    }
  });

  it("gives the verdict of matchesPattern for random patterns and paths", () => {
    fc.assert(
      fc.property(anyPattern, anyPath.filter(isSecretPath), (pattern, path) => {
        expect(new RegExp(patternToSqlRegex(pattern)).test(path)).toBe(matchesPattern(pattern, path));
      }),
      { numRuns: 5000 },
    );
  });

  it("matches no path for an invalid pattern", () => {
    for (const [pattern] of invalidPatterns) {
      for (const path of ["a", "ab", "stripe-key", "a/b"]) {
        expect(new RegExp(patternToSqlRegex(pattern)).test(path), pattern.slice(0, 40)).toBe(false);
      }
    }
  });
});

describe("literalPrefix", () => {
  it.each([
    ["prod/db", "prod/db"],
    ["prod/*", "prod/"],
    ["prod/**", "prod"],
    ["prod/**/**", "prod"],
    ["prod/**/*", "prod/"],
    ["prod/**/z", "prod/"],
    ["a/b/*/c", "a/b/"],
    ["*", ""],
    ["**", ""],
    ["**/z", ""],
    ["prod-*", ""],
  ])("of %s is '%s'", (pattern, prefix) => {
    expect(literalPrefix(pattern)).toBe(prefix);
  });

  it("starts every path that the pattern covers", () => {
    fc.assert(
      fc.property(anyPattern, anyPath, (pattern, path) => {
        if (matchesPattern(pattern, path)) expect(path.startsWith(literalPrefix(pattern))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
