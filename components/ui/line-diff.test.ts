import { expect, it } from "vitest";
import { foldSame, lineDiff, maskText } from "./line-diff.ts";

const short = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

/** What the diff says the two texts were. */
function rebuilt(before: string, after: string) {
  const lines = lineDiff(before, after);
  return {
    before: lines.filter((line) => line.kind !== "added").map((line) => line.text),
    after: lines.filter((line) => line.kind !== "removed").map((line) => line.text),
  };
}

it("a changed line is removed and added where it stands", () => {
  expect(short("A=1\nB=2\nC=3", "A=1\nB=5\nC=3")).toEqual([" A=1", "-B=2", "+B=5", " C=3"]);
});

it("lines keep their numbers in their own text", () => {
  expect(lineDiff("a\nb", "x\na\nb").map(({ before, after }) => [before, after])).toEqual([
    [null, 1],
    [1, 2],
    [2, 3],
  ]);
});

it("a moved line costs one removal and one addition, not everything after it", () => {
  expect(short("1\n2\n3\n4", "2\n3\n4\n1")).toEqual(["-1", " 2", " 3", " 4", "+1"]);
});

it("a final line break and Windows line ends make no difference", () => {
  expect(short("a\r\nb\r\n", "a\nb")).toEqual([" a", " b"]);
  expect(short("", "")).toEqual([]);
  expect(short("", "a")).toEqual(["+a"]);
});

it("both texts can be read back from the diff, whatever they are", () => {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
  const text = () => Array.from({ length: random() % 12 }, () => "abc"[random() % 3]).join("\n");
  for (let round = 0; round < 300; round += 1) {
    const [before, after] = [text(), text()];
    expect(rebuilt(before, after)).toEqual({
      before: before ? before.split("\n") : [],
      after: after ? after.split("\n") : [],
    });
  }
});

it("texts beyond the bound are replaced whole, except what both begin and end with", () => {
  const long = (word: string) =>
    ["head", ...Array.from({ length: 2_500 }, (_, n) => `${word} ${n}`), "tail"].join("\n");
  const kinds = lineDiff(long("a"), long("b")).map((line) => line.kind);
  expect(kinds.filter((kind) => kind === "same")).toHaveLength(2);
  expect(kinds.indexOf("added")).toBe(kinds.lastIndexOf("removed") + 1);
});

it("folding hides only lines far from a change, and loses none", () => {
  const before = Array.from({ length: 30 }, (_, n) => `line ${n}`);
  const lines = lineDiff(before.join("\n"), before.with(15, "new").join("\n"));
  const blocks = foldSame(lines, 3);
  expect(blocks.map((block) => [block.folded, block.lines.length])).toEqual([
    [true, 12],
    [false, 8],
    [true, 11],
  ]);
  expect(blocks.flatMap((block) => block.lines)).toEqual(lines);
});

it("masking keeps the shape and not one letter", () => {
  expect(maskText("A=1 é\t😀")).toBe("••• •\t•");
});
