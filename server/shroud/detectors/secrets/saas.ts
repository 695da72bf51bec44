// Documents, tasks, customers, social networks, maps, devices: services with a documented token format.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const WORK = "whoever holds it reads and changes what the owner keeps there";
const SOCIAL = "whoever holds it reads and posts in the owner's name";
const THINGS = "whoever holds it reads from the devices and steers them";

const digits = (token: string): boolean => /\d/.test(token);

const work: Format[] = [
  [
    "notion-token",
    "a Notion integration token",
    ["ntn_", "secret_"],
    "(?:ntn_\\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})",
  ],
  [
    "linear-key",
    "a Linear key",
    ["lin_api_", "lin_oauth_", "lin_wh_"],
    "lin_(?:api|oauth|wh)_[A-Za-z0-9]{32,64}",
  ],
  ["asana-token", "an Asana token", ["asana"], "[012]/\\d{13,20}(?:/\\d{13,20})?:[0-9a-f]{32}"],
  [
    "figma-token",
    "a Figma token",
    ["figd_", "figo_", "figu_", "figor_", "figoh_", "x-figma-token"],
    "(?:fig[dou][rh]?_[A-Za-z0-9_-]{40,60}|\\d{4,8}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
  ],
  [
    "dropbox-token",
    "a Dropbox token",
    "sl.",
    "sl\\.(?:u\\.)?[A-Za-z0-9_-]{120,2000}={0,2}",
    { bare: true, reach: 2100 },
  ],
  ["typeform-token", "a Typeform token", "tfp_", "tfp_[A-Za-z0-9_.-]{40,64}"],
  ["contentful-token", "a Contentful token", "cfpat-", "CFPAT-[A-Za-z0-9_-]{43,64}"],
  [
    "hubspot-token",
    "a HubSpot private app token",
    ["pat-na", "pat-eu", "pat-ap"],
    `pat-(?:na|eu|ap)\\d-${UUID}`,
  ],
  ["zoho-token", "a Zoho token", "1000.", "1000\\.[0-9a-f]{32}(?:\\.[0-9a-f]{32})?"],
  ["clickup-token", "a ClickUp token", "pk_", "pk_\\d{5,10}_[A-Z0-9]{32}"],
  ["readme-key", "a ReadMe key", "rdme_", "rdme_[a-z0-9]{70}"],
  [
    "postman-key",
    "a Postman key",
    ["pmak-", "pmat-"],
    "(?:PMAK-[0-9a-f]{24}-[0-9a-f]{34}|PMAK-[0-9a-f]{24}-[0-9a-f]{32}|PMAT-[A-Z0-9]{26})",
  ],
  [
    "token-in-url",
    "a token in the query of an address",
    ["token="],
    "[?&](?:access_|auth_|api_)?token=(?<secret>[A-Za-z0-9_.~-]{20,600})",
    { bare: true, flags: "i", reach: 700, accepts: digits },
  ],
  ["frameio-token", "a Frame.io token", "fio-u-", "fio-u-[A-Za-z0-9_=-]{60,80}"],
  ["beamer-key", "a Beamer key", "b_b", "b_[A-Za-z0-9=_-]{44}", { accepts: (token) => /[A-Z]/.test(token) }],
  [
    "voiceflow-key",
    "a Voiceflow key",
    ["vf.dm.", "vf.ws."],
    "VF\\.(?:DM|WS)\\.[0-9a-f]{24}\\.[A-Za-z0-9]{16}",
  ],
  ["adobe-client-secret", "an Adobe client secret", ["p8e-", "p8e_"], "p8e[-_][A-Za-z0-9_-]{32}"],
  [
    "adobe-key",
    "an Adobe key",
    "adobe",
    "adobe[\\w. -]{0,24}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[0-9a-f]{32})(?![0-9a-f])",
    { bare: true, flags: "i" },
  ],
  ["sanity-token", "a Sanity token", "sanity", "sk[A-Za-z0-9]{80,180}", { reach: 400 }],
  ["dbt-token", "a dbt Cloud token", ["dbtc_", "dbtu_"], "dbt[cu]_[A-Za-z0-9_+/=-]{36,60}", { bare: true }],
  ["retool-token", "a Retool token", "retool_", "retool_[0-9a-z_]{26,50}", { accepts: digits }],
  ["cal-com-key", "a Cal.com key", ["cal_live_", "cal_test_"], "cal_(?:live|test)_[0-9a-f]{32}"],
  [
    "zuplo-key",
    "a Zuplo or Kong key",
    ["zpka_", "kpat_", "spat_"],
    "(?:zpka_[0-9a-z_]{40,60}|[ks]pat_[A-Za-z0-9]{45,60})",
  ],
  ["val-town-token", "a Val Town token", "vtwn_", "vtwn_[A-Za-z0-9]{28,40}"],
  ["inngest-key", "an Inngest signing key", "signkey-", "signkey-(?:prod|test|branch)-[0-9a-f]{32,64}"],
  [
    "trigger-key",
    "a Trigger.dev key",
    ["tr_dev_", "tr_prod_", "tr_stg_", "tr_pat_"],
    "tr_(?:dev|prod|stg|pat)_[A-Za-z0-9]{20,48}",
  ],
  [
    "liveblocks-key",
    "a Liveblocks or Clerk key",
    ["sk_dev_", "sk_prod_"],
    "sk_(?:dev|prod)_[A-Za-z0-9_-]{40,80}",
  ],
  ["nylas-key", "a Nylas key", ["nyk_v0_", "nyk_"], "nyk_(?:v0_)?[A-Za-z0-9]{40,80}"],
  ["wix-key", "a Wix key", "ist.eyj", "IST\\.eyJ[A-Za-z0-9_.-]{100,2000}", { bare: true, reach: 2100 }],
  ["ghost-admin-key", "a Ghost admin key", ["ghost"], "[0-9a-f]{24}:[0-9a-f]{64}"],
  [
    "authentik-token",
    "an Authentik token",
    "authentik",
    "authentik[\\w. -]{0,24}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z0-9]{40,80})",
    { bare: true, flags: "i" },
  ],
  [
    "api-key-in-url",
    "an API key in the query of an address",
    ["apikey=", "api_key=", "api-key=", "appid=", "app_id=", "access_key="],
    "[?&](?:api[_-]?key|app_?id|access_key)=(?<secret>[A-Za-z0-9_-]{16,128})",
    { bare: true, flags: "i", accepts: digits },
  ],
  [
    "mapbox-token",
    "a Mapbox token",
    ["sk.eyj", "tk.eyj", "pk.eyj"],
    "[pst]k\\.eyJ[A-Za-z0-9_-]{20,400}\\.[A-Za-z0-9_-]{20,60}",
    { bare: true, reach: 512 },
  ],
  ["mapillary-token", "a Mapillary token", "mly|", "MLY\\|\\d{10,20}\\|[0-9a-f]{32}"],
  ["recaptcha-key", "a reCAPTCHA key", ["recaptcha", "captcha"], "6L[A-Za-z0-9_-]{38}"],
  [
    "hcaptcha-secret",
    "an hCaptcha or Turnstile secret",
    ["es_", "0x4aaa"],
    "(?:ES_[0-9a-f]{32}|0x4AAAAAAA[A-Za-z0-9_-]{14,28})",
  ],
];

