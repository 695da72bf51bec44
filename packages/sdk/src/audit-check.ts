// What is wrong with an audit log, found line by line. Indexes and links are signed by nobody: what they say is a
// reading until the next checkpoint decides what it means.
import { type Bytes, equal, fromHex, toHex } from "./audit-bytes.ts";
import type { LogEntry, LogHeader, LogLine } from "./audit-line.ts";
import { AuditKeyError, type Checkpoint } from "./audit-note.ts";
import { AuditTree } from "./audit-tree.ts";
import type { AuditFinding, AuditVerification, AuditVerifyOptions } from "./audit-verify.ts";

const MAX_FINDINGS = 1_000;
const MAX_UNSEALED_AGE_MS = 60_000;

/** A line with its hash and, for a checkpoint, what its signature came to. */
export type CheckedLine = { line: LogLine; checkpoint: Checkpoint | AuditKeyError | null };

/** Follows one log from its first line to its last. */
export class LogCheck {
  readonly #options: AuditVerifyOptions;
  readonly #findings: AuditFinding[] = [];
  #omitted = 0;
  readonly #kept: { checkpoint: Checkpoint; root: Bytes | null }[] = [];
  readonly #tree = new AuditTree();
  #header: LogHeader | null = null;
  #first = true;
  #expected = 0;
  #lastId: string | null | undefined = null;
  // Readings of indexes and links, which nobody signs: the next checkpoint decides what they mean.
  #doubts: AuditFinding[] = [];
  #covered = 0;
  #checkpoints = 0;
  #unsealed = 0;
  // Once a root differed every later one must differ too, and would only repeat it.
  #broken = false;
  #foreign = false;

  constructor(options: AuditVerifyOptions) {
    this.#options = options;
  }

  progress() {
    const header = this.#header;
    const total = header && header.tree_size + header.unsealed;
    return { events: this.#tree.size + this.#unsealed, total };
  }

  /** Takes a checkpoint from outside, which the log must agree with when it gets that far. */
  keep(checkpoint: Checkpoint | AuditKeyError): void {
    if (checkpoint instanceof AuditKeyError) {
      const message = `the checkpoint kept elsewhere does not hold: ${checkpoint.message}`;
      this.#report({ code: "checkpoint_invalid", message });
    } else this.#kept.push({ checkpoint, root: null });
  }

  async take({ line, checkpoint }: CheckedLine): Promise<void> {
    const first = this.#first;
    this.#first = false;
    if (line.kind === "bad") this.#format(line.problem);
    else if (line.kind === "header") this.#takeHeader(line.header, first);
    else if (line.kind === "checkpoint") await this.#takeCheckpoint(checkpoint);
    else if (line.kind === "event") {
      if (line.entry.index === null || line.entry.leaf_hash === null) this.#takeUnsealed(line.entry);
      else await this.#takeSealed(line.entry, line.entry.index, line.entry.leaf_hash);
    }
  }

  #takeHeader(header: LogHeader, first: boolean): void {
    if (!first) {
      this.#format("a header that is not the first line");
      return;
    }
    this.#header = header;
    const { origin, org_id } = this.#options;
    if (origin !== undefined && origin !== header.origin) this.#format("the log has another origin");
    if (org_id !== undefined && org_id !== header.org_id) this.#format("the log is of another organization");
    if (this.#kept.some(({ checkpoint }) => checkpoint.origin !== header.origin)) {
      this.#format("the log has another origin than the checkpoint kept elsewhere");
    }
  }

