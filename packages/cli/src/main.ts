#!/usr/bin/env node
// The command: reads the words, loads the one file that knows them, and ends with the exit code of what happened.
import { reported } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { buildProgram } from "./program.ts";

async function main(typed: string[]): Promise<number> {
  const words = typed.length === 0 ? ["--help"] : typed;
  try {
    const program = await buildProgram(words);
    await program.parseAsync(words, { from: "user" });
    return typeof process.exitCode === "number" ? process.exitCode : EXIT.done;
  } catch (error) {
    const end = words.indexOf("--");
    const json = words.slice(0, end === -1 ? undefined : end).includes("--json");
    const { text, exit } = reported(error, json);
    process.stderr.write(text);
    return exit;
  }
}

// Whoever reads the output may have seen enough: `1claw secret list | head -1`.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? EXIT.done : EXIT.failed);
  });

const exit = await main(process.argv.slice(2));
// Connections that are kept alive would hold the process for seconds; what was written goes out first.
process.stdout.write("", () => process.stderr.write("", () => process.exit(exit)));
