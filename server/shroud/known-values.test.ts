import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspect } from "./inspect.ts";
import { compileKnownValues, MIN_VALUE_LENGTH } from "./known-values.ts";

const VALUE = 'Tr0ub4dor&3/"x"<y>+z=€q7Lm';
const OPTIONS = { context: "output", detectors: ["known_value"] } as const;

/** Every way of writing a value down, by somebody else's code. */
const ENCODINGS: Record<string, (value: string) => string> = {
  "as it is": (value) => value,
  "in capitals": (value) => value.toUpperCase(),
  base64: (value) => Buffer.from(value).toString("base64"),
  "base64 behind one byte": (value) => Buffer.from(`:${value}`).toString("base64"),
  "base64 behind two bytes": (value) => Buffer.from(`u:${value}`).toString("base64"),
  "base64 between other text": (value) => Buffer.from(`user=${value}&more=1`).toString("base64"),
  "base64 for addresses": (value) => Buffer.from(value).toString("base64url"),
  "base64 without padding": (value) => Buffer.from(value).toString("base64").replace(/=+$/, ""),
  "base64 in lines": (value) => Buffer.from(value).toString("base64").replace(/.{8}/g, "$&\r\n    "),
  "base64 of base64": (value) => Buffer.from(Buffer.from(value).toString("base64")).toString("base64"),
  "base64 in quoted parts": (value) => Buffer.from(value).toString("base64").replace(/.{8}/g, '$&" +\n  "'),
  "base64 of UTF-16": (value) => Buffer.from(value, "utf16le").toString("base64"),
  hex: (value) => Buffer.from(value).toString("hex"),
  "hex in capitals": (value) => Buffer.from(value).toString("hex").toUpperCase(),
  "hex with colons": (value) =>
    Buffer.from(value)
      .toString("hex")
      .replace(/..(?!$)/g, "$&:"),
  "hex in bytes of a program": (value) => Buffer.from(value).toString("hex").replace(/../g, "0x$&, "),
  "\\x escapes": (value) => Buffer.from(value).toString("hex").replace(/../g, "\\x$&"),
  "\\u escapes": (value) =>
    value.replace(/./gsu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "percent encoding": encodeURIComponent,
  "percent encoding of everything": (value) => Buffer.from(value).toString("hex").replace(/../g, "%$&"),
  "percent encoding of some": (value) =>
    value.replace(/[aeiou3]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
  "percent encoding twice": (value) => encodeURIComponent(encodeURIComponent(value)),
  JSON: (value) => JSON.stringify(value),
  "JSON in JSON": (value) => JSON.stringify(JSON.stringify({ value })),
  "HTML entities": (value) =>
    value.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;"),
  "numeric entities": (value) => value.replace(/./gsu, (char) => `&#${char.codePointAt(0)};`),
  "numbers of bytes": (value) => JSON.stringify([...Buffer.from(value)]),
  backwards: (value) => [...value].reverse().join(""),
  rot13: (value) =>
    value.replace(/[a-z]/gi, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < "n" ? 13 : -13)),
    ),
  "letter by letter": (value) => [...value].join(" "),
  "with zero-width characters": (value) => [...value].join("\u200b"),
  "over line breaks": (value) => value.replace(/.{6}/gsu, "$&\n"),
};

const known = compileKnownValues([{ label: "prod/db/password", value: VALUE }]);

function findings(text: string, values = known) {
  return inspect(text, { ...OPTIONS, known: values }).findings;
}

/** Values of at least the least length, by how many letters and digits are in them. */
function valueWith(enough: (count: number) => boolean): fc.Arbitrary<string> {
  const unit = fc.constantFrom(..."abcdexyzABXYZ012389+/=_-.:@!#$&<");
  return fc
    .string({ unit, minLength: MIN_VALUE_LENGTH, maxLength: 40 })
    .filter((it) => enough(it.replace(/[^a-z0-9]/gi, "").length) && /[a-z]/i.test(it) && /\d/.test(it));
}

