import clsx from "clsx";
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useId } from "react";

export type RadioCard = {
  value: string;
  title: string;
  description?: ReactNode;
  icon?: LucideIcon;
  badge?: ReactNode;
  disabled?: boolean;
};

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** One choice out of a few that need an explanation; native radios, so arrow keys move and choose. */
export function RadioCards({
  label,
  value,
  onValueChange,
  options,
  columns = 1,
  hideLabel = false,
  ...aria
}: {
  label: string;
  value: string | null | undefined;
  onValueChange: (value: string) => void;
  options: readonly RadioCard[];
  columns?: 1 | 2 | 3;
  hideLabel?: boolean;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
}) {
  const base = useId();
  return (
    <fieldset aria-describedby={aria["aria-describedby"]} className="min-w-0">
      <legend className={hideLabel ? "sr-only" : "mb-1.5 text-sm font-medium text-ink"}>{label}</legend>
      <div className={clsx("grid gap-2", COLUMNS[columns])}>
        {options.map((option) => (
          <Card
            key={option.value}
            base={base}
            option={option}
            checked={option.value === value}
            invalid={aria["aria-invalid"]}
            onChoose={() => onValueChange(option.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Card({
  base,
  option,
  checked,
  invalid,
  onChoose,
}: {
  base: string;
  option: RadioCard;
  checked: boolean;
  invalid?: boolean;
  onChoose: () => void;
}) {
  const { icon: Icon } = option;
  const id = `${base}-${option.value}`;
  return (
    <label
      htmlFor={id}
      className={clsx(
        "grid cursor-pointer grid-cols-[auto_1fr_auto] content-start items-start gap-x-2.5 rounded-lg border bg-surface p-3 transition-colors",
        "has-[:checked]:border-ink has-[:checked]:ring-1 has-[:checked]:ring-ink has-[:checked]:ring-inset has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent-bright",
        "hover:border-line-strong has-[:disabled]:cursor-not-allowed has-[:disabled]:opacity-60",
        invalid && "border-danger",
      )}
    >
      {Icon && <Icon aria-hidden className="mt-0.5 size-4 text-ink-soft" />}
      <span className={clsx("min-w-0", !Icon && "col-span-2")}>
        <span id={`${id}-title`} className="flex flex-wrap items-center gap-x-2 text-sm font-medium text-ink">
          {option.title}
          {option.badge}
        </span>
        {option.description && (
          <span id={`${id}-about`} className="mt-0.5 block text-xs text-ink-faint">
            {option.description}
          </span>
        )}
      </span>
      <input
        type="radio"
        id={id}
        name={base}
        checked={checked}
        disabled={option.disabled}
        onChange={onChoose}
        aria-labelledby={`${id}-title`}
        aria-describedby={option.description ? `${id}-about` : undefined}
        className="mt-0.5 size-4 appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-[5px] checked:border-solid"
      />
    </label>
  );
}
