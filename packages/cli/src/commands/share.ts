// `1claw share`: a secret lent to somebody, and sealed texts that only sender and receiver can read.
// Must never take a passphrase or the link of a sealed share from the command line: the key is in the link.
import type { Command } from "commander";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { type Connection, connect, connectOpen, data, every } from "../connect.ts";
import { type CliError, usage } from "../errors.ts";
import { readGivenText } from "../files.ts";
import { chosenVault, isUuid, principalNamed } from "../lookups.ts";
import { askHidden, askLine, confirm, isInteractive, readPiped, readSecretText } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, paint, print, printJson, printTable, printValue, tell } from "../terminal.ts";
import { futureTime, shortTime, wholeNumber } from "../times.ts";

type Share = ApiSchemas["ShareListResponse"]["shares"][number];
type Sealed = ApiSchemas["SealedShareListResponse"]["sealed_shares"][number];
type PassphraseFlags = { passphrase?: boolean; passphraseFile?: string };
type CreateFlags = Globals &
  PassphraseFlags & {
    agent?: string;
    user?: string;
    email?: string;
    link?: boolean;
    creator?: boolean;
    sealed?: boolean;
    views?: string;
    expires?: string;
    ip?: string[];
    fromFile?: string;
  };
type ListFlags = Globals & { inbound?: boolean; outbound?: boolean; sealed?: boolean };

export function register(program: Command): void {
  const share = program.command("share").description("Sharing: lend a secret, or send a sealed text");
  passphrase(
    share.command("create").description("Lend a secret to somebody, or seal a text that only its link opens"),
  )
    .argument("[path]", "the secret to lend; not with --sealed")
    .option("--email <address>", "to somebody outside, by e-mail")
    .option("--user <user>", "to a person of the organization")
    .option("--agent <agent>", "to an agent")
    .option("--creator", "to the person who registered this agent")
    .option("--link", "to whoever has the link")
    .option("--sealed", "seal a text from a prompt or standard input; the server cannot read it")
    .option("--from-file <file>", "seal what is in a file")
    .option("--views <number>", "how often it can be opened")
    .option("--expires <when>", "24h, 7d, or a time")
    .option("--ip <range...>", "only from these addresses")
    .allowExcessArguments(true)
    .action((path: string | undefined, _: unknown, command: Command) => {
      if (command.args.length > 1)
        throw linkInArguments("A text does not belong on the command line.", "create --sealed");
      return create(path, command.optsWithGlobals());
    });
  share
    .command("list")
    .alias("ls")
    .description("List shares: for you, by you, and sealed ones")
    .option("--inbound", "those for you")
    .option("--outbound", "those you made")
    .option("--sealed", "sealed ones you made")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  share
    .command("accept")
    .description("Accept a share that is for you")
    .argument("<share>", "its id")
    .action((id: string, _: unknown, command: Command) => decide("accept", id, command.optsWithGlobals()));
  share
    .command("decline")
    .description("Decline a share that is for you, for good")
    .argument("<share>", "its id")
    .action((id: string, _: unknown, command: Command) => decide("decline", id, command.optsWithGlobals()));
  passphrase(share.command("open").description("Print what was shared; uses one view up"))
    .argument("[share]", "its id; without it, a link is asked for")
    .action((id: string | undefined, _: unknown, command: Command) =>
      openShare(id, command.optsWithGlobals()),
    );
  share
    .command("revoke")
    .alias("rm")
    .description("Take a share back")
    .argument("<share>", "its id")
    .option("-y, --yes", "do not ask")
    .action((id: string, _: unknown, command: Command) => revoke(id, command.optsWithGlobals()));
}

function passphrase(command: Command): Command {
  return command
    .option("--passphrase", "ask for a passphrase")
    .option("--passphrase-file <file>", "take the passphrase from a file");
}

