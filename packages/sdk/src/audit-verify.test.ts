import { hash } from "node:crypto";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AuditEventRecord, fieldCommitment, leafHash } from "../../../server/audit/leaf.ts";
import {
  makeKey,
  type SealedLog,
  sampleEvent,
  sealedLog,
} from "../../../server/audit/testdata/sealed-log.ts";
import { AuditKeyError } from "./audit-note.ts";
import { verifyAuditLog } from "./audit-verify.ts";

type EventLine = {
  index: number | null;
  event: AuditEventRecord & Record<string, unknown>;
  leaf_hash: string | null;
  prev_event_id: string | null;
  integrity_hash: string | null;
};

const SIZE = 1_000;
const EVERY = 50;
const key = makeKey();
const events = Array.from({ length: SIZE }, (_, n) => sampleEvent(n));
let log: SealedLog;
beforeAll(() => {
  log = sealedLog(events, key, EVERY);
});

// Where the line of event n stands: a header, and a checkpoint after every 50 events.
const at = (n: number) => 1 + n + Math.floor(n / EVERY);
const eventLine = (n: number) => JSON.parse(log.lines[at(n)] ?? "") as EventLine;
const verify = (lines: string[], ...checkpoints: string[]) =>
  verifyAuditLog(lines, key.verifier, { checkpoints });
const noteAt = (size: number) => log.notes.get(size) ?? expect.fail("no checkpoint of this size");

/** The export with the line of event n rewritten. */
function edited(n: number, edit: (line: EventLine) => void): string[] {
  const line = eventLine(n);
  edit(line);
  return log.lines.with(at(n), JSON.stringify(line));
}

/** The export with its event lines rearranged, each keeping its content but taking the index of its new place. */
function renumbered(lines: string[]): string[] {
  let index = 0;
  return lines.map((text) => {
    const line = JSON.parse(text) as EventLine;
    return line.event ? JSON.stringify({ ...line, index: index++ }) : text;
  });
}

/** The same, with the links rewritten too: all that an attacker without the signing key can do. */
function relinked(lines: string[]): string[] {
  let prev_event_id: string | null = null;
  return renumbered(lines).map((text) => {
    const line = JSON.parse(text) as EventLine;
    if (!line.event) return text;
    const hash = leafHash(line.event).toString("hex");
    const result = JSON.stringify({ ...line, leaf_hash: hash, prev_event_id, integrity_hash: hash });
    prev_event_id = line.event.id;
    return result;
  });
}

function forgedLine(index: number, prev_event_id: string): string {
  const event = { ...sampleEvent(index), id: "forged" };
  const hash = leafHash(event).toString("hex");
  return JSON.stringify({ index, event, leaf_hash: hash, prev_event_id, integrity_hash: hash });
}

function swapped(a: number, b: number): string[] {
  return log.lines.with(at(a), log.lines[at(b)] ?? "").with(at(b), log.lines[at(a)] ?? "");
}

