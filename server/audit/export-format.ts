// Owns how the lines of an audit export (JSON lines, `1claw-audit-export/v1`) are written; the SDK reads them.
import type { AuditEventRecord } from "./leaf.ts";

const EXPORT_FORMAT = "1claw-audit-export/v1";

/** The first line: whose log it is, the name its checkpoints carry, and how many sealed and unsealed events follow. */
export type ExportHeader = {
  org_id: string;
  origin: string;
  exported_at: string;
  tree_size: number;
  unsealed: number;
};

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
