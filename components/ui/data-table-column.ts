// What a column of a data table is, and the classes that follow from it; both the head and the rows need them.
import clsx from "clsx";
import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  header: string;
  cell(row: Row): ReactNode;
  /** What the column sorts by; null comes last in both directions. Without it the column cannot be sorted. */
  sortBy?(row: Row): string | number | null;
  align?: "end";
  width?: "narrow" | "wide";
  hideBelow?: "sm" | "md" | "lg";
  /** The cell that names the row; without any it is the first. */
  primary?: boolean;
  /** On a phone a value stands beside its column's name; `bare` values (a badge) explain themselves. */
  bare?: boolean;
};

const HIDDEN = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden" };
const WIDTHS = { narrow: "sm:w-px sm:whitespace-nowrap", wide: "sm:w-2/5" };

/** The classes that head and cells of one column share. */
export function columnLook<Row>({ align, width, hideBelow }: Column<Row>): string {
  return clsx(
    align === "end" && "sm:text-right sm:tabular-nums",
    width && WIDTHS[width],
    hideBelow && HIDDEN[hideBelow],
  );
}
