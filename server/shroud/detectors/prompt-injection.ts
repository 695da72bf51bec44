// Prompt injection: text that takes the model away from the task its user gave. Evidence is weighed, never one word alone.
// Stateless: it judges how a text speaks, and cannot know that a plain request inside data was not the user's.

import type { Finding } from "../rule.ts";
import type { RuleHit } from "../rules.ts";
import type { FoldedText } from "../text.ts";
import { DELIMITERS } from "./prompt-injection/delimiters.ts";
import { DISCUSSION } from "./prompt-injection/discussion.ts";
import { DISGUISE, SPELLING } from "./prompt-injection/disguise.ts";
import { undisguised } from "./prompt-injection/disguised-text.ts";
import { EXFILTRATION } from "./prompt-injection/exfiltration.ts";
import { EXTRACTION } from "./prompt-injection/extraction.ts";
import { FRAMING } from "./prompt-injection/framing.ts";
import { HIJACK } from "./prompt-injection/hijack.ts";
import { JAILBREAK } from "./prompt-injection/jailbreak.ts";
import { OVERRIDE } from "./prompt-injection/override.ts";
import { OVERRIDE_LANGUAGES } from "./prompt-injection/override-languages.ts";
import { PERSONA } from "./prompt-injection/persona.ts";
import type { Signal } from "./prompt-injection/signal.ts";
import { searcher, type Weighed, weigher } from "./prompt-injection/weigh.ts";

/** Every signal; their hits are evidence for `weighPromptInjection` and no findings of their own. */
export const RULES: readonly Signal[] = [
  ...OVERRIDE,
  ...OVERRIDE_LANGUAGES,
  ...PERSONA,
  ...JAILBREAK,
  ...FRAMING,
  ...DELIMITERS,
  ...HIJACK,
  ...EXTRACTION,
  ...EXFILTRATION,
  ...DISGUISE,
  ...DISCUSSION,
];

const weigh = weigher("prompt_injection", RULES);
const search = searcher(RULES);

/** What the hits of `RULES` in a text amount to; a text in disguised spelling is read a second time without it. */
export function weighPromptInjection(hits: readonly RuleHit[], text: FoldedText): Weighed {
  const weighed = weigh(hits, text);
  if (!hits.some((hit) => SPELLING.includes(hit.rule.id))) return weighed;
  const plainly = undisguised(text);
  const second = weigh(search(plainly), plainly);
  return second.score > weighed.score ? second : weighed;
}

/** The passages of a text that try to take the model away from its task, positioned in the original. */
export function findPromptInjection(text: FoldedText): Finding[] {
  return weighPromptInjection(search(text), text).findings;
}
