// Files that hold secrets: made for their owner alone, whole or not at all, and never over another file by accident.
import { randomBytes } from "node:crypto";
import { lstatSync } from "node:fs";
import { link, open, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";

export type Reserved = {
  /** Puts the text in its place, mode 0600. */
  write(text: string | Uint8Array | AsyncIterable<string>): Promise<void>;
  /** Leaves no trace. */
  drop(): Promise<void>;
};

/**
 * Makes sure that a file can be written before anything is done that cannot be done again.
 * @throws CliError when there is one already and `force` is not set, or the folder cannot be written to
 */
export async function reserve(file: string, force: boolean): Promise<Reserved> {
  const target = path.resolve(file);
  if (!force && exists(target)) throw there(file);
  const draft = `${target}.${randomBytes(6).toString("hex")}.tmp`;
  const handle = await open(draft, "wx", 0o600).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  return {
    async write(text) {
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (force) return rename(draft, target);
      try {
        await link(draft, target);
      } catch (error) {
        throw codeOf(error) === "EEXIST" ? there(file) : unwritable(file, error);
      } finally {
        await rm(draft, { force: true });
      }
    },
    async drop() {
      await handle.close();
      await rm(draft, { force: true });
    },
  };
}

/** Writes a file for its owner alone. @throws CliError as `reserve` */
export async function writePrivate(file: string, text: string | Uint8Array, force: boolean): Promise<void> {
  const reserved = await reserve(file, force);
  await reserved.write(text);
}

/** The bytes of a file that was named on the command line. @throws CliError */
export async function readGiven(file: string, option: string, most: number): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > most)
      throw usage(`${file} is too large: ${option} takes at most ${most.toLocaleString("en")} bytes.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw usage(`${file} cannot be read (${codeOf(error) ?? "error"}).`, `Check the name after ${option}.`);
  }
}

/** The text of a file that was named on the command line. @throws CliError when it is not text in UTF-8 */
export async function readGivenText(file: string, option: string, most = 5_000_000): Promise<string> {
  const bytes = await readGiven(file, option, most);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw usage(
      `${file} is not text in UTF-8.`,
      `Encode it first, and decode it after reading: base64 < ${file} | 1claw secret set …`,
    );
  }
}

/** The `code` of a system error. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : undefined;
}

function exists(target: string): boolean {
  return lstatSync(target, { throwIfNoEntry: false }) !== undefined;
}

function there(file: string): CliError {
  return new CliError(`${file} is there already, and was left as it is.`, {
    next: "Name another file, or add --force to replace it.",
    exit: EXIT.conflict,
  });
}

function unwritable(file: string, error: unknown): CliError {
  return usage(
    `${file} cannot be written (${codeOf(error) ?? "error"}).`,
    "Name a file in a folder that is there and yours.",
  );
}
