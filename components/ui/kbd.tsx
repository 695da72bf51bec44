import clsx from "clsx";
import type { ComponentProps } from "react";

export function Kbd({ className, ...rest }: ComponentProps<"kbd">) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-b-2 bg-surface px-1 font-sans text-2xs text-ink-faint",
        className,
      )}
      {...rest}
    />
  );
}
