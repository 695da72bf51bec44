// Exfiltration: orders and channels that carry the user's data, files or conversation to somebody else.

import { followedBy, type Signal, signal } from "./signal.ts";

export const EXFILTRATION: readonly Signal[] = [
  signal({
    id: "image-exfiltration",
    weight: 0.8,
    explanation:
      "A Markdown image or link whose address has a slot for the user's data: it leaves when the answer is shown.",
    keywords: ["](http", "](//", 'src="http', "src='http"],
    pattern:
      /(?:\[[^\]\n]{0,100}\]\((?:https?:)?\/\/[^\s)"'{<[]{3,160}|src=["']https?:\/\/[^\s"'{<[]{3,160})(?:\$?\{{1,2}[a-z_. ]{2,40}\}|%7b[a-z_]{2,40}%7d|[[<][a-z_ ]{3,40}[\]>]|[?&][a-z_]{1,20}=(?:user|data|secrets?|history|summary|conversation|password|token)[a-z_]{0,20}(?=[)"'&]))/i,
    accepts: (match) => !/shields\.io|badge/i.test(match[0]),
    reach: 420,
  }),
  signal({
    id: "put-into-address",
    weight: 0.55,
    explanation: "Orders the model to put what it knows into a web address and to fetch or show it.",
    keywords: ["append", "encode", "embed", "concatenat", "add the", "add all", "include the", "put the"],
    pattern:
      /\b(?:append|add|encode|embed|include|put|concatenate)(?:s|d|ing)?\b[^.!?\n]{0,80}?\b(?:conversation|chat history|user'?s? (?:data|name|input|message|query)|passwords?|system prompt|api keys?|previous messages?|user_name|summary of)/i,
    accepts: (match) => followedBy(match, /\b(?:url|query (?:string|parameter)|link|image|https?:)/i, 80),
  }),
  signal({
    id: "collect-and-send",
    weight: 0.45,
    explanation: "Orders the reader to collect private data and send it somewhere.",
    keywords: [
      "send it",
      "send them",
      "post them",
      "email it",
      "e-mail it",
      "forward it",
      "forward them",
      "also send",
      "and send",
      "and email",
      "upload it",
      "exfiltrate",
      "envíalos",
      "envialos",
    ],
    pattern:
      /\b(?:get|retrieve|collect|gather|concatenate|find|extract|read|fetch|copy|recupera|obt.n)\b[^!?\n]{3,120}?\b(?:send|post|forward|e-?mail|upload|exfiltrate|env.a(?:los|las|lo)?)\s(?:it|them|that|this|the|these|all|a|to)\b/i,
    accepts: (match) =>
      followedBy(match, /@|https?:|\{|\bmy (?:new )?(?:e-?mail|address)|attacker|website|server/i, 60),
    reach: 240,
  }),
  signal({
    id: "sensitive-file-out",
    weight: 0.35,
    explanation: "Orders the reader to read or send files that hold secrets.",
    keywords: [
      ".env",
      "id_rsa",
      ".ssh/",
      "/etc/passwd",
      "/etc/shadow",
      ".aws/",
      "mcp.json",
      "credentials",
      "environment variables",
      "private key",
      "all passwords",
      "all secrets",
      "the vault",
      "api keys",
    ],
    pattern:
      /(?:^|[.!?:;"'\n*>-]\s{0,2}|\b(?:please|now|must|then|first|and|also|to)\s)(?:read|send|upload|post|e-?mail|copy|print|output|dump|exfiltrate|execute: cat|cat|open|collect|gather|include|forward)\s[^!?\n]{0,50}?(?:(?:~|\/|\b|\s)[^\s"']{0,24}(?:\.env\b|id_rsa|\.ssh\/|\/etc\/(?:passwd|shadow)|\.aws\/|mcp\.json)|\b(?:all|your|the) (?:environment variables|passwords|secrets|private keys?|api keys|credentials|vault)\b[^!?\n]{0,40}?\b(?:to (?:https?:|[a-z0-9_.+-]{1,40}@|the (?:following|url|address|server))|and (?:send|post|upload|e-?mail|pass)))/i,
  }),
  signal({
    id: "history-out",
    weight: 0.4,
    explanation: "Orders the model to hand on the conversation itself.",
    keywords: ["conversation", "chat history", "all messages", "previous messages", "all previous"],
    pattern:
      /\b(?:send|forward|post|e-?mail|upload|call|include|pass|append|leak|exfiltrate)\b[^.!?\n]{0,40}?\b(?:conversation[_ ](?:history|log|summary|transcript)|chat[_ ](?:history|log)|(?:this|the|our) (?:entire |whole |full )?conversation|all (?:previous |prior )?messages)\b/i,
  }),
  signal({
    id: "outward-transfer",
    weight: 0.3,
    explanation: "Orders the reader to send money, messages or files to an address given in the text.",
    keywords: [
      "send ",
      "forward ",
      "transfer ",
      "post ",
      "e-mail ",
      "email ",
      "upload ",
      "visit ",
      "pay ",
      "wire ",
    ],
    pattern:
      /(?:^|[.!?:;"'\n]\s{0,2}|\b(?:please|do|first|also|and|then|must|todo:)\s)(?:(?:also |please )?(?:send|forward|transfer|post|e-?mail|upload|pay|wire)\s[^!?\n]{2,90}?\b(?:to|at)\s(?:the |my |this |our )?(?:new |following |e-?mail |external )?(?:account|address|e-?mail|website|web ?site|url|link|server|https?:|iban|wallet|\{|['"]|[a-z0-9_.+-]{1,40}@)|visit\s[^.!?\n]{1,60}?\b(?:https?:|link|website|\{))/i,
  }),
];
