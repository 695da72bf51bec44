// Judges the raw request target before any URL parser can fold it: what is not canonical is refused, not repaired.

const FORBIDDEN: [RegExp, string][] = [
  [/^[^/]/, "it must start with /"],
  [/[^\x21-\x7e]/, "it must be printable ASCII, everything else percent-encoded"],
  [/[\\"<>^`{|}#]/, "it has a character that must be percent-encoded"],
  [/%(?![0-9a-fA-F]{2})/, "it has a % that is not followed by two hex digits"],
  [/%(?:00|5c)/i, "it has an encoded NUL or backslash"],
  [/\/\//, "it has an empty segment"],
  [/(?:\/|%2f)(?:\.|%2e){1,2}(?:\/|%2f|$)/i, "it has a . or .. segment"],
];

/** Null when the target's path is canonical, else why not. The query is not looked at but for illegal characters. */
export function checkTarget(target: string): string | null {
  const query = target.indexOf("?");
  const path = query === -1 ? target : target.slice(0, query);
  for (const [pattern, reason] of FORBIDDEN) if (pattern.test(path)) return reason;
  if (query !== -1 && /[^\x21-\x7e]/.test(target.slice(query))) return "its query must be printable ASCII";
  try {
    decodeURIComponent(path);
  } catch {
    return "its percent-encoding is not UTF-8";
  }
  return null;
}