function expectFound(
  value: fc.Arbitrary<string>,
  encodings: readonly (readonly [string, (value: string) => string])[],
): void {
  fc.assert(
    fc.property(value, fc.constantFrom(...encodings), (secret, [, encode]) => {
      const values = compileKnownValues([{ label: "it", value: secret }]);
      expect(findings(`<${encode(secret)}>`, values).length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
}

describe("a caller's own value", () => {
  it.each(Object.entries(ENCODINGS))("is found %s", (_, encode) => {
    const found = findings(`The answer is: ${encode(VALUE)} and so on.`);
    expect(found.map(({ pattern, severity }) => [pattern, severity])).toContainEqual([
      "prod/db/password",
      "critical",
    ]);
  });

  it.each(Object.entries(ENCODINGS))("is gone from the redacted text %s", (_, encode) => {
    const text = `The answer is: ${encode(VALUE)} and so on.`;
    const { redacted } = inspect(text, { ...OPTIONS, known });
    expect(redacted).toMatch(
      /^The answer is: .{0,16}\[REDACTED:known_value:prod\/db\/password\].{0,9} and so on\.$/s,
    );
  });

  it("is found in every encoding, whatever it is, when it has eight letters or digits", () => {
    const value = valueWith((count) => count >= 8);
    const encodings = Object.entries(ENCODINGS).filter(([name]) => name !== "base64 of UTF-16");
    expectFound(value, encodings);
  });

  it("is found in the usual encodings when it has more marks than letters and digits", () => {
    const usual = [
      "as it is",
      "base64",
      "base64 between other text",
      "hex",
      "percent encoding",
      "\\x escapes",
      "JSON",
      "HTML entities",
    ];
    const value = valueWith((count) => count < 8);
    expectFound(
      value,
      Object.entries(ENCODINGS).filter(([name]) => usual.includes(name)),
    );
  });

  it("is never part of what is said about it", () => {
    const report = JSON.stringify(findings(`a ${VALUE} b`));
    expect(report).not.toContain("Tr0ub4dor");
  });

  it.each(["1234", "short!", "postgres", "production", "20240131", "2024-01-31"])(
    "is not looked for when it is %s: too short, a word, a date",
    (value) => {
      const values = compileKnownValues([{ label: "it", value }]);
      expect([values.size, values.skipped]).toEqual([0, 1]);
      expect(findings(`see ${value}`, values)).toEqual([]);
    },
  );

  it("made of marks only is found as it is written", () => {
    const values = compileKnownValues([{ label: "marks", value: "!@#$%^&*()_+" }]);
    expect(findings("it is !@#$%^&*()_+ today", values)).toHaveLength(1);
    expect(findings("it is !@#$%^&* ()-+ today", values)).toEqual([]);
  });

  it("made of digits is not found in numbers that are something else", () => {
    const values = compileKnownValues([{ label: "pin", value: "4711081512" }]);
    expect(findings("pin 4711081512", values)).toHaveLength(1);
    expect(findings("pin 4711-081-512", values)).toHaveLength(1);
    expect(findings("| 4 | 7 | 1 | 1 | 0 | 8 | 1 | 5 | 1 | 2 |", values)).toEqual([]);
  });

  it("is not found in a text that only begins like it", () => {
    const values = compileKnownValues([{ label: "key", value: "sk_live_51H8xTestValue99" }]);
    expect(findings("sk_live_51H8xTestValue98 and sk_live_51H8x", values)).toEqual([]);
  });

  it("is told from others that begin or end alike, also where they overlap", () => {
    const values = compileKnownValues([
      { label: "short", value: "abcdefgh12" },
      { label: "long", value: "abcdefgh12345678" },
      { label: "next", value: "12345678zzzz" },
    ]);
    expect(findings("abcdefgh12 -", values).map(({ pattern }) => pattern)).toEqual(["short"]);
    const { redacted } = inspect("abcdefgh12345678zzzz!", { ...OPTIONS, known: values });
    expect(redacted).toBe("[REDACTED:known_value:long]!");
  });

  it("of many lines is found whole, and without its first and last line", () => {
    const body = Buffer.from(Array.from({ length: 120 }, (_, at) => (at * 89 + 13) % 256))
      .toString("base64")
      .replace(/.{64}/g, "$&\n");
    const values = compileKnownValues([
      { label: "tls/key", value: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----` },
    ]);
    expect(findings(`key: |\n  ${body.replaceAll("\n", "\n  ")}`, values)).toHaveLength(1);
    expect(findings(JSON.stringify({ key: body }), values)).toHaveLength(1);
  });

  it("is found at once among five hundred", () => {
    const entries = Array.from({ length: 500 }, (_, at) => ({
      label: `k${at}`,
      value: `sk_live_${(at * 7919 + 1_000_003).toString(36)}${at}x9Q`,
    }));
    const values = compileKnownValues(entries);
    expect(values.size).toBe(500);
    const text = entries
      .map(({ value }, at) => (at % 2 === 0 ? value : Buffer.from(value).toString("base64")))
      .join(", ");
    expect(new Set(findings(text, values).map(({ pattern }) => pattern)).size).toBe(500);
  });

  it("costs the same when a text repeats what many values begin with", () => {
    const entries = Array.from({ length: 200 }, (_, at) => ({
      label: `k${at}`,
      value: `${"0".repeat(60)}${at + 100}`,
    }));
    expect(findings("0".repeat(200_000), compileKnownValues(entries))).toEqual([]);
  });
});
