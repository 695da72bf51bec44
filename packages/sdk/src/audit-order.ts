// Owns what the order of events in an export says: which event is missing, added or out of place.
// Indexes and links are unsigned, so a finding made from them is a reading until a checkpoint decides: when its root
// holds, every event was there in order after all, and the reading is corrected to what was altered instead.
import type { AuditFinding } from "./audit-verify.ts";

/** One sealed event as it stands in the export; `changed` when its own hash already failed. */
export type PlacedEvent = {
  index: number;
  id: string | undefined;
  prev: string | null;
  changed: boolean;
  line: number;
};

// A reading and what it becomes when a checkpoint proves that nothing was missing (`proven`), or that only the number
// of events was right (`counted`).
type Doubt = { finding: AuditFinding; proven: AuditFinding; counted?: AuditFinding };
type Place = { index: number; id: string | undefined };

/** Follows the sealed events of one export in the order of its lines. */
export class AuditOrder {
  /** The index that the next event should have. */
  expected = 0;
  readonly #report: (finding: AuditFinding) => boolean;
  #last: string | null | undefined = null;
  #beforeLast: string | null | undefined = null;
  #rival: { id: string | undefined; finding: AuditFinding } | null = null;
  #changedAt: number | null = null;
  #brokenLink: { index: number; finding: AuditFinding; prev: string | null } | null = null;
  // Set while the last line was a checkpoint that signs more events than there are.
  #short: { finding: AuditFinding; from: number; signed: number } | null = null;
  #doubts: Doubt[] = [];
  #gaps: { from: number; until: number; finding: AuditFinding; intruder: Place }[] = [];
  #sought = new Map<string, { finding: AuditFinding; intruder: Place }>();

  /** `report` takes a finding and answers whether it was kept; a kept finding may still be corrected later. */
  constructor(report: (finding: AuditFinding) => boolean) {
    this.#report = report;
  }

  /** Whether there are readings that no checkpoint has decided yet. */
  get inDoubt(): boolean {
    return this.#doubts.length > 0;
  }

  /** Takes the next sealed event. */
  place(event: PlacedEvent): void {
    const { index, id } = event;
    const sought = id === undefined ? undefined : this.#sought.get(id);
    if (sought) correct(sought.finding, reordered(sought.intruder, sought.intruder.index));
    if (event.changed) this.#changedAt = index;
    if (index < this.expected) {
      this.#placeEarlier(event);
      return;
    }
    const short = this.#weighShort(index);
    if (index > this.expected) this.#noteGap(event, short);
    else this.#checkLink(event);
    this.#beforeLast = this.#last;
    this.#last = id;
    this.#rival = null;
    this.expected = index + 1;
  }

  /** A checkpoint proved every event so far: what was read as missing or moved was an altered index or link. */
  settle(): void {
    for (const { finding, proven } of this.#doubts) correct(finding, proven);
    this.#forget();
  }

  /** A checkpoint's root differs although the number of events is right: nothing is missing, something was replaced. */
  countHolds(): void {
    for (const { finding, counted } of this.#doubts) {
      if (counted && finding.code === "event_missing") correct(finding, counted);
    }
  }

  /** A checkpoint signs another number of events than there are up to its place; `from` is the last proven size. */
  countDiffers(from: number, present: number, signed: number, line: number): void {
    if (this.inDoubt) return;
    const short = signed > present;
    const finding: AuditFinding = short
      ? missing(present, signed)
      : {
          code: "event_added",
          index: from,
          until_index: present,
          message: `among events ${from} to ${present - 1} there are ${present - signed} more than were sealed`,
        };
    const message = "the checkpoint does not stand right after the last event that it covers";
    const kept = this.#doubt({ finding, proven: { code: "format", line, message } });
    if (kept && short) this.#short = { finding, from, signed };
  }

  // The event after such a checkpoint tells whether the last ones before it are missing (its index leaves the gap,
  // which is then reported once) or any of them, with all later ones renumbered.
  #weighShort(index: number): AuditFinding | null {
    if (!this.#short) return null;
    const { finding, from, signed } = this.#short;
    this.#short = null;
    if (index > this.expected) return finding;
    const count = signed - index;
    const message = `among events ${from} to ${signed - 1}, ${count} that were sealed are missing`;
    correct(finding, { code: "event_missing", index: from, until_index: signed, message });
    return null;
  }

  #placeEarlier({ index, id, line }: PlacedEvent): void {
    const gap = this.#gaps.find(({ from, until }) => index >= from && index < until);
    if (gap) {
      correct(gap.finding, reordered(gap.intruder, gap.from));
      return;
    }
    const finding: AuditFinding = { code: "event_added", index, event_id: id, message: added(index) };
    this.#doubt({ finding, proven: indexAltered(index, id, line) });
    if (index === this.expected - 1) this.#rival = { id, finding };
  }

