// People and invitations as the pages read them.
import { useQueryClient } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { type ApiSchemas, unwrap } from "#sdk";
import type { Role } from "./roles.ts";

export type Member = ApiSchemas["OrgMemberResponse"];
export type Invite = ApiSchemas["OrgInviteResponse"];
export type PeoplePage = { members: Member[]; next: string | null };
export type InvitesPage = { invites: Invite[]; next: string | null };

/** Who looks at the page. */
export type Me = { id: string; role: Role; is_operator: boolean };

export const PEOPLE_AT_ONCE = 200;

/** @throws OneclawError */
export async function peoplePage(cursor: string | undefined): Promise<PeoplePage> {
  const answer = await api().org.listMembers({ limit: PEOPLE_AT_ONCE, cursor });
  return { members: unwrap(answer).members, next: answer.meta.next_cursor ?? null };
}

/** @throws OneclawError */
export async function invitesPage(cursor: string | undefined): Promise<InvitesPage> {
  const answer = await api().org.listInvites({ limit: PEOPLE_AT_ONCE, cursor });
  return { invites: unwrap(answer).invites, next: answer.meta.next_cursor ?? null };
}

/** Has everything about the team read again. */
export function useTeamChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["team"] });
}

/** How somebody is called. */
export function nameOf({ display_name, email }: Pick<Member, "display_name" | "email">): string {
  return display_name || email;
}

export type Belongings = { vaults: number; policies: number };

/** How many vaults somebody made and how many policies name them, as far as the reader may see. @throws OneclawError */
export async function belongingsOf(user_id: string): Promise<Belongings> {
  let vaults = 0;
  for await (const vault of api().vault.listAll()) if (vault.created_by === user_id) vaults++;
  let policies = 0;
  let cursor: string | undefined;
  do {
    const answer = await api().access.listEverywhere({ limit: 1_000, cursor });
    policies += unwrap(answer).policies.filter(({ principal_id }) => principal_id === user_id).length;
    cursor = answer.meta.next_cursor;
  } while (cursor !== undefined);
  return { vaults, policies };
}
