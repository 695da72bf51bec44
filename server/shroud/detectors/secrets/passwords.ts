// Passwords where people write them: settings, connection strings, command lines, sentences.
// Must never take a variable, a field's label or an empty string for a password.
import type { Rule } from "../../rule.ts";

const OPENS = "whoever reads it can log in";

/** Not "passport", "passenger", "compass". */
const NAME = "(?:passw(?:or)?d|passwort|pass[_-]?phrase|passcode|pwd|(?<![A-Za-z])pass(?![A-Za-z]))";

/** What is written where a password would stand: types, words for nothing, labels of a form. */
const NO_PASSWORD =
  /^(?:null|nil|none|true|false|undefined|my[-_]password|required|optional|string|str|text|any|empty|yes|no|ok|password|passwd|passphrase|passcode|pwd|pass|secret|hidden|redacted|masked|invalid|incorrect|wrong|wrong_?password|bad_?password|not[-_ ]set|unset|unknown|default|prompt|self|this|field|value|input|username|user|e?mail|forgot|reset|confirm|change|update|new|old|current|plain|plaintext|plain_?text|hash(?:ed)?|encrypted|function|return|new_?password|old_?password|user_?password|confirm_?password|password_?hash|password_?field|hashed_?password|protected|strength|policy|manager|for|and|the|your|must|should|will|can|has|with|from|to|in|of|is|or)$/i;
