// `audit verify`: the check of a log here, against its key and the checkpoints that are known; what was verified is remembered.
// Must never take the server's word for what only its own records could prove wrong.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { AuditKeyError, type AuditVerification, verifyAuditLog } from "../../sdk/src/index.ts";
import { configFolder, quoted } from "./config.ts";
import { type Connection, connect, data, fromIterator } from "./connect.ts";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";
import { codeOf, readGivenText } from "./files.ts";
import type { Globals } from "./settings.ts";
import { hasColour, oneLine, paint, print, printJson } from "./terminal.ts";
import { shortTime } from "./times.ts";

export type VerifyFlags = Globals & { file?: string; key?: string; checkpoint?: string };
type Kept = { note: string; verifier_key: string; size: number; at: string };

/** Checks the log of the server or of a file, prints what was found, and sets the exit code. @throws CliError */
export async function verify(flags: VerifyFlags): Promise<void> {
  const key = flags.key === undefined ? undefined : await givenKey(flags.key);
  const notes = flags.checkpoint === undefined ? [] : [await readGivenText(flags.checkpoint, "--checkpoint")];
  if (flags.file !== undefined && key !== undefined)
    return report(await checked(linesOf(flags.file), key, notes), flags, null);
  const from = await connect(flags);
  const named = await data(from, "read the log's checkpoint", from.client.audit.checkpoint());
  const kept = await keptCheckpoint(named.origin);
  const other_key = key === undefined && kept !== null && kept.verifier_key !== named.verifier_key;
  if (named.checkpoint) notes.push(named.checkpoint);
  if (kept && !other_key && key === undefined) notes.push(kept.note);
  const lines = flags.file === undefined ? serverLines(from) : linesOf(flags.file);
  const report_of = await checked(lines, key ?? named.verifier_key, notes, named.origin);
  if (other_key && kept)
    throw new CliError("The server names another key than when you verified last.", {
      cause: `Checkpoints were signed by ${oneLine(kept.verifier_key)} on ${shortTime(kept.at)}, and are by ${oneLine(named.verifier_key)} now.`,
      next: `Ask the operator whether the log's key was replaced. If it was: rm ${quoted(keptFile(named.origin))}`,
      exit: EXIT.not_verified,
    });
  if (report_of.ok && named.checkpoint && flags.file === undefined)
    await keep(named.origin, {
      note: named.checkpoint,
      verifier_key: named.verifier_key,
      size: named.size,
      at: new Date().toISOString(),
    });
  report(report_of, flags, kept);
}

/** The key itself: it is public. Or the file that holds it. */
async function givenKey(given: string): Promise<string> {
  if (/^[A-Za-z0-9+/]{43}=$/.test(given) || given.includes("+")) return given;
  return (await readGivenText(given, "--key", 10_000)).trim();
}

async function checked(
  lines: AsyncIterable<string>,
  key: string,
  checkpoints: string[],
  origin?: string,
): Promise<AuditVerification> {
  const shows = hasColour(process.stderr) && process.stderr.isTTY;
  try {
    return await verifyAuditLog(lines, key, {
      checkpoints,
      sha256: (bytes) => createHash("sha256").update(bytes).digest(),
      ...(origin !== undefined && { origin }),
      ...(shows && { onProgress: ({ events }) => void process.stderr.write(`\r${events} events checked`) }),
    });
  } catch (error) {
    if (error instanceof AuditKeyError)
      throw usage(
        `The key cannot be used: ${error.message}.`,
        "Use the text that `npm run admin -- audit key` prints, or 32 bytes in base64.",
      );
    throw error;
  } finally {
    if (shows) process.stderr.write("\r\u001b[K");
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file, "utf8");
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw usage(`${file} cannot be read (${codeOf(error) ?? "error"}).`, "Check the name after --file.");
  }
}

function report(result: AuditVerification, flags: VerifyFlags, kept: Kept | null): void {
  if (!result.ok) process.exitCode = EXIT.not_verified;
  if (flags.json) printJson(result);
  else printReport(result, kept);
}

function printReport(result: AuditVerification, kept: Kept | null): void {
  const { origin, events, unsealed, covered, checkpoints, root, findings, findings_omitted } = result;
  print(
    `${result.ok ? paint.green("✓") : paint.red("✗")} ${result.ok ? "The log is what was sealed." : "The log is NOT what was sealed."}`,
  );
  print(`  ${oneLine(origin ?? "unknown log")}: ${events} events, ${unsealed} of them not sealed yet`);
  print(
    `  ${checkpoints} signed checkpoint${checkpoints === 1 ? " holds; it vouches" : "s hold; they vouch"} for ${covered} events`,
  );
  print(`  root ${root}`);
  if (kept && result.ok)
    print(`  and it goes on from what you verified on ${shortTime(kept.at)} (${kept.size} events)`);
  for (const { code, message } of findings) print(`  ${paint.red("✗")} ${oneLine(`${code}: ${message}`)}`);
  if (findings_omitted > 0) print(`  and ${findings_omitted} more`);
}

function keptFile(origin: string): string {
  return path.join(
    configFolder(),
    "checkpoints",
    `${createHash("sha256").update(origin).digest("hex").slice(0, 32)}.json`,
  );
}

/** What was verified last: a log that was cut or rewritten since does not go on from it. */
async function keptCheckpoint(origin: string): Promise<Kept | null> {
  try {
    const kept: unknown = JSON.parse(await readFile(keptFile(origin), "utf8"));
    return typeof kept === "object" && kept !== null && "note" in kept && "verifier_key" in kept
      ? (kept as Kept)
      : null;
  } catch {
    return null;
  }
}

async function keep(origin: string, kept: Kept): Promise<void> {
  const file = keptFile(origin);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.tmp`, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  await rename(`${file}.tmp`, file);
}

/** The lines of the server's log as an export has them. */
export async function* serverLines(from: Connection): AsyncGenerator<string> {
  try {
    yield* from.client.audit.exportLines({ limit: 1_000 });
  } catch (error) {
    throw fromIterator(from, "export the audit log", error);
  }
}