describe("an untouched log", () => {
  it("holds, with every event covered by a signed root", async () => {
    const report = await verify(log.lines, noteAt(SIZE), noteAt(EVERY));
    expect(report).toMatchObject({ ok: true, events: SIZE, unsealed: 0, checkpoints: 20, covered: SIZE });
    expect(report).toMatchObject({ outside_checkpoints_held: true, findings: [], org_id: "org-1" });
  });

  it("holds from a stream, with the raw key, and against any earlier checkpoint kept elsewhere", async () => {
    async function* stream() {
      yield* log.lines;
    }
    const options = { checkpoints: [noteAt(300)], org_id: "org-1" };
    expect(await verifyAuditLog(stream(), key.public_key.toString("base64"), options)).toMatchObject({
      ok: true,
      outside_checkpoints_held: true,
    });
  });

  it("holds from the lines of a file as Node reads them, every one of which is seen", async () => {
    for (const input of [Readable.from([log.lines.join("\n")]), Readable.from(`${log.lines.join("\n")}\n`)]) {
      expect(await verifyAuditLog(createInterface({ input }), key.verifier)).toMatchObject({
        ok: true,
        events: SIZE,
      });
    }
  });

  it("holds by another SHA-256 than Web Crypto's, which alone is asked then", async () => {
    let asked = 0;
    const sha256 = (bytes: Uint8Array) => {
      asked += 1;
      return hash("sha256", bytes, "buffer");
    };
    const report = await verifyAuditLog(log.lines, key.verifier, { sha256 });
    expect(report).toEqual(await verify(log.lines));
    expect(asked).toBeGreaterThan(4 * SIZE - 20);
    const { findings } = await verifyAuditLog(log.lines, key.verifier, { sha256: () => Buffer.alloc(32) });
    expect(findings[0]).toMatchObject({ code: "event_changed", index: 0 });
  });

  it("says how far it has come, and stops when it is told to", async () => {
    const seen: [number, number | null][] = [];
    await verifyAuditLog(log.lines, key.verifier, {
      onProgress: ({ events: done, total }) => seen.push([done, total]),
    });
    expect(seen.at(-1)).toEqual([SIZE, SIZE]);
    expect(seen.length).toBeGreaterThan(1);
    const stop = new AbortController();
    const stopped = verifyAuditLog(log.lines, key.verifier, {
      onProgress: () => stop.abort(),
      signal: stop.signal,
    });
    await expect(stopped).rejects.toThrow(/abort/i);
  });

  it("holds when it is empty", async () => {
    expect(await verify(sealedLog([], key, 1).lines)).toMatchObject({ ok: true, events: 0 });
  });

  it("holds after addresses were erased to their commitments", async () => {
    const lines = edited(500, ({ event }) => {
      event.ip_commitment = fieldCommitment("ip", event.ip ?? "", event.salt);
      event.user_agent_commitment = fieldCommitment("user_agent", event.user_agent ?? "", event.salt);
      event.ip = event.user_agent = event.salt = null;
    });
    expect(await verify(lines)).toMatchObject({ ok: true, events: SIZE });
  });

  it("carries no salt that could open an erased address, and finds one that was left", async () => {
    const bare = { ...sampleEvent(0), ip: null, user_agent: null };
    const { lines } = sealedLog([bare], key, 1);
    expect(await verify(lines)).toMatchObject({ ok: true });
    expect(lines.join()).not.toContain(bare.salt);
    const left = (lines[1] ?? "").replace('"salt":null', `"salt":"${bare.salt}"`);
    expect((await verify(lines.with(1, left))).findings).toMatchObject([{ code: "event_changed", index: 0 }]);
  });

  it("counts events that are not sealed yet, and finds those that wait for more than 60 s", async () => {
    const recent = sealedLog(events.slice(0, 20), key, 5, [sampleEvent(20), sampleEvent(21)]);
    expect(await verify(recent.lines)).toMatchObject({ ok: true, events: 22, unsealed: 2, covered: 20 });
    const late = sealedLog(events.slice(0, 20), key, 5, [sampleEvent(20), sampleEvent(700)]);
    const { findings } = await verify(late.lines);
    expect(findings).toMatchObject([{ code: "event_unsealed", event_id: "event-20" }]);
  });
});

