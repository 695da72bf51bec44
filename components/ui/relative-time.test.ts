import { expect, it } from "vitest";
import { relativeTime } from "./relative-time.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");

it.each([
  ["2026-03-10T12:00:00Z", "now"],
  ["2026-03-10T11:59:56Z", "now"],
  ["2026-03-10T11:59:48Z", "12 s ago"],
  ["2026-03-10T12:00:30Z", "in 30 s"],
  ["2026-03-10T11:59:00Z", "1 min ago"],
  ["2026-03-10T11:57:01Z", "2 min ago"],
  ["2026-03-10T11:00:00Z", "1 hour ago"],
  ["2026-03-10T09:00:00Z", "3 hours ago"],
  ["2026-03-09T12:00:00Z", "1 day ago"],
  ["2026-03-15T12:00:00Z", "in 5 days"],
  ["2026-02-08T12:00:00Z", "30 days ago"],
  ["2026-01-10T12:00:00Z", "1 month ago"],
  ["2025-04-10T12:00:00Z", "10 months ago"],
  ["2028-03-11T12:00:00Z", "in 2 years"],
])("%s is %s at noon of 10 March 2026", (at, words) => {
  expect(relativeTime(at, NOW)).toBe(words);
});

it("time never runs backwards: an older moment never sounds younger", () => {
  const rank = ["s", "min", "hour", "day", "month", "year"];
  const weight = (words: string) => {
    const [count, unit = ""] = words.split(" ");
    return words === "now" ? 0 : 1_000 * (1 + rank.indexOf(unit.replace(/s$/, "") || "s")) + Number(count);
  };
  let last = 0;
  for (let age = 0; age < 4e10; age = age * 1.03 + 700) {
    const next = weight(relativeTime(new Date(NOW - age).toISOString(), NOW));
    expect(next).toBeGreaterThanOrEqual(last);
    last = next;
  }
});

it("what is no time is shown as it is", () => {
  expect(relativeTime("soon", NOW)).toBe("soon");
});
