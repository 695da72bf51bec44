"use client";
import clsx from "clsx";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { type Column, columnLook } from "./data-table-column.ts";

export type SortedColumn<Row> = Column<Row> & {
  direction: "asc" | "desc" | null;
  /** Sorts by the column: as told, or the other way round than now. */
  onSort(desc?: boolean): void;
};

const ARIA = { asc: "ascending", desc: "descending" } as const;
const ICONS = { asc: ArrowUp, desc: ArrowDown };

/** The headers; on a phone they give way to the `SortPicker`. */
export function DataTableHead<Row>({ columns, actions }: { columns: SortedColumn<Row>[]; actions: boolean }) {
  return (
    <thead className="max-sm:hidden">
      <tr>
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            aria-sort={column.direction ? ARIA[column.direction] : undefined}
            className={clsx(
              "h-8 border-b bg-sunken px-3 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4",
              columnLook(column),
            )}
          >
            {column.sortBy ? <SortButton column={column} /> : column.header}
          </th>
        ))}
        {actions && (
          <th scope="col" className="h-8 w-px border-b bg-sunken px-3">
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function SortButton<Row>({ column }: { column: SortedColumn<Row> }) {
  const Icon = column.direction ? ICONS[column.direction] : ChevronsUpDown;
  return (
    <button
      type="button"
      onClick={() => column.onSort()}
      className={clsx(
        "group/sort -mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 transition-colors hover:text-ink",
        column.direction && "text-ink",
        column.align === "end" && "flex-row-reverse",
      )}
    >
      {column.header}
      <Icon
        aria-hidden
        className={clsx(
          "size-3 shrink-0",
          !column.direction && "opacity-0 group-hover/sort:opacity-70 group-focus-visible/sort:opacity-70",
        )}
      />
    </button>
  );
}

/** Sorting for phones, where there are no headers to press. */
export function SortPicker<Row>({ label, columns }: { label: string; columns: SortedColumn<Row>[] }) {
  const sortable = columns.filter((column) => column.sortBy);
  const current = sortable.find((column) => column.direction);
  if (sortable.length < 2) return null;
  return (
    <label className="mb-2 flex items-center justify-end gap-1.5 text-xs text-ink-faint sm:hidden">
      Sort by
      <select
        aria-label={`Sort ${label.toLowerCase()} by`}
        value={current ? `${current.id} ${current.direction}` : ""}
        onChange={(event) => {
          const [id, direction] = event.target.value.split(" ");
          sortable.find((column) => column.id === id)?.onSort(direction === "desc");
        }}
        className="h-7 rounded-md border border-line-strong bg-surface px-1.5 text-xs text-ink"
      >
        {!current && <option value="">as it comes</option>}
        {sortable.flatMap(({ id, header }) => [
          <option key={`${id} asc`} value={`${id} asc`}>{`${header} ↑`}</option>,
          <option key={`${id} desc`} value={`${id} desc`}>{`${header} ↓`}</option>,
        ])}
      </select>
    </label>
  );
}