describe("a changed event is named by index and id", () => {
  const changes: [string, unknown][] = [
    ["id", "another"],
    ["org_id", "org-2"],
    ["at", "2026-03-01T12:00:00.001Z"],
    ["action", "secret.delete"],
    ["actor_type", "user"],
    ["actor_id", null],
    ["resource_type", null],
    ["resource_id", "secret-0"],
    ["outcome", "failure"],
    ["request_id", null],
    ["details", { path: "prod/db/512", version: 513 }],
    ["ip", "203.0.113.251"],
    ["ip", null],
    ["user_agent", "curl"],
    ["user_agent", null],
    ["salt", "f".repeat(32)],
    ["outcome", { toString: 1 }],
    ["details", [1]],
    ["at", "yesterday"],
    ["note", "a field that was not hashed"],
    ["ip_commitment", "0".repeat(64)],
  ];
  it.each(changes)("when %s became %j", async (field, value) => {
    const lines = edited(512, ({ event }) => {
      (event as Record<string, unknown>)[field] = value;
    });
    const { ok, findings } = await verify(lines);
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({ code: "event_changed", index: 512, line: at(512) + 1 });
    expect(findings[0]?.event_id).toBe(field === "id" ? "another" : "event-512");
    if (field !== "id" && field !== "org_id") expect(findings).toHaveLength(1);
  });

  it.each([0, 49, 50, SIZE - 1])("when it is event %i", async (n) => {
    const { findings } = await verify(edited(n, ({ event }) => (event.details = {})));
    expect(findings).toMatchObject([{ code: "event_changed", index: n, event_id: `event-${n}` }]);
  });

  it("when a field was left out", async () => {
    const lines = edited(512, ({ event }) => Reflect.deleteProperty(event, "request_id"));
    expect((await verify(lines)).findings[0]).toMatchObject({ code: "event_changed", index: 512 });
  });

  it("when its stored hashes or its link were altered instead", async () => {
    for (const edit of [
      (line: EventLine) => (line.integrity_hash = "0".repeat(64)),
      (line: EventLine) => (line.leaf_hash = "0".repeat(64)),
      (line: EventLine) => (line.prev_event_id = "event-3"),
      (line: EventLine) => (line.prev_event_id = "event-510"),
      (line: EventLine) => (line.prev_event_id = null),
      (line: EventLine) => (line.index = 513),
      (line: EventLine) => (line.index = 5),
    ]) {
      const { findings } = await verify(edited(512, edit));
      expect(findings[0]).toMatchObject({ code: "event_changed", event_id: "event-512" });
    }
  });

  it("up to the events since the last signed root, when the hashes beside it were recomputed", async () => {
    const lines = relinked(edited(512, ({ event }) => (event.details = {})));
    expect((await verify(lines)).findings).toMatchObject([
      { code: "checkpoint_mismatch", index: 500, until_index: 550 },
    ]);
  });

  it("exactly, when every event has its own checkpoint, even with recomputed hashes", async () => {
    const dense = sealedLog(events.slice(0, 20), key, 1);
    const line = JSON.parse(dense.lines[1 + 2 * 7] ?? "") as EventLine;
    line.event.outcome = "failure";
    line.leaf_hash = line.integrity_hash = leafHash(line.event).toString("hex");
    const { findings } = await verify(dense.lines.with(1 + 2 * 7, JSON.stringify(line)));
    expect(findings).toMatchObject([{ code: "checkpoint_mismatch", index: 7, event_id: "event-7" }]);
  });

  it("when it was replaced, hash and all, by an event with another id", async () => {
    const { findings } = await verify(log.lines.with(at(512), forgedLine(512, "event-511")));
    expect(findings).toMatchObject([{ code: "event_changed", index: 512, event_id: "forged" }]);
  });
});

describe("a removed event is named", () => {
  it.each([0, 1, 512, 549, 550])("when it was event %i", async (n) => {
    const { findings } = await verify(log.lines.toSpliced(at(n), 1));
    expect(findings).toMatchObject([{ code: "event_missing", index: n }]);
  });

  it.each([0, 1, 512, 550])("when it was event %i and the others were renumbered", async (n) => {
    const { findings } = await verify(renumbered(log.lines.toSpliced(at(n), 1)));
    expect(findings).toMatchObject([{ code: "event_missing", index: n, event_id: `event-${n}` }]);
  });

  it("as a range, when several were removed", async () => {
    const { findings } = await verify(log.lines.toSpliced(at(510), 5));
    expect(findings).toMatchObject([{ code: "event_missing", index: 510, until_index: 515 }]);
  });

  it("when it was the last one", async () => {
    const { findings } = await verify(log.lines.toSpliced(at(SIZE - 1), 1));
    expect(findings).toMatchObject([{ code: "event_missing", index: SIZE - 1 }]);
  });

  it("up to the next signed root, when all numbers, links and hashes were rewritten", async () => {
    const { findings } = await verify(relinked(log.lines.toSpliced(at(512), 1)));
    expect(findings).toMatchObject([{ code: "event_missing", index: 500, until_index: 550 }]);
  });
});

describe("an added event is named", () => {
  const insert = (n: number) => log.lines.toSpliced(at(n), 0, forgedLine(n, `event-${n - 1}`));
  it("when it repeats an index, before or after the real one", async () => {
    const expected = [{ code: "event_added", index: 512, event_id: "forged" }];
    expect((await verify(insert(512))).findings).toMatchObject(expected);
    const after = log.lines.toSpliced(at(512) + 1, 0, forgedLine(512, "event-511"));
    expect((await verify(after)).findings).toMatchObject(expected);
  });

  it("when the later ones were renumbered", async () => {
    expect((await verify(renumbered(insert(512)))).findings).toMatchObject([
      { code: "event_added", index: 512, event_id: "forged" },
    ]);
    const strange = log.lines.toSpliced(at(512), 0, forgedLine(512, "nobody"));
    expect((await verify(renumbered(strange))).findings).toMatchObject([
      { code: "event_added", index: 512, event_id: "forged" },
    ]);
  });

  it("up to the range between two signed roots, when numbers and links were rewritten", async () => {
    expect((await verify(relinked(insert(512)))).findings).toMatchObject([
      { code: "event_added", index: 500, until_index: 551 },
    ]);
  });

  it("when it was appended behind the last signed root", async () => {
    const lines = [...log.lines, forgedLine(SIZE, `event-${SIZE - 1}`)];
    const { findings } = await verify(lines);
    expect(findings.at(-1)).toMatchObject({ code: "event_unsealed", index: SIZE, event_id: "forged" });
  });
});

