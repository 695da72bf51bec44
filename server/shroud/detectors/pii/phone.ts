// Phone numbers: international and North American ones by their shape, all others by the words around them.
// Must never take a date, a price or an identifier for a phone number.
import { glues, type Span } from "./characters.ts";

const SHAPE =
  /(?:\+\(?|\()?\d{1,15}\)?(?:[ ./-]{1,2}\(?\d{1,11}\)?|\(\d{1,5}\)|(?<=\))\d{1,11}){0,6}(?: ?(?:x|ext\.?) ?\d{1,6})?/y;
const EXTENSION = / ?(?:x|ext\.?) ?\d{1,6}$/;

const NORTH_AMERICA = /^(?:(?:\+?|00)1[ .-]?)?(?:\(\d{3}\) ?|\d{3}([ .-]))\d{3}(?:\1|[.-])\d{4}$/;
const INTERNATIONAL = /^(?:\+|00(?=\d{1,3}[ .(-]))[\d ().\-/]{8,24}$/;
/** Pairs behind a zero, as France and its neighbours write them. */
const PAIRS = /^0[1-9]([ .])\d\d\1\d\d\1\d\d\1\d\d$/;

const DATE =
  /^(?:19|20)\d\d[-/. ]\d{1,2}[-/. ]\d{1,2}(?!\d)|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|^\d{1,4}[./]\d{1,4}$|^(?:19|20)\d\d[- ](?:19|20)\d\d$|^\d{1,3}(?:\.\d{1,3}){3}$/;

const CALLED = new RegExp(
  [
    // "Phone: ", "recipient_phone", "mobile no. is "
    "(?:phone|mobile|whats ?app|hotline|(?<![a-z])(?:cell|tel|fax|handy|telefono?|téléphone|sms|pager))[^\\d\\n]{0,24}\\n?[^\\d\\n]{0,4}",
    // "call me on ", "reached at ", "contact: "
    "(?:call|dial|ring|reach(?:ed)?|text|phone|contact)(?:ing)?(?: (?:me|us|him|her|them|you|back|someone|the number))?(?: (?:on|at|under|via|back|is))?[ :(]{1,3}",
    "(?:answer(?:ing)?|available|reachable)(?: at| on)?[ :]{1,3}",
    "messages? (?:to|on|at|from)[ :]{1,3}",
    "(?:my|your|his|her|their|our) (?:new )?number(?: is|:)? ",
    "(?:desk|office|home|work|contact|registered)(?: (?:no\\.?|number|line))?[\"']?[:.]? {1,3}[\"'(]?",
  ]
    .map((words) => `${words}$`)
    .join("|"),
  "i",
);
const CALLED_AFTER = /^[ ,(-]{1,3}(?:office|fax|mobile|cell|home|work|desk|phone|tel)\b/i;

/** The phone number whose first digit is at `at`. @see ITU-T E.164 */
export function phoneAt(plain: string, at: number): Span | null {
  const start = startOf(plain, at);
  if (glues(plain.charCodeAt(start - 1)) || /[$€£#=/]/.test(plain.charAt(start - 1))) return null;
  SHAPE.lastIndex = start;
  const found = SHAPE.exec(plain)?.[0].trimEnd();
  if (
    found === undefined ||
    (glues(plain.charCodeAt(start + found.length)) && !/[.-]/.test(plain.charAt(start + found.length)))
  )
    return null;
  const number = found.replace(EXTENSION, "");
  const digits = number.replace(/\D/g, "").length;
  if (digits < 6 || digits > 15 || DATE.test(number) || !isBalanced(number)) return null;
  const span = { start, end: start + found.length };
  if (digits >= 8 && (NORTH_AMERICA.test(number) || INTERNATIONAL.test(number) || PAIRS.test(number)))
    return span;
  const called = CALLED.test(plain.slice(Math.max(0, start - 48), start));
  return called || CALLED_AFTER.test(plain.slice(span.end, span.end + 16)) ? span : null;
}

function startOf(plain: string, at: number): number {
  if (/[+(]/.test(plain.charAt(at - 1)))
    return plain.charAt(at - 1) === "(" && plain.charAt(at - 2) === "+" ? at - 2 : at - 1;
  return at;
}

function isBalanced(number: string): boolean {
  return number.split("(").length === number.split(")").length;
}
