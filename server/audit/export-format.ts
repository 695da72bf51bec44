// Owns the lines of an audit export (JSON lines, `1claw-audit-export/v1`): how each is written and how it is read.
// What is read is hostile: a line either has exactly the form below or comes back as a problem, never as a throw.
import { type AuditEventRecord, leafHash } from "./leaf.ts";

export const EXPORT_FORMAT = "1claw-audit-export/v1";
const MAX_LINE_CHARACTERS = 4_194_304;
const HASH = /^[0-9a-f]{64}$/;
const OUTCOMES = ["success", "denied", "failure"];
const HEADER_KEYS = ["format", "org_id", "origin", "exported_at", "tree_size", "unsealed"];
const EVENT_LINE_KEYS = ["index", "event", "leaf_hash", "prev_event_id", "integrity_hash"];
const TEXT_FIELDS = ["id", "org_id", "action", "actor_type"];
const OPTIONAL_TEXT_FIELDS = ["actor_id", "resource_type", "resource_id", "request_id", "ip", "user_agent"];
const EVENT_KEYS = [...TEXT_FIELDS, ...OPTIONAL_TEXT_FIELDS, "at", "outcome", "details", "salt"];
const COMMITMENT_KEYS = ["ip_commitment", "user_agent_commitment"];

/** The first line: whose log it is, the name its checkpoints carry, and how many sealed and unsealed events follow. */
export type ExportHeader = {
  org_id: string;
  origin: string;
  exported_at: string;
  tree_size: number;
  unsealed: number;
};

/** One event line. `index` and `leaf_hash` (hex) are null while the event is not sealed; `problem` says why `event`
 *  is not an event as this format writes it. */
export type ExportedEvent = {
  index: number | null;
  event_id: string | undefined;
  event: AuditEventRecord | null;
  /** What the event hashes to now, hex; null when it has a problem. */
  computed_hash: string | null;
  leaf_hash: string | null;
  prev_event_id: string | null;
  integrity_hash: string | null;
  problem: string | null;
};

export type ExportLine =
  | { kind: "header"; header: ExportHeader }
  | { kind: "event"; entry: ExportedEvent }
  | { kind: "checkpoint"; note: string }
  | { kind: "bad"; problem: string };

/** The first line of an export, without line break. */
export function exportHeaderLine(header: ExportHeader): string {
  const { org_id, origin, exported_at, tree_size, unsealed } = header;
  return JSON.stringify({ format: EXPORT_FORMAT, org_id, origin, exported_at, tree_size, unsealed });
}

/** One event line, without line break. `integrity_hash` is the leaf hash stored when the event was sealed (hex), never
 *  one computed again: the reader compares the two. A commitment beside its value and a salt that opens nothing are
 *  left out. */
export function exportEventLine(entry: {
  index: number | null;
  event: AuditEventRecord;
  prev_event_id: string | null;
  integrity_hash: string | null;
}): string {
  const { index, prev_event_id, integrity_hash } = entry;
  const { ip_commitment, user_agent_commitment, ...event } = entry.event;
  const opens = event.ip !== null || event.user_agent !== null;
  const written: AuditEventRecord = { ...event, salt: opens ? event.salt : null };
  if (event.ip === null && ip_commitment) written.ip_commitment = ip_commitment;
  if (event.user_agent === null && user_agent_commitment) {
    written.user_agent_commitment = user_agent_commitment;
  }
  return JSON.stringify({ index, event: written, leaf_hash: integrity_hash, prev_event_id, integrity_hash });
}

/** One checkpoint line, without line break; it belongs right after the event whose index is the checkpoint's size - 1. */
export function exportCheckpointLine(note: string): string {
  return JSON.stringify({ checkpoint: note });
}

/** Reads one line; every departure from the format is a `problem`, and hostile text never throws. */
export function readExportLine(line: string): ExportLine {
  if (line.length > MAX_LINE_CHARACTERS) return { kind: "bad", problem: "the line is too long" };
  const value = parseExactly(line);
  if (!isObject(value)) {
    return { kind: "bad", problem: "the line is not one JSON object in the form this format writes" };
  }
  if ("checkpoint" in value) {
    const { checkpoint: note } = value;
    return typeof note === "string" && hasExactly(value, ["checkpoint"])
      ? { kind: "checkpoint", note }
      : { kind: "bad", problem: "the checkpoint line has another form" };
  }
  if ("format" in value) return readHeader(value);
  return "event" in value ? readEvent(value) : { kind: "bad", problem: "the line is of no known kind" };
}

