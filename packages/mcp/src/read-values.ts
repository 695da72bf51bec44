// Recognises values that were read earlier, in a text that is to be written: by keyed digests alone.
// Must never keep a value, a part of one, or an encoding of one.
import { createHmac, randomBytes, randomInt } from "node:crypto";

export type Place = { vault_id: string; path: string };

type Fingerprint = { length: number; rolling: number; places: Place[] };

/** What was read, as fingerprints under keys of its own; the least recently read come first. */
export type ReadValues = {
  readonly key: Buffer;
  readonly base: number;
  readonly most: number;
  readonly kept: Map<string, Fingerprint>;
};

/** A value shorter than this is recognised alone, and not inside other text, where it would be found by chance. */
const SHORTEST_INSIDE = 8;
const MOST_LENGTHS = 64;
const MOST_PLACES = 8;
/** How far into a text is searched; its whole is compared in any case. */
const MOST_TEXT = 65_536;
const DIGEST_BYTES = 16;

/** Room for the fingerprints of `most` values. */
export function createReadValues(most = 1_000): ReadValues {
  return { key: randomBytes(32), base: randomInt(2 ** 31) * 2 + 1, most, kept: new Map() };
}

/** Keeps the fingerprint of a value, and of the same without the white space around it. */
export function remember(reads: ReadValues, value: string, from: Place): void {
  for (const form of new Set([value, value.trim()])) {
    if (form === "") continue;
    const digest = digestOf(reads, form);
    const places = (reads.kept.get(digest)?.places ?? []).filter((each) => !isSame(each, from));
    reads.kept.delete(digest);
    reads.kept.set(digest, {
      length: form.length,
      rolling: rollingOf(reads.base, unitsOf(form)),
      places: [from, ...places].slice(0, MOST_PLACES),
    });
  }
  for (const oldest of reads.kept.keys()) {
    if (reads.kept.size <= reads.most) return;
    reads.kept.delete(oldest);
  }
}

/** Where a value was read that `text` is or holds, plainly or in a common encoding; what was read at `to` may go there. */
export function originOf(reads: ReadValues, text: string, to?: Place): Place | null {
  if (reads.kept.size === 0) return null;
  const lengths = byLength(reads);
  for (const view of viewsOf(text)) {
    const whole = [view, view.trim()].map((each) => reads.kept.get(digestOf(reads, each)));
    for (const found of [...whole, ...inside(reads, lengths, view.slice(0, MOST_TEXT))]) {
      const [origin] = found?.places ?? [];
      if (origin && !(to && found?.places.some((each) => isSame(each, to)))) return origin;
    }
  }
  return null;
}

type Rolling = { hashes: Set<number>; hint: Uint8Array };

/** The hashes to look for, by the length of what they are of; those of the values read last, where there are too many. */
function byLength({ kept }: ReadValues): Map<number, Rolling> {
  const lengths = new Map<number, Rolling>();
  for (const { length, rolling } of [...kept.values()].reverse()) {
    if (length < SHORTEST_INSIDE || length > MOST_TEXT) continue;
    const same = lengths.get(length) ?? { hashes: new Set(), hint: new Uint8Array(4_096) };
    if (!lengths.has(length) && lengths.size === MOST_LENGTHS) continue;
    same.hashes.add(rolling);
    same.hint[rolling >>> 20] = 1;
    lengths.set(length, same);
  }
  return lengths;
}

/** What is known of every part of `text`: a cheap hash is slid over it, and the digest taken only where that meets. */
function* inside(
  reads: ReadValues,
  lengths: ReadonlyMap<number, Rolling>,
  text: string,
): Generator<Fingerprint> {
  const units = unitsOf(text);
  for (const [length, wanted] of lengths) {
    const done = new Set<number>();
    for (const [start, hash] of meetings(units, reads.base, length, wanted)) {
      const found = done.has(hash)
        ? null
        : reads.kept.get(digestOf(reads, text.slice(start, start + length)));
      if (found) done.add(hash);
      if (found) yield found;
    }
  }
}

/** Where the hash of `length` units is one of those that are looked for; integers alone, for this is the long loop. */
function meetings(
  units: Uint16Array,
  base: number,
  length: number,
  { hashes, hint }: Rolling,
): [start: number, hash: number][] {
  const found: [number, number][] = [];
  if (length > units.length) return found;
  const top = power(base, length);
  let hash = rollingOf(base, units.subarray(0, length));
  for (let end = length; ; end++) {
    if (hint[hash >>> 20] === 1 && hashes.has(hash)) found.push([end - length, hash]);
    if (end === units.length) return found;
    hash = (Math.imul(hash, base) + (units[end] ?? 0) - Math.imul(units[end - length] ?? 0, top)) | 0;
  }
}

/** The text, and what it says where it is encoded as JSON, as part of a URL, in base64 or in hex. */
function viewsOf(text: string): Set<string> {
  const views = new Set([text]);
  const start = text.slice(0, MOST_TEXT);
  if (start.includes("\\")) views.add(unescaped(start));
  if (start.includes("%")) views.add(percentDecoded(start));
  // Tools break encoded text into lines.
  const joined = /^[\w+/=\s-]*$/.test(start) ? start.replace(/\s+/g, "") : "";
  for (const part of [start, joined]) {
    const base64 = part.match(/[\w+/-]{10,}/g) ?? [];
    views.add(base64.map((run) => Buffer.from(run, "base64").toString()).join("\n"));
    const hex = part.match(/(?:[\da-f]{2}){8,}/gi) ?? [];
    views.add(hex.map((run) => Buffer.from(run, "hex").toString()).join("\n"));
  }
  views.delete("");
  return views;
}

function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\([nrt"'\\/])/g, (_, letter: string) => letters[letter] ?? letter);
}

function percentDecoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString());
}

function digestOf({ key }: ReadValues, text: string): string {
  return createHmac("sha256", key).update(text).digest().toString("base64url", 0, DIGEST_BYTES);
}

function rollingOf(base: number, units: Uint16Array): number {
  let hash = 0;
  for (const unit of units) hash = (Math.imul(hash, base) + unit) | 0;
  return hash;
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base);
  return result;
}

function isSame(a: Place, b: Place): boolean {
  return a.vault_id === b.vault_id && a.path === b.path;
}
