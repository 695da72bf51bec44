// The look that all fields for typing and choosing share.

export const CONTROL_LOOK =
  "w-full rounded-md border border-line-strong bg-surface text-sm text-ink placeholder:text-ink-faint aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint";

export const CONTROL_FOCUS =
  "focus-visible:border-accent-bright focus-visible:outline-1 focus-visible:outline-offset-0";

/** For a box that looks like a field and has the real field within. */
export const CONTROL_FOCUS_WITHIN =
  "has-[input:focus-visible]:border-accent-bright has-[input:focus-visible]:outline-1 has-[input:focus-visible]:outline-accent-bright";

/** The ids of what describes a field, as `Field` renders them. */
export function describedBy(id: string, { hint, error }: { hint?: unknown; error?: unknown }) {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}
