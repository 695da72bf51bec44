import { expect, it } from "vitest";
import { spot } from "./place.ts";

const screen = { width: 400, height: 600 };
const box = (top: number, left = 20) => ({ top, bottom: top + 32, left, width: 100 });

it("a box stands under its element where there is room, and above it where there is not", () => {
  expect(spot(box(100), { width: 100, height: 200 }, screen).top).toBe(136);
  expect(spot(box(500), { width: 100, height: 200 }, screen).top).toBe(296);
});

it("where neither side has room the larger one is taken, and says how much there is", () => {
  const { top, room } = spot(box(340), { width: 100, height: 900 }, screen);
  expect(room).toBe(328);
  expect(top).toBe(8);
});

it("a box never leaves the screen sideways", () => {
  expect(spot(box(100, 390), { width: 150, height: 20 }, screen).left).toBe(242);
  expect(spot(box(100, 0), { width: 300, height: 20 }, screen, { align: "center" }).left).toBe(8);
});
