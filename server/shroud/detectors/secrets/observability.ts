// Monitoring, errors, flags, analytics and security services.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const WATCH = "whoever holds it reads what the systems report, or feeds them false reports";

const formats: Format[] = [
  [
    "new-relic-user-key",
    "a New Relic key",
    ["nrak-", "nrii-", "nriq-", "nrjs-", "nraa-", "nrra-", "nrbr-"],
    "NR(?:AK|II|IQ|JS|AA|RA|BR)-[A-Za-z0-9_-]{19,46}",
  ],
  [
    "new-relic-license-key",
    "a New Relic license key",
    ["nral", "ffffnral"],
    "[0-9a-f]{32,36}(?:FFFF)?NRAL",
    { flags: "i" },
  ],
  [
    "new-relic-old-license",
    "a New Relic license key",
    ["license_key", "license-key", "newrelic", "new_relic", "new relic"],
    "license_?-?key[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[0-9a-f]{40})(?![0-9a-f])",
    { bare: true, flags: "i" },
  ],
  ["new-relic-pixie-key", "a Pixie key", ["px-api-", "px-dep-"], `px-(?:api|dep)-${UUID}`],
  [
    "sentry-token",
    "a Sentry token",
    ["sntrys_", "sntryu_"],
    "(?:sntrys_eyJ[A-Za-z0-9+/=_-]{80,400}|sntryu_[0-9a-f]{64})",
    { bare: true, reach: 512 },
  ],
  [
    "sentry-dsn",
    "the address a Sentry project reports to",
    [".sentry.io", "@sentry"],
    "https://[0-9a-f]{32}(?::[0-9a-f]{32})?@[\\w.-]{4,80}/\\d{1,20}",
    { bare: true, severity: "medium", why: "whoever knows it can feed the project false reports" },
  ],
  [
    "grafana-token",
    "a Grafana service account or cloud token",
    ["glsa_", "glc_"],
    "(?:glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/_=-]{32,400})",
    { bare: true, reach: 512 },
  ],
  [
    "grafana-old-key",
    "a Grafana API key",
    "eyjrijoi",
    "eyJrIjoi[A-Za-z0-9+/_-]{40,400}={0,2}",
    { bare: true, reach: 512 },
  ],
  [
    "honeycomb-key",
    "a Honeycomb key",
    ["hcaik_", "hcbik_", "hcxik_", "hcaic_", "hcxmk_", "hcamk_"],
    "hc[a-z](?:ik|ic|mk|lk)_[A-Za-z0-9]{50,70}",
  ],
  [
    "dynatrace-token",
    "a Dynatrace token",
    "dt0",
    "dt0[a-z]\\d{2}\\.[A-Z0-9]{8,24}\\.[A-Z0-9]{64}",
    { flags: "i" },
  ],
  ["axiom-token", "an Axiom token", ["xaat-", "xapt-"], `xa[ap]t-${UUID}`],
  [
    "posthog-key",
    "a PostHog key",
    ["phx_", "phc_", "phs_"],
    "ph[xcs]_[A-Za-z0-9_]{40,60}",
    { severity: "medium" },
  ],
  ["segment-token", "a Segment token", "sgp_", "sgp_[A-Za-z0-9]{64}"],
  ["launchdarkly-key", "a LaunchDarkly key", ["sdk-", "api-", "mob-"], `(?:sdk|api|mob)-${UUID}`],
  [
    "statsig-key",
    "a Statsig key",
    ["secret-", "console-"],
    "(?:secret|console)-[A-Za-z0-9]{40,50}",
    { accepts: (token) => /\d/.test(token) },
  ],
  [
    "unleash-token",
    "an Unleash token",
    ["*:*.", ":development.", ":production."],
    "(?:\\*|default|[\\w-]{1,40}):(?:\\*|development|production|[\\w-]{1,40})\\.[0-9a-f]{56,64}",
    { bare: true },
  ],
  ["uptimerobot-key", "an UptimeRobot key", ["uptime"], "[a-z]\\d{6,9}-[0-9a-z]{20,32}"],
  ["checkly-key", "a Checkly key", "cu_", "cu_[0-9a-f]{32}"],
  [
    "pagerduty-key",
    "a PagerDuty key",
    ["pagerduty", "pager_duty", "pd_key", "pd_token", "pd-key"],
    "(?:pager_?duty|pd)[\\w.-]{0,24}[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[uy]\\+[A-Za-z0-9_+-]{18}|[A-Za-z0-9_+-]{20})(?![\\w+-])",
    { bare: true, flags: "i", accepts: (token) => /\d/.test(token) },
  ],
  [
    "fullstory-key",
    "a FullStory key",
    ["na1.", "eu1."],
    "(?:na|eu)1\\.[A-Za-z0-9+/]{80,120}={0,2}",
    { bare: true },
  ],
  [
    "splunk-hec-token",
    "a Splunk collector token",
    "splunk ",
    `Splunk (?<secret>${UUID})`,
    { bare: true, flags: "i" },
  ],
  ["maxmind-key", "a MaxMind license key", "_mmk", "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"],
  ["wakatime-key", "a WakaTime key", "waka_", `waka_(?:sec_|tok_)?(?:${UUID}|[A-Za-z0-9]{40,80})`],
  [
    "search-engine-key",
    "a Shodan, Censys or VirusTotal key in an address",
    ["shodan.io", "virustotal.com", "censys_"],
    "[?&](?:api)?key=(?<secret>[A-Za-z0-9]{32,64})",
    { bare: true, flags: "i" },
  ],
  [
    "datadog-key",
    "a Datadog key",
    ["dd-api", "dd_api", "dd-app", "dd_app", "ddapi", "ddapp", "datadog"],
    "(?:datadog|dd)[\\w. -]{0,30}[\"']?[\\s=:\"'-]{1,5}(?<secret>[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-f])",
    { bare: true, flags: "i" },
  ],
];

export const OBSERVABILITY_RULES: readonly Rule[] = rulesFrom("high", WATCH, formats);
