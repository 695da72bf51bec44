// Credentials in requests, session tokens, and the hashes of passwords.
// Must never take a header without a value, or a hash of a file, for one.
import type { Rule } from "../../rule.ts";
import { type Format, isRandom, rulesFrom } from "./format.ts";

const LOGIN = "whoever holds it is taken for the one it was issued to";
const HASH = "a password that is not long enough can be found from it";

const logins: Format[] = [
  [
    "bearer-header",
    "a bearer token in a request",
    ["bearer"],
    "bearer[\"':=]{0,2}\\s{1,4}[\"']?(?<secret>[A-Za-z0-9_~+/.-]{16,3000}={0,2})",
    {
      bare: true,
      flags: "i",
      reach: 3200,
      accepts: (token) => isRandom(token),
    },
  ],
  [
    "basic-header",
    "a name and password in a request header",
    "basic",
    "basic\\s{1,4}(?<secret>[A-Za-z0-9+/]{8,400}={0,2})(?![A-Za-z0-9+/=])",
    { bare: true, flags: "i", reach: 512, accepts: isBasic },
  ],
  [
    "authorization-header",
    "a credential in an authorization header",
    ["authorization", "x-api-key", "x-auth-token", "api-key:", "apikey:", "private-token", "job-token"],
    "(?:authorization|x-api-key|x-auth-token|api-?key|private-token|job-token)[\"']?\\s{0,3}[:=,]\\s{0,3}[\"'`]?(?:(?:token|key|apikey|api-key|bot|digest|oauth)[ =]{1,3})?[\"']?(?<secret>[A-Za-z0-9_~+/.:-]{16,2000}={0,2})",
    {
      bare: true,
      flags: "i",
      reach: 2200,
      accepts: (token) =>
        isRandom(token) && /\d/.test(token) && !/^https?:|^[A-Za-z]\w*\.[A-Za-z]\w*$/.test(token),
    },
  ],
  ["okta-token", "an Okta API token", ["okta", "ssws"], "00[A-Za-z0-9_-]{40}"],
  [
    "auth0-client-secret",
    "the client secret of an Auth0 app",
    "auth0",
    "auth0[\\w.-]{0,4}(?:client)?[\\w.-]{0,4}secret[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z0-9_-]{40,100})",
    { bare: true, flags: "i" },
  ],
  [
    "session-cookie",
    "a session cookie",
    ["cookie", "sessionid", "phpsessid", "jsessionid", "connect.sid"],
    "(?:sessionid|phpsessid|jsessionid|asp\\.net_sessionid|connect\\.sid|laravel_session|auth_token|session_token)=(?<secret>[A-Za-z0-9%._-]{20,400})",
    { bare: true, reach: 440, flags: "i", severity: "medium", accepts: (token) => /\d/.test(token) },
  ],
  [
    "stytch-secret",
    "a Stytch secret",
    ["secret-live-", "secret-test-"],
    "secret-(?:live|test)-[A-Za-z0-9_=-]{36}",
  ],
];

/** Basic carries `name:password` in base64. */
function isBasic(token: string): boolean {
  const bare = token.replace(/=+$/, "");
  if (bare.length % 4 === 1) return false;
  return /^[\x20-\x7e]{0,200}:[\x20-\x7e]{1,200}$/.test(atob(bare));
}

