import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LpItem, lp, uuidBytes } from "./lp.ts";
import vectors from "./testdata/lp.json" with { type: "json" };

type VectorItem = { text?: string; hex?: string; uuid?: string; number?: number; u64?: string };

function itemOf({ text, hex, uuid, number, u64 }: VectorItem): LpItem {
  if (uuid !== undefined) return uuidBytes(uuid);
  if (hex !== undefined) return Buffer.from(hex, "hex");
  if (u64 !== undefined) return BigInt(u64);
  return text ?? number ?? "";
}

describe("lp", () => {
  it.each(vectors)("$name", (vector) => {
    const encode = () => lp(...vector.items.map(itemOf)).toString("hex");
    if (vector.error) expect(encode).toThrow(expect.objectContaining({ name: vector.error }));
    else expect(encode()).toBe(vector.hex);
  });

  it("refuses text that has no UTF-8 form", () => {
    expect(() => lp("\ud800")).toThrow(TypeError);
  });

  it("gives two different lists two different encodings", () => {
    const list = fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        expect(lp(...a).equals(lp(...b))).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 1000 },
    );
  });
});
