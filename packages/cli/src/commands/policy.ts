// `1claw policy`: who may do what at which paths, and why somebody may or may not.

import type { Command } from "commander";
import { type Directory, nameOf, vaultName } from "../../../../components/policies/directory.ts";
import { permissionWords, policyText } from "../../../../components/policies/policy-words.ts";
import { PERMISSIONS } from "../../../../lib/permissions.ts";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { type Connection, connect, data, every } from "../connect.ts";
import { isAgents } from "../credential.ts";
import { usage } from "../errors.ts";
import { clock, printExplanation } from "../explanation.ts";
import { allVaults, chosenVault, isUuid, type Principal, principalNamed, type Vault } from "../lookups.ts";
import { confirm } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, paint, print, printFields, printJson, printTable } from "../terminal.ts";
import { futureTime, pastTime, shortTime } from "../times.ts";

type Policy = ApiSchemas["PolicyResponse"];
type Permission = (typeof PERMISSIONS)[number];
type Who = { agent?: string; user?: string };
type GrantFlags = Globals &
  Who & { can?: string; until?: string; ip?: string[]; between?: string; timezone?: string; days?: string };
type ListFlags = Globals & { everywhere?: boolean };
type WhyFlags = Globals & Who & { can?: string; ip?: string; at?: string };

export function register(program: Command): void {
  const policy = program.command("policy").description("Policies: who may do what at which paths");
  who(policy.command("grant").description("Give an agent or a person access to paths of a vault"))
    .argument("<pattern>", "which paths: * is one segment, ** any number; quote it")
    .option("--can <permissions>", `what, separated by commas: ${PERMISSIONS.join(", ")}`, "read")
    .option("--until <when>", "30d, or a time: ends then")
    .option("--ip <range...>", "only from these addresses, such as 10.0.0.0/8")
    .option("--between <times>", "only at these times of the day, such as 08:00-20:00")
    .option("--timezone <zone>", "whose times of the day they are", "UTC")
    .option("--days <days>", "only on these days, such as mon,tue,wed")
    .action((pattern: string, _: unknown, command: Command) => grant(pattern, command.optsWithGlobals()));
  policy
    .command("list")
    .alias("ls")
    .description("List the policies of a vault")
    .option("--everywhere", "those of every vault that you administer")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  who(
    policy
      .command("why")
      .description("Why somebody may or may not, rule by rule, and the smallest policy that would do"),
  )
    .argument("<path>", "the path of a secret, or the decision id of a denial")
    .option("--can <permission>", "to do what", "read")
    .option("--ip <address>", "from which address")
    .option("--at <time>", "as of when; now unless told otherwise")
    .action((path: string, _: unknown, command: Command) => why(path, command.optsWithGlobals()));
  policy
    .command("revoke")
    .alias("rm")
    .description("Take a policy away, with the next request")
    .argument("<policy>", "its id, as `policy list` shows it")
    .option("-y, --yes", "do not ask")
    .action((id: string, _: unknown, command: Command) => revoke(id, command.optsWithGlobals()));
}

function who(command: Command): Command {
  return command
    .option("--agent <agent>", "an agent, by name or id")
    .option("--user <user>", "a person, by e-mail address or id");
}

async function grant(pattern: string, flags: GrantFlags): Promise<void> {
  const permissions = (flags.can ?? "read").split(",").map((word) => permission(word.trim()));
  const conditions = conditionsOf(flags);
  const expires_at = flags.until === undefined ? undefined : futureTime(flags.until, "--until");
  const from = await connect(flags);
  const [principal, vault] = await Promise.all([principalNamed(from, flags), chosenVault(from)]);
  const limits = { secretPathPattern: pattern, conditions, expires_at };
  const { access } = from.client;
  const made = await data(
    from,
    `give ${principal.name} access to ${pattern}`,
    principal.principal_type === "agent"
      ? access.grantAgent(vault.id, principal.principal_id, permissions, limits)
      : access.grantHuman(vault.id, principal.principal_id, permissions, limits),
  );
  if (flags.json) return printJson(made);
  print(`${oneLine(policyText(made, { principal: principal.name, vault: vault.name }, clock()))}.`);
  print(paint.dim(`policy ${made.id}`));
}

