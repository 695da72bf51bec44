import { describe, expect, it } from "vitest";
import { ENV_LIMITS, parseEnv, serializeEnv } from "./dotenv.ts";

const values = (text: string) =>
  Object.fromEntries(parseEnv(text).entries.map(({ key, value }) => [key, value]));
const problems = (text: string) => parseEnv(text).problems;

describe("reading a .env text", () => {
  it("takes bare values, spaces around them, export and empty ones", () => {
    expect(values("A=1\nexport B = two words \n\tC=\nD=a=b\n")).toEqual({
      A: "1",
      B: "two words",
      C: "",
      D: "a=b",
    });
  });

  it("leaves comments out, but not a # that belongs to a value", () => {
    expect(values('# A=0\n  # B\nC=1 # one\nD=a#b\nE="x # y" # z\nF= # nothing\n')).toEqual({
      C: "1",
      D: "a#b",
      E: "x # y",
      F: "",
    });
  });

  it("takes single quotes and backticks as they are, and escapes in double quotes", () => {
    expect(values(`A='x\\n$HOME "q"'\nB="a\\nb\\t\\"c\\" \\\\ \\$D \\x"\nC=\`it's "so"\``)).toEqual({
      A: 'x\\n$HOME "q"',
      B: 'a\nb\t"c" \\ $D \\x',
      C: `it's "so"`,
    });
  });

  it("never expands or runs anything", () => {
    expect(values('A=$HOME\nB="$A $(id) `id`"')).toEqual({ A: "$HOME", B: "$A $(id) `id`" });
  });

  it("takes values over several lines, and knows the lines after them", () => {
    const text = `KEY="-----BEGIN KEY-----\nabc\n-----END KEY-----"\nB='1\n2'\n!bad\nC=3`;
    expect(values(text)).toEqual({ KEY: "-----BEGIN KEY-----\nabc\n-----END KEY-----", B: "1\n2", C: "3" });
    expect(problems(text)).toEqual([{ line: 6, reason: "does not begin with a name" }]);
    expect(parseEnv(text).entries.map(({ line }) => line)).toEqual([1, 4, 7]);
  });

  it("takes CRLF, lone CR and a BOM", () => {
    expect(values('\ufeffA=1\r\nB="x\r\ny"\r\n')).toEqual({ A: "1", B: "x\ny" });
    expect(values("A=1\rB=2")).toEqual({ A: "1", B: "2" });
  });

  it("takes the last of several values for a key and says so", () => {
    const file = parseEnv("A=1\nB=2\nA=3\n");
    expect(file.entries.map(({ key, value }) => [key, value])).toEqual([
      ["A", "3"],
      ["B", "2"],
    ]);
    expect(file.duplicates).toEqual(["A"]);
  });

  it("says what is wrong line by line, never quotes a value, and goes on after it", () => {
    const text = `novalue\n=x\nA="open\nB=1\nC='x' SECRET-SECRET\nD=2`;
    expect(problems(text)).toEqual([
      { line: 1, reason: "has no = after novalue" },
      { line: 2, reason: "does not begin with a name" },
      { line: 3, reason: "opens a quote for A that nothing closes" },
      { line: 5, reason: "has text after the quoted value of C" },
    ]);
    expect(values(text)).toEqual({ B: "1", D: "2" });
    expect(JSON.stringify(problems(text))).not.toContain("SECRET-SECRET");
  });

  it("refuses what is too large, and takes what is just not in linear time", () => {
    expect(() => parseEnv("x".repeat(ENV_LIMITS.characters + 1))).toThrow(RangeError);
    const many = Array.from({ length: ENV_LIMITS.entries }, (_, n) => `K${n}=${n}`).join("\n");
    expect(parseEnv(many).entries).toHaveLength(ENV_LIMITS.entries);
    expect(() => parseEnv(`${many}\nONE_MORE=1`)).toThrow(RangeError);
    const started = performance.now();
    expect(parseEnv('A="\n'.repeat(200_000)).problems.length).toBeLessThanOrEqual(ENV_LIMITS.problems);
    parseEnv(`A=${" ".repeat(1_000_000)}x`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("has no trouble with names that objects have", () => {
    expect(parseEnv("__proto__=1\nconstructor=2").entries.map(({ key }) => key)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });
});

describe("writing a .env text", () => {
  it("is read back to the same values, whatever they hold", () => {
    const hard = [
      "",
      "plain",
      "two words",
      " around ",
      "a#b # c",
      "it's",
      '"quoted"',
      `both ' and "`,
      "line\nbreak",
      "crlf\r\n'",
      "back\\slash",
      "\\n is not a line break",
      "it's \\n neither",
      "$HOME $(id) `id`",
      `it's $HOME \\$ and "`,
      "tab\there",
      "ünïcödé 🔑",
      "-----BEGIN KEY-----\nabc=\n-----END KEY-----\n",
    ];
    const entries = hard.map((value, index) => ({ key: `K_${index}`, value }));
    const text = serializeEnv(entries);
    expect(parseEnv(text).problems).toEqual([]);
    expect(parseEnv(text).entries.map(({ key, value }) => ({ key, value }))).toEqual(entries);
  });
});
