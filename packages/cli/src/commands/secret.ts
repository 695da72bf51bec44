// `1claw secret`: values at paths of a vault. A value comes from a prompt, a pipe or a file, and goes where it was asked for.
// Must never take a value from the command line: everybody on the machine can read it there.
import { type Command, Option } from "commander";
import { SECRET_TYPES } from "../../../../lib/secret-types.ts";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { connect, data, every } from "../connect.ts";
import { CliError, usage } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { readGivenText, writePrivate } from "../files.ts";
import { chosenVault } from "../lookups.ts";
import { askHidden, confirmByName, isInteractive, readPiped } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, print, printJson, printTable, printValue, tell } from "../terminal.ts";
import { futureTime, shortTime, wholeNumber } from "../times.ts";
import { CMEK_OPTION, type KeyFlags, readValue, SHARE_OPTION, sealedFor, tellShare } from "../values.ts";

type Metadata = ApiSchemas["SecretMetadataResponse"];
type ListFlags = Globals & { prefix?: string };
type GetFlags = Globals & KeyFlags & { out?: string; force?: boolean; atVersion?: string };
type SetFlags = Globals &
  KeyFlags & {
    fromFile?: string;
    type?: string;
    expires?: string;
    maxReads?: string;
    exact?: boolean;
    value?: unknown;
  };
type RotateFlags = Globals & { length?: string; charset?: string };
type RemoveFlags = Globals & { yes?: boolean };

const PATH = "where it lies in the vault, such as api-keys/stripe";
const CHARSETS = ["hex", "base64", "alphanumeric", "ascii"] as const;

export function register(program: Command): void {
  const secret = program.command("secret").description("Secrets: values at paths of a vault, in versions");
  secret
    .command("list")
    .alias("ls")
    .description("List the paths you may read")
    .argument("[prefix]", "only paths that start with this")
    .action((prefix: string | undefined, _: unknown, command: Command) =>
      list({ ...command.optsWithGlobals<ListFlags>(), ...(prefix !== undefined && { prefix }) }),
    );
  secret
    .command("get")
    .description("Print a value, and nothing else")
    .argument("<path>", PATH)
    .option("--out <file>", "write it to a file for you alone (mode 0600) instead")
    .option("--force", "replace the file")
    .option("--at-version <number>", "an older version")
    .option(...CMEK_OPTION)
    .option(...SHARE_OPTION)
    .action((path: string, _: unknown, command: Command) => get(path, command.optsWithGlobals()));
  secret
    .command("set")
    .description("Store a value, from a hidden prompt, standard input or a file")
    .argument("<path>", PATH)
    .option("--from-file <file>", "take the value from a file, exactly as it is")
    .option("--exact", "keep the line break at the end of standard input")
    .option("--type <type>", `one of ${SECRET_TYPES.join(", ")}`)
    .option("--expires <when>", "30d, or a time: gone after that")
    .option("--max-reads <number>", "gone after so many reads")
    .option(...CMEK_OPTION)
    .addOption(new Option("--value [never]").hideHelp())
    .allowExcessArguments(true)
    .action((path: string, flags: SetFlags, command: Command) => {
      if (command.args.length > 1 || flags.value !== undefined) throw valueInArguments(path);
      return set(path, command.optsWithGlobals());
    });
  secret
    .command("rm")
    .alias("delete")
    .description("Delete a secret; it can be brought back for 30 days")
    .argument("<path>", PATH)
    .option("-y, --yes", "do not ask")
    .action((path: string, _: unknown, command: Command) => remove(path, command.optsWithGlobals()));
  secret
    .command("undelete")
    .description("Bring a deleted secret back")
    .argument("<path>", PATH)
    .action((path: string, _: unknown, command: Command) => undelete(path, command.optsWithGlobals()));
  secret
    .command("versions")
    .description("List the versions of a secret")
    .argument("<path>", PATH)
    .action((path: string, _: unknown, command: Command) => versions(path, command.optsWithGlobals()));
  secret
    .command("rollback")
    .description("Make an older value the newest one")
    .argument("<path>", PATH)
    .argument("<version>", "its number, as `secret versions` lists it")
    .action((path: string, version: string, _: unknown, command: Command) =>
      rollback(path, version, command.optsWithGlobals()),
    );
  secret
    .command("rotate")
    .description("Replace the value by one that the server generates and does not show")
    .argument("<path>", PATH)
    .option("--length <number>", "characters of the new value", "32")
    .option("--charset <name>", `one of ${CHARSETS.join(", ")}`, "hex")
    .action((path: string, _: unknown, command: Command) => rotate(path, command.optsWithGlobals()));
}

