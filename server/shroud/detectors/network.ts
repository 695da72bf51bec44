// Recognises addresses that lead where they should not: blocked domains, disguised hosts, a cloud's metadata,
// and addresses through which data leaves. An address as such is no finding.

import { domainSet, ipv4Of, isBelow, looksLikeAscii, reachOf } from "../hosts.ts";
import { compileWords, occurrences } from "../keywords.ts";
import type { Finding, Severity } from "../rule.ts";
import type { FoldedText } from "../text.ts";

type NetworkOptions = {
  allowed_domains?: readonly string[];
  blocked_domains?: readonly string[];
};

const EXPLANATIONS = {
  "blocked-domain": "Names a domain that your settings block.",
  "domain-not-allowed": "Leads to a domain that is not among the allowed ones.",
  "cloud-metadata": "Leads to a cloud's metadata service, which hands out a machine's credentials.",
  "obscured-ip": "An IP address is written as another kind of number, which hides where it leads.",
  "ip-address-url": "An address without a name: nobody can tell whose machine it is.",
  "unusual-port": "A port that remote-control and chat-relay programs use, and ordinary sites do not.",
  "deceptive-host": "What stands before the @ looks like the site; the real one stands behind it.",
  "look-alike-domain": "A domain in other letters looks like a well-known name.",
  "capture-service": "A service that records whatever is sent to it, made to watch requests from elsewhere.",
  "data-to-capture-service": "Sends data to a service that records whatever it gets.",
  "image-carries-data":
    "Showing this picture sends data to its server: a reader's client fetches it unasked.",
  "data-in-address":
    "An address is to be filled with data from the conversation, so that fetching it gives the data away.",
  "risky-scheme": "An address of a kind that runs code or reaches internal services.",
} as const;
type Pattern = keyof typeof EXPLANATIONS;

/** Records every request; made for watching what somebody else's program sends. */
const CAPTURE = domainSet(
  "webhook.site requestbin.com requestbin.net requestbin.io pipedream.net requestcatcher.com beeceptor.com hookbin.com requestinspector.com postb.in burpcollaborator.net oastify.com oast.fun oast.pro oast.live oast.site oast.online oast.me interact.sh interactsh.com canarytokens.com dnslog.cn ceye.io ngrok.io ngrok-free.app ngrok.app ngrok-free.dev trycloudflare.com loca.lt localtunnel.me serveo.net localhost.run pinggy.io bore.pub".split(
    " ",
  ),
);
/** Keeps what is sent to it, and gives it to whoever knows the address. */
const DROP = domainSet(
  "pastebin.com paste.ee hastebin.com ghostbin.com rentry.co dpaste.com dpaste.org ix.io sprunge.us termbin.com transfer.sh file.io 0x0.st temp.sh bashupload.com gofile.io anonfiles.com".split(
    " ",
  ),
);
/** Ways into chat rooms: whoever has the address writes there. */
const CHAT_HOOKS =
  /^(?:[\w.-]{0,60}\.)?(?:discord(?:app)?\.com\/api\/webhooks\/|hooks\.slack\.com\/services\/|api\.telegram\.org\/bot)/;
/** Ports that belong to shells, chat relays and proxies. */
const ODD_PORTS = new Set([1080, 1337, 4444, 4445, 5554, 6666, 6667, 6697, 9001, 9050, 12345, 31337, 54321]);
const METADATA_HOSTS = ["metadata.google.internal", "metadata.goog", "instance-data.ec2.internal"];