const hashes: Format[] = [
  [
    "md5-crypt-hash",
    "a password hash (MD5-crypt)",
    ["$1$", "$apr1$"],
    "\\$(?:1|apr1)\\$[./A-Za-z0-9]{1,8}\\$[./A-Za-z0-9]{22}",
    { bare: true },
  ],
  [
    "bcrypt-hash",
    "a password hash (bcrypt)",
    ["$2a$", "$2b$", "$2x$", "$2y$"],
    "\\$2[abxy]\\$\\d{2}\\$[./A-Za-z0-9]{53}",
    { bare: true },
  ],
  [
    "sha-crypt-hash",
    "a password hash (SHA-crypt)",
    ["$5$", "$6$"],
    "\\$[56]\\$(?:rounds=\\d{3,9}\\$)?[./A-Za-z0-9]{1,16}\\$(?:[./A-Za-z0-9]{86}|[./A-Za-z0-9]{43})",
    { bare: true },
  ],
  [
    "yescrypt-hash",
    "a password hash (yescrypt or scrypt)",
    ["$y$", "$gy$", "$7$"],
    "\\$(?:g?y|7)\\$[./A-Za-z0-9]{1,20}\\$?[./A-Za-z0-9]{0,86}\\$[./A-Za-z0-9]{43}",
    { bare: true },
  ],
  [
    "argon2-hash",
    "a password hash (Argon2)",
    "$argon2",
    "\\$argon2(?:id|i|d)\\$(?:v=\\d{1,3}\\$)?m=\\d{1,9},t=\\d{1,4},p=\\d{1,4}\\$[A-Za-z0-9+/]{8,64}={0,2}\\$[A-Za-z0-9+/]{16,128}={0,2}",
    { bare: true },
  ],
  [
    "cisco-hash",
    "a password hash of a network device",
    ["$8$", "$9$", "$14$"],
    "\\$(?:8|9|14)\\$[./A-Za-z0-9$]{4,20}\\$[./A-Za-z0-9]{43}",
    { bare: true },
  ],
  [
    "junos-secret",
    "a secret of a Junos device, which anybody can turn back",
    "$9$",
    "\\$9\\$[A-Za-z0-9./-]{8,120}",
    { bare: true, why: "the form hides nothing" },
  ],
  [
    "ldap-hash",
    "a password hash of a directory",
    ["{ssha", "{sha", "{smd5}", "{crypt}", "{pbkdf2"],
    "\\{(?:S?SHA(?:256|384|512)?|SMD5|CRYPT|PBKDF2[\\w-]{0,10})\\}[A-Za-z0-9+/$.]{16,150}={0,2}",
    { bare: true, flags: "i" },
  ],
  [
    "framework-hash",
    "a password hash of a web framework",
    ["pbkdf2_sha", "pbkdf2:sha", "$pbkdf2", "$scrypt$", "scrypt:", "bcrypt_sha256"],
    "(?:\\$?pbkdf2[_:-]sha\\d{1,3}|\\$scrypt|scrypt:\\d{1,7}:\\d{1,4}:\\d{1,4}|bcrypt_sha256)[$:][A-Za-z0-9+/$=.,:]{30,300}",
    { bare: true, reach: 400 },
  ],
  [
    "database-hash",
    "a password hash of a database",
    ["scram-sha-256$", "identified by password", "authentication_string", "mysql"],
    "(?:SCRAM-SHA-256\\$\\d{1,7}:[A-Za-z0-9+/=]{8,60}\\$[A-Za-z0-9+/=]{40,60}:[A-Za-z0-9+/=]{40,60}|(?<![A-F0-9*])\\*[0-9A-F]{40}(?![0-9A-F]))",
    { bare: true },
  ],
  [
    "windows-hash",
    "a Windows password hash",
    [":aad3b435b51404ee", ":::", "ntlm"],
    "[^\\s:]{1,64}:\\d{1,10}:[0-9a-f]{32}:[0-9a-f]{32}:::",
    { bare: true, flags: "i" },
  ],
  [
    "phpass-hash",
    "a password hash of a WordPress or phpBB site",
    ["$p$", "$h$", "$s$"],
    "\\$[PH]\\$[./A-Za-z0-9]{31}(?![./A-Za-z0-9])|\\$S\\$[./A-Za-z0-9]{52}",
    { bare: true },
  ],
];

export const HASH_RULES: readonly Rule[] = rulesFrom("medium", HASH, hashes);

/** Headers and session tokens of any service: after the formats that name their vendor. */
export const LOGIN_RULES: readonly Rule[] = rulesFrom("high", LOGIN, logins);
