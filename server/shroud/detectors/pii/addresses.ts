// IP addresses of version 4 and 6.
// Must never take a version, a time or a name with "::" in it for an address.
import { glues, isAlphanumeric, isHex, type Span } from "./characters.ts";

const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = new RegExp(`${OCTET}(?:\\.${OCTET}){3}(?![\\w]|\\.\\d|-\\d)`, "y");
const VERSION =
  /(?:\bv|ver|versions?|release|build|rev(?:ision)?|firmware|section|chapter|figure|table|[a-z]{3,20}\/|[=<>~^]=?)[\s:"']{0,3}v?$/i;
/** Unspecified, loopback, broadcast and masks belong to nobody. */
const NOBODY = /^(?:0\.|127\.|255\.)/;

/** The IPv4 address that begins at `at`. */
export function ipv4At(plain: string, at: number): Span | null {
  if (!hasDotSoon(plain, at) || glues(plain.charCodeAt(at - 1))) return null;
  IPV4.lastIndex = at;
  const found = IPV4.exec(plain)?.[0];
  if (found === undefined || NOBODY.test(found)) return null;
  const before = plain.slice(Math.max(0, at - 24), at);
  if (
    VERSION.test(before) &&
    !/(?:ip|host|addr(?:ess)?|server|https?:\/\/?|:\/\/)[\w"' ]{0,6}[=:/]{0,3}["' ]{0,2}$/i.test(before)
  )
    return null;
  return { start: at, end: at + found.length };
}

function hasDotSoon(plain: string, at: number): boolean {
  return (
    plain.charCodeAt(at + 1) === DOT || plain.charCodeAt(at + 2) === DOT || plain.charCodeAt(at + 3) === DOT
  );
}

const DOT = 46;
const COLON = 58;
const GROUP = /^[0-9A-Fa-f]{1,4}$/;
const MAX_IPV6 = 45;

/** The IPv6 address around the first ":" of it, at `at`. @see RFC 4291 §2.2 */
export function ipv6At(plain: string, at: number): Span | null {
  const next = plain.charCodeAt(at + 1);
  if (next !== COLON && !isHex(next)) return null;
  let start = at;
  while (start > 0 && at - start <= 4 && isHex(plain.charCodeAt(start - 1))) start -= 1;
  if (glues(plain.charCodeAt(start - 1)) || plain.charCodeAt(start - 1) === COLON) return null;
  let end = at;
  let colons = 0;
  for (; end - start <= MAX_IPV6; end += 1) {
    const code = plain.charCodeAt(end);
    if (code === COLON) colons += 1;
    else if (!isHex(code) && code !== DOT) break;
  }
  if (colons < 2) return null;
  while (end > start && plain.charCodeAt(end - 1) === DOT) end -= 1;
  if (plain.charCodeAt(end - 1) === COLON && plain.charCodeAt(end - 2) !== COLON) end -= 1;
  if (isAlphanumeric(plain.charCodeAt(end)) || !isIpv6(plain.slice(start, end))) return null;
  return { start, end };
}

function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1) ?? "";
  const embedded = last.includes(".");
  const count = groups.length + (embedded ? 1 : 0);
  if (!groups.every((group, index) => GROUP.test(group) || (embedded && index === groups.length - 1)))
    return false;
  if (halves.length === 1) return count === 8;
  // "::1" is every machine's own; "a::b" is a name in code.
  return count >= 3 && count < 8 && /\d/.test(text);
}