// A repeated key or a number that a double cannot hold would show one reader something else than what was hashed.
function parseExactly(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return JSON.stringify(value) === line ? value : undefined;
  } catch {
    return undefined;
  }
}

function readHeader(value: Record<string, unknown>): ExportLine {
  const { format, org_id, origin, exported_at, tree_size, unsealed } = value;
  const holds =
    format === EXPORT_FORMAT &&
    hasExactly(value, HEADER_KEYS) &&
    typeof org_id === "string" &&
    typeof origin === "string" &&
    isInstant(exported_at) &&
    isCount(tree_size) &&
    isCount(unsealed);
  return holds
    ? { kind: "header", header: { org_id, origin, exported_at, tree_size, unsealed } }
    : { kind: "bad", problem: `the header is not one of ${EXPORT_FORMAT}` };
}

function readEvent(value: Record<string, unknown>): ExportLine {
  const { index, event, leaf_hash, prev_event_id, integrity_hash } = value;
  const holds =
    hasExactly(value, EVENT_LINE_KEYS) &&
    (index === null || isCount(index)) &&
    (leaf_hash === null || isHash(leaf_hash)) &&
    (index === null) === (leaf_hash === null) &&
    isText(prev_event_id, true) &&
    isText(integrity_hash, true);
  if (!holds) return { kind: "bad", problem: "the event line has another form" };
  const checked = checkEvent(event);
  const id = isObject(event) ? event.id : undefined;
  const entry: ExportedEvent = {
    index,
    event_id: typeof id === "string" ? id : undefined,
    leaf_hash,
    prev_event_id,
    integrity_hash,
    ...checked,
  };
  return { kind: "event", entry };
}

function checkEvent(value: unknown): Pick<ExportedEvent, "event" | "computed_hash" | "problem"> {
  const problem = isObject(value) ? eventProblem(value) : "it is not an object";
  if (problem !== null) return { event: null, computed_hash: null, problem };
  const event = value as AuditEventRecord;
  try {
    return { event, computed_hash: leafHash(event).toString("hex"), problem: null };
  } catch (error) {
    const cause = error instanceof Error ? error.message : "it cannot be hashed";
    return { event: null, computed_hash: null, problem: cause };
  }
}

function eventProblem(event: Record<string, unknown>): string | null {
  for (const key of EVENT_KEYS) if (!Object.hasOwn(event, key)) return `${key} is missing`;
  for (const key of Object.keys(event)) {
    if (EVENT_KEYS.includes(key)) continue;
    if (!COMMITMENT_KEYS.includes(key)) return "it has a field that events do not have";
    if (!isHash(event[key])) return `${key} is not a hash`;
    if (event[key.slice(0, -"_commitment".length)] !== null) return `${key} stands beside its value`;
  }
  for (const key of TEXT_FIELDS) if (!isText(event[key], false)) return `${key} is not text`;
  for (const key of OPTIONAL_TEXT_FIELDS) if (!isText(event[key], true)) return `${key} is not text`;
  if (!isInstant(event.at)) return "at is not a time in UTC with milliseconds";
  if (!OUTCOMES.includes(event.outcome as string)) return "outcome is not one of the three";
  if (!isObject(event.details)) return "details is not an object";
  if (event.ip === null && event.user_agent === null && event.salt !== null) {
    return "a salt is left although nothing is left for it to open";
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasExactly(value: Record<string, unknown>, keys: string[]): boolean {
  return Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isText(value: unknown, orNull: true): value is string | null;
function isText(value: unknown, orNull: false): value is string;
function isText(value: unknown, orNull: boolean): boolean {
  return typeof value === "string" ? value.isWellFormed() : orNull && value === null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && HASH.test(value);
}

function isInstant(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}
