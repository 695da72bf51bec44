// What is wrong with an audit log, found line by line: names the first event that is not what was sealed.
// Only a checkpoint whose signature held is evidence; everything else in the log is a claim by whoever wrote it.

import type { LogEntry, LogHeader, LogLine } from "./audit-line.ts";
import { AuditKeyError, type Checkpoint } from "./audit-note.ts";
import { AuditOrder } from "./audit-order.ts";
import { AuditTree } from "./audit-tree.ts";
import type { AuditFinding, AuditVerification, AuditVerifyOptions } from "./audit-verify.ts";
import { equal, fromHex, toHex } from "./bytes.ts";

const MAX_FINDINGS = 1_000;
const MAX_UNSEALED_AGE_MS = 60_000;

/** A line with its hash and, for a checkpoint, what its signature came to. */
export type CheckedLine = { line: LogLine; checkpoint: Checkpoint | AuditKeyError | null };

/** Follows one log from its first line to its last. */
export class LogCheck {
  readonly #options: AuditVerifyOptions;
  readonly #findings: AuditFinding[] = [];
  readonly #order = new AuditOrder((finding) => this.#report(finding));
  // Ahead of `#size` while a portion is hashed.
  readonly #tree: AuditTree;
  readonly #kept: { checkpoint: Checkpoint; root: Uint8Array | null }[] = [];
  #keptHeld: boolean | null = null;
  #omitted = 0;
  #header: LogHeader | null = null;
  #line = 0;
  // Counts leaves by their place in the file, not by the index they claim.
  #size = 0;
  #covered = 0;
  #firstUncovered: string | undefined;
  #checkpoints = 0;
  #unsealed = 0;
  #firstUnsealed: string | undefined;
  // Once a root differed every later one must differ too, and would only repeat it.
  #broken = false;
  #foreign = false;
  #passedOver = false;

  constructor(options: AuditVerifyOptions) {
    this.#options = options;
    this.#tree = new AuditTree(options.sha256);
  }

