"use client";
import clsx from "clsx";
import Link from "next/link";
import type { Event, Health } from "./queries.ts";

/** Whether all is well, and up to where the log is sealed. */
export function HealthLine({ health, events }: { health: Health; events: Event[] }) {
  const down = Object.entries(health.checks).flatMap(([name, state]) =>
    state === "down" ? [PARTS[name] ?? name] : [],
  );
  const sealed = Math.max(0, ...events.map(({ log_index = -1 }) => log_index + 1));
  const waiting = events.filter(({ log_index }) => log_index === undefined).length;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-ink-faint">
      <span className={clsx("inline-flex items-center gap-2", down.length > 0 && "font-medium text-danger")}>
        <span
          aria-hidden
          className={clsx("size-2 rounded-full", down.length > 0 ? "bg-danger-bright" : "bg-ok-bright")}
        />
        {down.length > 0 ? `Down: ${down.join(", ")}` : "Everything is up"}
      </span>
      <span aria-hidden>·</span>
      <Link
        href="/audit"
        className="inline-flex min-h-6 items-center rounded-sm hover:text-ink hover:underline"
      >
        {sealed > 0 ? `log sealed up to event ${sealed.toLocaleString("en")}` : "log not sealed yet"}
        {waiting > 0 && sealed > 0 && `, ${waiting} on the way`}
      </Link>
    </p>
  );
}

const PARTS: Record<string, string> = { database: "database", kms: "key service", audit: "audit log" };
