import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CheckpointError,
  checkpointBody,
  noteWithSignature,
  parseCheckpoint,
  parseVerifierKey,
  verifierKey,
  verifyCheckpoint,
} from "./checkpoint.ts";
import published from "./testdata/checkpoint-note.json" with { type: "json" };
import { makeKey, ORIGIN, signedNote } from "./testdata/sealed-log.ts";

const key = makeKey();
const root = Buffer.alloc(32, 7);
const body = checkpointBody({ origin: ORIGIN, size: 42, root });
const note = signedNote(body, key);
const [signatureLine = ""] = note.slice(body.length + 1).split("\n");

describe("a checkpoint note", () => {
  it("is the one that other implementations of the format write and sign", () => {
    const checkpoint = verifyCheckpoint(published.note, published.raw_key);
    expect(checkpoint).toMatchObject({ origin: "go.sum database tree", size: 63_096_908, extensions: [] });
    const [name, id] = published.verifier_key.split("+");
    expect(checkpoint.signatures[0]).toMatchObject({ name, key_id: id });
    const raw = Buffer.from(published.raw_key, "base64");
    expect(verifierKey("sum.golang.org", raw)).toBe(published.verifier_key);
    expect(parseVerifierKey(published.verifier_key).public_key).toEqual(raw);
  });

  it("has the body origin, size, root and extension, each on a line", () => {
    expect(body).toBe(`${ORIGIN}\n42\n${root.toString("base64")}\n`);
    const extended = checkpointBody({ origin: ORIGIN, size: 42, root, extensions: ["sealed_at 1"] });
    expect(extended).toBe(`${body}sealed_at 1\n`);
    expect(verifyCheckpoint(signedNote(extended, key), key.verifier).extensions).toEqual(["sealed_at 1"]);
  });

  it("reads back as it was written, with the named key and with the raw key", () => {
    for (const text of [key.verifier, key.public_key.toString("base64")]) {
      expect(verifyCheckpoint(note, text)).toMatchObject({ origin: ORIGIN, size: 42, root, body });
    }
  });

  it("holds beside signatures of keys that the reader does not know", () => {
    const other = signedNote(body, makeKey("witness.example"), "witness.example").slice(body.length + 1);
    expect(verifyCheckpoint(note + other, key.verifier).signatures).toHaveLength(2);
  });

  it("does not hold with any byte of it changed", () => {
    const bytes = Buffer.from(note);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const bent = Buffer.from(bytes);
        bent[at] = (bent[at] ?? 0) ^ mask;
        expect(() => verifyCheckpoint(bent.toString("utf8"), key.verifier)).toThrow(CheckpointError);
      }),
      { numRuns: 500 },
    );
  });

  it("does not hold when another key signed it, even under the same name and key id", () => {
    const stranger = makeKey();
    expect(() => verifyCheckpoint(signedNote(body, stranger), key.verifier)).toThrow(
      "not signed by this key",
    );
    const forged = signedNote(body, { ...stranger, public_key: key.public_key });
    expect(() => verifyCheckpoint(forged, key.verifier)).toThrow("does not hold");
    expect(() => verifyCheckpoint(`${note}${forged.slice(body.length + 1)}`, key.verifier)).toThrow(
      CheckpointError,
    );
  });

  it("of another log does not hold under a key that is named after one log", () => {
    const foreign = checkpointBody({ origin: "1claw.example/audit/org-2", size: 42, root });
    expect(() => verifyCheckpoint(signedNote(foreign, key), key.verifier)).toThrow("not named after");
    const parent = verifierKey("1claw.example/audit", key.public_key);
    expect(verifyCheckpoint(signedNote(foreign, key, "1claw.example/audit"), parent).size).toBe(42);
    const sibling = checkpointBody({ origin: "1claw.example/audit-2", size: 42, root });
    expect(() => verifyCheckpoint(signedNote(sibling, key, "1claw.example/audit"), parent)).toThrow(
      CheckpointError,
    );
  });

  it.each([
    ["no signature", `${body}\n`],
    ["no empty line", body + signatureLine],
    ["no final line break", note.slice(0, -1)],
    ["a size with a leading zero", signedNote(body, key).replace("\n42\n", "\n042\n")],
    ["a negative size", note.replace("\n42\n", "\n-1\n")],
    ["a size beyond what a number holds", note.replace("\n42\n", "\n9007199254740993\n")],
    ["a short root", note.replace(root.toString("base64"), "AAAA")],
    ["a root that is not in canonical base64", note.replace("Bwc=", "Bwd=")],
    ["carriage returns", note.replaceAll("\n", "\r\n")],
    ["a signature that is too short", `${body}\n\u2014 ${ORIGIN} AAAA\n`],
    ["a hyphen for the dash", note.replace("\u2014", "-")],
    ["too many signatures", note + `${signatureLine}\n`.repeat(16)],
    ["nothing", ""],
    ["too much", "a".repeat(100_000)],
  ])("cannot be read with %s", (_name, text) => {
    expect(() => parseCheckpoint(text)).toThrow(CheckpointError);
  });

  it("is not written in a form that would be read back as something else", () => {
    const claim = { origin: ORIGIN, size: 42, root };
    const signature = Buffer.alloc(64);
    for (const bad of [
      { ...claim, origin: "" },
      { ...claim, origin: "a\nb" },
      { ...claim, size: -1 },
      { ...claim, size: 1.5 },
      { ...claim, root: Buffer.alloc(31) },
      { ...claim, extensions: [""] },
      { ...claim, extensions: ["a\nb"] },
    ]) {
      expect(() => checkpointBody(bad)).toThrow(CheckpointError);
    }
    expect(() => noteWithSignature(body, "a b", key.public_key, signature)).toThrow(CheckpointError);
    expect(() => noteWithSignature(body, "a+b", key.public_key, signature)).toThrow(CheckpointError);
    expect(() => noteWithSignature(body, "a", key.public_key.subarray(1), signature)).toThrow(
      CheckpointError,
    );
    expect(() => noteWithSignature(body, "a", key.public_key, Buffer.alloc(63))).toThrow(CheckpointError);
    expect(() => noteWithSignature("not a body\n", "a", key.public_key, signature)).toThrow(CheckpointError);
  });

  it("is only checked with a key whose id belongs to it", () => {
    const [name, , blob] = key.verifier.split("+");
    for (const text of ["", "AAAA", `${name}+00000000+${blob}`, key.verifier.replace(ORIGIN, "another")]) {
      expect(() => parseVerifierKey(text)).toThrow(CheckpointError);
    }
  });
});
