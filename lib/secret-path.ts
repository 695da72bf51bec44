// Owns the one rule for the path of a secret; applied on every verb, after decoding.
// Must never normalise: a path is refused or taken byte for byte, so two spellings never name one secret.

const MAX_PATH_BYTES = 1024;
const MAX_SEGMENT_BYTES = 255;
const ALLOWED_CHARACTERS = /^[A-Za-z0-9_/-]*$/;
const ALPHANUMERIC_ENDS = /^[A-Za-z0-9](?:.*[A-Za-z0-9])?$/;

/** Says in one sentence why `path` cannot be the path of a secret, or returns null when it can; takes linear time. */
export function checkSecretPath(path: string): string | null {
  if (path === "") return "The path is empty.";
  if (path.length > MAX_PATH_BYTES) return `The path is longer than ${MAX_PATH_BYTES} bytes.`;
  if (!ALLOWED_CHARACTERS.test(path)) {
    return "The path may contain only the letters A-Z and a-z, digits, hyphens, underscores and slashes.";
  }
  if (path.startsWith("/")) return "The path must not start with a slash.";
  if (path.endsWith("/")) return "The path must not end with a slash.";
  if (path.includes("//")) return "The path must not contain an empty segment (two slashes in a row).";
  if (!ALPHANUMERIC_ENDS.test(path)) return "The path must start and end with a letter or a digit.";
  if (path.split("/").some((segment) => segment.length > MAX_SEGMENT_BYTES)) {
    return `A segment of the path is longer than ${MAX_SEGMENT_BYTES} bytes.`;
  }
  return null;
}

/** True exactly when `checkSecretPath` finds nothing wrong. */
export function isSecretPath(path: string): boolean {
  return checkSecretPath(path) === null;
}
