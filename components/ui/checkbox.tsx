import { Check } from "lucide-react";
import { type ToggleProps, useToggleIds } from "./toggle.ts";

/** A native checkbox with its words; the whole line is the target. */
export function Checkbox(props: ToggleProps) {
  const { checked, onCheckedChange, label, hint, ...rest } = props;
  const { field, about, described } = useToggleIds(props);
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2.5">
      <span className="relative mt-0.5 size-4">
        <input
          {...rest}
          type="checkbox"
          id={field}
          aria-describedby={described}
          checked={checked}
          onChange={(event) => onCheckedChange(event.target.checked)}
          className="peer size-4 appearance-none rounded-sm border border-line-strong bg-surface transition-colors checked:border-solid checked:bg-solid disabled:opacity-50 aria-invalid:border-danger before:absolute before:-inset-1"
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto size-3 text-on-solid opacity-0 peer-checked:opacity-100"
        />
      </span>
      <label htmlFor={field} className="text-sm text-ink has-[+p]:font-medium">
        {label}
      </label>
      {hint && (
        <p id={about} className="col-start-2 text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
