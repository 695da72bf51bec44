import { expect, it } from "vitest";
import { addTags, splitTags } from "./split-tags.ts";

it("a pasted list is split at commas, semicolons, spaces and line ends", () => {
  expect(splitTags(" 10.0.0.0/8, 192.168.0.0/16;fd00::/8\r\n127.0.0.1\t::1 ")).toEqual([
    "10.0.0.0/8",
    "192.168.0.0/16",
    "fd00::/8",
    "127.0.0.1",
    "::1",
  ]);
});

it("separators alone are no entry", () => {
  expect(splitTags(" ,, ;\n")).toEqual([]);
  expect(addTags(["a"], ",")).toEqual(["a"]);
});

it("an entry that is there already is not added twice and keeps its place", () => {
  expect(addTags(["b", "a"], "a,c,c,b")).toEqual(["b", "a", "c"]);
});
