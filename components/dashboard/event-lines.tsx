"use client";
import clsx from "clsx";
import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Directory } from "#components/policies/directory.ts";
import { Time } from "#components/ui/time.tsx";
import { eventWords, hasReason, runsOf } from "./event-words.ts";
import { Nothing, Panel } from "./panel.tsx";
import type { Event } from "./queries.ts";

const LINES = 14;

const OUTCOMES = {
  success: { icon: CircleCheck, ink: "text-ink-faint", word: "Done" },
  denied: { icon: CircleX, ink: "text-danger", word: "Denied" },
  failure: { icon: CircleAlert, ink: "text-warn", word: "Failed" },
};

/** What was refused, each with the way to its reason. */
export function DenialsPanel({ events, directory }: { events: Event[]; directory: Directory }) {
  return (
    <Panel title="Denied" flush more={{ href: "/audit?outcome=denied", label: "All denials" }}>
      {events.length === 0 ? (
        <Nothing>Nothing was denied. Here you will see what agents tried and may not.</Nothing>
      ) : (
        <ul aria-label="Denied requests" className="divide-y divide-line">
          {events.map((event) => (
            <EventLine key={event.id} event={event} directory={directory}>
              {hasReason(event) && (
                <Link
                  href={`/policies/why?decision=${event.id}`}
                  className="ml-1.5 inline-block rounded-sm px-1 py-0.5 font-medium text-accent underline underline-offset-3"
                >
                  Why?<span className="sr-only"> {spoken(event, directory)}</span>
                </Link>
              )}
            </EventLine>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** The newest events, as they come in. */
export function EventsPanel({ events, directory }: { events: Event[]; directory: Directory }) {
  return (
    <Panel
      title="Recent events"
      flush
      className="lg:col-span-2"
      more={{ href: "/audit", label: "Audit log" }}
    >
      <ul aria-label="Recent events" className="divide-y divide-line">
        {runsOf(events)
          .slice(0, LINES)
          .map(({ event, count }) => (
            <EventLine key={event.id} event={event} directory={directory}>
              {count > 1 && (
                <span className="ml-1.5 inline-block rounded-sm bg-sunken px-1 text-2xs text-ink-faint tabular-nums ring-1 ring-line ring-inset">
                  {count}×
                </span>
              )}
            </EventLine>
          ))}
      </ul>
    </Panel>
  );
}

function EventLine({
  event,
  directory,
  children,
}: {
  event: Event;
  directory: Directory;
  children?: ReactNode;
}) {
  const { icon: Icon, ink, word } = OUTCOMES[event.outcome];
  const { who, did, what, is_code, vault } = eventWords(event, directory);
  return (
    <li className="flex gap-2.5 px-4 py-2 text-sm">
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="min-w-0 flex-1">
        <p className="text-ink-soft wrap-anywhere">
          <span className="sr-only">{word}: </span>
          <span className="font-medium text-ink">{who}</span> {did}{" "}
          {what && <span className={is_code ? "font-mono text-xs text-ink" : "text-ink"}>{what}</span>}
          {vault && <> in {vault}</>}
          {children}
        </p>
      </div>
      <span className="shrink-0 text-xs/5 text-ink-faint">
        <Time at={event.created_at} />
      </span>
    </li>
  );
}

function spoken(event: Event, directory: Directory): string {
  const { who, did, what } = eventWords(event, directory);
  return `${who} ${did} ${what ?? ""}`;
}
