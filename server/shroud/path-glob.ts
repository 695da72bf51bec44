// Owns paths of files as people write them in texts, and the globs that block some of them.
// Must never build a RegExp from a glob: matching stays within (length of glob) x (length of path) whatever somebody stores.

type PathInText = { path: string; start: number; end: number };

const PATH =
  /(?<![\w.~$%/\\-])(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%|[A-Za-z]:|\.{1,2})?[\\/][^\s"'`<>|;,()[\]{}\0]{0,1024}|(?<![\w./\\-])\.?[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}(?![\w/\\-])|(?<![\w./\\-])\.[\w-]{2,64}(?![\w/\\-])/g;

/** Everything in a text that is written like a path or the name of a file; trailing punctuation is not part of it. */
export function pathsIn(plain: string): PathInText[] {
  const found: PathInText[] = [];
  for (const match of plain.matchAll(PATH)) {
    const path = match[0].replace(/[.:!?]{1,4}$/, "");
    if (path.length > 1) found.push({ path, start: match.index, end: match.index + path.length });
  }
  return found;
}

/** One spelling for one file: forward slashes, no empty or dot segments, `..` taken back, the home folder as `~`. */
function canonicalPath(path: string): string {
  const slashed = path.replaceAll("\\", "/").replace(/^(?:\$HOME|\$\{HOME\}|%USERPROFILE%)(?=\/|$)/i, "~");
  const segments: string[] = [];
  for (const segment of slashed.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== ".." || !slashed.startsWith("/")) segments.push(segment.toLowerCase());
  }
  const joined = segments.join("/");
  if (!slashed.startsWith("/")) return joined;
  const home = /^(?:root|(?:home|users)\/[^/]+)(?=\/|$)/.exec(joined)?.[0];
  return home === undefined ? `/${joined}` : `~${joined.slice(home.length)}`;
}

/**
 * Whether a path is covered by one of the globs: `*` is anything within a segment, `**` any number of segments, and a
 * folder covers what is in it. A glob that does not begin at the root or the home folder holds in any folder.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const compiled = globs.flatMap((glob) => {
    const canonical = canonicalPath(glob.trim());
    if (canonical === "" || canonical === "/") return [];
    const anchored = canonical.startsWith("/") || canonical.startsWith("~");
    return [[...(anchored ? [] : ["**"]), ...canonical.split("/"), "**"]];
  });
  return (path) => {
    const segments = canonicalPath(path).split("/");
    return compiled.some((glob) => coversSegments(glob, segments));
  };
}

/** Going back to the newest `**` alone is enough: an earlier one could only hand over fewer segments. */
function coversSegments(glob: readonly string[], path: readonly string[]): boolean {
  let at = 0;
  let segment = 0;
  let afterStars = -1;
  let retryFrom = 0;
  while (segment < path.length) {
    const expected = glob[at];
    if (expected === "**") {
      at += 1;
      if (at === glob.length) return true;
      afterStars = at;
      retryFrom = segment;
    } else if (expected !== undefined && coversName(expected, path[segment] as string)) {
      at += 1;
      segment += 1;
    } else if (afterStars === -1) {
      return false;
    } else {
      retryFrom += 1;
      segment = retryFrom;
      at = afterStars;
    }
  }
  while (glob[at] === "**") at += 1;
  return at === glob.length;
}

function coversName(glob: string, name: string): boolean {
  let at = 0;
  let afterStar = -1;
  let retryFrom = 0;
  for (let here = 0; here < name.length; ) {
    if (glob[at] === "*") {
      at += 1;
      afterStar = at;
      retryFrom = here;
    } else if (glob[at] === name[here]) {
      at += 1;
      here += 1;
    } else if (afterStar === -1) {
      return false;
    } else {
      retryFrom += 1;
      here = retryFrom;
      at = afterStar;
    }
  }
  while (glob[at] === "*") at += 1;
  return at === glob.length;
}