describe("reordered events are named", () => {
  it.each([
    [512, 513],
    [0, 1],
    [510, 540],
    [512, 700],
  ])("when %i and %i were swapped, renumbered or not", async (a, b) => {
    const expected = { code: "events_reordered", index: a, event_id: `event-${b}` };
    expect((await verify(swapped(a, b))).findings[0]).toMatchObject(expected);
    expect((await verify(renumbered(swapped(a, b)))).findings[0]).toMatchObject(expected);
  });

  it("when one was moved", async () => {
    const line = log.lines[at(512)] ?? "";
    const later = log.lines.toSpliced(at(512), 1).toSpliced(at(530), 0, line);
    const earlier = log.lines.toSpliced(at(512), 1).toSpliced(at(505), 0, line);
    const first = async (lines: string[]) => (await verify(lines)).findings[0];
    expect(await first(later)).toMatchObject({ code: "events_reordered", index: 512 });
    expect(await first(renumbered(later))).toMatchObject({ code: "events_reordered", index: 512 });
    expect(await first(earlier)).toMatchObject({ code: "events_reordered", index: 505 });
    expect(await first(renumbered(earlier))).toMatchObject({ code: "events_reordered", index: 505 });
  });

  it("up to the range between two signed roots, when numbers and links were rewritten", async () => {
    expect((await verify(relinked(swapped(512, 513)))).findings).toMatchObject([
      { code: "checkpoint_mismatch", index: 500, until_index: 550 },
    ]);
  });
});

