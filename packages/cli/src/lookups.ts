// Vaults, agents and people by name, id or address, as people type them.

import type { ApiSchemas } from "../../sdk/src/index.ts";
import { type Connection, data, every } from "./connect.ts";
import { isAgents } from "./credential.ts";
import { CliError, usage } from "./errors.ts";
import { EXIT } from "./exit-codes.ts";

export type Vault = ApiSchemas["VaultResponse"];
export type Agent = ApiSchemas["AgentResponse"];
export type Principal = { principal_type: "user" | "agent"; principal_id: string; name: string };

/** Where the server keeps the agents' own keys. */
const AGENT_KEYS = "__agent-keys";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The vault of --vault, ONECLAW_VAULT_ID or the profile, else the only one there is. @throws CliError */
export async function chosenVault(from: Connection): Promise<Vault> {
  const given = from.settings.vault;
  if (given !== undefined) return vaultNamed(from, given);
  const vaults = (await allVaults(from)).filter(isMeant);
  if (vaults.length === 1 && vaults[0]) return vaults[0];
  if (vaults.length === 0)
    throw new CliError("There is no vault that you can reach.", {
      cause: isAgents(from.credential) ? "No policy gives this agent anything yet." : undefined,
      next: isAgents(from.credential)
        ? "Ask its human for one: 1claw policy grant '**' --agent <agent>"
        : "1claw vault create Production",
      exit: EXIT.not_found,
    });
  throw usage(
    "There are several vaults; say which one.",
    `Add --vault <name>, or choose one for good: 1claw vault use <name>. There are: ${names(vaults)}.`,
  );
}

/** A vault by name or id. @throws CliError */
export async function vaultNamed(from: Connection, given: string): Promise<Vault> {
  if (isUuid(given)) return data(from, `find the vault ${given}`, from.client.vault.get(given));
  const vaults = await allVaults(from);
  const found = vaults.filter(({ name }) => name === given);
  const loose = vaults.filter(({ name }) => name.toLowerCase() === given.toLowerCase());
  return only(found.length > 0 ? found : loose, "vault", given, names(vaults) || "none", "1claw vault list");
}

/** Whether a vault can be meant by somebody who names none. */
export function isMeant({ name }: { name: string }): boolean {
  return name !== AGENT_KEYS;
}

export function allVaults(from: Connection): Promise<Vault[]> {
  return every(from, "list the vaults", from.client.vault.listAll());
}

/** An agent by name or id. @throws CliError */
export async function agentNamed(from: Connection, given: string): Promise<Agent> {
  if (isUuid(given)) return data(from, `find the agent ${given}`, from.client.agents.get(given));
  const agents = await every(from, "list the agents", from.client.agents.listAll());
  return only(
    agents.filter(({ name }) => name === given),
    "agent",
    given,
    names(agents) || "none",
    "1claw agent list",
  );
}

/** Whoever --agent or --user names. @throws CliError when it is neither or both */
export async function principalNamed(
  from: Connection,
  flags: { agent?: string; user?: string },
): Promise<Principal> {
  const { agent, user } = flags;
  if ((agent === undefined) === (user === undefined))
    throw usage("Say for whom: an agent or a person.", "Add --agent <name or id>, or --user <e-mail or id>.");
  if (agent !== undefined) {
    // An agent may grant in vaults of its own, but not list agents.
    if (isUuid(agent) && isAgents(from.credential))
      return { principal_type: "agent", principal_id: agent, name: agent };
    const { id, name } = await agentNamed(from, agent);
    return { principal_type: "agent", principal_id: id, name };
  }
  return personNamed(from, user ?? "");
}

async function personNamed(from: Connection, given: string): Promise<Principal> {
  const people = await every(from, "list the people of the organization", from.client.org.listAllMembers());
  const found = people.filter(
    ({ id, email }) => id === given.toLowerCase() || email.toLowerCase() === given.toLowerCase(),
  );
  const person = only(
    found.map((each) => ({ ...each, name: each.email })),
    "person",
    given,
    people.map(({ email }) => email).join(", "),
    "Name them by e-mail address or id.",
  );
  return { principal_type: "user", principal_id: person.id, name: person.email };
}

function only<T extends { id: string }>(
  found: readonly T[],
  kind: string,
  given: string,
  known: string,
  next: string,
): T {
  const [one, another] = found;
  if (one && !another) return one;
  if (one)
    throw usage(
      `There are several ${kind}s named ${given}.`,
      `Use an id: ${found.map(({ id }) => id).join(", ")}.`,
    );
  throw new CliError(`There is no ${kind} named ${given}.`, {
    cause: `There are: ${known}.`,
    next,
    exit: EXIT.not_found,
    code: `${kind}_not_found`,
  });
}

function names(list: readonly { name: string }[]): string {
  const shown = list.slice(0, 12).map(({ name }) => name);
  return shown.join(", ") + (list.length > shown.length ? `, and ${list.length - shown.length} more` : "");
}
