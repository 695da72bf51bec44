// What the parts about IP rules share.
import type { ApiSchemas } from "#sdk";

export type IpRule = ApiSchemas["IpRuleResponse"];

/** Under this key the page keeps everything that a change of the rules makes old. */
export const IP_RULES = ["security", "ip-rules"];

export const APPLIES_WORDS: Record<IpRule["applies_to"], string> = {
  all: "People and agents",
  users: "People",
  agents: "Agents",
};
