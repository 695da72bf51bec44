import clsx from "clsx";

const NEAR = 0.8;

/** How much of a limit is used, in words and as a bar; a `max` of null is no limit. */
export function Meter({
  value,
  max,
  label,
  unit,
}: {
  value: number;
  max: number | null;
  label: string;
  unit: string;
}) {
  const share = max === null ? 0 : max === 0 ? 1 : value / max;
  const used = `${value.toLocaleString("en")} of ${max === null ? "no limit" : max.toLocaleString("en")}`;
  const words = max === null ? `${value.toLocaleString("en")} ${unit}, no limit` : `${used} ${unit}`;
  const state = share >= 1 ? "full" : share >= NEAR ? "near" : "calm";
  const fill = { calm: "fill-ink-soft", near: "fill-warn-bright", full: "fill-danger-bright" }[state];
  const ink = { calm: "text-ink-faint", near: "text-warn", full: "text-danger" }[state];
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-ink-soft tabular-nums">{words}</span>
      </div>
      {max === null ? (
        <svg aria-hidden="true" width="100%" height="8" className="mt-1.5 block">
          <line
            x1="0"
            x2="100%"
            y1="4"
            y2="4"
            strokeWidth="2"
            strokeDasharray="2 5"
            className="stroke-line-strong"
          />
        </svg>
      ) : (
        <>
          <meter
            className="sr-only"
            aria-label={label}
            aria-valuetext={words}
            min={0}
            max={max}
            value={value}
          >
            {words}
          </meter>
          <svg aria-hidden="true" width="100%" height="8" className="mt-1.5 block">
            <rect width="100%" height="8" rx="4" className="fill-line/60" />
            {value > 0 && (
              <rect
                width={`${Math.min(Math.max(share * 100, 1.5), 100)}%`}
                height="8"
                rx="4"
                className={fill}
              />
            )}
          </svg>
          <p className={clsx("mt-1 text-xs tabular-nums", ink)}>{sentence(share, value, max, unit)}</p>
        </>
      )}
    </div>
  );
}

function sentence(share: number, value: number, max: number, unit: string): string {
  if (value > max) return `${(value - max).toLocaleString("en")} ${unit} over the limit`;
  if (share >= 1) return "The limit is reached";
  const percent = share > 0 && share < 0.01 ? "under 1" : Math.floor(share * 100);
  return share >= NEAR ? `${percent}% used, near the limit` : `${percent}% used`;
}
