// Where source code and packages live: hosts and package registries.
// Must never name a format that its vendor does not document or publish for scanners.
import type { Rule } from "../../rule.ts";
import { hasBase62Crc } from "./checksum.ts";
import { type Format, rulesFrom, UUID } from "./format.ts";

const CODE = "whoever holds it reads or changes the source code it opens";
const PACKAGES = "whoever holds it publishes packages under the owner's name";

const GITHUB = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"];

const hosts: Format[] = [
  [
    "github-token-checked",
    "a GitHub token with a correct checksum",
    GITHUB,
    "gh[pousr]_[A-Za-z0-9]{36}",
    { severity: "critical", accepts: (token) => hasBase62Crc(token, 4) },
  ],
  [
    "github-token",
    "a GitHub token, though its checksum is not right",
    GITHUB,
    "gh[pousr]_[A-Za-z0-9]{36,255}",
    { accepts: (token) => token.length !== 40 || !hasBase62Crc(token, 4) },
  ],
  [
    "github-fine-grained-token",
    "a GitHub fine-grained access token",
    "github_pat_",
    "github_pat_[0-9A-Za-z]{22}_[0-9A-Za-z]{59}",
    { severity: "critical" },
  ],
  [
    "github-app-client-id",
    "the client id of a GitHub app",
    ["iv1.", "iv23"],
    "Iv(?:1\\.[0-9a-f]{16}|23[A-Za-z0-9]{16})",
    { severity: "low", why: "not a secret by itself, but it names the app a secret belongs to" },
  ],
  [
    "gitlab-access-token",
    "a GitLab access token",
    "glpat-",
    "glpat-[A-Za-z0-9_-]{20,300}(?:\\.[0-9a-z]{2}\\.?[0-9a-z]{7,9})?",
    { severity: "critical" },
  ],
  ["gitlab-pipeline-trigger", "a GitLab pipeline trigger token", "glptt-", "glptt-[A-Za-z0-9_-]{20,50}"],
  [
    "gitlab-runner-token",
    "a GitLab runner token",
    ["glrt-", "glrtr-", "gr1348941"],
    "(?:glrtr?-[A-Za-z0-9_-]{20,300}|GR1348941[A-Za-z0-9_-]{20,50})",
  ],
  [
    "gitlab-deploy-token",
    "a GitLab deploy, feed, mail, agent, job or flag token",
    ["gldt-", "glft-", "glimt-", "glagent-", "glcbt-", "glffct-", "glwt-"],
    "gl(?:dt|ft|imt|agent|cbt|ffct|wt)-[A-Za-z0-9_-]{20,300}",
  ],
  [
    "gitlab-application-secret",
    "a GitLab OAuth application secret or SCIM token",
    ["gloas-", "glsoat-"],
    "gl(?:oas|soat)-[A-Za-z0-9_-]{20,64}",
  ],
  ["gitlab-session", "a GitLab session cookie", "_gitlab_session=", "_gitlab_session=[0-9a-f]{32}"],
  ["bitbucket-app-password", "a Bitbucket app password", "atbb", "ATBB[A-Za-z0-9]{24,32}"],
  [
    "bitbucket-repository-token",
    "a Bitbucket repository or workspace token",
    "atctt3x",
    "ATCTT3xFfGN0[A-Za-z0-9_=-]{100,400}",
    { bare: true, reach: 512 },
  ],
  [
    "atlassian-api-token",
    "an Atlassian API token",
    "atatt3x",
    "ATATT3xFfGF0[A-Za-z0-9_=-]{100,400}",
    { bare: true, reach: 512 },
  ],
  ["trello-token", "a Trello token", "atta", "ATTA[0-9a-f]{72}"],
  [
    "sourcegraph-token",
    "a Sourcegraph access token",
    ["sgp_", "slk_", "sgd_"],
    "(?:sgp_(?:(?:[0-9a-f]{16}|local)_)?[0-9a-f]{40}|slk_[0-9a-f]{64}|sgd_[0-9a-f]{64}|sgp_[0-9a-f]{16}_local_[0-9a-f]{40})",
    { flags: "i" },
  ],
  [
    "azure-devops-token",
    "an Azure DevOps personal access token",
    "azdo",
    "[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
  ],
  [
    "phabricator-token",
    "a Phabricator API token",
    ["api-", "cli-"],
    "(?:api|cli)-[a-z0-9]{28}",
    { accepts: (token) => /\d/.test(token) },
  ],
  ["gitea-token", "a Gitea OAuth token", ["gta_", "gto_"], "gt[ao]_[A-Za-z0-9_-]{36,64}"],
  [
    "git-url-password",
    "a password inside a Git address",
    [".git", "git@", "git+http", "github.com", "gitlab", "bitbucket.org"],
    "https?://[^\\s:@/'\"]{1,100}:(?<secret>[^\\s@/'\"]{6,200})@",
    { bare: true },
  ],
  [
    "jetbrains-token",
    "a JetBrains permanent token",
    ["perm:", "perm-"],
    "perm[:-][A-Za-z0-9+/=]{4,100}\\.[A-Za-z0-9+/=]{4,100}\\.[A-Za-z0-9]{20,60}",
  ],
];

