// How a policy reads as a sentence: who may do what where, when, from where, until when. Pure.
// Must never leave a limit unsaid: a condition that is not understood here is said to be one.

/** What the sentence is made of; a policy that is stored and one that is being typed both fit. */
export type SpokenPolicy = {
  secret_path_pattern: string;
  permissions: readonly string[];
  conditions?: Readonly<Record<string, unknown>> | null;
  expires_at?: string | null;
};

export type SpokenWindow = { after: string; before: string; timezone?: string; days?: readonly string[] };

/** The clock of the reader; without it dates are those of UTC and always have their year. */
export type ReaderClock = { now: number; zone: string };

/** `is` says what the words stand for, so that names and patterns can be set apart from the rest. */
export type Words = { is: "text" | "principal" | "pattern" | "vault"; text: string };

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export const DAY_NAMES: Readonly<Record<(typeof DAYS)[number], string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

const TWO_DAYS_MS = 172_800_000;
const RANGES_SAID = 2;
const IN_ORDER = ["read", "write", "delete", "rotate"];
const COVERED_BY_WRITE = ["delete", "rotate"];

/** The sentence in parts, without a full stop. */
export function policyWords(
  policy: SpokenPolicy,
  names: { principal: string; vault: string },
  clock?: ReaderClock,
): Words[] {
  const all = policy.secret_path_pattern === "**";
  return [
    { is: "principal", text: names.principal },
    { is: "text", text: ` may ${permissionWords(policy.permissions)} ` },
    all ? { is: "text", text: "everything" } : { is: "pattern", text: policy.secret_path_pattern || "…" },
    { is: "text", text: " in " },
    { is: "vault", text: names.vault },
    ...[...limitWords(policy), expiryWords(policy.expires_at, clock)]
      .filter((limit) => limit !== "")
      .map((limit): Words => ({ is: "text", text: ` ${limit}` })),
  ];
}

/** The sentence as plain text, for names of controls and for messages. */
export function policyText(...asked: Parameters<typeof policyWords>): string {
  return policyWords(...asked)
    .map(({ text }) => text)
    .join("");
}

/** "read and write"; what `write` covers anyway is not said twice. */
export function permissionWords(permissions: readonly string[]): string {
  const said = permissions.includes("write")
    ? permissions.filter((permission) => !COVERED_BY_WRITE.includes(permission))
    : permissions;
  const rank = (permission: string) => IN_ORDER.indexOf(permission) >>> 0;
  return (
    list(
      [...new Set(said)].sort((a, b) => rank(a) - rank(b)),
      "and",
    ) || "…"
  );
}

/** "on weekdays 9:00–17:00 (Europe/Zurich)". */
export function windowWords({ after, before, timezone = "UTC", days }: SpokenWindow): string {
  const over = after > before ? " the next day" : "";
  return `${daysWords(days)} ${clockWords(after)}–${clockWords(before)}${over} (${timezone})`;
}

/** "on weekdays", "on Mondays", "Monday to Thursday", "on Mon, Wed and Sat"; "every day" without a limit. */
export function daysWords(days: readonly string[] | undefined): string {
  const at = DAYS.flatMap((day, index) => (!days || days.includes(day) ? [index] : []));
  const first = at[0];
  const last = at.at(-1);
  if (first === undefined || last === undefined) return "on no day";
  if (at.length === DAYS.length) return "every day";
  if (at.length === 1) return `on ${name(first)}s`;
  const isRun = last - first === at.length - 1;
  if (isRun && first === 0 && last === 4) return "on weekdays";
  if (isRun && first === 5) return "on weekends";
  if (isRun && at.length > 2) return `${name(first)} to ${name(last)}`;
  return `on ${list(
    at.map((index) => name(index).slice(0, 3)),
    "and",
  )}`;
}

/** "from 10.0.0.0/8 or 203.0.113.9"; of many ranges two are said and the others counted. */
export function addressWords(ranges: readonly string[]): string {
  const others = ranges.length - RANGES_SAID;
  if (others <= 1) return `from ${list([...ranges], "or")}`;
  return `from ${ranges.slice(0, RANGES_SAID).join(", ")} or ${others} other ranges`;
}

/** "until 1 Dec", with the time where it is near, with the year where it is another one; "" without an expiry. */
export function expiryWords(expires_at: string | null | undefined, clock?: ReaderClock): string {
  const at = Date.parse(expires_at ?? "");
  if (Number.isNaN(at)) return "";
  const zone = clock?.zone ?? "UTC";
  const parts = (options: Intl.DateTimeFormatOptions, instant = at) =>
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(instant);
  const isSameYear =
    clock !== undefined && parts({ year: "numeric" }) === parts({ year: "numeric" }, clock.now);
  const isNear = clock !== undefined && Math.abs(at - clock.now) < TWO_DAYS_MS;
  const date = parts({ day: "numeric", month: "short", ...(!isSameYear && { year: "numeric" }) });
  const time = isNear ? ` ${parts({ hour: "numeric", minute: "2-digit", hourCycle: "h23" })}` : "";
  const over = clock !== undefined && at <= clock.now ? " (expired)" : "";
  return `until ${date}${time}${over}`;
}

/** The conditions as words, each by itself; what is no condition of ours is named. */
export function conditionWords(name: string, limit: unknown): string {
  if (name === "ip_allowlist" && isTexts(limit) && limit.length > 0) return addressWords(limit);
  if (name === "time_window" && isWindow(limit)) return windowWords(limit);
  return `under a condition that is never met (${name})`;
}

/** The window of a policy's conditions, or null where there is none that can be read. */
export function windowOf(conditions: SpokenPolicy["conditions"]): SpokenWindow | null {
  const window = conditions?.time_window;
  return isWindow(window) ? window : null;
}

/** The addresses of a policy's conditions; none where there is no such condition. */
export function addressesOf(conditions: SpokenPolicy["conditions"]): string[] {
  const ranges = conditions?.ip_allowlist;
  return isTexts(ranges) ? [...ranges] : [];
}

/** "1 path", "2,140 paths". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function limitWords({ conditions }: SpokenPolicy): string[] {
  const order = (name: string) => (name === "time_window" ? 0 : name === "ip_allowlist" ? 1 : 2);
  return Object.entries(conditions ?? {})
    .sort(([a], [b]) => order(a) - order(b))
    .map(([name, limit]) => conditionWords(name, limit));
}

function clockWords(time: string): string {
  return time.replace(/^0(?=\d:)/u, "");
}

function name(index: number): string {
  const day = DAYS[index];
  return day ? DAY_NAMES[day] : "";
}

/** "a, b and c". */
export function list(words: readonly string[], word: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${word} ${last}`;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isWindow(value: unknown): value is SpokenWindow {
  if (typeof value !== "object" || value === null) return false;
  const { after, before, timezone, days } = value as Record<string, unknown>;
  return (
    typeof after === "string" &&
    typeof before === "string" &&
    (timezone === undefined || typeof timezone === "string") &&
    (days === undefined || isTexts(days))
  );
}