const SCHEME = /[a-z][a-z0-9+.-]{0,19}$/;
const AUTHORITY = /[^\s<>"'`\\^|/?#]{1,512}/y;
const HOST = /^(\[[0-9a-f:.]{2,45}\]|[^:[\]@(){},;]{1,253})(?::(\d{1,5}))?/i;
const MAX_URL = 2048;
const REST = new RegExp(`[/?#][^\\s<>"'\`\\\\^|]{0,${MAX_URL}}`, "y");
const RISKY = new Set(["gopher", "dict", "jar", "tftp"]);
/** A place to put something in: {data}, [secret], <key>, $(cat …), %s, YOUR_TOKEN, "the user's name". */
const BLANK =
  /\{[^{}]{1,80}\}|\[[^[\]]{2,80}\]|\$\(|\$\{?[a-z_]{2,40}|%s\b|=(?:<[^<>]{1,80}>)|=[a-z_ -]{0,40}(?:data|secret|token|password|conversation|history|summary|system_?prompt|api_?key|chat)[a-z_-]{0,20}$/i;

type Url = {
  scheme: string;
  host: string;
  port: number | null;
  user: string | null;
  rest: string;
  start: number;
  end: number;
};

/** The addresses in a text that lead somewhere they should not. */
export function findNetwork(text: FoldedText, options: NetworkOptions): Finding[] {
  const found: Finding[] = [];
  const report = (pattern: Pattern, severity: Severity, start: number, end: number) => {
    found.push({
      type: "network",
      pattern,
      severity,
      ...text.toOriginal(start, end),
      explanation: EXPLANATIONS[pattern],
    });
  };
  const allowed = domainSet(options.allowed_domains ?? []);
  for (const url of urlsIn(text.plain, text.folded)) {
    for (const [pattern, severity] of judge(url, text.plain, allowed))
      report(pattern, severity, url.start, url.end);
  }
  for (const { start, end } of blockedNames(text.folded, options.blocked_domains ?? [])) {
    report("blocked-domain", "high", start, end);
  }
  for (const { start, end } of dataUrls(text.folded)) report("risky-scheme", "medium", start, end);
  return found;
}

function judge(url: Url, plain: string, allowed: ReadonlySet<string>): (readonly [Pattern, Severity])[] {
  const verdicts: (readonly [Pattern, Severity])[] = [];
  const address = ipv4Of(url.host);
  const reach = address === null ? "outside" : reachOf(address.bytes);
  if (reach === "metadata" || METADATA_HOSTS.includes(url.host) || url.host === "[fd00:ec2::254]") {
    verdicts.push(["cloud-metadata", "high"]);
  } else if (address !== null && !address.plain) verdicts.push(["obscured-ip", "high"]);
  else if (address !== null && reach === "outside") verdicts.push(["ip-address-url", "low"]);
  if (url.port !== null && reach === "outside" && ODD_PORTS.has(url.port))
    verdicts.push(["unusual-port", "low"]);
  if (url.user !== null && /^[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,18}(?:$|[:/])/i.test(url.user)) {
    verdicts.push(["deceptive-host", "high"]);
  }
  if (looksLikeAscii(url.host)) verdicts.push(["look-alike-domain", "high"]);
  if (RISKY.has(url.scheme)) verdicts.push(["risky-scheme", "medium"]);
  verdicts.push(...judgeLeaving(url, plain));
  if (allowed.size > 0 && reach !== "inside" && !isBelow(url.host, allowed))
    verdicts.push(["domain-not-allowed", "medium"]);
  return verdicts;
}

/** What an address can carry away: only a query, a path to fill in, or a service that keeps what it gets. */
function judgeLeaving(url: Url, plain: string): (readonly [Pattern, Severity])[] {
  const captures = isBelow(url.host, CAPTURE);
  const drops = isBelow(url.host, DROP) || CHAT_HOOKS.test(url.host + url.rest.slice(0, 40));
  const query = /[?#](.{1,2048})$/s.exec(url.rest)?.[1] ?? "";
  const filled = BLANK.test(url.rest) && url.host.includes(".");
  const picture = /!\[[^\]\n]{0,200}\]\($/.test(plain.slice(Math.max(0, url.start - 204), url.start));
  const image =
    picture ||
    /<img\b[^<>]{0,200}\bsrc ?= ?["']?$/i.test(plain.slice(Math.max(0, url.start - 220), url.start));
  if (captures && (query !== "" || filled)) return [["data-to-capture-service", "high"]];
  if (image && (filled || captures || /[A-Za-z0-9+/_-]{64}/.test(query)))
    return [["image-carries-data", "high"]];
  if (filled && query !== "" && /=(?:\{|\[|<|\$|%s)/.test(query) && (captures || drops))
    return [["data-in-address", "high"]];
  return captures || drops ? [["capture-service", "low"]] : [];
}

/** Addresses with an authority, at most `MAX_URL` characters of each; what an address holds is not read again. */
function* urlsIn(plain: string, folded: string): Generator<Url> {
  let after = 0;
  for (let at = plain.indexOf("://"); at !== -1; at = plain.indexOf("://", after)) {
    const scheme = SCHEME.exec(folded.slice(Math.max(after, at - 20), at))?.[0];
    after = at + 3;
    const url = scheme === undefined ? null : parse(plain, scheme, after);
    if (url === null) continue;
    after = url.end;
    yield url;
  }
}

function parse(plain: string, scheme: string, from: number): Url | null {
  AUTHORITY.lastIndex = from;
  const authority = AUTHORITY.exec(plain)?.[0];
  if (authority === undefined) return null;
  const at = authority.lastIndexOf("@");
  const match = HOST.exec(authority.slice(at + 1));
  if (match === null) return null;
  const [whole, host = "", port] = match;
  const end = from + at + 1 + whole.length;
  REST.lastIndex = end;
  const rest = end === from + authority.length ? trimEnd(REST.exec(plain)?.[0] ?? "") : "";
  return {
    scheme,
    host: host.toLowerCase().replace(/\.$/, ""),
    port: port === undefined ? null : Number(port),
    user: at === -1 ? null : authority.slice(0, at),
    rest,
    start: from - 3 - scheme.length,
    end: end + rest.length,
  };
}

/** Punctuation of the sentence around an address is not part of it; a closing bracket only where it was opened. */
function trimEnd(rest: string): string {
  let end = rest.length;
  const least = Math.max(0, end - 16);
  while (end > least && /[.,;:!?)\]}*_]/.test(rest.charAt(end - 1))) {
    const char = rest.charAt(end - 1);
    const opening = char === ")" ? "(" : char === "]" ? "[" : char === "}" ? "{" : null;
    if (opening !== null && count(rest, opening, end) >= count(rest, char, end)) break;
    end -= 1;
  }
  return rest.slice(0, end);
}

function count(text: string, char: string, end: number): number {
  let found = 0;
  for (let at = text.indexOf(char); at !== -1 && at < end; at = text.indexOf(char, at + 1)) found += 1;
  return found;
}

const searches = new WeakMap<readonly string[], ReturnType<typeof compileWords>>();

/** Blocked domains wherever they are named, with or without a scheme. */
function blockedNames(folded: string, domains: readonly string[]): { start: number; end: number }[] {
  if (domains.length === 0) return [];
  const words = domains.map((domain) => domain.toLowerCase().replace(/^(?:\*\.|\.)/, ""));
  const search = searches.get(domains) ?? compileWords(words.filter((word) => word !== ""));
  searches.set(domains, search);
  const found = occurrences();
  search.search(folded, found);
  const named = words.filter((word) => word !== "");
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < found.count; at += 1) {
    const end = found.ends[at] as number;
    const start = end - (named[found.words[at] as number] as string).length;
    if (/[\w-]/.test(folded.charAt(start - 1)) || /^(?:[\w-]|\.[a-z0-9])/.test(folded.slice(end, end + 2)))
      continue;
    spans.push({ start, end });
  }
  return spans;
}

/** Pages and scripts written out in an address. */
function* dataUrls(folded: string): Generator<{ start: number; end: number }> {
  for (let at = folded.indexOf("data:text/html"); at !== -1; at = folded.indexOf("data:text/html", at + 1)) {
    yield { start: at, end: at + 14 };
  }
  for (let at = folded.indexOf("](javascript:"); at !== -1; at = folded.indexOf("](javascript:", at + 1)) {
    yield { start: at + 2, end: at + 13 };
  }
}