async function list(flags: ListFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const query = flags.prefix === undefined ? {} : { prefix: flags.prefix };
  const secrets = await every(
    from,
    `list the secrets of ${vault.name}`,
    from.client.secrets.listAll(vault.id, query),
  );
  if (flags.json) return printJson({ secrets });
  const nothing = flags.prefix === undefined ? "" : ` that starts with ${flags.prefix}`;
  printTable<Metadata>(
    secrets,
    [
      { title: "PATH", value: ({ path }) => path, whole: true },
      { title: "TYPE", value: ({ type }) => type },
      { title: "VERSION", value: ({ version }) => version },
      { title: "READS LEFT", value: readsLeft },
      { title: "EXPIRES", value: ({ expires_at }) => shortTime(expires_at) },
      { title: "CHANGED", value: ({ created_at }) => shortTime(created_at) },
    ],
    `There is no secret in ${oneLine(vault.name)}${nothing} that you may read. Store one: 1claw secret set <path>`,
  );
}

async function get(path: string, flags: GetFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const version =
    flags.atVersion === undefined ? undefined : wholeNumber(flags.atVersion, "--at-version", 1, 999_999_999);
  const secret = await readValue(from, vault, path, flags, version);
  if (flags.out !== undefined) {
    await writePrivate(flags.out, secret.value, flags.force === true);
    return tell(`Wrote ${oneLine(path)} (version ${secret.version}) to ${flags.out}.`);
  }
  if (flags.json) return printJson(secret);
  printValue(secret.value);
}

async function set(path: string, flags: SetFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const { seal, fingerprint } = await sealedFor(vault, flags);
  const fields = writeFields(flags);
  const value = await givenValue(path, flags);
  const created = await data(
    from,
    `store ${path}`,
    from.client.secrets.set(
      vault.id,
      path,
      await seal(value),
      fields,
      fingerprint === undefined ? {} : { cmekFingerprint: fingerprint },
    ),
  );
  if (flags.json) return printJson(created);
  tellShare(path, created.version, created.client_share);
  print(`Stored ${oneLine(path)} in ${oneLine(vault.name)}, version ${created.version} (${counted(value)}).`);
}

function writeFields(flags: SetFlags) {
  const { type, expires, maxReads } = flags;
  const known = SECRET_TYPES.find((each) => each === type);
  if (type !== undefined && !known)
    throw usage(`There is no type "${type}".`, `Use one of: ${SECRET_TYPES.join(", ")}.`);
  return {
    ...(known && { type: known }),
    ...(expires !== undefined && { expires_at: futureTime(expires, "--expires") }),
    ...(maxReads !== undefined && {
      max_access_count: wholeNumber(maxReads, "--max-reads", 1, 1_000_000_000),
    }),
  };
}

async function givenValue(path: string, { fromFile, exact }: SetFlags): Promise<string> {
  const value =
    fromFile !== undefined
      ? await readGivenText(fromFile, "--from-file")
      : isInteractive()
        ? await askHidden(`Value of ${oneLine(path)} (not shown): `)
        : (await readPiped()).replace(exact ? /$^/ : /\r?\n$/, "");
  if (value !== "") return value;
  throw usage("The value is empty. Nothing was stored.", `printf %s "$VALUE" | 1claw secret set ${path}`);
}

