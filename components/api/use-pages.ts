"use client";
import { useInfiniteQuery } from "@tanstack/react-query";

/**
 * A list that is read page by page, begun with what the server rendered. `table` is what a `DataTable` takes of it.
 * `refetchEvery` says in how many milliseconds all pages are read again, and false for not at all.
 */
export function usePages<Page extends { next: string | null }>(
  queryKey: readonly unknown[],
  read: (cursor: string | undefined) => Promise<Page>,
  initial: Page,
  refetchEvery: (pages: Page[]) => number | false = () => false,
) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: { pages: [initial], pageParams: [undefined] },
    refetchInterval: ({ state }) => refetchEvery(state.data?.pages ?? []),
  });
  return {
    list,
    pages: list.data.pages,
    table: {
      status: list.isError ? ("error" as const) : ("ready" as const),
      more: {
        has: list.hasNextPage,
        load: () => void list.fetchNextPage(),
        pending: list.isFetchingNextPage,
      },
    },
  };
}
