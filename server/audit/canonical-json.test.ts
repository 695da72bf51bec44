import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CanonicalJsonError, canonicalJson } from "./canonical-json.ts";
import vectors from "./testdata/json-canonicalization.json" with { type: "json" };

const wellFormed = fc.string({ unit: "binary" });
const json = fc.jsonValue({ stringUnit: "binary" });

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, item]) => [key, shuffled(item)]));
}

describe("canonical JSON", () => {
  it.each(vectors.values)("writes the examples of RFC 8785: $canonical", ({ input, canonical }) => {
    expect(canonicalJson(JSON.parse(input))).toBe(canonical);
  });

  it.each(vectors.numbers)("writes the number with the bits %s as %s", (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, "hex").readDoubleBE())).toBe(text);
  });

  it("gives one text for equal values, whatever the order of their keys, and loses nothing", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("writes every well-formed string as JSON does", () => {
    fc.assert(fc.property(wellFormed, (text) => canonicalJson(text) === JSON.stringify(text)));
  });

  it("keeps a key called __proto__", () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe('{"__proto__":{"a":2},"b":1}');
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const holes: unknown[] = [1];
  holes[2] = 3;
  it.each([
    ["undefined", undefined],
    ["an undefined member", { a: undefined }],
    ["NaN", Number.NaN],
    ["an infinity", { a: [Number.POSITIVE_INFINITY] }],
    ["a bigint", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a symbol key", { [Symbol("s")]: 1 }],
    ["a date", new Date(0)],
    ["a map", new Map()],
    ["bytes", Buffer.from("a")],
    ["an array with holes", holes],
    ["a lone surrogate", "a\ud800"],
    ["a lone surrogate in a key", { "\udc00": 1 }],
    ["a cycle", cycle],
  ])("refuses %s", (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalJsonError);
  });
});
