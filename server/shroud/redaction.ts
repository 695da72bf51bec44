// Owns what a redacted text looks like: which findings disappear, and what stands in their place.
// Must never let out a character of a finding, however findings overlap.
import type { Finding } from "./rule.ts";

export type Span = { start: number; end: number; label: string };

/** Whether a finding's text must not be seen. An identifier that only looks like a secret (low) is needed to work. */
function isRedacted({ type, severity }: Finding): boolean {
  return type === "known_value" || type === "pii" || (type === "secret" && severity !== "low");
}

/** The spans that disappear, in rising order; findings that overlap are one span, named by the first of the surest kind. */
export function redactedSpans(findings: readonly Finding[]): Span[] {
  const hidden = findings
    .filter(isRedacted)
    .sort((a, b) => a.start - b.start || b.end - a.end || order(a) - order(b));
  const spans: (Span & { rank: number })[] = [];
  for (const finding of hidden) {
    const last = spans.at(-1);
    const rank = order(finding);
    const label = `[REDACTED:${finding.type}:${finding.pattern}]`;
    if (last === undefined || finding.start >= last.end) {
      spans.push({ start: finding.start, end: finding.end, label, rank });
      continue;
    }
    last.end = Math.max(last.end, finding.end);
    if (rank < last.rank) Object.assign(last, { label, rank });
  }
  return spans;
}

/** The text with a label in place of every span that must not be seen. */
export function redact(text: string, findings: readonly Finding[]): string {
  return replaceSpans(text, redactedSpans(findings), 0, text.length);
}

/** `text` from `start` to `end` with labels for spans; a span that begins in there is replaced where it begins. */
export function replaceSpans(text: string, spans: readonly Span[], start: number, end: number): string {
  let out = "";
  let at = start;
  for (const span of spans) {
    if (span.end <= start || span.start >= end) continue;
    out += text.slice(at, Math.max(at, span.start)) + span.label;
    at = Math.max(at, span.end);
  }
  return out + text.slice(at, Math.max(at, end));
}

function order({ type, severity }: Finding): number {
  if (type === "known_value") return 0;
  if (type === "pii") return 5;
  return severity === "critical" ? 1 : severity === "high" ? 2 : 3;
}
