import { expect, it } from "vitest";
import { labelledBars, niceTicks } from "./chart-scale.ts";

it.each([
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [10, [0, 5, 10]],
  [97, [0, 25, 50, 75, 100]],
  [1_234, [0, 500, 1_000, 1_500]],
])("a highest bar of %i gets round ticks", (max, ticks) => {
  expect(niceTicks(max)).toEqual(ticks);
});

it("ticks start at zero, are whole and evenly spaced, cover the highest bar, and are never many", () => {
  for (let max = 1; max < 3e9; max = Math.ceil(max * 1.37)) {
    const ticks = niceTicks(max);
    const step = ticks[1] ?? 0;
    expect(ticks).toEqual(ticks.map((_, index) => index * step));
    expect(Number.isInteger(step)).toBe(true);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
    expect((ticks.at(-1) ?? 0) - step).toBeLessThan(max);
    expect(ticks.length).toBeLessThanOrEqual(6);
  }
});

it("nothing to show has a zero line alone", () => {
  expect(niceTicks(0)).toEqual([0]);
  expect(niceTicks(Number.NaN)).toEqual([0]);
});

it("labels fit their room, and the last bar keeps its own", () => {
  expect([...labelledBars(7, 10)]).toHaveLength(7);
  const shown = labelledBars(30, 5);
  expect(shown.size).toBeLessThanOrEqual(5);
  expect(shown.has(29)).toBe(true);
  expect(labelledBars(0, 5).size).toBe(0);
});
