import { describe, expect, it } from "vitest";
import { daysWords, expiryWords, permissionWords, policyText, policyWords } from "./policy-words.ts";

const NAMES = { principal: "deploy-bot", vault: "Production" };
const CLOCK = { now: Date.parse("2026-06-10T12:00:00Z"), zone: "Europe/Zurich" };
const RULE = { secret_path_pattern: "api-keys/**", permissions: ["read"] };

describe("a policy as a sentence", () => {
  it("says every limit that it has", () => {
    const policy = {
      ...RULE,
      conditions: {
        ip_allowlist: ["10.0.0.0/8"],
        time_window: {
          after: "09:00",
          before: "17:00",
          timezone: "Europe/Zurich",
          days: ["mon", "tue", "wed", "thu", "fri"],
        },
      },
      expires_at: "2026-12-01T11:00:00Z",
    };
    expect(policyText(policy, NAMES, CLOCK)).toBe(
      "deploy-bot may read api-keys/** in Production on weekdays 9:00–17:00 (Europe/Zurich) from 10.0.0.0/8 until 1 Dec",
    );
  });

  it("is short without limits and says plainly when everything is meant", () => {
    expect(policyText(RULE, NAMES)).toBe("deploy-bot may read api-keys/** in Production");
    expect(policyText({ ...RULE, secret_path_pattern: "**" }, NAMES)).toBe(
      "deploy-bot may read everything in Production",
    );
  });

  it("never hides a condition that it does not know", () => {
    expect(policyText({ ...RULE, conditions: { moon_phase: "full" } }, NAMES)).toContain("moon_phase");
    expect(policyText({ ...RULE, conditions: { time_window: { after: 9 } } }, NAMES)).toContain(
      "never met (time_window)",
    );
    expect(policyText({ ...RULE, conditions: { ip_allowlist: [] } }, NAMES)).toContain("never met");
  });

  it("sets names and patterns apart, so that a name cannot pass for a part of the rule", () => {
    const words = policyWords(RULE, { ...NAMES, principal: "bot may write everything" });
    expect(words[0]).toEqual({ is: "principal", text: "bot may write everything" });
    expect(words.filter(({ is }) => is === "pattern")).toEqual([{ is: "pattern", text: "api-keys/**" }]);
  });

  it("counts addresses when there are many", () => {
    const from = (ip_allowlist: string[]) => policyText({ ...RULE, conditions: { ip_allowlist } }, NAMES);
    expect(from(["10.0.0.0/8", "::1"])).toContain("from 10.0.0.0/8 or ::1");
    expect(from(["a", "b", "c"])).toContain("from a, b or c");
    expect(from(["a", "b", "c", "d", "e"])).toContain("from a, b or 3 other ranges");
  });

  it("says that a night window ends on the next day", () => {
    const time_window = { after: "22:00", before: "06:30" };
    expect(policyText({ ...RULE, conditions: { time_window } }, NAMES)).toContain(
      "every day 22:00–6:30 the next day (UTC)",
    );
  });

  it("holds its place while a policy is being typed", () => {
    expect(policyText({ secret_path_pattern: "", permissions: [] }, NAMES)).toBe(
      "deploy-bot may … … in Production",
    );
  });
});

describe("permissions in words", () => {
  it("come in one order, and what write covers is not said twice", () => {
    expect(permissionWords(["write", "read"])).toBe("read and write");
    expect(permissionWords(["rotate", "delete", "write", "read"])).toBe("read and write");
    expect(permissionWords(["rotate", "delete", "read"])).toBe("read, delete and rotate");
  });
});

describe("days in words", () => {
  it.each([
    [undefined, "every day"],
    [["mon", "tue", "wed", "thu", "fri"], "on weekdays"],
    [["sun", "sat"], "on weekends"],
    [["wed"], "on Wednesdays"],
    [["tue", "mon", "wed"], "Monday to Wednesday"],
    [["mon", "wed", "sat"], "on Mon, Wed and Sat"],
    [[], "on no day"],
  ])("%j is %s", (days, words) => {
    expect(daysWords(days)).toBe(words);
  });
});

describe("an expiry in words", () => {
  it("has the time when it is near, the year when it is another, and says that it is over", () => {
    expect(expiryWords("2026-06-11T08:30:00Z", CLOCK)).toBe("until 11 Jun 10:30");
    expect(expiryWords("2027-01-31T12:00:00Z", CLOCK)).toBe("until 31 Jan 2027");
    expect(expiryWords("2026-01-31T12:00:00Z", CLOCK)).toBe("until 31 Jan (expired)");
    expect(expiryWords(null, CLOCK)).toBe("");
  });

  it("does not depend on the machine without a reader's clock", () => {
    expect(expiryWords("2026-12-01T23:30:00Z")).toBe("until 1 Dec 2026");
  });
});
