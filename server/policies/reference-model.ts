// Owns a second, slow and obvious statement of the policy rules, for tests alone; no product code may import it.
// Must never share code with what it checks: it has its own path rule, matcher, address arithmetic and calendar.
import type { Decision, EvaluationInput, PolicyRule } from "./evaluate.ts";

const WEEK = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MINUTES_PER_DAY = 1440;
const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** The decision that `evaluate` must give, worked out rule by rule with every policy looked at. */
export function referenceEvaluate(input: EvaluationInput): Decision {
  const { principal, vault, ceilings, path, permission } = input;
  const isBound = ceilings.vault_ids === null || ceilings.vault_ids.some((id) => id === vault.id);
  if (!isBound) return { allowed: false, reason: "vault_not_bound" };
  const scopes = ceilings.path_scopes ?? ["**"];
  const isUnlimited = ceilings.path_scopes === null;
  if (!isUnlimited && scopes.filter((scope) => referenceMatches(scope, path)).length === 0) {
    return { allowed: false, reason: "scopes_do_not_cover" };
  }
  if (ceilings.permissions !== null && !everythingGrantedBy(ceilings.permissions).has(permission)) {
    return { allowed: false, reason: "scopes_do_not_cover" };
  }
  if (!isValidPath(path)) return { allowed: false, reason: "no_policy" };
  if (`${vault.created_by_type}:${vault.created_by}` === `${principal.type}:${principal.id}`) {
    return { allowed: true, by: "owner", policy_id: null };
  }
  const outcomes = input.policies.map((policy) => ({ id: policy.id, outcome: outcomeOf(policy, input) }));
  const allowing = outcomes.find(({ outcome }) => outcome === "allowed");
  if (allowing) return { allowed: true, by: "policy", policy_id: allowing.id };
  const seen = new Set(outcomes.map(({ outcome }) => outcome));
  if (seen.has("condition_failed")) return { allowed: false, reason: "condition_failed" };
  return { allowed: false, reason: seen.has("expired") ? "expired" : "no_policy" };
}

/** Whether `pattern` covers `path`, by following every way to share out the segments at once. */
export function referenceMatches(pattern: string, path: string): boolean {
  return isValidPattern(pattern) && isValidPath(path) && covers(pattern.split("/"), path.split("/"));
}

/** Whether all conditions are understood and met. */
export function referenceConditionsMet(conditions: unknown, ip: string | null, at: Date): boolean {
  if (typeof conditions !== "object" || conditions === null || Array.isArray(conditions)) return false;
  return Object.entries(conditions).every(([name, value]) => {
    if (name === "ip_allowlist") return isAddressListed(value, ip);
    if (name === "time_window") return isTimeInside(value, at);
    return false;
  });
}

function outcomeOf(policy: PolicyRule, input: EvaluationInput): string {
  if (policy.principal_type !== input.principal.type) return "unrelated";
  if (policy.principal_id !== input.principal.id) return "unrelated";
  if (!everythingGrantedBy(policy.permissions).has(input.permission)) return "unrelated";
  if (!referenceMatches(policy.secret_path_pattern, input.path)) return "unrelated";
  if (policy.expires_at !== null && !(policy.expires_at > input.at)) return "expired";
  return referenceConditionsMet(policy.conditions, input.ip, input.at) ? "allowed" : "condition_failed";
}

function everythingGrantedBy(permissions: readonly string[]): Set<string> {
  const granted = new Set(permissions);
  if (granted.has("write")) granted.add("delete").add("rotate");
  return granted;
}

/** Follows every way through the pattern at once: the numbers of segments that may have been used up so far. */
function covers(pattern: string[], path: string[]): boolean {
  let reached = new Set([0]);
  for (const expected of pattern) {
    const next = new Set<number>();
    if (expected === "**") {
      for (let used = Math.min(...reached); used <= path.length; used += 1) next.add(used);
    } else {
      for (const used of reached) {
        if (used < path.length && (expected === "*" || expected === path[used])) next.add(used + 1);
      }
    }
    reached = next;
  }
  return reached.has(path.length);
}

function isPlainSegment(segment: string): boolean {
  const characters = [...segment];
  if (characters.length < 1 || characters.length > 255) return false;
  return characters.every((character) => `${LETTERS_AND_DIGITS}-_`.includes(character));
}

function isValidPath(path: string): boolean {
  if (new TextEncoder().encode(path).length > 1024 || !path.split("/").every(isPlainSegment)) return false;
  return (
    LETTERS_AND_DIGITS.includes(path.charAt(0)) && LETTERS_AND_DIGITS.includes(path.charAt(path.length - 1))
  );
}