function valueInArguments(path: string): CliError {
  return usage(
    "A value does not belong on the command line: other users and your shell's history see it. Nothing was stored.",
    `Type \`1claw secret set ${path}\` and enter it at the prompt, pipe it in, or use --from-file <file>. If the value was real, it is in the history now: replace it.`,
  );
}

async function remove(path: string, flags: RemoveFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  await confirmByName(
    `This deletes ${path} in ${vault.name}. Whoever reads it gets an error from then on.`,
    path,
    flags.yes,
  );
  await data(from, `delete ${path}`, from.client.secrets.delete(vault.id, path));
  if (!flags.json)
    print(
      `Deleted ${oneLine(path)}. For 30 days this brings it back: 1claw secret undelete ${oneLine(path)}`,
    );
}

async function undelete(path: string, flags: Globals): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const restored = await data(from, `bring ${path} back`, from.client.secrets.undelete(vault.id, path));
  if (flags.json) return printJson(restored);
  print(`${oneLine(path)} is back, at version ${restored.version}.`);
}

async function versions(path: string, flags: Globals): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const answer = await data(
    from,
    `list the versions of ${path}`,
    from.client.secrets.listVersions(vault.id, path),
  );
  if (flags.json) return printJson(answer);
  const shown = answer.versions.find(({ is_disabled }) => !is_disabled)?.version;
  printTable<Metadata>(
    answer.versions,
    [
      { title: "VERSION", value: ({ version }) => `${version}${version === shown ? " *" : ""}`, whole: true },
      { title: "STATE", value: ({ is_disabled }) => (is_disabled ? "disabled" : "good") },
      { title: "TYPE", value: ({ type }) => type },
      {
        title: "BY",
        value: ({ created_by, created_by_type }) => (created_by ? `${created_by_type} ${created_by}` : ""),
      },
      { title: "STORED", value: ({ created_at }) => shortTime(created_at) },
    ],
    `${oneLine(path)} has no versions.`,
  );
}

async function rollback(path: string, word: string, flags: Globals): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const version = wholeNumber(word, "<version>", 1, 999_999_999);
  const created = await data(
    from,
    `roll ${path} back`,
    from.client.secrets.rollback(vault.id, path, version),
  );
  if (flags.json) return printJson(created);
  tellShare(path, created.version, created.client_share);
  print(`${oneLine(path)} has the value of version ${version} again, as version ${created.version}.`);
}

async function rotate(path: string, flags: RotateFlags): Promise<void> {
  const charset = CHARSETS.find((each) => each === flags.charset);
  if (!charset) throw usage(`There is no charset "${flags.charset}".`, `Use one of: ${CHARSETS.join(", ")}.`);
  const length = wholeNumber(flags.length ?? "32", "--length", 8, 1_024);
  const from = await connect(flags);
  const vault = await chosenVault(from);
  if (vault.cmek_enabled)
    throw new CliError(`The server cannot generate values for ${vault.name}: it must not know them.`, {
      next: `openssl rand -hex 32 | 1claw secret set ${path} --cmek-key-file <file>`,
      exit: EXIT.conflict,
    });
  const created = await data(
    from,
    `rotate ${path}`,
    from.client.secrets.rotateGenerate(vault.id, path, { length, charset }),
  );
  if (flags.json) return printJson(created);
  tellShare(path, created.version, created.client_share);
  print(`${oneLine(path)} has a new value, version ${created.version}, that nobody has seen.`);
}

function readsLeft({ max_access_count, access_count = 0 }: Metadata): string {
  return max_access_count === undefined ? "" : String(Math.max(0, max_access_count - access_count));
}

function counted(value: string): string {
  const count = [...value].length;
  return `${count.toLocaleString("en")} character${count === 1 ? "" : "s"}`;
}
