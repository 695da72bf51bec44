// Names for the ids that events hold. A page of each is enough here: whoever is beyond it is shown by the id.
import type { Directory } from "#components/policies/directory.ts";
import { type OneclawClient, unwrap } from "#sdk";

export type { Directory };

const PAGE = { limit: 200 };

export async function readNames(client: OneclawClient): Promise<Directory> {
  const [agents, people, vaults] = await Promise.all([
    client.agents.list(PAGE),
    client.org.listMembers(PAGE),
    client.vault.list(PAGE),
  ]);
  return {
    agents: unwrap(agents).agents.map(({ id, name, is_active }) => ({ id, name, is_active })),
    people: unwrap(people).members.map(({ id, display_name, email }) => ({
      id,
      name: display_name || email,
      email,
    })),
    vaults: unwrap(vaults).vaults.map(({ id, name, created_by }) => ({ id, name, created_by })),
  };
}
