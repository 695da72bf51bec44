// `1claw audit`: who did what, live, as a file, and whether it is what was sealed.
import type { Command } from "commander";
import { eventSentence } from "../../../../components/audit/event-words.ts";
import type { Directory } from "../../../../components/policies/directory.ts";
import { AUDIT_ACTIONS } from "../../../../lib/audit-actions.ts";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { quoted } from "../config.ts";
import { type Connection, connect, data, every } from "../connect.ts";
import { usage } from "../errors.ts";
import { reserve } from "../files.ts";
import { serverLines, verify } from "../log-check.ts";
import { agentNamed, allVaults, isUuid } from "../lookups.ts";
import type { Globals } from "../settings.ts";
import { oneLine, paint, print, printJson, printTable, tell } from "../terminal.ts";
import { pastTime, shortTime, wholeNumber } from "../times.ts";

type Event = ApiSchemas["AuditEvent"];
type FilterFlags = Globals & {
  action?: string;
  agent?: string;
  actor?: string;
  resource?: string;
  outcome?: string;
  since?: string;
  until?: string;
};
type ListFlags = FilterFlags & { limit?: string };
type TailFlags = FilterFlags & { lines?: string; every?: string };

const OVERLAP_MS = 5_000;
const OUTCOMES = ["success", "denied", "failure"] as const;

export function register(program: Command): void {
  const audit = program.command("audit").description("The audit log: who did what, sealed as it happens");
  filters(audit.command("list").alias("ls").description("List events, newest first"))
    .option("--limit <number>", "at most so many", "50")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  filters(audit.command("tail").description("Show the last events, and new ones as they happen"))
    .option("-n, --lines <number>", "how many of the last ones", "10")
    .option("--every <seconds>", "how often to look", "2")
    .action((_: unknown, command: Command) => tail(command.optsWithGlobals()));
  audit
    .command("export")
    .description("Write the sealed log as it can be verified anywhere")
    .argument("[file]", "where to; standard output without it")
    .option("--force", "replace the file")
    .action((file: string | undefined, _: unknown, command: Command) =>
      exportLog(file, command.optsWithGlobals()),
    );
  audit
    .command("verify")
    .description("Check here that the log is what was sealed: the server's, or an exported file offline")
    .option("--file <file>", "an exported log")
    .option("--key <key>", "the log's public key, or a file with it; the server names it otherwise")
    .option("--checkpoint <file>", "a checkpoint that you kept outside")
    .action((_: unknown, command: Command) => verify(command.optsWithGlobals()));
}

function filters(command: Command): Command {
  return command
    .option("--action <action>", "only this action, such as secret.read")
    .option("--agent <agent>", "only what this agent did, by name or id")
    .option("--actor <id>", "only what this user or agent did, by id")
    .option("--resource <id>", "only what concerns this vault, secret, agent …, by id or path")
    .option("--outcome <outcome>", `one of ${OUTCOMES.join(", ")}`)
    .option("--since <when>", "24h, 7d, or a time")
    .option("--until <when>", "24h, 7d, or a time");
}

async function query(from: Connection, flags: FilterFlags) {
  const outcome = OUTCOMES.find((each) => each === flags.outcome);
  if (flags.outcome !== undefined && !outcome)
    throw usage(`There is no outcome "${flags.outcome}".`, `Use one of: ${OUTCOMES.join(", ")}.`);
  if (flags.action !== undefined && !AUDIT_ACTIONS.some((each) => each === flags.action))
    throw usage(
      `There is no action "${flags.action}".`,
      `For example secret.read or policy.create; there are: ${AUDIT_ACTIONS.join(", ")}.`,
    );
  const actor_id = flags.agent === undefined ? flags.actor : (await agentNamed(from, flags.agent)).id;
  if (flags.actor !== undefined && !isUuid(flags.actor))
    throw usage("--actor takes an id.", "For an agent by name: --agent <name>");
  return {
    ...(flags.action !== undefined && { action: flags.action }),
    ...(actor_id !== undefined && { actor_id }),
    ...(flags.resource !== undefined && { resource_id: flags.resource }),
    ...(outcome && { outcome }),
    ...(flags.since !== undefined && { from: pastTime(flags.since, "--since") }),
    ...(flags.until !== undefined && { to: pastTime(flags.until, "--until") }),
  };
}

