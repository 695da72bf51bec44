// Owns the answer about a text: what was found, how bad it is, and the text without what must not be seen.
// Pure: no network, no file, no clock; the same text always gets the same answer.
import { detectorsIn, examine, type InspectOptions } from "./engine.ts";
import { redact } from "./redaction.ts";
import type { Finding, Severity } from "./rule.ts";
import { foldText } from "./text.ts";

export type { InspectOptions } from "./engine.ts";

export type Verdict = "clean" | "warning" | "suspicious" | "malicious";

export type Inspection = {
  /** By the highest severity: critical is malicious, high suspicious, anything else a warning. */
  verdict: Verdict;
  /** In the order of the text; the most severe ones where there are more than `MAX_FINDINGS`. */
  findings: Finding[];
  /** How many more there were. */
  left_out: number;
  /** The text with `[REDACTED:type:pattern]` for every secret, known value and personal detail. */
  redacted: string;
  /** The text without hidden and look-alike characters; null where there were none. */
  normalized: string | null;
  /** 0 to 1: how much the text speaks like a prompt injection. */
  injection_score: number;
};

/** More findings say nothing more to anybody; redaction goes on beyond them. */
export const MAX_FINDINGS = 1000;
const RANK: Record<Severity, number> = { critical: 3, high: 2, medium: 1, low: 0 };

/**
 * Inspects a text in one go, in time linear in its length. About 50 ms per megabyte: use `inspectInTurns` where
 * longer texts must not keep others waiting.
 */
export function inspect(text: string, options: InspectOptions): Inspection {
  const folded = foldText(text);
  const { findings, score } = examine(folded, options, detectorsIn(options));
  return {
    ...summary(findings),
    redacted: redact(text, findings),
    normalized: folded.changed ? folded.plain : null,
    injection_score: score,
  };
}

/** Verdict and findings as they are reported; of several secrets in one place the one that says most. */
export function summary(found: readonly Finding[]): Pick<Inspection, "verdict" | "findings" | "left_out"> {
  const findings = withoutRepeats(found);
  const worst = findings.reduce((rank, { severity }) => Math.max(rank, RANK[severity]), -1);
  const verdict = (["clean", "warning", "warning", "suspicious", "malicious"] as const)[worst + 1] ?? "clean";
  if (findings.length <= MAX_FINDINGS) return { verdict, findings, left_out: 0 };
  const kept = [...findings].sort((a, b) => RANK[b.severity] - RANK[a.severity]).slice(0, MAX_FINDINGS);
  return { verdict, findings: kept.sort(byPosition), left_out: findings.length - MAX_FINDINGS };
}

/** Findings in the order of the text, without those that a finding of the same kind around them makes pointless. */
function withoutRepeats(found: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  const around = new Map<string, Finding>();
  for (const finding of [...found].sort(byPosition)) {
    const kind =
      finding.type === "secret" || finding.type === "known_value"
        ? "secret"
        : `${finding.type} ${finding.pattern}`;
    const outer = around.get(kind);
    if (outer !== undefined && finding.end <= outer.end && RANK[finding.severity] <= RANK[outer.severity])
      continue;
    kept.push(finding);
    if (outer === undefined || finding.end >= outer.end) around.set(kind, finding);
  }
  return kept;
}

function byPosition(a: Finding, b: Finding): number {
  return a.start - b.start || b.end - a.end || RANK[b.severity] - RANK[a.severity];
}
