import clsx from "clsx";
import { DAY_NAMES, DAYS, type SpokenWindow } from "./policy-words.ts";
import type { localTimeOf } from "./why-words.ts";

const DAY_MINUTES = 1_440;
const HOURS = [0, 6, 12, 18, 24];

/** A day as a strip with the window in it and the moment that was asked about, and the days of the week. Decoration: the words stand beside it. */
export function TimeStrip({
  window,
  moment,
  passed,
}: {
  window: SpokenWindow;
  moment: ReturnType<typeof localTimeOf>;
  passed: boolean;
}) {
  const [start, end] = [minuteOf(window.after), minuteOf(window.before)];
  const spans = start < end ? [[start, end] as const] : [[0, end] as const, [start, DAY_MINUTES] as const];
  return (
    <span aria-hidden className="mt-1.5 block max-w-sm">
      <span className="flex gap-0.5">
        {DAYS.map((day) => (
          <span
            key={day}
            className={clsx(
              "grid h-5 flex-1 place-items-center rounded-sm text-2xs",
              !window.days || window.days.includes(day) ? "bg-ok-soft text-ok" : "bg-sunken text-ink-faint",
              day === moment?.day && (passed ? "ring-1 ring-ok" : "font-semibold ring-1 ring-danger"),
            )}
          >
            {DAY_NAMES[day].slice(0, 2)}
          </span>
        ))}
      </span>
      <svg viewBox="0 0 1440 60" preserveAspectRatio="none" role="presentation" className="mt-1 h-3 w-full">
        <rect width="1440" height="60" rx="20" className="fill-sunken stroke-line" />
        {spans.map(([from, to]) => (
          <rect key={from} x={from} width={to - from} height="60" className="fill-ok-bright opacity-45" />
        ))}
        {moment && (
          <rect
            x={Math.max(0, moment.minute - 6)}
            width="12"
            height="60"
            className={passed ? "fill-ok" : "fill-danger"}
          />
        )}
      </svg>
      <span className="flex justify-between text-2xs text-ink-faint tabular-nums">
        {HOURS.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </span>
    </span>
  );
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
