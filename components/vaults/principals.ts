"use client";
// The names of people and agents, for what the API tells by id alone.
import { useQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import { type ApiSchemas, unwrap } from "#sdk";

type Agent = ApiSchemas["AgentResponse"];

export type Principals = {
  agents: ReadonlyMap<string, Agent>;
  /** A name; the beginning of the id for somebody who is gone or may not be seen. */
  nameOf(id: string): string;
  isMe(id: string): boolean;
};

const FRESH_MS = 60_000;

/** Everybody in the organization, as far as this person may see them. */
export function usePrincipals(me: { id: string }): Principals {
  const { data } = useQuery({ queryKey: ["principals"], queryFn: everybody, staleTime: FRESH_MS });
  return {
    agents: data?.agents ?? new Map(),
    nameOf: (id) => data?.names.get(id) ?? `${id.slice(0, 8)}…`,
    isMe: (id) => id === me.id,
  };
}

async function everybody() {
  const [people, bots] = await Promise.all([api().org.listMembers(), api().agents.list()]);
  const members = people.meta.status === 403 ? [] : unwrap(people).members;
  const agents = bots.meta.status === 403 ? [] : unwrap(bots).agents;
  return {
    agents: new Map(agents.map((agent) => [agent.id, agent])),
    names: new Map([
      ...members.map(({ id, display_name, email }): [string, string] => [id, display_name || email]),
      ...agents.map(({ id, name }): [string, string] => [id, name]),
    ]),
  };
}
