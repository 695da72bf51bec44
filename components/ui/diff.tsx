import clsx from "clsx";
import { type DiffLine, foldSame, lineDiff, maskText } from "./line-diff.ts";

const KINDS = {
  same: { sign: " ", word: "", look: "text-ink-soft" },
  added: { sign: "+", word: "Added: ", look: "bg-ok-soft text-ink" },
  removed: { sign: "−", word: "Removed: ", look: "bg-danger-soft text-ink" },
};

/** Two versions of a text, line by line. Masked, only the shape of the lines is shown, and which of them changed. */
export function Diff({
  label,
  before,
  after,
  masked,
}: {
  label: string;
  before: string;
  after: string;
  masked: boolean;
}) {
  const lines = lineDiff(before, after);
  const added = lines.filter((line) => line.kind === "added").length;
  const removed = lines.filter((line) => line.kind === "removed").length;
  return (
    <figure className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <figcaption className="flex min-h-9 flex-wrap items-center gap-x-3 border-b bg-sunken px-3 py-1 text-xs text-ink-faint">
        <span className="font-medium text-ink-soft">{label}</span>
        <span className="ml-auto tabular-nums">
          {added + removed === 0 ? "No difference" : <Counts added={added} removed={removed} />}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a section in each figure would flood the list of landmarks */}
      <div
        role="group"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard
        tabIndex={0}
        className="max-h-[28rem] overflow-auto py-1 font-mono text-xs/5 -outline-offset-2"
      >
        <div className="w-max min-w-full">
          {foldSame(lines).map(({ folded, lines: block }) =>
            folded ? (
              <p
                key={`fold ${block[0]?.before}`}
                className="my-1 border-y bg-sunken px-3 first:-mt-1 first:border-t-0 last:-mb-1 last:border-b-0 font-sans text-2xs/6 text-ink-faint"
              >
                {block.length === 1 ? "1 line" : `${block.length} lines`} unchanged
              </p>
            ) : (
              block.map((line) => <Line key={`${line.before} ${line.after}`} line={line} masked={masked} />)
            ),
          )}
        </div>
      </div>
    </figure>
  );
}

function Counts({ added, removed }: { added: number; removed: number }) {
  return (
    <>
      <span className="text-ok">
        +{added} <span className="sr-only">lines added, </span>
      </span>
      <span className="text-danger">
        −{removed} <span className="sr-only">lines removed</span>
      </span>
    </>
  );
}

function Line({ line, masked }: { line: DiffLine; masked: boolean }) {
  const { sign, word, look } = KINDS[line.kind];
  const shown = masked ? maskText(line.text) : line.text;
  return (
    <div className={clsx("flex pr-3", look)}>
      <span aria-hidden className="w-9 shrink-0 pr-2 text-right text-ink-faint select-none">
        {line.before}
      </span>
      <span aria-hidden className="w-9 shrink-0 pr-2 text-right text-ink-faint select-none">
        {line.after}
      </span>
      <span aria-hidden className="w-4 shrink-0 font-semibold select-none">
        {sign}
      </span>
      <span className="whitespace-pre">
        {word && <span className="sr-only">{word}</span>}
        {shown || " "}
      </span>
    </div>
  );
}
