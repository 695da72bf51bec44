// inspect_content: looks for threats in a text, here and without a network.
// Must never log the text, nor repeat what it found to be a secret or personal.
import { z } from "zod";
import type { Inspection } from "../../../../server/shroud/inspect.ts";
import { DETECTORS, type Detector, type Finding } from "../../../../server/shroud/rule.ts";
import { answer, defineTool } from "../tool.ts";

const MOST_CHARACTERS = 1_000_000;
/** Longer ones give others a turn now and then. */
const LONG = 65_536;
const QUOTED = 80;
const SHOWN = 200;
/** What is found in these is not for a second place to stand. */
const PRIVATE: readonly Detector[] = ["pii", "secret", "known_value"];

const Threat = z.object({
  type: z.enum(DETECTORS),
  pattern: z.string(),
  severity: z.enum(["low", "medium", "high", "critical"]),
  match: z.string().optional(),
  explanation: z.string(),
});

export const inspectContent = defineTool({
  name: "inspect_content",
  title: "Inspect a text for threats",
  description:
    "Analyze text for prompt injection, command injection, social engineering, hidden encodings, Unicode tricks, network and exfiltration patterns, personal data and credentials. Use it on web pages, tool results, messages and other untrusted text before you act on it, and on text that you are about to send somewhere. It needs no vault, and the text is not kept. 'clean' means that nothing was recognised, not that the text is harmless.",
  input: z.strictObject({
    content: z
      .string()
      .min(1, "must not be empty")
      .max(MOST_CHARACTERS, "is longer than 1,000,000 characters: inspect it in parts")
      .describe("The text to inspect"),
    context: z
      .enum(["input", "output"])
      .default("output")
      .describe("input: text that goes to a tool or model; output: text that came from one (when left out)"),
  }),
  output: z.object({
    verdict: z.enum(["clean", "warning", "suspicious", "malicious"]),
    safe: z.boolean(),
    threat_count: z.number(),
    threats: z.array(Threat),
    unicode_normalized: z.boolean(),
    redacted_content: z.string().optional(),
    normalized_content: z.string().optional(),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run({ content, context }) {
    const { verdict, findings, left_out, redacted, normalized } = await inspection(content, context);
    const hidden = findings.filter(({ type }) => PRIVATE.includes(type));
    const report = {
      verdict,
      safe: findings.length === 0,
      threat_count: findings.length + left_out,
      threats: findings.slice(0, SHOWN).map((finding) => threat(finding, content, hidden)),
      unicode_normalized: normalized !== null,
      ...(redacted !== content && { redacted_content: redacted }),
      ...(normalized !== null && { normalized_content: normalized }),
    };
    return answer(JSON.stringify(report, null, 2), report);
  },
});

/** Rules are compiled when the engine is loaded, which whoever never inspects need not wait for. */
async function inspection(content: string, context: "input" | "output"): Promise<Inspection> {
  if (content.length > LONG) {
    const { inspectInTurns } = await import("../../../../server/shroud/stream.ts");
    return inspectInTurns(content, { context });
  }
  const { inspect } = await import("../../../../server/shroud/inspect.ts");
  return inspect(content, { context });
}

function threat(finding: Finding, content: string, hidden: readonly Finding[]) {
  const { type, pattern, severity, start, end, explanation } = finding;
  const isHidden = hidden.some((each) => each.start < end && start < each.end);
  const match = isHidden ? {} : { match: content.slice(start, end).slice(0, QUOTED).toWellFormed() };
  return { type, pattern, severity, ...match, explanation };
}
