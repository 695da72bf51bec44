// Numbers with rules of their own: payment cards, bank accounts, US social security numbers.
// Must never report a number whose check digits are wrong.
import { glues, isAlphanumeric, isDigit, isLetter, type Span } from "./characters.ts";

const CARD = /\d(?:[ -]?\d){11,18}(?![\d])/y;
/** Issuers by the first digits, with the lengths they issue. @see ISO/IEC 7812 */
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d|09)\d{11,16}|6(?:011|5\d\d|4[4-9]\d)\d{12,15}|62\d{14,17}|35(?:2[89]|[3-8]\d)\d{12,15}|(?:2131|1800)\d{11}|(?:5018|5020|5038|5893|6304|6759|676[1-3]|0604|6390)\d{8,15}|220[0-4]\d{12,15}|60\d{14}|8[12]\d{14}|9792\d{12})$/;
const OTHER_NUMBER =
  /(?:order|tracking|invoice|reference|transaction|isbn|imei|serial|phone)(?:[ _-]?(?:no|number|id))?[.:#"' ]{1,4}$/i;
const CARD_WORD = /(?:card|visa|master|amex|maestro|credit|debit|(?<![a-z])cc)[^\n\d]{0,24}$/i;

/** The card number that begins at `at`; next to the word "card" the check digit suffices. */
export function cardAt(plain: string, at: number): Span | null {
  if (glues(plain.charCodeAt(at - 1))) return null;
  CARD.lastIndex = at;
  const found = CARD.exec(plain)?.[0];
  if (found === undefined || isAlphanumeric(plain.charCodeAt(at + found.length)) || !isGrouped(found))
    return null;
  const digits = found.replace(/\D/g, "");
  if (!hasLuhn(digits) || /^(\d)\1+$/.test(digits)) return null;
  const before = plain.slice(Math.max(0, at - 40), at);
  if (!CARD_WORD.test(before) && (!ISSUERS.test(digits) || OTHER_NUMBER.test(before))) return null;
  return { start: at, end: at + found.length };
}

/** One run, or groups as they are embossed: by four, or 4-6-5 and 4-6-4. */
function isGrouped(text: string): boolean {
  return /^\d+$|^\d{4}([ -])\d{4}\1\d{4}(?:\1\d{1,4}){0,2}$|^\d{4}([ -])\d{6}\2\d{4,5}$/.test(text);
}

/** Whether the last digit is the check digit of those before it. @see ISO/IEC 7812-1 annex B */
export function hasLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Length of an IBAN by country. @see the SWIFT registry of IBAN formats */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 " +
    "ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 " +
    "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 " +
    "PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const IBAN = /[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/y;

/** The IBAN whose check digits begin at `at`, two letters behind its start. @see ISO 13616 */
export function ibanAt(plain: string, at: number): Span | null {
  if (!isLetter(plain.charCodeAt(at - 1)) || !isDigit(plain.charCodeAt(at + 1))) return null;
  const start = at - 2;
  const length = IBAN_LENGTHS.get(plain.slice(Math.max(0, start), at).toUpperCase());
  if (length === undefined || isAlphanumeric(plain.charCodeAt(start - 1))) return null;
  IBAN.lastIndex = start;
  const found = IBAN.exec(plain)?.[0];
  if (found === undefined) return null;
  let end = 0;
  for (let seen = 0; end < found.length && seen < length; end += 1)
    seen += isAlphanumeric(found.charCodeAt(end)) ? 1 : 0;
  const account = found.slice(0, end).replace(/[ -]/g, "").toUpperCase();
  if (account.length !== length || isAlphanumeric(plain.charCodeAt(start + end)) || !hasMod97(account))
    return null;
  return { start, end: start + end };
}

/** Whether the account, moved round by four and read as a number, leaves 1 modulo 97. */
export function hasMod97(account: string): boolean {
  let rest = 0;
  for (const char of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const SSN = /(\d{3})([- ]?)(\d{2})\2(\d{4})(?![\w]|-\d)/y;
const SSN_WORD = /(?:\bssn\b|social[\s_-]?security)[^\n]{0,40}$/i;

/** The US social security number that begins at `at`; without hyphens only where the text says what it is. */
export function ssnAt(plain: string, at: number): Span | null {
  if (glues(plain.charCodeAt(at - 1))) return null;
  SSN.lastIndex = at;
  const found = SSN.exec(plain);
  if (found === null) return null;
  const [whole, area = "", separator, group, serial] = found;
  if (area === "000" || area === "666" || area >= "900" || group === "00" || serial === "0000") return null;
  if (separator !== "-" && !SSN_WORD.test(plain.slice(Math.max(0, at - 64), at))) return null;
  return { start: at, end: at + whole.length };
}
