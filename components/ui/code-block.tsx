import clsx from "clsx";
import { CopyButton } from "./copy-button.tsx";
import { highlight, type Language } from "./highlight.ts";

const COLOURS = {
  plain: undefined,
  comment: "text-ink-faint",
  string: "text-code-text",
  word: "text-code-word",
  name: "text-code-name",
};

/** Code with a heading and a copy button; `what` completes "Copy …" where the label alone is not unique on the page. */
export function CodeBlock({
  code,
  label,
  what = label,
  language = "text",
  copyable = true,
  className,
}: {
  code: string;
  label: string;
  what?: string;
  language?: Language;
  copyable?: boolean;
  className?: string;
}) {
  return (
    <figure className={clsx("min-w-0 overflow-hidden rounded-lg border bg-sunken", className)}>
      <figcaption className="flex h-9 items-center justify-between gap-2 border-b pr-1 pl-3 text-xs text-ink-faint">
        <span className="truncate">{label}</span>
        {copyable && <CopyButton text={code} what={what} />}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable with the keyboard */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-xs/5 text-ink -outline-offset-2">
        <code>
          {highlight(code, language).map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
            <span key={index} className={COLOURS[piece.kind]}>
              {piece.text}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
