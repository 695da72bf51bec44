"use client";
import clsx from "clsx";
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { type Column, columnLook } from "./data-table-column.ts";
import { Skeleton } from "./skeleton.tsx";

const CONTROLS = "a, button, input, select, textarea, label, summary, [role='menuitem'], [role='checkbox']";

/** The link or button that opens a row. It is also what the arrow keys move between. */
export const OPENER = "[data-opens-row]";

type RowProps<Row> = {
  row: Row;
  columns: Column<Row>[];
  href?(row: Row): string;
  onOpen?(row: Row): void;
  actions?(row: Row): ReactNode;
};

/** One row. A click anywhere in it opens it, as its link does; text can still be selected. */
export function DataTableRow<Row>({ row, columns, href, onOpen, actions }: RowProps<Row>) {
  const opens = href !== undefined || onOpen !== undefined;
  const primary = primaryOf(columns);
  return (
    <tr
      onClick={opens ? openByClick : undefined}
      className={clsx(
        "relative transition-colors max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-4 max-sm:py-3",
        "focus-within:bg-hover/60 hover:bg-hover/60",
        opens && "cursor-pointer",
        actions && "max-sm:pr-14",
      )}
    >
      {columns.map((column) => (
        <td
          key={column.id}
          className={clsx(
            "min-w-0 max-sm:empty:hidden sm:h-11 sm:px-3 sm:py-1.5 sm:first:pl-4 sm:last:pr-4",
            column === primary
              ? "max-sm:order-first max-sm:w-full max-sm:text-sm"
              : "text-ink-soft max-sm:text-xs",
            columnLook(column),
          )}
        >
          {column === primary ? (
            <Opener row={row} href={href} onOpen={onOpen}>
              {column.cell(row)}
            </Opener>
          ) : (
            <>
              {!column.bare && column.header && (
                <span className="mr-1 text-xs text-ink-faint sm:hidden">{column.header}</span>
              )}
              {column.cell(row)}
            </>
          )}
        </td>
      ))}
      {actions && (
        <td className="max-sm:absolute max-sm:top-2 max-sm:right-2 sm:w-px sm:pr-2 sm:pl-1 sm:text-right sm:whitespace-nowrap">
          <div className="inline-flex items-center gap-1">{actions(row)}</div>
        </td>
      )}
    </tr>
  );
}

function primaryOf<Row>(columns: Column<Row>[]): Column<Row> | undefined {
  return columns.find((column) => column.primary) ?? columns[0];
}

function Opener<Row>({
  row,
  href,
  onOpen,
  children,
}: Pick<RowProps<Row>, "row" | "href" | "onOpen"> & { children: ReactNode }) {
  const look =
    "max-w-full rounded-sm text-left font-medium text-ink underline-offset-3 wrap-anywhere hover:underline";
  if (href) {
    return (
      <Link href={href(row)} data-opens-row className={clsx("inline-block", look)}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button
        type="button"
        data-opens-row
        onClick={() => onOpen(row)}
        className={clsx("cursor-pointer", look)}
      >
        {children}
      </button>
    );
  }
  return <div className="font-medium text-ink wrap-anywhere">{children}</div>;
}

/** Hands a click beside the row's controls on to its opener, with the keys that were held (a new tab stays a new tab). */
function openByClick(event: MouseEvent<HTMLTableRowElement>) {
  const { target, currentTarget, ctrlKey, metaKey, shiftKey } = event;
  if (!(target instanceof Element) || !currentTarget.contains(target) || target.closest(CONTROLS)) return;
  if (document.getSelection()?.isCollapsed === false) return;
  currentTarget
    .querySelector(OPENER)
    ?.dispatchEvent(
      new globalThis.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }),
    );
}

const WIDTHS = ["w-2/5", "w-3/5", "w-1/2", "w-1/3", "w-2/3"];

/** Rows in the shape of those to come. */
export function SkeletonRows<Row>({ columns, actions }: { columns: Column<Row>[]; actions: boolean }) {
  return WIDTHS.map((width, index) => (
    <tr key={width} aria-hidden className="max-sm:block max-sm:space-y-2 max-sm:px-4 max-sm:py-3.5">
      {columns.map((column, at) => (
        <td
          key={column.id}
          className={clsx(
            "max-sm:block sm:h-11 sm:px-3 sm:first:pl-4",
            at > 1 && "max-sm:hidden",
            columnLook(column),
          )}
        >
          <Skeleton
            className={clsx(
              "min-w-12 max-w-48",
              WIDTHS[(index + at) % WIDTHS.length],
              column.align === "end" && "sm:ml-auto",
            )}
          />
        </td>
      ))}
      {actions && <td className="max-sm:hidden" />}
    </tr>
  ));
}
