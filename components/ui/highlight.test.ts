import { expect, it } from "vitest";
import { highlight, type Language } from "./highlight.ts";

const SAMPLES: [Language, string][] = [
  ["shell", `TOKEN=$(curl -s "$BASE/v1/auth/token" -d '{"a":1}' | jq -r .access_token) # it's here`],
  ["ts", 'const client = createClient({ baseUrl: "http://x" }); // done'],
  ["python", 'token = call(f"/a/{b}", None)["c"]  # it is here'],
  ["json", '{ "a": [1, true, null, "b: \\"c\\""] }'],
  ["text", "anything <at> all"],
];

it.each(SAMPLES)("what is coloured as %s is still the same code, letter by letter", (language, code) => {
  expect(
    highlight(code, language)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(code);
});

it("names, texts and words of JSON are told apart", () => {
  const kinds = highlight('{"a": "b", "c": 1}', "json").filter((piece) => piece.kind !== "plain");
  expect(kinds.map((piece) => [piece.text, piece.kind])).toEqual([
    ['"a"', "name"],
    ['"b"', "string"],
    ['"c"', "name"],
    ["1", "word"],
  ]);
});
