"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "#components/api/client.ts";
import type { Event } from "./event-words.ts";
import { type Filters, toQuery } from "./filter-state.ts";

const EVERY_MS = 3_000;
/** Events become visible in the order of their commits, which is not quite that of their times. */
const OVERLAP_MS = 5_000;
const AT_ONCE = 100;
const KEPT = 500;

/**
 * The events that came after `known` (newest first) was loaded, newest first, asked for every three seconds. It asks
 * only for what is newer than the newest, and rests while the page is hidden.
 */
export function useLiveTail(filters: Filters, known: readonly Event[], on: boolean): Event[] {
  const queries = useQueryClient();
  const key = ["audit", "tail", filters];
  const { data = [] } = useQuery({
    queryKey: key,
    enabled: on,
    refetchInterval: on ? EVERY_MS : false,
    refetchOnMount: "always",
    queryFn: async ({ signal }) => {
      const fresh = queries.getQueryData<Event[]>(key) ?? [];
      const newest = fresh[0] ?? known[0];
      const after = newest ? Date.parse(newest.created_at) - OVERLAP_MS : Date.now() - EVERY_MS;
      const query = { ...toQuery(filters, Date.now()), from: new Date(after).toISOString(), limit: AT_ONCE };
      const { events } = await ask(api().audit.query(query, { signal }));
      const seen = new Set([...fresh, ...known.slice(0, 2 * AT_ONCE)].map(({ id }) => id));
      const added = events.filter(({ id }) => !seen.has(id));
      return added.length === 0 ? fresh : [...added, ...fresh].slice(0, KEPT);
    },
  });
  return data;
}
