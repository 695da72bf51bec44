"use client";
import clsx from "clsx";
import { ChevronDown, Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Method } from "./method.tsx";

export type Entry = { id: string; method: string; path: string; summary: string; href: string };
export type Group = { name: string; href: string; entries: Entry[] };

/** Every operation by tag, narrowed by a search over summaries, paths and ids. Without JavaScript it is the whole list. */
export function DocsSidebar({ groups }: { groups: Group[] }) {
  const [query, setQuery] = useState("");
  const [open, setOpen] = useState(false);
  const field = useSlashKey(() => setOpen(true));
  const found = narrow(groups, query);
  const count = found.reduce((sum, group) => sum + group.entries.length, 0);
  return (
    <div className="lg:sticky lg:top-14 lg:flex lg:h-[calc(100dvh-3.5rem)] lg:flex-col">
      <div className="flex items-center gap-2 py-4 lg:pr-4">
        <search className="relative flex-1">
          <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-ink-faint" />
          <Input
            ref={field}
            type="search"
            value={query}
            placeholder="Search operations"
            aria-label="Search operations"
            className="pr-8 pl-8"
            onChange={(event) => {
              setQuery(event.target.value);
              setOpen(true);
            }}
            onKeyDown={(event) => event.key === "Escape" && setQuery("")}
          />
          <Kbd className="absolute top-[0.4375rem] right-2 max-lg:hidden">/</Kbd>
        </search>
        <button
          type="button"
          aria-expanded={open}
          aria-controls="operations"
          onClick={() => setOpen(!open)}
          className="flex h-8 items-center gap-1 rounded-md border border-line-strong bg-surface px-2.5 text-sm font-medium lg:hidden"
        >
          Contents{" "}
          <ChevronDown aria-hidden className={clsx("size-4 transition-transform", open && "rotate-180")} />
        </button>
      </div>
      <p role="status" className="sr-only">
        {query && `${count} ${count === 1 ? "operation" : "operations"} found`}
      </p>
      <nav
        id="operations"
        aria-label="API reference"
        className={clsx(
          "pb-6 lg:block lg:min-h-0 lg:flex-1 lg:overflow-y-auto lg:pr-3",
          !open && "max-lg:hidden",
        )}
      >
        {query === "" && <Overview onFollow={() => setOpen(false)} />}
        {found.map((group) => (
          <GroupList key={group.name} group={group} onFollow={() => setOpen(false)} />
        ))}
        {count === 0 && (
          <p className="px-2 text-sm text-ink-faint">
            No operation has “{query}” in its name or path.{" "}
            <button type="button" className="underline underline-offset-4" onClick={() => setQuery("")}>
              Show all
            </button>
          </p>
        )}
      </nav>
    </div>
  );
}

function narrow(groups: Group[], query: string): Group[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return groups;
  return groups
    .map((group) => ({
      ...group,
      entries: group.entries.filter((entry) => {
        const text = `${group.name} ${entry.method} ${entry.path} ${entry.summary} ${entry.id}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter((group) => group.entries.length > 0);
}

/** A slash moves to the search field, as long as nothing is being typed. */
function useSlashKey(onFocus: () => void) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest("input, textarea, select");
      if (event.key !== "/" || typing || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      onFocus();
      field.current?.focus();
    };
    document.addEventListener("keydown", listen);
    // Named only once it is listened for.
    field.current?.setAttribute("aria-keyshortcuts", "/");
    return () => document.removeEventListener("keydown", listen);
  });
  return field;
}

const PAGES = [
  ["/docs", "Overview"],
  ["/docs/errors", "Errors"],
] as const;

function Overview({ onFollow }: { onFollow: () => void }) {
  const current = usePathname();
  return (
    <ul className="mb-4">
      {PAGES.map(([href, name]) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            onClick={onFollow}
            aria-current={
              current === href ? "page" : href !== "/docs" && current.startsWith(href) ? "true" : undefined
            }
            className="block rounded-md px-2 py-1 text-sm font-medium text-ink-soft hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function GroupList({ group, onFollow }: { group: Group; onFollow: () => void }) {
  const current = usePathname();
  return (
    <div className="mb-4">
      <Link
        href={group.href}
        prefetch={false}
        onClick={onFollow}
        aria-current={current === group.href ? "page" : undefined}
        className="block rounded-md px-2 py-1 text-sm font-medium hover:bg-hover aria-[current]:text-accent"
      >
        {group.name}
      </Link>
      <ul>
        {group.entries.map((entry) => (
          <li key={entry.id}>
            <Link
              href={entry.href}
              prefetch={false}
              onClick={onFollow}
              title={`${entry.method} ${entry.path}`}
              className="flex items-baseline gap-2 rounded-md px-2 py-1 text-sm text-ink-soft hover:bg-hover hover:text-ink"
            >
              <Method method={entry.method} className="w-11 shrink-0 text-[0.625rem]" />
              <span className="min-w-0">{entry.summary}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