const social: Format[] = [
  [
    "facebook-access-token",
    "a Facebook or Instagram access token",
    ["eaa", "igqv", "igqw", "igaa"],
    "(?:EAA[A-Za-z0-9]{80,300}|EAACEdEose0cBA[A-Za-z0-9]{20,300}|IG(?:Q[VW]|AA)[A-Za-z0-9_-]{50,300})",
    { reach: 400 },
  ],
  [
    "facebook-app-token",
    "a Facebook app token",
    ["facebook", "fb_", "graph."],
    "\\d{13,17}\\|[A-Za-z0-9_-]{27,40}",
  ],
  [
    "facebook-app-id",
    "the id of a Facebook app",
    ["facebook_app", "fb_app_id", "facebookapp", "fbappid", "facebook_client"],
    "(?:facebook|fb)_?(?:app|client)(?:lication)?_?id[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>\\d{13,17})(?!\\d)",
    {
      bare: true,
      flags: "i",
      severity: "low",
      why: "not a secret by itself, but it names the app a secret belongs to",
    },
  ],
  [
    "twitter-bearer-token",
    "a Twitter bearer token",
    "aaaaaaaaa",
    "(?<![A-Za-z0-9%])AAAAAAAAA[A-Za-z0-9%]{60,140}",
    { accepts: (token) => token.includes("%") || /\d/.test(token), bare: true },
  ],
  [
    "twitter-key",
    "a Twitter key or secret",
    "twitter",
    "twitter[\\w. -]{0,30}[\"']?\\s{0,12}[=:]\\s{0,16}[\"'](?<secret>[A-Za-z0-9]{18,25}|[A-Za-z0-9]{35,50})[\"']",
    { bare: true, flags: "i", accepts: digits },
  ],
  [
    "twitter-access-token",
    "a Twitter access token",
    ["twitter", "oauth", "consumer_key", "access_token"],
    "\\d{7,20}-[A-Za-z0-9]{40}",
  ],
  [
    "linkedin-key",
    "a LinkedIn client id or secret",
    "linkedin",
    "linkedin[\\w. -]{0,30}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[A-Za-z0-9]{12,16}|WPL_AP1\\.[\\w./+=-]{16,40})(?![A-Za-z0-9])",
    { bare: true, flags: "i", accepts: digits },
  ],
  [
    "linkedin-secret",
    "a LinkedIn client secret or token",
    ["wpl_ap", "aqx", "aqv", "aqw"],
    "(?:WPL_AP[01]\\.[A-Za-z0-9+/]{16,24}\\.[A-Za-z0-9+/=]{4,12}|AQ[VWX][A-Za-z0-9_-]{150,450})",
    { bare: true, reach: 512 },
  ],
  [
    "pinterest-token",
    "a Pinterest token",
    ["pina_", "pinr."],
    "(?:pina_[A-Z0-9]{80,200}|pinr\\.[\\w.-]{20,200})",
  ],
  [
    "tiktok-token",
    "a TikTok token",
    ["act.", "clt."],
    "(?:act|clt)\\.[A-Za-z0-9!*]{40,200}",
    { accepts: digits },
  ],
  ["twitch-chat-password", "a Twitch chat password", "oauth:", "oauth:[a-z0-9]{30}"],
  [
    "wordpress-keys",
    "the secret keys of a WordPress site",
    ["auth_key", "auth_salt", "logged_in_key", "logged_in_salt", "nonce_key", "nonce_salt", "secure_auth"],
    "(?:AUTH|LOGGED_IN|NONCE|SECURE_AUTH)_(?:KEY|SALT)['\"]\\s{0,4},\\s{0,20}['\"](?<secret>[^'\"\\n]{40,100})['\"]",
    { bare: true },
  ],
];

