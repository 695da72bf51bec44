"use client";
import { X } from "lucide-react";

export type FilterChip = { id: string; label: string; value: string };

/** The filters that are on, each with a button that takes it off. */
export function FilterChips({
  chips,
  onRemove,
  onClear,
}: {
  chips: FilterChip[];
  onRemove: (id: string) => void;
  onClear: () => void;
}) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ id, label, value }) => (
        <li
          key={id}
          className="inline-flex h-6 max-w-full items-center rounded-full border bg-surface pl-2.5 text-xs"
        >
          <span className="shrink-0 text-ink-faint">{label}</span>
          <span className="ml-1.5 truncate font-medium">{value}</span>
          <button
            type="button"
            aria-label={`Remove filter ${label} ${value}`}
            title="Remove filter"
            onClick={() => onRemove(id)}
            className="ml-0.5 grid size-6 shrink-0 place-items-center rounded-full text-ink-faint transition-colors hover:text-ink"
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          onClick={onClear}
          className="h-6 rounded-sm px-1.5 text-xs font-medium text-ink-faint underline-offset-2 hover:text-ink hover:underline"
        >
          Clear all
        </button>
      </li>
    </ul>
  );
}
