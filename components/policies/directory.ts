// Who and what policies speak of: agents, people and vaults by their names.
import type { ApiSchemas, OneclawClient } from "#sdk";

export type Named = { id: string; name: string };
export type Directory = {
  /** `is_active` false: the agent is refused whatever the policies say. */
  agents: (Named & { is_active: boolean })[];
  people: (Named & { email: string })[];
  vaults: (Named & { created_by: string })[];
};

export type Policy = ApiSchemas["PolicyResponse"];
export type PrincipalType = Policy["principal_type"];

const MANY = 5_000;

/** The names as the caller may see them; what they may not see is left out. */
export async function readDirectory(client: OneclawClient): Promise<Directory> {
  const [agents, people, vaults] = await Promise.all([
    collect(client.agents.listAll()),
    collect(client.org.listAllMembers()),
    collect(client.vault.listAll()),
  ]);
  return {
    agents: agents.map(({ id, name, is_active }) => ({ id, name, is_active })),
    people: people.map(({ id, display_name, email }) => ({ id, name: display_name || email, email })),
    vaults: vaults.map(({ id, name, created_by }) => ({ id, name, created_by })),
  };
}

/** "agent:<id>", as a choice and an address hold a principal. */
export function principalKey(type: PrincipalType, id: string): string {
  return `${type}:${id}`;
}

/** The principal of such a key, or of an id alone where the directory knows whose it is. */
export function principalOf(
  key: string | null,
  directory: Directory,
): { type: PrincipalType; id: string } | null {
  const [, type, id] = /^(agent|user):([0-9a-f-]{36})$/iu.exec(key ?? "") ?? [];
  if (type && id) return { type: type === "agent" ? "agent" : "user", id: id.toLowerCase() };
  if (directory.agents.some((agent) => agent.id === key)) return { type: "agent", id: key ?? "" };
  if (directory.people.some((person) => person.id === key)) return { type: "user", id: key ?? "" };
  return null;
}

/** A name for whoever it is, also when they are not there any more. */
export function nameOf(directory: Directory, type: string, id: string): string {
  const list: Named[] = type === "agent" ? directory.agents : directory.people;
  const found = list.find((each) => each.id === id);
  return found?.name ?? `${type === "agent" ? "agent" : "user"} ${id.slice(0, 8)}`;
}

export function vaultName(directory: Directory, id: string): string {
  return directory.vaults.find((vault) => vault.id === id)?.name ?? `vault ${id.slice(0, 8)}`;
}

async function collect<T>(items: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= MANY) break;
  }
  return found;
}
