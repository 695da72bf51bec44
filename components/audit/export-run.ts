// Exports of the audit log, page by page into a file: parts of a Blob, which browsers keep on disk when they are many.
import { api } from "#components/api/client.ts";
import type { Directory } from "#components/policies/directory.ts";
import { eventPage } from "./audit-queries.ts";
import { CSV_HEAD, csvLine } from "./csv.ts";
import type { Event } from "./event-words.ts";
import type { Filters } from "./filter-state.ts";
import type { Progress } from "./use-run.ts";
import { exportLines } from "./verify-run.ts";

export type ExportKind = "sealed" | "jsonl" | "csv";
export type ExportFile = { name: string; events: number };

const PAGE = 500;

/** Writes the file and hands it to the browser to save. @throws OneclawError, and the signal's reason when aborted */
export async function exportFile(
  kind: ExportKind,
  { filters, directory }: { filters: Filters; directory: Directory },
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<ExportFile> {
  const day = new Date().toISOString().slice(0, 10);
  const { parts, events } =
    kind === "sealed"
      ? await sealedParts(signal, tell)
      : await eventParts(filters, signal, tell, kind === "csv" ? (event) => csvLine(event, directory) : json);
  const name = {
    sealed: `audit-log-${day}.jsonl`,
    jsonl: `audit-events-${day}.jsonl`,
    csv: `audit-events-${day}.csv`,
  };
  const type = kind === "csv" ? "text/csv;charset=utf-8" : "application/x-ndjson";
  save(new Blob(kind === "csv" ? [CSV_HEAD, ...parts] : parts, { type }), name[kind]);
  return { name: name[kind], events };
}

const json = (event: Event) => `${JSON.stringify(event)}\n`;

async function sealedParts(signal: AbortSignal, tell: (progress: Progress) => void) {
  const parts: Blob[] = [];
  let text = "";
  let events = 0;
  let total: number | null = null;
  for await (const line of exportLines(signal)) {
    if (total === null) total = totalOf(line);
    if (line.startsWith('{"index"')) events += 1;
    text += `${line}\n`;
    if (events % PAGE === 0 && text.length > 100_000) {
      parts.push(new Blob([text]));
      text = "";
      tell({ events, total });
    }
  }
  return { parts: [...parts, new Blob([text])], events };
}

function totalOf(header: string): number {
  const { tree_size, unsealed } = JSON.parse(header) as { tree_size: number; unsealed: number };
  return tree_size + unsealed;
}

async function eventParts(
  filters: Filters,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
  write: (event: Event) => string,
) {
  const parts: Blob[] = [];
  let events = 0;
  let cursor: string | undefined;
  do {
    const page = await eventPage(api(), filters, cursor, PAGE);
    signal.throwIfAborted();
    parts.push(new Blob([page.events.map(write).join("")]));
    events += page.events.length;
    tell({ events, total: null });
    cursor = page.next ?? undefined;
  } while (cursor);
  return { parts, events };
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers read the address only after the click's own task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
