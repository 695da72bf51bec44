// Secrets without a format: what stands behind a name that says "key", "token" or "secret", or behind a vendor's name.
// Must never call a random string a secret for its looks alone: identifiers and hashes look the same.
import type { Rule } from "../../rule.ts";
import { isPlaceholder, isRandom } from "./format.ts";
import { VENDORS } from "./vendors.ts";

/** A whole run of the characters that tokens are made of; what stands before it decides. */
const RUN = /(?<![A-Za-z0-9_+/.~%-])(?<secret>[A-Za-z0-9_+/~-][A-Za-z0-9_+/.~%!-]{7,400}={0,3})/;

/** Looked at before a run: long enough for "vendor private access key = ". */
const BEFORE = 64;

const SECRET_WORD =
  "(?:secret|token|api[_. -]?key|key|credential|access|private|auth|pat|bearer|jwt|signature|salt)";

/** A name that says secret and, right behind it, whatever programs and people put between a name and its value. */
const ASSIGNED = new RegExp(
  `${SECRET_WORD}s?[A-Za-z0-9_.-]{0,24}["'\`\\])}]{0,2}\\s{0,12}(?:=>|:=|={1,3}|!=|:|,|\\||\\()\\s{0,12}(?:[bru@])?\\\\?["'\`(<{\\[]{0,3}$`,
  "i",
);
/** The same without a sign between them: "token abcd", "--api-key abcd". */
const SPOKEN = new RegExp(
  `(?:^|[^A-Za-z]|[a-z0-9](?=[A-Z]))${SECRET_WORD}s?[A-Za-z0-9_.-]{0,16}["']?(?: (?:is|was|of|for|key|token|id))?[\\s:=]{1,4}["'\`]?$`,
  "i",
);
const ENDS_WITH_SIGN = /["'\])]{0,2}\s{0,12}(?:=>|:=|=|:|,|\()\s{0,12}["'`([{<]{0,3}$/;

/** Names with "key" or "token" in them whose value is no secret. */
const HARMLESS =
  /(?<![A-Za-z])(?:public|primary|foreign|partition|sort|cache|routing|idempotency|object|hash|row|range|map|translation|i18n|issue|recv|gpg|pgp|signing|project|event|record|registry|publishable|ssh-rsa|ssh-ed25519|next|page|continuation|cursor|sync|parent|child|unique|composite|lookup|message|index|data|search|group|hot|arrow|enter|keyboard|keypress|max|min|num|total|input|output|prompt|completion|used)s?[-_ .]?(?:key|token)s?(?:[-_ ]?(?:id|name))?["'\])]{0,2}\s{0,12}(?:[=:,(]|$)|(?:key|token|secret)[-_ ]?(?:id|name|type|size|length|count|fingerprint|arn|alias|path|file|url|uri|hash|version|index|prefix|usage|vault|ring|space|word|board|stone|frame|pair|s?_?algorithm|s?_?limit)["'\]]{0,2}\s{0,12}[=:]|(?<![A-Za-z])(?:author(?!iz)|accessib|accessor|pattern|patch|path|patient|keyword|keyboard|monkey|turkey|hockey|jockey|donkey|whiskey|keyspace|tokeniz)[a-z_]{0,16}["'\]]{0,2}\s{0,12}[=:(,]/i;

const before = (match: RegExpExecArray): string =>
  match.input.slice(Math.max(0, match.index - BEFORE), match.index);
const token = (match: RegExpExecArray): string => match.groups?.secret ?? match[0];

/** The last line of what stands before, and the line above where the last one is empty. */
function lastLine(text: string): string {
  const end = text.trimEnd().length;
  return text.slice(text.lastIndexOf("\n", Math.max(0, end - 1)) + 1);
}

const GLUED = new RegExp(`^(.{0,48}?${SECRET_WORD}[A-Za-z0-9_]{0,12}?)[-_.:](.{8,})$`, "i");

/** A name can be written together with its value: "vendorSECRET-abc"; returns the two parts. */
function glued(run: string): { name: string; value: string } | null {
  const found = GLUED.exec(run.slice(0, 300));
  return found === null ? null : { name: found[1] as string, value: found[2] as string };
}

function isNamedSecret(match: RegExpExecArray): boolean {
  const value = token(match);
  if (isWord(value) || isCode(value) || isCalled(match) || isPlaceholder(value)) return false;
  const line = lastLine(before(match));
  // The body of a PEM block: private keys have rules of their own, and the others are public.
  if (line.includes("-----")) return false;
  if (ASSIGNED.test(line)) {
    return ((value.length >= 10 && isRandom(value)) || /^\d{24,64}$/.test(value)) && !HARMLESS.test(line);
  }
  if (SPOKEN.test(line)) {
    const mixed = /\d/.test(value) || /^(?:[a-z]{28,64}|[A-Z]{28,64})$/.test(value);
    return value.length >= 16 && mixed && isRandom(value) && !HARMLESS.test(line);
  }
  const parts = glued(value);
  return (
    parts !== null && !HARMLESS.test(`${parts.name}=`) && parts.value.length >= 20 && isDense(parts.value)
  );
}

/** Asked first, because nearly every run is one: a word, a name, a number. */
function isWord(value: string): boolean {
  return value.length < 20 && !/\d/.test(value);
}

/** Random nearly throughout, as a key glued to its name must be: at most one piece of it could be a word. */
function isDense(value: string): boolean {
  const pieces = value.split(/[-_.]/);
  const words = pieces.filter((piece) => piece.length > 2 && piece.length < 16 && !/\d/.test(piece));
  return isRandom(value) && words.length <= (pieces.length > 3 ? 1 : 0);
}

/** A name with an opening parenthesis behind it is a function. */
function isCalled(match: RegExpExecArray): boolean {
  return match.input.charAt(match.index + match[0].length) === "(";
}

/** Member chains, file names, paths, and names in capitals. */
function isCode(value: string): boolean {
  return (
    (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value) &&
      Math.max(...value.split(".").map((part) => part.length)) < 24) ||
    /\.(?:js|ts|py|rb|go|json|ya?ml|md|html?|css|png|jpe?g|svg|pdf|txt|csv|pem|key|crt|tgz|zip|gz|com|org|net|io)$/i.test(
      value,
    ) ||
    /^[A-Z][A-Z_]*_[A-Z_]*\d?$|^0x[0-9A-Fa-f]{1,16}$/.test(value) ||
    /^\/|^\.|^~|^-{2}|^(?:v\d|sha\d{3}-|\d{4}-\d{2}-\d{2})/.test(value) ||
    (value.match(/\//g)?.length ?? 0) > value.length / 12 + 1
  );
}

/** The vendor named last in a text, and what stands behind the name. */
function vendorIn(text: string): { name: string; gap: string } | null {
  const lower = text.toLowerCase();
  let last: { name: string; gap: string } | null = null;
  for (const found of lower.matchAll(/[a-z0-9][a-z0-9.-]*/g)) {
    const word = found[0];
    for (let length = Math.min(word.length, 24); length > 3; length -= 1) {
      const name = word.slice(0, length);
      if (!VENDORS.has(name)) continue;
      last = { name, gap: text.slice(found.index + length) };
      break;
    }
  }
  return last;
}

const HAS_SECRET_WORD = new RegExp(SECRET_WORD, "i");

/** The rest of a setting's name that begins with the vendor's, unless it names a version or a place. */
const OWN_SETTING =
  /^(?!\w{0,20}(?:commit|sha|hash|digest|version|revision|checksum|url|uri|host|path|file|image|branch|tag))[A-Za-z_.-]{1,24}["'\]]{0,2}\s{0,12}(?:=|:)/i;

function isVendorSecret(match: RegExpExecArray): boolean {
  const run = token(match);
  if (isWord(run) || isCode(run) || isPlaceholder(run)) return false;
  const own = vendorIn(run.slice(0, 40));
  if (own !== null && run.toLowerCase().startsWith(own.name) && /^\w{0,24}[-_.:]/.test(own.gap)) {
    return isGluedToVendor(run, own.gap);
  }
  const lines = before(match).split("\n").slice(-2).join("\n");
  const vendor = vendorIn(lines);
  if (vendor === null || HARMLESS.test(lines)) return false;
  if (/https?:\/\/|[.?!]\s|\/\S{0,40}$/.test(vendor.gap)) return false;
  const named = HAS_SECRET_WORD.test(vendor.gap);
  const assigned = ENDS_WITH_SIGN.test(vendor.gap);
  const close = vendor.gap.replace(/[^A-Za-z0-9]/g, "").length <= 5;
  if (!named && !close && !(assigned && OWN_SETTING.test(vendor.gap))) return false;
  return isVendorToken(run, named, assigned);
}

function isVendorToken(value: string, named: boolean, assigned: boolean): boolean {
  const digits = value.replace(/\D/g, "").length;
  const plain = /^[A-Za-z0-9]+$/.test(value);
  if (digits === value.length) return named && digits >= 16;
  if (named && plain && value.length >= 20)
    return digits > 0 || !/[a-z][A-Z]|[A-Z][a-z]/.test(value) || isRandom(value);
  if (named && assigned && plain && value.length >= 8) return digits >= 3 && digits <= value.length - 2;
  return value.length >= (named ? 12 : 16) && isRandom(value) && digits > 0;
}

const NAME_PART = new RegExp(`^[A-Za-z0-9_]{0,24}?(?:${SECRET_WORD})?[A-Za-z0-9]{0,12}?[-_.:]+`, "i");

function isGluedToVendor(run: string, gap: string): boolean {
  const value = gap.replace(NAME_PART, "").replace(/^(?:(?:secret|key|token|access|private)[-_.])+/i, "");
  return value.length >= 14 && value.length < run.length && isDense(value);
}

/** Cheap to find and rare in prose: "key" as the end of a name, "access" and "auth" as its beginning. */
const NAME_WORDS = [
  ...[
    "secret",
    "token",
    "credential",
    "private",
    "bearer",
    "signature",
    "salt=",
    "salt:",
    "_pat",
    "pat=",
    "pat =",
  ],
  ...[
    "key=",
    "key:",
    "key ",
    "key'",
    'key"',
    "key-",
    "key_",
    "key.",
    "key]",
    "key)",
    "key,",
    "key>",
    "key`",
    "keys",
  ],
  ...[
    "access_",
    "access-",
    "access ",
    "access.",
    "access=",
    "access:",
    "accesskey",
    "auth_",
    "auth-",
    "auth=",
    "auth:",
    'auth"',
    "auth'",
  ],
];

export const NAMED_RULES: readonly Rule[] = [
  {
    id: "vendor-credential",
    severity: "high",
    explanation:
      "A random string stands right behind the name of a service that hands out keys: whoever holds the key acts in the owner's account there.",
    keywords: [...VENDORS],
    pattern: RUN,
    group: "secret",
    reach: 460,
    before: 24,
    within: 64,
    accepts: isVendorSecret,
  },
  {
    id: "named-secret",
    severity: "medium",
    explanation:
      "A random string stands behind a name that says key, token or secret: whoever holds it can use what it opens.",
    keywords: NAME_WORDS,
    pattern: RUN,
    group: "secret",
    reach: 460,
    before: 48,
    within: 64,
    accepts: isNamedSecret,
  },
];
