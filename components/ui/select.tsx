import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { CONTROL_FOCUS, CONTROL_LOOK } from "./control-look.ts";

export type SelectOption = { value: string; label: string; hint?: string; disabled?: boolean };

/** A native select: the system's list on phones, our look where the browser allows it. */
export function Select({
  id,
  name,
  value,
  onValueChange,
  options,
  label,
  placeholder,
  disabled,
  size = "md",
  className,
  ...aria
}: {
  id?: string;
  name?: string;
  value: string | null | undefined;
  onValueChange: (value: string) => void;
  options: readonly SelectOption[];
  /** The name for screen readers where no visible label refers to `id`. */
  label?: string;
  placeholder?: string;
  disabled?: boolean;
  size?: "sm" | "md";
  className?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}) {
  const known = options.some((option) => option.value === value);
  return (
    <span className={clsx("relative inline-grid w-full", className)}>
      <select
        id={id}
        name={name}
        aria-label={label}
        disabled={disabled}
        value={known ? (value ?? "") : ""}
        onChange={(event) => onValueChange(event.target.value)}
        className={clsx(
          CONTROL_LOOK,
          CONTROL_FOCUS,
          "select truncate",
          size === "sm" ? "h-7 pr-7 pl-2 text-xs" : "h-8 pr-8 pl-2.5",
          !known && "text-ink-faint",
        )}
        {...aria}
      >
        {!known && (
          <option value="" disabled hidden>
            {placeholder ?? "Choose …"}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled} data-hint={option.hint}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto size-3.5 text-ink-faint"
      />
    </span>
  );
}
