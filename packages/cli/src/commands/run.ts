// `1claw run -- cmd`: a command with secrets in its environment, and nowhere else.
// Must never pass our own credential on unless told to, and hands on signals and the exit code as they are.
import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Command } from "commander";
import { quoted } from "../config.ts";
import { connect } from "../connect.ts";
import { type PickFlags, pickVariables, refusePowerful, type Variable } from "../environment.ts";
import { CliError, usage } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { codeOf } from "../files.ts";
import { chosenVault } from "../lookups.ts";
import type { Globals } from "../settings.ts";
import { tell } from "../terminal.ts";
import { CMEK_OPTION } from "../values.ts";

type RunFlags = Globals & PickFlags & { redact?: boolean; passCredentials?: boolean };

const OURS = [
  "ONECLAW_TOKEN",
  "ONECLAW_API_KEY",
  "ONECLAW_AGENT_API_KEY",
  "ONECLAW_AGENT_TOKEN",
  "ONECLAW_CMEK_KEY_FILE",
];
const PASSED_ON = [
  "SIGINT",
  "SIGTERM",
  "SIGHUP",
  "SIGQUIT",
  "SIGUSR1",
  "SIGUSR2",
  "SIGWINCH",
  "SIGCONT",
] as const;
/** What a terminal sends to the child too, because it sends it to everybody in the foreground. */
const FROM_TERMINAL = new Set<string>(["SIGINT", "SIGQUIT", "SIGWINCH"]);

export function register(program: Command): void {
  program
    .command("run")
    .description("Run a command with secrets in its environment, and nowhere else")
    .usage("[options] -- <command...>")
    .argument("<command...>", "what to run, after --")
    .option("--prefix <prefix>", "only secrets below this path, which the names leave out")
    .option("--env <name=path...>", "a secret under a name of your choice")
    .option("--redact", "replace the values in what the command prints, in any encoding")
    .option("--pass-credentials", "let the command have the ONECLAW_ credential too")
    .option(...CMEK_OPTION)
    .addHelpText(
      "after",
      "\nIt ends with the command's own exit code, or by the signal that ended the command.",
    )
    .allowUnknownOption(true)
    .action((words: string[], _: unknown, command: Command) => {
      requireSeparator(words);
      return runWith(words, command.optsWithGlobals());
    });
}

/** Without -- the flags of the command would be taken for ours. @throws CliError */
function requireSeparator(words: readonly string[]): void {
  const [first = ""] = words;
  if (first.startsWith("-"))
    throw usage(`Unknown option '${first.replace(/=.*/s, "")}'.`, "1claw run --help lists what there is.");
  if (words.some((word) => word.startsWith("-")) && !process.argv.includes("--"))
    throw usage(
      "Where the command begins is not clear.",
      `Put -- before it: 1claw run -- ${words.map(quoted).join(" ")}`,
    );
}

async function runWith([program = "", ...words]: string[], flags: RunFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const variables = await pickVariables(from, vault, flags);
  refusePowerful(variables);
  const redactor = flags.redact ? await redactorFor(variables) : null;
  const environment = {
    ...process.env,
    ...Object.fromEntries(variables.map(({ key, value }) => [key, value])),
  };
  if (!flags.passCredentials) for (const name of OURS) delete environment[name];
  // Before the command is there: a signal that comes at once is for it.
  const signals = passSignals();
  const child = spawn(program, words, {
    env: environment,
    stdio: redactor ? ["inherit", "pipe", "pipe"] : "inherit",
  });
  signals.to(child);
  const flowing = redactor
    ? [redactor.pass(child.stdout, process.stdout), redactor.pass(child.stderr, process.stderr)]
    : [];
  const end = await ended(child, program);
  await Promise.all(flowing);
  signals.stop();
  finish(end);
}

type End = { code: number | null; signal: NodeJS.Signals | null };

function ended(child: ChildProcess, program: string): Promise<End> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) => {
      const isMissing = codeOf(error) === "ENOENT";
      reject(
        new CliError(
          isMissing
            ? `There is no command ${program}.`
            : `${program} cannot be executed (${codeOf(error) ?? "error"}).`,
          {
            next: "Everything after -- is the command and its words: 1claw run -- npm start",
            exit: isMissing ? EXIT.command_not_found : EXIT.cannot_execute,
          },
        ),
      );
    });
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

function passSignals(): { to(child: ChildProcess): void; stop(): void } {
  let child: ChildProcess | null = null;
  const early: NodeJS.Signals[] = [];
  const listeners = PASSED_ON.map((signal) => {
    const pass = () => {
      if (process.stdin.isTTY && FROM_TERMINAL.has(signal)) return;
      if (child) child.kill(signal);
      else early.push(signal);
    };
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  return {
    to(started) {
      child = started;
      for (const signal of early) started.kill(signal);
    },
    stop() {
      for (const stop of listeners) stop();
    },
  };
}

/** Ends as the command did: whoever waits for us sees the same signal or code. */
function finish({ code, signal }: End): void {
  if (signal === null) {
    process.exitCode = code ?? EXIT.failed;
    return;
  }
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
  // The listeners are gone: the signal does to us what it did to the command.
  process.kill(process.pid, signal);
}

async function redactorFor(variables: readonly Variable[]) {
  const { redactorOf } = await import("../redact.ts");
  const redactor = redactorOf(variables);
  if (redactor.skipped.length > 0)
    tell(
      `Not redacted, because they are too short or too common to be told from other text: ${redactor.skipped.join(", ")}.`,
    );
  return redactor;
}
