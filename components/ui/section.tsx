import { type ReactNode, useId } from "react";

/** A part of a page under an h2 that names it. */
export function Section({
  title,
  description,
  actions,
  children,
  id,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className="mt-8 first:mt-0">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 max-w-3xl">
          <h2 id={heading} className="text-md font-semibold tracking-tight">
            {title}
          </h2>
          {description && <div className="mt-0.5 text-sm text-ink-faint">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
