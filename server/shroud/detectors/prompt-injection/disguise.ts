// Disguise: the order is split, encoded, reversed or drowned, so that a filter does not see it whole.

import { type Signal, signal } from "./signal.ts";

/** How telling words begin when a separator stands between their letters. */
const SPACED_BEGINNINGS = [
  "ign",
  "dis",
  "for",
  "pre",
  "pri",
  "ins",
  "sys",
  "pro",
  "pas",
  "sec",
  "rev",
  "rul",
  "byp",
].flatMap((word) =>
  [" ", ".", "_", "-", "*", "|", "/", "  ", " - ", ". "].map((separator) => [...word].join(separator)),
);

/** The signals that call for reading the text once more without its spelling. */
export const SPELLING: readonly string[] = ["letter-spacing", "letters-as-digits"];

export const DISGUISE: readonly Signal[] = [
  signal({
    id: "payload-splitting",
    weight: 0.5,
    explanation: "Keeps parts of a request in variables and asks the model to join and follow them.",
    keywords: ["a + b", "a+b", "x + y", "x+y", "b + c", "+ $", "$term", "p1 + p2", "part1"],
    pattern:
      /(?:^|[\s,;(])(?:let )?\$?[a-z][a-z0-9]{0,8} ?= ?["'][^"'\n]{1,120}["'][^+]{1,400}?(?:[\s(]\$?[a-z][a-z0-9]{0,8} ?\+ ?\$?[a-z][a-z0-9]{0,8}\b)/i,
    accepts: (match) =>
      /\b(?:what is|answer|execute|respond|say|demonstrate|follow|write|tell|question|let )\b/i.test(
        match[0],
      ) && !/\b(?:var|const|def|return|import|function)\b|;\n/.test(match[0]),
    reach: 600,
  }),
  signal({
    id: "joined-words",
    weight: 0.75,
    explanation: "An order to ignore the instructions, written without spaces.",
    keywords: ["ignore", "disregard", "forget", "override"],
    pattern:
      /(?:ignore|disregard|forget|override)[-_.+|~/]{0,2}(?:all|any|the|every|your)?[-_.+|~/]{0,2}(?:of)?[-_.+|~/]{0,2}(?:the|your|my)?[-_.+|~/]{0,2}(?:previous|prior|above|earlier|preceding|initial)[-_.+|~/]{0,2}(?:instruction|prompt|rule|direction|command|order|text|context)s?/i,
  }),
  signal({
    id: "reversed-or-rotated",
    weight: 0.8,
    explanation: "An order to ignore or reveal the instructions, spelled backwards or in ROT13.",
    keywords: ["snoitcurtsni", "tpmorp", "selur", "vafgehpgvba", "cebzcg", "ehyrf"],
    pattern:
      /\b(?:snoitcurtsni|selur|tpmorp)\b[^\n]{0,50}?\b(?:erongi|dragersid|tegrof|laever|wohs|tnirp)\b|\b(?:vtaber|qvfertneq|sbetrg|erirny|fubj|cevag)\b[^\n]{0,50}?\b(?:vafgehpgvbaf?|ehyrf|cebzcg)\b/i,
  }),
  signal({
    id: "payload-joining",
    weight: 0.5,
    explanation: "Asks to join parts of a text and to answer or follow the result.",
    keywords: ["combine", "interlace", "concatenate", "join ", "merge"],
    pattern:
      /\b(?:combine|interlace|concatenate|join|merge)\s(?:parts?|[a-z][0-9]?,|the (?:following|parts|strings|fragments|variables|letters|words))[^!?\n]{0,90}?\b(?:answer|respond|execute|follow|obey|reply|the (?:password|secret))\b/i,
  }),
  signal({
    id: "decode-and-follow",
    weight: 0.5,
    explanation: "Asks to decode a text and to do what it says.",
    keywords: [
      "base64",
      "base 64",
      "rot13",
      "hex",
      "binary",
      "morse",
      "caesar",
      "pig latin",
      "decode",
      "reverse",
    ],
    pattern:
      /\b(?:decod(?:e|ing)|decrypt|decipher|translate|revers(?:e|ing)|unscramble)\b[^.!?\n]{0,80}?\b(?:and|then|to)\b[^.!?\n]{0,16}?\b(?:follow|execute|obey|run|answer|do what|respond|perform|carry out)\b/i,
  }),
  signal({
    id: "answer-in-code",
    weight: 0.35,
    explanation: "Asks for the answer in an encoding that hides it from filters.",
    keywords: [
      "base64",
      "rot13",
      "morse",
      "pig latin",
      "leetspeak",
      "leet speak",
      "u+202e",
      "reversed",
      "cipher",
      "emoji",
    ],
    pattern:
      /\b(?:respond|reply|answer|speak|write|output|talk|responses?|answers?)\b[^.!?\n]{0,60}?\b(?:in|as|using|with|to)\s(?:only )?(?:base ?64|rot ?13|morse(?: code)?|pig latin|leet ?speak|u\+202e|reverse(?:d text)?|caesar cipher|hex(?:adecimal)?|binary code|ascii codes?)\b/i,
  }),
  signal({
    id: "repeated-order",
    weight: 0.35,
    explanation: "Repeats the same order again and again, which drowns what stood before.",
    keywords: ["ignore "],
    pattern: /\bignore [a-z ]{2,20}?\bignore [a-z ]{2,20}?\bignore [a-z ]{2,20}?\bignore\b/i,
  }),
  signal({
    id: "letter-spacing",
    weight: 0.3,
    explanation: "Spells words letter by letter, as people do to get past a filter.",
    keywords: SPACED_BEGINNINGS,
    pattern: /(?<![a-z])[a-z](?:[ ._*|/-]{1,3}[a-z](?![a-z])){7,100}/i,
    reach: 320,
  }),
  signal({
    id: "letters-as-digits",
    weight: 0.3,
    explanation: "Writes letters of telling words as digits, as people do to get past a filter.",
    keywords: [
      "1gn",
      "gn0r",
      "v10u",
      "pr3v",
      "prev1",
      "prev10",
      "1nstr",
      "nstruct1",
      "ct10n",
      "pr0mp",
      "f0rg",
      "rg3t",
      "d1sr",
      "5yst",
      "sy5t",
      "syst3",
      "p4ss",
      "p455",
      "pa55",
      "p@ss",
      "s3cr",
      "secr3",
      "rev34",
      "r3ve",
      "byp4",
      "j41l",
      "ja1l",
      "rul3s",
    ],
    pattern:
      /(?<![a-z0-9])(?:[i1]gn[o0]r[e3]|pr[e3]v[i1][o0]u[s5$]|[i1]n[s5$]truct[i1][o0]n[s5$]?|pr[o0]mpt|f[o0]rg[e3]t|d[i1][s5$]r[e3]g[a4@]rd|[s5$]y[s5$]t[e3]m|p[a4@][s5$]{2}w[o0]rd|[s5$][e3]cr[e3]t|r[e3]v[e3][a4@]l|byp[a4@][s5$]{2}|j[a4@][i1]lbr[e3][a4@]k|rul[e3][s5$])(?![a-z0-9])/i,
    accepts: (match) => /[0-9@$]/.test(match[0]),
  }),
  signal({
    id: "drowned-order",
    weight: 0.35,
    explanation:
      "A long run of empty lines or of one repeated word before the text goes on: what stood before shall scroll away.",
    keywords: ["\\n\\n\\n", "\n\n\n\n\n\n\n\n"],
    pattern: /(?:\\n){6,20}|\n{12,40}/,
  }),
];
