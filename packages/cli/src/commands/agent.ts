// `1claw agent`: identities of programs, each with a key that is shown once.
// Must never make a key that could not be kept: the file for it is there before the key is.

import type { Command } from "commander";
import type { ApiSchemas } from "../../../sdk/src/index.ts";
import { quoted } from "../config.ts";
import { type Connection, connect, connectOpen, data, every } from "../connect.ts";
import { isAgents } from "../credential.ts";
import { usage } from "../errors.ts";
import { type Reserved, reserve } from "../files.ts";
import { type Agent, agentNamed, chosenVault, vaultNamed } from "../lookups.ts";
import { confirmByName } from "../prompt.ts";
import type { Globals } from "../settings.ts";
import { oneLine, paint, print, printFields, printJson, printTable, tell } from "../terminal.ts";
import { futureTime, shortTime, wholeNumber } from "../times.ts";

type Body = ApiSchemas["UpdateAgentRequest"];
type LimitFlags = { description?: string; scope?: string[]; bind?: string[]; ttl?: string; expires?: string };
type OutFlags = { out?: string; force?: boolean };
type CreateFlags = Globals & LimitFlags & OutFlags;
type UpdateFlags = Globals &
  LimitFlags & { name?: string; activate?: boolean; unbind?: boolean; expiry?: boolean };
type EnrollFlags = Globals & { email?: string; description?: string };
type KeyFlags = Globals & OutFlags & { yes?: boolean };

export function register(program: Command): void {
  const agent = program
    .command("agent")
    .description("Agents: programs with an identity and a key of their own");
  agent
    .command("list")
    .alias("ls")
    .description("List the agents of the organization")
    .action((_: unknown, command: Command) => list(command.optsWithGlobals()));
  limits(agent.command("create").description("Register an agent; its key is shown this once"))
    .argument("<name>", "what people call it")
    .option(
      "--out <file>",
      "write its settings to a file for you alone (mode 0600) instead of showing the key",
    )
    .option("--force", "replace the file")
    .action((name: string, _: unknown, command: Command) => create(name, command.optsWithGlobals()));
  agent
    .command("enroll")
    .description("Ask to become an agent, without being signed in; a person decides")
    .argument("<name>", "what the program calls itself")
    .option("--email <address>", "whose account decides; without it whoever has the link")
    .option("--description <text>", "what it is for")
    .action((name: string, _: unknown, command: Command) => enroll(name, command.optsWithGlobals()));
  agent
    .command("show")
    .description("Show an agent; without a name, the one you are")
    .argument("[agent]", "by name or id")
    .action((name: string | undefined, _: unknown, command: Command) =>
      show(name, command.optsWithGlobals()),
    );
  limits(agent.command("update").description("Change an agent; what is not named stays"))
    .argument("<agent>", "by name or id")
    .option("--name <name>", "another name")
    .option("--no-expiry", "let it live without an end")
    .option("--unbind", "let it reach every vault that a policy gives it")
    .option("--activate", "let a deactivated agent back in")
    .action((name: string, _: unknown, command: Command) => update(name, command.optsWithGlobals()));
  agent
    .command("rotate-key")
    .description("Give an agent a new key, shown this once; the old one is dead at once")
    .argument("<agent>", "by name or id")
    .option(
      "--out <file>",
      "write its settings to a file for you alone (mode 0600) instead of showing the key",
    )
    .option("--force", "replace the file")
    .option("-y, --yes", "do not ask")
    .action((name: string, _: unknown, command: Command) => rotateKey(name, command.optsWithGlobals()));
  agent
    .command("deactivate")
    .description("Refuse an agent at once; `agent update --activate` lets it back in")
    .argument("<agent>", "by name or id")
    .option("-y, --yes", "do not ask")
    .action((name: string, _: unknown, command: Command) => deactivate(name, command.optsWithGlobals()));
  agent
    .command("delete")
    .alias("rm")
    .description("Delete an agent with its policies, for good")
    .argument("<agent>", "by name or id")
    .option("-y, --yes", "do not ask")
    .action((name: string, _: unknown, command: Command) => remove(name, command.optsWithGlobals()));
}

