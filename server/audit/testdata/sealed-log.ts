// Makes a sealed log for the audit tests: events, tree, checkpoints and the lines of its export.
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { checkpointBody, noteWithSignature, verifierKey } from "#server/audit/checkpoint.ts";
import { exportCheckpointLine, exportEventLine, exportHeaderLine } from "#server/audit/export-format.ts";
import { type AuditEventRecord, leafHash } from "#server/audit/leaf.ts";
import { append, EMPTY_TREE, root } from "#server/audit/merkle.ts";

export const ORIGIN = "1claw.example/audit/org-1";
const START = Date.parse("2026-03-01T12:00:00.000Z");

export type SigningKey = { private_key: KeyObject; public_key: Buffer; verifier: string };

export function makeKey(name = ORIGIN): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const public_key = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  return { private_key: privateKey, public_key, verifier: verifierKey(name, public_key) };
}

export function sampleEvent(n: number): AuditEventRecord {
  return {
    id: `event-${n}`,
    org_id: "org-1",
    at: new Date(START + n * 100).toISOString(),
    action: n % 3 === 0 ? "secret.write" : "secret.read",
    actor_type: "agent",
    actor_id: `agent-${n % 5}`,
    resource_type: "secret",
    resource_id: `secret-${n}`,
    outcome: n % 11 === 0 ? "denied" : "success",
    request_id: `req-${n}`,
    details: { path: `prod/db/${n}`, version: n },
    ip: `203.0.113.${n % 250}`,
    user_agent: '1claw-sdk/0.1.0 "é"',
    salt: n.toString(16).padStart(32, "0"),
  };
}

export function signedNote(body: string, key: SigningKey, name = ORIGIN): string {
  return noteWithSignature(body, name, key.public_key, sign(null, Buffer.from(body), key.private_key));
}

export type SealedLog = { lines: string[]; notes: Map<number, string> };

/** Seals the events with a checkpoint after each `every` of them and after the last one, and exports them. */
export function sealedLog(
  events: AuditEventRecord[],
  key: SigningKey,
  every: number,
  unsealed: AuditEventRecord[] = [],
): SealedLog {
  const last = [...events, ...unsealed].at(-1);
  const lines = [
    exportHeaderLine({
      org_id: "org-1",
      origin: ORIGIN,
      exported_at: new Date(Date.parse(last?.at ?? "2026-03-01T12:00:00.000Z") + 500).toISOString(),
      tree_size: events.length,
      unsealed: unsealed.length,
    }),
  ];
  const notes = new Map<number, string>();
  let tree = EMPTY_TREE;
  for (const [index, event] of events.entries()) {
    const leaf = leafHash(event);
    tree = append(tree, leaf);
    const prev_event_id = events[index - 1]?.id ?? null;
    lines.push(exportEventLine({ index, event, prev_event_id, integrity_hash: leaf.toString("hex") }));
    if (tree.size % every !== 0 && tree.size !== events.length) continue;
    const note = signedNote(checkpointBody({ origin: ORIGIN, size: tree.size, root: root(tree) }), key);
    notes.set(tree.size, note);
    lines.push(exportCheckpointLine(note));
  }
  for (const event of unsealed) {
    lines.push(exportEventLine({ index: null, event, prev_event_id: null, integrity_hash: null }));
  }
  return { lines, notes };
}
