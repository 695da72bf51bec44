// A decision in words: the verdict, its reason, and what each limit asks for against what the request brings. Pure.
import type { ApiSchemas } from "#sdk";
import { addressWords, counted, DAY_NAMES, DAYS, list, windowOf, windowWords } from "./policy-words.ts";

export type Explanation = ApiSchemas["PolicyExplanation"];
export type Rule = Explanation["rules"][number];
export type Ceiling = Explanation["ceilings"][number];
export type JudgedCondition = Rule["conditions"][number];

/** One thing that was looked at: what is asked for, what the request brings, and whether that is enough. */
export type Check = { label: string; asks: string; brings: string | null; passed: boolean };

/** Why it is allowed or denied, in one sentence. */
export function reasonWords(explanation: Explanation, who: string, permission: string): string {
  const { allowed, by, reason, rules } = explanation;
  if (allowed)
    return by === "owner"
      ? `${who} made this vault, which needs no policy.`
      : "A policy gives it, and every one of its conditions is met.";
  switch (reason) {
    case "vault_not_bound":
      return `${who} is bound to other vaults. No policy can change that.`;
    case "scopes_do_not_cover":
      return `The limits of ${who} do not cover it. No policy can change that.`;
    case "condition_failed":
      return `A policy gives it, but ${failedWords(rules)}.`;
    case "expired":
      return "The policy that gave it has ended.";
    default:
      return rules.length === 0
        ? `There is no policy for ${who} in this vault.`
        : `${who} has ${counted(rules.length, "policy", "policies")} here, and none gives ${permission} on this path.`;
  }
}

/** "not from this address and not at this time" */
function failedWords(rules: readonly Rule[]): string {
  const failed = rules
    .filter(({ outcome }) => outcome === "denies")
    .flatMap(({ conditions }) => conditions.filter(({ passed }) => !passed));
  const words: Record<string, string> = {
    ip_allowlist: "not from this address",
    time_window: "not at this time",
  };
  const said = new Set(
    failed.map(({ condition }) => words[condition] ?? "under a condition that is never met"),
  );
  return list([...said], "and");
}

/** Rules in the order in which one wants to read them: what allows, what nearly does, what comes close, the rest. */
export function byTelling(rules: readonly Rule[]): Rule[] {
  const rank = ({ outcome, matches_path, covers_permission }: Rule) => {
    if (outcome === "allows") return 0;
    if (outcome === "denies") return 1;
    return matches_path ? 2 : covers_permission ? 3 : 4;
  };
  return [...rules].sort((a, b) => rank(a) - rank(b));
}

/** What one condition asks for and what the request brings. */
export function conditionCheck({ condition, limit, actual, passed }: JudgedCondition): Check {
  if (condition === "ip_allowlist")
    return {
      label: "Address",
      asks: Array.isArray(limit) ? capital(addressWords(limit.map(String))) : "A list that cannot be read",
      brings: actual ? `The request comes from ${actual}` : "No address was given",
      passed,
    };
  const window = condition === "time_window" ? windowOf({ time_window: limit }) : null;
  if (window) {
    const there = localTimeOf(actual);
    const brings = there ? `It is ${DAY_NAMES[there.day]} ${there.time} there` : "The time cannot be told";
    return { label: "Time", asks: capital(windowWords(window)), brings, passed };
  }
  return { label: condition, asks: "A condition that is never met", brings: null, passed };
}

/** The wall clock of the window's place, from "mon 14:05 Europe/Berlin". */
export function localTimeOf(
  actual: string | undefined,
): { day: (typeof DAYS)[number]; time: string; minute: number } | null {
  const [, word, hours, minutes] = /^([a-z]{3}) (\d{2}):(\d{2}) /u.exec(actual ?? "") ?? [];
  const day = DAYS.find((each) => each === word);
  if (!day || !hours || !minutes) return null;
  return { day, time: `${Number(hours)}:${minutes}`, minute: Number(hours) * 60 + Number(minutes) };
}

/** What a principal's own limits say to the request; `vaultNames` names the vaults it is bound to. */
export function ceilingCheck({ kind, limit, passed }: Ceiling, vaultNames: (id: string) => string): Check {
  if (kind === "vault_binding")
    return {
      label: "Vaults",
      asks: limit
        ? `Bound to ${list(limit.map(vaultNames), "and") || "no vault at all"}`
        : "Not bound to certain vaults",
      brings: passed ? null : "This vault is another one",
      passed,
    };
  if (kind === "path_scopes")
    return {
      label: "Paths",
      asks: limit ? `Scopes: ${list([...limit], "and") || "none"}` : "No scopes",
      brings: limit && !passed ? "None of them covers this path" : null,
      passed,
    };
  return {
    label: "Permissions",
    asks: limit ? `Only ${list([...limit], "and")}` : "Not limited to some",
    brings: passed ? null : "The one asked for is not among them",
    passed,
  };
}

/** What the smallest policy would allow, and why nothing smaller can. */
export function smallestWords(suggestion: NonNullable<Explanation["suggestion"]>): string {
  const parts = ["one path", "one permission"];
  if (suggestion.conditions?.ip_allowlist) parts.push("one address");
  return `${capital(list(parts, "and"))}: nothing smaller allows it.`;
}

/** The stored conditions of a judged rule, for its sentence. */
export function conditionsOfRule({ conditions }: Rule): Record<string, unknown> {
  return Object.fromEntries(conditions.map(({ condition, limit }) => [condition, limit]));
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
