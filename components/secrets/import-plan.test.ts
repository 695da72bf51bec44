import { describe, expect, it } from "vitest";
import { chunksOf, planImport, rowsToSend } from "./import-plan.ts";

const entry = (key: string, value = "x") => ({ key, value, line: 1 });

describe("the plan of an import", () => {
  const rows = planImport(
    [entry("A"), entry("B"), entry("C.D"), entry("C-D"), entry("EMPTY", ""), entry("___")],
    "app",
    new Set(["app/B"]),
    new Set(["A"]),
  );

  it("says of each key where it goes, what is there already and what cannot be stored", () => {
    expect(rows.map(({ path, exists, chosen }) => [path, exists, chosen])).toEqual([
      ["app/A", false, false],
      ["app/B", true, true],
      ["app/C-D", false, true],
      ["app/C-D", false, true],
      ["app/EMPTY", false, true],
      ["app/", false, true],
    ]);
    expect(rows.map(({ problem }) => problem !== null)).toEqual([false, false, false, true, true, true]);
  });

  it("sends what is ticked and can be stored; what is there only when it is to be replaced", () => {
    expect(rowsToSend(rows, "new_version").map(({ key }) => key)).toEqual(["B", "C.D"]);
    expect(rowsToSend(rows, "skip").map(({ key }) => key)).toEqual(["C.D"]);
  });
});

describe("chunks", () => {
  it("hold every row once, in order, within both limits", () => {
    const rows = [3, 3, 3, 9, 1, 1, 1, 1].map((length) => ({ value: "x".repeat(length) }));
    const chunks = chunksOf(rows, 3, 6);
    expect(chunks.flat()).toEqual(rows);
    expect(chunks.map((chunk) => chunk.length)).toEqual([2, 1, 1, 3, 1]);
    expect(chunksOf([], 3, 6)).toEqual([]);
  });
});
