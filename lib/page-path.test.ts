import { describe, expect, it } from "vitest";
import { safePath } from "./page-path.ts";

describe("the way on after signing in", () => {
  it.each(["/vaults", "/vaults/1?tab=policies#a", "/"])("leads to %s of this site", (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each([
    ["another site", "https://evil.example/"],
    ["another site without a scheme", "//evil.example/"],
    ["another site by backslashes", "/\\evil.example"],
    ["another site by a tab", "/\t/evil.example"],
    ["a script", "javascript:alert(1)"],
    ["nothing", ""],
    ["no text", null],
  ])("never leads to %s", (_, next) => {
    expect(safePath(next)).toBe("/dashboard");
  });
});
