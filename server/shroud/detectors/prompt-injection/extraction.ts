// Extraction: questions whose answer is the hidden prompt or a secret of the model.
// How data is carried away without an answer: exfiltration.ts.

import { precededBy, type Signal, signal } from "./signal.ts";

export const EXTRACTION: readonly Signal[] = [
  signal({
    id: "prompt-extraction",
    weight: 0.7,
    explanation: "Asks the model to reveal its own prompt or instructions.",
    keywords: [
      "your prompt",
      "system prompt",
      "prompt text",
      "initial prompt",
      "your instructions",
      "above prompt",
      "your initial",
      "your original instruction",
      "your system",
      "hidden prompt",
      "your rules",
      "previous prompt",
      "all instructions",
      "instructions above",
      "above instructions",
      "the instructions",
      "prompt above",
      "original instruction",
      "initial instruction",
      "exact instruction",
      "exact prompt",
      "original prompt",
      "your guidelines",
      "your programming",
      "hidden instruction",
      "secret instruction",
    ],
    pattern:
      /\b(?:show|print|reveal|repeat|output|display|give|leak|share|tell|list|expose|dump|write|recite|spell-? ?check and print|summari[sz]e|translate|what (?:is|are|was|were)|zeig\w{0,2}|nenne|verrate|gib)\b[^.!?\n]{0,40}?\b(?:(?:your|the|all|above|entire|full|whole|exact|deine[nr]?|ihre[nr]?)\s(?:[a-z]{1,10} ){0,2}?(?:prompt texts?|system prompt|system message|(?:initial|original|hidden|above|previous|first|complete|full|secret) (?:prompt|instructions?)|prompt\b(?! (?:delivery|payment|response|action|reply|attention|engineering|injection))|instructions? (?:you (?:were|got|received)|verbatim|formatted)|system instructions?|pre-?prompt)|your (?:exact )?(?:instructions|rules|guidelines|programming)\b)/i,
    accepts: (match) =>
      !/\b(?:command|shell|dos|bash|terminal|login|power ?shell) prompt\b/i.test(match[0]) &&
      !/^(?:write|translate|list|give|share|tell)\b.*\ba prompt\b/i.test(match[0]),
  }),
  signal({
    id: "what-stands-above",
    weight: 0.55,
    explanation:
      "Asks what is written above or at the beginning: the part of the prompt the user is not shown.",
    keywords: [
      "above",
      "preceding",
      "at the beginning",
      "at the start of",
      "at the top of",
      "before this",
      "eingabeaufforderung",
      "your context",
      "your memory",
    ],
    pattern:
      /\b(?:(?:what (?:is|was|were|does|do|are|did)(?: [a-z]{1,10}){0,3}? (?:written|said|say|stated|read|instructed)?\s?(?:above(?=\s?(?:[?.!"']|$|this))|at the (?:beginning|start|top) of (?:this|the|your) (?:prompt|conversation|document|text|chat|message)))|(?:repeat|print|output|copy|recite|reproduce|spell-? ?check|show)\s(?:[a-z-]{1,10} ){0,3}?(?:(?:everything|text|words?|prompt|instructions|messages?|sentences?|conversation|all)\s(?:[a-z]{1,9} ){0,3}?(?:above|before this|preceding)\b|(?:above|preceding) (?:text|prompt|instructions|words|messages?|sentences?|conversation))|what(?:'s| is| was| else is)? (?:in|inside) your (?:context(?: window)?|system message|memory)\b|(?:obige[nr]?|vorherige[nr]?) (?:eingabeaufforderung|prompt))/i,
  }),
  signal({
    id: "secret-request",
    weight: 0.55,
    explanation: "Asks the model for a password, key or secret of its own or of its system.",
    keywords: [
      "password",
      "passcode",
      "passphrase",
      "secret key",
      "secret word",
      "the secret",
      "your secret",
      "api key",
      "passwort",
      "mot de passe",
      "contrase",
    ],
    pattern:
      /\b(?:(?:what(?: is|'s| would)|quel est|was ist)\s(?:your|the|our|le|das)(?: secret| system| system's| admin| root)? ?(?:passwords?|passcodes?|passphrases?|secret (?:key|word|code)|passwort|mot de passe)(?: phrase)?\b(?! (?:policy|reset|field|manager|requirements?|strength|length|for|of|to|must|should|used|that))|(?:tell|give|share|show|reveal|confirm|provide|need)\s(?:me |us |with me |with us )?(?:if |what )?(?:your|our system'?s?|the (?:secret|system)) ?(?:secret |system |current |admin |own )?(?:password|passcode|secret key|passphrase|api key)\b(?: phrase)?(?! (?:policy|reset|field|manager|requirements?|strength|to (?:continue|proceed|confirm|sign|log))|[^.?!\n]{0,30}(?:below|field|again|to continue))|(?:ask|asked) (?:you )?for your (?:password|passcode|secret key)|the (?:word|secret|password)[^.!?\n]{0,30}?\b(?:told|instructed|asked) (?:you )?(?:not|never) to (?:reveal|share|say))/i,
    accepts: (match) =>
      !precededBy(
        match,
        /\b(?:never|not|don't|won't|cannot|can't|shouldn't|nobody|no one|avoid|without|passwords? )[^.?!]{0,30}$/i,
      ) && !/^confirm your/i.test(match[0]),
  }),
  signal({
    id: "spell-the-secret",
    weight: 0.45,
    explanation: "Asks for a secret in disguise: encoded, reversed, as a rhyme, letter by letter.",
    keywords: [
      "base64",
      "base 64",
      "rot13",
      "rot 13",
      "morse",
      "reverse",
      "backward",
      "acrostic",
      "poem",
      "rhym",
      "letter by letter",
      "each letter",
      "each character",
      "encoded",
      "obfuscat",
      "pig latin",
      "leet",
      "pseudocode",
      "python code",
    ],
    pattern:
      /\b(?:password|secret|passcode|system prompt|your (?:instructions|prompt))\b[^.!?\n]{0,60}?\b(?:base ?64|rot ?13|morse|reversed?|backwards?|acrostic|poem|rhym\w{1,3}|letter by letter|each (?:letter|character)|encoded|obfuscated|pig latin|leet ?speak|pseudocode|python code)\b/i,
  }),
];
