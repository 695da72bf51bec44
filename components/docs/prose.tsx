import clsx from "clsx";
import { Fragment } from "react";

/** A sentence of the document, whose only markup are `code` spans. */
export function Prose({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 ? (
      <code
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
        key={index}
        className={clsx(
          "rounded-sm bg-sunken box-decoration-clone px-1 py-px font-mono text-[0.92em] text-ink ring-1 ring-line",
          part.length <= 24 && "whitespace-nowrap",
        )}
      >
        {part}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
