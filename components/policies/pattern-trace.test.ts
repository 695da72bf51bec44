import { describe, expect, it } from "vitest";
import { matchesPattern } from "#lib/path-pattern.ts";
import { tracePattern } from "./pattern-trace.ts";

const pieces = (pattern: string, path: string) =>
  tracePattern(pattern, path).pieces.map(({ pattern: asked, path: has, fits }) => `${asked}=${has}:${fits}`);

describe("where a pattern and a path part", () => {
  it("shows what each piece of a matching pattern takes", () => {
    expect(pieces("api-keys/**", "api-keys/stripe/live")).toEqual([
      "api-keys=api-keys:true",
      "**=stripe/live:true",
    ]);
    expect(pieces("**/db", "prod/eu/db")).toEqual(["**=prod/eu:true", "db=db:true"]);
    expect(pieces("a/**", "a")).toEqual(["a=a:true", "**=:true"]);
  });

  it("shows the first segment that is another one, and says so", () => {
    expect(pieces("api-keys/*/live", "api-keys/stripe/test")).toEqual([
      "api-keys=api-keys:true",
      "*=stripe:true",
      "live=test:false",
    ]);
    expect(tracePattern("api-keys/**", "prod/db").why).toBe(
      "the pattern asks for “api-keys” where the path has “prod”",
    );
    expect(pieces("api-keys/**", "prod/db")).toEqual(["api-keys=prod:false", "**=db:null"]);
  });

  it("says which of the two ends too early", () => {
    expect(tracePattern("prod/*", "prod/eu/db").why).toBe(
      "the pattern ends where the path goes on with “db”",
    );
    expect(tracePattern("prod/*/db", "prod/eu").why).toBe("the path ends where the pattern asks for “db”");
  });

  it("never differs from the engine's own matching", () => {
    const segments = ["a", "b", "*", "**"];
    const patterns = segments.flatMap((x) => [
      x,
      ...segments.flatMap((y) => [`${x}/${y}`, ...segments.map((z) => `${x}/${y}/${z}`)]),
    ]);
    const paths = ["a", "b", "a/b", "b/a", "a/a", "a/b/a", "b/b/a/a", "a/b/b/b/a"];
    for (const pattern of patterns)
      for (const path of paths)
        expect([pattern, path, tracePattern(pattern, path).matches]).toEqual([
          pattern,
          path,
          matchesPattern(pattern, path),
        ]);
  });
});
