// The three large clouds.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const CLOUD = "whoever holds it acts in the account it belongs to, and the account pays";

const B64 = "[A-Za-z0-9+/]";

const amazon: Format[] = [
  [
    "aws-access-key-id",
    "the id of an AWS access key",
    ["akia", "asia", "abia", "acca", "a3t"],
    "(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
    { why: "together with its secret it acts in the AWS account" },
  ],
  [
    "aws-principal-id",
    "the unique id of an AWS user, role or group",
    ["agpa", "aida", "aroa", "aipa", "anpa", "anva", "apka", "asca"],
    "A(?:GPA|IDA|ROA|IPA|NPA|NVA|PKA|SCA)[A-Z2-7]{16,17}",
    { severity: "low", why: "not a secret by itself, but it names an account and a principal" },
  ],
  [
    "aws-secret-access-key",
    "an AWS secret access key",
    ["aws_", "aws-", "awssecret", "aws secret", "secretaccesskey", "secret_access_key", "secret access key"],
    `(?:aws[_ .-]?secret[_ .-]?(?:access[_ .-]?)?key|secret[_ .-]?access[_ .-]?key|aws[_ .-]?key)(?:[_ -]?id)?["'\\]]{0,2}\\s{0,6}(?:=>|:=|[=:,])\\s{0,6}["']?(?<secret>${B64}{40})(?![A-Za-z0-9+/=])`,
    { bare: true, flags: "i", severity: "critical" },
  ],
  [
    "aws-session-token",
    "an AWS session token",
    ["session_token", "sessiontoken", "security-token"],
    `(?:session_?token|security-token)["']?\\s{0,4}[=:]\\s{0,4}["']?(?<secret>${B64}{100,1500}={0,2})`,
    { bare: true, flags: "i", reach: 1600 },
  ],
  [
    "aws-bedrock-key",
    "an Amazon Bedrock API key",
    ["absk", "bedrock-api-key-"],
    `(?:ABSK[A-Za-z0-9+/]{100,200}={0,2}|bedrock-api-key-[A-Za-z0-9+/=_-]{20,1500})`,
    { bare: true, reach: 1600 },
  ],
  ["aws-mws-token", "an Amazon MWS token", "amzn.mws.", `amzn\\.mws\\.${UUID}`],
  ["aws-appsync-key", "an AWS AppSync API key", "da2-", "da2-[a-z0-9]{26}"],
  [
    "aws-signed-url",
    "a signed AWS address",
    "x-amz-signature",
    "X-Amz-Signature=(?<secret>[0-9a-f]{64})",
    { flags: "i", bare: true, severity: "medium", why: "it opens the object to anybody until it expires" },
  ],
  [
    "aws-cognito-identity-pool",
    "an Amazon Cognito identity pool id",
    ["us-", "eu-", "ap-", "sa-", "ca-"],
    `(?:us|eu|ap|sa|ca)-(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\\d:${UUID}`,
    { severity: "low", why: "a pool without a login hands out AWS credentials to anybody who knows it" },
  ],
];

const google: Format[] = [
  ["google-api-key", "a Google API key", "aiza", "AIza[0-9A-Za-z_-]{35}"],
  ["google-oauth-secret", "a Google OAuth client secret", "gocspx-", "GOCSPX-[A-Za-z0-9_-]{28}"],
  [
    "google-oauth-client-secret",
    "a Google OAuth client secret",
    "googleusercontent.com",
    "client_?secret[\"']?\\s{0,3}[=:]\\s{0,3}[\"'](?<secret>[A-Za-z0-9_-]{24})[\"']",
    { bare: true, flags: "i", reach: 400 },
  ],
  [
    "google-access-token",
    "a Google OAuth access token",
    "ya29.",
    "ya29\\.[A-Za-z0-9_-]{20,1000}",
    { reach: 1100 },
  ],
  ["google-refresh-token", "a Google OAuth refresh token", "1//0", "1//0[A-Za-z0-9_-]{40,200}"],
  [
    "google-service-account",
    "the key of a Google service account",
    "private_key_id",
    '"private_key_id"\\s{0,3}:\\s{0,3}"(?<secret>[0-9a-f]{40})"',
    { bare: true },
  ],
  [
    "google-storage-hmac",
    "the id of a Google storage HMAC key",
    "goog",
    "GOOG(?:1E[A-Z0-9]{57}|[A-Z0-9]{20})",
    { accepts: (token) => /\d/.test(token) },
  ],
  [
    "firebase-server-key",
    "a Firebase Cloud Messaging server key",
    "aaaa",
    "AAAA[A-Za-z0-9_-]{7}:[A-Za-z0-9_-]{140}",
  ],
];

