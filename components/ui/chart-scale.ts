// The numbers beside a chart: few, round, and enough to cover the highest bar.

const STEPS = [1, 2, 2.5, 5, 10];

/** Ticks from 0 to at least `max`, evenly spaced by 1, 2, 2.5 or 5 times a power of ten, whole numbers, about `count` of them. */
export function niceTicks(max: number, count = 4): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const steps = STEPS.map((step) => step * power).filter((step) => step >= 1 && Number.isInteger(step));
  const step = steps.find((each) => each >= rough) ?? Math.max(1, Math.ceil(rough));
  return Array.from({ length: Math.ceil(max / step) + 1 }, (_, index) => index * step);
}

/** Which of `count` labels to print when at most `room` fit: evenly spaced, and always the last, which is mostly today. */
export function labelledBars(count: number, room: number): Set<number> {
  const every = Math.max(1, Math.ceil(count / room));
  const shown = new Set<number>();
  for (let index = count - 1; index >= 0; index -= every) shown.add(index);
  return shown;
}

const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

/** A number of an axis, short: 950, 1.2K, 3M. */
export function shortNumber(value: number): string {
  return COMPACT.format(value);
}
