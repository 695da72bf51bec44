import Link from "next/link";
import type { ReactNode } from "react";

export type BarListItem = { key: string; label: ReactNode; value: number; href?: string; hint?: ReactNode };

/** Things in order of a number, each with a bar as long as its share of the largest. */
export function BarList({ label, items, unit }: { label: string; items: BarListItem[]; unit: string }) {
  const largest = Math.max(1, ...items.map((item) => item.value));
  return (
    <ol aria-label={label} className="grid gap-3">
      {items.map(({ key, label: name, value, href, hint }) => (
        <li key={key} className="min-w-0">
          <div className="flex items-baseline gap-3 text-sm">
            <span className="min-w-0 truncate font-medium">
              {href ? (
                <Link href={href} className="rounded-sm underline-offset-3 hover:underline">
                  {name}
                </Link>
              ) : (
                name
              )}
            </span>
            {hint && <span className="truncate text-xs text-ink-faint">{hint}</span>}
            <span className="ml-auto shrink-0 tabular-nums text-ink-soft">
              {value.toLocaleString("en")}
              <span className="ml-1 text-xs text-ink-faint">{unit}</span>
            </span>
          </div>
          <svg aria-hidden="true" width="100%" height="6" className="mt-1 block">
            <rect width="100%" height="6" rx="3" className="fill-line/60" />
            {value > 0 && (
              <rect
                width={`${Math.max((value / largest) * 100, 1)}%`}
                height="6"
                rx="3"
                className="fill-ink-soft"
              />
            )}
          </svg>
        </li>
      ))}
    </ol>
  );
}
