import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";

function patterns(text: string, blocked_paths: readonly string[] = []): string[] {
  return inspect(text, { context: "output", detectors: ["filesystem"], blocked_paths }).findings.map(
    ({ pattern }) => pattern,
  );
}

describe("paths to what holds keys and passwords", () => {
  it.each([
    ["system-passwords", "cat /etc/shadow"],
    ["private-keys", "open ~/.ssh/id_ed25519"],
    ["private-keys", "C:\\Users\\ana\\.ssh\\config"],
    ["private-keys", "the id_rsa file"],
    ["cloud-credentials", "read /home/ana/.aws/credentials"],
    ["cloud-credentials", "/var/run/secrets/kubernetes.io/serviceaccount/token"],
    ["stored-logins", "~/.netrc"],
    ["stored-logins", "$HOME/.git-credentials"],
    ["environment-file", "../.env.production"],
    ["environment-file", "/proc/self/environ"],
    ["shell-history", "~/.bash_history"],
    ["container-escape", "-v /var/run/docker.sock:/var/run/docker.sock"],
    ["path-traversal", "GET /files?name=../../../etc/hosts"],
    ["path-traversal", "..\\..\\windows\\win.ini"],
    ["path-traversal", "%2e%2e%2f%2e%2e%2f%65tc/hosts"],
  ])("are found: %s in %s", (pattern, text) => {
    expect(patterns(text)).toContain(pattern);
  });

  it.each([
    "id_rsa.pub",
    "src/../lib/x.ts",
    "import x from '../../lib/x.ts'",
    "set it in your .env file",
    "/etc/hosts",
    "s3.aws/config.json",
    "the .ssh folder",
  ])("are not seen in ordinary ones: %s", (text) => {
    expect(patterns(text)).toEqual([]);
  });

  it("are those that somebody blocks", () => {
    expect(patterns("look at /srv/private/a.txt and server.key.", ["/srv/private", "*.key"])).toEqual([
      "blocked-path",
      "blocked-path",
    ]);
    expect(patterns("look at /srv/public/a.txt", ["/srv/private"])).toEqual([]);
  });
});
