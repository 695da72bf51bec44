// Evidence to verdict: hits of signals in a text become a score per passage, and findings where the score is high enough.
// Independent pieces of evidence: score = 1 - Π(1 - weight), so any number of signals stays below certainty.

import type { Detector, Finding, Rule } from "../../rule.ts";
import { compileRules, type RuleHit, type RuleSet } from "../../rules.ts";
import type { FoldedText } from "../../text.ts";
import { keptWeight } from "./discussion.ts";
import { type Signal, severityOf } from "./signal.ts";

export type Weighed = {
  /** The score of the worst passage, 0 to 1; also when nothing is reported. */
  score: number;
  findings: Finding[];
};

/** Hits farther apart belong to different passages: a long document must not add up to an attack. */
const PASSAGE_GAP = 600;
/** And a passage is no longer than this, however dense its hits are. */
const PASSAGE_LENGTH = 4000;
/** So near must a text about attacks be to discount what it may be quoting. */
const DISCUSSION_NEAR = 2000;

type Evidence = { signal: Signal; start: number; end: number; weight: number };

/** Weighs hits of these signals: the score of a text, and a finding for each passage that reaches the threshold. */
export function weigher(
  type: Detector,
  signals: readonly Signal[],
): (hits: readonly RuleHit[], text: FoldedText) => Weighed {
  const known: ReadonlyMap<Rule, Signal> = new Map(signals.map((one) => [one, one]));
  return (hits, text) => weigh(type, known, hits, text);
}

function weigh(
  type: Detector,
  known: ReadonlyMap<Rule, Signal>,
  hits: readonly RuleHit[],
  text: FoldedText,
): Weighed {
  const sorted = hits.filter((hit) => known.has(hit.rule)).sort((a, b) => a.start - b.start);
  const discussions = sorted.filter((hit) => known.get(hit.rule)?.weight === 0).map(({ start }) => start);
  let score = 0;
  const findings: Finding[] = [];
  for (const passage of passages(sorted)) {
    const evidence = heaviest(passage, known, text, isNear(discussions, passage));
    const passageScore = 1 - evidence.reduce((left, one) => left * (1 - one.weight), 1);
    score = Math.max(score, passageScore);
    const severity = severityOf(passageScore);
    const main = evidence[0];
    if (severity === null || main === undefined) continue;
    findings.push({
      type,
      pattern: main.signal.id,
      severity,
      ...text.toOriginal(
        Math.min(...evidence.map((one) => one.start)),
        Math.max(...evidence.map((one) => one.end)),
      ),
      explanation: main.signal.explanation,
      score: Math.round(passageScore * 1000) / 1000,
    });
  }
  return { score: Math.round(score * 1000) / 1000, findings };
}

/** Runs signals over a text for callers that bring no hits; compiled when first needed, because the engine brings its own. */
export function searcher(signals: readonly Signal[]): (text: FoldedText) => RuleHit[] {
  let compiled: RuleSet | undefined;
  return (text) => {
    compiled ??= compileRules(signals);
    return compiled.run(text);
  };
}

function passages(sorted: readonly RuleHit[]): RuleHit[][] {
  const all: RuleHit[][] = [];
  let begun = Number.NEGATIVE_INFINITY;
  let reached = Number.NEGATIVE_INFINITY;
  for (const hit of sorted) {
    if (hit.start - reached > PASSAGE_GAP || hit.start - begun > PASSAGE_LENGTH) {
      all.push([]);
      begun = hit.start;
    }
    all.at(-1)?.push(hit);
    reached = Math.max(reached, hit.end);
  }
  return all;
}

/** Whether one of the rising positions lies in or near a passage. */
function isNear(positions: readonly number[], passage: readonly RuleHit[]): boolean {
  const from = (passage[0]?.start ?? 0) - DISCUSSION_NEAR;
  const to = (passage.at(-1)?.end ?? 0) + DISCUSSION_NEAR;
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return (positions[low] ?? Number.POSITIVE_INFINITY) <= to;
}

/** For each signal its weightiest hit, heaviest first. */
function heaviest(
  passage: readonly RuleHit[],
  known: ReadonlyMap<Rule, Signal>,
  text: FoldedText,
  discussed: boolean,
): Evidence[] {
  const best = new Map<string, Evidence>();
  for (const hit of passage) {
    const signal = known.get(hit.rule);
    if (signal === undefined || signal.weight === 0) continue;
    const earlier = best.get(signal.id);
    if (earlier !== undefined && earlier.weight >= signal.weight) continue;
    const weight = signal.weight * keptWeight(text.plain, hit.start, discussed);
    if (earlier === undefined || weight > earlier.weight) {
      best.set(signal.id, { signal, start: hit.start, end: hit.end, weight });
    }
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight);
}
