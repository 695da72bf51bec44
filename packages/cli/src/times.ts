// Points in time as people type and read them.
import { usage } from "./errors.ts";

const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** "30m", "24h", "7d", "2w", a date or an ISO 8601 time, as an ISO 8601 time. @throws CliError */
export function futureTime(text: string, option: string): string {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const at = count && unit ? Date.now() + Number(count) * (UNITS[unit] ?? 0) * 1000 : instant(text);
  if (Number.isNaN(at))
    throw usage(
      `${option} takes a time, and "${text}" is none.`,
      `Type for example ${option} 7d, or ${option} 2030-01-31T12:00:00Z.`,
    );
  if (at <= Date.now()) throw usage(`${option} must lie in the future.`, `Type for example ${option} 7d.`);
  return new Date(at).toISOString();
}

/** "30m", "24h", "7d" ago, or a time, as an ISO 8601 time. @throws CliError */
export function pastTime(text: string, option: string): string {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  const at = count && unit ? Date.now() - Number(count) * (UNITS[unit] ?? 0) * 1000 : instant(text);
  if (Number.isNaN(at))
    throw usage(
      `${option} takes a time, and "${text}" is none.`,
      `Type for example ${option} 24h, or ${option} 2030-01-31.`,
    );
  return new Date(at).toISOString();
}

/** A date alone means its beginning in UTC. */
function instant(text: string): number {
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}

/** "2030-01-31 12:00" in the reader's own zone. */
export function shortTime(iso: string | undefined): string {
  const at = new Date(iso ?? "");
  if (Number.isNaN(at.getTime())) return "";
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** "3 hours", "2 days": how long a span is, roughly. */
export function span(ms: number): string {
  const seconds = Math.max(1, Math.round(Math.abs(ms) / 1000));
  const [count, unit] =
    seconds < 90
      ? [seconds, "second"]
      : seconds < 5_400
        ? [Math.round(seconds / 60), "minute"]
        : seconds < 129_600
          ? [Math.round(seconds / 3_600), "hour"]
          : [Math.round(seconds / 86_400), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** A whole number within bounds. @throws CliError */
export function wholeNumber(text: string, option: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most)
    throw usage(`${option} takes a whole number from ${least} to ${most}.`);
  return number;
}
