"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Radio } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { api, sentenceOf } from "#components/api/client.ts";
import { type Directory, nameOf } from "#components/policies/directory.ts";
import { useDirectory } from "#components/policies/use-directory.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type FilterChip, FilterChips } from "#components/ui/filter-chips.tsx";
import { lazyDialog } from "#components/ui/lazy-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Time } from "#components/ui/time.tsx";
import { type AuditInitial, eventPage } from "./audit-queries.ts";
import { EventSentence, OutcomeBadge } from "./event-sentence.tsx";
import type { Event } from "./event-words.ts";
import { ExportMenu } from "./export-menu.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import {
  type Filters,
  isUnfiltered,
  OUTCOME_WORDS,
  RANGES,
  readFilters,
  writeFilters,
} from "./filter-state.ts";
import { useLiveTail } from "./live-tail.ts";
import { SealPanel } from "./seal-panel.tsx";

const EventDrawer = lazyDialog(
  () => import("./event-drawer.tsx").then((file) => file.EventDrawer),
  ({ id }) => id !== null,
);

/** The audit log: what happened, as sentences, with its filters in the address. */
export function AuditLog({ initial, seesAll }: { initial: AuditInitial; seesAll: boolean }) {
  const { filters, opened, setFilters, setOpened } = useAddress();
  const directory = useDirectory(initial.directory);
  const [live, setLive] = useState(false);
  const list = useEvents(initial, filters);
  const loaded = list.data?.pages.flatMap((page) => page.events) ?? [];
  // What ends in the past gets no newer events.
  const canBeLive = !filters.to && list.isSuccess;
  const fresh = useLiveTail(filters, loaded, live && canBeLive);
  const events = merged(fresh, loaded);
  const clear = <Button onClick={() => setFilters({})}>Clear all filters</Button>;
  return (
    <>
      <PageHeader
        title="Audit log"
        description={
          seesAll
            ? "Everything that people and agents of your organization did, or tried to do."
            : "What you did, or tried to do. Owners and admins see everybody's."
        }
        actions={<ExportMenu filters={filters} directory={directory} seesAll={seesAll} />}
      />
      <SealPanel initial={initial.seal} canVerify={seesAll} />
      <div className="mt-6 mb-3 grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <FilterMenu filters={filters} directory={directory} onChange={setFilters} />
          <Button aria-pressed={live} disabled={!canBeLive} onClick={() => setLive(!live)}>
            <Radio aria-hidden className={live && canBeLive ? "size-4 text-ok" : "size-4"} />
            {live && canBeLive ? "Live" : "Follow live"}
          </Button>
          <Announcement fresh={fresh} live={live && canBeLive} />
        </div>
        <FilterChips
          chips={chipsOf(filters, directory, events)}
          onRemove={(id) => setFilters(without(filters, id))}
          onClear={() => setFilters({})}
        />
      </div>
      <DataTable
        label="Events"
        columns={columnsOf(directory)}
        rows={events}
        rowKey={(event) => event.id}
        onOpen={(event) => setOpened(event.id)}
        status={list.isError ? "error" : list.isPending ? "loading" : "ready"}
        error={<Alert tone="danger">{sentenceOf(list.error)}</Alert>}
        more={{
          has: list.hasNextPage,
          load: () => void list.fetchNextPage(),
          pending: list.isFetchingNextPage,
        }}
        empty={
          isUnfiltered(filters) ? (
            <EmptyState art="audit" title="Nothing has happened yet">
              Every sign-in, every read and every change will stand here, sealed so that nobody can quietly
              change it.
            </EmptyState>
          ) : (
            <EmptyState art="search" title="No event fits these filters" action={clear}>
              Try a longer time, or fewer filters.
            </EmptyState>
          )
        }
      />
      <EventDrawer
        id={opened}
        event={events.find(({ id }) => id === opened)}
        directory={directory}
        onClose={() => setOpened(null)}
        onFilter={setFilters}
      />
    </>
  );
}

