import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConditions, evaluateConditions } from "./conditions.ts";

const noon = new Date("2026-06-15T12:00:00Z");

function allows(range: string, ip: string | null): boolean {
  return evaluateConditions({ ip_allowlist: [range] }, { ip, at: noon }).ok;
}

function opens(window: Record<string, unknown>, instant: string): boolean {
  return evaluateConditions({ time_window: window }, { ip: null, at: new Date(instant) }).ok;
}

describe("the IP allowlist", () => {
  it.each<[range: string, ip: string | null, verdict: boolean]>([
    ["203.0.113.0/24", "203.0.113.5", true],
    ["203.0.113.0/24", "203.0.114.5", false],
    ["203.0.113.77/24", "203.0.113.5", true],
    ["203.0.113.5", "203.0.113.5", true],
    ["203.0.113.5", "203.0.113.6", false],
    ["10.0.0.0/8", "10.255.255.255", true],
    ["10.0.0.0/8", "11.0.0.0", false],
    ["128.0.0.0/1", "255.1.2.3", true],
    ["128.0.0.0/1", "127.1.2.3", false],
    ["0.0.0.0/0", "8.8.8.8", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["::/0", "2001:db8::1", true],
    ["::/0", "8.8.8.8", false],
    ["::/0", "::ffff:8.8.8.8", false],
    ["203.0.113.0/24", "::ffff:203.0.113.5", true],
    ["203.0.113.0/24", "::FFFF:cb00:7105", true],
    ["::ffff:203.0.113.0/120", "203.0.113.5", true],
    ["::ffff:203.0.113.0/120", "203.0.114.5", false],
    ["::ffff:203.0.113.5", "203.0.113.5", true],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1", true],
    ["fe80::/10", "fe80::1%eth0", true],
    ["203.0.113.0/24", null, false],
    ["203.0.113.0/24", "", false],
    ["203.0.113.0/24", "203.0.113.5, 10.0.0.1", false],
    ["203.0.113.0/24", "203.0.113.05", false],
    ["203.0.113.0/24", "0xcb.0.113.5", false],
    ["203.0.113.0/24", "3405803781", false],
    ["203.0.113.0/24", "203.0.113.5%eth0", false],
    ["203.0.113.0/24", "::203.0.113.5", false],
    ["0.0.0.0/0", "localhost", false],
  ])("%s for %s: %s", (range, ip, verdict) => {
    expect(checkConditions({ ip_allowlist: [range] })).toBeNull();
    expect(allows(range, ip)).toBe(verdict);
  });

  it("allows an address that any one entry covers", () => {
    const conditions = { ip_allowlist: ["10.0.0.0/8", "2001:db8::/32", "192.0.2.7"] };
    for (const ip of ["10.1.1.1", "2001:db8::9", "192.0.2.7"]) {
      expect(evaluateConditions(conditions, { ip, at: noon })).toEqual({ ok: true });
    }
    expect(evaluateConditions(conditions, { ip: "192.0.2.8", at: noon })).toEqual({
      ok: false,
      failed: "ip_allowlist",
    });
  });

  it("takes as an address only what the operating system takes", () => {
    const fragments = fc.constantFrom(
      "0",
      "1",
      "255",
      "256",
      "01",
      "ffff",
      "fffff",
      "g",
      ":",
      "::",
      ".",
      ".",
      ":",
      "%1",
    );
    fc.assert(
      fc.property(fc.array(fragments, { minLength: 1, maxLength: 16 }), (parts) => {
        const text = parts.join("");
        if (checkConditions({ ip_allowlist: [text] }) === null) expect(isIP(text), text).toBeGreaterThan(0);
      }),
      { numRuns: 5000 },
    );
  });

  it("takes every address that can be written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (ip) => {
        if (/^::\d+\.\d+\.\d+\.\d+$/.test(ip)) return;
        expect(allows(ip, ip), ip).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the time window", () => {
  const berlinOffice = {
    after: "09:00",
    before: "17:00",
    timezone: "Europe/Berlin",
    days: ["mon", "tue", "wed", "thu", "fri"],
  };
  const berlinNight = { after: "23:00", before: "02:00", timezone: "Europe/Berlin", days: ["sat"] };
  const berlinGap = { after: "02:00", before: "03:00", timezone: "Europe/Berlin" };
  const berlinMorning = { after: "03:00", before: "04:00", timezone: "Europe/Berlin" };
  const newYorkGap = { after: "02:00", before: "03:00", timezone: "America/New_York" };
  const newYorkOneToTwo = { after: "01:00", before: "02:00", timezone: "America/New_York" };
  const newYorkNight = { after: "22:00", before: "06:00", timezone: "America/New_York", days: ["sat"] };

  it.each<[what: string, window: Record<string, unknown>, instant: string, verdict: boolean]>([
    ["one second before after", berlinOffice, "2026-01-12T07:59:59.999Z", false],
    ["after is inside", berlinOffice, "2026-01-12T08:00:00Z", true],
    ["the last instant is inside", berlinOffice, "2026-01-12T15:59:59.999Z", true],
    ["before is outside", berlinOffice, "2026-01-12T16:00:00Z", false],
    ["Saturday", berlinOffice, "2026-01-10T10:00:00Z", false],
    ["Sunday", berlinOffice, "2026-01-11T10:00:00Z", false],
    ["Friday", berlinOffice, "2026-01-09T10:00:00Z", true],
    ["summer time moves the window in UTC", berlinOffice, "2026-07-13T07:00:00Z", true],
    ["summer time ends the window earlier in UTC", berlinOffice, "2026-07-13T15:00:00Z", false],
    ["Monday in Berlin, Sunday in UTC", { ...berlinNight, days: ["mon"] }, "2026-07-12T22:30:00Z", false],
    ["UTC is the default zone", { after: "09:00", before: "17:00" }, "2026-01-12T09:00:00Z", true],
    ["UTC is the default zone, earlier", { after: "09:00", before: "17:00" }, "2026-01-12T08:30:00Z", false],
    ["every day is the default", { after: "09:00", before: "17:00" }, "2026-01-11T09:00:00Z", true],
    [
      "the day is the local one",
      { after: "00:00", before: "12:00", timezone: "Pacific/Auckland", days: ["mon"] },
      "2026-01-11T12:00:00Z",
      true,
    ],
    ["the night starts", berlinNight, "2026-01-10T22:00:00Z", true],
    ["not yet night", berlinNight, "2026-01-10T21:59:59Z", false],
    ["after midnight it is still Saturday's night", berlinNight, "2026-01-11T00:59:59Z", true],
    ["the night ends", berlinNight, "2026-01-11T01:00:00Z", false],
    ["Friday's night is not granted on Saturday morning", berlinNight, "2026-01-10T00:30:00Z", false],
    ["Sunday's night is not granted", berlinNight, "2026-01-11T22:30:00Z", false],
    ["a night from Sunday ends on Monday", { ...berlinNight, days: ["sun"] }, "2026-01-12T00:30:00Z", true],
    ["until midnight", { after: "22:00", before: "00:00", days: ["mon"] }, "2026-01-12T23:59:59.999Z", true],
    [
      "until midnight, not beyond",
      { after: "22:00", before: "00:00", days: ["mon"] },
      "2026-01-13T00:00:00Z",
      false,
    ],
    [
      "midnight itself opens 00:00",
      { after: "00:00", before: "23:59", days: ["tue"] },
      "2026-01-13T00:00:00Z",
      true,
    ],
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00Z.
    ["spring: the skipped hour never opens, before", berlinGap, "2026-03-29T00:59:59.999Z", false],
    ["spring: the skipped hour never opens, after", berlinGap, "2026-03-29T01:00:00Z", false],
    ["spring: 03:00 follows 01:59", berlinMorning, "2026-03-29T01:00:00Z", true],
    ["spring: 01:59 is not 03:00", berlinMorning, "2026-03-29T00:59:59.999Z", false],
    [
      "spring: Saturday's night ends an hour early in UTC",
      { ...berlinNight, before: "03:30" },
      "2026-03-29T01:29:00Z",
      true,
    ],
    ["spring: Saturday's night is over", { ...berlinNight, before: "03:30" }, "2026-03-29T01:30:00Z", false],
    // Berlin, 25 October 2026: 03:00 becomes 02:00 at 01:00Z, so 02:00 to 03:00 happens twice.
    ["autumn: the first 02:00", berlinGap, "2026-10-25T00:00:00Z", true],
    ["autumn: the first 02:59", berlinGap, "2026-10-25T00:59:59.999Z", true],
    ["autumn: the second 02:00", berlinGap, "2026-10-25T01:00:00Z", true],
    ["autumn: the second 02:59", berlinGap, "2026-10-25T01:59:59.999Z", true],
    ["autumn: 03:00 ends it", berlinGap, "2026-10-25T02:00:00Z", false],
    ["autumn: Saturday's night ends at the first 02:00", berlinNight, "2026-10-25T00:00:00Z", false],
    // New York, 8 March 2026: 02:00 becomes 03:00 at 07:00Z.
    ["spring in New York: 01:59 before the gap", newYorkGap, "2026-03-08T06:59:59Z", false],
    ["spring in New York: 03:00 after the gap", newYorkGap, "2026-03-08T07:00:00Z", false],
    ["spring in New York: Saturday's night at 05:59", newYorkNight, "2026-03-08T09:59:00Z", true],
    ["spring in New York: Saturday's night is over at 06:00", newYorkNight, "2026-03-08T10:00:00Z", false],
    // New York, 1 November 2026: 02:00 becomes 01:00 at 06:00Z, so 01:00 to 02:00 happens twice.
    ["autumn in New York: the first 01:30", newYorkOneToTwo, "2026-11-01T05:30:00Z", true],
    ["autumn in New York: the second 01:30", newYorkOneToTwo, "2026-11-01T06:30:00Z", true],
    ["autumn in New York: 02:00", newYorkOneToTwo, "2026-11-01T07:00:00Z", false],
    ["autumn in New York: Saturday's night at 05:59", newYorkNight, "2026-11-01T10:59:00Z", true],
    ["autumn in New York: Saturday's night is over at 06:00", newYorkNight, "2026-11-01T11:00:00Z", false],
    [
      "a zone of half hours",
      { after: "05:30", before: "06:00", timezone: "Asia/Kolkata" },
      "2026-01-12T00:00:00Z",
      true,
    ],
  ])("%s", (_what, window, instant, verdict) => {
    expect(checkConditions({ time_window: window })).toBeNull();
    expect(opens(window, instant)).toBe(verdict);
  });

  it("is closed for an instant that is no date", () => {
    const anyTime = { after: "00:00", before: "23:59" };
    expect(evaluateConditions({ time_window: anyTime }, { ip: null, at: new Date(Number.NaN) })).toEqual({
      ok: false,
      failed: "time_window",
    });
  });

  it("stays right when more zones are asked about than are remembered", () => {
    const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"));
    const spellings = [
      ...zones,
      ...zones.map((zone) => zone.toLowerCase()),
      ...zones.map((zone) => zone.toUpperCase()),
    ];
    expect(spellings.length).toBeGreaterThan(1000);
    for (const timezone of spellings) {
      const local = noon.toLocaleTimeString("en-GB", {
        timeZone: timezone,
        hour: "2-digit",
        minute: "2-digit",
      });
      const before = local === "23:59" ? "00:00" : "23:59";
      expect(opens({ after: local, before, timezone }, noon.toISOString()), timezone).toBe(true);
    }
  });
});

describe("conditions that are malformed or unknown", () => {
  const window = { after: "09:00", before: "17:00" };

  const refused: [value: unknown, path: string, failed: string][] = [
    [null, "", "unknown_condition"],
    [undefined, "", "unknown_condition"],
    [[], "", "unknown_condition"],
    ["{}", "", "unknown_condition"],
    [1, "", "unknown_condition"],
    [{ mfa: true }, "mfa", "unknown_condition"],
    [{ ip_allowlist: ["10.0.0.1"], mfa: true }, "mfa", "unknown_condition"],
    [{ IP_ALLOWLIST: ["10.0.0.1"] }, "IP_ALLOWLIST", "unknown_condition"],
    [{ "bad\nkey": 1 }, "", "unknown_condition"],
    [JSON.parse('{"__proto__":{}}'), "__proto__", "unknown_condition"],
    [{ constructor: {} }, "constructor", "unknown_condition"],
    [{ ip_allowlist: [] }, "ip_allowlist", "ip_allowlist"],
    [{ ip_allowlist: null }, "ip_allowlist", "ip_allowlist"],
    [{ ip_allowlist: undefined }, "ip_allowlist", "ip_allowlist"],
    [{ ip_allowlist: "10.0.0.1" }, "ip_allowlist", "ip_allowlist"],
    [{ ip_allowlist: { 0: "10.0.0.1" } }, "ip_allowlist", "ip_allowlist"],
    [{ ip_allowlist: Array.from({ length: 257 }, () => "10.0.0.1") }, "ip_allowlist", "ip_allowlist"],
    ...[
      "10.0.0.0/33",
      "10.0.0.0/08",
      "10.0.0.0/-1",
      "10.0.0.0/",
      "10.0.0.0/8/8",
      "10.0.0.0/255.0.0.0",
      "10.0.0",
      "10/8",
      "010.0.0.1",
      "10.0.0.1 ",
      "10.0.0.256",
      "::/129",
      "::ffff:10.0.0.0/95",
      "::10.0.0.1",
      "::ffff:010.0.0.1",
      "fe80::1%eth0",
      "1:2:3",
      "1::2::3",
      "example.com",
      "*",
      "",
      7,
      null,
      ["10.0.0.1"],
      "1".repeat(100_000),
    ].map((entry): [unknown, string, string] => [
      { ip_allowlist: ["10.0.0.1", entry] },
      "ip_allowlist.1",
      "ip_allowlist",
    ]),
    [{ time_window: null }, "time_window", "time_window"],
    [{ time_window: [] }, "time_window", "time_window"],
    [{ time_window: {} }, "time_window.after", "time_window"],
    [{ time_window: { before: "17:00" } }, "time_window.after", "time_window"],
    [{ time_window: { after: "09:00" } }, "time_window.before", "time_window"],
    [{ time_window: { ...window, until: "18:00" } }, "time_window.until", "time_window"],
    [{ time_window: { after: "09:00", before: "09:00" } }, "time_window.before", "time_window"],
    ...["9:00", "09:60", "24:00", "09:00:00", "0900", " 09:00", "09:00\n", 540, null].map(
      (after): [unknown, string, string] => [
        { time_window: { ...window, after } },
        "time_window.after",
        "time_window",
      ],
    ),
    ...[
      "Mars/Phobos",
      "CST",
      "+01:00",
      "GMT+1",
      "",
      "Europe/Berlin ",
      "Europe/Berlin\n",
      "../UTC",
      "a/".repeat(99),
      null,
      1,
      undefined,
    ].map((timezone): [unknown, string, string] => [
      { time_window: { ...window, timezone } },
      "time_window.timezone",
      "time_window",
    ]),
    ...[[], ["monday"], ["Mon"], ["mon", "mon"], "mon", [1], null, undefined, ["mon", undefined]].map(
      (days): [unknown, string, string] => [
        { time_window: { ...window, days } },
        "time_window.days",
        "time_window",
      ],
    ),
  ];

  it.each(refused)("refuses and denies %j", (value, path, failed) => {
    const problem = checkConditions(value);
    expect(problem?.path).toBe(path);
    expect(problem?.reason).toMatch(/^[A-Z].*\.$/);
    expect(evaluateConditions(value, { ip: "10.0.0.1", at: noon })).toEqual({ ok: false, failed });
  });

  it("is met when it asks for nothing", () => {
    expect(checkConditions({})).toBeNull();
    expect(evaluateConditions({}, { ip: null, at: noon })).toEqual({ ok: true });
  });

  it("is met only when both address and time are right", () => {
    const both = { ip_allowlist: ["10.0.0.0/8"], time_window: window };
    expect(evaluateConditions(both, { ip: "10.0.0.1", at: noon })).toEqual({ ok: true });
    expect(evaluateConditions(both, { ip: "11.0.0.1", at: noon })).toEqual({
      ok: false,
      failed: "ip_allowlist",
    });
    expect(evaluateConditions(both, { ip: "10.0.0.1", at: new Date("2026-06-15T17:00:00Z") })).toEqual({
      ok: false,
      failed: "time_window",
    });
  });
});
