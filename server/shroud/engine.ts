// Owns one look at one text: every detector that is switched on, and again whatever is encoded in it.
// Stateless beyond compiled rules; findings are positioned in the text as it was given.
import { type Decoded, findEncoded } from "./decode.ts";
import { RULES as COMMAND_RULES } from "./detectors/command-injection.ts";
import { RULES as FILE_RULES, findBlockedPaths } from "./detectors/filesystem.ts";
import { findNetwork } from "./detectors/network.ts";
import { findPii, RULES as PII_RULES } from "./detectors/pii.ts";
import { RULES as PROMPT_RULES, weighPromptInjection } from "./detectors/prompt-injection.ts";
import { RULES as SECRET_RULES } from "./detectors/secrets.ts";
import { RULES as SOCIAL_RULES, weighSocialEngineering } from "./detectors/social-engineering.ts";
import { findUnicode, spelledByTags } from "./detectors/unicode.ts";
import type { KnownValues } from "./known-values.ts";
import { DETECTORS, type Detector, type Finding, type Rule } from "./rule.ts";
import { compileRules, type RuleChoice, type RuleHit, type RuleSet } from "./rules.ts";
import { type FoldedText, foldText } from "./text.ts";

export type InspectOptions = {
  /** Whether the text goes to a model (what people and tools say) or comes from one. */
  context: "input" | "output";
  /** Which detectors look; all of them unless told otherwise. */
  detectors?: readonly Detector[];
  /** The caller's own secret values. */
  known?: KnownValues;
  /** Where not empty, every address outside these domains is reported. Subdomains are included. */
  allowed_domains?: readonly string[];
  blocked_domains?: readonly string[];
  /** Paths and globs: `*` within a segment, `**` over segments; a folder covers what is in it. */
  blocked_paths?: readonly string[];
};

/**
 * What one look found; `score` is the prompt injection's, also when nothing is reported. `matches` are the stretches
 * that findings were seen in, where those are longer than the finding: nobody may look at half of one.
 */
export type Examination = { findings: Finding[]; score: number; matches: { start: number; end: number }[] };

const RULES_OF: readonly (readonly [Detector, readonly Rule[]])[] = [
  ["secret", SECRET_RULES],
  ["pii", PII_RULES],
  ["command_injection", COMMAND_RULES],
  ["filesystem", FILE_RULES],
  ["prompt_injection", PROMPT_RULES],
  ["social_engineering", SOCIAL_RULES],
];

/** Base64 in hex in escapes: deeper nesting has no honest use and no reader. */
const MAX_DEPTH = 3;
const ENCODED = "Readable text is hidden in an encoding, where a reader or a filter would not look.";
const KNOWN = "One of your own secret values stands in the text.";

let everyRule: { set: RuleSet; detectorOf: ReadonlyMap<Rule, Detector> } | undefined;
const choices = new Map<string, RuleChoice>();

/** All rules in one automaton, compiled on first use: that takes as long as inspecting a megabyte. */
function allRules(): NonNullable<typeof everyRule> {
  everyRule ??= {
    set: compileRules(RULES_OF.flatMap(([, rules]) => rules)),
    detectorOf: new Map(
      RULES_OF.flatMap(([detector, rules]) => rules.map((rule) => [rule, detector] as const)),
    ),
  };
  return everyRule;
}

function choiceOf(detectors: ReadonlySet<Detector>): RuleChoice {
  const key = RULES_OF.map(([detector]) => (detectors.has(detector) ? "1" : "0")).join("");
  let choice = choices.get(key);
  if (choice === undefined) {
    const { set, detectorOf } = allRules();
    choice = set.choose((rule) => detectors.has(detectorOf.get(rule) as Detector));
    choices.set(key, choice);
  }
  return choice;
}

/** From which position on the rules of some detectors could find something else when more text follows. */
export function settledRules(text: FoldedText, detectors: ReadonlySet<Detector>, from: number): number {
  return allRules().set.settled(text, choiceOf(detectors), from);
}

/** The detectors that options switch on. */
export function detectorsIn(options: InspectOptions): ReadonlySet<Detector> {
  return new Set(options.detectors ?? DETECTORS);
}

/** Looks at `text` from the position `from` of `plain` on; `detectors` may be fewer than the options switch on. */
export function examine(
  text: FoldedText,
  options: InspectOptions,
  detectors: ReadonlySet<Detector>,
  from = 0,
): Examination {
  return new Look(options, detectors, 2 * text.plain.length + 8192).at(text, from, []);
}

class Look {
  readonly #options: InspectOptions;
  readonly #detectors: ReadonlySet<Detector>;
  /** Characters that may still be decoded: nesting must not multiply the work. */
  #budget: number;

  constructor(options: InspectOptions, detectors: ReadonlySet<Detector>, budget: number) {
    this.#options = options;
    this.#detectors = detectors;
    this.#budget = budget;
  }

