"use client";
import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { truncateMiddle } from "./middle.ts";
import { useCopy } from "./use-copy.ts";

/** Text that copies itself on a click, such as an id or a path; `what` completes "Copy …". Longer than `max` it loses its middle. */
export function Copyable({
  text,
  what,
  display = text,
  mono = true,
  max = 36,
  className,
}: {
  text: string;
  what: string;
  display?: string;
  mono?: boolean;
  max?: number;
  className?: string;
}) {
  const { copy, copied, said } = useCopy(text, what);
  const Icon = copied ? Check : Copy;
  return (
    <span className={clsx("inline-flex max-w-full min-w-0 align-middle", className)}>
      <button
        type="button"
        title={`Copy ${what}: ${text}`}
        onClick={copy}
        className={clsx(
          "group/copy -mx-1.5 inline-flex min-h-6 min-w-0 cursor-copy items-center gap-1.5 rounded-sm px-1.5 text-left transition-colors hover:bg-hover",
          mono && "font-mono text-xs",
        )}
      >
        <span className="truncate">{truncateMiddle(display, max)}</span>
        <span className="sr-only">, copy {what}</span>
        <Icon
          aria-hidden
          className={clsx(
            "size-3 shrink-0 transition-opacity",
            copied
              ? "text-ok"
              : "text-ink-faint opacity-60 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100",
          )}
        />
      </button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </span>
  );
}
