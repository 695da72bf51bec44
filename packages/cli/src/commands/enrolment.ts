// `1claw enrolment`: programs that ask to become agents, for the people who decide.
import type { Command } from "commander";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { connect, data, every } from "../connect.ts";
import { usage } from "../errors.ts";
import { isUuid } from "../lookups.ts";
import { confirm, readSecretText } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, print, printJson, printTable, tell } from "../terminal.ts";
import { shortTime } from "../times.ts";

type Enrolment = ApiSchemas["EnrolmentResponse"];
type ListFlags = Globals & { decided?: boolean };
type DecideFlags = Globals & { yes?: boolean };

export function register(program: Command): void {
  const enrolment = program
    .command("enrolment")
    .alias("enrollment")
    .description("Programs that ask to become agents");
  enrolment
    .command("list")
    .alias("ls")
    .description("List the requests that wait for you")
    .option("--decided", "those of the last week that were decided instead")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  for (const what of ["approve", "deny"] as const)
    enrolment
      .command(what)
      .description(what === "approve" ? "Register the program as an agent of yours" : "Turn the program down")
      .argument("[enrolment]", "its id; without it, the approval link is asked for")
      .option("-y, --yes", "do not ask")
      .action((id: string | undefined, _: unknown, command: Command) =>
        decide(what, id, command.optsWithGlobals()),
      );
}

async function list(flags: ListFlags): Promise<void> {
  const from = await connect(flags);
  const status = flags.decided ? ("decided" as const) : ("pending" as const);
  const enrolments = await every(from, "list the requests", from.client.enrolments.listAll({ status }));
  if (flags.json) return printJson({ enrolments });
  printTable<Enrolment>(
    enrolments,
    [
      { title: "ID", value: ({ id }) => id, whole: true },
      { title: "CALLS ITSELF", value: ({ name }) => name },
      { title: "STATE", value: (each) => each.status },
      { title: "FROM", value: ({ ip }) => ip ?? "" },
      { title: "ASKED", value: ({ created_at }) => shortTime(created_at) },
      { title: "EXPIRES", value: ({ expires_at }) => shortTime(expires_at) },
      { title: "DESCRIPTION", value: ({ description }) => description },
    ],
    flags.decided ? "Nothing was decided within the last week." : "No program waits for you.",
  );
}

async function decide(
  what: "approve" | "deny",
  given: string | undefined,
  flags: DecideFlags,
): Promise<void> {
  const from = await connect(flags);
  const which = await named(given);
  if (!flags.yes) {
    const asks =
      "token" in which
        ? await data(from, "look the request up", from.client.enrolments.lookup(which.token))
        : await pending(which.enrolment_id);
    const facts = asks
      ? `"${asks.name}"${asks.ip ? ` from ${asks.ip}` : ""}, asked ${shortTime(asks.created_at)}. ${asks.access}`
      : "this program";
    await confirm(`${what === "approve" ? "Approve" : "Deny"} ${facts}?`, false);
  }
  if (what === "deny") {
    const answer = await data(from, "deny the request", from.client.enrolments.deny(which));
    return flags.json ? printJson(answer) : print(oneLine(answer.message));
  }
  const answer = await data(from, "approve the request", from.client.enrolments.approve(which));
  if (flags.json) return printJson(answer);
  print(oneLine(answer.message));
  if (answer.api_key === undefined) return;
  print(`ONECLAW_AGENT_API_KEY=${answer.api_key}`);
  tell("Keep it now: it is not shown again.");

  async function pending(id: string): Promise<Enrolment | undefined> {
    const waiting = await every(from, "list the requests", from.client.enrolments.listAll());
    return waiting.find((each) => each.id === id);
  }
}

/** The id, or the token of a link: that decides for whoever has it, so it is not taken from the command line. */
async function named(given: string | undefined): Promise<{ enrolment_id: string } | { token: string }> {
  if (given !== undefined) {
    if (isUuid(given)) return { enrolment_id: given.toLowerCase() };
    throw usage(
      "That is not the id of a request.",
      "1claw enrolment list shows the ids. A link is typed at the prompt: leave the word away.",
    );
  }
  const link = await readSecretText("Approval link (not shown): ");
  const token = /[?&#]token=([\w-]+)/.exec(link)?.[1] ?? /^[\w-]+$/.exec(link)?.[0];
  if (!token) throw usage("That is no approval link.", "Copy the whole link that the program printed.");
  return { token };
}