function limits(command: Command): Command {
  return command
    .option("--description <text>", "what it is for")
    .option("--scope <pattern...>", "paths that no policy can give it more than")
    .option("--bind <vault...>", "the only vaults it can reach, by name or id")
    .option("--ttl <seconds>", "how long its tokens live, 60 to 86400")
    .option("--expires <when>", "30d, or a time: refused after that");
}

async function list(globals: Globals): Promise<void> {
  const from = await connect(globals);
  const agents = await every(from, "list the agents", from.client.agents.listAll());
  if (globals.json) return printJson({ agents });
  printTable<Agent>(
    agents,
    [
      { title: "NAME", value: ({ name }) => name },
      { title: "ID", value: ({ id }) => id, whole: true },
      { title: "STATE", value: state },
      { title: "SIGNS IN BY", value: ({ auth_method }) => auth_method },
      { title: "LAST ACTIVE", value: ({ last_active_at }) => shortTime(last_active_at) || "never" },
      { title: "EXPIRES", value: ({ expires_at }) => shortTime(expires_at) },
    ],
    "There is no agent yet. Register one: 1claw agent create <name>",
  );
}

async function create(name: string, flags: CreateFlags): Promise<void> {
  const from = await connect(flags);
  const body = { name, ...(await limitFields(from, flags)) };
  const made = await keeping(flags, async (keep) => {
    const answer = await data(from, `register the agent ${name}`, from.client.agents.create(body));
    return { answer, kept: await keep(() => envFileFor(from, answer.agent.id, answer.api_key)) };
  });
  if (flags.json) return printJson(made.kept ? { agent: made.answer.agent } : made.answer);
  const { agent, api_key } = made.answer;
  print(`Registered the agent ${oneLine(agent.name)} (${agent.id}).`);
  showKey(api_key, made.kept ? flags.out : undefined);
  tell(
    `It may read nothing yet. Give it something: 1claw policy grant 'api-keys/**' --agent ${quoted(agent.name)}`,
  );
}

async function enroll(name: string, { email, description, ...globals }: EnrollFlags): Promise<void> {
  const from = connectOpen(globals);
  const body = {
    name,
    ...(email !== undefined && { human_email: email }),
    ...(description !== undefined && { description }),
  };
  const answer = await data(from, `ask for the agent ${name}`, from.client.agents.enroll(body));
  if (globals.json) return printJson(answer);
  print(oneLine(answer.message));
  if (answer.approval_url) print(`A signed-in person decides here: ${oneLine(answer.approval_url)}`);
}

async function show(name: string | undefined, flags: Globals): Promise<void> {
  const from = await connect(flags);
  if (name === undefined) {
    if (!isAgents(from.credential))
      throw usage("Say which agent.", "1claw agent show <name>; `1claw agent list` lists them.");
    const self = await data(from, "show the agent", from.client.agents.getSelf());
    return flags.json ? printJson(self) : printAgent(self);
  }
  const agent = await agentNamed(from, name);
  return flags.json ? printJson(agent) : printAgent(agent);
}

function printAgent(agent: Agent | ApiSchemas["AgentSelfResponse"]): void {
  print(paint.bold(oneLine(agent.name)));
  const more: Partial<Agent> = agent;
  printFields([
    ["id", agent.id],
    ["description", agent.description],
    ["state", state(agent)],
    ["signs in by", more.auth_method],
    ["scopes", agent.scopes.join(", ")],
    ["bound to", more.vault_ids?.join(", ") ?? ""],
    ["token life", more.token_ttl_seconds && `${more.token_ttl_seconds} s`],
    ["expires", shortTime(agent.expires_at)],
    ["last active", shortTime(agent.last_active_at) || "never"],
    ["created", shortTime(agent.created_at)],
    ["SSH public key", agent.ssh_public_key],
    ["ECDH public key", agent.ecdh_public_key],
  ]);
}

async function update(name: string, flags: UpdateFlags): Promise<void> {
  const from = await connect(flags);
  const changes: Body = {
    ...(await limitFields(from, flags)),
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.activate && { is_active: true }),
    ...(flags.unbind && { vault_ids: null }),
    ...(flags.expiry === false && { expires_at: null }),
  };
  if (Object.keys(changes).length === 0)
    throw usage("Say what to change.", "1claw agent update --help lists what can be.");
  const { id } = await agentNamed(from, name);
  const agent = await data(from, `change the agent ${name}`, from.client.agents.update(id, changes));
  if (flags.json) return printJson(agent);
  printAgent(agent);
}

