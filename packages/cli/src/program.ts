// The tree of commands. Only the file of the noun that was typed is loaded; the others are names with a summary.
import { Command, Option } from "commander";
import { isHidden } from "./hidden.ts";
import { hasColour, paint } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** How commands that speak of other commands come by them. */
export type Trees = {
  /** The tree for some words: with everything below the noun among them. */
  build(words: readonly string[]): Promise<Command>;
  /** The tree with every command in it. */
  whole(): Promise<Command>;
};

type Register = (program: Command, trees: Trees) => void;
type Noun = { summary: string; load: () => Promise<{ register: Register }> };

/** In the order of the help. */
const NOUNS: Readonly<Record<string, Noun>> = {
  login: { summary: "Sign in, with a browser or a key", load: () => import("./commands/login.ts") },
  logout: { summary: "End the sign-in and forget it", load: () => import("./commands/login.ts") },
  whoami: { summary: "Who you are, where, and until when", load: () => import("./commands/login.ts") },
  vault: { summary: "Vaults: list, create, show, choose, delete", load: () => import("./commands/vault.ts") },
  secret: {
    summary: "Secrets: list, read, store, roll back, rotate, delete",
    load: () => import("./commands/secret.ts"),
  },
  env: {
    summary: "Pull secrets into a .env file, push one into a vault",
    load: () => import("./commands/env.ts"),
  },
  run: {
    summary: "Run a command with secrets in its environment alone",
    load: () => import("./commands/run.ts"),
  },
  agent: {
    summary: "Agents: create, enrol, update, rotate their keys, delete",
    load: () => import("./commands/agent.ts"),
  },
  policy: {
    summary: "Who may do what: grant, list, why, revoke",
    load: () => import("./commands/policy.ts"),
  },
  share: { summary: "Lend a secret, or send a sealed text", load: () => import("./commands/share.ts") },
  enrolment: {
    summary: "Programs that ask to become agents: approve, deny",
    load: () => import("./commands/enrolment.ts"),
  },
  audit: {
    summary: "The audit log: list, follow, export, verify",
    load: () => import("./commands/audit.ts"),
  },
  mcp: {
    summary: "Run the MCP server on standard input and output",
    load: () => import("./commands/mcp.ts"),
  },
  doctor: { summary: "Find the usual mistakes, and say the fix", load: () => import("./commands/doctor.ts") },
  config: { summary: "Settings: get, set, path", load: () => import("./commands/config.ts") },
  completion: {
    summary: "Completion for bash, zsh and fish",
    load: () => import("./commands/completion.ts"),
  },
  help: { summary: "Help on a command, exit-codes or environment", load: () => import("./commands/help.ts") },
  manual: { summary: "The manual in Markdown", load: () => import("./commands/help.ts") },
  __complete: { summary: "", load: () => import("./commands/completion.ts") },
};

const HIDDEN = new Set(["__complete", "manual"]);
/** Global flags that are followed by a word. */
const WITH_WORD = new Set(["--vault", "--base-url", "--profile"]);

const TREES: Trees = { build: (words) => buildProgram(words), whole: () => wholeProgram() };

/** The program for these words. */
export async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = bareProgram();
  const noun = nounOf(words);
  const known = noun === null ? undefined : NOUNS[noun];
  if (known) (await known.load()).register(program, TREES);
  const there = new Set(program.commands.map((command) => command.name()));
  for (const [name, { summary }] of Object.entries(NOUNS))
    if (!there.has(name)) program.command(name, { hidden: HIDDEN.has(name) }).description(summary);
  return inOrder(program);
}

/** For the help and the manual. */
async function wholeProgram(): Promise<Command> {
  const program = bareProgram();
  const registered = new Set<Register>();
  for (const { load } of Object.values(NOUNS)) {
    const { register } = await load();
    if (!registered.has(register)) register(program, TREES);
    registered.add(register);
  }
  return inOrder(program);
}

/** The first word that is no flag. */
function nounOf(words: readonly string[]): string | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") return null;
    if (!word.startsWith("-")) return word;
    if (WITH_WORD.has(word)) at += 1;
  }
  return null;
}

function bareProgram(): Command {
  return new Command("1claw")
    .description("Secrets for people and agents: read them, store them, and say who may.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .addOption(new Option("--json", "print the API's answer as JSON"))
    .addOption(new Option("--vault <vault>", "the vault, by name or id (also ONECLAW_VAULT_ID)"))
    .addOption(new Option("--base-url <url>", "the server (also ONECLAW_BASE_URL)"))
    .addOption(new Option("--profile <profile>", "the profile to use (also ONECLAW_PROFILE)"))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (text) => paint.bold(text),
      visibleCommands: (command) => command.commands.filter((each) => !isHidden(each)),
    })
    .configureOutput({ outputError: () => {}, getOutHasColors: () => hasColour(process.stdout) })
    .exitOverride()
    .addHelpText("after", "\nStart with `1claw login`. If something does not work: `1claw doctor`.");
}

function inOrder(program: Command): Command {
  const order = Object.keys(NOUNS);
  (program.commands as Command[]).sort((a, b) => order.indexOf(a.name()) - order.indexOf(b.name()));
  return program;
}
