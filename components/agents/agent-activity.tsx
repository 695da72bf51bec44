"use client";
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import clsx from "clsx";
import Link from "next/link";
import { api, sentenceOf } from "#components/api/client.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { buttonLook } from "#components/ui/button.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Section } from "#components/ui/section.tsx";
import { Time } from "#components/ui/time.tsx";
import { type ApiSchemas, unwrap } from "#sdk";
import type { Agent } from "./agent-words.ts";

type Event = ApiSchemas["AuditEvent"];
type EventPage = { events: Event[]; next: string | null };
/** What the agent did, or what people did to it. */
export type Side = "done" | "changes";

const ASK_EVERY_MS = 2_000;
const EVENTS_AT_ONCE = 50;

/** The agent's part of the audit log. New events come by themselves while no older ones were asked for. */
export function AgentActivity({ agent, side, initial }: { agent: Agent; side: Side; initial: EventPage }) {
  const { data, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ["agents", "activity", agent.id, side],
    queryFn: async ({ pageParam }): Promise<EventPage> => {
      const who = side === "changes" ? { resource_id: agent.id } : { actor_id: agent.id };
      const answer = await api().audit.query({ ...who, limit: EVENTS_AT_ONCE, cursor: pageParam });
      return { events: unwrap(answer).events, next: answer.meta.next_cursor ?? null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    initialData: { pages: [initial], pageParams: [undefined] },
    refetchInterval: ({ state }) => (isLive(state.data) ? ASK_EVERY_MS : false),
  });
  const live = isLive(data);
  return (
    <Section
      title="Activity"
      description={
        side === "done"
          ? "What the agent did and was refused, newest first."
          : "What was done to the agent itself."
      }
      actions={
        <span role="status" className="flex items-center gap-2 text-xs text-ink-faint">
          <span
            aria-hidden
            className={clsx("size-2 rounded-full", live ? "pulse bg-ok-bright" : "bg-line-strong")}
          />
          {live ? "Live" : "Not live while older events are shown"}
        </span>
      }
    >
      <DataTable
        label="Events"
        columns={COLUMNS}
        rows={data.pages.flatMap(({ events }) => events).filter((event) => isOn(side, event, agent))}
        rowKey={({ id }) => id}
        search={{ placeholder: "Search actions, paths, addresses", text: searched }}
        toolbar={<Sides agent={agent} side={side} />}
        status={isError ? "error" : "ready"}
        error={<Alert tone="danger">{sentenceOf(error)}</Alert>}
        more={{ has: hasNextPage, load: () => void fetchNextPage(), pending: isFetchingNextPage }}
        actions={(event) =>
          event.outcome === "denied" && (
            <Link
              href={`/policies/why?decision=${event.id}`}
              aria-label={`Why was ${event.action} denied?`}
              className={buttonLook({ variant: "ghost", size: "sm" })}
            >
              Why?
            </Link>
          )
        }
        empty={<Nothing agent={agent} side={side} />}
      />
    </Section>
  );
}

/** What the agent did to itself, such as signing in, is among what it did. */
function isOn(side: Side, event: Event, agent: Agent): boolean {
  return side === "done" || event.actor_id !== agent.id;
}

function isLive(data: InfiniteData<EventPage> | undefined): boolean {
  return data?.pages.length === 1;
}

const OUTCOMES: Readonly<Record<Event["outcome"], { tone: Tone; text: string }>> = {
  success: { tone: "ok", text: "Allowed" },
  denied: { tone: "danger", text: "Denied" },
  failure: { tone: "warn", text: "Failed" },
};

const COLUMNS: Column<Event>[] = [
  {
    id: "action",
    header: "Action",
    primary: true,
    cell: ({ action }) => <span className="font-mono text-xs">{action}</span>,
  },
  {
    id: "outcome",
    header: "Outcome",
    bare: true,
    cell: ({ outcome }) => <Badge tone={OUTCOMES[outcome].tone}>{OUTCOMES[outcome].text}</Badge>,
  },
  {
    id: "what",
    header: "What",
    width: "wide",
    bare: true,
    cell: (event) => <span className="font-mono text-xs wrap-anywhere">{aboutWhat(event)}</span>,
  },
  { id: "from", header: "From", hideBelow: "md", cell: ({ ip_address }) => ip_address ?? "" },
  { id: "at", header: "When", bare: true, cell: ({ created_at }) => <Time at={created_at} /> },
];

/** The path or whatever else says most about an event. */
function aboutWhat({ details }: Event): string {
  if (typeof details.path === "string") {
    return typeof details.version === "number" ? `${details.path} version ${details.version}` : details.path;
  }
  if (Array.isArray(details.changed)) return details.changed.join(", ");
  return [details.method, details.key_prefix, details.name].find((each) => typeof each === "string") ?? "";
}

function searched(event: Event): string {
  return `${event.action} ${event.outcome} ${aboutWhat(event)} ${event.ip_address ?? ""} ${event.request_id ?? ""}`;
}

function Sides({ agent, side }: { agent: Agent; side: Side }) {
  const base = `/agents/${agent.id}/activity`;
  const sides = [
    { id: "done", href: base, label: "What it did" },
    { id: "changes", href: `${base}?about=changes`, label: "What was done to it" },
  ];
  return (
    <nav aria-label="Whose acts" className="flex gap-1">
      {sides.map(({ id, href, label }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === side ? "page" : undefined}
          className={buttonLook({ variant: id === side ? "outline" : "ghost" })}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

function Nothing({ agent, side }: { agent: Agent; side: Side }) {
  return (
    <EmptyState
      art="audit"
      title={side === "done" ? `${agent.name} has done nothing yet` : "Nothing that you can see"}
      action={side === "done" ? <Sides agent={agent} side={side} /> : undefined}
    >
      {side === "done"
        ? "Its first sign-in, its reads and whatever it is refused appear here as they happen."
        : "Members see what they did themselves; owners and admins see everything."}
    </EmptyState>
  );
}
