import { describe, expect, it } from "vitest";
import { isCmekBlob } from "../../../lib/schemas/cmek.ts";
import {
  CmekOpenError,
  cmek,
  cmekDecrypt,
  cmekEncrypt,
  cmekFingerprint,
  fromBase64,
  generateCmekKey,
  toBase64,
} from "./index.ts";
import vectors from "./testdata/cmek.json" with { type: "json" };

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

describe("values that the client encrypts", () => {
  it.each(vectors)("open as existing clients wrote them: $plaintext", async (vector) => {
    const key = bytes(vector.key_hex);
    expect(await cmek.fingerprint(key)).toBe(vector.fingerprint);
    expect(cmek.toBase64(key)).toBe(vector.key_b64);
    expect(cmek.toBase64(bytes(vector.blob_hex))).toBe(vector.blob_b64);
    expect(await cmek.open(key, vector.blob_b64)).toBe(vector.plaintext);
    expect(await cmek.open(await cmek.importKey(key), vector.blob_b64)).toBe(vector.plaintext);
    expect(isCmekBlob(vector.blob_b64)).toBe(true);
  });

  it.each(vectors)(
    "are written byte for byte as the format says: $plaintext",
    async ({ key_hex, plaintext }) => {
      const blob = Buffer.from(await cmek.seal(bytes(key_hex), plaintext), "base64");
      expect(blob[0]).toBe(1);
      const key = await crypto.subtle.importKey("raw", bytes(key_hex), "AES-GCM", false, ["decrypt"]);
      const iv = blob.subarray(1, 13);
      const opened = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv, tagLength: 128 },
        key,
        blob.subarray(13),
      );
      expect(Buffer.from(opened).toString("utf8")).toBe(plaintext);
    },
  );

  it.each(vectors)(
    "open and seal with the helpers of existing clients, in bytes: $plaintext",
    async (vector) => {
      const key = fromBase64(vector.key_b64);
      expect(await cmekFingerprint(key)).toBe(vector.fingerprint);
      const blob = fromBase64(vector.blob_b64);
      expect(Buffer.from(blob).toString("hex")).toBe(vector.blob_hex);
      expect(new TextDecoder().decode(await cmekDecrypt(blob, key))).toBe(vector.plaintext);
      const again = await cmekEncrypt(new TextEncoder().encode(vector.plaintext), key);
      expect(await cmek.open(key, toBase64(again))).toBe(vector.plaintext);
      await expect(cmekDecrypt(blob, await generateCmekKey())).rejects.toThrow(CmekOpenError);
    },
  );

  it("need not be text", async () => {
    const key = await generateCmekKey();
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(await cmekDecrypt(await cmekEncrypt(every, key), key)).toEqual(every);
    await expect(cmek.open(key, toBase64(await cmekEncrypt(every, key)))).rejects.toThrow(CmekOpenError);
  });

  it("come back exactly, whatever they are", async () => {
    const key = cmek.generateKey();
    for (const value of ["", "a", "ä🔐\u0000\ufeffx", "\ufefffirst", "x".repeat(200_000)]) {
      const blob = await cmek.seal(key, value);
      expect(isCmekBlob(blob)).toBe(true);
      expect(await cmek.open(key, blob)).toBe(value);
    }
  });

  it("have a fresh IV and no trace of the value each time", async () => {
    const key = cmek.generateKey();
    const blobs = await Promise.all(Array.from({ length: 200 }, () => cmek.seal(key, "CANARY")));
    expect(new Set(blobs.map((blob) => Buffer.from(blob, "base64").toString("hex").slice(2, 26))).size).toBe(
      200,
    );
    expect(Buffer.from(blobs[0] ?? "", "base64").includes("CANARY")).toBe(false);
  });

  it("do not open with another key, or when any byte was changed or cut", async () => {
    const key = cmek.generateKey();
    const blob = Buffer.from(await cmek.seal(key, "value"), "base64");
    await expect(cmek.open(cmek.generateKey(), blob.toString("base64"))).rejects.toThrow(CmekOpenError);
    for (const i of blob.keys()) {
      const changed = Buffer.from(blob);
      changed[i] = (changed[i] ?? 0) ^ 0x80;
      await expect(cmek.open(key, changed.toString("base64"))).rejects.toThrow(CmekOpenError);
      await expect(cmek.open(key, blob.subarray(0, i).toString("base64"))).rejects.toThrow(CmekOpenError);
    }
  });

  it.each(["", "plaintext", "AQ==", "not base64!", "AgAAAAAAAAAAAAAAAFMPivvHRTa5qWO08cTLc4s=", " AQ"])(
    "are told from what is none: %s",
    async (text) => {
      expect(isCmekBlob(text)).toBe(false);
      await expect(cmek.open(cmek.generateKey(), text)).rejects.toThrow(CmekOpenError);
    },
  );

  it("are told from base64 that is one byte too short, or has more than one spelling", () => {
    const blob = Buffer.concat([Buffer.of(1), Buffer.alloc(28)]);
    expect(isCmekBlob(blob.toString("base64"))).toBe(true);
    expect(isCmekBlob(blob.subarray(1).toString("base64"))).toBe(false);
    expect(isCmekBlob(blob.subarray(0, 28).toString("base64"))).toBe(false);
    expect(isCmekBlob(blob.toString("base64").replace("A=", "B="))).toBe(false);
    expect(isCmekBlob(blob.toString("base64url"))).toBe(false);
  });
});

it("text that is no base64 is refused, not cut short", () => {
  for (const text of ["AAA", "A===", "AA-_", " AAAA", "ä"]) expect(() => fromBase64(text)).toThrow(TypeError);
  expect(fromBase64("")).toEqual(new Uint8Array());
});

describe("a client's key", () => {
  it("is 32 random bytes", () => {
    const keys = Array.from({ length: 50 }, () => Buffer.from(cmek.generateKey()).toString("hex"));
    expect(new Set(keys).size).toBe(50);
    expect(keys.every((key) => key.length === 64)).toBe(true);
  });

  it("cannot be read out of the page's memory once it was imported", async () => {
    const key = await cmek.importKey(cmek.generateKey());
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
  });

  it("of another length is refused everywhere", async () => {
    for (const length of [0, 16, 31, 33]) {
      const key = new Uint8Array(length);
      await expect(cmek.fingerprint(key)).rejects.toThrow(TypeError);
      await expect(cmek.seal(key, "x")).rejects.toThrow(TypeError);
      await expect(cmek.open(key, await cmek.seal(cmek.generateKey(), "x"))).rejects.toThrow(TypeError);
    }
  });
});
