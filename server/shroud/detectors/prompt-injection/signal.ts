// A signal: a rule that is evidence, not yet a verdict. Its weight is what it would be worth were it alone.
// Never a list of attack texts: a signal describes a way of speaking that attacks share, whatever they are after.

import type { Rule, Severity } from "../../rule.ts";

export type Signal = Rule & {
  /** 0 to 1: the probability that a text with this signal and no other is an attack. 0 is context that only discounts. */
  weight: number;
};

/** From here on evidence is reported, and how strongly. */
const STEPS: readonly (readonly [number, Severity])[] = [
  [0.9, "critical"],
  [0.7, "high"],
  [0.5, "medium"],
];

/** The severity that a score deserves, `null` below the threshold of reporting. */
export function severityOf(score: number): Severity | null {
  for (const [from, severity] of STEPS) if (score >= from) return severity;
  return null;
}

/** No pattern here spans more than two clauses; small windows keep the engine fast. */
const REACH = 140;

/** A signal with the severity that follows from its weight. */
export function signal(parts: Omit<Signal, "severity">): Signal {
  return { reach: REACH, ...parts, severity: severityOf(parts.weight) ?? "low" };
}

/** Whether the characters right before a match, within its sentence, satisfy `pattern`. */
export function precededBy(match: RegExpExecArray, pattern: RegExp): boolean {
  return pattern.test(match.input.slice(Math.max(0, match.index - 40), match.index));
}

/** Whether the next characters behind a match satisfy `pattern`: cheaper than a second gap in the pattern itself. */
export function followedBy(match: RegExpExecArray, pattern: RegExp, characters: number): boolean {
  const end = match.index + match[0].length;
  return pattern.test(match.input.slice(end, end + characters));
}