function isValidPattern(pattern: string): boolean {
  const segments = pattern.split("/");
  if (new TextEncoder().encode(pattern).length > 1024 || segments.length > 64) return false;
  return segments.every((segment) => segment === "*" || segment === "**" || isPlainSegment(segment));
}

type Numbered = { width: bigint; value: bigint };

function isAddressListed(list: unknown, ip: string | null): boolean {
  if (!Array.isArray(list) || list.length === 0 || list.length > 256 || ip === null) return false;
  const ranges = list.map((entry) => (typeof entry === "string" ? rangeToNumbers(entry) : null));
  if (ranges.includes(null)) return false;
  const zone = ip.includes(":") ? ip.indexOf("%") : -1;
  const address = addressToNumber(zone === -1 ? ip : ip.slice(0, zone));
  if (address === null) return false;
  return ranges.some((range) => {
    if (range === null || range.width !== address.width) return false;
    const size = 2n ** (range.width - range.bits);
    return address.value / size === range.value / size;
  });
}

function rangeToNumbers(text: string): (Numbered & { bits: bigint }) | null {
  const [addressText = "", prefix, ...more] = text.split("/");
  const address = addressToNumber(addressText);
  if (address === null || more.length > 0) return null;
  if (prefix === undefined) return { ...address, bits: address.width };
  if (String(Number.parseInt(prefix, 10)) !== prefix) return null;
  const isMapped = address.width === 32n && addressText.includes(":");
  const bits = BigInt(prefix) - (isMapped ? 96n : 0n);
  return bits >= 0n && bits <= address.width ? { ...address, bits } : null;
}

function addressToNumber(text: string): Numbered | null {
  if (!text.includes(":")) {
    const value = quadToNumber(text);
    return value === null ? null : { width: 32n, value };
  }
  const value = groupsToNumber(text);
  if (value === null) return null;
  return value / 2n ** 32n === 0xffffn ? { width: 32n, value: value % 2n ** 32n } : { width: 128n, value };
}

function quadToNumber(text: string): bigint | null {
  const numbers = text.split(".").map((part) => {
    const number = Number.parseInt(part, 10);
    return String(number) === part && number >= 0 && number <= 255 ? BigInt(number) : null;
  });
  if (numbers.length !== 4) return null;
  return numbers.reduce((sum, part) => (sum === null || part === null ? null : sum * 256n + part), 0n);
}

function groupsToNumber(text: string): bigint | null {
  const quadStart = text.lastIndexOf(":") + 1;
  const quad = text.slice(quadStart);
  if (quad.includes(".")) {
    const value = quadToNumber(quad);
    if (value === null || text === `::${quad}`) return null;
    const hex = value.toString(16).padStart(8, "0");
    return groupsToNumber(`${text.slice(0, quadStart)}${hex.slice(0, 4)}:${hex.slice(4)}`);
  }
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [left = [], right = []] = halves;
  const missing = 8 - left.length - right.length;
  if (halves.length > 2 || (halves.length === 1 ? missing !== 0 : missing < 1)) return null;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

/** Walks the clock minute by minute from each granted start and asks whether the local minute was passed. */
function isTimeInside(window: unknown, at: Date): boolean {
  if (typeof window !== "object" || window === null || Array.isArray(window)) return false;
  const fields = new Map(Object.entries(window));
  if ([...fields.keys()].some((key) => !["after", "before", "timezone", "days"].includes(key))) return false;
  const times = new Map(Array.from({ length: MINUTES_PER_DAY }, (_, minute) => [timeText(minute), minute]));
  const start = times.get(fields.get("after"));
  const end = times.get(fields.get("before"));
  const days: unknown = fields.has("days") ? fields.get("days") : WEEK;
  const now = localMinute(fields.has("timezone") ? fields.get("timezone") : "UTC", at);
  if (start === undefined || end === undefined || start === end || now === null) return false;
  if (!Array.isArray(days) || days.length === 0 || new Set(days).size !== days.length) return false;
  if (!days.every((day) => WEEK.includes(day))) return false;
  const open = new Set<string>();
  for (const startDay of days) {
    let day = WEEK.indexOf(startDay);
    for (let minute = start; minute !== end; ) {
      open.add(`${WEEK[day]} ${minute}`);
      minute += 1;
      if (minute === MINUTES_PER_DAY) {
        minute = 0;
        day = (day + 1) % WEEK.length;
      }
    }
  }
  return open.has(now);
}

function timeText(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(11, 16);
}

function localMinute(zone: unknown, at: Date): string | null {
  if (typeof zone !== "string" || zone.length > 64) return null;
  if (zone !== "UTC" && zone !== "GMT" && !zone.includes("/")) return null;
  try {
    const local = new Date(`${at.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
    return `${WEEK[local.getUTCDay()]} ${local.getUTCHours() * 60 + local.getUTCMinutes()}`;
  } catch {
    return null;
  }
}
