"use client";
import { Search, X } from "lucide-react";
import { useRef } from "react";
import { Input } from "./input.tsx";
import { Kbd } from "./kbd.tsx";
import { useShortcut } from "./shortcuts.ts";

/** A table's search box, and beside it how many rows it found. "/" moves into it, Escape empties it. */
export function DataTableSearch({
  query,
  onQuery,
  placeholder,
  found,
}: {
  query: string;
  onQuery: (query: string) => void;
  placeholder: string;
  /** Null while nothing is searched for; `partial` when more rows than these exist. */
  found: { count: number; total: number; partial: boolean } | null;
}) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut("/", () => input.current?.focus());
  return (
    <>
      <div className="relative w-full sm:w-72">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
        <Input
          ref={input}
          type="search"
          aria-label={placeholder}
          placeholder={placeholder}
          value={query}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || query === "") return;
            event.preventDefault();
            onQuery("");
          }}
          className="pr-8 pl-8"
        />
        {query ? (
          <button
            type="button"
            aria-label="Clear search"
            onClick={() => {
              onQuery("");
              input.current?.focus();
            }}
            className="absolute top-1 right-1 grid size-6 place-items-center rounded-sm text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        ) : (
          <Kbd aria-hidden className="pointer-events-none absolute top-[7px] right-2 max-sm:hidden">
            /
          </Kbd>
        )}
      </div>
      <p role="status" className="text-xs text-ink-faint tabular-nums empty:hidden">
        {found &&
          `${found.count} of ${found.partial ? "the " : ""}${found.total}${found.partial ? " loaded" : ""}`}
      </p>
    </>
  );
}
