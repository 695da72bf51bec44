// What builds, checks and deploys software.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom } from "./format.ts";

const BUILDS = "whoever holds it starts builds and reads what they know, their secrets included";

const builds: Format[] = [
  [
    "circleci-token",
    "a CircleCI token",
    ["ccipat_", "cciprj_"],
    "CCI(?:PAT|PRJ)_[A-Za-z0-9]{10,30}_[A-Za-z0-9_]{30,60}",
  ],
  [
    "buildkite-token",
    "a Buildkite token",
    ["bkua_", "bkat_", "bkct_", "bkpt_", "bkpat_", "bkrt_", "bkaj_"],
    "bk(?:u?a|c|p|r|pa|ua)t?_[0-9A-Za-z]{32,64}|bkaj_[\\w.-]{20,200}",
  ],
  ["jenkins-token", "a Jenkins API token", "jenkins", "11[0-9a-f]{32}"],
  [
    "jenkins-initial-password",
    "the first administrator password of a Jenkins server",
    ["jenkins initial setup", "initialadminpassword"],
    "[0-9a-f]{32}",
    { reach: 700 },
  ],
  [
    "teamcity-token",
    "a TeamCity access token",
    "eyj0exaioiaivenwmij9",
    "eyJ0eXAiOiAiVENWMiJ9\\.[A-Za-z0-9_-]{36}\\.[A-Za-z0-9_-]{48}",
  ],
  [
    "harness-token",
    "a Harness access token",
    ["pat.", "sat."],
    "[ps]at\\.[A-Za-z0-9_-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}",
  ],
  [
    "octopus-deploy-key",
    "an Octopus Deploy API key",
    "api-",
    "API-[A-Z0-9]{25,32}",
    { accepts: (token) => /\d/.test(token) },
  ],
  ["appveyor-token", "an AppVeyor token", "v2.", "v2\\.[a-z0-9]{20}"],
  [
    "sonar-token",
    "a SonarQube or SonarCloud token",
    ["squ_", "sqp_", "sqa_", "sqb_"],
    "sq[uapb]_[0-9a-f]{40}",
  ],
  [
    "sonar-login",
    "a SonarQube login token",
    "sonar",
    "sonar[.\\w-]{0,20}?(?:login|token)[\"',:=\\s]{1,8}(?<secret>[0-9a-f]{39,40})",
    { bare: true, flags: "i" },
  ],
  [
    "snyk-token",
    "a Snyk token",
    ["snyk_uat.", "snyk_sat."],
    "snyk_(?:uat|sat)\\.[A-Za-z0-9]{8,16}\\.[A-Za-z0-9_.-]{40,200}",
  ],
  [
    "code-climate-reporter",
    "a Code Climate reporter id",
    ["code_climate", "codeclimate", "cc_test_reporter"],
    "(?:CODE_?CLIMATE|CC_TEST)\\w{0,24}[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?(?<secret>[0-9a-f]{64})",
    { bare: true, flags: "i" },
  ],
  [
    "gradle-credentials",
    "a password written into a Gradle build",
    "credentials",
    "credentials\\s{0,4}\\{[^{}]{0,300}?password\\s{0,4}[=(]?\\s{0,4}['\"](?<secret>[^'\"\\s]{3,100})['\"]",
    { bare: true, reach: 500 },
  ],
  [
    "gitalk-secret",
    "the client secret of a Gitalk comment box",
    "gitalk",
    "client_?secret['\"]?\\s{0,3}:\\s{0,3}['\"](?<secret>[0-9a-f]{40})['\"]",
    { bare: true, flags: "i", reach: 400 },
  ],
  [
    "semgrep-token",
    "a Semgrep, Socket or Endor token",
    ["sktsec_", "endr+", "sgrp_"],
    "(?:sktsec_[A-Za-z0-9_-]{40,60}|endr\\+[A-Za-z0-9-]{16,40}|sgrp_[A-Za-z0-9_-]{30,60})",
  ],
  ["infracost-key", "an Infracost API key", "ico-", "ico-[A-Za-z0-9]{32}"],
  ["pulumi-token", "a Pulumi access token", "pul-", "pul-[0-9a-f]{40}"],
  [
    "terraform-cloud-token",
    "a Terraform Cloud or Vagrant Cloud token",
    ".atlasv1.",
    "[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{60,70}",
  ],
  ["prefect-token", "a Prefect API key", ["pnu_", "pnb_"], "pn[ub]_[A-Za-z0-9]{36}"],
  ["expo-token", "an Expo token", "expo_", "expo_[A-Za-z0-9_-]{36,48}"],
  ["ionic-token", "an Ionic token", ["ionic", " ion_", "=ion_", '"ion_', "'ion_"], "ion_[A-Za-z0-9]{42}"],
  ["stackhawk-key", "a StackHawk API key", "hawk.", "hawk\\.[A-Za-z0-9_-]{20}\\.[A-Za-z0-9_-]{20}"],
  [
    "jenkins-crumb",
    "a Jenkins crumb, which a session goes with",
    "jenkins-crumb",
    "Jenkins-Crumb[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?<secret>[0-9a-f]{32,64})",
    { bare: true, flags: "i" },
  ],
  [
    "sidekiq-credential",
    "the credential of Sidekiq's paid packages",
    ["contribsys"],
    "(?:CONTRIBSYS__COM[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?(?<secret>[0-9a-f]{8}:[0-9a-f]{8})|[0-9a-f]{8}:[0-9a-f]{8}@(?:gems|enterprise)\\.contribsys\\.com)",
    { bare: true, flags: "i" },
  ],
  [
    "artifactory-password",
    "an encrypted JFrog Artifactory password",
    ["artifactory", "jfrog"],
    "AP[0-9A-F][A-Za-z0-9]{30,80}",
  ],
  ["intra42-secret", "a client secret of the 42 intranet", "s-s4t2", "s-s4t2(?:ud|af)-[0-9a-f]{64}"],
];

export const BUILD_RULES: readonly Rule[] = rulesFrom("high", BUILDS, builds);
