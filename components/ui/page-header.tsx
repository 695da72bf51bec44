import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type Crumb = { href: string; label: string };

/** The head of a page: where it is, what it is (its only h1), and what can be done. */
export function PageHeader({
  title,
  description,
  crumbs = [],
  badges,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  crumbs?: Crumb[];
  badges?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6">
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 max-w-3xl">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
            <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
            {badges}
          </div>
          {description && <div className="mt-1 text-ink-soft">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-1">
      <ol className="flex flex-wrap items-center gap-x-1 text-sm text-ink-faint">
        {crumbs.map(({ href, label }) => (
          <li key={href} className="flex min-w-0 items-center gap-1">
            <Link
              href={href}
              className="-mx-1 inline-flex min-h-6 items-center truncate rounded-sm px-1 hover:text-ink"
            >
              {label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 shrink-0 opacity-70" />
          </li>
        ))}
      </ol>
    </nav>
  );
}