/** The filters and the open event, which live in the page's address alone. */
function useAddress() {
  const params = useSearchParams();
  const filters = readFilters((name) => params.get(name));
  const go = (next: Filters, event: string | null) =>
    window.history.pushState(null, "", writeFilters(next, event) || window.location.pathname);
  return {
    filters,
    opened: params.get("event"),
    setFilters: (next: Filters) => go(next, null),
    setOpened: (event: string | null) => go(filters, event),
  };
}

function useEvents(initial: AuditInitial, filters: Filters) {
  const isFirst = writeFilters(filters) === writeFilters(initial.filters);
  return useInfiniteQuery({
    queryKey: ["audit", "events", filters],
    queryFn: ({ pageParam }) => eventPage(api(), filters, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // It would read every page again that was ever loaded; what is newer comes with "Follow live".
    refetchOnWindowFocus: false,
    initialData: isFirst ? { pages: [initial.page], pageParams: [undefined] } : undefined,
  });
}

/** Newer ones first, each once: a list that was read again has some of them already. */
function merged(fresh: Event[], loaded: Event[]): Event[] {
  if (fresh.length === 0) return loaded;
  const known = new Set(loaded.map(({ id }) => id));
  return [...fresh.filter(({ id }) => !known.has(id)), ...loaded];
}

/** Says what came in, politely, and in one sentence however much it was. */
function Announcement({ fresh, live }: { fresh: Event[]; live: boolean }) {
  return (
    <p role="status" className="text-xs text-ink-faint tabular-nums">
      {live && (fresh.length === 0 ? "Waiting for events" : `${fresh.length} new`)}
    </p>
  );
}

function columnsOf(directory: Directory): Column<Event>[] {
  return [
    {
      id: "event",
      header: "Event",
      primary: true,
      cell: (event) => <EventSentence event={event} directory={directory} />,
    },
    {
      id: "outcome",
      header: "Outcome",
      bare: true,
      width: "narrow",
      cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
    },
    {
      id: "address",
      header: "Address",
      width: "narrow",
      hideBelow: "md",
      cell: ({ ip_address }) => <span className="font-mono text-xs">{ip_address ?? "—"}</span>,
    },
    {
      id: "time",
      header: "When",
      bare: true,
      width: "narrow",
      align: "end",
      cell: ({ created_at }) => <Time at={created_at} />,
    },
  ];
}

function without(filters: Filters, id: string): Filters {
  const next = { ...filters };
  delete next[id as keyof Filters];
  return next;
}

const moment = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;

function chipsOf(filters: Filters, directory: Directory, events: Event[]): FilterChip[] {
  const { action, actor, resource, outcome, range, from, to } = filters;
  return [
    outcome && { id: "outcome", label: "Outcome", value: OUTCOME_WORDS[outcome] },
    action && { id: "action", label: "Action", value: action },
    actor && { id: "actor", label: "Actor", value: personOrAgent(directory, actor) },
    resource && { id: "resource", label: "Resource", value: resourceName(directory, resource, events) },
    range && { id: "range", label: "Time", value: RANGES[range].label },
    from && { id: "from", label: "From", value: moment(from) },
    to && { id: "to", label: "To", value: moment(to) },
  ].filter((chip): chip is FilterChip => Boolean(chip));
}

function personOrAgent(directory: Directory, id: string): string {
  const isPerson = directory.people.some((person) => person.id === id);
  return nameOf(directory, isPerson ? "user" : "agent", id);
}

function resourceName(directory: Directory, id: string, events: Event[]): string {
  const named = [...directory.vaults, ...directory.agents, ...directory.people].find(
    (each) => each.id === id,
  );
  const path = events.find((event) => event.resource_id === id)?.details.path;
  return named?.name ?? (typeof path === "string" ? path : id.slice(0, 8));
}
