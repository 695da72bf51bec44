// Context that is no evidence: text that talks about attacks. It weakens evidence that is quoted or described, never erases it.

import { type Signal, signal } from "./signal.ts";

/** The vocabulary of people who write about these attacks. */
export const DISCUSSION: readonly Signal[] = [
  signal({
    id: "talks-about-attacks",
    weight: 0,
    explanation: "Talks about attacks on language models.",
    keywords: [
      "injection",
      "jailbreak",
      "red team",
      "red-team",
      "redteam",
      "adversarial",
      "attacker",
      "guardrail",
      "malicious ",
      "classifier",
      "vulnerabilit",
      "attack detect",
      "attack scanner",
      "attack classif",
      "attack bench",
      "attack dataset",
      "attack probe",
      "security research",
      "security team",
      "security blog",
    ],
    pattern:
      /\b(?:(?:prompt|indirect|latent|direct) ?-?injections?|jailbreak(?:s|ing)? (?:attempts?|attacks?|prompts?|detection|techniques?|datasets?)|red-? ?team(?:ing|ers?)?|adversarial (?:prompts?|inputs?|examples?|attacks?)|attackers? (?:can|could|may|might|will|would|who|tr)|guardrails?|malicious (?:prompts?|instructions?|inputs?|content|actors?)|(?:injection|jailbreak|attack) (?:detect\w{1,4}|scanner|classifier|benchmark|dataset|probe)|vulnerabilit(?:y|ies)|classifiers?|security (?:blog|research|team))\b/i,
  }),
];

/** Right before a quotation or description: “such as”, “for example”, “attempts to”, “how to”. */
const INTRODUCED =
  /(?:such as|e\.g\.|for (?:example|instance)|(?<!would )like|called|known as|phrases?|examples?(?: of)?|contain(?:s|ing)|includ(?:e|es|ing)|attempts? to|tr(?:y|ies|ying) to|tricks?|that (?:say|says|asks?|tells?|instructs?)|instructs?|tell(?:s|ing)?|ask(?:s|ing)?|caus(?:e|es|ing)|mak(?:e|es|ing)|get(?:s|ting)?|convinc(?:e|es|ing)|how (?:to|does|do|can)|when|whether|should i|can i|how do (?:i|you|we)|does|could|may|might|can|will|would|what happens if|whenever|aims? to|designed to|models? to|llms? to|system to|agent to)(?: (?:the|a|an|it|them|your|models?|llms?|agents?|system|assistant|user|ai|text|following|data|to|is|be|being|this|that|explicitly|simply)){0,3}\s?[:,]?\s?[("'`*[]{0,3}$/i;

const QUOTED = /["'`]$/;
const CHARACTERS_BEFORE = 120;

/** How much of its weight a hit keeps, given the text right before it and whether the passage talks about attacks. */
export function keptWeight(plain: string, start: number, discussed: boolean): number {
  const before = plain.slice(Math.max(0, start - CHARACTERS_BEFORE), start);
  if (discussed) {
    if (INTRODUCED.test(before) || QUOTED.test(before.trimEnd()) || opensQuotation(before)) return 0.3;
    return 0.65;
  }
  return INTRODUCED.test(before) && !QUOTED.test(before.trimEnd()) ? 0.5 : 1;
}

/** Whether a quotation has begun and not ended: an odd number of double quotes or backticks. */
function opensQuotation(before: string): boolean {
  let double = 0;
  let back = 0;
  for (const char of before) {
    if (char === '"') double += 1;
    else if (char === "`") back += 1;
  }
  return double % 2 === 1 || back % 2 === 1;
}