const VARIABLE =
  /^(?:[$%@&<{[(*#]|env[.[(]|process\.|os\.|req(?:uest)?[.[]|config[.[(]|settings?\.|self\.|this\.|params?[.[]|args?\.|opts?\.|options?\.|input\(|getpass|get_|std::|var\.|local\.|data\.|module\.|secrets?[.[]|vault[.:]|ref\+|!|\\|\.|;|,|\/\/)/i;
const STAND_IN =
  /example|placeholder|redacted|change[-_ ]?(?:me|this|it)|xxxx|\*{3}|•{3}|\.{3}|<[^>]*>|\$\{|\$\(|\{\{|#\{|%[A-Z_]{3,40}%|goes[-_ ]?here|(?:your|enter|insert)[-_ ]|_here$/i;

/** Whether a value is a password someone chose, as far as its looks tell. */
function isChosen(value: string): boolean {
  if (VARIABLE.test(value) || STAND_IN.test(value) || NO_PASSWORD.test(value)) return false;
  // Calls, member chains and paths are code.
  return !/[()]|^[a-z_]\w*(?:\.\w+)+$|^\/|\/\/|::|->|=>|^#[a-z-]+$|[?:]$|\w\[|\]$/i.test(value);
}

/** A word without quotes is a password only if no sentence would hold it. */
function isChosenUnquoted(value: string): boolean {
  return isChosen(value) && (/\d|[^A-Za-z0-9_.,;:'"-]/.test(value) || /[a-z][A-Z]/.test(value));
}

/** NAME=value as a shell or a .env file has it: no sentence is written so. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9_]*=/;

/** What messages say about a password: more than two words, or beginning as a sentence does. */
const PHRASE =
  /\s\S+\s\S+\s|[.:]$|^(?:is|must|should|cannot|can|has|was|the|a|your|enter|please|at|too|not|no) /i;

/** "Passwords: Argon2id" is a sentence, and what an opening parenthesis follows is a call. */
function isSpoken(match: RegExpExecArray): boolean {
  return /words\s{0,8}[:=]/i.test(match[0]) || match.input.charAt(match.index + match[0].length) === "(";
}

const secret = (match: RegExpExecArray): string => match.groups?.secret ?? "";

const quoted: Rule[] = [
  {
    id: "password-in-quotes",
    severity: "high",
    explanation: `A setting named password has a value in quotes: ${OPENS}.`,
    keywords: ["passw", "pwd", "passphrase", "passcode", "pass_phrase", "_pass", "pass =", "pass=", "pass:"],
    pattern: new RegExp(
      `${NAME}(?:[\\dA-Z_]\\w{0,16}|\\]|["']\\])?\\s{0,24}(?:=>|:=|={1,3}|!={1,2}|:|,)\\s{0,24}(?:[bru]|N)?\\\\?["'](?<secret>[^"'\\n\\\\]{4,80})\\\\?["']`,
      "i",
    ),
    group: "secret",
    accepts: (match) => isChosen(secret(match)) && !PHRASE.test(secret(match)),
  },
  {
    id: "password-attribute",
    severity: "high",
    explanation: `An XML setting named password has a value: ${OPENS}.`,
    keywords: ["password", "passwd"],
    pattern: /(?:key|name)="[\w.:-]{0,40}passw(?:or)?d[\w.:-]{0,20}"\s{1,8}value="(?<secret>[^"\n]{3,120})"/i,
    group: "secret",
    accepts: (match) => isChosen(secret(match)),
  },
  {
    id: "password-element",
    severity: "high",
    explanation: `An XML element named password has a value: ${OPENS}.`,
    keywords: ["password>", "passwd>", "passphrase>"],
    pattern: /<[\w:.-]{0,30}(?:passw(?:or)?d|passphrase)>(?<secret>[^<\s]{4,120})<\//i,
    group: "secret",
    accepts: (match) => isChosen(secret(match)),
  },
  {
    id: "password-told",
    severity: "medium",
    explanation: `A sentence tells a password in quotes: ${OPENS}.`,
    keywords: ["password", "passphrase", "passcode"],
    pattern:
      /(?:password|passphrase|passcode)(?: (?:for|of|to) [\w' @.-]{1,40}?)?(?: is| was| will be| should be| set to|:) {1,3}["'`“](?<secret>[^"'`”\n ]{4,60})["'`”]/i,
    group: "secret",
    accepts: (match) => isChosen(secret(match)),
  },
  {
    id: "secret-compared",
    severity: "medium",
    explanation: `A program compares a secret with a value written into it: ${OPENS}.`,
    keywords: ["secret"],
    pattern: /secret["'\]]{0,2}\s{0,4}(?:={2,3}|!={1,2})\s{0,4}["'](?<secret>[^"'\n]{6,80})["']/i,
    group: "secret",
    accepts: (match) => isChosen(secret(match)),
  },
  {
    id: "network-credential",
    severity: "high",
    explanation: `A name and a password are handed to a program as they are: ${OPENS}.`,
    keywords: [
      "networkcredential",
      "usernamepasswordcredential",
      "passwordauthentication",
      "basicauth",
      "httpbasicauth",
      "convertto-securestring",
      "setbasicauth",
    ],
    pattern:
      /(?:(?:NetworkCredential|PasswordAuthentication|PasswordCredentials?|BasicAuth)\w{0,10}\(\s{0,20}["'][^"'\n]{1,80}["'],\s{0,20}|ConvertTo-SecureString (?:-String )?)["'](?<secret>[^"'\n]{3,80})["']/i,
    group: "secret",
    accepts: (match) => isChosen(secret(match)),
  },
];

const unquoted: Rule[] = [
  {
    id: "password-setting",
    severity: "medium",
    explanation: `A setting named password has a value: ${OPENS}.`,
    keywords: ["passw", "pwd", "passphrase", "passcode", "pass=", "pass:", "pass ="],
    pattern: new RegExp(
      `${NAME}\\w{0,10}[ \\t]{0,8}(?:=>|:=|[=:])[ \\t]{0,8}(?<secret>[^\\s"'\`,;&<>()]{4,80})`,
      "i",
    ),
    group: "secret",
    reach: 128,
    accepts: (match) =>
      !isSpoken(match) &&
      (VARIABLE_NAME.test(match[0]) ? isChosen(secret(match)) : isChosenUnquoted(secret(match))),
  },
  {
    id: "login-pair",
    severity: "medium",
    explanation: `A user name and a password stand together: ${OPENS}.`,
    keywords: [
      "password=",
      "password =",
      "password:",
      "passwd",
      "pwd=",
      "pwd =",
      "pwd:",
      "pass=",
      "pass =",
      "pass:",
    ],
    pattern:
      /(?:user(?:[_ -]?(?:name|id))?|login|uid)["']?\s{0,12}(?:=>|[=:])\s{0,12}["']?[^\s"';,&]{1,80}["']?[;,&\s](?:[^\n]{0,80}\n){0,3}?[^\n]{0,80}?(?:password|passwd|pwd|pass)\s{0,12}(?:=>|[=:])\s{0,12}(?<secret>[^\s"';,&<>()]{3,80})/i,
    group: "secret",
    reach: 560,
    accepts: (match) =>
      !VARIABLE.test(secret(match)) && !STAND_IN.test(secret(match)) && isPaired(secret(match)),
  },
  {
    id: "connection-string-password",
    severity: "high",
    explanation: `A connection string holds a password: ${OPENS} to the database.`,
    keywords: ["password=", "pwd=", "password =", "password= "],
    pattern: /(?:;|"|'|^|\s|&)(?:password|pwd)\s{0,3}=\s{0,3}(?<secret>[^;"'\n]{2,100})(?=[;"'])/i,
    group: "secret",
    accepts: (match) => isConnection(match),
  },
  {
    id: "netrc-password",
    severity: "high",
    explanation: `A line of a .netrc file holds a login: ${OPENS} to the machine it names.`,
    keywords: ["machine "],
    pattern:
      /machine\s{1,8}[\w.:-]{1,100}\s{1,20}login\s{1,8}[^\s]{1,80}\s{1,20}password\s{1,8}(?<secret>[^\s"']{2,120})/i,
    group: "secret",
    reach: 384,
    accepts: (match) => !STAND_IN.test(secret(match)) && !/^[$<{]/.test(secret(match)),
  },
  {
    id: "command-line-password",
    severity: "high",
    explanation: `A command line holds a password, which every process list shows: ${OPENS}.`,
    keywords: [
      "psexec",
      "sshpass",
      "connect-viserver",
      "net user",
      "net use",
      "docker login",
      "mysql",
      "mysqldump",
      "smbclient",
      "xfreerdp",
      "rdesktop",
      "plink",
      "wget",
      "ldapsearch",
      "kinit",
      "htpasswd",
      "keytool",
      "openssl",
      "--password",
      "-password",
    ],
    pattern:
      /(?:psexec(?:\.exe)?[^\n]{0,160}? -p |sshpass -p ?|plink[^\n]{0,80}? -pw |docker login[^\n]{0,80}? -p |mysql(?:dump|admin)?[^\n]{0,80}? -p(?=[^\s])|connect-viserver[^\n]{0,160}? -password |xfreerdp[^\n]{0,80}? \/p:|net user [\w.-]{1,40} |ldapsearch[^\n]{0,120}? -w |--(?:http-)?passw(?:or)?d[= ]|-pass(?:in|out)? pass:|-(?:store|key)pass )["']?(?<secret>[^\s"'\\]{4,80})/i,
    group: "secret",
    accepts: (match) =>
      !STAND_IN.test(secret(match)) && !/^[-/<{[]/.test(secret(match)) && !NO_PASSWORD.test(secret(match)),
  },
  {
    id: "curl-user-password",
    severity: "high",
    explanation: `A curl command holds a name and a password: ${OPENS}.`,
    keywords: ["-u ", "-u=", "-u'", '-u"', "--user ", "--user=", "--proxy-user"],
    pattern: /(?:-u|--user|--proxy-user)[ =]{0,2}["']?[^\s"':]{1,100}:(?<secret>[^\s"']{3,200})/,
    group: "secret",
    reach: 330,
    before: 200,
    accepts: (match) =>
      /curl[^\n]*(?:\\\n[^\n]*)?$/.test(match.input.slice(Math.max(0, match.index - 200), match.index)) &&
      !STAND_IN.test(secret(match)) &&
      !/^[$<{%]/.test(secret(match)),
  },
  {
    id: "htpasswd-line",
    severity: "medium",
    explanation: "A line of a password file: a password that is not long enough can be found from its hash.",
    keywords: [":$apr1$", ":{sha}", ":$2y$", ":$6$", ":$y$", ":$5$", ":$1$"],
    pattern: /(?<![^\s"'])[\w.@-]{1,64}:(?:\$(?:apr1|1|5|6|y|2y)\$|\{SHA\})[./A-Za-z0-9$=+]{20,200}/,
  },
];

function isPaired(value: string): boolean {
  return !/[()[\]]|^[a-z_$]\w*(?:\.[a-z_]\w*)+$|^(?:null|nil|none|true|false|undefined|char|string|str|passw(?:or)?d|pwd|request|env|process|os|self)\b|->/i.test(
    value,
  );
}

function isConnection(match: RegExpExecArray): boolean {
  const value = secret(match).trim();
  if (STAND_IN.test(value) || /^[$<{%]/.test(value) || value.length < 2) return false;
  const from = Math.max(0, match.index - 160);
  const around = match.input.slice(from, match.index + match[0].length + 120);
  return /(?:server|data source|host|driver|provider|initial catalog|database|user ?id|uid|addr(?:ess)?)\s{0,3}=/i.test(
    around,
  );
}

export const PASSWORD_RULES: readonly Rule[] = [...quoted, ...unquoted];
