// Recognises paths to files that hold keys, passwords or a system's accounts, and ways out of the folder one was given.
// Must never judge why a path is named: talking about a file is low, reaching for it is a command's or a tool's business.
import { compileGlobs, pathsIn } from "../path-glob.ts";
import type { Finding, Rule } from "../rule.ts";
import type { FoldedText } from "../text.ts";

/** What stands before a path: nothing of a longer name. */
const FROM = "(?<![\\w./~-])";
const HOME =
  "(?:~|\\$home|\\$\\{home\\}|%userprofile%|/root|/home/[\\w.-]{1,32}|/users/[\\w.-]{1,32}|[a-z]:[\\\\/]users[\\\\/][\\w.-]{1,32})[\\\\/]";
const END = "(?![\\w-])";

export const RULES: readonly Rule[] = [
  {
    id: "system-passwords",
    severity: "medium",
    explanation: "Names the file with a system's accounts or password hashes.",
    keywords: ["/etc/shadow", "/etc/passwd", "/etc/sudoers", "/etc/master.passwd", "ntds.dit", "config\\sam"],
    pattern: new RegExp(
      `(?:${FROM}/etc/(?:shadow|gshadow|passwd|master\\.passwd|sudoers)${END}|\\bntds\\.dit\\b|\\\\system32\\\\config\\\\sam${END})`,
      "i",
    ),
    reach: 64,
  },
  {
    id: "private-keys",
    severity: "medium",
    explanation: "Names a file or folder with private keys.",
    keywords: [".ssh", ".gnupg", "id_rsa", "id_ed25519", "id_ecdsa", "/etc/ssl/private"],
    pattern: new RegExp(
      `(?:${HOME}\\.(?:ssh|gnupg)(?:[\\\\/][\\w.-]{1,64})?|${FROM}\\.ssh[\\\\/](?:id_\\w{1,12}|authorized_keys|config)${END}|\\bid_(?:rsa|ed25519|ecdsa)(?!\\.pub)${END}|/etc/ssl/private/?[\\w.-]{0,64})`,
      "i",
    ),
    reach: 140,
  },
  {
    id: "cloud-credentials",
    severity: "medium",
    explanation: "Names a file with the keys to a cloud account or a cluster.",
    keywords: [
      ".aws",
      ".kube",
      ".azure",
      ".config/gcloud",
      "kubernetes.io/serviceaccount",
      ".docker/config.json",
    ],
    pattern: new RegExp(
      `(?:${HOME}\\.(?:aws|kube|azure|config[\\\\/]gcloud|docker)[\\\\/][\\w.-]{1,64}|${FROM}\\.aws[\\\\/](?:credentials|config)${END}|${FROM}\\.kube[\\\\/]config${END}|/var/run/secrets/kubernetes\\.io/serviceaccount(?:/\\w{1,20})?|${FROM}\\.docker[\\\\/]config\\.json${END})`,
      "i",
    ),
    reach: 140,
  },
  {
    id: "stored-logins",
    severity: "medium",
    explanation: "Names a file in which a program keeps its logins.",
    keywords: [
      ".netrc",
      ".pgpass",
      ".git-credentials",
      ".npmrc",
      ".pypirc",
      ".my.cnf",
      ".vault-token",
      "login data",
      "library/keychains",
      "wallet.dat",
      "logins.json",
      "key4.db",
    ],
    pattern: new RegExp(
      `(?:${HOME}\\.(?:netrc|pgpass|git-credentials|npmrc|pypirc|my\\.cnf|vault-token)${END}|${HOME}library/keychains(?:/[\\w.-]{1,64})?|[\\\\/]login data${END}|\\bwallet\\.dat\\b|[\\\\/](?:logins\\.json|key4\\.db)\\b)`,
      "i",
    ),
    reach: 140,
  },
  {
    id: "environment-file",
    severity: "low",
    explanation: "Names a file in which programs find their secrets.",
    keywords: [".env", "/proc/self/environ", "/proc/1/environ"],
    pattern:
      /(?:(?:~|\.{1,2}|\/[\w./-]{0,100})\/\.env(?:\.(?:local|production|prod|staging))?(?![\w.-])|\/proc\/(?:self|1)\/environ\b)/i,
    reach: 128,
  },
  {
    id: "shell-history",
    severity: "low",
    explanation: "Names a file with the commands somebody typed, passwords among them.",
    keywords: ["_history"],
    pattern: new RegExp(`${HOME}\\.(?:bash|zsh|psql|mysql|python|node_repl)_history${END}`, "i"),
    reach: 64,
  },
  {
    id: "container-escape",
    severity: "medium",
    explanation: "Names a way from a container to the machine it runs on.",
    keywords: ["docker.sock", "containerd.sock", "/proc/1/root", "core_pattern", "release_agent"],
    pattern:
      /(?:\/var\/run\/docker\.sock\b|\/run\/containerd\/containerd\.sock\b|\/proc\/1\/root\/|\/proc\/sys\/kernel\/core_pattern\b|\/release_agent\b)/i,
    reach: 64,
  },
  {
    id: "path-traversal",
    severity: "medium",
    explanation: "Climbs out of the folder it was given to a file of the system.",
    keywords: ["../", "..\\"],
    pattern:
      /(?:\.\.[\\/]{1,2}){2,64}(?:[\w.-]{1,64}[\\/]){0,8}(?:etc|root|proc|windows|winnt|boot\.ini|\.ssh|\.aws|\.env)(?![\w-])|(?:\.\.[\\/]{1,2}){6,64}/i,
    reach: 400,
  },
];

const BLOCKED = "Names a path that your settings block.";

/** The paths in a text that one of the globs covers. */
export function findBlockedPaths(text: FoldedText, globs: readonly string[]): Finding[] {
  if (globs.length === 0) return [];
  const covers = compileGlobs(globs);
  const found: Finding[] = [];
  for (const { path, start, end } of pathsIn(text.plain)) {
    if (!covers(path)) continue;
    found.push({
      type: "filesystem",
      pattern: "blocked-path",
      severity: "high",
      ...text.toOriginal(start, end),
      explanation: BLOCKED,
    });
  }
  return found;
}