function conditionsOf({ ip, between, timezone, days }: GrantFlags): Record<string, unknown> | undefined {
  const [, after, before] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(between ?? "") ?? [];
  if (between !== undefined && !after)
    throw usage("--between takes two times.", "Type for example --between 08:00-20:00");
  if (days !== undefined && !after)
    throw usage("--days needs the times of the day.", "Add --between 00:00-24:00, or others.");
  const window = after && {
    after,
    before,
    timezone,
    ...(days !== undefined && { days: days.split(",").map((day) => day.trim()) }),
  };
  if (!ip && !window) return undefined;
  return {
    ...(ip && { ip_allowlist: ip.flatMap((word) => word.split(",")) }),
    ...(window && { time_window: window }),
  };
}

function permission(word: string): Permission {
  const known = PERMISSIONS.find((each) => each === word);
  if (!known) throw usage(`There is no permission "${word}".`, `Use: ${PERMISSIONS.join(", ")}.`);
  return known;
}

async function list(flags: ListFlags): Promise<void> {
  const from = await connect(flags);
  const vault = flags.everywhere ? null : await chosenVault(from);
  const policies = vault
    ? await every(from, `list the policies of ${vault.name}`, from.client.access.listAll(vault.id))
    : await everywhere(from);
  if (flags.json) return printJson({ policies });
  const directory = await directoryOf(from, vault ? [vault] : undefined);
  printTable<Policy>(
    policies,
    [
      { title: "ID", value: ({ id }) => id, whole: true },
      {
        title: "POLICY",
        value: (policy) =>
          policyText(
            policy,
            {
              principal: nameOf(directory, policy.principal_type, policy.principal_id),
              vault: vaultName(directory, policy.vault_id),
            },
            clock(),
          ),
      },
    ],
    "There is no policy here. Make one: 1claw policy grant <pattern> --agent <agent>",
  );
}

async function everywhere(from: Connection): Promise<Policy[]> {
  const found: Policy[] = [];
  let cursor: string | undefined;
  do {
    const answering = from.client.access.listEverywhere(cursor === undefined ? {} : { cursor });
    found.push(...(await data(from, "list the policies", answering)).policies);
    cursor = (await answering).meta.next_cursor;
  } while (cursor !== undefined);
  return found;
}

async function why(path: string, flags: WhyFlags): Promise<void> {
  const from = await connect(flags);
  if (isUuid(path)) return whyDecision(path, from, flags);
  const asked = permission(flags.can ?? "read");
  const at = flags.at === undefined ? undefined : pastTime(flags.at, "--at");
  if (isAgents(from.credential) && flags.agent === undefined && flags.user === undefined)
    return whyMe(path, asked, from, flags);
  const [principal, vault] = await Promise.all([principalNamed(from, flags), chosenVault(from)]);
  const { principal_type, principal_id } = principal;
  const question = {
    vault_id: vault.id,
    principal_type,
    principal_id,
    path,
    permission: asked,
    ip: flags.ip,
    at,
  };
  const explanation = await data(from, `explain ${path}`, from.client.access.explain(question));
  if (flags.json) return printJson(explanation);
  printExplanation(explanation, { principal, vault, path, permission: asked }, await directoryOf(from));
}

const REASONS: Readonly<Record<string, string>> = {
  no_policy: "No policy gives it.",
  expired: "The policy that gave it has ended.",
  condition_ip: "A policy gives it, but not from this address.",
  condition_time: "A policy gives it, but not at this time.",
  condition: "A policy gives it, but one of its conditions is not met.",
  scope: "Your own limits do not cover it. No policy can change that.",
  vault_not_bound: "You are bound to other vaults. No policy can change that.",
};

