"use client";
import clsx from "clsx";
import { useId, useState } from "react";

type Props = {
  id?: string;
  name?: string;
  value: string;
  onChange: (value: string) => void;
  length: number;
  /** The name for screen readers where no visible label refers to `id`. */
  label?: string;
  autoFocus?: boolean;
  disabled?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** A code from a mail or an authenticator: one real field, so that pasting and filling in work, drawn as cells. */
export function OtpInput({ id, value, onChange, length, label, autoFocus, ...rest }: Props) {
  const own = useId();
  const [focused, setFocused] = useState(false);
  const at = Math.min(value.length, length - 1);
  return (
    <div className="relative w-fit max-w-full">
      <div aria-hidden className="flex gap-1.5 font-mono text-lg text-ink tabular-nums sm:gap-2">
        {Array.from({ length }, (_, cell) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            key={cell}
            className={clsx(
              "grid h-11 w-9 place-items-center rounded-md border bg-surface sm:w-10",
              length % 2 === 0 && cell === length / 2 && "ml-1.5 sm:ml-2",
              rest["aria-invalid"] ? "border-danger" : "border-line-strong",
              focused && cell === at && "border-accent-bright outline-2 outline-accent-bright",
            )}
          >
            {value[cell] ?? (focused && cell === at ? <span className="caret h-5 w-px bg-ink" /> : null)}
          </span>
        ))}
      </div>
      <input
        {...rest}
        id={id ?? own}
        aria-label={label}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="\d*"
        // biome-ignore lint/a11y/noAutofocus: the caller's page or dialog is about this field alone
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        value={value}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onSelect={(event) => event.currentTarget.setSelectionRange(length, length)}
        onChange={(event) => onChange(event.target.value.replace(/\D/gu, "").slice(0, length))}
        className="absolute inset-0 h-full w-full cursor-text opacity-0"
      />
    </div>
  );
}