  async #takeSealed(entry: LogEntry, index: number, leaf_hash: string): Promise<void> {
    const { event_id } = entry;
    if (this.#unsealed > 0) {
      this.#report({
        code: "event_unsealed",
        index,
        event_id,
        message: "an event before this one is not sealed",
      });
    }
    const problem = hashProblem(entry);
    if (problem !== null) {
      const message = `event ${index} is not what was sealed: ${problem}`;
      this.#report({ code: "event_changed", index, event_id, message });
    }
    this.#checkOrganization(entry);
    this.#place(entry, index);
    await this.#noteKept();
    // The stored hash and not the computed one: when the next root holds, exactly this event is the changed one.
    await this.#tree.append(fromHex(leaf_hash));
  }

  #place({ event_id, prev_event_id }: LogEntry, index: number): void {
    if (index < this.#expected) {
      const message = `event ${index} stands there once more, or behind its place`;
      this.#doubt({ code: "event_added", index, event_id, message });
      return;
    }
    if (index > this.#expected) {
      const from = this.#expected;
      const message =
        index - from === 1 ? `event ${from} is missing` : `events ${from} to ${index - 1} are missing`;
      this.#doubt({ code: "event_missing", index: from, until_index: index, message });
    } else if (prev_event_id !== this.#lastId) {
      const message = `event ${index} names another predecessor: what stands before it was taken out, put in or moved`;
      this.#doubt({ code: "events_reordered", index, event_id, message });
    }
    this.#expected = index + 1;
    this.#lastId = event_id;
  }

  #takeUnsealed({ event, event_id, problem, prev_event_id, integrity_hash }: LogEntry): void {
    this.#unsealed += 1;
    if (problem !== null) this.#format(`an unsealed event cannot be read: ${problem}`);
    if (prev_event_id !== null || integrity_hash !== null) {
      this.#format("an unsealed event claims a place in the log");
    }
    if (event === null || this.#header === null) return;
    this.#checkOrganization({ event, event_id });
    if (Math.abs(Date.parse(this.#header.exported_at) - Date.parse(event.at)) > MAX_UNSEALED_AGE_MS) {
      const message = "an event was not sealed within 60 s, or is dated after the export";
      this.#report({ code: "event_unsealed", event_id, message });
    }
  }

  async #takeCheckpoint(checkpoint: CheckedLine["checkpoint"]): Promise<void> {
    const { size } = this.#tree;
    if (checkpoint instanceof AuditKeyError) {
      const message = `the checkpoint after event ${size - 1} does not hold: ${checkpoint.message}`;
      this.#report({ code: "checkpoint_invalid", index: Math.max(0, size - 1), message });
    }
    if (checkpoint === null || checkpoint instanceof AuditKeyError || this.#broken) return;
    if (this.#header && checkpoint.origin !== this.#header.origin) {
      this.#report({ code: "checkpoint_invalid", message: "the checkpoint is of another log" });
    } else if (checkpoint.size < this.#covered) {
      this.#format("the checkpoint is older than the one before it");
    } else if (checkpoint.size !== size) {
      this.#countDiffers(checkpoint.size, size);
    } else if (equal(checkpoint.root, await this.#tree.root())) {
      this.#holds(size);
    } else {
      this.#mismatch(size);
    }
  }

  /** Every event so far was there, in order: what was read otherwise was an altered index or link. */
  #holds(size: number): void {
    this.#checkpoints += 1;
    this.#covered = size;
    for (const finding of this.#doubts) {
      finding.code = "event_changed";
      delete finding.until_index;
      finding.message = `the number or link of event ${finding.index} was altered; its content was not`;
    }
    this.#doubts = [];
  }

  #countDiffers(signed: number, present: number): void {
    if (this.#doubts.length > 0) return;
    const code = signed > present ? "event_missing" : "event_added";
    const message = `a checkpoint signs ${signed} events, but ${present} stand before it`;
    this.#doubt({ code, index: this.#covered, until_index: Math.max(signed, present), message });
  }

  #mismatch(size: number): void {
    this.#broken = true;
    if (this.#doubts.length > 0) return;
    const from = this.#covered;
    const range = size - from === 1 ? `event ${from} is` : `at least one of events ${from} to ${size - 1} is`;
    const message = `${range} not what was sealed: the signed root differs`;
    this.#report({ code: "checkpoint_mismatch", index: from, until_index: size, message });
  }

  /** Before each leaf, so that a checkpoint from outside is weighed at exactly its size. */
  async #noteKept(): Promise<void> {
    for (const kept of this.#kept) {
      if (kept.checkpoint.size === this.#tree.size) kept.root = await this.#tree.root();
    }
  }

  async finish(): Promise<AuditVerification> {
    await this.#noteKept();
    const explained = this.#broken || this.#doubts.length > 0;
    if (this.#header === null) this.#format("the export does not start with a header");
    for (const kept of this.#kept) this.#weigh(kept.checkpoint, kept.root, explained);
    this.#checkEnd(explained);
    return {
      ok: this.#findings.length === 0,
      org_id: this.#header?.org_id ?? null,
      origin: this.#header?.origin ?? null,
      events: this.#tree.size + this.#unsealed,
      unsealed: this.#unsealed,
      checkpoints: this.#checkpoints,
      covered: this.#covered,
      root: toHex(await this.#tree.root()),
      findings: this.#findings,
      findings_omitted: this.#omitted,
    };
  }

  #weigh({ size, root: signed }: Checkpoint, root: Bytes | null, explained: boolean): void {
    if (root && equal(root, signed)) {
      this.#covered = Math.max(this.#covered, size);
    } else if (root === null) {
      this.#truncated(size, "the checkpoint kept elsewhere");
    } else if (!explained) {
      const message = "this is another history than the one that the checkpoint kept elsewhere signs";
      this.#report({ code: "checkpoint_mismatch", index: 0, until_index: size, message });
    }
  }

  #checkEnd(explained: boolean): void {
    const header = this.#header;
    const { size } = this.#tree;
    if (header && header.unsealed !== this.#unsealed) {
      this.#format(`the header counts ${header.unsealed} unsealed events, the export has ${this.#unsealed}`);
    }
    if (explained) return;
    if (header && size < header.tree_size) this.#truncated(header.tree_size, "the header");
    if (header && size > header.tree_size)
      this.#format("the header counts fewer sealed events than there are");
    if (size > this.#covered) {
      const message = `events ${this.#covered} to ${size - 1} claim to be sealed, but no checkpoint vouches for them`;
      this.#report({ code: "event_unsealed", index: this.#covered, until_index: size, message });
    }
  }

  #truncated(size: number, witness: string): void {
    const index = this.#expected;
    const message = `the log ends before event ${index}, but ${witness} counts ${size}`;
    this.#report({ code: "log_truncated", index, until_index: size, message });
  }

  #checkOrganization({ event, event_id }: Pick<LogEntry, "event" | "event_id">): void {
    if (this.#foreign || !event || !this.#header || event.org_id === this.#header.org_id) return;
    this.#foreign = true;
    const message = "the event is of another organization than the header names";
    this.#report({ code: "format", event_id, message });
  }

  #doubt(finding: AuditFinding): void {
    if (this.#report(finding)) this.#doubts.push(finding);
  }

  #format(message: string): void {
    this.#report({ code: "format", message });
  }

  #report(finding: AuditFinding): boolean {
    const kept = this.#findings.length < MAX_FINDINGS;
    if (kept) this.#findings.push(finding);
    else this.#omitted += 1;
    return kept;
  }
}

function hashProblem({ problem, computed_hash, leaf_hash, integrity_hash }: LogEntry): string | null {
  if (problem !== null) return problem;
  if (computed_hash !== leaf_hash) return "its fields do not hash to its leaf hash";
  return integrity_hash === leaf_hash ? null : "its integrity_hash is not its leaf hash";
}
