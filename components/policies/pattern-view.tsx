import clsx from "clsx";
import { type TracedPiece, tracePattern } from "./pattern-trace.ts";

/** A pattern over a path, piece by piece, so that one sees where they part. */
export function PatternView({ pattern, path }: { pattern: string; path: string }) {
  const { pieces, matches, why } = tracePattern(pattern, path);
  return (
    <span className="block">
      <span className="sr-only">
        Pattern {pattern} and path {path}: {matches ? "they match" : why}.
      </span>
      <span aria-hidden className="flex flex-wrap gap-x-1 gap-y-1.5 font-mono text-xs">
        {pieces.map((piece, index) => (
          <Piece
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place, and never move
            key={index}
            piece={piece}
            isLast={index === pieces.length - 1}
          />
        ))}
      </span>
      {why && (
        <span aria-hidden className="mt-1 block text-xs text-ink-faint">
          {why.charAt(0).toUpperCase() + why.slice(1)}.
        </span>
      )}
    </span>
  );
}

function Piece({ piece: { pattern, path, fits }, isLast }: { piece: TracedPiece; isLast: boolean }) {
  return (
    <span className="inline-flex max-w-full items-stretch gap-1">
      <span
        className={clsx(
          "grid min-w-8 overflow-hidden rounded-sm border text-center",
          fits === true && "border-ok/30",
          fits === false && "border-danger/50",
          fits === null && "border-dashed border-line-strong",
        )}
      >
        <span className="border-b border-dashed bg-surface px-1.5 py-0.5 text-code-text wrap-anywhere">
          {pattern || "end"}
        </span>
        <span
          className={clsx(
            "px-1.5 py-0.5 wrap-anywhere",
            fits === true && "bg-ok-soft text-ok",
            fits === false && "bg-danger-soft text-danger",
            fits === null && "bg-sunken text-ink-faint",
          )}
        >
          {path || (fits === true ? "–" : "end")}
        </span>
      </span>
      {!isLast && <span className="self-center text-ink-faint">/</span>}
    </span>
  );
}