describe("a rewritten or cut log is found", () => {
  const cut = (n: number) => {
    const header = { ...JSON.parse(log.lines[0] ?? ""), tree_size: n };
    return [JSON.stringify(header), ...log.lines.slice(1, at(n))];
  };

  it("when the tail was cut but the header was forgotten", async () => {
    const { findings } = await verify(log.lines.slice(0, at(900)));
    expect(findings).toMatchObject([{ code: "log_truncated", index: 900 }]);
  });

  it("when the tail was cut at a checkpoint, by the checkpoint kept elsewhere alone", async () => {
    const report = await verify(cut(900), noteAt(SIZE));
    expect(report).toMatchObject({ ok: false, outside_checkpoints_held: false });
    expect(report.findings).toMatchObject([{ code: "log_truncated", index: 900, until_index: SIZE }]);
    expect(await verify(cut(900))).toMatchObject({ ok: true, covered: 900, outside_checkpoints_held: null });
  });

  it("when it was cut between two checkpoints", async () => {
    const { findings } = await verify(cut(920));
    expect(findings).toMatchObject([{ code: "event_unsealed", index: 900, until_index: 920 }]);
  });

  it("when the whole chain was recomputed without the key", async () => {
    const rewritten = events.map((event, n) => (n === 3 ? { ...event, details: {} } : event));
    const report = await verify(sealedLog(rewritten, makeKey(), EVERY).lines);
    expect(report).toMatchObject({ ok: false, checkpoints: 0, covered: 0 });
    expect(report.findings[0]).toMatchObject({ code: "checkpoint_invalid", index: 49 });
  });

  it("when it is a second history signed with the same key, by a checkpoint of the first", async () => {
    const rewritten = events.map((event, n) => (n === 603 ? { ...event, details: {} } : event));
    const fork = sealedLog(rewritten, key, EVERY);
    expect(await verify(fork.lines)).toMatchObject({ ok: true });
    expect(await verify(fork.lines, noteAt(600))).toMatchObject({ ok: true });
    const report = await verify(fork.lines, noteAt(650));
    expect(report.findings).toMatchObject([{ code: "checkpoint_mismatch", until_index: 650 }]);
  });

  it("when the checkpoints were taken out", async () => {
    const lines = log.lines.filter((line) => !line.startsWith('{"checkpoint"'));
    expect((await verify(lines)).findings).toMatchObject([{ code: "event_unsealed", index: 0 }]);
  });

  it("when a checkpoint stands in another place", async () => {
    const line = log.lines[at(500) - 1] ?? "";
    const lines = log.lines.toSpliced(at(500) - 1, 1);
    for (const place of [at(480), at(510)]) {
      const { findings } = await verify(lines.toSpliced(place, 0, line));
      expect(findings).toMatchObject([{ code: "format" }]);
    }
  });

  it("when an older checkpoint is repeated", async () => {
    const { findings } = await verify(log.lines.toSpliced(at(510), 0, log.lines[at(450) - 1] ?? ""));
    expect(findings).toMatchObject([{ code: "format", line: at(510) + 1 }]);
    const atEnd = await verify([...log.lines, log.lines[at(450) - 1] ?? ""]);
    expect(atEnd.findings).toMatchObject([{ code: "format", line: log.lines.length + 1 }]);
  });

  it("when an unsealed event claims a link or a hash", async () => {
    const { lines } = sealedLog(events.slice(0, 20), key, 5, [sampleEvent(20)]);
    for (const claim of [{ prev_event_id: "event-19" }, { integrity_hash: "0".repeat(64) }]) {
      const line = JSON.stringify({ ...JSON.parse(lines.at(-1) ?? ""), ...claim });
      expect((await verify(lines.with(-1, line))).findings).toMatchObject([{ code: "format" }]);
    }
  });

  it("when an event stands unsealed between sealed ones", async () => {
    const { lines } = sealedLog(events.slice(0, 20), key, 5, [sampleEvent(20)]);
    const moved = lines.slice(0, -1).toSpliced(8, 0, lines.at(-1) ?? "");
    expect((await verify(moved)).findings).toMatchObject([{ code: "event_unsealed", event_id: "event-20" }]);
  });

  it("when the checkpoint kept elsewhere is not signed", async () => {
    const note = noteAt(SIZE).replace(`\n${SIZE}\n`, `\n${SIZE + 1}\n`);
    const report = await verify(log.lines, noteAt(SIZE), note);
    expect(report.outside_checkpoints_held).toBe(false);
    expect(report.findings[0]).toMatchObject({ code: "checkpoint_invalid" });
  });

  it("when any byte of a checkpoint was flipped", async () => {
    const short = sealedLog(events.slice(0, 4), key, 2);
    const note = Buffer.from(short.notes.get(2) ?? "");
    for (let i = 0; i < note.length; i++) {
      const bent = Buffer.from(note);
      bent[i] = (bent[i] ?? 0) ^ 1;
      const { findings } = await verify(short.lines.with(3, JSON.stringify({ checkpoint: bent.toString() })));
      expect(findings).toMatchObject([{ code: "checkpoint_invalid", line: 4 }]);
    }
  });

  it("when the header names another organization, origin or number of events", async () => {
    const header = JSON.parse(log.lines[0] ?? "");
    for (const change of [{ org_id: "x" }, { origin: "x" }, { tree_size: 999 }, { unsealed: 1 }]) {
      const { ok } = await verify(log.lines.with(0, JSON.stringify({ ...header, ...change })));
      expect(ok).toBe(false);
    }
    expect((await verifyAuditLog(log.lines, key.verifier, { org_id: "org-2" })).ok).toBe(false);
  });
});

