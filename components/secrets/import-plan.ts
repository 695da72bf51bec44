// What an import of a `.env` file will do, row by row, before anything is sent. Pure.
import type { EnvEntry } from "#lib/dotenv.ts";
import { pathForKey } from "#lib/env-paths.ts";
import { checkSecretPath } from "#lib/secret-path.ts";

export type PlanRow = {
  key: string;
  value: string;
  path: string;
  /** Nobody unticked it. */
  chosen: boolean;
  /** There is a secret at the path. */
  exists: boolean;
  /** Why it cannot be stored. */
  problem: string | null;
};

export type OnConflict = "new_version" | "skip";

/** A row for each key; of keys that lead to the same path only the first can be stored. */
export function planImport(
  entries: readonly EnvEntry[],
  prefix: string,
  existing: ReadonlySet<string>,
  unticked: ReadonlySet<string>,
): PlanRow[] {
  const taken = new Set<string>();
  return entries.map(({ key, value }) => {
    const path = pathForKey(prefix, key);
    const problem = problemOf(path, value) ?? (taken.has(path) ? "Another key has the same path." : null);
    taken.add(path);
    return { key, value, path, chosen: !unticked.has(key), exists: existing.has(path), problem };
  });
}

/** The rows that are sent. */
export function rowsToSend(rows: readonly PlanRow[], onConflict: OnConflict): PlanRow[] {
  return rows.filter((row) => row.chosen && row.problem === null && !(row.exists && onConflict === "skip"));
}

function problemOf(path: string, value: string): string | null {
  if (value === "") return "It has no value.";
  return checkSecretPath(path);
}

/** Parts of at most `most` rows and about `characters` in their values, so that no request is too large. */
export function chunksOf<Row extends { value: string }>(
  rows: readonly Row[],
  most: number,
  characters: number,
): Row[][] {
  const chunks: Row[][] = [];
  let size = 0;
  for (const row of rows) {
    const last = chunks.at(-1);
    if (!last || last.length >= most || size + row.value.length > characters) {
      chunks.push([row]);
      size = row.value.length;
    } else {
      last.push(row);
      size += row.value.length;
    }
  }
  return chunks;
}
