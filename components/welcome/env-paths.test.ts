import { describe, expect, it } from "vitest";
import { secretsOfEnv } from "./env-paths.ts";

describe("a .env file as secrets", () => {
  it("makes each key a path", () => {
    expect(secretsOfEnv("STRIPE_KEY=sk_1\nexport DB='p w'\n# note\n")).toEqual({
      secrets: [
        { path: "STRIPE_KEY", value: "sk_1" },
        { path: "DB", value: "p w" },
      ],
      problems: [],
    });
  });

  it("says what it leaves out and why, and never a value", () => {
    const { secrets, problems } = secretsOfEnv("A=1\nEMPTY=\n_=2\nno equals\n_.x.y_=CANARY\n");
    expect(secrets.map(({ path }) => path)).toEqual(["A", "x-y"]);
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain("CANARY");
  });

  it("has something to say about a file without a key", () => {
    expect(secretsOfEnv("").problems).toHaveLength(1);
  });
});
