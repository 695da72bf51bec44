// Asking the person at the terminal, and reading what is piped in. Questions go to standard error.
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { oneLine, visible } from "./terminal.ts";

const MOST_BYTES = 5_000_000;

/** Whether somebody is there to ask. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** A line that is typed without being shown. @throws CliError when there is nobody to ask, or Ctrl-C is pressed */
export function askHidden(question: string): Promise<string> {
  return typed(question, false);
}

/** A line that is typed and shown. @throws CliError as `askHidden` */
export function askLine(question: string): Promise<string> {
  return typed(question, true);
}

/**
 * Has the person type a name before something is destroyed; `yes` stands for it.
 * @throws CliError when another word is typed, or there is nobody to ask
 */
export async function confirmByName(what: string, name: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!isInteractive())
    throw usage(`${what} Nobody is at the terminal to confirm it.`, "Add --yes if you are sure.");
  process.stderr.write(`${visible(what)}\n`);
  const answer = await askLine(`Type ${oneLine(name)} to go on: `);
  if (answer.trim() !== name)
    throw new CliError("That is not the name. Nothing was done.", { exit: EXIT.failed });
}

/** Asks for a yes; `yes` stands for it. @throws CliError for anything else, or when there is nobody to ask */
export async function confirm(question: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  if (!isInteractive())
    throw usage(`${question} Nobody is at the terminal to confirm it.`, "Add --yes if you are sure.");
  const answer = await askLine(`${visible(question)} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError("Nothing was done.", { exit: EXIT.failed });
}

/** Everything on standard input, as text. @throws CliError when it is not UTF-8 or too long */
export async function readPiped(): Promise<string> {
  if (process.stdin.isTTY)
    throw usage(
      "There is nowhere to ask: standard error is not the terminal, and what you type would be shown.",
      "Leave standard error alone, or pipe the text in.",
    );
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES)
      throw usage(`Standard input is longer than ${MOST_BYTES.toLocaleString("en")} bytes.`);
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(parts));
  } catch {
    throw usage("Standard input is not text in UTF-8.", "Encode it first: base64 < file | 1claw …");
  }
}

/** A secret from a hidden prompt, or piped in: then without the line break at its end. @throws CliError when it is empty */
export async function readSecretText(question: string): Promise<string> {
  const text = isInteractive() ? await askHidden(question) : (await readPiped()).replace(/\r?\n$/, "");
  if (text === "") throw usage("Nothing was typed or piped in.", "Pipe it in, or type it at the prompt.");
  return text;
}

function typed(question: string, shown: boolean): Promise<string> {
  const { stdin, stderr } = process;
  if (!isInteractive()) throw usage("Nobody is at the terminal to ask.", "Pipe the text in instead.");
  // Before the question: what is typed at once must not be echoed, and Ctrl-C must not end us unasked.
  stdin.setRawMode(true);
  stderr.write(question);
  return new Promise((resolve, reject) => {
    let text = "";
    const finish = (settle: () => void) => {
      stdin.off("data", take);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write("\n");
      settle();
    };
    const take = (chunk: string) => {
      // Arrow keys and their like.
      if (chunk.startsWith("\u001b")) return;
      for (const character of chunk) {
        if (character === "\r" || character === "\n" || character === "\u0004")
          return finish(() => resolve(text));
        if (character === "\u0003")
          return finish(() => reject(new CliError("Interrupted.", { exit: EXIT.interrupted })));
        if (character === "\u007f" || character === "\b") {
          if (shown && text !== "") stderr.write("\b \b");
          text = [...text].slice(0, -1).join("");
        } else if (character === "\u0015") {
          if (shown) stderr.write("\b \b".repeat([...text].length));
          text = "";
        } else if (character >= " " || character === "\t") {
          text += character;
          if (shown) stderr.write(oneLine(character));
        }
      }
    };
    stdin.setEncoding("utf8");
    stdin.resume();
    stdin.on("data", take);
  });
}
