// Splits code of the languages we show into coloured pieces. Not a parser: what it does not know stays plain.

export type Language = "shell" | "ts" | "python" | "json" | "text";
export type Piece = { text: string; kind: "plain" | "comment" | "string" | "word" | "name" };

const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)*'|${"`"}(?:[^${"`"}\\]|\\.)*${"`"}`;
const RULES: Record<Exclude<Language, "text">, RegExp> = {
  shell: new RegExp(
    String.raw`(?<comment>(?<=^|\s)#[^\n]*)|(?<string>${STRING})|(?<word>(?<=^|[|(]\s*)(?:npm|curl|jq|export|git|cd|node)\b|(?<=\s)--?[A-Za-z][\w-]*)|(?<name>\$\{?\w+\}?|^[A-Z_]+(?==))`,
    "gm",
  ),
  ts: new RegExp(
    String.raw`(?<comment>\/\/[^\n]*)|(?<string>${STRING})|(?<word>\b(?:import|from|export|const|let|await|async|return|if|new|true|false|null|process)\b)|(?<name>\b\w+(?=\())`,
    "g",
  ),
  python:
    /(?<comment>#[^\n]*)|(?<string>[bf]?"(?:[^"\\\n]|\\.)*"|[bf]?'(?:[^'\\\n]|\\.)*')|(?<word>\b(?:import|from|def|with|as|return|if|else|for|in|not|None|True|False)\b)|(?<name>\b\w+(?=\())/g,
  json: /(?<name>"(?:[^"\\\n]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\\n]|\\.)*")|(?<word>\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?\b)/g,
};

/** The pieces of `code`, in order; joined they are `code` again. */
export function highlight(code: string, language: Language): Piece[] {
  if (language === "text") return [{ text: code, kind: "plain" }];
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of code.matchAll(RULES[language])) {
    if (match.index > end) pieces.push({ text: code.slice(end, match.index), kind: "plain" });
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    pieces.push({ text: match[0], kind: (kind ?? "plain") as Piece["kind"] });
    end = match.index + match[0].length;
  }
  if (end < code.length) pieces.push({ text: code.slice(end), kind: "plain" });
  return pieces;
}
