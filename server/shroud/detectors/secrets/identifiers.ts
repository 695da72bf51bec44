// Names that are no secrets and still lead to one: buckets, tenants, client ids.
// Must never be redacted: software needs them to work, so every rule here has the severity "low".
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom } from "./format.ts";

const PLACE = "not a secret by itself, but it shows where to look for one";

const formats: Format[] = [
  [
    "s3-bucket-host",
    "the name of an S3 bucket",
    ["amazonaws.com"],
    "(?<![a-z0-9.-])[a-z0-9][a-z0-9.-]{2,62}\\.s3[.-][a-z0-9.-]{0,24}amazonaws\\.com|(?<![\\w.-])s3(?:[.-][a-z]{2}-[a-z]{4,9}-\\d)?\\.amazonaws\\.com/[a-z0-9][a-z0-9.-]{2,62}",
    { bare: true, flags: "i" },
  ],
  [
    "gcs-bucket-host",
    "the name of a Google storage bucket",
    ["storage.googleapis.com", "storage.cloud.google.com"],
    "(?<![\\w.-])(?:storage\\.(?:googleapis|cloud\\.google)\\.com/[a-z0-9][\\w.-]{2,62}|[a-z0-9][\\w-]{2,62}\\.storage\\.googleapis\\.com)",
    { bare: true, flags: "i" },
  ],
  [
    "azure-storage-host",
    "the name of an Azure storage account",
    [".core.windows.net", ".search.windows.net"],
    "[a-z0-9-]{3,60}\\.(?:(?:blob|file|queue|table|dfs)\\.core|search)\\.windows\\.net",
    { bare: true, flags: "i" },
  ],
  [
    "google-client-id",
    "a Google OAuth client id",
    "apps.googleusercontent.com",
    "\\d{6,20}-[a-z0-9]{32}\\.apps\\.googleusercontent\\.com",
    { bare: true },
  ],
  [
    "firebase-host",
    "the address of a Firebase database",
    [".firebaseio.com", ".firebasedatabase.app"],
    "[a-z0-9-]{4,60}\\.(?:firebaseio\\.com|[a-z0-9-]{4,20}\\.firebasedatabase\\.app)",
    { bare: true, flags: "i" },
  ],
  [
    "tenant-host",
    "the tenant of a login or shop service",
    [".auth0.com", ".okta.com", ".oktapreview.com", ".onelogin.com", ".myshopify.com", ".atlassian.net"],
    "(?<![\\w.-])(?!(?:cdn|www|docs|community|developer|support|help|status|login|api)\\.)[a-z0-9][a-z0-9-]{1,60}\\.(?:[a-z0-9-]{2,60}\\.)?(?:auth0|okta|oktapreview|onelogin|myshopify|atlassian)\\.(?:com|net)",
    { bare: true, flags: "i" },
  ],
  [
    "auth0-client-id",
    "the client id of an Auth0 app",
    "auth0",
    "auth0[\\w.-]{0,2}client[\\w.-]{0,2}id[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z0-9_-]{32,60})",
    { bare: true, flags: "i" },
  ],
  [
    "oauth-client-id",
    "the client id of an app",
    ["client_id", "clientid", "client.id", "consumer_key", "app_id", "appid"],
    "(?:client[_.-]?id|consumer_?key|app_?id)[\"']?\\s{0,4}(?:=>|[=:])\\s{0,4}[\"']?(?<secret>[A-Za-z0-9_-]{16,80})(?![A-Za-z0-9_-])",
    { bare: true, flags: "i", accepts: (token) => /\d/.test(token) && /[A-Za-z]/.test(token) },
  ],
  [
    "age-recipient",
    "a public key of the age tool",
    "age1",
    "age1[023456789acdefghjklmnpqrstuvwxyz]{58}",
    { why: "it is made to be public, but it names who can read the files" },
  ],
  [
    "azure-devops-tokens-page",
    "the page on which an Azure DevOps user makes tokens",
    "dev.azure.com",
    "dev\\.azure\\.com/[\\w.-]{2,60}(?:/_usersSettings/tokens)",
    { bare: true, flags: "i" },
  ],
  [
    "snowflake-account",
    "the name of a Snowflake account",
    "snowflake",
    "snowflake[_ .-]?account[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z]{7}-[A-Za-z0-9_]{7,20})",
    { bare: true, flags: "i" },
  ],
  [
    "aws-account-id",
    "the number of an AWS account",
    ["account_id", "accountid", "account-id", "arn:aws"],
    "(?:aws[_-]?account[_-]?(?:id|number)?|arn:aws[\\w-]{0,10}:[a-z0-9-]{2,30}:[a-z0-9-]{0,20})[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>\\d{12})(?!\\d)",
    { bare: true, flags: "i" },
  ],
  [
    "google-app-address",
    "the name of a Google service account",
    ".iam.gserviceaccount.com",
    "[a-z0-9-]{6,30}@[a-z0-9-]{6,30}\\.iam\\.gserviceaccount\\.com",
    { bare: true },
  ],
  [
    "gcs-bucket-address",
    "the name of a Google storage bucket",
    "gs://",
    "gs://[a-z0-9][\\w.-]{2,62}",
    { bare: true },
  ],
  [
    "blynk-client-id",
    "the client id of a Blynk organization",
    "oa2-client-id",
    "oa2-client-id_[A-Za-z0-9_-]{32}",
    { bare: true },
  ],
];

export const IDENTIFIER_RULES: readonly Rule[] = rulesFrom("low", PLACE, formats);
