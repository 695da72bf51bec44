// The check of an audit log without trusting the server: reads an export once, hashes every event again, and holds the
// Merkle root against the checkpoints that the log's key signed. Holds the tree's frontier and a bounded list of
// findings, never the log. Only a signed checkpoint is evidence; all else is a claim by whoever wrote the export.

import { type CheckedLine, LogCheck } from "./audit-check.ts";
import { readLogLine } from "./audit-line.ts";
import { type AuditKey, AuditKeyError, type Checkpoint, openCheckpoint, readAuditKey } from "./audit-note.ts";
import type { Sha256 } from "./bytes.ts";

/** Lines whose hashes run at the same time; between two portions others have their turn. */
const PORTION = 200;

/** One thing that is wrong. `index` is a place in the log, counted from 0, up to `until_index` (exclusive) where that is there;
 *  `line` counts the lines of the export from 1. */
export type AuditFinding = {
  code:
    | "event_changed"
    | "event_missing"
    | "event_added"
    | "events_reordered"
    | "checkpoint_invalid"
    | "checkpoint_mismatch"
    | "log_truncated"
    | "event_unsealed"
    | "format";
  index?: number;
  until_index?: number;
  event_id?: string;
  line?: number;
  message: string;
};

/** `ok` exactly when nothing was found; findings stand in the order of the log. `events` counts sealed and unsealed
 *  events, `checkpoints` those in the log that held, `covered` how many events a signed root vouches for; `root` (hex) is
 *  of all sealed events. `outside_checkpoints_held` is null when none was given. */
export type AuditVerification = {
  ok: boolean;
  org_id: string | null;
  origin: string | null;
  events: number;
  unsealed: number;
  checkpoints: number;
  covered: number;
  root: string;
  outside_checkpoints_held: boolean | null;
  findings: AuditFinding[];
  findings_omitted: number;
};

export type AuditVerifyOptions = {
  /** Checkpoint notes kept outside the export: the only proof against a cut end or a second history. */
  checkpoints?: readonly string[];
  /** What the log must be, where the reader knows it. */
  origin?: string;
  org_id?: string;
  /** Called after each portion; `total` is what the export says of itself, null before it has said so. */
  onProgress?: (progress: { events: number; total: number | null }) => void;
  signal?: AbortSignal;
  /** Another SHA-256 than Web Crypto's, where the runtime has a faster one: in Node `(bytes) => hash("sha256", bytes, "buffer")`. */
  sha256?: Sha256;
};

/**
 * Checks the lines of an export (without line breaks) against a verifier key, in the form that `admin audit key` prints
 * or as the base64 of the raw 32 bytes. Whatever the lines hold, the answer is a report.
 * @throws AuditKeyError when the key cannot be used, the signal's reason when it is aborted, and what `lines` throws
 */
export async function verifyAuditLog(
  lines: Iterable<string> | AsyncIterable<string>,
  key: string,
  options: AuditVerifyOptions = {},
): Promise<AuditVerification> {
  const { signal, onProgress, sha256 } = options;
  // Asked for before the first wait: Node's readline drops the lines that it has read while nobody iterates.
  const iterator = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]();
  const source = { [Symbol.asyncIterator]: () => iterator as AsyncIterator<string> };
  const verifier = await readAuditKey(key);
  const check = new LogCheck(options);
  for (const note of options.checkpoints ?? []) await check.keep(await open(note, verifier));
  let portion: Promise<CheckedLine>[] = [];
  const settle = async () => {
    await check.take(await Promise.all(portion));
    portion = [];
    signal?.throwIfAborted();
    onProgress?.(check.progress());
  };
  signal?.throwIfAborted();
  for await (const line of source) {
    portion.push(readLine(line, verifier, sha256));
    if (portion.length >= PORTION) await settle();
  }
  await settle();
  return check.finish();
}

async function readLine(text: string, key: AuditKey, sha256?: Sha256): Promise<CheckedLine> {
  const line = await readLogLine(text, sha256);
  return { line, checkpoint: line.kind === "checkpoint" ? await open(line.note, key) : null };
}

async function open(note: string, key: AuditKey): Promise<Checkpoint | AuditKeyError> {
  try {
    return await openCheckpoint(note, key);
  } catch (error) {
    if (error instanceof AuditKeyError) return error;
    throw error;
  }
}
