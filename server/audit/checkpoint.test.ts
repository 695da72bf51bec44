import { describe, expect, it } from "vitest";
import { CheckpointError, checkpointBody, noteWithSignature, verifierKey } from "./checkpoint.ts";
import published from "./testdata/checkpoint-note.json" with { type: "json" };
import { makeKey, ORIGIN, signedNote } from "./testdata/sealed-log.ts";

const key = makeKey();
const root = Buffer.alloc(32, 7);
const body = checkpointBody({ origin: ORIGIN, size: 42, root });

describe("a checkpoint note", () => {
  it("names its key as other implementations of the format do, byte for byte", () => {
    const [name = "", id = ""] = published.verifier_key.split("+");
    const raw = Buffer.from(published.raw_key, "base64");
    expect(verifierKey(name, raw)).toBe(published.verifier_key);
    const gap = published.note.lastIndexOf("\n\n");
    const line = published.note.slice(gap + 2);
    const blob = Buffer.from(line.trim().split(" ").at(-1) ?? "", "base64");
    expect(blob.toString("hex", 0, 4)).toBe(id);
    expect(noteWithSignature(published.note.slice(0, gap + 1), name, raw, blob.subarray(4))).toBe(
      published.note,
    );
  });

  it("has the body origin, size, root and extension, each on a line", () => {
    expect(body).toBe(`${ORIGIN}\n42\n${root.toString("base64")}\n`);
    const extended = checkpointBody({ origin: ORIGIN, size: 42, root, extensions: ["sealed_at 1"] });
    expect(extended).toBe(`${body}sealed_at 1\n`);
    expect(signedNote(extended, key)).toMatch(`${extended}\n\u2014 ${ORIGIN} `);
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
});