  progress() {
    const header = this.#header;
    const total = header && header.tree_size + header.unsealed;
    return { events: this.#size + this.#unsealed, total };
  }

  /** Takes a checkpoint from outside, which the log must agree with when it gets that far. */
  async keep(checkpoint: Checkpoint | AuditKeyError): Promise<void> {
    if (checkpoint instanceof AuditKeyError) {
      this.#keptHeld = false;
      const message = `the checkpoint kept elsewhere does not hold: ${checkpoint.message}`;
      this.#report({ code: "checkpoint_invalid", message });
      return;
    }
    this.#keptHeld ??= true;
    this.#kept.push({ checkpoint, root: checkpoint.size === 0 ? await this.#tree.root() : null });
  }

  /** Takes the next lines of the log, in their order. */
  async take(lines: readonly CheckedLine[]): Promise<void> {
    const roots = await Promise.all(lines.map((line) => this.#rootAfter(line)));
    for (const [at, line] of lines.entries()) this.#takeLine(line, roots[at] ?? null);
  }

  /** The root after this line, where it will be compared; the leaf is added before the first wait. */
  async #rootAfter({ line, checkpoint }: CheckedLine): Promise<Uint8Array | null> {
    if (line.kind === "event" && line.entry.leaf_hash !== null) {
      // The stored hash and not the computed one: when the next root holds, exactly this event is the changed one.
      this.#tree.append(fromHex(line.entry.leaf_hash));
    }
    const { size } = this.#tree;
    const compared = checkpoint !== null || this.#kept.some((kept) => kept.checkpoint.size === size);
    return compared ? this.#tree.root() : null;
  }

  #takeLine({ line, checkpoint }: CheckedLine, root: Uint8Array | null): void {
    this.#line += 1;
    if (line.kind === "bad") this.#format(line.problem);
    else if (line.kind === "header") this.#takeHeader(line.header);
    else if (line.kind === "checkpoint") this.#takeCheckpoint(checkpoint, root);
    else if (line.kind === "event") {
      const { entry } = line;
      if (entry.index === null) this.#takeUnsealed(entry);
      else this.#takeSealed(entry, entry.index, root);
    }
  }

  #takeHeader(header: LogHeader): void {
    if (this.#line !== 1) {
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

  #takeSealed(entry: LogEntry, index: number, root: Uint8Array | null): void {
    const { event_id } = entry;
    if (this.#unsealed > 0 && !this.#passedOver) {
      this.#passedOver = true;
      const message = "an event is not sealed although later ones are";
      this.#report({ code: "event_unsealed", event_id: this.#firstUnsealed, line: this.#line, message });
    }
    const problem = hashProblem(entry);
    if (problem !== null) {
      const message = `event ${index} is not what was sealed: ${problem}`;
      this.#report({ code: "event_changed", index, event_id, line: this.#line, message });
    }
    this.#checkOrganization(entry);
    if (this.#size === this.#covered) this.#firstUncovered = event_id;
    this.#size += 1;
    const { prev_event_id: prev } = entry;
    this.#order.place({ index, id: event_id, prev, changed: problem !== null, line: this.#line });
    for (const kept of this.#kept) if (kept.checkpoint.size === this.#size) kept.root = root;
  }

  #takeUnsealed(entry: LogEntry): void {
    const { event, event_id, problem } = entry;
    this.#unsealed += 1;
    if (this.#unsealed === 1) this.#firstUnsealed = event_id;
    if (problem !== null) this.#format(`an unsealed event cannot be read: ${problem}`);
    if (entry.prev_event_id !== null || entry.integrity_hash !== null) {
      this.#format("an unsealed event claims a place in the log");
    }
    this.#checkOrganization(entry);
    if (event === null || this.#header === null) return;
    const age = Date.parse(this.#header.exported_at) - Date.parse(event.at);
    if (Math.abs(age) > MAX_UNSEALED_AGE_MS) {
      const message = "an event was not sealed within 60 s, or is dated after the export";
      this.#report({ code: "event_unsealed", event_id, line: this.#line, message });
    }
  }

  #takeCheckpoint(checkpoint: CheckedLine["checkpoint"], root: Uint8Array | null): void {
    if (checkpoint instanceof AuditKeyError) {
      const message = `the checkpoint after event ${this.#size - 1} does not hold: ${checkpoint.message}`;
      this.#invalid(message, this.#size);
    }
    if (root === null || checkpoint === null || checkpoint instanceof AuditKeyError || this.#broken) return;
    if (this.#header && checkpoint.origin !== this.#header.origin) {
      this.#invalid("the checkpoint is of another log", checkpoint.size);
    } else if (checkpoint.size < this.#covered) {
      this.#format("the checkpoint is older than the one before it");
    } else if (checkpoint.size !== this.#size) {
      this.#order.countDiffers(this.#covered, this.#size, checkpoint.size, this.#line);
    } else if (equal(checkpoint.root, root)) {
      this.#checkpoints += 1;
      this.#covered = checkpoint.size;
      this.#order.settle();
    } else {
      this.#mismatch(checkpoint.size);
    }
  }

  #mismatch(size: number): void {
    this.#broken = true;
    const explained = this.#order.inDoubt;
    this.#order.countHolds();
    if (explained) return;
    const from = this.#covered;
    const alone = size - from === 1;
    const range = alone ? `event ${from} is` : `at least one of events ${from} to ${size - 1} is`;
    this.#report({
      code: "checkpoint_mismatch",
      index: from,
      until_index: size,
      ...(alone && { event_id: this.#firstUncovered }),
      line: this.#line,
      message: `${range} not what was sealed: the signed root differs`,
    });
  }

  async finish(): Promise<AuditVerification> {
    if (this.#header === null) this.#format("the export does not start with a header");
    for (const { checkpoint, root } of this.#kept) this.#weigh(checkpoint, root);
    this.#checkEnd();
    return {
      ok: this.#findings.length === 0,
      org_id: this.#header?.org_id ?? null,
      origin: this.#header?.origin ?? null,
      events: this.#size + this.#unsealed,
      unsealed: this.#unsealed,
      checkpoints: this.#checkpoints,
      covered: this.#covered,
      root: toHex(await this.#tree.root()),
      outside_checkpoints_held: this.#keptHeld,
      findings: this.#findings,
      findings_omitted: this.#omitted,
    };
  }

  get #explained(): boolean {
    return this.#broken || this.#order.inDoubt;
  }

  #weigh({ size, root: signed }: Checkpoint, root: Uint8Array | null): void {
    if (root && equal(root, signed)) {
      this.#covered = Math.max(this.#covered, size);
      return;
    }
    this.#keptHeld = false;
    if (root === null && this.#order.expected < size) {
      this.#truncated(size, "the checkpoint kept elsewhere");
    } else if (!this.#explained) {
      const message = "this is another history than the one that the checkpoint kept elsewhere signs";
      this.#report({ code: "checkpoint_mismatch", index: 0, until_index: size, message });
    }
  }

  #checkEnd(): void {
    const header = this.#header;
    const size = this.#size;
    if (header && header.unsealed !== this.#unsealed) {
      this.#format(`the header counts ${header.unsealed} unsealed events, the export has ${this.#unsealed}`);
    }
    if (this.#explained) return;
    if (header && size < header.tree_size) this.#truncated(header.tree_size, "the header");
    if (header && size > header.tree_size)
      this.#format("the header counts fewer sealed events than there are");
    if (size > this.#covered) {
      const message = `events ${this.#covered} to ${size - 1} claim to be sealed, but no checkpoint vouches for them`;
      const event_id = this.#firstUncovered;
      this.#report({ code: "event_unsealed", index: this.#covered, until_index: size, event_id, message });
    }
  }

  #truncated(size: number, witness: string): void {
    const index = this.#order.expected;
    const message = `the log ends before event ${index}, but ${witness} counts ${size}`;
    this.#report({ code: "log_truncated", index, until_index: size, message });
  }

  #checkOrganization({ event, event_id, index }: LogEntry): void {
    if (this.#foreign || !event || !this.#header || event.org_id === this.#header.org_id) return;
    this.#foreign = true;
    const message = "the event is of another organization than the header names";
    this.#report({ code: "format", index: index ?? undefined, event_id, line: this.#line, message });
  }

  #invalid(message: string, size: number): void {
    const index = Math.max(0, size - 1);
    this.#report({ code: "checkpoint_invalid", index, line: this.#line, message });
  }

  #format(message: string): void {
    this.#report({ code: "format", line: this.#line, message });
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