async function rotateKey(name: string, flags: KeyFlags): Promise<void> {
  const from = await connect(flags);
  const agent = await agentNamed(from, name);
  await confirmByName(
    `This gives ${agent.name} a new key. Whatever uses the old one is refused at once.`,
    agent.name,
    flags.yes,
  );
  const { answer, kept } = await keeping(flags, async (keep) => {
    const rotated = await data(
      from,
      `rotate the key of ${agent.name}`,
      from.client.agents.rotateKey(agent.id),
    );
    return { answer: rotated, kept: await keep(() => envFileFor(from, agent.id, rotated.api_key)) };
  });
  if (flags.json) return printJson(kept ? {} : answer);
  print(`${oneLine(agent.name)} has a new key.`);
  showKey(answer.api_key, kept ? flags.out : undefined);
}

async function deactivate(name: string, flags: KeyFlags): Promise<void> {
  const from = await connect(flags);
  const agent = await agentNamed(from, name);
  await confirmByName(`This refuses ${agent.name} at once, its tokens included.`, agent.name, flags.yes);
  const changed = await data(
    from,
    `deactivate ${agent.name}`,
    from.client.agents.update(agent.id, { is_active: false }),
  );
  if (flags.json) return printJson(changed);
  print(
    `${oneLine(agent.name)} is refused from now on. Let it back in: 1claw agent update ${quoted(agent.name)} --activate`,
  );
}

async function remove(name: string, flags: KeyFlags): Promise<void> {
  const from = await connect(flags);
  const agent = await agentNamed(from, name);
  await confirmByName(
    `This deletes ${agent.name} with its policies and identity keys, for good.`,
    agent.name,
    flags.yes,
  );
  await data(from, `delete ${agent.name}`, from.client.agents.delete(agent.id));
  if (!flags.json) print(`Deleted the agent ${oneLine(agent.name)}.`);
}

async function limitFields(from: Connection, flags: LimitFlags) {
  const { description, scope, bind, ttl, expires } = flags;
  const vaults = await Promise.all((bind ?? []).map((given) => vaultNamed(from, given)));
  return {
    ...(description !== undefined && { description }),
    ...(scope !== undefined && { scopes: scope }),
    ...(bind !== undefined && { vault_ids: vaults.map(({ id }) => id) }),
    ...(ttl !== undefined && { token_ttl_seconds: wholeNumber(ttl, "--ttl", 60, 86_400) }),
    ...(expires !== undefined && { expires_at: futureTime(expires, "--expires") }),
  };
}

/** Runs what makes a key once the file for it is reserved; `keep` puts it there, and tells whether it is there. */
async function keeping<T>(
  { out, force }: OutFlags,
  work: (keep: (text: () => Promise<string>) => Promise<boolean>) => Promise<T>,
): Promise<T> {
  const file: Reserved | null = out === undefined ? null : await reserve(out, force === true);
  let isOver = false;
  try {
    return await work(async (text) => {
      if (!file) return false;
      isOver = true;
      // A key that is made already must not be lost with its file.
      return file.write(await text()).then(
        () => true,
        () => {
          tell(`${out} could not be written after all; the key is here instead.`);
          return false;
        },
      );
    });
  } finally {
    if (file && !isOver) await file.drop();
  }
}

async function envFileFor(from: Connection, agent_id: string, api_key: string | undefined): Promise<string> {
  const { envFile } = await import("../../../../components/snippets/snippets.ts");
  // The vault is left out where it is not clear which is meant.
  const vault_id = await chosenVault(from).then(
    ({ id }) => id,
    () => undefined,
  );
  return envFile(from.settings.base_url, agent_id, api_key, vault_id);
}

function showKey(api_key: string | undefined, out: string | undefined): void {
  if (api_key === undefined) return;
  if (out !== undefined) print(`Its key is in ${out}, for you alone. It is not shown again.`);
  else {
    print(`ONECLAW_AGENT_API_KEY=${api_key}`);
    tell("Keep it now: it is not shown again.");
  }
}

function state({ is_active, expires_at }: { is_active: boolean; expires_at?: string }): string {
  if (!is_active) return "deactivated";
  return expires_at && Date.parse(expires_at) <= Date.now() ? "expired" : "active";
}
