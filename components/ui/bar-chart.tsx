import clsx from "clsx";
import { useId } from "react";
import { labelledBars, niceTicks, shortNumber } from "./chart-scale.ts";

export type BarPattern = "solid" | "striped" | "outline";
export type Bar = {
  key: string;
  label: string;
  parts: { name: string; value: number; pattern: BarPattern }[];
};

const LABELS_IF_NARROW = 4;
const LABELS = 10;
const TOP = 8;
const WIDEST = 7;
const GAP = 2;

/**
 * Stacked bars. Percentages along the width and pixels along the height keep letters and lines their size at any width;
 * patterns tell the parts apart without colour; the same numbers follow as a hidden table.
 */
export function BarChart({
  label,
  bars,
  unit,
  height = 180,
}: {
  label: string;
  bars: Bar[];
  unit: string;
  height?: number;
}) {
  const id = useId();
  const highest = Math.max(0, ...bars.map(total));
  const ticks = niceTicks(highest, height < 140 ? 2 : 4);
  const top = ticks.at(-1) || 1;
  const y = (value: number) => TOP + (1 - value / top) * height;
  return (
    <figure className="min-w-0">
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <Axis ticks={ticks} y={y} height={height} />
        <div className="@container relative min-w-0">
          <svg
            role="img"
            aria-label={label}
            width="100%"
            height={height + TOP + 24}
            className="block overflow-visible"
          >
            <Patterns id={id} />
            {ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100%"
                y1={Math.round(y(tick)) + 0.5}
                y2={Math.round(y(tick)) + 0.5}
                className={tick === 0 ? "stroke-line-strong" : "stroke-line"}
                strokeDasharray={tick === 0 ? undefined : "2 4"}
              />
            ))}
            {bars.map((bar, index) => (
              <Column key={bar.key} bar={bar} index={index} count={bars.length} y={y} id={id} unit={unit} />
            ))}
            <Labels bars={bars} y={height + TOP + 17} />
          </svg>
          {highest === 0 && (
            <p className="absolute inset-x-0 top-[38%] text-center text-sm text-ink-faint">No {unit} yet</p>
          )}
        </div>
      </div>
      <Legend bars={bars} id={id} />
      <Numbers label={label} bars={bars} unit={unit} />
    </figure>
  );
}

function total(bar: Bar): number {
  return bar.parts.reduce((sum, part) => sum + part.value, 0);
}

const LOOKS = {
  solid: "fill-ink-soft",
  striped: "stroke-accent-bright",
  outline: "fill-surface stroke-ink-faint",
};

function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-striped`}
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="5" height="5" className="fill-accent-soft" />
        <rect width="2" height="5" className="fill-accent-bright" />
      </pattern>
    </defs>
  );
}

function Axis({ ticks, y, height }: { ticks: number[]; y: (value: number) => number; height: number }) {
  const widest = Math.max(...ticks.map((tick) => shortNumber(tick).length));
  const width = 8 + widest * 7;
  return (
    <svg aria-hidden="true" width={width} height={height + TOP + 24} className="overflow-visible">
      {ticks.map((tick) => (
        <text
          key={tick}
          x={width}
          y={y(tick) + 4}
          textAnchor="end"
          className="fill-ink-faint text-2xs tabular-nums"
        >
          {shortNumber(tick)}
        </text>
      ))}
    </svg>
  );
}

type ColumnProps = {
  bar: Bar;
  index: number;
  count: number;
  y: (value: number) => number;
  id: string;
  unit: string;
};

function Column({ bar, index, count, y, id, unit }: ColumnProps) {
  const slot = 100 / count;
  const width = Math.min(slot * 0.68, WIDEST);
  const x = (index + 0.5) * slot - width / 2;
  let below = 0;
  return (
    <g className="group/bar">
      <title>{spoken(bar, unit)}</title>
      <rect
        x={`${index * slot}%`}
        y={0}
        width={`${slot}%`}
        height={y(0)}
        className="fill-transparent group-hover/bar:fill-hover/70"
      />
      {total(bar) === 0 && (
        <rect x={`${x}%`} y={y(0) - 2} width={`${width}%`} height={2} className="fill-line-strong" />
      )}
      {bar.parts.map(({ name, value, pattern }) => {
        if (value <= 0) return null;
        const foot = y(below) - (below > 0 ? GAP : 0);
        below += value;
        // A part far smaller than the others still shows as a line: one denial among a thousand reads is the news.
        const tall = Math.max(foot - y(below), 2);
        return (
          <rect
            key={name}
            x={`${x}%`}
            y={foot - tall}
            width={`${width}%`}
            height={tall}
            rx={Math.min(2.5, tall / 2)}
            fill={pattern === "striped" ? `url(#${id}-striped)` : undefined}
            strokeWidth={pattern === "solid" ? 0 : 1}
            className={LOOKS[pattern]}
          />
        );
      })}
    </g>
  );
}

function spoken(bar: Bar, unit: string): string {
  const parts = bar.parts.map(({ name, value }) => `${name} ${value.toLocaleString("en")}`);
  return `${bar.label}: ${total(bar).toLocaleString("en")} ${unit}${parts.length > 1 ? ` (${parts.join(", ")})` : ""}`;
}

function Labels({ bars, y }: { bars: Bar[]; y: number }) {
  const wide = labelledBars(bars.length, LABELS);
  const narrow = labelledBars(bars.length, LABELS_IF_NARROW);
  const atEdge = (index: number) => bars.length > LABELS && index === bars.length - 1;
  return bars.map((bar, index) => {
    if (!wide.has(index) && !narrow.has(index)) return null;
    return (
      <text
        key={bar.key}
        x={atEdge(index) ? "100%" : `${((index + 0.5) * 100) / bars.length}%`}
        y={y}
        textAnchor={atEdge(index) ? "end" : "middle"}
        className={clsx(
          "fill-ink-faint text-2xs",
          !narrow.has(index) && "@max-lg:hidden",
          !wide.has(index) && "@lg:hidden",
        )}
      >
        {bar.label}
      </text>
    );
  });
}

function Legend({ bars, id }: { bars: Bar[]; id: string }) {
  const parts = new Map(bars.flatMap((bar) => bar.parts).map((part) => [part.name, part.pattern]));
  if (parts.size < 2) return null;
  return (
    <ul aria-label="Legend" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-soft">
      {[...parts].map(([name, pattern]) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width="12" height="12">
            <rect
              x="0.5"
              y="0.5"
              width="11"
              height="11"
              rx="2.5"
              fill={pattern === "striped" ? `url(#${id}-striped)` : undefined}
              strokeWidth={pattern === "solid" ? 0 : 1}
              className={LOOKS[pattern]}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

function Numbers({ label, bars, unit }: { label: string; bars: Bar[]; unit: string }) {
  const names = [...new Set(bars.flatMap((bar) => bar.parts.map((part) => part.name)))];
  return (
    <div className="sr-only">
      <table>
        <caption>
          {label}, {unit}
        </caption>
        <thead>
          <tr>
            <td />
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.label}</th>
              {names.map((name) => (
                <td key={name}>{bar.parts.find((part) => part.name === name)?.value ?? 0}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
