import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditEventRecord, leafHash } from "../../../server/audit/leaf.ts";
import canonicalization from "../../../server/audit/testdata/json-canonicalization.json" with {
  type: "json",
};
import { sampleEvent } from "../../../server/audit/testdata/sealed-log.ts";
import { auditLeafHash, canonicalJson } from "./audit-leaf.ts";
import { toHex } from "./bytes.ts";

describe("the canonical JSON", () => {
  it.each(canonicalization.values)("is that of RFC 8785: $canonical", ({ input, canonical }) => {
    expect(canonicalJson(JSON.parse(input))).toBe(canonical);
  });

  it.each(canonicalization.numbers)("writes the number with the bits %s as %s", (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text);
  });
});

describe("the leaf hash", () => {
  it("is the known one of a known event", async () => {
    expect(toHex(await auditLeafHash(sampleEvent(7)))).toBe(
      "da7e5684124fbc001ac83b2999f27ab9c5e00c1259b834a48dd3e688e8329cd9",
    );
  });

  it("is what the server sealed, whatever the event holds; what one refuses, the other does too", async () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }));
    const hex = (bytes: number) =>
      fc
        .uint8Array({ minLength: bytes, maxLength: bytes })
        .map((found) => Buffer.from(found).toString("hex"));
    const nullable = fc.option(text);
    const event: fc.Arbitrary<AuditEventRecord> = fc.record({
      id: text,
      org_id: text,
      at: text,
      action: text,
      actor_type: text,
      actor_id: nullable,
      resource_type: nullable,
      resource_id: nullable,
      outcome: fc.constantFrom("success", "denied", "failure"),
      request_id: nullable,
      details: fc.dictionary(text, fc.jsonValue()),
      ip: nullable,
      user_agent: nullable,
      salt: fc.option(fc.oneof({ weight: 9, arbitrary: hex(16) }, text), { freq: 9 }),
      ip_commitment: fc.option(hex(32)),
      user_agent_commitment: fc.option(hex(32)),
    });
    await fc.assert(
      fc.asyncProperty(event, async (record) => {
        let sealed: string | null = null;
        try {
          sealed = leafHash(record).toString("hex");
        } catch {}
        expect(await auditLeafHash(record).then(toHex, () => null)).toBe(sealed);
      }),
      { numRuns: 1_000 },
    );
  });
});
