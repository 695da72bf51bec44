import { type ToggleProps, useToggleIds } from "./toggle.ts";

/** For what takes effect at once; a choice that is sent with a form is a `Checkbox`. */
export function Switch(props: ToggleProps) {
  const { checked, onCheckedChange, label, hint, ...rest } = props;
  const { field, about, described } = useToggleIds(props);
  return (
    <div className="grid grid-cols-[1fr_auto] items-start gap-x-4">
      <label htmlFor={field} className="text-sm font-medium text-ink">
        {label}
      </label>
      <span className="relative row-span-2 h-5 w-9">
        <input
          {...rest}
          type="checkbox"
          role="switch"
          aria-checked={checked}
          id={field}
          aria-describedby={described}
          checked={checked}
          onChange={(event) => onCheckedChange(event.target.checked)}
          className="peer h-5 w-9 appearance-none rounded-full border border-line-strong bg-sunken transition-colors before:absolute before:-inset-1 checked:border-solid checked:bg-solid disabled:opacity-50"
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-1 left-1 size-3 rounded-full bg-ink-faint transition-transform peer-checked:translate-x-4 peer-checked:bg-on-solid"
        />
      </span>
      {hint && (
        <p id={about} className="col-start-1 text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
