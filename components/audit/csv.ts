// Audit events as CSV (RFC 4180). Pure.
import type { Directory } from "#components/policies/directory.ts";
import { actorName, type Event, eventSentence } from "./event-words.ts";

const COLUMNS = [
  "time",
  "event",
  "outcome",
  "action",
  "actor",
  "actor_type",
  "actor_id",
  "resource_type",
  "resource_id",
  "vault_id",
  "path",
  "ip_address",
  "user_agent",
  "request_id",
  "id",
  "log_index",
  "integrity_hash",
  "details",
] as const;

/** The first line of the file. */
export const CSV_HEAD = `${COLUMNS.join(",")}\r\n`;

/** One event as a line. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvLine(event: Event, directory: Directory): string {
  const { details } = event;
  const values: Record<(typeof COLUMNS)[number], unknown> = {
    ...event,
    time: event.created_at,
    event: eventSentence(event, directory),
    actor: actorName(event, directory),
    vault_id: details.vault_id,
    path: details.path,
    ip_address: event.ip_address,
    user_agent: event.user_agent,
    request_id: event.request_id,
    log_index: event.log_index,
    integrity_hash: event.integrity_hash,
    details: JSON.stringify(details),
  };
  return `${COLUMNS.map((name) => cell(values[name])).join(",")}\r\n`;
}

function cell(value: unknown): string {
  const text = value === undefined || value === null ? "" : String(value);
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
