// `1claw env`: a vault as a .env file, and a .env file into a vault.
import type { Command } from "commander";
import { chunksOf, planImport } from "../../../../components/secrets/import-plan.ts";
import { parseEnv, serializeEnv } from "../../../../lib/dotenv.ts";
import { checkPrefix } from "../../../../lib/env-paths.ts";
import { connect, data } from "../connect.ts";
import { folderOf, type PickFlags, pickVariables } from "../environment.ts";
import { CliError, usage } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { readGivenText, reserve } from "../files.ts";
import { chosenVault } from "../lookups.ts";
import { readPiped } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, print, printJson, printTable, tell } from "../terminal.ts";
import { CMEK_OPTION, type KeyFlags, refuseSplitCustody, sealedFor } from "../values.ts";

type PullFlags = Globals & PickFlags & { force?: boolean };
type PushFlags = Globals &
  KeyFlags & { prefix?: string; onConflict?: string; dryRun?: boolean; type?: string };

const ON_CONFLICT = ["new_version", "skip", "fail"] as const;
const MOST_ROWS = 200;
const MOST_CHARACTERS = 2_000_000;

export function register(program: Command): void {
  const env = program.command("env").description("Secrets as .env files, and .env files as secrets");
  env
    .command("pull")
    .description("Write secrets to a .env file for you alone (mode 0600)")
    .argument("[file]", "where to; - is standard output", ".env")
    .option("--prefix <prefix>", "only secrets below this path, which the names leave out")
    .option("--env <name=path...>", "a secret under a name of your choice")
    .option("--force", "replace the file")
    .option(...CMEK_OPTION)
    .action((file: string, _: unknown, command: Command) => pull(file, command.optsWithGlobals()));
  env
    .command("push")
    .description("Store each key of a .env file as a secret")
    .argument("[file]", "which; - is standard input", ".env")
    .option("--prefix <prefix>", "put the secrets below this path")
    .option(
      "--on-conflict <what>",
      `where there is a secret already: ${ON_CONFLICT.join(", ")}`,
      "new_version",
    )
    .option("--dry-run", "show what would be stored, and store nothing")
    .option(...CMEK_OPTION)
    .action((file: string, _: unknown, command: Command) => push(file, command.optsWithGlobals()));
}

async function pull(file: string, flags: PullFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const target = file === "-" || flags.json ? null : await reserve(file, flags.force === true);
  let isWritten = false;
  try {
    const variables = await pickVariables(from, vault, flags);
    const sorted = variables.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    if (flags.json) return printJson(Object.fromEntries(sorted.map(({ key, value }) => [key, value])));
    const text = serializeEnv(sorted);
    if (!target) return void process.stdout.write(text);
    await target.write(text);
    isWritten = true;
    tell(
      `Wrote ${sorted.length} variable${sorted.length === 1 ? "" : "s"} from ${vault.name} to ${file}. Keep it out of version control.`,
    );
  } finally {
    if (target && !isWritten) await target.drop();
  }
}

async function push(file: string, flags: PushFlags): Promise<void> {
  const on_conflict = ON_CONFLICT.find((each) => each === flags.onConflict);
  if (!on_conflict)
    throw usage(`There is no way "${flags.onConflict}".`, `Use one of: ${ON_CONFLICT.join(", ")}.`);
  const prefix = folderOf(flags.prefix ?? "");
  const wrong = checkPrefix(prefix);
  if (wrong) throw usage(`The prefix cannot be used: ${wrong}`);
  const rows = plan(await readText(file), file, prefix);
  const from = await connect(flags);
  const vault = await chosenVault(from);
  refuseSplitCustody(vault);
  if (flags.dryRun) {
    if (flags.json) return printJson({ entries: rows.map(({ key, path }) => ({ key, path })) });
    return printTable(
      rows,
      [
        { title: "KEY", value: ({ key }) => key },
        { title: "PATH", value: ({ path }) => path, whole: true },
      ],
      "Nothing to store.",
    );
  }
  const { seal } = await sealedFor(vault, flags);
  const total = { imported: 0, skipped: 0, secrets: [] as { path: string; version: number }[] };
  for (const chunk of chunksOf(rows, MOST_ROWS, MOST_CHARACTERS)) {
    const entries = await Promise.all(
      chunk.map(async ({ path, value }) => ({ path, value: await seal(value), type: "env" as const })),
    );
    const answer = await data(
      from,
      "store the secrets",
      from.client.secrets.import(vault.id, { entries, on_conflict }),
    ).catch((error) => {
      if (total.imported > 0) tell(`${total.imported} were stored before this.`);
      throw error;
    });
    total.imported += answer.imported;
    total.skipped += answer.skipped;
    total.secrets.push(...answer.secrets);
  }
  if (flags.json) return printJson(total);
  const skipped = total.skipped > 0 ? `; ${total.skipped} were there already and stay as they are` : "";
  print(
    `Stored ${total.imported} secret${total.imported === 1 ? "" : "s"} in ${oneLine(vault.name)}${prefix ? ` below ${prefix}/` : ""}${skipped}.`,
  );
}

async function readText(file: string): Promise<string> {
  return file === "-" ? readPiped() : readGivenText(file, "env push");
}

function plan(text: string, file: string, prefix: string) {
  const { entries, problems, duplicates } = parsed(text, file);
  if (problems.length > 0)
    throw usage(
      `${file} is not understood: ${problems.map(({ line, reason }) => `line ${line} ${reason}`).join("; ")}.`,
      "Each line is NAME=value, export NAME=value, a comment or empty. Nothing was stored.",
    );
  for (const key of duplicates)
    tell(`${oneLine(key)} stands in ${file} more than once; the last one counts.`);
  const rows = planImport(entries, prefix, new Set(), new Set());
  const stored = rows.filter(({ value }) => value !== "");
  for (const { key } of rows.filter(({ value }) => value === ""))
    tell(`Left out ${oneLine(key)}: it has no value.`);
  const bad = stored.find(({ problem }) => problem !== null);
  if (bad)
    throw usage(
      `${bad.key} cannot be stored at ${bad.path}: ${bad.problem}`,
      "Rename it in the file. Nothing was stored.",
    );
  if (stored.length === 0)
    throw new CliError(`${file} has nothing to store.`, {
      next: "Each line is NAME=value.",
      exit: EXIT.usage,
    });
  return stored;
}

function parsed(text: string, file: string) {
  try {
    return parseEnv(text);
  } catch (error) {
    if (error instanceof RangeError) throw usage(`${file} is too large: ${error.message}`);
    throw error;
  }
}
