// Owns the one pattern language over secret paths: policies, token scopes, shares and list filters all use it.
// `*` is exactly one segment, `**` is zero or more (so `a/**` covers `a` too); everything else is literal.
// Must never build a JavaScript RegExp from a pattern: matching stays polynomial whatever somebody stores.
import { isSecretPath } from "./secret-path.ts";

const MAX_PATTERN_BYTES = 1024;
const MAX_PATTERN_SEGMENTS = 64;
const MAX_SEGMENT_BYTES = 255;
const LITERAL = /^[A-Za-z0-9_-]+$/;
const LITERAL_WITH_STAR = /^[A-Za-z0-9_*-]+$/;
const SQL_SEGMENT = "[A-Za-z0-9_-]+";
/** Only the empty string matches, and no secret has the empty path. */
const SQL_MATCHES_NO_PATH = "^$";

/** Says in one sentence why `pattern` cannot be used, or returns null when it can; takes linear time. */
export function checkPathPattern(pattern: string): string | null {
  if (pattern === "") return "The path pattern is empty.";
  if (pattern.length > MAX_PATTERN_BYTES)
    return `The path pattern is longer than ${MAX_PATTERN_BYTES} bytes.`;
  if (pattern.startsWith("/")) return "The path pattern must not start with a slash.";
  if (pattern.endsWith("/")) return "The path pattern must not end with a slash.";
  const segments = pattern.split("/");
  if (segments.length > MAX_PATTERN_SEGMENTS) {
    return `The path pattern has more than ${MAX_PATTERN_SEGMENTS} segments.`;
  }
  for (const segment of segments) {
    const problem = checkSegment(segment);
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * True when `path` is covered by `pattern`; an invalid pattern or path never matches.
 * Takes at most (segments of the pattern) x (segments of the path) steps.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  if (checkPathPattern(pattern) !== null || !isSecretPath(path)) return false;
  return matchSegments(pattern.split("/"), path.split("/"));
}

/**
 * The pattern as an anchored expression for PostgreSQL's `~`, with the verdict of `matchesPattern` for every
 * valid secret path; an invalid pattern becomes an expression that matches no path.
 */
export function patternToSqlRegex(pattern: string): string {
  if (checkPathPattern(pattern) !== null) return SQL_MATCHES_NO_PATH;
  const [first = "", ...rest] = collapsedSegments(pattern);
  if (first === "**" && rest.length === 0) return `^${SQL_SEGMENT}(?:/${SQL_SEGMENT})*$`;
  let expression = first === "**" ? `^(?:${SQL_SEGMENT}/)*` : `^${sqlSegment(first)}`;
  rest.forEach((segment, index) => {
    if (segment === "**") expression += `(?:/${SQL_SEGMENT})*`;
    else if (index === 0 && first === "**") expression += sqlSegment(segment);
    else expression += `/${sqlSegment(segment)}`;
  });
  return `${expression}$`;
}

/** The longest text that every path covered by `pattern` starts with; empty when there is none. */
export function literalPrefix(pattern: string): string {
  if (checkPathPattern(pattern) !== null) return "";
  const segments = collapsedSegments(pattern);
  const firstWildcard = segments.findIndex((segment) => segment === "*" || segment === "**");
  if (firstWildcard === -1) return pattern;
  const prefix = segments.slice(0, firstWildcard).join("/");
  const mayEndHere = segments.length === firstWildcard + 1 && segments[firstWildcard] === "**";
  return prefix === "" || mayEndHere ? prefix : `${prefix}/`;
}

function checkSegment(segment: string): string | null {
  if (segment === "*" || segment === "**") return null;
  if (segment === "") return "The path pattern must not contain an empty segment (two slashes in a row).";
  if (segment.length > MAX_SEGMENT_BYTES) {
    return `A segment of the path pattern is longer than ${MAX_SEGMENT_BYTES} bytes.`;
  }
  if (LITERAL.test(segment)) return null;
  if (LITERAL_WITH_STAR.test(segment)) {
    return "A star must be a whole segment: use * for exactly one segment or ** for any number of segments.";
  }
  return "The path pattern may contain only letters A-Z and a-z, digits, hyphens, underscores, slashes, * and **.";
}

/** Going back to the newest `**` alone is enough: an earlier one could only hand over fewer segments. */
function matchSegments(pattern: readonly string[], path: readonly string[]): boolean {
  let at = 0;
  let segment = 0;
  let afterDoubleStar = -1;
  let retryFrom = 0;
  while (segment < path.length) {
    const expected = pattern[at];
    if (expected === "**") {
      at += 1;
      if (at === pattern.length) return true;
      afterDoubleStar = at;
      retryFrom = segment;
    } else if (expected === "*" || expected === path[segment]) {
      at += 1;
      segment += 1;
    } else if (afterDoubleStar === -1) {
      return false;
    } else {
      retryFrom += 1;
      segment = retryFrom;
      at = afterDoubleStar;
    }
  }
  while (pattern[at] === "**") at += 1;
  return at === pattern.length;
}

function collapsedSegments(pattern: string): string[] {
  return pattern.split("/").filter((segment, index, all) => segment !== "**" || all[index - 1] !== "**");
}

function sqlSegment(segment: string): string {
  return segment === "*" ? SQL_SEGMENT : segment;
}
