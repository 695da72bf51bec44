import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointBody, verifierKey } from "../../../server/audit/checkpoint.ts";
import published from "../../../server/audit/testdata/checkpoint-note.json" with { type: "json" };
import { makeKey, ORIGIN, signedNote } from "../../../server/audit/testdata/sealed-log.ts";
import { AuditKeyError, type Checkpoint, openCheckpoint, readAuditKey } from "./audit-note.ts";

const key = makeKey();
const root = Buffer.alloc(32, 7);
const body = checkpointBody({ origin: ORIGIN, size: 42, root });
const note = signedNote(body, key);
const [signatureLine = ""] = note.slice(body.length + 1).split("\n");

const open = async (text: string, under = key.verifier): Promise<Checkpoint> =>
  openCheckpoint(text, await readAuditKey(under));
const refusal = (text: string, under?: string): Promise<unknown> => open(text, under).catch((error) => error);

describe("a checkpoint", () => {
  it("of another implementation holds, under its key in both forms", async () => {
    for (const under of [published.raw_key, published.verifier_key]) {
      const key_of_it = await readAuditKey(under);
      expect(Buffer.from(key_of_it.raw).toString("base64")).toBe(published.raw_key);
    }
    expect(await open(published.note, published.raw_key)).toMatchObject({
      origin: "go.sum database tree",
      size: 63_096_908,
    });
  });

  it("reads back as it was written, with the named key and with the raw key", async () => {
    for (const under of [key.verifier, key.public_key.toString("base64")]) {
      const checkpoint = await open(note, under);
      expect(checkpoint).toMatchObject({ origin: ORIGIN, size: 42 });
      expect(Buffer.from(checkpoint.root)).toEqual(root);
    }
  });

  it("holds with an extension, and beside signatures of keys that the reader does not know", async () => {
    const extended = checkpointBody({ origin: ORIGIN, size: 42, root, extensions: ["sealed_at 1"] });
    expect(await open(signedNote(extended, key))).toMatchObject({ size: 42 });
    const other = signedNote(body, makeKey("witness.example"), "witness.example").slice(body.length + 1);
    expect(await open(note + other)).toMatchObject({ size: 42 });
  });

  it("does not hold with any byte of it changed", async () => {
    const bytes = Buffer.from(note);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const bent = Buffer.from(bytes);
        bent[at] = (bent[at] ?? 0) ^ mask;
        expect(await refusal(bent.toString("utf8"))).toBeInstanceOf(AuditKeyError);
      }),
      { numRuns: 500 },
    );
  });

  it("does not hold when another key signed it, even under the same name and key id", async () => {
    const stranger = makeKey();
    await expect(open(signedNote(body, stranger))).rejects.toThrow("not signed by this key");
    const forged = signedNote(body, { ...stranger, public_key: key.public_key });
    await expect(open(forged)).rejects.toThrow("does not hold");
    await expect(open(`${note}${forged.slice(body.length + 1)}`)).rejects.toThrow(AuditKeyError);
  });

  it("of another log does not hold under a key that is named after one log", async () => {
    const foreign = checkpointBody({ origin: "1claw.example/audit/org-2", size: 42, root });
    await expect(open(signedNote(foreign, key))).rejects.toThrow("not named after");
    const parent = verifierKey("1claw.example/audit", key.public_key);
    expect((await open(signedNote(foreign, key, "1claw.example/audit"), parent)).size).toBe(42);
    const sibling = checkpointBody({ origin: "1claw.example/audit-2", size: 42, root });
    await expect(open(signedNote(sibling, key, "1claw.example/audit"), parent)).rejects.toThrow(
      AuditKeyError,
    );
  });

  it.each([
    ["no signature", `${body}\n`],
    ["no empty line", body + signatureLine],
    ["no final line break", note.slice(0, -1)],
    ["a size with a leading zero", note.replace("\n42\n", "\n042\n")],
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
  ])("cannot be read with %s, whoever signed it", async (_name, text) => {
    const error = await refusal(text);
    expect(error).toBeInstanceOf(AuditKeyError);
    expect(String(error)).not.toMatch(/does not hold|not signed by this key/);
  });

  it("is only checked with a key whose id belongs to it", async () => {
    const [name, , blob] = key.verifier.split("+");
    for (const text of ["", "AAAA", `${name}+00000000+${blob}`, key.verifier.replace(ORIGIN, "another")]) {
      await expect(readAuditKey(text)).rejects.toThrow(AuditKeyError);
    }
  });
});
