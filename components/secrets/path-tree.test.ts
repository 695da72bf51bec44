import { describe, expect, it } from "vitest";
import { foldersOf, treeRows } from "./path-tree.ts";
import type { Secret } from "./secret-queries.ts";

const secret = (path: string): Secret => ({
  id: path,
  path,
  type: "generic",
  version: 1,
  metadata: {},
  created_at: "2026-01-01T00:00:00Z",
});
const rows = (paths: string[], { open = true, more = false } = {}) =>
  treeRows(paths.map(secret), () => open, more).map((row) =>
    row.kind === "folder"
      ? `${"  ".repeat(row.depth)}${row.name}/ ${row.count}${row.partial ? "+" : ""}`
      : `${"  ".repeat(row.depth)}${row.name}`,
  );

describe("the tree of paths", () => {
  it("puts folders first and keeps a path that is a secret and a folder apart", () => {
    expect(rows(["a", "a-b", "a/x", "a/y", "z"])).toEqual(["a/ 2", "  x", "  y", "a", "a-b", "z"]);
  });

  it("shows folders with nothing but one folder in them as one", () => {
    expect(rows(["prod/db/main/password", "prod/db/main/user", "top"])).toEqual([
      "prod/db/main/ 2",
      "  password",
      "  user",
      "top",
    ]);
    expect(rows(["a/b/c", "a/d"])).toEqual(["a/ 2", "  b/ 1", "    c", "  d"]);
  });

  it("hides what closed folders hold, and still counts it", () => {
    expect(rows(["a/b/c", "a/d", "e"], { open: false })).toEqual(["a/ 2", "e"]);
  });

  it("says of which folders there may be more than was loaded", () => {
    expect(rows(["a/x", "b/c/x", "b/d"], { more: true })).toEqual([
      "a/ 1",
      "  x",
      "b/ 2+",
      "  c/ 1",
      "    x",
      "  d",
    ]);
  });

  it("takes thousands of paths at once", () => {
    const many = Array.from(
      { length: 20_000 },
      (_, n) => `team-${n % 100}/service-${n % 1000}/key-${n}`,
    ).sort();
    const started = performance.now();
    expect(rows(many, { open: false })).toHaveLength(100);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

it("knows the folders of a path", () => {
  expect(foldersOf("a/b/c")).toEqual(["a", "a/b"]);
  expect(foldersOf("a")).toEqual([]);
});