const things: Format[] = [
  ["adafruit-io-key", "an Adafruit IO key", "aio_", "aio_[A-Za-z0-9]{28}"],
  ["ubidots-token", "a Ubidots token", ["bbff-", "bbus-"], "BB(?:FF|US)-[A-Za-z0-9]{30,36}"],
  [
    "truenas-key",
    "a TrueNAS key",
    ["truenas", "auth.login_with_api_key", "/api/v2.0", "bearer"],
    "\\d{1,3}-[A-Za-z0-9]{64}",
    { before: 0 },
  ],
  [
    "thingsboard-token",
    "a ThingsBoard device token",
    ["thingsboard", "provisiondevice"],
    '(?:thingsboard\\.cloud/api/v1/|provisionDevice(?:Key|Secret)"?\\s{0,3}[=:]\\s{0,3}"?)(?<secret>[a-z0-9]{20})',
    { bare: true, flags: "i" },
  ],
  [
    "blynk-token",
    "a Blynk device token",
    "blynk",
    "blynk(?:-cloud)?\\.(?:cloud|com)/[^\\s\"']{0,100}?(?:token=|/)(?<secret>[A-Za-z0-9_-]{32})(?![A-Za-z0-9_-])",
    { bare: true, flags: "i" },
  ],
  [
    "blynk-client",
    "a Blynk client id and its secret",
    "oa2-client-id",
    "oa2-client-id_[A-Za-z0-9_-]{32}[:&](?:client_secret=)?[A-Za-z0-9_-]{40}",
    { bare: true },
  ],
  [
    "particle-token",
    "a Particle token",
    "particle.io",
    "(?:access_token=|Bearer )(?<secret>[0-9a-f]{40})",
    { bare: true, flags: "i" },
  ],
  [
    "home-assistant-token",
    "a Home Assistant token",
    "hass",
    `hass[\\w. -]{0,24}["']?\\s{0,4}[=:]\\s{0,4}["']?(?<secret>eyJ[\\w.-]{60,300})`,
    { bare: true, flags: "i", reach: 400 },
  ],
];

/** Which service a bare hash belongs to stands before it, with other names in between. */
const facebookSecret: Rule = {
  id: "facebook-app-secret",
  severity: "high",
  explanation: `This looks like the secret of a Facebook app: ${SOCIAL}.`,
  keywords: ["facebook", "fbapi", "fb_api", "fbapp", "fb_app", "fbsecret", "fb_secret", "fbkey"],
  pattern: /["'](?<secret>[0-9a-f]{32})["']/,
  group: "secret",
  reach: 140,
  before: 0,
  accepts(match) {
    const before = match.input.slice(Math.max(0, match.index - 100), match.index);
    return /(?:facebook|fb)[^\n]{0,90}(?:key|secret|token)["']?\s{0,16}[=:]\s{0,16}$/i.test(before);
  },
};

export const SAAS_RULES: readonly Rule[] = [
  facebookSecret,
  ...rulesFrom("high", WORK, work),
  ...rulesFrom("high", SOCIAL, social),
  ...rulesFrom("high", THINGS, things),
];
