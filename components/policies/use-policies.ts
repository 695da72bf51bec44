"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, sentenceOf } from "#components/api/client.ts";
import { unwrap } from "#sdk";
import type { Policy } from "./directory.ts";
import { POLICIES_AT_ONCE } from "./policy-page.ts";

export type PolicyPage = { policies: Policy[]; next: string | null };
export type PolicyFilter = { vault: string | null; principal: string | null };

/** The policies that a filter leaves, page by page, with what their table has to know. `initial`: the first page, null where they may not be seen. */
export function usePolicies(filter: PolicyFilter, initial: PolicyPage | null | undefined) {
  const query = useInfiniteQuery({
    queryKey: ["policies", "list", filter],
    enabled: initial !== null,
    queryFn: async ({ pageParam }): Promise<PolicyPage> => {
      const principal_id = /[0-9a-f-]{36}$/iu.exec(filter.principal ?? "")?.[0];
      const answer = await api().access.listEverywhere({
        limit: POLICIES_AT_ONCE,
        ...(filter.vault && { vault_id: filter.vault }),
        ...(principal_id && { principal_id }),
        ...(pageParam && { cursor: pageParam }),
      });
      return { policies: unwrap(answer).policies, next: answer.meta.next_cursor ?? null };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    initialData: initial ? { pages: [initial], pageParams: [""] } : undefined,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError, isPending, error } = query;
  const status: "error" | "loading" | "ready" = isError ? "error" : isPending ? "loading" : "ready";
  return {
    policies: query.data?.pages.flatMap((page) => page.policies) ?? [],
    table: {
      status,
      error: isError ? sentenceOf(error) : undefined,
      more: { has: hasNextPage, load: () => void fetchNextPage(), pending: isFetchingNextPage },
    },
  };
}
