import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Messages of schemas read on from the name of the field ("must be …"); others are sentences of their own. */
export function sayError(label: ReactNode, error: string): string {
  if (/^\p{Ll}/u.test(error) && typeof label === "string") return `${label} ${error}`;
  return error;
}

/** The layout of a field alone: label, control, hint, error. The control carries `id` and `describedBy(id, …)`. */
export function Field({
  id,
  label,
  hint,
  error,
  optional = false,
  labelled = true,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  /** False for a control that shows its own name; `label` is then only the subject of the error. */
  labelled?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="grid min-w-0 gap-1.5">
      {labelled && (
        <div className="flex items-baseline justify-between gap-2">
          <label htmlFor={id} id={`${id}-label`} className="text-sm font-medium text-ink">
            {label}
          </label>
          {optional && <span className="text-xs text-ink-faint">Optional</span>}
        </div>
      )}
      {children}
      {error && <FieldError id={id} text={sayError(label, error)} />}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The error of one field; the field refers to it with `aria-describedby`. */
export function FieldError({ id, text }: { id: string; text: string }) {
  return (
    <p id={`${id}-error`} className="flex gap-1.5 text-xs text-danger">
      <CircleAlert aria-hidden className="mt-0.75 size-3 shrink-0" />
      <span className="min-w-0 break-words">{text}</span>
    </p>
  );
}
