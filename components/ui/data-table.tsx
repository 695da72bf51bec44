"use client";
import { createSortedRowModel, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Button } from "./button.tsx";
import type { Column } from "./data-table-column.ts";
import { DataTableHead, type SortedColumn, SortPicker } from "./data-table-head.tsx";
import { useRowKeys } from "./data-table-keys.ts";
import { DataTableRow, SkeletonRows } from "./data-table-row.tsx";
import { DataTableSearch } from "./data-table-search.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Spinner } from "./spinner.tsx";
import { compareValues, searchRows } from "./table-search.ts";

export type { Column } from "./data-table-column.ts";

const ROWS_AT_FIRST = 100;
const FEATURES = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** A row in a box: the table library takes objects only, rows may be anything. */
type Boxed<Row> = { row: Row };

export type DataTableProps<Row> = {
  /** Names the table for screen readers and in its own messages, as a plural: "Vaults". */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey(row: Row): string;
  empty: ReactNode;
  search?: { placeholder: string; text(row: Row): string };
  onOpen?(row: Row): void;
  href?(row: Row): string;
  actions?(row: Row): ReactNode;
  toolbar?: ReactNode;
  more?: { has: boolean; load(): void; pending: boolean };
  status?: "ready" | "loading" | "error";
  error?: ReactNode;
  sort?: { id: string; desc?: boolean };
  pageSize?: number;
};

/** Rows with search, sorting and the keyboard; on a phone each row becomes an entry of two lines. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, search, toolbar, status = "ready" } = props;
  const [query, setQuery] = useState("");
  const found = useMemo(() => (search ? searchRows(rows, query, search.text) : rows), [rows, query, search]);
  const { sorted, columns } = useSorted(props, found);
  const bare = status === "ready" && rows.length === 0;
  const total = rows.length;
  return (
    <div className="min-w-0">
      {!bare && (search || toolbar) && (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          {search && (
            <DataTableSearch
              query={query}
              onQuery={setQuery}
              placeholder={search.placeholder}
              found={
                query.trim() === "" ? null : { count: found.length, total, partial: props.more?.has === true }
              }
            />
          )}
          {toolbar && <div className="flex flex-wrap items-center gap-2 sm:ml-auto">{toolbar}</div>}
        </div>
      )}
      <Body
        {...props}
        rows={sorted}
        columns={columns}
        query={query}
        onClear={() => setQuery("")}
        all={total}
      />
    </div>
  );
}

/** The rows in the order that the headers ask for, and the columns with their state. */
function useSorted<Row>({ columns, sort, rowKey }: DataTableProps<Row>, rows: Row[]) {
  const data = useMemo(() => rows.map((row): Boxed<Row> => ({ row })), [rows]);
  const definitions = useMemo(
    () =>
      columns.map(({ id, sortBy }) => ({
        id,
        accessorFn: ({ row }: Boxed<Row>) => sortBy?.(row) ?? undefined,
        enableSorting: sortBy !== undefined,
        sortUndefined: "last" as const,
        sortFn: (a: ValueOf, b: ValueOf, column: string) =>
          compareValues(a.getValue<string | number>(column), b.getValue<string | number>(column)),
      })),
    [columns],
  );
  const table = useTable({
    features: FEATURES,
    columns: definitions,
    data,
    getRowId: ({ row }) => rowKey(row),
    enableMultiSort: false,
    sortDescFirst: false,
    initialState: { sorting: sort ? [{ id: sort.id, desc: sort.desc ?? false }] : [] },
  });
  const state = columns.map((column): SortedColumn<Row> => {
    const direction = table.getColumn(column.id)?.getIsSorted() || null;
    return {
      ...column,
      direction,
      onSort: (desc) => table.setSorting([{ id: column.id, desc: desc ?? direction === "asc" }]),
    };
  });
  return { sorted: table.getRowModel().rows.map((each) => each.original.row), columns: state };
}

type ValueOf = { getValue<Value>(column: string): Value };

function Body<Row>(
  props: DataTableProps<Row> & {
    columns: SortedColumn<Row>[];
    query: string;
    onClear: () => void;
    all: number;
  },
) {
  const { label, columns, rows, rowKey, empty, error, more, status = "ready", query, onClear, all } = props;
  const [shown, setShown] = useState(props.pageSize ?? (more ? Number.POSITIVE_INFINITY : ROWS_AT_FIRST));
  const frame = useRef<HTMLDivElement>(null);
  useRowKeys(frame);
  const loading = status === "loading" && all === 0;
  if (status === "error" && all === 0) return <Frame alert>{error ?? <Failed label={label} />}</Frame>;
  if (!loading && all === 0) return <Frame>{empty}</Frame>;
  if (!loading && rows.length === 0 && query) {
    return (
      <Frame>
        <EmptyState
          art="search"
          title={`Nothing matches “${query.trim()}”`}
          action={<Button onClick={onClear}>Clear search</Button>}
        >
          {more?.has ? "Only the rows loaded so far are searched." : "Try fewer letters, or other ones."}
        </EmptyState>
      </Frame>
    );
  }
  const page = rows.slice(0, shown);
  return (
    <>
      {status === "error" && (
        <div role="alert" className="mb-3">
          {error ?? <Failed label={label} />}
        </div>
      )}
      {all > 1 && <SortPicker label={label} columns={columns} />}
      <div
        ref={frame}
        data-rows
        className="overflow-hidden rounded-lg border bg-surface shadow-card sm:overflow-x-auto"
      >
        <table
          aria-label={label}
          aria-busy={status === "loading"}
          className="w-full border-collapse text-left text-sm max-sm:block"
        >
          <DataTableHead columns={columns} actions={props.actions !== undefined} />
          <tbody className="divide-y divide-line max-sm:block">
            {loading ? (
              <SkeletonRows columns={columns} actions={props.actions !== undefined} />
            ) : (
              page.map((row) => <DataTableRow key={rowKey(row)} row={row} {...props} />)
            )}
          </tbody>
        </table>
      </div>
      {loading && (
        <p role="status" className="sr-only">
          Loading {label.toLowerCase()}
        </p>
      )}
      <More
        hidden={rows.length - page.length}
        onShow={() => setShown(Number.POSITIVE_INFINITY)}
        more={more}
      />
    </>
  );
}

/** The table's place when there is no table in it. */
function Frame({ alert, children }: { alert?: boolean; children: ReactNode }) {
  return (
    <div role={alert ? "alert" : undefined} className={"rounded-lg border bg-surface shadow-card"}>
      {children}
    </div>
  );
}

function Failed({ label }: { label: string }) {
  return <p className="px-4 py-6 text-center text-sm text-ink-soft">{label} could not be loaded.</p>;
}

function More({
  hidden,
  onShow,
  more,
}: {
  hidden: number;
  onShow: () => void;
  more: DataTableProps<never>["more"];
}) {
  if (hidden <= 0 && !more?.has) return null;
  return (
    <div className="mt-3 flex justify-center">
      {hidden > 0 ? (
        <Button onClick={onShow}>Show {hidden.toLocaleString("en")} more</Button>
      ) : (
        <Button
          onClick={() => more?.pending || more?.load()}
          aria-disabled={more?.pending}
          className="aria-disabled:opacity-60"
        >
          {more?.pending && <Spinner />}
          Load more
        </Button>
      )}
    </div>
  );
}
