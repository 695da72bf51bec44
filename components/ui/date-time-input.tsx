"use client";
import { useId } from "react";
import { Button } from "./button.tsx";
import { Input } from "./input.tsx";
import { fromLocalField, toLocalField } from "./local-time.ts";
import { useMounted } from "./use-mounted.ts";

/** `seconds: null` is "Never". */
export type TimePreset = { label: string; seconds: number | null };

export const TIME_PRESETS: TimePreset[] = [
  { label: "1 hour", seconds: 3_600 },
  { label: "1 day", seconds: 86_400 },
  { label: "30 days", seconds: 2_592_000 },
  { label: "Never", seconds: null },
];

type Props = {
  id?: string;
  name?: string;
  /** ISO 8601; null is "never". */
  value: string | null | undefined;
  onChange: (value: string | null) => void;
  min?: string;
  /** The name for screen readers where no visible label refers to `id`. */
  label?: string;
  presets?: readonly TimePreset[];
  disabled?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** A point in time on the reader's clock, with buttons for the usual ones. */
export function DateTimeInput({
  id,
  value,
  onChange,
  min,
  label,
  presets = TIME_PRESETS,
  disabled,
  ...rest
}: Props) {
  const own = useId();
  const mounted = useMounted();
  const choose = (seconds: number | null) =>
    onChange(seconds === null ? null : new Date(Date.now() + seconds * 1_000).toISOString());
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Input
        {...rest}
        id={id ?? own}
        type="datetime-local"
        aria-label={label}
        disabled={disabled}
        value={mounted ? toLocalField(value ?? null) : ""}
        min={mounted && min ? toLocalField(min) : undefined}
        max="9999-12-31T23:59"
        onChange={(event) => onChange(fromLocalField(event.target.value))}
        className="w-auto! min-w-52 max-sm:w-full!"
      />
      {presets.map((preset) => (
        <Button
          key={preset.label}
          size="sm"
          variant={preset.seconds === null && !value ? "outline" : "ghost"}
          disabled={disabled}
          aria-pressed={preset.seconds === null ? !value : undefined}
          onClick={() => choose(preset.seconds)}
        >
          {preset.label}
        </Button>
      ))}
    </div>
  );
}