async function list(flags: ListFlags): Promise<void> {
  const most = wholeNumber(flags.limit ?? "50", "--limit", 1, 1_000_000);
  const from = await connect(flags);
  const asked = { ...(await query(from, flags)), limit: Math.min(most, 1_000) };
  const events = await every(from, "list the audit log", from.client.audit.queryAll(asked), most);
  if (flags.json) return printJson({ events, count: events.length });
  const directory = await directoryOf(from);
  printTable<Event>(
    events,
    [
      { title: "TIME", value: ({ created_at }) => shortTime(created_at) },
      { title: "ACTION", value: ({ action }) => action },
      { title: "OUTCOME", value: ({ outcome }) => outcome },
      { title: "EVENT", value: (event) => eventSentence(event, directory) },
      { title: "FROM", value: ({ ip_address }) => ip_address ?? "" },
    ],
    "There is no such event.",
  );
}

async function tail(flags: TailFlags): Promise<void> {
  const lines = wholeNumber(flags.lines ?? "10", "--lines", 0, 1_000);
  const seconds = wholeNumber(flags.every ?? "2", "--every", 1, 3_600);
  const from = await connect(flags);
  const asked = await query(from, flags);
  const directory = await directoryOf(from);
  const show = (event: Event) => (flags.json ? printJson(event, 0) : print(tailLine(event, directory)));
  const first = await data(
    from,
    "read the audit log",
    from.client.audit.query({ ...asked, limit: Math.max(1, lines) }),
  );
  for (const event of lines === 0 ? [] : first.events.toReversed()) show(event);
  let seen = new Set(first.events.map(({ id }) => id));
  let since = first.events[0]?.created_at ?? new Date(Date.now() - 1_000).toISOString();
  // Ended with Ctrl-C.
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const events = await every(
      from,
      "read the audit log",
      from.client.audit.queryAll({ ...asked, from: before(since), limit: 1_000 }),
    );
    const fresh = events.filter(({ id }) => !seen.has(id)).toReversed();
    for (const event of fresh) show(event);
    since = events[0]?.created_at ?? since;
    if (events.length > 0) seen = new Set(events.map(({ id }) => id));
  }
}

/** Events become visible when their transaction ends, which may be out of their order. */
function before(time: string): string {
  return new Date(Date.parse(time) - OVERLAP_MS).toISOString();
}

function tailLine(event: Event, directory: Directory): string {
  const time = paint.dim(shortTime(event.created_at));
  const mark =
    event.outcome === "success" ? " " : event.outcome === "denied" ? paint.red("✗") : paint.yellow("!");
  return `${time} ${mark} ${oneLine(eventSentence(event, directory))} ${paint.dim(oneLine(`${event.action}${event.ip_address ? ` from ${event.ip_address}` : ""}`))}`;
}

async function directoryOf(from: Connection): Promise<Directory> {
  const quiet = async <T>(list: Promise<T[]>): Promise<T[]> => list.catch(() => []);
  const [agents, people, vaults] = await Promise.all([
    quiet(every(from, "list the agents", from.client.agents.listAll())),
    quiet(every(from, "list the people", from.client.org.listAllMembers())),
    quiet(allVaults(from)),
  ]);
  return {
    agents,
    people: people.map(({ id, display_name, email }) => ({ id, name: display_name || email, email })),
    vaults,
  };
}

async function exportLog(file: string | undefined, flags: Globals & { force?: boolean }): Promise<void> {
  const from = await connect(flags);
  const written = { lines: 0 };
  if (file === undefined) {
    for await (const line of exported(from, written)) process.stdout.write(line);
    return;
  }
  const reserved = await reserve(file, flags.force === true);
  await reserved.write(exported(from, written));
  tell(
    `Wrote ${written.lines} lines to ${file}. Check them anywhere: 1claw audit verify --file ${quoted(file)} --key <key>`,
  );
}

async function* exported(from: Connection, written: { lines: number }): AsyncGenerator<string> {
  for await (const line of serverLines(from)) {
    written.lines += 1;
    yield `${line}\n`;
  }
}