const microsoft: Format[] = [
  [
    "azure-storage-key",
    "the key of an Azure storage account",
    "accountkey",
    `AccountKey\\s{0,3}[=:]\\s{0,3}["']?(?<secret>${B64}{60,100}={0,2})`,
    { bare: true, flags: "i", severity: "critical" },
  ],
  [
    "azure-shared-access-key",
    "an Azure shared access key",
    ["sharedaccesskey", "shared_access_key"],
    `Shared_?Access_?Key\\s{0,3}[=:]\\s{0,3}["']?(?<secret>${B64}{40,90}={0,2})`,
    { bare: true, flags: "i" },
  ],
  [
    "azure-app-configuration",
    "an Azure App Configuration connection string",
    "azconfig.io",
    `Endpoint=https://[A-Za-z0-9-]{1,100}\\.azconfig\\.io;Id=[^;\\s]{4,100};Secret=(?<secret>${B64}{36,110}={0,2})`,
    { bare: true, reach: 360, flags: "i" },
  ],
  [
    "azure-client-secret",
    "a Microsoft Entra client secret",
    ["0q~", "1q~", "2q~", "3q~", "4q~", "5q~", "6q~", "7q~", "8q~", "9q~"],
    "[A-Za-z0-9_~.-]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}",
    { severity: "critical" },
  ],
  [
    "azure-identifiable-key",
    "an Azure service key",
    ["azfu", "azse", "azca", "acdb", "+ast", "+acr", "+aeh", "+asb", "+arm", "+aba", "aiot", "jqqj9"],
    `(?<![A-Za-z0-9+/_-])(?:[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==|[A-Za-z0-9]{42}Az(?:Se)[A-D][A-Za-z0-9]{5}|${B64}{33}(?:AzCa|\\+AEh|\\+ASb|\\+ARm|AIoT)[A-P]${B64}{5}=|${B64}{42}\\+ACR[A-D]${B64}{5}|${B64}{76}(?:ACDb|\\+ASt|\\+ABa)${B64}{6}==|[A-Za-z0-9]{50,52}JQQJ9[A-Za-z0-9]{24,32})`,
    { bare: true },
  ],
  [
    "azure-sas-signature",
    "the signature of an Azure shared access address",
    "sig=",
    "sig=(?<secret>[A-Za-z0-9%+/]{43,70}(?:%3D|=))",
    {
      bare: true,
      flags: "i",
      severity: "medium",
      why: "it opens what the address names to anybody until it expires",
    },
  ],
  [
    "azure-subscription-key",
    "an Azure API subscription key",
    "subscription-key",
    "Subscription-Key[\"'\\s:=]{1,6}(?<secret>[0-9a-f]{32})",
    { bare: true, flags: "i" },
  ],
  [
    "azure-search-key",
    "an Azure AI Search key",
    ["azure_search", "azure-search", "azuresearch", "search.windows.net"],
    "(?<secret>[A-Za-z0-9]{52})",
    { accepts: (token) => /\d/.test(token) },
  ],
  [
    "azure-devops-old-token",
    "an Azure DevOps personal access token of the older kind",
    ["ado_", "azure", "devops", "vsts", "visualstudio", "token", "pat"],
    "(?:ado|azure|devops|vsts|token|pat)[\\w.-]{0,24}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[a-z2-9]{52})(?![A-Za-z0-9])",
    { bare: true, before: 24, flags: "i" },
  ],
  [
    "azure-publish-password",
    "the password of an Azure publish profile",
    "userpwd",
    'userPWD="(?<secret>[A-Za-z0-9]{60})"',
    { bare: true, flags: "i" },
  ],
];

export const CLOUD_RULES: readonly Rule[] = [
  ...rulesFrom("high", CLOUD, amazon),
  ...rulesFrom("high", CLOUD, google),
  ...rulesFrom("high", CLOUD, microsoft),
];
