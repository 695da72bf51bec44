"use client";
import { useCallback, useSyncExternalStore } from "react";
import { relativeTime } from "./relative-time.ts";

const TICK_MS = 1_000;

// One clock for every time on the page. A time renders again only when its own words change.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function clock(): number {
  const real = Date.now();
  if (real - now >= TICK_MS || real < now) now = real;
  return now;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const DATE = { day: "numeric", month: "short", year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const MODES = { date: DATE, datetime: { ...DATE, ...CLOCK }, relative: DATE };
const EXACT = { ...DATE, ...CLOCK, second: "2-digit", timeZoneName: "short" } as const;

function format(at: string, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(new Date(at));
}

/**
 * A moment: relative ("3 min ago") or as a date, with the exact local time on hover. The server and the first render
 * print the UTC date, since only the browser knows the reader's clock and time zone.
 */
export function Time({
  at,
  none = "Never",
  mode = "relative",
}: {
  at: string | null;
  none?: string;
  mode?: "relative" | "date" | "datetime";
}) {
  const valid = at !== null && !Number.isNaN(Date.parse(at)) ? at : null;
  const text = useCallback(() => {
    if (valid === null) return "";
    return mode === "relative" ? relativeTime(valid, clock()) : format(valid, MODES[mode]);
  }, [valid, mode]);
  const exact = useCallback(() => (valid === null ? "" : format(valid, EXACT)), [valid]);
  const shown = useSyncExternalStore(subscribe, text, () =>
    valid === null ? "" : format(valid, MODES[mode], "UTC"),
  );
  const title = useSyncExternalStore(never, exact, () => (valid === null ? "" : format(valid, EXACT, "UTC")));
  if (valid === null) return <span className="text-ink-faint">{none}</span>;
  return (
    <time dateTime={valid} title={title} className="whitespace-nowrap tabular-nums">
      {shown}
    </time>
  );
}

function never(): () => void {
  return () => {};
}
