// Owns the offline check of an exported audit log: reads it once, line by line, and names the first event that is
// not what was sealed. Holds the tree's frontier and a bounded list of findings, never the log.
// Only a checkpoint signed by the given key is evidence; everything else in the file is a claim by whoever wrote it.
import {
  type Checkpoint,
  CheckpointError,
  parseVerifierKey,
  type VerifierKey,
  verifyCheckpoint,
} from "./checkpoint.ts";
import { EventOrder, type Finding } from "./event-order.ts";
import { type ExportedEvent, type ExportHeader, readExportLine } from "./export-format.ts";
import { append, EMPTY_TREE, root, type TreeState } from "./merkle.ts";

const MAX_FINDINGS = 1_000;
const MAX_UNSEALED_AGE_MS = 60_000;

/** `checkpoint`: a checkpoint note kept outside the log, the only proof against a cut tail or a second history.
 *  `origin`, `org_id`: what the log must be, where the reader knows it. */
export type VerifyOptions = { checkpoint?: string; origin?: string; org_id?: string };

/** `ok` exactly when nothing was found. `events` counts sealed and unsealed events; `checkpoints` those that held;
 *  `covered` how many events a signed root vouches for; `root` (hex) is of all sealed events; the unsealed ones are
 *  proven by nothing yet. `outside_checkpoint_held` is null when none was given. */
export type VerificationReport = {
  ok: boolean;
  org_id: string | null;
  origin: string | null;
  events: number;
  unsealed: number;
  checkpoints: number;
  covered: number;
  root: string;
  outside_checkpoint_held: boolean | null;
  findings: Finding[];
  findings_omitted: number;
};

/** Checks an export (its lines, without line breaks) against a verifier key in text form or as the base64 of the raw
 *  32 bytes. Whatever the lines hold, the answer is a report; findings stand in the order of the log.
 *  @throws CheckpointError when the key itself cannot be read */
export async function verifyExport(
  lines: Iterable<string> | AsyncIterable<string>,
  key: string,
  options: VerifyOptions = {},
): Promise<VerificationReport> {
  const check = new ExportCheck(parseVerifierKey(key), options);
  for await (const line of lines) check.take(line);
  return check.finish();
}

class ExportCheck {
  readonly #key: VerifierKey;
  readonly #options: VerifyOptions;
  readonly #findings: Finding[] = [];
  readonly #order = new EventOrder((finding) => this.#report(finding));
  readonly #outside: Checkpoint | null;
  #outsideRoot: Buffer | null = null;
  #header: ExportHeader | null = null;
  #omitted = 0;
  #line = 0;
  // Counts leaves by their place in the file, not by the index they claim.
  #tree: TreeState = EMPTY_TREE;
  #covered = 0;
  #firstUncovered: string | undefined;
  #checkpoints = 0;
  #unsealed = 0;
  #firstUnsealed: string | undefined;
  // Once a root differed every later one must differ too, and would only repeat it.
  #broken = false;
  #foreign = false;
  #passedOver = false;

  constructor(key: VerifierKey, options: VerifyOptions) {
    this.#key = key;
    this.#options = options;
    this.#outside =
      options.checkpoint === undefined
        ? null
        : this.#open(options.checkpoint, "the checkpoint kept elsewhere");
    this.#noteOutsideRoot();
  }

  take(line: string): void {
    this.#line += 1;
    if (line === "") return;
    const read = readExportLine(line);
    if (read.kind === "bad") this.#format(read.problem);
    else if (read.kind === "header") this.#takeHeader(read.header);
    else if (read.kind === "checkpoint") this.#takeCheckpoint(read.note);
    else if (read.entry.index === null) this.#takeUnsealed(read.entry);
    else this.#takeSealed(read.entry, read.entry.index);
  }

