// What a person is told when a command does not work: what happened, why, and what to type next.
// Must never carry a value, a key or a token, nor show a stack.
import { CommanderError } from "commander";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { paint, visible } from "./terminal.ts";

export type ErrorParts = {
  /** Why it happened. */
  cause?: string | undefined;
  /** What to type or do now. */
  next?: string | undefined;
  exit?: ExitCode;
  /** The code of the API's problem, for scripts. */
  code?: string | undefined;
  status?: number | undefined;
  decision_id?: string | undefined;
  request_id?: string | undefined;
};

/** An error with its own words for the person at the terminal. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly parts: ErrorParts;
  constructor(what: string, parts: ErrorParts = {}) {
    super(what);
    this.parts = parts;
  }
  get exit(): ExitCode {
    return this.parts.exit ?? EXIT.failed;
  }
}

/** A mistake on the command line, with what to type instead. */
export function usage(what: string, next?: string, cause?: string): CliError {
  return new CliError(what, { next, cause, exit: EXIT.usage });
}

/** What is written to standard error, and the exit code. */
export function reported(error: unknown, json: boolean): { text: string; exit: number } {
  const known = asCliError(error);
  if (known === null) return { text: "", exit: EXIT.done };
  return { text: json ? asJson(known) : asText(known), exit: known.exit };
}

/** Null where there is nothing to say: help and version were asked for. */
function asCliError(error: unknown): CliError | null {
  if (error instanceof CliError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return null;
    // The help that was missing words has been written already.
    if (error.code === "commander.help") return new CliError("", { exit: EXIT.usage });
    return ofCommander(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new CliError("Something went wrong inside 1claw.", {
    cause: message,
    next: "Try again. If it stays, report it with the command you typed, without any value in it.",
  });
}

function ofCommander({ message }: CommanderError): CliError {
  const [first = "", ...rest] = message.replace(/^error: /, "").split("\n");
  // What follows an equals sign may be a value that was never meant for the command line.
  const what = first.replace(/(--[\w-]+)=[^']*/g, "$1");
  const suggestion = /Did you mean ([^?)]+)\?/.exec(rest.join(" "))?.[1];
  return usage(
    `${what.charAt(0).toUpperCase()}${what.slice(1)}${/[.!?]$/.test(what) ? "" : "."}`,
    suggestion
      ? `Did you mean ${suggestion}?`
      : "Add --help to the command to see its words, or type `1claw help`.",
  );
}

function asText({ message, parts }: CliError): string {
  if (message === "") return "";
  const lines = [`${paint.red("error:", process.stderr)} ${visible(message)}`];
  const add = (label: string, text: string | undefined) => {
    if (text)
      lines.push(`${paint.dim(label, process.stderr)} ${visible(text).replaceAll("\n", "\n       ")}`);
  };
  add("cause:", parts.cause);
  add("next: ", parts.next);
  if (parts.request_id && parts.exit === EXIT.server_failed) add("id:   ", `request ${parts.request_id}`);
  return `${lines.join("\n")}\n`;
}

function asJson({ message, parts, exit }: CliError): string {
  const { cause, next, code, status, decision_id, request_id } = parts;
  const error = { message, cause, next, code, status, decision_id, request_id, exit_code: exit };
  return `${JSON.stringify({ error })}\n`;
}
