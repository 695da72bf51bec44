// Mail addresses, found from their "@" outwards.
// Must never take the password of an address for the name of a mailbox.
import { isAlphanumeric, type Span } from "./characters.ts";

const MAX_LOCAL = 64;
const DOMAIN =
  /(?:[A-Za-z0-9\u00c0-\uffef](?:[A-Za-z0-9\u00c0-\uffef-]{0,62})\.){1,8}(?:xn--[a-z0-9]{2,40}|[A-Za-z\u00c0-\uffef]{2,24})/y;
/** What stands behind a dot in file names, never at the end of a domain. */
const FILE = /\.(?:png|jpe?g|gif|svg|webp|css|js|mjs|ts|tsx|json|md|py|rb|java|html?|zip|tgz)$/i;

/** The mail address around the "@" at `at`. @see RFC 5321 §4.5.3.1 */
export function emailAt(plain: string, at: number): Span | null {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL && isLocal(plain.charCodeAt(start - 1))) start -= 1;
  while (start < at && !isAlphanumeric(plain.charCodeAt(start)) && plain.charCodeAt(start) < 128) start += 1;
  if (start === at || plain.charAt(at - 1) === "." || !isDomainStart(plain.charCodeAt(at + 1))) return null;
  DOMAIN.lastIndex = at + 1;
  const domain = DOMAIN.exec(plain)?.[0];
  if (domain === undefined || FILE.test(domain)) return null;
  const local = plain.slice(start, at);
  if (local === "git" || isBehindScheme(plain, start)) return null;
  return { start, end: at + 1 + domain.length };
}

/** Letters of any script, digits, and . _ % + ' - */
function isLocal(code: number): boolean {
  if (code > 127) return code >= 0xc0 && (code < 0x2000 || code > 0x206f) && code < 0xfff0;
  return (
    isAlphanumeric(code) ||
    code === 46 ||
    code === 95 ||
    code === 37 ||
    code === 43 ||
    code === 39 ||
    code === 45
  );
}

function isDomainStart(code: number): boolean {
  return isAlphanumeric(code) || code >= 0xc0;
}

/** "https://name:password@host" has an "@" and is no mail address. */
function isBehindScheme(plain: string, start: number): boolean {
  if (!/[:/]/.test(plain.charAt(start - 1))) return false;
  return /:\/\/[^\s@]*$/.test(plain.slice(Math.max(0, start - 80), start));
}
