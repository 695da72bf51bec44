import { describe, expect, it } from "vitest";
import { choicesFor, readable } from "./what-to-read.ts";

describe("what an agent may be granted", () => {
  it("goes from one secret over its folder to the vault", () => {
    const choices = choicesFor(["api-keys/stripe", "api-keys/github", "db/password"]);
    expect(choices.map(({ pattern }) => pattern)).toEqual(["api-keys/stripe", "api-keys/**", "**"]);
    expect(choices[1]?.description).toContain("2 secrets");
    expect(choices[2]?.description).toContain("3 secrets");
  });

  it("has no folder for a secret that lies in none", () => {
    expect(choicesFor(["STRIPE_KEY"]).map(({ pattern }) => pattern)).toEqual(["STRIPE_KEY", "**"]);
  });

  it("leads to a secret that the agent may really read", () => {
    expect(readable(["a/b", "c/d"], ["c/**"])).toBe("c/d");
    expect(readable(["a/b"], ["x"])).toBeNull();
  });
});
