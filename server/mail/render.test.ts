// What strangers choose stays text in a mail.
import { describe, expect, it } from "vitest";
import { defused, quoted } from "./quoted.ts";
import { render } from "./render.ts";
import { type TemplateName, type Templates, WORDS } from "./templates.ts";

const PUBLIC = "https://secrets.example.org";
const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  "Click http://evil.example/now",
  "https://evil.example",
  "www.evil.example",
  "evil。example and evil．example",
  "mailto:mallory@evil.example",
  "javascript:alert(1)",
  "Bcc: victim@example.com\r\nBcc: victim2@example.com",
  "a\nb\u2028c\u202Ed\u0000e\u200Bf",
  "x".repeat(500),
  `"><script>alert(1)</script>`,
  "\ud800",
];
const url = `${PUBLIC}/page?token=abc&x=1`;
const at = "2026-11-22T05:06:07.000Z";

const withName = (name: string): Templates => ({
  welcome: { display_name: name, url },
  verification: { url, expires_at: at },
  password_reset: { url, expires_at: at },
  password_changed: { at, ip: "192.0.2.1" },
  signup_attempt: { url, ip: null },
  api_key_created: { name, key_prefix: "1ck_abc", at },
  org_invite: { organization: name, invited_by: name, role: "member", url, expires_at: at },
  enrolment_request: { agent_name: name, description: name, ip: null, url, expires_at: at },
  enrolment_approved: {
    agent_name: name,
    agent_id: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0",
    api_key: "ocv_key",
  },
  secret_request: { agent_name: name, path: name, vault_name: name, reason: name, url, expires_at: at },
  share_invite: { shared_by: name, path_hint: name, url, expires_at: at },
  share_accessed: { secret_path: name, by: name, at, ip: "192.0.2.1", views_left: 2 },
  expiring_secrets: { vault_name: name, secrets: [{ path: name, expires_at: at }], url },
});

const TEMPLATES = Object.keys(WORDS) as TemplateName[];
const mailOf = (template: TemplateName, name: string) =>
  render(template, withName(name)[template] as never, PUBLIC);

describe.each(TEMPLATES)("the mail %s", (template) => {
  it("says it in text and in HTML, and shows every link in full", () => {
    const { subject, text, html } = mailOf(template, "Ann");
    expect(subject).toMatch(/^[\x20-\x7e]{5,70}$/);
    expect(text.length).toBeGreaterThan(100);
    for (const [link] of html.matchAll(/href="([^"]*)"/g))
      expect(link).toContain(`href="${PUBLIC}/page?token=abc&amp;x=1"`);
    if ("url" in withName("Ann")[template]) {
      expect(text).toContain(url);
      expect(html).toContain(`href="${PUBLIC}/page?token=abc&amp;x=1"`);
    }
    expect(text).not.toMatch(/undefined|null|\[object/);
    expect(html).not.toMatch(/undefined|null|\[object/);
  });

  it("loads nothing from anywhere", () => {
    expect(mailOf(template, "Ann").html).not.toMatch(/<img|<link|<script|url\(|src=|@import/i);
  });

  it.each(HOSTILE)("keeps the name %j text", (name) => {
    const calm = mailOf(template, "Ann");
    const { subject, text, html } = mailOf(template, name);
    expect(subject).toBe(calm.subject);
    // The same tags and the same number of lines as with a harmless name.
    expect(html.match(/<[^>]*>/g)).toEqual(calm.html.match(/<[^>]*>/g));
    expect(text.split("\n")).toHaveLength(calm.text.split("\n").length);
    for (const part of [text, html]) {
      const own = part.replaceAll(PUBLIC, "");
      expect(own).not.toMatch(/https?:\/\/|www\.|evil[.。．]|@evil|mailto:|javascript:|\u202e|\0/i);
      expect(part).not.toMatch(/x{81}/);
    }
  });
});

describe("a key", () => {
  it("is in the mail that hands it over, with what to do", () => {
    const { text, html } = mailOf("enrolment_approved", "Ann");
    for (const part of [text, html]) {
      expect(part).toContain("ocv_key");
      expect(part).toContain("ONECLAW_AGENT_API_KEY");
      expect(part).toContain("rotate");
    }
  });
});

describe("a quoted name", () => {
  it.each([
    ["deploy-bot", "“deploy-bot”"],
    ["api-keys/stripe.json", "“api-keys/stripe[.]json”"],
    ['say "hi"', "“say 'hi'”"],
    ["  a \t\n b  ", "“a b”"],
    ["10:30", "“10[:]30”"],
    ["The end.", "“The end.”"],
  ])("%j becomes %j", (name, expected) => {
    expect(quoted(name)).toBe(expected);
  });

  it("is cut between characters, not inside one", () => {
    expect(defused("🦊".repeat(200))).toBe(`${"🦊".repeat(79)}…`);
  });
});
