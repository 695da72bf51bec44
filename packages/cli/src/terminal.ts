// What the commands have of the terminal: results on standard output, everything about the work on standard error.
// Must never let text from outside move the cursor or hide: control characters are shown, not obeyed.
import { Buffer } from "node:buffer";

type Stream = NodeJS.WriteStream;

/** Characters that a terminal obeys or that hide what stands beside them. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const NARROW_LIMIT = 40;

/** The text with control characters written out, line breaks kept. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => (character === "\n" ? character : escaped(character)));
}

/** As `visible`, on one line. */
export function oneLine(text: string): string {
  return text.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
  const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u001b": "\\e" };
  return named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Writes a line of the result. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line about the work, which is no part of the result. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Writes the API's own shape; what a terminal would obey is escaped. */
export function printJson(data: unknown, indent = 2): void {
  const text = JSON.stringify(data, null, indent) ?? "null";
  const safe = text.replace(UNSEEN, (character) =>
    character === "\n" ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  process.stdout.write(`${safe}\n`);
}

/** Whether colours are wanted: a terminal, and nothing said against it. */
export function hasColour(stream: Stream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
}

function colour(open: number, close: number) {
  return (text: string, stream: Stream = process.stdout) =>
    hasColour(stream) ? `\u001b[${open}m${text}\u001b[${close}m` : text;
}

export const paint = {
  bold: colour(1, 22),
  dim: colour(2, 22),
  red: colour(31, 39),
  green: colour(32, 39),
  yellow: colour(33, 39),
};

/** How many columns a text takes. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The text in at most `width` columns, with an ellipsis where something is left out. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let taken = 0;
  for (const character of text) {
    taken += widthOf(character);
    if (taken > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

export type Column<Row> = {
  title: string;
  value: (row: Row) => string | number | null | undefined;
  /** Never shortened: an id, or what the list is about. */
  whole?: boolean;
};

/** Rows as aligned columns; on a terminal, as wide as it is at most: long words are cut, then columns from the right left out. */
export function printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], empty: string): void {
  if (rows.length === 0) {
    tell(empty);
    return;
  }
  const cells = rows.map((row) => columns.map(({ value }) => oneLine(String(value(row) ?? ""))));
  const widths = fit(
    columns.map(({ title, whole }, at) => ({
      at,
      least: title.length,
      width: Math.max(title.length, ...cells.map((row) => widthOf(row[at] ?? ""))),
      whole: whole === true,
    })),
  );
  const line = (words: readonly string[]) =>
    widths
      .map(({ at, width }) => {
        const short = cut(words[at] ?? "", width);
        return short + " ".repeat(Math.max(0, width - widthOf(short)));
      })
      .join("  ")
      .trimEnd();
  print(paint.dim(line(columns.map(({ title }) => title))));
  for (const row of cells) print(line(row));
}

type Fitted = { at: number; least: number; width: number; whole: boolean };

function fit(columns: readonly Fitted[]): Fitted[] {
  const room = process.stdout.isTTY ? process.stdout.columns || 80 : Number.POSITIVE_INFINITY;
  const fitted = columns.map((column) => ({ ...column }));
  for (;;) {
    const over = fitted.reduce((sum, { width }) => sum + width + 2, -2) - room;
    if (over <= 0) return fitted;
    const [widest] = fitted
      .filter(({ whole, width, least }) => !whole && width > least)
      .sort((a, b) => b.width - a.width);
    if (widest) widest.width -= 1;
    else {
      const last = fitted.findLastIndex(({ whole }) => !whole);
      if (last < 1) return fitted;
      fitted.splice(last, 1);
    }
  }
}

/** Pairs of a label and a value, aligned; what has no value is left out. */
export function printFields(fields: readonly (readonly [label: string, value: unknown])[]): void {
  const shown = fields.filter(([, value]) => value !== undefined && value !== null && value !== "");
  const width = Math.min(NARROW_LIMIT, Math.max(0, ...shown.map(([label]) => label.length)));
  for (const [label, value] of shown) {
    const text = Array.isArray(value) ? value.join(", ") : String(value);
    print(`${paint.dim(label.padEnd(width))}  ${oneLine(text)}`);
  }
}

/** Writes a value as it is: nothing added where it is piped; on a terminal a line break, and nothing it would obey. */
export function printValue(value: string): void {
  if (!process.stdout.isTTY) {
    process.stdout.write(Buffer.from(value, "utf8"));
    return;
  }
  const safe = value.replace(UNSEEN, (character) =>
    character === "\n" || character === "\t" ? character : escaped(character),
  );
  print(safe);
  if (safe !== value)
    tell("The value has characters that a terminal would obey; they are shown escaped. Use --out or a pipe.");
}