  #noteGap({ index, id, prev, line }: PlacedEvent, known: AuditFinding | null): void {
    const from = this.expected;
    const reading = missing(from, index);
    if (index - from === 1 && prev !== null) reading.event_id = prev;
    if (known) correct(known, reading);
    if (known || this.#doubt({ finding: reading, proven: indexAltered(index, id, line) })) {
      this.#gaps.push({ from, until: index, finding: known ?? reading, intruder: { index, id } });
    }
  }

  #checkLink({ index, id, prev, line }: PlacedEvent): void {
    if (prev === this.#last) return;
    const last = this.#last ?? undefined;
    if (this.#rival && prev === this.#rival.id) {
      this.#rival.finding.event_id = last;
      return;
    }
    const proven: AuditFinding = {
      code: "event_changed",
      index,
      event_id: id,
      line,
      message: `the prev_event_id of event ${index} was altered`,
    };
    const recent = this.#brokenLink && index - this.#brokenLink.index <= 2 ? this.#brokenLink : null;
    if (index > 0 && prev === this.#beforeLast) {
      const finding: AuditFinding = {
        code: "event_added",
        index: index - 1,
        event_id: last,
        message: added(index - 1),
      };
      const explained = recent?.index === index - 1 && recent.finding.code === "event_missing";
      if (explained) correct(recent.finding, finding);
      else if (!recent) this.#doubt({ finding, proven });
      return;
    }
    if (recent || (this.#changedAt !== null && this.#changedAt === index - 1)) return;
    this.#noteBrokenLink({ index, id }, prev, last, proven);
  }

  #noteBrokenLink(place: Place, prev: string | null, last: string | undefined, proven: AuditFinding): void {
    const { index } = place;
    const finding: AuditFinding = {
      code: "event_missing",
      index,
      message: `event ${index} is missing: the next one names a predecessor that is not there`,
    };
    if (prev !== null) finding.event_id = prev;
    const counted: AuditFinding = {
      code: "event_changed",
      index: Math.max(0, index - 1),
      event_id: last,
      message: `event ${index - 1} was replaced: the next one names another predecessor`,
    };
    if (!this.#doubt({ finding, proven, counted })) return;
    this.#brokenLink = { index, finding, prev };
    if (prev !== null) this.#sought.set(prev, { finding, intruder: place });
  }

  #doubt(doubt: Doubt): boolean {
    const kept = this.#report(doubt.finding);
    if (kept) this.#doubts.push(doubt);
    return kept;
  }

  #forget(): void {
    this.#doubts = [];
    this.#gaps = [];
    this.#sought.clear();
    this.#brokenLink = null;
    this.#rival = null;
    this.#short = null;
  }
}

function correct(finding: AuditFinding, next: AuditFinding): void {
  delete finding.until_index;
  delete finding.event_id;
  Object.assign(finding, next);
}

function reordered(intruder: Place, index: number): AuditFinding {
  const message = `the events from ${index} on stand in another order than they were sealed in`;
  return { code: "events_reordered", index, event_id: intruder.id, message };
}

function indexAltered(index: number, id: string | undefined, line: number): AuditFinding {
  return {
    code: "event_changed",
    index,
    event_id: id,
    line,
    message: `an event's index was altered to ${index}`,
  };
}

function added(index: number): string {
  return `the event at ${index} was added: its neighbours do not know it`;
}

function missing(from: number, until: number): AuditFinding {
  const message =
    until - from === 1 ? `event ${from} is missing` : `events ${from} to ${until - 1} are missing`;
  return { code: "event_missing", index: from, ...(until - from > 1 ? { until_index: until } : {}), message };
}
