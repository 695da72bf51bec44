// What social engineering is after: a secret, a code, money, a click, a protection switched off.

import { precededBy, type Signal, signal } from "../prompt-injection/signal.ts";

/** “We will never ask for your password” is the opposite of asking for it. */
const NEGATED =
  /\b(?:never|not|don't|won't|cannot|can't|shouldn't|nobody|no one|avoid|without|nor|neither)\b[^.!?]{0,34}$/i;

const SECRET =
  "(?:(?:current |account |login |user ?name and |email |e-mail |bank(?:ing)? |wallet |master |root |admin |full |online )?(?:passwords?|passcodes?|passphrases?|credentials|log-?in details|pin(?: code| number)?|otp|one-time (?:pass)?code|(?:2fa|mfa) codes?|cvv|card (?:number|details)|social security number|ssn|seed phrase|recovery (?:phrase|codes?|key)|private keys?|api keys?|secret keys?|access tokens?|ssh keys?))";

export const DEMANDS: readonly Signal[] = [
  signal({
    id: "credential-request",
    weight: 0.6,
    explanation: "Asks the reader to hand over a password, code or key.",
    keywords: [
      "password",
      "passcode",
      "passphrase",
      "credential",
      "log-in detail",
      "login detail",
      "your pin",
      "otp",
      "one-time",
      "2fa",
      "mfa",
      "cvv",
      "card number",
      "card detail",
      "social security",
      "ssn",
      "seed phrase",
      "recovery",
      "private key",
      "api key",
      "secret key",
      "access token",
      "ssh key",
    ],
    pattern: new RegExp(
      `\\b(?:send|give|tell|provide|share|reply with|respond with|e-?mail|text|forward|submit|reveal|hand over|need|read)\\s(?:me |us |back |with me |with us |him |them |it )?(?:with )?(?:the |all )?(?:of )?your (?:${SECRET})\\b(?![^.?!\\n]{0,30}(?:policy|settings|page|manager|header|variable|environment))`,
      "i",
    ),
    accepts: (match) => !precededBy(match, NEGATED) && !precededBy(match, /\b(?:you|if|to) $/i),
  }),
  signal({
    id: "code-relay",
    weight: 0.65,
    explanation:
      "Asks for a verification code that was sent to the reader: with it a login or payment is taken over.",
    keywords: [
      "tion code",
      "rity code",
      "login code",
      "one-time",
      "digit code",
      "sms code",
      "2fa",
      "mfa",
      "otp",
      "tor code",
      "passcode",
    ],
    pattern:
      /\b(?:send|give|tell|forward|text|share|read|reply with|e-?mail)\s(?:me |us |back |it )?(?:the |that |this |your )?(?:[a-z0-9-]{1,12} ){0,2}?(?:verification|security|confirmation|authentication|authenticator|login|one-time|6-digit|six-digit|sms|2fa|mfa|otp) ?(?:pass)?codes?\b(?! (?:of|review|scan|quality|base))/i,
    accepts: (match) => !precededBy(match, NEGATED) && !precededBy(match, /\b(?:we|will|we'll|to) $/i),
  }),
  signal({
    id: "agent-secret-request",
    weight: 0.55,
    explanation: "Asks an agent for its secrets: environment variables, key files, vault contents.",
    keywords: [
      "environment variable",
      ".env",
      "id_rsa",
      "credentials file",
      "your secrets",
      "all secrets",
      "vault",
      "/etc/passwd",
      "/etc/shadow",
      "aws/credentials",
      "private key",
      "api key",
    ],
    pattern:
      /(?:^|[.!?:;"'\n*-]\s{0,2}|\b(?:please|now|must|then|first|and|also|to)\s)(?:print|show|paste|send|share|output|dump|include|post|reveal|e-?mail|upload|copy|forward|give (?:me|us))\s(?:me |us )?[^.!?\n]{0,30}?(?:\b(?:your|all(?: of)?(?: the| your)?|the contents? of(?: the| your)?|every)\s(?:available |stored |vault )?(?:environment variables|secrets|api keys?|credentials|private keys?)|(?:contents? of|files?)\s(?:the |your )?[^\s]{0,20}(?:\.env|id_rsa|\.aws\/credentials|\/etc\/(?:passwd|shadow)))\b[^.!?\n]{0,60}?(?:\bto\b|\bin (?:your|the) (?:reply|answer|response)|here|https?:|@|$|[.!\n])/i,
    accepts: (match) => !precededBy(match, NEGATED),
  }),
  signal({
    id: "payment-diversion",
    weight: 0.5,
    explanation:
      "Announces new bank details or redirects a payment: the usual end of a business e-mail fraud.",
    keywords: [
      "bank detail",
      "bank account",
      "banking ",
      "bank has",
      "bank info",
      "bank number",
      "iban",
      "account details",
      "payment details",
      "payment ",
      "wire ",
      "routing",
      "direct deposit",
      "payroll",
      "the recipient",
      "beneficiary",
    ],
    pattern:
      /\b(?:(?:new|updated|changed|different|revised|following)\s(?:bank(?:ing)?|iban|wire|routing|payment|payroll|direct deposit)\s(?:account|details|information|instructions|coordinates|number)|(?:our|my|the|their) (?:bank(?:ing)?|iban|payment|account) (?:details|information|account|number)\s(?:has|have|were|was|is|are)\s(?:recently |just )?(?:been )?(?:changed|updated|different|new|no longer)|(?:change|update|modify|redirect|reroute)\s(?:the |my |our |your |all )(?:future )?(?:recipient|beneficiary|payments?|direct deposit|payroll|iban|bank (?:account|details))\b[^.!?\n]{0,50}?\bto\b)/i,
  }),
  signal({
    id: "untraceable-payment",
    weight: 0.5,
    explanation: "Demands payment by gift card, cryptocurrency or wire, which nobody can take back.",
    keywords: [
      "gift card",
      "giftcard",
      "bitcoin",
      "btc",
      "crypto",
      "usdt",
      "western union",
      "wire transfer",
      "moneygram",
      "wire the",
    ],
    pattern:
      /\b(?:(?:buy|purchase|get|pick up|send|pay(?: with| in| by)?)\s[^.!?\n]{0,40}?\b(?:gift ?cards?|itunes cards?|google play cards?|steam cards?)|(?:send|pay|transfer|deposit)\s[^.!?\n]{0,40}?\b(?:bitcoins?|btc|usdt|crypto(?:currency)?|western union|moneygram)\b[^.!?\n]{0,30}?\b(?:to|address|wallet|within|or)\b|(?:process|make|arrange|initiate|authori[sz]e|execute|complete)\s[^.!?\n]{0,24}?\b(?:urgent |immediate |international )?wire transfer|wire (?:the )?(?:money|funds|amount))\b/i,
  }),
  signal({
    id: "click-to-keep",
    weight: 0.4,
    explanation: "Sends the reader to a link to confirm, unlock or avoid something.",
    keywords: [
      "click",
      "follow this link",
      "follow the link",
      "visit the link",
      "log in",
      "login here",
      "sign in here",
    ],
    pattern:
      /\b(?:click|follow|visit|log ?in|sign in|tap)\s(?:on )?(?:the |this |here|below|link|via |at |button|secure |following )[^.!?\n]{0,50}?\b(?:to|and)\s(?:verify|confirm|restore|unlock|avoid|reactivate|validate|secure|reset|claim|recover|prevent|keep)\b[^.!?\n]{0,30}?\b(?:account|identity|access|password|information|details|suspension|termination|prize|reward|refund|payment|card|wallet|mailbox)\b/i,
  }),
  signal({
    id: "disarm",
    weight: 0.5,
    explanation: "Asks to switch off a protection or to install remote access.",
    keywords: [
      "disable",
      "turn off",
      "switch off",
      "anydesk",
      "teamviewer",
      "enable macros",
      "enable content",
      "remote access",
      "deactivate",
    ],
    pattern:
      /\b(?:(?:please |must |need to |should |first,? )(?:disable|turn off|switch off|deactivate)\s(?:your |the |all |any )?(?:[a-z-]{1,12} )?(?:antivirus|anti-virus|firewall|2fa|mfa|two-factor authentication|security (?:software|checks?|settings|alerts)|defender|monitoring|logging)|(?:install|download|open) (?:anydesk|teamviewer|ultraviewer|rustdesk)|enable (?:macros|content) (?:to|so|in order))\b/i,
    accepts: (match) => !precededBy(match, NEGATED),
  }),
];
