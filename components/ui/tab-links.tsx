import clsx from "clsx";
import Link from "next/link";

export type TabLink = { href: string; label: string; count?: number };

/** The pages of one thing, as links that look like tabs; `current` is the href of the page one is on. */
export function TabLinks({ label, items, current }: { label: string; items: TabLink[]; current: string }) {
  return (
    <nav aria-label={label} className="scrollbar-none -mx-1 mb-6 overflow-x-auto border-b px-1">
      <ul className="flex w-max gap-5">
        {items.map(({ href, label: name, count }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={href === current ? "page" : undefined}
              className={clsx(
                "-mb-px flex h-9 items-center gap-1.5 border-b-2 text-sm font-medium whitespace-nowrap -outline-offset-2 transition-colors",
                href === current
                  ? "border-accent-bright text-ink"
                  : "border-transparent text-ink-faint hover:border-line-strong hover:text-ink",
              )}
            >
              {name}
              {count !== undefined && (
                <span className="rounded-sm bg-sunken px-1 text-2xs/[1.125rem] text-ink-faint tabular-nums ring-1 ring-line ring-inset">
                  {count.toLocaleString("en")}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
