"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "#components/api/client.ts";
import type { OneclawClient } from "#sdk";
import type { Page } from "./sharing-pages.ts";

/** A list of shares page by page, begun with what the server rendered; `more` is for a `DataTable`. */
export function useSharePages<Row>(
  which: "inbound" | "outbound" | "sealed",
  read: (sharing: OneclawClient["sharing"], cursor?: string) => Promise<Page<Row>>,
  initial: Page<Row>,
) {
  const list = useInfiniteQuery({
    queryKey: ["sharing", which],
    queryFn: ({ pageParam }) => read(api().sharing, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: { pages: [initial], pageParams: [undefined] },
  });
  return {
    rows: list.data.pages.flatMap((page) => page.rows),
    error: list.error,
    more: {
      has: list.hasNextPage,
      load: () => void list.fetchNextPage(),
      pending: list.isFetchingNextPage,
    },
  };
}
