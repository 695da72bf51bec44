import { describe, expect, it } from "vitest";
import { compileGlobs, pathsIn } from "./path-glob.ts";

describe("blocked paths", () => {
  it.each([
    ["/etc/passwd", "/etc/passwd", true],
    ["/etc/passwd", "/etc/../etc//./passwd", true],
    ["/etc/passwd", "/etc/passwd.bak", false],
    ["/etc", "/etc/ssl/private/key.pem", true],
    ["~/.ssh", "/home/ana/.ssh/id_rsa", true],
    ["~/.ssh", "$HOME/.ssh", true],
    ["~/.ssh", "/Users/ana/.ssh/config", true],
    ["~/.ssh", "/srv/.ssh/config", false],
    [".env", "app/config/.env", true],
    ["*.pem", "/srv/keys/server.pem", true],
    ["*.pem", "server.pem.txt", false],
    ["/srv/*/secrets", "/srv/app/secrets/a", true],
    ["/srv/*/secrets", "/srv/a/b/secrets", false],
    ["/srv/**/secrets", "/srv/a/b/secrets", true],
    ["C:\\Users", "c:\\users\\ana", true],
  ])("%s covers %s: %s", (glob, path, covered) => {
    expect(compileGlobs([glob])(path)).toBe(covered);
  });

  it("are found in texts without the punctuation around them", () => {
    const text = "Look at /etc/hosts, then (~/.ssh/config). Also server.pem and C:\\Users\\ana!";
    expect(pathsIn(text).map(({ path }) => path)).toEqual([
      "/etc/hosts",
      "~/.ssh/config",
      "server.pem",
      "C:\\Users\\ana",
    ]);
  });

  it("match in time that grows with the path, whatever the stars", () => {
    const covers = compileGlobs([`/${"*a".repeat(60)}`, "/**/**/**/**/x/**/**/y"]);
    expect(covers(`/${"a".repeat(1000)}b`)).toBe(false);
    expect(covers(`/${"x/".repeat(400)}`)).toBe(false);
  });
});
