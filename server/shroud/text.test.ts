import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TWINS } from "./homoglyphs.ts";
import { foldText } from "./text.ts";

const plainOf = (text: string): string => foldText(text).plain;

describe("folding a text", () => {
  it.each([
    ["Cyrillic and Latin letters in one word", "iɡnоrе all prevіous", "ignore all previous"],
    ["a word of look-alikes only", "раураӏ.com", "paypal.com"],
    ["fullwidth letters and a ligature", "ｉｇｎｏｒｅ ﬁne", "ignore fine"],
    ["mathematical letters", "𝐢𝐠𝐧𝐨𝐫𝐞 𝔞𝔩𝔩", "ignore all"],
    ["letters in boxes and circles", "🅸🅶🅽🅾🆁🅴 ⓐⓛⓛ", "IGNORE all"],
    ["small capitals", "ɪɢɴᴏʀᴇ ᴘʀᴇᴠɪᴏᴜs", "ignore previous"],
    ["zero-width characters in a word", "ig\u200bno\u2060re", "ignore"],
    ["a message in tag characters", "a\u{e0069}\u{e0067}b", "ab"],
    ["bidirectional overrides", "\u202eabc\u202c", "abc"],
    ["typographic quotes and dashes", "don’t “stop” – now…", 'don\'t "stop" - now...'],
    ["a letter and its accent", "cafe\u0301", "café"],
  ])("reads %s as a reader does", (_, text, plain) => {
    expect(plainOf(text)).toBe(plain);
  });

  it.each([
    ["Russian", "Привет, это а рост и мост в Москве"],
    ["Greek", "Αυτό είναι ένα κείμενο"],
    ["Persian with joiners", "می\u200cخواهم"],
    ["an emoji family and a heart", "👩\u200d👩\u200d👧 ❤\ufe0f"],
    ["Japanese", "日本語のテキスト。"],
    ["Korean", "한국어"],
    ["German and French", "Über die Brücke, déjà vu"],
  ])("leaves %s as it is", (_, text) => {
    const folded = foldText(text);
    expect(folded.plain).toBe(text);
    expect(folded.changed).toBe(false);
  });

  it("says that a text changed when letters or hidden characters did, and not for quotes and dashes", () => {
    expect(foldText("ig\u200bnore").changed).toBe(true);
    expect(foldText("pаypal").changed).toBe(true);
    expect(foldText("“quoted” – so…\u00a0yes").changed).toBe(false);
  });

  it("finds back to the original, whatever became shorter or longer on the way", () => {
    const text = "x ﬁ\u200b\u200bne 𝐢𝐠 e\u0301 …end";
    const folded = foldText(text);
    for (const [word, original] of [
      ["fi", "ﬁ"],
      ["ne", "ne"],
      ["ig", "𝐢𝐠"],
      ["é", "e\u0301"],
      ["...", "…"],
      ["end", "end"],
    ] as const) {
      const at = folded.plain.indexOf(word);
      const span = folded.toOriginal(at, at + word.length);
      expect(text.slice(span.start, span.end)).toBe(original);
    }
  });

  it("keeps the lengths of both spellings equal and spans in order, for any text at all", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom(
        "a",
        " ",
        "İ",
        "\u0301",
        "\u200b",
        "ﬁ",
        "\ud800",
        "\udc00",
        "е",
        "\u{e0041}",
        "…",
        "각",
        "\u1112\u1161\u11ab",
        "👩\u200d👧",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        const folded = foldText(text);
        expect(folded.folded.length).toBe(folded.plain.length);
        let last = 0;
        for (let at = 0; at < folded.plain.length; at += 1) {
          const { start, end } = folded.toOriginal(at, at + 1);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves pure ASCII alone but for its case", () => {
    const folded = foldText("Some ASCII\u0000 Text");
    expect(folded.plain).toBe("Some ASCII\u0000 Text");
    expect(folded.folded).toBe("some ascii\u0000 text");
    expect(folded.toOriginal(3, 7)).toEqual({ start: 3, end: 7 });
  });

  it.each([
    ["one character", "é"],
    ["combining marks", "\u0301"],
    ["hidden characters", "\u200b"],
    ["lone surrogates", "\ud800"],
    ["look-alikes", "а "],
  ])("comes to an end with half a million of %s", (_, unit) => {
    const text = unit.repeat(500_000 / unit.length);
    expect(foldText(text).plain.length).toBeLessThanOrEqual(text.length);
  });

  it("has only look-alikes that stay one character, so that spans stay right", () => {
    for (const [twin, ascii] of TWINS) {
      expect(ascii).toBeLessThan(128);
      expect(String.fromCharCode(twin).normalize("NFKC")).toHaveLength(1);
    }
  });
});
