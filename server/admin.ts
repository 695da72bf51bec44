// The operator's commands: `npm run admin -- <command>`. They work beside a running server and without one.
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import { exportLog, printCheckpoint, printKey, verifyFile } from "#server/admin/audit.ts";
import { bringUpToDate, openPsql } from "#server/admin/database.ts";
import { rotateTokenKey, rotateVaultKey } from "#server/admin/keys.ts";
import { invite, listPeople, showStatus, unlock } from "#server/admin/people.ts";
import { CommandError, EXIT, print, tell, UsageError } from "#server/admin/terminal.ts";
import { boot, withStorage } from "#server/boot.ts";
import { type Config, ConfigError, readConfig } from "#server/config.ts";
import type { Runtime } from "#server/runtime.ts";

/** `words` are the arguments in order, those in brackets optional; what runs gives the exit code. */
type Command = {
  words: string[];
  options?: string[];
  summary: string;
  run?(runtime: Runtime, given: Given): Promise<number> | number;
  /** For commands that need no keys. */
  runOnDatabase?(connection: pg.PoolConfig): Promise<number>;
  /** The exit code when nothing but the given words is needed, else null. */
  offline?(given: Given): Promise<number> | null;
};

type Given = {
  word(at: number): string;
  optional(at: number): string | undefined;
  option(name: string): string | undefined;
  notes: readonly string[];
};

const COMMANDS: Record<string, Command> = {
  status: {
    words: [],
    summary: "How the parts are and how much there is",
    run: (runtime, { notes }) => showStatus(runtime, notes),
  },
  users: { words: [], summary: "Everyone with an account", run: (runtime) => listPeople(runtime) },
  invite: {
    words: ["[email]"],
    summary: "A token for one sign-up within 7 days (SIGNUP=invite)",
    run: (runtime, given) => invite(runtime, given.optional(0)),
  },
  unlock: {
    words: ["<org_id|email>"],
    summary: "Remove every IP rule of an organization whose people locked themselves out",
    run: (runtime, given) => unlock(runtime, given.word(0)),
  },
  "rotate-kek": {
    words: ["<vault_id>"],
    summary: "Give a vault a new key and put all its secrets under it, or finish doing so",
    run: (runtime, given) => rotateVaultKey(runtime, given.word(0)),
  },
  "rotate-signing-key": {
    words: [],
    summary: "Make the next key for tokens; it signs from tomorrow on",
    run: (runtime) => rotateTokenKey(runtime),
  },
  "audit export": {
    words: ["<org_id|email|system>"],
    options: ["out"],
    summary: "Write an organization's audit log to --out <file>, or to standard output",
    run: (runtime, given) => exportLog(runtime, given.word(0), given.option("out")),
  },
  "audit verify": {
    words: ["<file>"],
    options: ["key", "checkpoint"],
    summary: "Check an export; with --key <key> offline; --checkpoint <file> is one you kept",
    run: (runtime, given) => verifyFile(given.word(0), runtime, given.option("checkpoint")),
    offline(given) {
      const key = given.option("key");
      return key === undefined ? null : verifyFile(given.word(0), key, given.option("checkpoint"));
    },
  },
  "audit key": {
    words: [],
    summary: "The public key that exports are checked with",
    run: (runtime) => printKey(runtime),
  },
  "audit checkpoint": {
    words: ["<org_id|email|system>"],
    summary: "The newest signed checkpoint, to be kept outside this machine",
    run: (runtime, given) => printCheckpoint(runtime, given.word(0)),
  },
  migrate: {
    words: [],
    summary: "Bring the database to the newest schema; every start does so too",
    runOnDatabase: bringUpToDate,
  },
  connect: {
    words: [],
    summary: "Open psql on the database",
    runOnDatabase: openPsql,
  },
};

async function main(args: string[]): Promise<number> {
  const asked = args[0];
  if (asked === undefined || asked === "help" || asked === "--help" || asked === "-h") {
    print(help());
    return asked === undefined ? EXIT.usage : EXIT.done;
  }
  const { command, given } = understood(args);
  const offline = await command.offline?.(given);
  if (offline !== null && offline !== undefined) return offline;
  const config = readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? "silent" });
  requireData(config);
  if (command.runOnDatabase) return withStorage(config, command.runOnDatabase);
  const booted = await boot(config, { exclusive: false });
  try {
    return (await command.run?.(booted.runtime, { ...given, notes: booted.notes })) ?? EXIT.done;
  } finally {
    await booted.close();
  }
}

/** @throws UsageError */
function understood(args: string[]): { command: Command; given: Given } {
  const [one = "", two = ""] = args;
  const name = Object.hasOwn(COMMANDS, `${one} ${two}`) ? `${one} ${two}` : one;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${args.join(" ")}".`);
  const parsed = parsedRest(args.slice(name.split(" ").length), command.options ?? []);
  const needed = command.words.filter((word) => word.startsWith("<")).length;
  const { length } = parsed.positionals;
  if (length < needed) throw new UsageError(`${command.words[length]} is missing: ${usage(name, command)}`);
  if (length > command.words.length)
    throw new UsageError(
      `"${parsed.positionals[command.words.length]}" is one word too many: ${usage(name, command)}`,
    );
  return {
    command,
    given: {
      word: (at) => parsed.positionals[at] ?? "",
      optional: (at) => parsed.positionals[at],
      option: (option) => parsed.values[option],
      notes: [],
    },
  };
}

function parsedRest(args: string[], options: string[]) {
  const config = Object.fromEntries(options.map((option) => [option, { type: "string" as const }]));
  try {
    const { values, positionals } = parseArgs({ args, options: config, allowPositionals: true });
    return { values: values as Record<string, string | undefined>, positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function usage(name: string, { words, options = [] }: Command): string {
  return [name, ...words, ...options.map((option) => `[--${option} …]`)].join(" ");
}

function help(): string {
  const rows = Object.entries(COMMANDS).map(
    ([name, command]) => [usage(name, command), command.summary] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  const list = rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
  return `Usage: npm run admin -- <command>\n\n${list}\n\nThe settings are those of the server. Exit codes: 0 done, 1 failed or something was found, 2 wrong words, 78 wrong configuration.`;
}

// A mistyped folder must not become a second, empty deployment.
function requireData(config: Config): void {
  const dataDir = path.resolve(config.ONECLAW_DATA_DIR);
  if (config.DATABASE_URL || existsSync(path.join(dataDir, "postgres"))) return;
  throw new CommandError(
    `There is no data in ${dataDir} yet. Start the server once with npm start, or set ONECLAW_DATA_DIR to where its data is.`,
  );
}

function explain(error: unknown): number {
  tell(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) {
    tell('"npm run admin -- help" lists the commands.');
    return EXIT.usage;
  }
  return error instanceof ConfigError ? EXIT.config : EXIT.failed;
}

// Whoever reads the output may stop early (`| head`); that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2)).catch(explain);
