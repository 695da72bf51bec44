// Owns reading the lines of an audit export (`1claw-audit-export/v1`). What is read is hostile: a line either has
// exactly the form below or comes back as a problem, never as a throw.

import { type AuditLogEvent, auditLeafHash } from "./audit-leaf.ts";
import { type Sha256, toHex } from "./bytes.ts";

const FORMAT = "1claw-audit-export/v1";
const MAX_LINE = 4_194_304;
const HASH = /^[0-9a-f]{64}$/;
const OUTCOMES: unknown[] = ["success", "denied", "failure"];
const HEADER_KEYS = ["format", "org_id", "origin", "exported_at", "tree_size", "unsealed"];
const LINE_KEYS = ["index", "event", "leaf_hash", "prev_event_id", "integrity_hash"];
const TEXT_KEYS = ["id", "org_id", "action", "actor_type"];
const OPTIONAL_KEYS = ["actor_id", "resource_type", "resource_id", "request_id", "ip", "user_agent"];
const EVENT_KEYS = [...TEXT_KEYS, ...OPTIONAL_KEYS, "at", "outcome", "details", "salt"];
const COMMITMENT_KEYS = ["ip_commitment", "user_agent_commitment"];

export type LogHeader = {
  org_id: string;
  origin: string;
  exported_at: string;
  tree_size: number;
  unsealed: number;
};

/** `index` and `leaf_hash` (hex) are null while the event is not sealed; `problem` says why it is not as it was written. */
export type LogEntry = {
  index: number | null;
  event_id: string | undefined;
  event: AuditLogEvent | null;
  /** What the event hashes to now, hex. */
  computed_hash: string | null;
  leaf_hash: string | null;
  prev_event_id: string | null;
  integrity_hash: string | null;
  problem: string | null;
};

export type LogLine =
  | { kind: "empty" }
  | { kind: "header"; header: LogHeader }
  | { kind: "event"; entry: LogEntry }
  | { kind: "checkpoint"; note: string }
  | { kind: "bad"; problem: string };

/** Reads one line and hashes the event on it. */
export async function readLogLine(line: string, sha256?: Sha256): Promise<LogLine> {
  if (line === "") return { kind: "empty" };
  if (line.length > MAX_LINE) return { kind: "bad", problem: "the line is too long" };
  const value = parseExactly(line);
  if (!isObject(value)) return { kind: "bad", problem: "the line is not one JSON object in its exact form" };
  if ("checkpoint" in value) {
    const { checkpoint: note } = value;
    return typeof note === "string" && hasExactly(value, ["checkpoint"])
      ? { kind: "checkpoint", note }
      : { kind: "bad", problem: "the checkpoint line has another form" };
  }
  if ("format" in value) return readHeader(value);
  return "event" in value
    ? readEvent(value, sha256)
    : { kind: "bad", problem: "the line is of no known kind" };
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

function readHeader(value: Record<string, unknown>): LogLine {
  const { format, org_id, origin, exported_at, tree_size, unsealed } = value;
  const holds =
    format === FORMAT &&
    hasExactly(value, HEADER_KEYS) &&
    typeof org_id === "string" &&
    typeof origin === "string" &&
    isInstant(exported_at) &&
    isCount(tree_size) &&
    isCount(unsealed);
  if (!holds) return { kind: "bad", problem: `the header is not one of ${FORMAT}` };
  return { kind: "header", header: { org_id, origin, exported_at, tree_size, unsealed } };
}

async function readEvent(value: Record<string, unknown>, sha256?: Sha256): Promise<LogLine> {
  const { index, event, leaf_hash, prev_event_id, integrity_hash } = value;
  const holds =
    hasExactly(value, LINE_KEYS) &&
    (index === null || isCount(index)) &&
    (leaf_hash === null || isHash(leaf_hash)) &&
    (index === null) === (leaf_hash === null) &&
    isText(prev_event_id, true) &&
    isText(integrity_hash, true);
  if (!holds) return { kind: "bad", problem: "the event line has another form" };
  const id = isObject(event) ? event.id : undefined;
  const event_id = typeof id === "string" ? id : undefined;
  const place = { index, event_id, leaf_hash, prev_event_id, integrity_hash };
  return { kind: "event", entry: { ...place, ...(await checkEvent(event, sha256)) } };
}

async function checkEvent(
  value: unknown,
  sha256?: Sha256,
): Promise<Pick<LogEntry, "event" | "computed_hash" | "problem">> {
  const problem = isObject(value) ? eventProblem(value) : "it is not an object";
  if (problem !== null) return { event: null, computed_hash: null, problem };
  const event = value as AuditLogEvent;
  try {
    return { event, computed_hash: toHex(await auditLeafHash(event, sha256)), problem: null };
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
  for (const key of TEXT_KEYS) if (!isText(event[key], false)) return `${key} is not text`;
  for (const key of OPTIONAL_KEYS) if (!isText(event[key], true)) return `${key} is not text`;
  if (!isInstant(event.at)) return "at is not a time in UTC with milliseconds";
  if (!OUTCOMES.includes(event.outcome)) return "outcome is not one of the three";
  if (!isObject(event.details)) return "details is not an object";
  const opens = event.ip !== null || event.user_agent !== null;
  return !opens && event.salt !== null ? "a salt is left although nothing is left for it to open" : null;
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
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && HASH.test(value);
}

function isInstant(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}
