import { expect, it } from "vitest";
import { compareValues, searchRows } from "./table-search.ts";

const PATHS = ["api-keys/stripe live", "api-keys/Stripe test", "café/menu", "db/main"];
const find = (query: string) => searchRows(PATHS, query, (path) => path);

it("every word must occur, in any order and any case", () => {
  expect(find("LIVE stripe")).toEqual(["api-keys/stripe live"]);
  expect(find("stripe")).toHaveLength(2);
  expect(find("stripe db")).toEqual([]);
});

it("accents do not hide a row, neither in the row nor in the query", () => {
  expect(find("cafe")).toEqual(["café/menu"]);
  expect(find("dḃ")).toEqual(["db/main"]);
});

it("an empty query, or one of spaces, finds everything", () => {
  expect(find("")).toEqual(PATHS);
  expect(find("  ")).toEqual(PATHS);
});

it("numbers sort as numbers, in text too, and case does not matter", () => {
  expect([10, 9, -1].sort(compareValues)).toEqual([-1, 9, 10]);
  expect(["v10", "v2", "V1"].sort(compareValues)).toEqual(["V1", "v2", "v10"]);
});