describe("hostile input", () => {
  it("is found when there is nothing to check at all", async () => {
    for (const lines of [[], [""], log.lines.slice(1)]) {
      expect((await verify(lines)).findings).toMatchObject([{ code: "format" }]);
    }
  });

  it.each([
    ["broken JSON", '{"index":'],
    ["another JSON value", "[1]"],
    ["an unknown kind of line", "{}"],
    ["a second header", '{"format":"1claw-audit-export/v1"}'],
    ["a very deep value", `{"event":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a very long line", `"${"x".repeat(5_000_000)}"`],
    ["a checkpoint that is no text", '{"checkpoint":{}}'],
  ])("is a finding with its line number: %s", async (_name, line) => {
    const { findings } = await verify(log.lines.toSpliced(5, 0, line));
    expect(findings).toMatchObject([{ code: "format", line: 6 }]);
  });

  it("cannot show two readers two values: repeated keys and inexact numbers are findings", async () => {
    const line = log.lines[at(512)] ?? "";
    for (const text of [
      line.replace('"outcome":', '"outcome":"denied","outcome":'),
      line.replace('"version":512', '"version":512.0000000000000000001'),
    ]) {
      expect((await verify(log.lines.with(at(512), text))).findings[0]).toMatchObject({
        code: "format",
        line: at(512) + 1,
      });
    }
  });

  it("never makes the check throw", async () => {
    const base = sealedLog(events.slice(0, 4), key, 2).lines;
    const line = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.jsonValue().map((checkpoint) => JSON.stringify({ checkpoint })),
      fc.jsonValue().map((event) => JSON.stringify({ ...JSON.parse(base[1] ?? ""), event })),
      fc
        .dictionary(fc.constantFrom("index", "event", "format", "org_id"), fc.jsonValue())
        .map((o) => JSON.stringify(o)),
      fc.constantFrom(...base),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
        const report = await verify(lines);
        expect(report.ok).toBe(report.findings.length === 0);
      }),
      { numRuns: 400 },
    );
  });

  it("cannot fill the memory with findings", async () => {
    const report = await verify([...log.lines, ...Array.from({ length: 5_000 }, () => "x")]);
    expect(report).toMatchObject({ ok: false, findings_omitted: 4_000 });
    expect(report.findings).toHaveLength(1_000);
  });

  it("a key that cannot be read is refused before anything is checked", async () => {
    for (const text of ["", "no key", key.verifier.replace("+", "+0")]) {
      await expect(verifyAuditLog(log.lines, text)).rejects.toThrow(AuditKeyError);
    }
  });
});

describe("random tampering", () => {
  const base = sealedLog(events.slice(0, 24), key, 5);
  const isEvent = (line: string) => line.startsWith('{"index"');
  const eventPlaces = base.lines.flatMap((line, i) => (isEvent(line) ? [i] : []));
  const place = fc.constantFrom(...eventPlaces);
  const repair = fc.constantFrom((lines: string[]) => lines, renumbered, relinked);
  const fields = Object.keys(sampleEvent(0)) as (keyof AuditEventRecord)[];

  const removal = place.map((i) => (lines: string[]) => lines.toSpliced(i, 1));
  const duplicate = fc.tuple(place, place).map(
    ([a, b]) =>
      (lines: string[]) =>
        lines.toSpliced(a, 0, lines[b] ?? ""),
  );
  const swap = fc.tuple(place, place).map(
    ([a, b]) =>
      (lines: string[]) =>
        lines.with(a, lines[b] ?? "").with(b, lines[a] ?? ""),
  );
  const change = fc
    .tuple(place, fc.constantFrom(...fields), fc.jsonValue())
    .map(([i, field, value]) => (lines: string[]) => {
      const line = JSON.parse(lines[i] ?? "") as EventLine;
      return lines.with(i, JSON.stringify({ ...line, event: { ...line.event, [field]: value } }));
    });
  const characterFlip = fc
    .tuple(fc.integer({ min: 1, max: base.lines.length - 1 }), fc.nat())
    .map(([i, seed]) => (lines: string[]) => {
      const line = lines[i] ?? "";
      const k = seed % line.length;
      const flipped = String.fromCharCode(line.charCodeAt(k) ^ 1);
      return lines.with(i, line.slice(0, k) + flipped + line.slice(k + 1));
    });

  // A step that needs to read what an earlier one made unreadable, or that finds its line gone, is left out.
  const attempt = (step: (lines: string[]) => string[], lines: string[]) => {
    try {
      return step(lines);
    } catch {
      return lines;
    }
  };

  it("is always found, whether the attacker renumbers, relinks and rehashes afterwards or not", async () => {
    // A checkpoint that a later one makes needless may go: the events are what must not.
    const needless = new Set(base.lines.slice(1, -1).filter((line) => !isEvent(line)));
    const essence = (lines: string[]) => lines.filter((line) => !needless.has(line)).join("\n");
    const original = essence(base.lines);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(removal, duplicate, swap, change, characterFlip), { minLength: 1, maxLength: 3 }),
        repair,
        async (edits, mend) => {
          let lines = base.lines;
          for (const step of [...edits, mend]) lines = attempt(step, lines);
          fc.pre(essence(lines) !== original);
          const { ok, findings } = await verify(lines);
          expect(ok).toBe(false);
          expect(findings[0]?.message).not.toBe("");
        },
      ),
      { numRuns: 1_500 },
    );
  });
});