  at(text: FoldedText, from: number, encodings: readonly string[]): Examination {
    const detectors = this.#detectors;
    const findings = this.#ruleFindings(text, from);
    let score = findings.score;
    const all = findings.findings;
    const add = (more: readonly Finding[]) => {
      for (const finding of more) all.push(finding);
    };
    if (detectors.has("known_value") && this.#options.known !== undefined)
      add(this.#known(this.#options.known, text, from));
    if (detectors.has("pii")) add(findPii(text));
    if (detectors.has("network")) add(findNetwork(text, this.#options));
    if (detectors.has("filesystem")) add(findBlockedPaths(text, this.#options.blocked_paths ?? []));
    if (detectors.has("unicode") && text.plain !== text.original) add(findUnicode(text.original));
    if (encodings.length < MAX_DEPTH) score = Math.max(score, this.#encoded(text, from, encodings, add));
    return { findings: all, score, matches: findings.matches };
  }

  #ruleFindings(text: FoldedText, from: number): Examination {
    const { set, detectorOf } = allRules();
    const findings: Finding[] = [];
    const matches: Examination["matches"] = [];
    const prompt: RuleHit[] = [];
    const social: RuleHit[] = [];
    for (const hit of set.run(text, choiceOf(this.#detectors), from)) {
      const type = detectorOf.get(hit.rule) as Detector;
      if (type === "prompt_injection") prompt.push(hit);
      else if (type === "social_engineering") social.push(hit);
      else findings.push(findingOf(type, hit, text));
      if (hit.match !== undefined) matches.push(text.toOriginal(hit.match.start, hit.match.end));
    }
    let score = 0;
    if (this.#detectors.has("prompt_injection")) {
      const weighed = weighPromptInjection(prompt, text);
      score = weighed.score;
      findings.push(...weighed.findings);
    }
    if (this.#detectors.has("social_engineering"))
      findings.push(...weighSocialEngineering(social, text).findings);
    return { findings, score, matches };
  }

  #known(known: KnownValues, text: FoldedText, from: number): Finding[] {
    const findings: Finding[] = [];
    for (const { label, start, end, encodings } of known.find(text.folded)) {
      if (start < from) continue;
      const finding: Finding = {
        type: "known_value",
        pattern: label,
        severity: "critical",
        ...text.toOriginal(start, end),
        explanation: KNOWN,
      };
      findings.push(encodings.length === 0 ? finding : { ...finding, encodings });
    }
    return findings;
  }

  /** Decodes what is encoded in the text and looks at that; returns the highest injection score in there. */
  #encoded(
    text: FoldedText,
    from: number,
    encodings: readonly string[],
    add: (more: Finding[]) => void,
  ): number {
    let score = 0;
    for (const decoded of findEncoded(text.plain, from)) {
      if (decoded.text.length > this.#budget) continue;
      this.#budget -= decoded.text.length;
      const { findings, score: inside } = this.at(foldText(decoded.text), 0, [
        ...encodings,
        decoded.encoding,
      ]);
      score = Math.max(score, inside);
      add(findings.flatMap((finding) => outside(finding, decoded, text)));
      if (this.#detectors.has("encoding") && readsLikeProse(decoded)) add([encodedText(decoded, text)]);
    }
    if (!this.#detectors.has("unicode")) return score;
    for (const spelled of spelledByTags(text.original)) {
      if (spelled.text.length > this.#budget) continue;
      this.#budget -= spelled.text.length;
      const { findings, score: inside } = this.at(foldText(spelled.text), 0, [...encodings, "unicode-tags"]);
      score = Math.max(score, inside);
      const span = { start: spelled.start, end: spelled.end };
      add(
        findings.map((finding) => ({
          ...finding,
          ...span,
          encodings: ["unicode-tags", ...(finding.encodings ?? [])],
        })),
      );
    }
    return score;
  }
}

function findingOf(type: Detector, { rule, start, end }: RuleHit, text: FoldedText): Finding {
  const { id, severity, explanation } = rule;
  return { type, pattern: id, severity, ...text.toOriginal(start, end), explanation };
}

/** A finding in decoded text, as one of the text around it; none where nothing of it was encoded. */
function outside(finding: Finding, decoded: Decoded, text: FoldedText): Finding[] {
  if (!decoded.touches(finding.start, finding.end)) return [];
  const source = decoded.source(finding.start, finding.end);
  const encodings = [decoded.encoding, ...(finding.encodings ?? [])];
  return [{ ...finding, ...text.toOriginal(source.start, source.end), encodings }];
}

function encodedText({ start, end, encoding }: Decoded, text: FoldedText): Finding {
  const span = text.toOriginal(start, end);
  return {
    type: "encoding",
    pattern: `${encoding}-text`,
    severity: "low",
    ...span,
    explanation: ENCODED,
    encodings: [encoding],
  };
}

/** Data and programs are encoded for good reasons; sentences are not. */
function readsLikeProse({ text, encoding }: Decoded): boolean {
  if (encoding === "escape" || text.length < 24) return false;
  return /^[^<{[]{0,200}\p{L}{2,} \p{L}{1,20} \p{L}{2,20} \p{L}{2,}/u.test(text);
}
