import { Fragment } from "react";

/** A sentence of the document, whose only markup are `code` spans. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <code key={index} className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.92em] text-ink ring-1 ring-line">
        {part}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
