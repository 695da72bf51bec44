import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { cmek } from "#sdk";
import vectors from "../../packages/sdk/src/testdata/cmek.json" with { type: "json" };
import { cmekFingerprint, reencryptBlob } from "./cmek-blob.ts";

describe("a rotation of client keys on the server", () => {
  it.each(vectors)("reads and names keys as existing clients do: $plaintext", async (vector) => {
    const key = Buffer.from(vector.key_hex, "hex");
    expect(cmekFingerprint(key)).toBe(vector.fingerprint);
    const next = randomBytes(32);
    const blob = reencryptBlob(Buffer.from(vector.blob_b64, "base64"), key, next);
    expect(blob?.[0]).toBe(1);
    expect(await cmek.open(next, blob?.toString("base64") ?? "")).toBe(vector.plaintext);
  });

  it("gives nothing for another key, another format, or a blob that was changed or cut", async () => {
    const [from, to] = [randomBytes(32), randomBytes(32)];
    const blob = Buffer.from(await cmek.seal(from, "value"), "base64");
    expect(reencryptBlob(blob, to, from)).toBeNull();
    for (const i of blob.keys()) {
      const changed = Buffer.from(blob);
      changed[i] = (changed[i] ?? 0) ^ 0x80;
      expect(reencryptBlob(changed, from, to)).toBeNull();
      expect(reencryptBlob(blob.subarray(0, i), from, to)).toBeNull();
    }
  });
});
