"use client";
import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { Button } from "./button.tsx";
import { useCopy } from "./use-copy.ts";

/** Copies `text`; says so to eyes and to screen readers. `what` completes "Copy …". */
export function CopyButton({ text, what, className }: { text: string; what: string; className?: string }) {
  const { copy, copied, said } = useCopy(text, what);
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className={clsx("size-7", copied && "text-ok", className)}
        aria-label={`Copy ${what}`}
        title={`Copy ${what}`}
        onClick={copy}
      >
        <Icon aria-hidden className="size-3.5" />
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
