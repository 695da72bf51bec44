"use client";
import { keepPreviousData, type UseQueryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#components/api/client.ts";
import type { Directory } from "#components/policies/directory.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Stat } from "#components/ui/stat.tsx";
import type { OneclawClient } from "#sdk";
import { ActivityPanel } from "./activity-panel.tsx";
import { AgentsPanel } from "./agents-panel.tsx";
import { Checklist } from "./checklist.tsx";
import { DenialsPanel, EventsPanel } from "./event-lines.tsx";
import { ExpiringPanel } from "./expiring-panel.tsx";
import type { Facts } from "./first-steps.ts";
import { HealthLine } from "./health-line.tsx";
import {
  type Activity,
  type Event,
  EXPIRING_SHOWN,
  type Expiring,
  type Health,
  QUERIES,
  type Span,
} from "./queries.ts";

export type DashboardData = {
  activity: Activity;
  events: Event[];
  denials: Event[];
  expiring: Expiring[];
  names: Directory;
  health: Health;
  /** Null where the first steps are not wanted any more. */
  facts: Facts | null;
};

const LIVE_MS = 4_000;
const SLOW_MS = 15_000;
const DEFAULT_SPAN: Span = 30;

/** The first page: what happens now, and what is left to set up. */
export function DashboardView({ initial }: { initial: DashboardData }) {
  const [span, setSpan] = useState<Span>(DEFAULT_SPAN);
  const activity = useLive(
    QUERIES.activity(span),
    span === DEFAULT_SPAN ? initial.activity : undefined,
    SLOW_MS,
  );
  const events = useLive(QUERIES.events, initial.events, LIVE_MS) ?? [];
  const denials = useLive(QUERIES.denials, initial.denials, SLOW_MS) ?? [];
  const names = useLive(QUERIES.names, initial.names, 4 * SLOW_MS) ?? initial.names;
  const health = useLive(QUERIES.health, initial.health, SLOW_MS) ?? initial.health;
  const facts = useLive(QUERIES.facts, initial.facts ?? undefined, SLOW_MS, initial.facts !== null);
  const counted = activity ?? initial.activity;
  return (
    <>
      <PageHeader title="Dashboard" description={<HealthLine health={health} events={events} />} />
      {initial.facts && <Checklist facts={facts ?? initial.facts} />}
      <Numbers activity={counted} expiring={initial.expiring.length} />
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-3">
        <ActivityPanel activity={counted} span={span} onSpan={setSpan} />
        <AgentsPanel activity={counted} directory={names} />
        <EventsPanel events={events} directory={names} />
        <div className="grid min-w-0 content-start gap-4">
          <DenialsPanel events={denials} directory={names} />
          <ExpiringPanel secrets={initial.expiring} directory={names} />
        </div>
      </div>
    </>
  );
}

function Numbers({ activity, expiring }: { activity: Activity; expiring: number }) {
  const today = activity.days.at(-1);
  const sum = (of: "reads" | "denied") => activity.days.reduce((all, day) => all + day[of], 0);
  const denied = sum("denied");
  const span = `in ${activity.days.length} days`;
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <Stat
        label="Reads today"
        value={(today?.reads ?? 0).toLocaleString("en")}
        hint={`${sum("reads").toLocaleString("en")} ${span}`}
      />
      <Stat
        label="Denied today"
        value={(today?.denied ?? 0).toLocaleString("en")}
        hint={`${denied.toLocaleString("en")} ${span}`}
        tone={(today?.denied ?? 0) > 0 ? "danger" : "neutral"}
      />
      <Stat label="Active agents" value={atMost(activity.agents.length, 50)} hint={span} />
      <Stat
        label="Expiring soon"
        value={atMost(expiring, EXPIRING_SHOWN)}
        hint="within 30 days"
        tone={expiring > 0 ? "warn" : "neutral"}
      />
    </div>
  );
}

/** What is counted on a page that holds `most` may be more. */
function atMost(count: number, most: number): string {
  return count >= most ? `${most}+` : String(count);
}

type Question<T> = { key: UseQueryOptions["queryKey"]; ask: (client: OneclawClient) => Promise<T> };

function useLive<T>(question: Question<T>, initial: T | undefined, every_ms: number, enabled = true) {
  return useQuery({
    queryKey: question.key ?? [],
    queryFn: () => question.ask(api()),
    initialData: initial,
    placeholderData: keepPreviousData,
    refetchInterval: every_ms,
    enabled,
  }).data as T | undefined;
}
