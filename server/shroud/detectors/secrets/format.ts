// How a documented token format becomes a rule: its boundaries, its words for people, and what is no secret at all.
// Must never hold a rule of its own, nor quote what it looked at.
import type { Rule, Severity } from "../../rule.ts";

export const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

/** A format as its vendor documents it: id, what it is, the literals it cannot be without, its body as a pattern. */
export type Format = readonly [
  id: string,
  what: string,
  keywords: string | readonly string[],
  body: string,
  more?: {
    severity?: Severity;
    flags?: "i";
    reach?: number;
    before?: number;
    why?: string;
    accepts?(token: string): boolean;
    /** The body is matched as it is, with its own boundaries. */
    bare?: boolean;
  },
];

/** Rules of one kind of service: `why` says what the holder of such a token can do. */
export function rulesFrom(severity: Severity, why: string, formats: readonly Format[]): Rule[] {
  return formats.map((format) => ruleOf(format, severity, why));
}

function ruleOf([id, what, keywords, body, more = {}]: Format, severity: Severity, why: string): Rule {
  const bounded = more.bare ? body : `(?<![A-Za-z0-9])(?:${body})(?![A-Za-z0-9])`;
  const holds = more.accepts;
  const isName = (more.severity ?? severity) === "low";
  return {
    id,
    severity: more.severity ?? severity,
    explanation: `This looks like ${what}: ${more.why ?? why}.`,
    keywords: typeof keywords === "string" ? [keywords] : keywords,
    pattern: new RegExp(bounded, more.flags ?? ""),
    ...(more.reach === undefined ? {} : { reach: more.reach }),
    ...(more.before === undefined ? {} : { before: more.before }),
    ...(body.includes("(?<secret>") ? { group: "secret" } : {}),
    accepts(match) {
      const token = match.groups?.secret ?? match[0];
      // A name is a name even in an example; a stand-in for a secret protects nothing.
      return (isName || !isPlaceholder(token)) && (holds === undefined || holds(token));
    },
  };
}

// A value a person wrote to stand for a value, in the words documentation uses for it.
const STAND_IN =
  /example|placeholder|redacted|change[-_ ]?(?:me|this|it)|dummy|insert[-_ ]|replace[-_ ]|(?:your|my|the)[-_ ]?(?:own|api|app|access|auth|client|secret|private|super|very|token|key|pass|project|account|user|db|database)|goes[-_ ]?here|todo|xxxx|\*{3}|\.{3}|<[^>]*>|\$\{|\$\(|\{\{|%[A-Za-z_]{2,40}%|#\{/i;
const ONE_CHARACTER = /^(.)\1*$/;
const LONG_REPEAT = /([^=])\1{9}/;

/** Whether a token stands for a secret instead of being one: "EXAMPLE", "xxxx", "${NAME}", one character repeated. */
export function isPlaceholder(token: string): boolean {
  return STAND_IN.test(token) || ONE_CHARACTER.test(token) || LONG_REPEAT.test(token);
}

/** Shannon entropy in bits for each character. */
function entropy(token: string): number {
  const counts = new Map<string, number>();
  for (const char of token) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / token.length) * Math.log2(count / token.length);
  return bits;
}

const HEX = /^[0-9a-f]+$/i;
const UUID_ONLY = new RegExp(`^${UUID}$`, "i");
/** Words with a number behind: "version2024", "step_3", "Uint8Array". */
const NUMBERED_WORD = /^[A-Za-z]{3,}\d{1,4}$|^\d{1,4}[A-Za-z]{3,}$|^[A-Za-z][a-z]{2,}\d{1,3}[A-Z]?[a-z]{2,}$/;

/** Whether a piece without separators was drawn at random rather than written: long, and letters mixed with digits. */
function isRandomPiece(piece: string): boolean {
  const digits = piece.replace(/\D/g, "").length;
  if (HEX.test(piece))
    return piece.length >= 16 && digits > 0 && digits < piece.length && entropy(piece) > 2.4;
  if (piece.length < 8 || digits === piece.length) return false;
  if (digits === 0) return piece.length >= 20 && isLetterSoup(piece);
  return !NUMBERED_WORD.test(piece) && entropy(piece) > 2.5;
}

/** Letters alone: fewer vowels than words have, and case that changes inside what would be words. */
function isLetterSoup(piece: string): boolean {
  const humps = piece.match(/[a-z][A-Z]/g)?.length ?? 0;
  const vowels = piece.match(/[aeiou]/gi)?.length ?? 0;
  const mixed = /[A-Z]/.test(piece) && /[a-z]/.test(piece);
  if (mixed) return vowels < piece.length * 0.27 && (humps >= piece.length / 8 || piece.length >= 36);
  return vowels < piece.length * 0.22 || piece.length >= 24;
}

/** Whether a token was drawn at random rather than written by a person; it has at least 8 characters. */
export function isRandom(token: string): boolean {
  if (UUID_ONLY.test(token)) return true;
  const pieces = token.replace(/=+$/, "").split(/[^A-Za-z0-9]+/);
  if (/[./]/.test(token)) {
    // Paths, hosts and versions are made of short pieces.
    const longest = Math.max(...pieces.map((piece) => piece.length));
    if (longest < 16 && !/[+]/.test(token)) return false;
  }
  if (pieces.some(isRandomPiece)) return true;
  const digits = token.replace(/\D/g, "").length;
  const letters = token.replace(/[^A-Za-z]/g, "").length;
  const written = pieces.filter((piece) => /^[A-Za-z]{3,}$/.test(piece) || /^\d+$/.test(piece)).length;
  return (
    token.length >= 16 && digits >= 3 && letters >= 3 && written * 2 < pieces.length && entropy(token) > 3
  );
}
