// Times in words. English only and without Intl's relative format, whose short forms differ between browsers.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

const STEPS: { below: number; size: number; name: [one: string, many: string] }[] = [
  { below: MINUTE, size: SECOND, name: ["s", "s"] },
  { below: HOUR, size: MINUTE, name: ["min", "min"] },
  { below: DAY, size: HOUR, name: ["hour", "hours"] },
  { below: 45 * DAY, size: DAY, name: ["day", "days"] },
  { below: YEAR, size: MONTH, name: ["month", "months"] },
  { below: Number.POSITIVE_INFINITY, size: YEAR, name: ["year", "years"] },
];

/** "3 min ago", "in 5 days", "now" (within five seconds); `now` in milliseconds. Never rounds up: 119 s are 1 min. */
export function relativeTime(at: string, now: number): string {
  const distance = Date.parse(at) - now;
  const size = Math.abs(distance);
  if (Number.isNaN(size)) return at;
  if (size < 5 * SECOND) return "now";
  const step = STEPS.find(({ below }) => size < below);
  if (!step) return at;
  const count = Math.floor(size / step.size);
  const words = `${count} ${step.name[count === 1 ? 0 : 1]}`;
  return distance < 0 ? `${words} ago` : `in ${words}`;
}