async function create(path: string | undefined, flags: CreateFlags): Promise<void> {
  if (flags.sealed || flags.fromFile !== undefined) return seal(path, flags);
  if (path === undefined)
    throw usage(
      "Say which secret to lend.",
      "1claw share create <path> --email <address>, or seal a text: 1claw share create --sealed",
    );
  const from = await connect(flags);
  const recipient = await recipientOf(from, flags);
  const vault = await chosenVault(from);
  const secret = await data(from, `find ${path}`, from.client.secrets.describe(vault.id, path));
  const words = await passphraseOf(flags);
  const body = {
    ...recipient,
    ...limits(flags),
    ...(words !== undefined && { passphrase: words }),
    ...(flags.ip && { ip_allowlist: flags.ip }),
  };
  const made = await data(from, `share ${path}`, from.client.sharing.create(secret.id, body));
  if (flags.json) return printJson(made);
  print(oneLine(made.share_url));
  tell(
    `${path} is lent until ${shortTime(made.expires_at)}, ${times(made.max_access_count)} (share ${made.id}).`,
  );
}

async function recipientOf(from: Connection, flags: CreateFlags) {
  const { email, user, agent, link, creator } = flags;
  const given = [email !== undefined, user !== undefined, agent !== undefined, link, creator].filter(
    Boolean,
  ).length;
  if (given !== 1)
    throw usage(
      "Say to whom, and to one alone.",
      "Add --email <address>, --user <user>, --agent <agent>, --creator or --link.",
    );
  if (email !== undefined) return { recipient_type: "external_email" as const, email };
  if (link) return { recipient_type: "anyone_with_link" as const };
  if (creator) return { recipient_type: "creator" as const };
  const { principal_type, principal_id } = await principalNamed(from, { agent, user });
  return { recipient_type: principal_type, recipient_id: principal_id };
}

function limits({ views, expires }: CreateFlags) {
  return {
    ...(views !== undefined && { max_access_count: wholeNumber(views, "--views", 1, 1_000) }),
    ...(expires !== undefined && { expires_at: futureTime(expires, "--expires") }),
  };
}

async function seal(path: string | undefined, flags: CreateFlags): Promise<void> {
  if (path !== undefined)
    throw linkInArguments("A text does not belong on the command line.", "create --sealed");
  const from = await connect(flags);
  const text =
    flags.fromFile === undefined
      ? await readSecretText("Text to seal (not shown): ")
      : await readGivenText(flags.fromFile, "--from-file", 65_536);
  const words = await passphraseOf(flags);
  const fields = { ...limits(flags), ...(words !== undefined && { passphrase: words }) };
  const made = await sealing(() => data(from, "seal the text", from.client.sharing.seal(text, fields)));
  if (flags.json) return printJson(made);
  print(oneLine(made.url));
  tell(
    `Whoever has the whole link opens it, until ${shortTime(made.expires_at)}, ${times(made.max_access_count)}. The key is behind the #.`,
  );
}

/** What the client refuses by itself, in our words. */
async function sealing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError) throw usage(`The text cannot be sealed: ${error.message}`);
    throw error;
  }
}

async function list(flags: ListFlags): Promise<void> {
  const from = await connect(flags);
  const all = !flags.inbound && !flags.outbound && !flags.sealed;
  const { sharing } = from.client;
  const inbound =
    all || flags.inbound ? await every(from, "list the shares for you", sharing.listAllInbound()) : [];
  const outbound =
    all || flags.outbound ? await every(from, "list your shares", sharing.listAllOutbound()) : [];
  const sealed =
    all || flags.sealed ? await every(from, "list your sealed shares", sharing.listAllSealed()) : [];
  if (flags.json) {
    if (all) return printJson({ inbound, outbound, sealed_shares: sealed });
    return printJson(
      flags.sealed ? { sealed_shares: sealed } : { shares: flags.inbound ? inbound : outbound },
    );
  }
  if (all && inbound.length + outbound.length + sealed.length === 0)
    return tell("There is no share for you, and none by you.");
  if (flags.inbound || inbound.length > 0)
    printShares("For you", inbound, ({ shared_by }) => shared_by ?? "");
  if (flags.outbound || outbound.length > 0)
    printShares(
      "By you",
      outbound,
      ({ recipient_type, recipient_email }) => recipient_email ?? recipient_type,
    );
  if (flags.sealed || sealed.length > 0) printSealed(sealed);
}

