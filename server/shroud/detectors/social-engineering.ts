// Social engineering: text that works on a person or an agent by pressure, borrowed authority, secrecy or a lure, to get a
// secret, money or a forbidden step. One lever is ordinary business language; several together, or a plain demand, are not.

import type { Finding } from "../rule.ts";
import type { RuleHit } from "../rules.ts";
import type { FoldedText } from "../text.ts";
import type { Signal } from "./prompt-injection/signal.ts";
import { searcher, type Weighed, weigher } from "./prompt-injection/weigh.ts";
import { DEMANDS } from "./social-engineering/demands.ts";
import { LEVERS } from "./social-engineering/levers.ts";

/** Every signal; their hits are evidence for `weighSocialEngineering` and no findings of their own. */
export const RULES: readonly Signal[] = [...DEMANDS, ...LEVERS];

const weigh = weigher("social_engineering", RULES);
const search = searcher(RULES);

/** What the hits of `RULES` in a text amount to. */
export function weighSocialEngineering(hits: readonly RuleHit[], text: FoldedText): Weighed {
  return weigh(hits, text);
}

/** The passages of a text that press, lure or deceive their reader into handing something over. */
export function findSocialEngineering(text: FoldedText): Finding[] {
  return weighSocialEngineering(search(text), text).findings;
}
