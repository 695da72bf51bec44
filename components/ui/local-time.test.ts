import { afterEach, expect, it } from "vitest";
import { fromLocalField, toLocalField } from "./local-time.ts";

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

it.each([
  ["UTC", "2026-12-01T09:30"],
  ["Asia/Kolkata", "2026-12-01T15:00"],
  ["America/New_York", "2026-12-01T04:30"],
])(
  "in %s the field shows the reader's clock, and what it shows means the same instant again",
  (tz, shown) => {
    process.env.TZ = tz;
    expect(toLocalField("2026-12-01T09:30:00.000Z")).toBe(shown);
    expect(fromLocalField(shown)).toBe("2026-12-01T09:30:00.000Z");
  },
);

it("summer time is the zone's business, not ours", () => {
  process.env.TZ = "Europe/Berlin";
  expect(fromLocalField("2026-07-01T12:00")).toBe("2026-07-01T10:00:00.000Z");
  expect(fromLocalField("2026-01-01T12:00")).toBe("2026-01-01T11:00:00.000Z");
});

it("no instant is an empty field, and an empty or half-typed field is no instant", () => {
  expect(toLocalField(null)).toBe("");
  expect(toLocalField("soon")).toBe("");
  expect(fromLocalField("")).toBeNull();
  expect(fromLocalField("2026-13-40T99:99")).toBeNull();
  expect(fromLocalField("2026-12-01")).toBeNull();
});
