// Smaller clouds, hosting, networks and databases.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const CLOUD = "whoever holds it acts in the account it belongs to, and the account pays";
const DATA = "whoever holds it reads and changes the data behind it";

const hosting: Format[] = [
  [
    "digitalocean-token",
    "a DigitalOcean token",
    ["dop_v1_", "doo_v1_", "dor_v1_"],
    "do[opr]_v1_[0-9a-f]{64}",
    { severity: "critical" },
  ],
  ["alibaba-access-key", "the id of an Alibaba Cloud access key", "ltai", "LTAI[A-Za-z0-9]{12,20}"],
  ["tencent-secret-id", "the id of a Tencent Cloud key", "akid", "AKID[A-Za-z0-9]{32}"],
  [
    "heroku-key",
    "a Heroku API key",
    ["hrku-", "heroku"],
    `(?:HRKU-(?:${UUID}|[A-Za-z0-9_-]{60})|heroku[\\w.-]{0,24}["']?\\s{0,4}[=:]\\s{0,4}["']?(?<secret>${UUID}))`,
    { flags: "i" },
  ],
  [
    "fly-token",
    "a Fly.io token",
    ["fo1_", "fm1r_", "fm1a_", "fm2_"],
    "(?:fo1_[A-Za-z0-9_-]{43}|fm(?:1[ar]|2)_[A-Za-z0-9+/]{100,1200}={0,3})",
    { bare: true, reach: 1300 },
  ],
  ["scaleway-access-key", "the id of a Scaleway key", "scw", "SCW[A-Z0-9]{17}"],
  [
    "yandex-cloud-key",
    "a Yandex Cloud credential",
    ["aqvn", "t1.", "y0_", "y1_", "y2_", "y3_"],
    "(?:AQVN[A-Za-z0-9_-]{35,38}|t1\\.[A-Za-z0-9_-]{4,400}={0,2}\\.[A-Za-z0-9_-]{86}={0,2}|y[0-3]_[A-Za-z0-9_-]{55})",
    { bare: true, reach: 600 },
  ],
  ["exoscale-key", "the id of an Exoscale key", "exo", "EXO[0-9a-f]{24}"],
  [
    "cloudflare-origin-key",
    "a Cloudflare origin CA key",
    "v1.0-",
    "v1\\.0-[0-9a-f]{24,64}-(?:[0-9a-f]{146,300}|[0-9a-f]{64,200}-[0-9a-f]{32,300})",
    { reach: 640 },
  ],
  [
    "cloudflare-token",
    "a Cloudflare API token",
    ["cfut_", "cfat_", "cfk_"],
    "cf(?:ut|at|k)_[A-Za-z0-9]{40,60}",
  ],
  ["akamai-token", "an Akamai credential", "akab-", "akab-[a-z0-9]{16}-[a-z0-9]{16}"],
  ["netlify-token", "a Netlify access token", ["nfp_", "nfc_", "nfo_"], "nf[pco]_[A-Za-z0-9]{36,48}"],
  [
    "vercel-token",
    "a Vercel token",
    ["vcp_", "vci_", "vca_", "vcr_", "vck_", "vercel_blob_rw_"],
    "(?:vc[piark]_[A-Za-z0-9]{24,64}|vercel_blob_rw_[A-Za-z0-9]{10,20}_[A-Za-z0-9]{20,40})",
  ],
  ["render-key", "a Render API key", "rnd_", "rnd_[A-Za-z0-9]{28,40}"],
  ["deno-token", "a Deno Deploy token", ["ddp_", "ddw_", "ddo_"], "dd[pwo]_[A-Za-z0-9]{36,40}"],
  ["ngrok-token", "an ngrok token", "ngrok", "(?<secret>[12][A-Za-z0-9]{26}_[A-Za-z0-9]{20,26})"],
  [
    "tailscale-key",
    "a Tailscale key",
    "tskey-",
    "tskey-(?:[a-z]{3,10}-)?[A-Za-z0-9]{4,40}-[A-Za-z0-9]{4,64}",
    { why: "whoever holds it joins or administers the private network" },
  ],
  ["porkbun-key", "a Porkbun API key", ["pk1_", "sk1_"], "[ps]k1_[0-9a-f]{64}"],
  ["upcloud-token", "an UpCloud token", "ucat_", "ucat_[A-Z0-9]{26}"],
  ["scalingo-token", "a Scalingo token", "tk-us-", "tk-us-[A-Za-z0-9_-]{48}"],
  [
    "pubnub-key",
    "a PubNub key",
    ["pub-c-", "sub-c-", "sec-c-"],
    `(?:pub-c-${UUID}|sub-c-${UUID}|sec-c-[A-Za-z0-9]{48})`,
    { flags: "i" },
  ],
  ["openshift-token", "an OpenShift access token", "sha256~", "sha256~[A-Za-z0-9_-]{43}"],
  [
    "defined-networking-key",
    "a Defined Networking key",
    "dnkey-",
    "dnkey-[a-z0-9=_-]{26}-[a-z0-9=_-]{52}",
    { flags: "i" },
  ],
  ["settlemint-token", "a SettleMint token", ["sm_aat_", "sm_pat_", "sm_sat_"], "sm_[aps]at_[A-Za-z0-9]{16}"],
  ["volcengine-key", "a Volcengine key id", ["aklt", "aktp"], "AK(?:LT|TP)[A-Za-z0-9]{40,60}"],
  ["baidu-key", "a Baidu Cloud key id", "altak", "ALTAK[A-Za-z0-9]{21}"],
  [
    "ibm-cos-hmac",
    "a secret of IBM object storage",
    ["cos_hmac", "cos-hmac", "secret_access_key"],
    "(?:cos[_-]?hmac|secret_access_key)[\\w-]{0,30}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[0-9a-f]{48})(?![0-9a-f])",
    { bare: true, flags: "i" },
  ],
];