const packages: Format[] = [
  [
    "npm-token-checked",
    "an npm access token with a correct checksum",
    "npm_",
    "npm_[A-Za-z0-9]{36}",
    { severity: "critical", accepts: (token) => hasBase62Crc(token, 4) },
  ],
  [
    "npm-token",
    "an npm access token, though its checksum is not right",
    "npm_",
    "npm_[A-Za-z0-9]{36}",
    { accepts: (token) => !hasBase62Crc(token, 4) },
  ],
  [
    "npm-auth-token",
    "a registry password in an npm configuration",
    ["_authtoken", "_auth", "_password", "npm_token"],
    `(?:(?<![A-Za-z0-9])(?:_auth(?:Token)?|_password)|NPM_(?:AUTH_)?TOKEN)["']?\\s{0,3}[=:]\\s{0,3}["']?(?<secret>${UUID}|[A-Za-z0-9_.+/-]{20,200}={0,2})`,
    { bare: true, flags: "i" },
  ],
  [
    "pypi-token",
    "a PyPI upload token",
    ["pypi-ageichlwas5vcmc", "pypi-agendgvzdc5wexbplm9yzw"],
    "pypi-(?:AgEIcHlwaS5vcmc|AgENdGVzdC5weXBpLm9yZw)[A-Za-z0-9_-]{50,1000}",
    { severity: "critical", reach: 1100 },
  ],
  ["rubygems-token", "a RubyGems API key", "rubygems_", "rubygems_[0-9a-f]{48}"],
  ["nuget-api-key", "a NuGet API key", "oy2", "oy2[a-z0-9]{43}"],
  [
    "crates-io-token",
    "a crates.io token",
    "cio",
    "cio[A-Za-z0-9]{32}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  ["clojars-token", "a Clojars deploy token", "clojars_", "CLOJARS_[0-9a-z]{60}", { flags: "i" }],
  ["packagist-token", "a Packagist token", "packagist_", "packagist_[ou][ru]t_[0-9a-f]{68}"],
  [
    "artifactory-token",
    "a JFrog Artifactory key",
    ["akcp", "cmvmd"],
    "(?:AKCp[A-Za-z0-9]{68,73}|cmVmd[A-Za-z0-9]{59})",
  ],
  [
    "docker-token",
    "a Docker Hub access token",
    ["dckr_pat_", "dckr_oat_"],
    "dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})",
  ],
  [
    "docker-config-auth",
    "a registry login in a Docker configuration",
    '"auth',
    '"auths?"\\s{0,3}:\\s{0,3}"(?<secret>[A-Za-z0-9+/]{12,400}={0,2})"',
    { bare: true, reach: 512 },
  ],
  ["dependency-track-key", "a Dependency-Track API key", "odt_", "odt_[A-Za-z0-9]{32,48}"],
  ["hex-registry-token", "a Hex or Pub registry token", ["hex_", "pub_"], "(?:hex|pub)_[0-9a-f]{40,64}"],
  [
    "anaconda-token",
    "an Anaconda token",
    "/t/",
    "/t/(?<secret>[a-z]{2}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
    { bare: true, flags: "i" },
  ],
];

export const SOURCE_CONTROL_RULES: readonly Rule[] = [
  ...rulesFrom("high", CODE, hosts),
  ...rulesFrom("high", PACKAGES, packages),
];
