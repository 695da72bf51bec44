"use client";
import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { truncateMiddle } from "./middle.ts";

const SHOWN_MS = 1_600;

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
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setState("copied"),
      () => setState("failed"),
    );
  const Icon = state === "copied" ? Check : Copy;
  return (
    <span className={clsx("inline-flex max-w-full min-w-0 align-middle", className)}>
      <button
        type="button"
        title={`Copy ${what}: ${text}`}
        onClick={() => void copy()}
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
            state === "copied"
              ? "text-ok"
              : "text-ink-faint opacity-60 group-hover/copy:opacity-100 group-focus-visible/copy:opacity-100",
          )}
        />
      </button>
      <span role="status" className="sr-only">
        {state === "copied" && `Copied ${what}`}
        {state === "failed" && "The browser did not allow copying"}
      </span>
    </span>
  );
}
