// `1claw completion`: the shell asks this command itself what fits, so that it never knows less than the command does.
// Must never print an error into somebody's prompt: what cannot be found out is left out.
import { Argument, type Command, type Option } from "commander";
import { usage } from "../errors.ts";
import { isHidden } from "../hidden.ts";
import type { Trees } from "../program.ts";
import type { Globals } from "../settings.ts";
import { oneLine, print } from "../terminal.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
const LIMIT_MS = 2_000;
const MOST = 500;
const FILES = ":files";

type Candidate = { word: string; about?: string | undefined };

export function register(program: Command, { build }: Trees): void {
  program
    .command("completion")
    .description("Print the completion script of a shell")
    .argument("<shell>", `one of ${SHELLS.join(", ")}`)
    .addHelpText(
      "after",
      `
bash:  eval "$(1claw completion bash)"                                     in ~/.bashrc
zsh:   eval "$(1claw completion zsh)"                                      in ~/.zshrc, after compinit
fish:  1claw completion fish > ~/.config/fish/completions/1claw.fish`,
    )
    .action((shell: string) => script(shell));
  program
    .command("__complete", { hidden: true })
    .argument("[words...]")
    .action((words: string[]) => complete(words, build));
}

function script(shell: string): void {
  const known = SHELLS.find((each) => each === shell);
  if (!known) throw usage(`There is no completion for "${shell}".`, `Use one of: ${SHELLS.join(", ")}.`);
  print(SCRIPTS[known]);
}

/** Prints what fits at the last of the words, a line for each, with a tab before what it is. */
async function complete(words: readonly string[], build: Trees["build"]): Promise<void> {
  const candidates = await Promise.race([
    candidatesFor(words.slice(0, -1), words.at(-1) ?? "", build).catch(() => []),
    new Promise<Candidate[]>((resolve) => setTimeout(() => resolve([]), LIMIT_MS)),
  ]);
  for (const { word, about } of candidates.slice(0, MOST))
    print(about === undefined ? oneLine(word) : `${oneLine(word)}\t${oneLine(about)}`);
}

type Place = { command: Command; globals: Globals; at: number; value_of: Option | null; is_over: boolean };

async function candidatesFor(
  before: readonly string[],
  current: string,
  build: Trees["build"],
): Promise<Candidate[]> {
  const place = walk(await build(before), before);
  if (place.is_over) return [{ word: FILES }];
  const starting = (list: readonly Candidate[]) => list.filter(({ word }) => word.startsWith(current));
  if (place.value_of) return starting(await values(place.value_of, current, place));
  const { command } = place;
  if (current.startsWith("-")) return starting(flagsOf(command));
  if (command.commands.length > 0)
    return starting(
      command.commands
        .filter((each) => !isHidden(each))
        .map((each) => ({ word: each.name(), about: each.description() })),
    );
  const declared = command.registeredArguments;
  const last = declared.at(-1);
  const argument = declared[place.at] ?? (last?.variadic ? last : undefined);
  return argument ? starting(await values(argument, current, place)) : [];
}

/** Where the words before lead. */
function walk(program: Command, before: readonly string[]): Place {
  const place: Place = { command: program, globals: {}, at: 0, value_of: null, is_over: false };
  for (const word of before) {
    if (word === "--") return { ...place, is_over: true };
    if (word.startsWith("-")) {
      const [flag = "", value] = word.split(/=(.*)/s);
      const option = optionsOf(place.command).find(({ long, short }) => long === flag || short === flag);
      place.value_of = option && value === undefined && (option.required || option.optional) ? option : null;
      if (option && value !== undefined) note(place.globals, option, value);
      continue;
    }
    if (place.value_of) {
      note(place.globals, place.value_of, word);
      if (!place.value_of.variadic) place.value_of = null;
      continue;
    }
    const next = place.command.commands.find((each) => each.name() === word || each.aliases().includes(word));
    if (next) place.command = next;
    else place.at += 1;
  }
  return place;
}

function note(globals: Globals, option: Option, value: string): void {
  if (option.long === "--vault") globals.vault = value;
  if (option.long === "--base-url") globals.baseUrl = value;
  if (option.long === "--profile") globals.profile = value;
}

function optionsOf(command: Command): Option[] {
  const own = [...command.options];
  return command.parent ? [...own, ...optionsOf(command.parent)] : own;
}

