import fc from "fast-check";
import { describe, expect, it } from "vitest";
import published from "../../../server/audit/testdata/checkpoint-note.json" with { type: "json" };
import canonicalization from "../../../server/audit/testdata/json-canonicalization.json" with {
  type: "json",
};
import merkle from "../../../server/audit/testdata/merkle-roots.json" with { type: "json" };
import { makeKey, sampleEvent, sealedLog } from "../../../server/audit/testdata/sealed-log.ts";
import { verifyExport } from "../../../server/audit/verify.ts";
import { concat, fromHex, sha256, toHex } from "./audit-bytes.ts";
import { type AuditLogEvent, auditLeafHash, canonicalJson } from "./audit-leaf.ts";
import { AuditKeyError, openCheckpoint, readAuditKey } from "./audit-note.ts";
import { AuditTree } from "./audit-tree.ts";
import { verifyAuditLog } from "./audit-verify.ts";

type EventLine = {
  index: number | null;
  event: AuditLogEvent & Record<string, unknown>;
  leaf_hash: string | null;
  prev_event_id: string | null;
  integrity_hash: string | null;
};

const SIZE = 300;
const EVERY = 50;
const key = makeKey();
const events = Array.from({ length: SIZE }, (_, n) => sampleEvent(n));
const log = sealedLog(events, key, EVERY);
// Where the line of event n stands: a header, and a checkpoint after every 50 events.
const at = (n: number) => 1 + n + Math.floor(n / EVERY);
const verify = (lines: string[], ...checkpoints: string[]) =>
  verifyAuditLog(lines, key.verifier, { checkpoints });

function edited(n: number, edit: (line: EventLine) => void): string[] {
  const line = JSON.parse(log.lines[at(n)] ?? "") as EventLine;
  edit(line);
  return log.lines.with(at(n), JSON.stringify(line));
}

/** All that somebody without the signing key can do: every number, link and hash written anew. */
async function relinked(lines: string[]): Promise<string[]> {
  let index = 0;
  let prev_event_id: string | null = null;
  const written: string[] = [];
  for (const text of lines) {
    const line = JSON.parse(text) as EventLine;
    if (line.event) {
      const hash = toHex(await auditLeafHash(line.event));
      written.push(
        JSON.stringify({ ...line, index: index++, leaf_hash: hash, prev_event_id, integrity_hash: hash }),
      );
      prev_event_id = line.event.id;
    } else written.push(text);
  }
  return written;
}

async function forgedLine(index: number): Promise<string> {
  const event = { ...sampleEvent(index), id: "forged" };
  const hash = toHex(await auditLeafHash(event));
  const prev_event_id = `event-${index - 1}`;
  return JSON.stringify({ index, event, leaf_hash: hash, prev_event_id, integrity_hash: hash });
}

describe("the vectors that the server is held to", () => {
  it.each(merkle.roots.map((hex, size) => [size, hex] as const))(
    "the tree has the known root over the first %i reference leaves",
    async (size, hex) => {
      const tree = new AuditTree();
      for (const leaf of merkle.leaves.slice(0, size)) {
        await tree.append(await sha256(concat(Uint8Array.of(0), fromHex(leaf))));
      }
      expect(toHex(await tree.root())).toBe(hex);
    },
  );

  it("a checkpoint of another implementation holds, under its key in both forms", async () => {
    const checkpoint = await openCheckpoint(published.note, await readAuditKey(published.raw_key));
    expect(checkpoint).toMatchObject({ origin: "go.sum database tree", size: 63_096_908 });
    expect((await readAuditKey(published.verifier_key)).raw).toEqual(
      (await readAuditKey(published.raw_key)).raw,
    );
  });

  it.each(canonicalization.values)(
    "canonical JSON is that of RFC 8785: $canonical",
    ({ input, canonical }) => {
      expect(canonicalJson(JSON.parse(input))).toBe(canonical);
    },
  );

  it.each(canonicalization.numbers)("the number with the bits %s is written as %s", (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text);
  });

  it("an event has the known leaf hash", async () => {
    expect(toHex(await auditLeafHash(sampleEvent(7)))).toBe(
      "da7e5684124fbc001ac83b2999f27ab9c5e00c1259b834a48dd3e688e8329cd9",
    );
  });
});

