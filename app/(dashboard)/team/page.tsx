import type { Metadata } from "next";
import { currentPerson, load, loadIfAllowed } from "#app/load.ts";
import { Team } from "#components/team/team.tsx";
import { PEOPLE_AT_ONCE } from "#components/team/team-queries.ts";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Team" };

export default async function TeamPage() {
  const client = await pageClient();
  const [me, organization, members, invited, keys, { mail }] = await Promise.all([
    currentPerson(),
    load(client.org.get()),
    client.org.listMembers({ limit: PEOPLE_AT_ONCE }),
    client.org.listInvites({ limit: PEOPLE_AT_ONCE }),
    client.org.getAgentKeysVault(),
    load(client.auth.options()),
  ]);
  const { members: people } = await load(Promise.resolve(members));
  const invites = await loadIfAllowed(Promise.resolve(invited));
  const keysVault = keys.meta.status === 404 ? null : (await load(Promise.resolve(keys))).vault_id;
  return (
    <Team
      me={{ id: me.id, role: me.role, is_operator: me.is_operator }}
      organization={organization}
      people={{ members: people, next: members.meta.next_cursor ?? null }}
      invites={invites && { invites: invites.invites, next: invited.meta.next_cursor ?? null }}
      keysVault={keysVault}
      sendsMail={mail}
    />
  );
}