/** What an agent may know of itself: whether, and which class of thing is in the way. */
async function whyMe(path: string, asked: Permission, from: Connection, flags: WhyFlags): Promise<void> {
  const vault = await chosenVault(from);
  const answer = await data(
    from,
    `explain ${path}`,
    from.client.access.mine(vault.id, { path, permission: asked }),
  );
  if (flags.json) return printJson(answer);
  const { allowed = false, reason = "" } = answer.decision ?? {};
  print(
    `${allowed ? paint.green("✓ Allowed") : paint.red("✗ Denied")}: ${oneLine(`you · ${asked} ${path} in ${vault.name}`)}`,
  );
  if (!allowed) print(REASONS[reason] ?? "It is not given.");
  for (const { permissions, secret_path_pattern, expires_at } of answer.grants)
    print(
      `  you may ${permissionWords(permissions)} ${oneLine(secret_path_pattern)}${expires_at ? ` until ${shortTime(expires_at)}` : ""}`,
    );
}

async function whyDecision(decision_id: string, from: Connection, flags: WhyFlags): Promise<void> {
  const decision = await data(from, "show the decision", from.client.access.decision(decision_id));
  if (flags.json) return printJson(decision);
  const directory = await directoryOf(from);
  const name = nameOf(directory, decision.principal_type, decision.principal_id);
  const vault = decision.vault_id ? vaultName(directory, decision.vault_id) : "";
  print(paint.bold(`${oneLine(name)} was ${decision.outcome}`));
  printFields([
    ["when", shortTime(decision.at)],
    ["what", decision.action],
    ["path", decision.path && `${decision.path}${vault && ` in ${vault}`}`],
    ["from", decision.ip],
    ["code", decision.code],
    ["reason", decision.reason],
  ]);
  for (const note of decision.notes) print(oneLine(note));
  const { explanation, path, vault_id, principal_type } = decision;
  if (!explanation || path === undefined || vault_id === undefined) return;
  print();
  print("As it would be decided now:");
  const principal: Principal = {
    principal_type: principal_type === "agent" ? "agent" : "user",
    principal_id: decision.principal_id,
    name,
  };
  const asked = {
    principal,
    vault: { id: vault_id, name: vault },
    path,
    permission: decision.permission ?? "read",
  };
  printExplanation(explanation, asked, directory);
}

async function revoke(id: string, flags: Globals & { yes?: boolean }): Promise<void> {
  const from = await connect(flags);
  const vault = await chosenVault(from);
  const policies = await every(
    from,
    `list the policies of ${vault.name}`,
    from.client.access.listAll(vault.id),
  );
  const found = policies.find((policy) => policy.id === id.toLowerCase());
  if (found && !flags.yes) {
    const directory = await directoryOf(from, [vault]);
    const principal = nameOf(directory, found.principal_type, found.principal_id);
    await confirm(`Take this away: ${policyText(found, { principal, vault: vault.name }, clock())}?`, false);
  }
  await data(from, `take the policy ${id} away`, from.client.access.revoke(vault.id, id));
  if (!flags.json) print("Taken away, with the next request.");
}

/** Names as far as the caller may see them. */
async function directoryOf(from: Connection, known?: readonly Vault[]): Promise<Directory> {
  const quiet = async <T>(list: Promise<T[]>): Promise<T[]> => list.catch(() => []);
  const isPerson = !isAgents(from.credential);
  const [agents, people, vaults] = await Promise.all([
    isPerson ? quiet(every(from, "list the agents", from.client.agents.listAll())) : [],
    isPerson ? quiet(every(from, "list the people", from.client.org.listAllMembers())) : [],
    known ?? quiet(allVaults(from)),
  ]);
  return {
    agents: agents.map(({ id, name, is_active }) => ({ id, name, is_active })),
    people: people.map(({ id, display_name, email }) => ({ id, name: display_name || email, email })),
    vaults: vaults.map(({ id, name, created_by }) => ({ id, name, created_by })),
  };
}