describe("an untouched log", () => {
  it("verifies, with every event under a signed root", async () => {
    const report = await verify(log.lines, log.notes.get(SIZE) ?? "", log.notes.get(EVERY) ?? "");
    expect(report).toMatchObject({ ok: true, events: SIZE, covered: SIZE, checkpoints: 6, findings: [] });
  });

  it("verifies with events that wait to be sealed, and says how many", async () => {
    const { lines } = sealedLog(events.slice(0, 20), key, 5, [sampleEvent(20), sampleEvent(21)]);
    expect(await verify(lines)).toMatchObject({ ok: true, events: 22, unsealed: 2, covered: 20 });
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
});

describe("tampering is found", () => {
  it("when any field of an event was changed", async () => {
    for (const field of Object.keys(sampleEvent(0)) as (keyof AuditLogEvent)[]) {
      const lines = edited(123, ({ event }) => Object.assign(event, { [field]: "changed" }));
      const { findings } = await verify(lines);
      expect(findings[0], field).toMatchObject({ code: "event_changed", index: 123 });
    }
  });

  it("when an event was changed and its hashes with it", async () => {
    const lines = await relinked(edited(123, ({ event }) => Object.assign(event, { action: "secret.list" })));
    expect((await verify(lines)).findings).toMatchObject([
      { code: "checkpoint_mismatch", index: 100, until_index: 150 },
    ]);
  });

  it("when an event is missing, renumbered or not", async () => {
    const lines = log.lines.toSpliced(at(123), 1);
    expect((await verify(lines)).findings[0]).toMatchObject({ code: "event_missing", index: 123 });
    expect((await verify(await relinked(lines))).findings[0]).toMatchObject({
      code: "event_missing",
      index: 100,
      until_index: 150,
    });
  });

  it("when two events changed places, renumbered or not", async () => {
    const lines = log.lines.with(at(123), log.lines[at(130)] ?? "").with(at(130), log.lines[at(123)] ?? "");
    expect((await verify(lines)).findings[0]).toMatchObject({ index: 123 });
    expect((await verify(await relinked(lines))).findings).toMatchObject([
      { code: "checkpoint_mismatch", index: 100, until_index: 150 },
    ]);
  });

  it("when an event was added, in between or at the end, renumbered or not", async () => {
    const lines = log.lines.toSpliced(at(123), 0, await forgedLine(123));
    expect((await verify(lines)).findings[0]).toMatchObject({ code: "event_added", index: 123 });
    expect((await verify(await relinked(lines))).findings[0]).toMatchObject({
      code: "event_added",
      index: 100,
      until_index: 151,
    });
    const { findings } = await verify([...log.lines, await forgedLine(SIZE)]);
    expect(findings.at(-1)).toMatchObject({ code: "event_unsealed", index: SIZE });
  });

  it("when the end was cut off, by a checkpoint that was kept", async () => {
    const header = { ...JSON.parse(log.lines[0] ?? ""), tree_size: 200 };
    const cut = [JSON.stringify(header), ...log.lines.slice(1, at(200))];
    expect(await verify(cut)).toMatchObject({ ok: true, covered: 200 });
    expect((await verify(cut, log.notes.get(SIZE) ?? "")).findings).toMatchObject([
      { code: "log_truncated", index: 200, until_index: SIZE },
    ]);
  });

  it("when it is a second history under the same key, by a checkpoint of the first", async () => {
    const rewritten = events.map((event, n) => (n === 123 ? { ...event, details: {} } : event));
    const fork = sealedLog(rewritten, key, EVERY);
    expect(await verify(fork.lines)).toMatchObject({ ok: true });
    expect((await verify(fork.lines, log.notes.get(150) ?? "")).findings).toMatchObject([
      { code: "checkpoint_mismatch", until_index: 150 },
    ]);
  });

  it("when another key signed it, or nothing signs it", async () => {
    const { findings } = await verify(sealedLog(events, makeKey(), EVERY).lines);
    expect(findings[0]).toMatchObject({ code: "checkpoint_invalid", index: 49 });
    const bare = log.lines.filter((line) => !line.startsWith('{"checkpoint"'));
    expect((await verify(bare)).findings).toMatchObject([{ code: "event_unsealed", index: 0 }]);
  });

  it("as an altered number where the signed root shows that the events themselves are right", async () => {
    const lines = edited(123, (line) => Object.assign(line, { index: 140 }));
    const report = await verify(lines);
    expect(report).toMatchObject({ ok: false, covered: SIZE });
    expect(report.findings.every(({ code }) => code === "event_changed")).toBe(true);
  });

  it("and a key that cannot be read is refused before anything is checked", async () => {
    for (const text of ["", "no key", key.verifier.replace("+", "+0")]) {
      await expect(verifyAuditLog(log.lines, text)).rejects.toThrow(AuditKeyError);
    }
  });
});

describe("whatever the lines hold", () => {
  const base = sealedLog(events.slice(0, 24), key, 5).lines;
  const places = fc.integer({ min: 0, max: base.length - 1 });
  const edits = fc.oneof(
    places.map((i) => (lines: string[]) => lines.toSpliced(i, 1)),
    fc.tuple(places, places).map(
      ([a, b]) =>
        (lines: string[]) =>
          lines.toSpliced(a, 0, lines[b] ?? ""),
    ),
    fc.tuple(places, places).map(
      ([a, b]) =>
        (lines: string[]) =>
          lines.with(a, lines[b] ?? "").with(b, lines[a] ?? ""),
    ),
    fc.tuple(places, fc.nat()).map(([i, seed]) => (lines: string[]) => {
      const line = lines[i] ?? "";
      const k = seed % Math.max(1, line.length);
      const flipped = String.fromCharCode(line.charCodeAt(k) ^ 1);
      return lines.with(i, line.slice(0, k) + flipped + line.slice(k + 1));
    }),
    fc.tuple(places, fc.json()).map(
      ([i, text]) =>
        (lines: string[]) =>
          lines.toSpliced(i, 0, text),
    ),
  );

  it("says of a log that was tampered with what the server's own check says of it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 1, maxLength: 3 }), fc.boolean(), async (steps, mend) => {
        let lines = base;
        for (const step of steps) lines = step(lines.length < base.length ? [...lines, ...base] : lines);
        if (mend) lines = await relinked(lines).catch(() => lines);
        const [mine, theirs] = await Promise.all([verify(lines), verifyExport(lines, key.verifier)]);
        expect(mine.ok).toBe(theirs.ok);
        expect(mine).toMatchObject({ events: theirs.events, root: theirs.root });
      }),
      { numRuns: 600 },
    );
  });
});
