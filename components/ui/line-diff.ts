// What changed between two texts, line by line. Pure; says nothing of how it looks.

export type DiffLine = {
  kind: "same" | "added" | "removed";
  text: string;
  /** Line numbers, from 1; null where the line is not in that text. */
  before: number | null;
  after: number | null;
};

/** Texts with more lines than this are shown as removed and added whole: the comparison costs lines × lines. */
const MOST_LINES = 2_000;

/** The shortest way from `before` to `after` in removed and added lines, in the order of reading; removed come first. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const kinds: DiffLine["kind"][] = [
    ...Array<"same">(head).fill("same"),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...Array<"same">(tail).fill("same"),
  ];
  let atA = 0;
  let atB = 0;
  return kinds.map((kind) => {
    const text = (kind === "added" ? b[atB] : a[atA]) ?? "";
    if (kind !== "added") atA += 1;
    if (kind !== "removed") atB += 1;
    return { kind, text, before: kind === "added" ? null : atA, after: kind === "removed" ? null : atB };
  });
}

/** A final line break ends the last line; it does not begin another. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

function middle(a: string[], b: string[]): DiffLine["kind"][] {
  if (a.length === 0 || b.length === 0 || a.length > MOST_LINES || b.length > MOST_LINES) {
    return [...a.map(() => "removed" as const), ...b.map(() => "added" as const)];
  }
  const wide = b.length + 1;
  const common = commonLengths(a, b);
  const kinds: DiffLine["kind"][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      kinds.push("same");
      i += 1;
      j += 1;
    } else if (i < a.length && (common[(i + 1) * wide + j] ?? 0) >= (common[i * wide + j + 1] ?? 0)) {
      kinds.push("removed");
      i += 1;
    } else if (j < b.length) {
      kinds.push("added");
      j += 1;
    } else {
      kinds.push("removed");
      i += 1;
    }
  }
  return kinds;
}

/** At [i, j]: how many lines the rests of both texts have in common, in order (longest common subsequence). */
function commonLengths(a: string[], b: string[]): Uint16Array {
  const wide = b.length + 1;
  const common = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * wide + j] =
        a[i] === b[j]
          ? (common[(i + 1) * wide + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * wide + j] ?? 0, common[i * wide + j + 1] ?? 0);
    }
  }
  return common;
}

export type DiffBlock = { folded: false; lines: DiffLine[] } | { folded: true; lines: DiffLine[] };

/** The lines in blocks: those further than `context` lines from any change are folded away. */
export function foldSame(lines: DiffLine[], context = 3): DiffBlock[] {
  const near = new Set<number>();
  lines.forEach((line, index) => {
    if (line.kind === "same") return;
    for (let at = index - context; at <= index + context; at += 1) near.add(at);
  });
  const blocks: DiffBlock[] = [];
  lines.forEach((line, index) => {
    const folded = !near.has(index);
    const last = blocks.at(-1);
    if (last && last.folded === folded) last.lines.push(line);
    else blocks.push({ folded, lines: [line] });
  });
  return blocks;
}

/** The same shape without the letters: every visible character becomes a dot. */
export function maskText(text: string): string {
  return text.replace(/\S/gu, "•");
}