const databases: Format[] = [
  [
    "database-url-password",
    "a database address with its password",
    ["://"],
    "(?:postgres(?:ql)?|mysql2?|mariadb|mongodb(?:\\+srv)?|redis|rediss|amqps?|mssql|sqlserver|oracle|cockroachdb|clickhouse|couchbases?|neo4j(?:\\+s)?|bolt|cassandra|influxdb|nats|kafka|ldaps?|ftps?|sftp|smtps?|imaps?|ssh|rsync|smb|vnc|cloudinary|clickhouse\\+native|postgresql\\+\\w{2,12}|mysql\\+\\w{2,12})://[^\\s:@/'\"<>]{0,100}:(?<secret>[^\\s@/'\"<>]{3,200})@[\\w.\\[-]",
    { bare: true, reach: 340, flags: "i", severity: "high", accepts: isWritten },
  ],
  [
    "http-url-password",
    "an address with a password in it",
    ["http://", "https://"],
    "https?://[^\\s:@/'\"<>?#]{1,100}:(?<secret>[^\\s@/'\"<>?#]{3,200})@[\\w.\\[-]",
    {
      bare: true,
      flags: "i",
      severity: "high",
      why: "whoever reads the address can log in where it leads",
      accepts: isWritten,
    },
  ],
  [
    "mongodb-service-account",
    "a MongoDB Atlas service account secret",
    "mdb_sa_sk_",
    "mdb_sa_sk_[A-Za-z0-9_-]{40}",
  ],
  [
    "mongodb-atlas-key",
    "a MongoDB Atlas API key",
    ["atlas", "mongodb"],
    `(?:atlas|mongodb)[\\w.-]{0,24}["']?\\s{0,4}[=:]\\s{0,4}["']?(?<secret>${UUID}|[a-z]{2}[A-Za-z0-9]{8}|[a-z]{8})(?![\\w.])`,
    { bare: true, flags: "i", accepts: (token) => /\d/.test(token) },
  ],
  [
    "planetscale-token",
    "a PlanetScale credential",
    ["pscale_tkn_", "pscale_pw_", "pscale_oauth_"],
    "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_=.-]{32,64}",
  ],
  ["neon-key", "a Neon API key", "napi_", "napi_[a-z0-9]{60,70}"],
  [
    "supabase-key",
    "a Supabase key",
    ["sbp_", "sb_secret_", "sb_publishable_"],
    "(?:sbp_[a-z0-9]{40}|sb_secret_[A-Za-z0-9_-]{24,44}|sbp_v0_[0-9a-f]{40})",
  ],
  [
    "databricks-token",
    "a Databricks access token",
    ["dapi", "dose", "dkea"],
    "(?:dapi|dose|dkea)[0-9a-h]{32}(?:-\\d)?",
  ],
  ["airtable-token", "an Airtable personal access token", "pat", "pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}"],
  ["aiven-token", "an Aiven password or token", "avns_", "AVNS_[A-Za-z0-9_-]{19,40}"],
  ["fauna-key", "a Fauna key", "fna", "fnA[A-Za-z0-9_-]{37,40}", { accepts: (token) => /\d/.test(token) }],
  ["xata-key", "a Xata API key", "xau_", "xau_[A-Za-z0-9]{38,48}"],
  ["cockroach-key", "a CockroachDB Cloud key", "ccdb1_", "CCDB1_[A-Za-z0-9]{22}_[A-Za-z0-9]{40}"],
  [
    "tinybird-token",
    "a Tinybird token",
    "p.eyj",
    "p\\.eyJ[A-Za-z0-9_-]{30,300}\\.[A-Za-z0-9_-]{20,60}",
    { bare: true, reach: 512 },
  ],
  ["clickhouse-cloud-key", "a ClickHouse Cloud key", "4b1d", "4b1d[A-Za-z0-9]{38}"],
  ["salesforce-session", "a Salesforce session", "00d", "00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{80,130}"],
];

/** An address whose password is a variable or a row of stars is documentation. */
function isWritten(password: string): boolean {
  return !/^[$%{[<*#]/.test(password);
}

export const HOSTING_RULES: readonly Rule[] = [
  ...rulesFrom("high", CLOUD, hosting),
  ...rulesFrom("high", DATA, databases),
];
