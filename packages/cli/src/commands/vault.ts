// `1claw vault`: the containers that secrets and policies belong to.
import type { Command } from "commander";
import { changeConfig, quoted } from "../config.ts";
import { connect, data } from "../connect.ts";
import { usage } from "../errors.ts";
import { allVaults, chosenVault, type Vault, vaultNamed } from "../lookups.ts";
import { confirmByName } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, paint, print, printFields, printJson, printTable } from "../terminal.ts";
import { shortTime } from "../times.ts";

type CreateFlags = Globals & { description?: string; splitCustody?: boolean };
type DeleteFlags = Globals & { yes?: boolean };

export function register(program: Command): void {
  const vault = program
    .command("vault")
    .description("Vaults: containers of secrets, each with a key of its own");
  vault
    .command("list")
    .alias("ls")
    .description("List the vaults you can reach")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  vault
    .command("create")
    .description("Create a vault")
    .argument("<name>", "what people call it")
    .option("--description <text>", "what it is for")
    .option("--split-custody", "split the key of each value between the server and you")
    .action((name: string, _: unknown, command: Command) => create(name, command.optsWithGlobals()));
  vault
    .command("show")
    .description("Show a vault, the chosen one unless another is named")
    .argument("[vault]", "by name or id")
    .action((name: string | undefined, _: unknown, command: Command) =>
      show(name, command.optsWithGlobals()),
    );
  vault
    .command("use")
    .description("Choose the vault that commands without --vault use")
    .argument("<vault>", "by name or id")
    .action((name: string, _: unknown, command: Command) => use(name, command.optsWithGlobals()));
  vault
    .command("delete")
    .description("Delete a vault with all its secrets")
    .argument("<vault>", "by name or id")
    .option("-y, --yes", "do not ask")
    .action((name: string, _: unknown, command: Command) => remove(name, command.optsWithGlobals()));
}

async function list(globals: Globals): Promise<void> {
  const from = await connect(globals);
  const vaults = await allVaults(from);
  if (globals.json) return printJson({ vaults });
  const chosen = from.settings.vault;
  const isChosen = ({ id, name }: Vault) => id === chosen || name === chosen;
  printTable(
    vaults,
    [
      { title: "NAME", value: (vault) => `${vault.name}${isChosen(vault) ? " *" : ""}` },
      { title: "ID", value: ({ id }) => id, whole: true },
      { title: "CUSTODY", value: custody },
      { title: "CREATED", value: ({ created_at }) => shortTime(created_at) },
      { title: "DESCRIPTION", value: ({ description }) => description },
    ],
    "There is no vault that you can reach. Make one: 1claw vault create <name>",
  );
}

async function create(name: string, flags: CreateFlags): Promise<void> {
  const from = await connect(flags);
  const body = {
    name,
    ...(flags.description !== undefined && { description: flags.description }),
    ...(flags.splitCustody && { mpc_custody: "2-of-2" as const }),
  };
  const vault = await data(from, `create the vault ${name}`, from.client.vault.create(body));
  if (flags.json) return printJson(vault);
  print(`Created the vault ${oneLine(vault.name)} (${vault.id}).`);
}

async function show(name: string | undefined, flags: Globals): Promise<void> {
  const from = await connect(flags);
  const vault = name === undefined ? await chosenVault(from) : await vaultNamed(from, name);
  if (flags.json) return printJson(vault);
  print(paint.bold(oneLine(vault.name)));
  printFields([
    ["id", vault.id],
    ["description", vault.description],
    ["custody", custody(vault)],
    ["key fingerprint", vault.cmek_fingerprint],
    ["created", `${shortTime(vault.created_at)} by ${vault.created_by_type} ${vault.created_by}`],
  ]);
}

async function use(name: string, flags: Globals): Promise<void> {
  const from = await connect(flags);
  const vault = await vaultNamed(from, name);
  const { profile_name, profile, base_url } = from.settings;
  if (profile.credential && profile.base_url !== base_url)
    throw usage(
      `Profile ${profile_name} is signed in at ${profile.base_url}, and this vault is at ${base_url}.`,
      `Use a profile of its own: 1claw vault use ${quoted(name)} --profile <name> --base-url ${base_url}`,
    );
  changeConfig(({ profiles }) => {
    profiles[profile_name] = { ...profiles[profile_name], base_url, vault: vault.id };
  });
  if (flags.json) return printJson(vault);
  print(`Commands use the vault ${oneLine(vault.name)} from now on.`);
}

async function remove(name: string, flags: DeleteFlags): Promise<void> {
  const from = await connect(flags);
  const vault = await vaultNamed(from, name);
  await confirmByName(
    `This deletes the vault ${vault.name} at ${from.settings.base_url} with all its secrets and policies.`,
    vault.name,
    flags.yes,
  );
  await data(from, `delete the vault ${vault.name}`, from.client.vault.delete(vault.id));
  if (!flags.json) print(`Deleted the vault ${oneLine(vault.name)}.`);
}

function custody({ cmek_enabled, mpc_custody }: Vault): string {
  if (cmek_enabled) return "your own key";
  return mpc_custody ? `split (${mpc_custody})` : "server";
}