  finish(): VerificationReport {
    if (this.#header === null) this.#format("the export does not start with a header");
    const outsideHeld = this.#weighOutside();
    this.#checkEnd();
    return {
      ok: this.#findings.length === 0,
      org_id: this.#header?.org_id ?? null,
      origin: this.#header?.origin ?? null,
      events: this.#tree.size + this.#unsealed,
      unsealed: this.#unsealed,
      checkpoints: this.#checkpoints,
      covered: this.#covered,
      root: root(this.#tree).toString("hex"),
      outside_checkpoint_held: outsideHeld,
      findings: this.#findings,
      findings_omitted: this.#omitted,
    };
  }

  #takeHeader(header: ExportHeader): void {
    if (this.#line !== 1) {
      this.#format("a header that is not the first line");
      return;
    }
    this.#header = header;
    const { origin, org_id } = this.#options;
    if (origin !== undefined && origin !== header.origin) this.#format("the log has another origin");
    if (org_id !== undefined && org_id !== header.org_id) this.#format("the log is of another organization");
    if (this.#outside && this.#outside.origin !== header.origin) {
      this.#format("the log has another origin than the checkpoint kept elsewhere");
    }
  }

  #takeSealed(entry: ExportedEvent, index: number): void {
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
    if (this.#tree.size === this.#covered) this.#firstUncovered = event_id;
    // The stored hash and not the computed one: when the next root holds, exactly this event is the changed one.
    this.#tree = append(this.#tree, Buffer.from(entry.leaf_hash ?? "", "hex"));
    const { prev_event_id: prev } = entry;
    this.#order.place({ index, id: event_id, prev, changed: problem !== null, line: this.#line });
    this.#noteOutsideRoot();
  }

  #takeUnsealed(entry: ExportedEvent): void {
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

  #takeCheckpoint(note: string): void {
    const checkpoint = this.#open(note, "the checkpoint");
    if (checkpoint === null || this.#broken) return;
    if (this.#header && checkpoint.origin !== this.#header.origin) {
      this.#invalid("the checkpoint is of another log", checkpoint.size);
    } else if (checkpoint.size < this.#covered) {
      this.#format("the checkpoint is older than the one before it");
    } else if (checkpoint.size !== this.#tree.size) {
      this.#order.countDiffers(this.#covered, this.#tree.size, checkpoint.size, this.#line);
    } else if (checkpoint.root.equals(root(this.#tree))) {
      this.#checkpoints += 1;
      this.#covered = checkpoint.size;
      this.#order.settle();
    } else {
      this.#mismatch(checkpoint);
    }
  }

  #mismatch(checkpoint: Checkpoint): void {
    this.#broken = true;
    const explained = this.#order.inDoubt;
    this.#order.countHolds();
    if (explained) return;
    const from = this.#covered;
    const { size } = checkpoint;
    const range = size - from === 1 ? `event ${from} is` : `at least one of events ${from} to ${size - 1} is`;
    this.#report({
      code: "checkpoint_mismatch",
      index: from,
      until_index: size,
      ...(size - from === 1 ? { event_id: this.#firstUncovered } : {}),
      line: this.#line,
      message: `${range} not what was sealed: the signed root differs`,
    });
  }

  #noteOutsideRoot(): void {
    if (this.#outside?.size === this.#tree.size) this.#outsideRoot = root(this.#tree);
  }

  #weighOutside(): boolean | null {
    if (this.#options.checkpoint === undefined) return null;
    const outside = this.#outside;
    if (outside === null) return false;
    if (this.#outsideRoot?.equals(outside.root)) {
      this.#covered = Math.max(this.#covered, outside.size);
      return true;
    }
    const explained = this.#broken || this.#order.inDoubt;
    if (this.#outsideRoot === null && this.#order.expected < outside.size) {
      this.#truncated(outside.size, "the checkpoint kept elsewhere");
    } else if (!explained) {
      this.#report({
        code: "checkpoint_mismatch",
        index: 0,
        until_index: outside.size,
        message: "this is another history than the one that the checkpoint kept elsewhere signs",
      });
    }
    return false;
  }

  #checkEnd(): void {
    const explained = this.#broken || this.#order.inDoubt;
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
      const event_id = this.#firstUncovered;
      this.#report({ code: "event_unsealed", index: this.#covered, until_index: size, event_id, message });
    }
  }

  #truncated(size: number, witness: string): void {
    const index = this.#order.expected;
    const message = `the log ends before event ${index}, but ${witness} counts ${size}`;
    this.#report({ code: "log_truncated", index, until_index: size, message });
  }

  #checkOrganization({ event, event_id, index }: ExportedEvent): void {
    if (this.#foreign || !event || !this.#header || event.org_id === this.#header.org_id) return;
    this.#foreign = true;
    const message = "the event is of another organization than the header names";
    this.#report({ code: "format", index: index ?? undefined, event_id, line: this.#line, message });
  }

  #open(note: string, what: string): Checkpoint | null {
    try {
      return verifyCheckpoint(note, this.#key);
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      this.#invalid(`${what} does not hold: ${error.message}`, this.#tree.size);
      return null;
    }
  }

  #invalid(message: string, size: number): void {
    const place = this.#line === 0 ? {} : { index: Math.max(0, size - 1), line: this.#line };
    this.#report({ code: "checkpoint_invalid", ...place, message });
  }

  #format(message: string): void {
    this.#report({ code: "format", line: this.#line, message });
  }

  #report(finding: Finding): boolean {
    const kept = this.#findings.length < MAX_FINDINGS;
    if (kept) this.#findings.push(finding);
    else this.#omitted += 1;
    return kept;
  }
}

function hashProblem(entry: ExportedEvent): string | null {
  if (entry.problem !== null) return entry.problem;
  if (entry.computed_hash !== entry.leaf_hash) return "its fields do not hash to its leaf hash";
  return entry.integrity_hash === entry.leaf_hash ? null : "its integrity_hash is not its leaf hash";
}
