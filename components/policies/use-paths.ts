"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "#components/api/client.ts";
import { unwrap } from "#sdk";

const PAGE = 1_000;
const PAGES_AT_ONCE = 10;

export type KnownPaths = {
  paths: string[];
  /** False while the vault has paths that were not asked for yet. */
  isComplete: boolean;
  isPending: boolean;
  isLooking: boolean;
  failed: boolean;
  /** Asks for the next ten thousand; null where there is nothing more, or it is being asked for. */
  lookFurther: (() => void) | null;
};

/** The paths of a vault that the person may see: the first ten thousand by themselves, more when asked for. */
export function usePaths(vault_id: string | null): KnownPaths {
  const query = useInfiniteQuery({
    queryKey: ["policies", "paths", vault_id],
    enabled: vault_id !== null,
    queryFn: async ({ pageParam }) => {
      const answer = await api().secrets.list(vault_id ?? "", {
        limit: PAGE,
        ...(pageParam && { cursor: pageParam }),
      });
      return { paths: unwrap(answer).secrets.map(({ path }) => path), next: answer.meta.next_cursor };
    },
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    // Each list is an event on the audit log: coming back to the window is no reason for another.
    refetchOnWindowFocus: false,
    staleTime: 60_000,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isError } = query;
  const pages = data?.pages.length ?? 0;
  const goesOn = hasNextPage && !isFetchingNextPage && !isError && pages % PAGES_AT_ONCE !== 0;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return {
    paths: data?.pages.flatMap((page) => page.paths) ?? [],
    isComplete: data !== undefined && !hasNextPage,
    isPending: query.isPending && vault_id !== null,
    isLooking: isFetchingNextPage,
    failed: isError,
    lookFurther: hasNextPage && !isFetchingNextPage && !goesOn ? () => void fetchNextPage() : null,
  };
}
