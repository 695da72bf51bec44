import clsx from "clsx";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { Card } from "#components/ui/card.tsx";

/** A card of the dashboard under an h2, with one way to more. */
export function Panel({
  title,
  more,
  actions,
  flush = false,
  className,
  children,
}: {
  title: string;
  more?: { href: string; label: string };
  actions?: ReactNode;
  /** The content reaches the card's edges, as lists do. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={clsx("min-w-0", className)}>
      <Card className="flex h-full flex-col overflow-hidden">
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2">
          <h2 id={heading} className="text-base font-semibold tracking-tight">
            {title}
          </h2>
          {actions}
          {more && (
            <Link
              href={more.href}
              className="inline-flex min-h-6 items-center rounded-sm text-xs font-medium text-ink-faint hover:text-ink"
            >
              {more.label}
            </Link>
          )}
        </div>
        <div className={clsx("flex-1", flush ? "pt-1" : "px-4 pt-2 pb-4")}>{children}</div>
      </Card>
    </section>
  );
}

/** What stands where a list would be. */
export function Nothing({ children }: { children: ReactNode }) {
  return (
    <p className="flex h-full min-h-24 items-center justify-center px-6 py-6 text-center text-sm text-ink-faint">
      {children}
    </p>
  );
}
