// Reads and writes the text of `.env` files. Pure, linear in the text, and bounded.
// Must never expand `$NAME` or run `$(…)`: what stands in the file is data.

export type EnvEntry = {
  key: string;
  value: string;
  /** Where the key stands, counted from 1. */
  line: number;
};
export type EnvProblem = { line: number; reason: string };
export type EnvFile = {
  /** In the order of the file; of a key that occurs twice the last one, at its first place. */
  entries: EnvEntry[];
  problems: EnvProblem[];
  /** Keys that occur more than once. */
  duplicates: string[];
};

/** Of text, and of keys; what is beyond is refused as a whole. */
export const ENV_LIMITS = { characters: 4_000_000, entries: 10_000, problems: 100 };

const KEY = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const SPACES = /[ \t]*/y;
const EXPORT = /export[ \t]+/y;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$" };

/**
 * The keys and values of a `.env` text: `export`, comments, single quotes (as they are), double quotes (with `\n`, `\"`),
 * backticks, values over several lines, CRLF and a BOM.
 * @throws RangeError for more than `ENV_LIMITS` allow
 */
export function parseEnv(source: string): EnvFile {
  if (source.length > ENV_LIMITS.characters)
    throw new RangeError(`The file is longer than ${ENV_LIMITS.characters.toLocaleString("en")} characters.`);
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const found = new Map<string, EnvEntry>();
  const duplicates = new Set<string>();
  const problems: EnvProblem[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const read = readLine(text, at, line);
    if (read.problem !== undefined && problems.length < ENV_LIMITS.problems)
      problems.push({ line, reason: read.problem });
    if (read.entry) {
      if (found.has(read.entry.key)) duplicates.add(read.entry.key);
      found.set(read.entry.key, read.entry);
      if (found.size > ENV_LIMITS.entries)
        throw new RangeError(`The file has more than ${ENV_LIMITS.entries.toLocaleString("en")} keys.`);
    }
    line += lines(text, at, read.next);
    at = read.next;
  }
  return { entries: [...found.values()], problems, duplicates: [...duplicates] };
}

/** A `.env` text that `parseEnv` and shells read back to the same values. */
export function serializeEnv(entries: readonly Pick<EnvEntry, "key" | "value">[]): string {
  return entries.map(({ key, value }) => `${key}=${quoted(value)}\n`).join("");
}

type Line = { next: number; entry?: EnvEntry; problem?: string };

/** Reads from the beginning of a line to that of the next one that does not belong to the same value. */
function readLine(text: string, from: number, line: number): Line {
  let at = skip(SPACES, text, from);
  const rest = endOfLine(text, at);
  if (at === rest || text[at] === "#") return { next: rest + 1 };
  at = skip(EXPORT, text, at);
  const afterKey = skip(KEY, text, at);
  if (afterKey === at) return { next: rest + 1, problem: "does not begin with a name" };
  const key = text.slice(at, afterKey);
  const equals = skip(SPACES, text, afterKey);
  if (text[equals] !== "=") return { next: rest + 1, problem: `has no = after ${shorten(key)}` };
  const start = skip(SPACES, text, equals + 1);
  const quote = text[start];
  if (quote !== '"' && quote !== "'" && quote !== "`")
    return { next: rest + 1, entry: { key, value: bare(text.slice(start, rest)), line } };
  const end = closing(text, start + 1, quote);
  if (end === -1) return { next: rest + 1, problem: `opens a quote for ${shorten(key)} that nothing closes` };
  const body = text.slice(start + 1, end);
  const after = endOfLine(text, end);
  if (!/^[ \t]*(?:#.*)?$/.test(text.slice(end + 1, after)))
    return { next: after + 1, problem: `has text after the quoted value of ${shorten(key)}` };
  return { next: after + 1, entry: { key, value: quote === '"' ? unescaped(body) : body, line } };
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** A comment in a bare value begins with a `#` after white space. */
function bare(text: string): string {
  const comment = /(?:^|[ \t])#/.exec(text);
  return (comment ? text.slice(0, comment.index) : text).trimEnd();
}

function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text[at] === quote) return at;
  }
  return -1;
}

function unescaped(body: string): string {
  return body.replace(/\\([nrt"\\$])/g, (whole, letter: string) => ESCAPES[letter] ?? whole);
}

function lines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return Math.max(count, 1);
}

function shorten(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}…` : key;
}

function quoted(value: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(value)) return value;
  // Nothing in single quotes means anything but itself, here and in shells.
  if (!/['\r]/.test(value)) return `'${value}'`;
  return `"${value.replace(/[\\"$\r]/g, (each) => (each === "\r" ? "\\r" : `\\${each}`))}"`;
}
