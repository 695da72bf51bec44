import clsx from "clsx";
import type { ReactNode } from "react";

export type Fact = { label: string; value: ReactNode };

const GRIDS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-2 lg:grid-cols-3" };

/** What is known of a thing, name by name. In one column the names stand at the left, in several above. */
export function Facts({ items, columns = 1 }: { items: Fact[]; columns?: 1 | 2 | 3 }) {
  const beside = columns === 1;
  return (
    <dl
      className={clsx(
        "grid grid-cols-1 text-sm",
        beside ? "divide-y divide-line" : "gap-x-8 gap-y-4",
        GRIDS[columns],
      )}
    >
      {items.map(({ label, value }) => (
        <div
          key={label}
          className={clsx(
            "min-w-0",
            beside && "grid items-baseline gap-x-4 py-2 sm:grid-cols-[10rem_minmax(0,1fr)]",
          )}
        >
          <dt className={clsx("text-ink-faint", !beside && "mb-0.5 text-xs")}>{label}</dt>
          <dd className="min-w-0 text-ink wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