function printShares(title: string, shares: readonly Share[], other: (share: Share) => string): void {
  print(paint.bold(title));
  printTable<Share>(
    shares,
    [
      { title: "ID", value: ({ id }) => id, whole: true },
      { title: "PATH", value: ({ secret_path }) => secret_path },
      { title: "WITH", value: other },
      { title: "STATE", value: ({ status }) => status },
      {
        title: "VIEWS",
        value: ({ access_count, max_access_count }) => `${access_count}/${max_access_count}`,
      },
      { title: "EXPIRES", value: ({ expires_at }) => shortTime(expires_at) },
    ],
    "None.",
  );
}

function printSealed(sealed: readonly Sealed[]): void {
  print(paint.bold("Sealed by you"));
  printTable<Sealed>(
    sealed,
    [
      { title: "ID", value: ({ id }) => id, whole: true },
      { title: "STATE", value: ({ status }) => status },
      {
        title: "VIEWS",
        value: ({ access_count, max_access_count }) => `${access_count}/${max_access_count}`,
      },
      { title: "PASSPHRASE", value: ({ has_passphrase }) => (has_passphrase ? "yes" : "no") },
      { title: "EXPIRES", value: ({ expires_at }) => shortTime(expires_at) },
    ],
    "None.",
  );
}

async function decide(what: "accept" | "decline", id: string, flags: Globals): Promise<void> {
  const from = await connect(flags);
  await data(from, `${what} the share`, from.client.sharing[what](id));
  if (flags.json) return;
  print(what === "accept" ? `Accepted. Read it: 1claw share open ${oneLine(id)}` : "Declined.");
}

async function openShare(given: string | undefined, flags: Globals & PassphraseFlags): Promise<void> {
  if (given?.includes("#")) throw linkInArguments("The link of a sealed share holds its key.", "open");
  const link = given ?? (isInteractive() ? await askLine("Link or id: ") : await readPiped()).trim();
  if (link.includes("/sealed/")) return openSealed(link, flags);
  const id = link.split("/").at(-1) ?? "";
  if (!isUuid(id))
    throw usage(
      "That is neither the id nor the link of a share.",
      "1claw share list --inbound lists those for you.",
    );
  // Some shares are open to whoever has their link; a sign-in is sent along where there is one.
  const from = await connect(flags).catch(() => connectOpen(flags));
  const shared = await data(
    from,
    "open the share",
    from.client.sharing.access(id, await passphraseOf(flags)),
  );
  if (shared.cmek_encrypted) tell("The value is still encrypted with the sender's own key.");
  return flags.json ? printJson(shared) : printValue(shared.value);
}

async function openSealed(link: string, flags: Globals & PassphraseFlags): Promise<void> {
  const from = connectOpen({ ...flags, baseUrl: link.slice(0, link.indexOf("/sealed/")) });
  const { text, views_left } = await data(
    from,
    "open the sealed share",
    from.client.sharing.unseal(link, await passphraseOf(flags)),
  );
  if (flags.json) return printJson({ text, views_left });
  printValue(text);
  tell(views_left === 0 ? "That was its last view." : `It can be opened ${times(views_left)} more.`);
}

async function revoke(id: string, flags: Globals & { yes?: boolean }): Promise<void> {
  const from = await connect(flags);
  await confirm("Take this share back? Nobody can open it any more.", flags.yes);
  const sealed = await every(from, "list your sealed shares", from.client.sharing.listAllSealed()).catch(
    () => [],
  );
  const isSealed = sealed.some((each) => each.id === id);
  await data(
    from,
    "take the share back",
    isSealed ? from.client.sharing.revokeSealed(id) : from.client.sharing.revoke(id),
  );
  if (!flags.json) print("Taken back.");
}

async function passphraseOf({
  passphrase: ask,
  passphraseFile,
}: PassphraseFlags): Promise<string | undefined> {
  if (passphraseFile !== undefined)
    return (await readGivenText(passphraseFile, "--passphrase-file", 1_024)).replace(/\r?\n$/, "");
  return ask ? askHidden("Passphrase (not shown): ") : undefined;
}

function linkInArguments(what: string, command: string): CliError {
  return usage(
    `${what} Other users and your shell's history see it. Nothing was sent.`,
    `Type \`1claw share ${command}\` and enter it at the prompt, or pipe it in.`,
  );
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
