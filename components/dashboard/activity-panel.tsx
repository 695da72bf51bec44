"use client";
import clsx from "clsx";
import { BarChart } from "#components/ui/bar-chart.tsx";
import { Panel } from "./panel.tsx";
import { type Activity, SPANS, type Span } from "./queries.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Requests per day, and how many days one wants to see. */
export function ActivityPanel({
  activity,
  span,
  onSpan,
}: {
  activity: Activity;
  span: Span;
  onSpan: (span: Span) => void;
}) {
  const bars = activity.days.map(({ day, reads, writes, other, denied }) => ({
    key: day,
    label: dayLabel(day),
    parts: [
      { name: "Reads", value: reads, pattern: "solid" as const },
      { name: "Writes and other", value: writes + other, pattern: "outline" as const },
      { name: "Denied", value: denied, pattern: "striped" as const },
    ],
  }));
  return (
    <Panel title="Requests per day" actions={<Spans span={span} onSpan={onSpan} />} className="lg:col-span-2">
      <BarChart label={`Requests per day, last ${span} days`} bars={bars} unit="requests" height={200} />
    </Panel>
  );
}

function Spans({ span, onSpan }: { span: Span; onSpan: (span: Span) => void }) {
  return (
    <fieldset className="inline-flex gap-0.5 rounded-md border bg-sunken p-0.5">
      <legend className="sr-only">Days shown</legend>
      {SPANS.map((days) => (
        <label
          key={days}
          className={clsx(
            "flex min-h-6 cursor-pointer items-center rounded-sm px-2 text-xs font-medium transition-colors",
            "has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent-bright",
            days === span ? "bg-surface text-ink shadow-card" : "text-ink-faint hover:text-ink",
          )}
        >
          <input
            type="radio"
            name="dashboard-span"
            className="sr-only"
            checked={days === span}
            onChange={() => onSpan(days)}
          />
          {days} days
        </label>
      ))}
    </fieldset>
  );
}

/** "22 Nov" of 2026-11-22, said the same by every runtime. */
function dayLabel(day: string): string {
  const [, month = "1", date = "1"] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? ""}`;
}
