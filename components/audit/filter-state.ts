// The filters of the audit log, as they stand in the page's address and as the API takes them. Pure.
// What an address holds is anybody's text: only what the API takes gets through.
import { ACTIONS } from "./event-words.ts";

export type Filters = {
  action?: string;
  actor?: string;
  resource?: string;
  outcome?: Outcome;
  /** Back from now; `from` and `to` are fixed instead. */
  range?: Range;
  from?: string;
  to?: string;
};
export type Outcome = (typeof OUTCOMES)[number];
export type Range = keyof typeof RANGES;

export const OUTCOMES = ["success", "denied", "failure"] as const;
export const OUTCOME_WORDS: Record<Outcome, string> = {
  success: "Succeeded",
  denied: "Denied",
  failure: "Failed",
};
const HOUR_MS = 3_600_000;
export const RANGES = {
  "1h": { label: "Last hour", ms: HOUR_MS },
  "24h": { label: "Last 24 hours", ms: 24 * HOUR_MS },
  "7d": { label: "Last 7 days", ms: 168 * HOUR_MS },
  "30d": { label: "Last 30 days", ms: 720 * HOUR_MS },
} as const;

const NAMES = ["action", "actor", "resource", "outcome", "range", "from", "to"] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const VALID: Record<keyof Filters, (text: string) => boolean> = {
  action: (text) => ACTIONS.includes(text),
  actor: (text) => UUID.test(text),
  resource: (text) => UUID.test(text),
  outcome: (text) => OUTCOMES.some((outcome) => outcome === text),
  range: (text) => Object.hasOwn(RANGES, text),
  from: isInstant,
  to: isInstant,
};

/** The filters in an address; what is not one is left out. */
export function readFilters(get: (name: string) => string | null | undefined): Filters {
  const found: Record<string, string> = {};
  for (const name of NAMES) {
    const text = get(name);
    if (text && VALID[name](text)) found[name] = text;
  }
  const { from, to } = found;
  if (found.range || (from && to && Date.parse(from) > Date.parse(to))) {
    delete found.from;
    delete found.to;
  }
  return found;
}

/** The address's query for the filters, with its question mark; empty without any. */
export function writeFilters(filters: Filters, event?: string | null): string {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = filters[name];
    if (value) params.set(name, value);
  }
  if (event) params.set("event", event);
  const text = params.toString();
  return text && `?${text}`;
}

/** The same for the API; `now` is what a range counts back from, in milliseconds. */
export function toQuery(filters: Filters, now: number) {
  const { action, actor, resource, outcome, range } = filters;
  const from = range ? new Date(now - RANGES[range].ms).toISOString() : filters.from;
  return {
    ...(action && { action }),
    ...(actor && { actor_id: actor }),
    ...(resource && { resource_id: resource }),
    ...(outcome && { outcome }),
    ...(from && { from }),
    ...(filters.to && { to: filters.to }),
  };
}

/** True when no filter is set. */
export function isUnfiltered(filters: Filters): boolean {
  return NAMES.every((name) => !filters[name]);
}

function isInstant(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
