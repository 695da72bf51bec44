// `1claw help`, and the manual, both from the tree of commands itself.
import type { Argument, Command, Option } from "commander";
import { usage } from "../errors.ts";
import { EXIT_MEANINGS } from "../exit-codes.ts";
import { isHidden } from "../hidden.ts";
import type { Trees } from "../program.ts";
import type { Globals } from "../settings.ts";
import { paint, print, printJson } from "../terminal.ts";

const VARIABLES: readonly (readonly [name: string, meaning: string])[] = [
  ["ONECLAW_BASE_URL", "the server; also ONECLAW_API_URL"],
  ["ONECLAW_TOKEN", "an access token to act with"],
  ["ONECLAW_API_KEY", "a personal API key (1ck_…) or an agent's (ocv_…)"],
  ["ONECLAW_AGENT_API_KEY", "an agent's key (ocv_…)"],
  ["ONECLAW_AGENT_TOKEN", "an agent's access token"],
  ["ONECLAW_AGENT_ID", "the agent of the key; not needed"],
  ["ONECLAW_VAULT_ID", "the vault, by name or id"],
  ["ONECLAW_PROFILE", "the profile of the configuration"],
  [
    "ONECLAW_CONFIG_DIR",
    "the folder of the configuration; otherwise 1claw in $XDG_CONFIG_HOME, or ~/.config/1claw",
  ],
  ["ONECLAW_CMEK_KEY_FILE", "the key of a vault whose values are encrypted here"],
  ["ONECLAW_LOCAL_ONLY", "true: `1claw mcp` serves inspect_content alone, without a server"],
  ["NODE_EXTRA_CA_CERTS", "certificates of your own authority, for a server that uses one"],
  ["NO_COLOR", "no colours"],
];

export function register(program: Command, { whole }: Trees): void {
  program
    .command("help")
    .description("Show help on a command, on exit-codes or on environment")
    .argument("[words...]", "a command, or exit-codes, or environment")
    .action((words: string[], _: unknown, command: Command) => help(words, whole, command.optsWithGlobals()));
  program
    .command("manual", { hidden: true })
    .description("Print the manual in Markdown")
    .action(async () => print(manual(await whole())));
}

async function help(words: readonly string[], whole: Trees["whole"], globals: Globals): Promise<void> {
  if (words[0] === "exit-codes") return table(EXIT_MEANINGS, globals);
  if (words[0] === "environment") return table(VARIABLES, globals);
  let command = await whole();
  for (const word of words) {
    const next = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
    if (!next) throw usage(`There is no command ${words.join(" ")}.`, "1claw help lists them all.");
    command = next;
  }
  command.outputHelp();
}

function table(rows: readonly (readonly [string, string])[], { json }: Globals): void {
  if (json) {
    printJson(Object.fromEntries(rows));
    return;
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, meaning] of rows) print(`${paint.bold(name.padEnd(width))}  ${meaning}`);
}

/** Every command with its words and flags, the variables and the exit codes, in Markdown. */
function manual(program: Command): string {
  const rows = (list: readonly (readonly [string, string])[]) =>
    list.map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
  return [
    "### Flags of every command",
    "",
    ...program.options.map((option) => line(option)),
    "",
    ...program.commands.filter((command) => !isHidden(command)).flatMap((command) => section(command)),
    "### Environment",
    "",
    "| variable | meaning |",
    "| --- | --- |",
    ...rows(VARIABLES),
    "",
    "### Exit codes",
    "",
    "| code | meaning |",
    "| --- | --- |",
    ...rows(EXIT_MEANINGS),
  ].join("\n");
}

function section(command: Command): string[] {
  const leaves = command.commands.length > 0 ? command.commands : [command];
  return [
    `### ${command.name()}`,
    "",
    `${command.description()}.`,
    "",
    ...leaves.flatMap((leaf) => entry(leaf, command)),
  ];
}

function entry(leaf: Command, group: Command): string[] {
  const words = leaf === group ? group.name() : `${group.name()} ${leaf.name()}`;
  const usageOf = leaf.registeredArguments.map((argument) => ` ${spelled(argument)}`).join("");
  const about = leaf === group ? "" : `: ${leaf.description()}.`;
  return [
    `- **\`1claw ${words}${leaf.name() === "run" ? " --" : ""}${usageOf}\`**${about}`,
    ...leaf.options.filter((option) => !option.hidden).map((option) => `  ${line(option)}`),
    "",
  ];
}

function spelled(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function line(option: Option): string {
  const fallback =
    typeof option.defaultValue === "string" ? ` (${option.defaultValue} unless told otherwise)` : "";
  return `- \`${option.flags.replace(" [never]", "")}\` ${option.description}${fallback}`;
}
