import clsx from "clsx";
import type { ComponentProps, MouseEvent } from "react";
import { Spinner } from "./spinner.tsx";

const VARIANTS = {
  solid: "bg-solid text-on-solid hover:bg-solid-hover",
  outline: "border border-line-strong bg-surface text-ink hover:bg-hover",
  ghost: "text-ink-soft hover:bg-hover hover:text-ink",
  danger: "border border-danger/40 bg-danger-soft text-danger hover:border-danger",
};
const SIZES = {
  sm: "h-7 gap-1.5 px-2.5 text-xs",
  md: "h-8 gap-2 px-3 text-sm",
  lg: "h-10 gap-2 px-4 text-base",
  icon: "size-8 justify-center",
};

type Look = { variant?: keyof typeof VARIANTS; size?: keyof typeof SIZES };

/** The classes of a button, for links that look like one. */
export function buttonLook({ variant = "outline", size = "md" }: Look = {}): string {
  return clsx(
    "inline-flex shrink-0 select-none items-center rounded-md font-medium whitespace-nowrap transition-colors",
    "disabled:pointer-events-none disabled:opacity-50",
    VARIANTS[variant],
    SIZES[size],
  );
}

/** A `pending` button shows that its work runs: it takes no click, but it keeps the focus and its words. */
export function Button({
  variant,
  size,
  className,
  type = "button",
  pending = false,
  onClick,
  children,
  ...rest
}: Look & ComponentProps<"button"> & { pending?: boolean }) {
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      className={clsx(buttonLook({ variant, size }), pending && "cursor-default opacity-70", className)}
      onClick={pending || onClick ? click : undefined}
      {...rest}
    >
      {pending && <Spinner className="-ml-0.5 size-3.5" />}
      {pending && size === "icon" ? null : children}
    </button>
  );
}