function flagsOf(command: Command): Candidate[] {
  const flags = optionsOf(command)
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => ({ word: long ?? "", about: description }));
  return [...flags, { word: "--help", about: "show help" }];
}

/** What a word can be, by what its place is called: `<vault>`, `<path>`, `<file>` … */
async function values(
  declared: Argument | Option,
  current: string,
  { globals }: Place,
): Promise<Candidate[]> {
  const name =
    declared instanceof Argument ? declared.name() : (/[<[]([\w=-]+)/.exec(declared.flags)?.[1] ?? "");
  const listed =
    /one of ([\w, -]+?)(?:;|$)/.exec(declared.description)?.[1] ??
    /: ((?:[\w]+, )+\w+)$/.exec(declared.description)?.[1];
  if (listed) return listed.split(/, | or /).map((word) => ({ word: word.trim() }));
  if (name === "file") return [{ word: FILES }];
  const live = LIVE[name];
  return live ? live(globals, current) : [];
}

const LIVE: Readonly<Record<string, (globals: Globals, current: string) => Promise<Candidate[]>>> = {
  async vault(globals) {
    const { allVaults, from } = await signedIn(globals);
    return (await allVaults(from)).map(({ name, id }) => ({ word: name, about: id }));
  },
  path: (globals, current) => paths(globals, current),
  prefix: (globals, current) => paths(globals, current),
  async agent(globals) {
    const { from } = await signedIn(globals);
    const agents = await collected(from.client.agents.listAll());
    return agents.map(({ name, id }) => ({ word: name, about: id }));
  },
  async profile() {
    const { readConfig } = await import("../config.ts");
    return Object.entries(readConfig().profiles).map(([word, { base_url }]) => ({ word, about: base_url }));
  },
  async policy(globals) {
    const { from, chosenVault } = await signedIn(globals);
    const vault = await chosenVault(from);
    const policies = await collected(from.client.access.listAll(vault.id));
    return policies.map(({ id, permissions, secret_path_pattern }) => ({
      word: id,
      about: `${permissions.join(",")} ${secret_path_pattern}`,
    }));
  },
  async enrolment(globals) {
    const { from } = await signedIn(globals);
    const waiting = await collected(from.client.enrolments.listAll());
    return waiting.map(({ id, name }) => ({ word: id, about: name }));
  },
};

async function paths(globals: Globals, current: string): Promise<Candidate[]> {
  const { from, chosenVault } = await signedIn(globals);
  const vault = await chosenVault(from);
  const { data } = await from.client.secrets.list(vault.id, { prefix: current, limit: MOST });
  return (data?.secrets ?? []).map(({ path, type }) => ({ word: path, about: type }));
}

/** As Array.fromAsync, which Node has since 22. */
async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= MOST) break;
  }
  return found;
}

async function signedIn(globals: Globals) {
  const [{ connect }, { allVaults, chosenVault }] = await Promise.all([
    import("../connect.ts"),
    import("../lookups.ts"),
  ]);
  return { from: await connect(globals), allVaults, chosenVault };
}

const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], string>> = {
  bash: `_1claw() {
  local line word
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = "${FILES}" ]; then
      compopt -o default
      return
    fi
    printf -v word %q "\${line%%$'\\t'*}"
    COMPREPLY+=("$word")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _1claw 1claw`,
  zsh: `#compdef 1claw
_1claw() {
  local line name
  local -a names shown
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ $line == '${FILES}' ]] && { _files; return }
    [[ -z $line ]] && continue
    name=\${line%%$'\\t'*}
    names+=("$name")
    if [[ $line == *$'\\t'* ]]; then shown+=("$name -- \${line#*$'\\t'}"); else shown+=("$name"); fi
  done
  compadd -l -d shown -a names
}
if [[ $funcstack[1] == _1claw ]]; then _1claw "$@"; else compdef _1claw 1claw; fi`,
  fish: `function __1claw_complete
  set -l words (commandline -opc)
  set -l current (commandline -ct)
  for line in ($words[1] __complete -- $words[2..-1] "$current" 2>/dev/null)
    if test "$line" = '${FILES}'
      __fish_complete_path "$current"
    else
      echo $line
    end
  end
end
complete -c 1claw -f -a '(__1claw_complete)'`,
};
