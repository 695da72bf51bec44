// One check of the whole log in this browser: its checkpoint and key first, then the export page by page.
import { api, ask } from "#components/api/client.ts";
import { type AuditVerification, OneclawError, verifyAuditLog } from "#sdk";
import { type KeptCheckpoint, keepCheckpoint, keptCheckpoint } from "./kept-checkpoint.ts";

export type VerifyOutcome = {
  report: AuditVerification;
  verifier_key: string;
  /** What this browser had verified before; the log must agree with it. */
  kept: KeptCheckpoint | null;
  /** True when the server names another key than at the last look. */
  other_key: boolean;
  seconds: number;
};

type VerifyProgress = { events: number; total: number | null };

const PAGE = 1_000;

/** @throws OneclawError, AuditKeyError, and the signal's reason when it is aborted */
export async function verifyHere(
  signal: AbortSignal,
  onProgress: (progress: VerifyProgress) => void,
): Promise<VerifyOutcome> {
  const started = performance.now();
  const { origin, verifier_key, checkpoint, size } = await ask(api().audit.checkpoint({ signal }));
  const kept = keptCheckpoint(origin);
  const other_key = kept !== null && kept.verifier_key !== verifier_key;
  // One that another key signed cannot hold under this one; that the key is another is said instead.
  const notes = [checkpoint, other_key ? undefined : kept?.note].filter((note) => note !== undefined);
  const report = await verifyAuditLog(exportLines(signal), verifier_key, {
    checkpoints: notes,
    origin,
    signal,
    onProgress,
  });
  if (report.ok && checkpoint && !other_key) {
    keepCheckpoint(origin, { note: checkpoint, verifier_key, size, at: new Date().toISOString() });
  }
  return { report, verifier_key, kept, other_key, seconds: (performance.now() - started) / 1_000 };
}

/** The export's lines; where the server asks to wait, it waits. */
export async function* exportLines(signal: AbortSignal): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const answer = await api().audit.exportPage({ limit: PAGE, cursor }, { signal });
    signal.throwIfAborted();
    if (answer.meta.status === 429) {
      await pause(answer.meta.retry_after_ms ?? 1_000, signal);
      continue;
    }
    if (answer.error) throw new OneclawError(answer.error, answer.meta);
    yield* answer.data.lines;
    cursor = answer.meta.next_cursor;
    if (cursor === undefined) return;
  } while (true);
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
