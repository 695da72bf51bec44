import clsx from "clsx";
import type { ComponentProps } from "react";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      className={clsx(
        "h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-ink-faint",
        "focus-visible:border-accent-bright focus-visible:outline-1 focus-visible:outline-offset-0",
        "aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint",
        className,
      )}
      {...rest}
    />
  );
}
