"use client";
// Agents as the pages read them. Keys are kept out: they are answers of mutations, never of a query.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, ask } from "#components/api/client.ts";
import type { Agent, Policy } from "./agent-words.ts";

export const AGENTS_AT_ONCE = 100;
/** What the API gives at most in one answer. */
export const POLICIES_AT_ONCE = 1_000;

export type AgentPage = { agents: Agent[]; next: string | null };

/** @throws OneclawError */
export async function agentPage(cursor: string | undefined): Promise<AgentPage> {
  const answer = await api().agents.list({ limit: AGENTS_AT_ONCE, cursor });
  return { agents: (await ask(Promise.resolve(answer))).agents, next: answer.meta.next_cursor ?? null };
}

/** One agent, as up to date as this page's own changes make it. */
export function useAgent(initial: Agent): Agent {
  const { data } = useQuery({
    queryKey: ["agents", "one", initial.id],
    queryFn: () => ask(api().agents.get(initial.id)),
    initialData: initial,
  });
  return data;
}

/** The policies for one agent, in vaults that the person administers. */
export function usePoliciesOf(agent_id: string, initial: Policy[]): Policy[] {
  const { data } = useQuery({
    queryKey: ["policies", "of", agent_id],
    queryFn: async () =>
      (await ask(api().access.listEverywhere({ principal_id: agent_id, limit: POLICIES_AT_ONCE }))).policies,
    initialData: initial,
  });
  return data;
}

/** Puts a changed agent in its place on this page and has the lists read again. */
export function useAgentChanged(): (agent: Agent) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (agent) => {
      queries.setQueryData(["agents", "one", agent.id], agent);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ["agents", "list"] }),
        queries.invalidateQueries({ queryKey: ["agents", "activity", agent.id] }),
      ]);
    },
    [queries],
  );
}
