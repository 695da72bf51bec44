import { describe, expect, it } from "vitest";
import { checkSecretPath, isSecretPath } from "./secret-path.ts";

const segment255 = "s".repeat(255);
const path1024 = `${segment255}/${segment255}/${segment255}/${"s".repeat(254)}/z`;

const taken = [
  "a",
  "7",
  "api-keys/stripe",
  "prod/db/password",
  "PROD/db",
  "a_b/c-d",
  "a/_b_/c",
  "a/-/b",
  "a--b",
  "constructor",
];

const refused: [path: string, sentence: RegExp][] = [
  ["", /empty/],
  ["/a", /start with a slash/],
  ["a/", /end with a slash/],
  ["/", /start with a slash/],
  ["a//b", /empty segment/],
  [".", /only the letters/],
  ["..", /only the letters/],
  ["a/../b", /only the letters/],
  ["a/./b", /only the letters/],
  ["a/%2e%2e/b", /only the letters/],
  ["a\\b", /only the letters/],
  ["a b", /only the letters/],
  ["a\n", /only the letters/],
  ["a\0b", /only the letters/],
  ["a*", /only the letters/],
  ["caf\u00e9", /only the letters/],
  ["cafe\u0301", /only the letters/],
  ["\uff41pi", /only the letters/],
  ["\u212aey", /only the letters/],
  ["a\u200bb", /only the letters/],
  ["_a", /start and end with a letter or a digit/],
  ["a_", /start and end with a letter or a digit/],
  ["-a", /start and end with a letter or a digit/],
  ["a/b-", /start and end with a letter or a digit/],
  ["_", /start and end with a letter or a digit/],
  [`a/${segment255}s`, /segment of the path is longer than 255 bytes/],
  ["a".repeat(1025), /longer than 1024 bytes/],
  ["/".repeat(5_000_000), /longer than 1024 bytes/],
];

describe("checkSecretPath", () => {
  it.each(taken)("takes %s", (path) => {
    expect(checkSecretPath(path)).toBeNull();
    expect(isSecretPath(path)).toBe(true);
  });

  it("takes a segment of 255 bytes and a path of 1024 bytes", () => {
    expect(path1024).toHaveLength(1024);
    expect(checkSecretPath(segment255)).toBeNull();
    expect(checkSecretPath(path1024)).toBeNull();
    expect(checkSecretPath(`${path1024}z`)).not.toBeNull();
  });

  it("refuses each bad path with one sentence that says what is wrong", () => {
    for (const [path, sentence] of refused) {
      const problem = checkSecretPath(path);
      expect(problem, JSON.stringify(path.slice(0, 40))).toMatch(sentence);
      expect(problem).toMatch(/^[A-Z].*\.$/);
      expect(isSecretPath(path)).toBe(false);
    }
  });

  it("never repeats the refused path, which may hold a secret typed into the wrong field", () => {
    expect(checkSecretPath("hunter2 hunter2")).not.toContain("hunter2");
  });

  it("agrees with the published rule for every path of up to four characters", () => {
    const published = /^[a-zA-Z0-9][a-zA-Z0-9_\-/]*[a-zA-Z0-9]$|^[a-zA-Z0-9]$/;
    const alphabet = ["a", "Z", "0", "_", "-", "/", ".", "*"];
    let paths = [""];
    for (let length = 0; length <= 4; length += 1) {
      for (const path of paths) {
        expect(isSecretPath(path), path).toBe(published.test(path) && !path.includes("//"));
      }
      paths = paths.flatMap((path) => alphabet.map((character) => path + character));
    }
  });
});
