// The words of the inspection engine: what a detector looks for, and what it says when it has found it.
// Pure: the MCP server carries this folder along and runs it without a network.

/** What was looked for; one kind is one switch in an agent's `shroud_config`. */
export const DETECTORS = [
  "unicode",
  "command_injection",
  "prompt_injection",
  "social_engineering",
  "encoding",
  "network",
  "filesystem",
  "pii",
  "secret",
  "known_value",
] as const;
export type Detector = (typeof DETECTORS)[number];

export type Severity = "low" | "medium" | "high" | "critical";

export type Finding = {
  type: Detector;
  /**
   * The rule that matched, kebab-case, unique in its detector: "aws-access-key-id"; of a known value the label its owner
   * gave it. Never what was matched.
   */
  pattern: string;
  severity: Severity;
  /** Half open, in UTF-16 units of the text as it was given. */
  start: number;
  end: number;
  /** One sentence for people: what was recognised and why it matters. Never quotes the text. */
  explanation: string;
  /** 0 to 1, where a detector weighs its evidence. */
  score?: number;
  /** How the text was hidden, outermost first: ["base64", "hex"]. The span then covers the encoded text. */
  encodings?: readonly string[];
};

/** One thing that can be recognised by looking around a word that must be there. */
export type Rule = {
  id: string;
  severity: Severity;
  explanation: string;
  /** Lower case, at least 3 characters; the pattern is tried only around one of these. */
  keywords: readonly string[];
  /**
   * Flags: "" or "i" (and "u"/"v"). Matched against a window of the normalized text around the keyword. Linear by
   * construction: bounded repeats, no repeat inside a repeat, no two neighbours that match the same character.
   */
  pattern: RegExp;
  /** Characters before and after the keyword that can belong to a match, 256 unless told otherwise. */
  reach?: number;
  /**
   * Characters of a match that can stand before the keyword, where that is less than `reach` and cannot be read off the
   * pattern, because the keyword is context and not part of the match. A stream holds back so much less.
   */
  before?: number;
  /** Where the keyword is context: so many characters behind it a match may begin; `reach` unless told otherwise. */
  within?: number;
  /** The part of the match that is the finding: a named group's name; the whole match without it. */
  group?: string;
  /** A checksum, an entropy bound, a list of known examples: false where the match is not one after all. */
  accepts?(match: RegExpExecArray): boolean;
};
