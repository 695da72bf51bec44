// What a command has of the terminal, and how it ends: 0 done, 1 failed, 2 wrong words, 78 wrong configuration.

export const EXIT = { done: 0, failed: 1, usage: 2, config: 78 } as const;

/** Wrong words on the command line; the message says which. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command that cannot do what was asked, in one sentence for the operator. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** Writes a line of the result. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line about the work itself, which is no part of the result. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Rows of words as columns. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    print(
      row
        .map((word, column) => word.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
