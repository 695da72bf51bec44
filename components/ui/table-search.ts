// What a table's search box and its headers mean: which rows a query finds, and which of two values comes first.

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Text as it is compared: no case, no accents. */
function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase();
}

/** The rows whose text holds every word of the query, in any order; all of them for an empty query. */
export function searchRows<Row>(rows: Row[], query: string, text: (row: Row) => string): Row[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const hay = plain(text(row));
    return words.every((word) => hay.includes(word));
  });
}

/** Ascending order of two sortable values; numbers inside text count as numbers, so `v2` comes before `v10`. */
export function compareValues(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return COLLATOR.compare(String(a), String(b));
}
