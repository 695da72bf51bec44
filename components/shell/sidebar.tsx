"use client";
import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { NavGroup } from "./nav.ts";

/** The main navigation; `onGo` is told when a link was followed. */
export function Sidebar({ groups, onGo }: { groups: NavGroup[]; onGo?: () => void }) {
  const path = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      {groups.map(({ label, items }) => (
        <div key={label ?? "first"}>
          {label && <p className="mb-1 px-2.5 text-2xs font-medium text-ink-faint">{label}</p>}
          <ul className="flex flex-col gap-px">
            {items.map(({ href, label: name, icon: Icon }) => {
              const isHere = path === href || path.startsWith(`${href}/`);
              return (
                <li key={href}>
                  <Link
                    href={href}
                    // Every page is made for its reader: fetching a dozen ahead would be a dozen pages nobody asked for.
                    prefetch={false}
                    onClick={onGo}
                    aria-current={isHere ? "page" : undefined}
                    className={clsx(
                      "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium transition-colors",
                      isHere ? "bg-hover text-ink" : "text-ink-soft hover:bg-hover hover:text-ink",
                    )}
                  >
                    <Icon aria-hidden className={clsx("size-4", isHere ? "text-accent" : "text-ink-faint")} />
                    {name}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
