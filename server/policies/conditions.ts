// Owns the conditions of a policy: which address a request comes from and at which local time it is made.
// Must never allow what it does not understand: an unknown or malformed condition is refused here and denies there.
import ipaddr from "ipaddr.js";

export type ConditionName = "ip_allowlist" | "time_window" | "unknown_condition";
export type ConditionProblem = { path: string; reason: string };
export type ConditionVerdict = { ok: true } | { ok: false; failed: ConditionName };

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type AddressRange = { address: Address; bits: number };

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const WINDOW_KEYS = ["after", "before", "timezone", "days"];
const MAX_ALLOWLIST_ENTRIES = 256;
const MAX_RANGE_LENGTH = 64;
const MAX_ZONE_LENGTH = 64;
const CACHED_ZONES = 512;
const CACHED_RANGES = 4096;
const DECIMAL_QUAD = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const QUAD_AFTER_COLON = /:([0-9.]+)$/;
const PREFIX_LENGTH = /^(?:0|[1-9]\d{0,2})$/;
const WALL_TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;
/** Bare names such as CST or IST mean several zones; only UTC, GMT and Area/City names are unambiguous. */
const ZONE_NAME = /^(?:UTC|GMT|[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+)$/;

const zoneFormats = new Map<string, Intl.DateTimeFormat>();
const parsedRanges = new Map<string, AddressRange>();

/** Returns null when `value` is a usable `conditions` object, otherwise the first problem: where it is and why. */
export function checkConditions(value: unknown): ConditionProblem | null {
  if (!isRecord(value)) return { path: "", reason: "Conditions must be an object." };
  for (const [key, condition] of Object.entries(value)) {
    if (key === "ip_allowlist") {
      const problem = checkAllowlist(condition);
      if (problem !== null) return problem;
    } else if (key === "time_window") {
      const problem = checkWindow(condition);
      if (problem !== null) return problem;
    } else {
      return { path: keyPath(key), reason: "The only known conditions are ip_allowlist and time_window." };
    }
  }
  return null;
}

/** Where a request comes from and when. */
export type Asked = { ip: string | null; at: Date };

/**
 * Says whether a request from `ip` at the instant `at` meets every condition; `{}` is always met.
 * An IPv4-mapped IPv6 address is its IPv4 address. Never throws: what is malformed or unknown denies.
 */
export function evaluateConditions(conditions: unknown, asked: Asked): ConditionVerdict {
  if (!isRecord(conditions)) return { ok: false, failed: "unknown_condition" };
  if (Object.keys(conditions).some((key) => key !== "ip_allowlist" && key !== "time_window")) {
    return { ok: false, failed: "unknown_condition" };
  }
  if (Object.hasOwn(conditions, "ip_allowlist") && !isAllowlisted(conditions.ip_allowlist, asked.ip)) {
    return { ok: false, failed: "ip_allowlist" };
  }
  if (Object.hasOwn(conditions, "time_window") && !isInWindow(conditions.time_window, asked.at)) {
    return { ok: false, failed: "time_window" };
  }
  return { ok: true };
}

/** One condition with what it asks for, what the request brings, and whether that is enough. */
export type JudgedCondition = { condition: string; limit: unknown; actual?: string; passed: boolean };

/** Every condition by itself: all of them pass exactly when `evaluateConditions` says that they are met. */
export function judgeConditions(conditions: unknown, { ip, at }: Asked): JudgedCondition[] {
  if (!isRecord(conditions)) return [{ condition: "unknown_condition", limit: conditions, passed: false }];
  return Object.entries(conditions).map(([condition, limit]) => {
    if (condition === "ip_allowlist")
      return { condition, limit, ...(ip && { actual: ip }), passed: isAllowlisted(limit, ip) };
    if (condition !== "time_window") return { condition, limit, passed: false };
    const actual = localTime(limit, at);
    return { condition, limit, ...(actual && { actual }), passed: isInWindow(limit, at) };
  });
}

/** The instant on the clock of the window's place, such as `mon 14:05 Europe/Berlin`. */
function localTime(window: unknown, at: Date): string | null {
  if (checkWindow(window) !== null || Number.isNaN(at.getTime())) return null;
  const { timezone = "UTC" } = window as Record<string, unknown>;
  const format = zoneFormat(timezone);
  if (format === null) return null;
  const { minute, day } = wallClock(format, at);
  const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
  return `${DAYS[day]} ${time} ${timezone}`;
}

/** Whether the address lies in the range; null where either cannot be read, which must never let anybody in. */
export function liesIn(ip: string, range: string): boolean | null {
  const address = parseAddress(withoutZoneId(ip));
  const parsed = parseRange(range);
  if (address === null || parsed === null) return null;
  return address.kind() === parsed.address.kind() && address.match(parsed.address, parsed.bits);
}

/** The one way to write an address or CIDR range, by its first address: `203.0.113.0/24`; null when it is none. */
export function canonicalRange(text: string): string | null {
  const range = parseRange(text);
  if (range === null) return null;
  const cidr = `${range.address.toString()}/${range.bits}`;
  const first =
    range.address.kind() === "ipv4"
      ? ipaddr.IPv4.networkAddressFromCIDR(cidr)
      : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${first.toString()}/${range.bits}`;
}

function checkAllowlist(value: unknown): ConditionProblem | null {
  const path = "ip_allowlist";
  if (!Array.isArray(value) || value.length === 0) {
    return { path, reason: "The IP allowlist must be a list of at least one address or CIDR range." };
  }
  if (value.length > MAX_ALLOWLIST_ENTRIES) {
    return { path, reason: `The IP allowlist must not have more than ${MAX_ALLOWLIST_ENTRIES} entries.` };
  }
  const bad = value.findIndex((entry) => parseRange(entry) === null);
  if (bad === -1) return null;
  const reason =
    "This must be an IPv4 or IPv6 address or CIDR range, such as 203.0.113.0/24 or 2001:db8::/32.";
  return { path: `${path}.${bad}`, reason };
}

function checkWindow(value: unknown): ConditionProblem | null {
  const path = "time_window";
  if (!isRecord(value)) return { path, reason: "The time window must be an object with after and before." };
  const unknownKey = Object.keys(value).find((key) => !WINDOW_KEYS.includes(key));
  if (unknownKey !== undefined) {
    const reason = "A time window has only after, before, timezone and days.";
    return { path: `${path}.${keyPath(unknownKey)}`, reason };
  }
  for (const key of ["after", "before"]) {
    if (minuteOfDay(value[key]) === null) {
      return {
        path: `${path}.${key}`,
        reason: "This must be a time of day from 00:00 to 23:59, written HH:MM.",
      };
    }
  }
  if (value.after === value.before) {
    return { path: `${path}.before`, reason: "A time window must not end at the time it starts." };
  }
  if (Object.hasOwn(value, "timezone") && zoneFormat(value.timezone) === null) {
    const reason = "The time zone must be UTC or an IANA name such as Europe/Berlin.";
    return { path: `${path}.timezone`, reason };
  }
  if (Object.hasOwn(value, "days") && !isDayList(value.days)) {
    const reason =
      "Days must be a list of one or more of mon, tue, wed, thu, fri, sat and sun, each at most once.";
    return { path: `${path}.days`, reason };
  }
  return null;
}

function isAllowlisted(allowlist: unknown, ip: string | null): boolean {
  if (checkAllowlist(allowlist) !== null || ip === null) return false;
  const address = parseAddress(withoutZoneId(ip));
  if (address === null) return false;
  return (allowlist as unknown[]).some((entry) => {
    const range = parseRange(entry);
    return (
      range !== null && range.address.kind() === address.kind() && address.match(range.address, range.bits)
    );
  });
}

/** A window past midnight belongs to the day on which it started; the wall clock alone decides on DST days. */
function isInWindow(window: unknown, at: Date): boolean {
  if (checkWindow(window) !== null || Number.isNaN(at.getTime())) return false;
  const { after, before, timezone = "UTC", days = DAYS } = window as Record<string, unknown>;
  const start = minuteOfDay(after);
  const end = minuteOfDay(before);
  const format = zoneFormat(timezone);
  if (start === null || end === null || format === null) return false;
  const { minute, day } = wallClock(format, at);
  const isGranted = (startDay: number) => (days as string[]).includes(DAYS[startDay % 7] ?? "");
  if (start < end) return minute >= start && minute < end && isGranted(day);
  if (minute >= start) return isGranted(day);
  return minute < end && isGranted(day + 6);
}

function wallClock(format: Intl.DateTimeFormat, at: Date): { minute: number; day: number } {
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const minute = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
  return { minute, day: DAYS.indexOf((parts.get("weekday") ?? "").toLowerCase()) };
}

function zoneFormat(zone: unknown): Intl.DateTimeFormat | null {
  if (typeof zone !== "string" || zone.length > MAX_ZONE_LENGTH || !ZONE_NAME.test(zone)) return null;
  const known = zoneFormats.get(zone);
  if (known !== undefined) return known;
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
    return remember(zoneFormats, zone, format, CACHED_ZONES);
  } catch {
    return null;
  }
}

function parseRange(entry: unknown): AddressRange | null {
  if (typeof entry !== "string" || entry.length > MAX_RANGE_LENGTH) return null;
  const known = parsedRanges.get(entry);
  if (known !== undefined) return known;
  const slash = entry.indexOf("/");
  const text = slash === -1 ? entry : entry.slice(0, slash);
  const address = parseAddress(text);
  if (address === null) return null;
  const width = address.kind() === "ipv4" ? 32 : 128;
  if (slash === -1) return remember(parsedRanges, entry, { address, bits: width }, CACHED_RANGES);
  const prefix = entry.slice(slash + 1);
  if (!PREFIX_LENGTH.test(prefix)) return null;
  const isMapped = width === 32 && text.includes(":");
  const bits = isMapped ? Number(prefix) - 96 : Number(prefix);
  if (bits < 0 || bits > width) return null;
  return remember(parsedRanges, entry, { address, bits }, CACHED_RANGES);
}

/** ipaddr.js also reads octal, hexadecimal, short and `::a.b.c.d` forms, which others read as other addresses. */
function parseAddress(text: string): Address | null {
  if (text.length > MAX_RANGE_LENGTH || text.includes("%")) return null;
  if (!text.includes(":"))
    return DECIMAL_QUAD.test(text) && ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : null;
  if (text.includes(".")) {
    const quad = QUAD_AFTER_COLON.exec(text)?.[1] ?? "";
    if (!DECIMAL_QUAD.test(quad) || text === `::${quad}`) return null;
  }
  if (!ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** The socket of a link-local peer names its interface (`fe80::1%eth0`), which is no part of the address. */
function withoutZoneId(ip: string): string {
  return ip.includes(":") ? ip.replace(/%[0-9A-Za-z._-]{1,32}$/, "") : ip;
}

function minuteOfDay(value: unknown): number | null {
  const match = typeof value === "string" ? WALL_TIME.exec(value) : null;
  return match === null ? null : Number(match[1]) * 60 + Number(match[2]);
}

function isDayList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((day, index) => DAYS.includes(day) && value.indexOf(day) === index)
  );
}

function remember<T>(cache: Map<string, T>, key: string, value: T, limit: number): T {
  const oldest = cache.size >= limit ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(key, value);
  return value;
}

function keyPath(key: string): string {
  return /^[A-Za-z0-9_]{1,64}$/.test(key) ? key : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
