// Why somebody may or may not, for a terminal: in the dashboard's words, with the policy that would do as words to type.
import type { Directory } from "../../../components/policies/directory.ts";
import { vaultName } from "../../../components/policies/directory.ts";
import { permissionWords, policyText } from "../../../components/policies/policy-words.ts";
import {
  byTelling,
  type Check,
  ceilingCheck,
  conditionCheck,
  conditionsOfRule,
  type Explanation,
  reasonWords,
  smallestWords,
} from "../../../components/policies/why-words.ts";
import { quoted } from "./config.ts";
import type { Principal, Vault } from "./lookups.ts";
import { oneLine, paint, print } from "./terminal.ts";

export type Asked = {
  principal: Principal;
  vault: Pick<Vault, "id" | "name">;
  path: string;
  permission: string;
};

/** Prints the verdict, its reason, every limit and rule, and what would allow it. */
export function printExplanation(explanation: Explanation, asked: Asked, directory: Directory): void {
  const { principal, vault, path } = asked;
  const verdict = explanation.allowed ? paint.green("✓ Allowed") : paint.red("✗ Denied");
  print(
    `${verdict}: ${oneLine(`${principal.name} · ${permissionWords([asked.permission])} ${path} in ${vault.name}`)}`,
  );
  print(oneLine(reasonWords(explanation, principal.name, asked.permission)));
  const ceilings = explanation.ceilings.filter(({ limit, passed }) => limit !== undefined || !passed);
  if (ceilings.length > 0) print("\nLimits of its own");
  for (const ceiling of ceilings) printCheck(ceilingCheck(ceiling, (id) => vaultName(directory, id)));
  if (explanation.rules.length > 0) print("\nPolicies");
  for (const rule of byTelling(explanation.rules)) {
    const mark =
      rule.outcome === "allows"
        ? paint.green("✓")
        : rule.outcome === "denies"
          ? paint.red("✗")
          : paint.dim("·");
    const spoken = { ...rule, conditions: conditionsOfRule(rule) };
    print(
      `${mark} ${oneLine(policyText(spoken, { principal: principal.name, vault: vault.name }, clock()))}`,
    );
    print(`  ${oneLine(rule.why)} ${paint.dim(`policy ${rule.policy_id}`)}`);
    if (rule.outcome !== "does_not_apply")
      for (const condition of rule.conditions) printCheck(conditionCheck(condition));
  }
  if (explanation.suggestion) printSuggestion(explanation.suggestion, asked);
  for (const note of explanation.notes) print(`\n${paint.dim(oneLine(note))}`);
}

function printCheck({ label, asks, brings, passed }: Check): void {
  const mark = passed ? paint.green("✓") : paint.red("✗");
  print(`  ${mark} ${oneLine(`${label}: ${asks}${brings ? `. ${brings}` : ""}.`)}`);
}

function printSuggestion(
  suggestion: NonNullable<Explanation["suggestion"]>,
  { principal, vault }: Asked,
): void {
  const { secret_path_pattern, permissions, conditions } = suggestion;
  const words = [
    "1claw policy grant",
    quoted(secret_path_pattern),
    `--${principal.principal_type} ${quoted(principal.name)}`,
    `--can ${permissions.join(",")}`,
    ...(conditions ? [`--ip ${conditions.ip_allowlist.map(quoted).join(" ")}`] : []),
    `--vault ${quoted(vault.name)}`,
  ];
  print(`\nTo allow it (${smallestWords(suggestion).replace(/\.$/, "")}):`);
  print(`  ${oneLine(words.join(" "))}`);
}

/** The reader's own clock, for dates in sentences. */
export function clock() {
  return { now: Date.now(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
