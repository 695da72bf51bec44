// Personal data with a structure: mail addresses, phone numbers, payment cards, accounts, social security numbers, IPs.
// Must never report a number for its length alone: a check digit, a known prefix or the words around it decide.
import type { Finding, Rule, Severity } from "../rule.ts";
import type { FoldedText } from "../text.ts";
import { ipv4At, ipv6At } from "./pii/addresses.ts";
import { isDigit, type Span } from "./pii/characters.ts";
import { emailAt } from "./pii/email.ts";
import { cardAt, ibanAt, ssnAt } from "./pii/numbers.ts";
import { phoneAt } from "./pii/phone.ts";

type Kind = { pattern: string; severity: Severity; explanation: string };

const EMAIL: Kind = {
  pattern: "email-address",
  severity: "low",
  explanation: "This is an e-mail address: it leads to a person or a mailbox.",
};
const PHONE: Kind = {
  pattern: "phone-number",
  severity: "low",
  explanation: "This is a phone number: it leads to a person.",
};
const CARD: Kind = {
  pattern: "payment-card",
  severity: "high",
  explanation: "This is a payment card number with a correct check digit: it can be charged.",
};
const IBAN: Kind = {
  pattern: "iban",
  severity: "medium",
  explanation: "This is a bank account number (IBAN) with correct check digits.",
};
const SSN: Kind = {
  pattern: "us-social-security-number",
  severity: "high",
  explanation: "This looks like a US social security number: it opens accounts in its owner's name.",
};
const IP: Kind = {
  pattern: "ip-address",
  severity: "low",
  explanation: "This is an IP address: it leads to a machine, and often to its owner.",
};

/** In a long row of groups of digits no later group begins a number of its own. */
const MAX_TRIES = 8;
const AT = 64;
const COLON = 58;

/** Every piece of structured personal data, in the order of the text; spans do not overlap. */
export function findPii(text: FoldedText): Finding[] {
  const { plain } = text;
  const findings: Finding[] = [];
  let done = 0;
  let lastDigit = 0;
  let tries = 0;
  const take = (span: Span | null, kind: Kind): boolean => {
    if (span === null || span.start < done) return false;
    findings.push({ type: "pii", ...kind, ...text.toOriginal(span.start, span.end) });
    done = span.end;
    return true;
  };
  for (let at = 0; at < plain.length; at += 1) {
    const code = plain.charCodeAt(at);
    if (code === AT) take(emailAt(plain, at), EMAIL);
    else if (code === COLON) take(ipv6At(plain, at), IP);
    else if (isDigit(code)) {
      tries = isGap(plain, lastDigit + 1, at) ? tries + 1 : 0;
      if (tries < MAX_TRIES) takeNumber(plain, at, take);
      while (isDigit(plain.charCodeAt(at + 1))) at += 1;
      lastDigit = Math.max(at, done - 1);
    }
    if (at < done - 1) at = done - 1;
  }
  return findings;
}

function takeNumber(plain: string, at: number, take: (span: Span | null, kind: Kind) => boolean): void {
  if (take(ibanAt(plain, at), IBAN)) return;
  const digits = digitsNear(plain, at);
  if (digits < 4 || take(ipv4At(plain, at), IP) || digits < 6) return;
  if (take(ssnAt(plain, at), SSN) || take(cardAt(plain, at), CARD)) return;
  take(phoneAt(plain, at), PHONE);
}

/** Whether only separators of one number stand between two groups of digits: at most three of " ()+-./". */
function isGap(plain: string, from: number, to: number): boolean {
  if (to - from > 3) return false;
  for (let index = from; index < to; index += 1) {
    const code = plain.charCodeAt(index);
    if (code !== 32 && (code < 40 || code > 47 || code === 42 || code === 44)) return false;
  }
  return true;
}

/** How many digits stand together, with at most two separators between them; stops counting at 6. */
function digitsNear(plain: string, at: number): number {
  let digits = 0;
  let gap = 0;
  for (let index = at; index < plain.length && digits < 6 && gap < 3; index += 1) {
    const code = plain.charCodeAt(index);
    if (isDigit(code)) {
      digits += 1;
      gap = 0;
    } else if (code === 32 || code === 41 || code === 40 || (code >= 45 && code <= 47)) gap += 1;
    else break;
  }
  return digits;
}

export const RULES: readonly Rule[] = [
  {
    id: "login-in-record",
    severity: "medium",
    explanation: "A record of a person holds a password: whoever reads it can log in as that person.",
    keywords: ['password"', "password'", 'passwd"', 'pwd"', 'passcode"'],
    pattern: /["'](?:passw(?:or)?d|passwd|pwd|passcode)["']\s{0,8}:\s{0,8}["'](?<secret>[^"'\s]{4,80})["']/i,
    group: "secret",
    accepts: (match) => !NO_LOGIN.test(match.groups?.secret ?? ""),
  },
];

/** Labels, types, variables and stand-ins. */
const NO_LOGIN =
  /^(?:string|str|text|null|none|password|passwd|secret|required|optional|hidden|redacted|example)$|^[<${[*%#]|example|placeholder|redacted|xxxx|\*{3}|\.{3}|your[-_ ]|[:?]$/i;
