import { describe, expect, it } from "vitest";
import type { Rule } from "../rule.ts";
import { compileRules } from "../rules.ts";
import { foldText } from "../text.ts";
import { base62, crc32 } from "./secrets/checksum.ts";
import { madeFrom, seeded } from "./secrets/made.ts";
import { RULES } from "./secrets.ts";

const all = compileRules(RULES);

/** The rules that find something in a text, and what they found. */
function found(text: string): string[] {
  return all.run(foldText(text)).map(({ rule }) => rule.id);
}

function spans(text: string, id: string): string[] {
  return all
    .run(foldText(text))
    .filter(({ rule }) => rule.id === id)
    .map(({ start, end }) => text.slice(start, end));
}

const DIGITS = "0123456789";
const HEX = `${DIGITS}abcdef`;
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const ALNUM = `${DIGITS}${LOWER}${LOWER.toUpperCase()}`;
const random = seeded(20_260_101);

function drawn(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
}

/** With a digit and both cases, as nearly every real one has. */
function token(length: number): string {
  return `${drawn(ALNUM, length - 3)}k7Q`;
}

function checked(prefix: string): string {
  const body = drawn(ALNUM, 30);
  return `${prefix}${body}${base62(crc32(body), 6)}`;
}

const dashes = "-".repeat(5);
const pem = (label: string, body: string): string =>
  `${dashes}BEGIN ${label}${dashes}\n${body}\n${dashes}END ${label}${dashes}`;
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const jwtPart = (part: object): string => base64(JSON.stringify(part)).replace(/=+$/, "");

/** Rules that look at more than their pattern: a checksum, what is inside, or what stands before. */
const BY_HAND: Readonly<Record<string, () => string>> = {
  "private-key": () => pem("RSA PRIVATE KEY", token(64)),
  "encoded-private-key": () => base64(pem("PRIVATE KEY", token(64))).replace(/=+$/, ""),
  "github-token-checked": () => checked("ghp_"),
  "npm-token-checked": () => checked("npm_"),
  "facebook-app-secret": () => `fbAppSecret: "${drawn(HEX, 32)}"`,
  "basic-header": () => `Authorization: Basic ${base64(`robot:${token(12)}`)}`.replace(/=+$/, ""),
  "connection-string-password": () => `Server=db;Database=app;User Id=app;Password=${token(9)};`,
  "curl-user-password": () => `curl -s -u joe:${token(3)}`,
  "vendor-credential": () => `mailjet ${drawn(HEX, 31)}7`,
  "named-secret": () => `api_key = ${token(32)}`,
};

function exampleOf(rule: Rule): string | undefined {
  const byHand = BY_HAND[rule.id];
  if (byHand !== undefined) return byHand();
  const own = compileRules([rule]);
  for (const slack of [0, 1, 3]) {
    for (let seed = 1; seed <= 60; seed += 1) {
      const made = madeFrom(rule.pattern, seeded(seed), slack);
      const texts = [made, ...rule.keywords.slice(0, 3).map((word) => `${word} ${made}`)];
      const example = texts.find((text) => own.run(foldText(text)).length > 0);
      if (example !== undefined) return example;
    }
  }
  return undefined;
}

const WITHOUT_NEAR_MISS = new Set([
  "private-key",
  "encoded-private-key",
  "basic-header",
  "vendor-credential",
  "named-secret",
]);

describe("every rule", () => {
  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    "%s finds its format, and not one cut short",
    (id, rule) => {
      const example = exampleOf(rule) ?? "";
      const own = compileRules([rule]);
      expect(own.run(foldText(example)).length).toBeGreaterThan(0);
      expect(found(`before ${example} after`).length).toBeGreaterThan(0);
      if (!WITHOUT_NEAR_MISS.has(id)) expect(own.run(foldText(example.slice(0, -1)))).toEqual([]);
    },
  );

  it("has a name of its own, says what it recognises and can be looked for by a word", () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
    for (const { id, explanation, keywords } of RULES) {
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(explanation).toMatch(/^[A-Z].{30,}\.$/);
      for (const word of keywords) expect(word).toMatch(/^[^A-Z]{3,}$/);
    }
  });
});

describe("a token whose vendor documents its form is found wherever it stands", () => {
  const documented: [string, () => string][] = [
    ["aws-access-key-id", () => `AKIA${drawn(`${LOWER.toUpperCase()}234567`, 16)}`],
    ["aws-secret-access-key", () => `aws_secret_access_key = ${token(40)}`],
    ["google-api-key", () => `AIza${token(35)}`],
    ["google-oauth-secret", () => `GOCSPX-${token(28)}`],
    ["azure-storage-key", () => `AccountKey=${token(86)}==`],
    ["azure-client-secret", () => `${token(3)}8Q~${token(34)}`],
    ["digitalocean-token", () => `dop_v1_${drawn(HEX, 64)}`],
    ["gitlab-access-token", () => `glpat-${token(20)}`],
    ["github-fine-grained-token", () => `github_pat_${token(22)}_${token(59)}`],
    ["docker-token", () => `dckr_pat_${token(27)}`],
    ["pypi-token", () => `pypi-AgEIcHlwaS5vcmc${token(80)}`],
    ["stripe-secret-key", () => `sk_live_${token(24)}`],
    ["shopify-token", () => `shpat_${drawn(HEX, 32)}`],
    ["openai-api-key", () => `sk-proj-${token(40)}T3BlbkFJ${token(40)}`],
    ["anthropic-api-key", () => `sk-ant-api03-${token(93)}AA`],
    ["hugging-face-token", () => `hf_${drawn(LOWER, 34)}`],
    ["slack-token", () => `xoxb-${drawn(DIGITS, 12)}-${drawn(DIGITS, 12)}-${token(24)}`],
    ["slack-webhook", () => `https://hooks.slack.com/services/T${token(8)}/B${token(8)}/${token(24)}`],
    ["discord-webhook", () => `https://discord.com/api/webhooks/${drawn(DIGITS, 18)}/${token(68)}`],
    ["telegram-bot-token", () => `${drawn(DIGITS, 9)}7:AA${token(33)}`],
    ["sendgrid-key", () => `SG.${token(22)}.${token(43)}`],
    ["mailchimp-key", () => `${drawn(HEX, 32)}-us13`],
    ["vault-token", () => `hvs.${token(95)}`],
    ["doppler-token", () => `dp.st.dev.${token(43)}`],
    ["1claw-key", () => `ocv_${token(43)}`],
    ["notion-token", () => `ntn_${drawn(DIGITS, 11)}${token(35)}`],
    ["grafana-token", () => `glsa_${token(32)}_${drawn(HEX, 8)}`],
    ["bcrypt-hash", () => `$2b$12$${token(53)}`],
    ["json-web-token", () => `${jwtPart({ alg: "HS256" })}.${jwtPart({ sub: "1" })}.${token(43)}`],
    ["age-secret-key", () => `AGE-SECRET-KEY-1${drawn("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`],
  ];
  it.each(documented)("%s", (id, make) => {
    const secret = make();
    for (const text of [
      secret,
      `TOKEN="${secret}"`,
      `curl -H "X: ${secret}" https://host`,
      `it is ${secret}, she said`,
    ]) {
      expect(found(text)).toContain(id);
    }
  });

  it.each([
    `AKIA${"Q7".repeat(9)}`,
    `x${"AIza"}${token(35)}`,
    `glpt-${token(20)}`,
    `${drawn(HEX, 31)}-us1`,
    `$2b$12$${token(52)}`,
  ])("and not where it is a piece of something longer, or shorter: %s", (text) => {
    expect(found(`see ${text} there`)).toEqual([]);
  });

  it("tells a token with a right checksum from one without", () => {
    const right = checked("ghp_");
    const wrong = `${right.slice(0, -1)}${right.endsWith("0") ? "1" : "0"}`;
    expect(found(right)).toContain("github-token-checked");
    expect(found(wrong)).not.toContain("github-token-checked");
    expect(found(wrong)).toContain("github-token");
  });
});

describe("CRC-32 in base 62", () => {
  it("is the one that the published check value names", () => {
    expect(crc32("123456789")).toBe(0xcbf43926);
    expect(base62(61, 1)).toBe("z");
    expect(base62(62, 6)).toBe("000010");
  });
});

describe("a private key", () => {
  it("is covered from its first dash to its last, in files and in strings of a program", () => {
    const key = pem("EC PRIVATE KEY", `${token(64)}\n${token(60)}==`);
    expect(spans(`a\n${key}\nb`, "private-key")).toEqual([key]);
    const quoted = key.replaceAll("\n", "\\n");
    expect(spans(`key: "${quoted}"`, "private-key")).toEqual([quoted]);
  });

  it("is not reported whole where there is only its first line, nor for a public key", () => {
    expect(found(`${dashes}BEGIN PRIVATE KEY${dashes}\n...`)).not.toContain("private-key");
    expect(found(`${dashes}BEGIN PRIVATE KEY${dashes}\n...`)).toContain("private-key-header");
    expect(found(pem("PUBLIC KEY", token(64)))).toEqual([]);
  });
});

describe("what stands for a secret is no secret", () => {
  it.each([
    `sk_live_${"x".repeat(24)}`,
    `AKIA${"IOSFODNN7"}EXAMPLE`,
    `api_key = "your-api-key-goes-here-123456"`,
    `password = \${DB_PASSWORD}`,
    'password = "{{ password }}"',
    "PASSWORD=<your password>",
    "password: $(cat /run/secrets/db)",
    `api_key: process.env.API_KEY_2024_PROD`,
    'password = request.form["password"]',
    'password: "string"',
    `token = ${"0".repeat(40)}`,
    `postgres://user:\${PASSWORD}@db/app`,
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("text without secrets is left alone", () => {
  it.each([
    "The key to a good night's sleep is a dark room; access it by the stairs.",
    "Your passport number and passenger name are needed at check-in: PASS 12.",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b fixes the token bucket",
    '{ "primary_key": "a1b2c3d4e5f6a7b8c9d0", "public_key": "b7c8d9e0f1a2b3c4d5e6f7a8" }',
    '{ "key_id": "0f8fad5b-d9cb-469f-a165-70867728950e", "next_token": "c3ab8ff13720e8ad9047dd39466b3c89" }',
    "import { createAccessTokenForServiceAccount2 } from './tokens/access-token-v2.ts';",
    "Passwords are hashed with Argon2id; a password must have 12 characters.",
    "https://github.com/openssl/openssl/blob/9cf6dd9fa2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7/README.md",
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "keyboard: 8f14e45fceea167a5a36dedd4bea2543 keys per token, monkey: 45c48cce2e2d7fbdea1afc51c7c6ad26",
    "verifyTokenWithCertsAsync(token, getAccessKeyForTenant1(tenant))",
  ])("%s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a secret without a form of its own", () => {
  it.each([
    ["behind a name that says so", () => `client_secret: "${token(32)}"`],
    ["in a variable of a shell", () => `export INTERNAL_API_TOKEN=${drawn(HEX, 39)}7`],
    ["in JSON", () => `{"accessKey": "${token(40)}"}`],
    ["behind the name of a service nobody listed", () => `quuxly SECRET ${drawn(HEX, 31)}7`],
    ["glued to such a name", () => `quuxlyTOKEN-${drawn(HEX, 30)}7a`],
    ["next to a service that is known", () => `algolia ${drawn(HEX, 31)}7`],
    ["in the query of an address", () => `https://host/v1/me?access_token=${token(40)}`],
  ])("is found %s", (_, make) => {
    expect(found(make())).not.toEqual([]);
  });

  it("is reported without the name before it", () => {
    const secret = token(32);
    expect(spans(`api_key = "${secret}"`, "named-secret")).toEqual([secret]);
  });
});

describe("a password is found where people write one", () => {
  it.each([
    ["password-in-quotes", `smtp_password = "${"Tr0ub4dor"}&3"`, "Tr0ub4dor&3"],
    ["password-setting", "spring.datasource.password=h0rse-battery", "h0rse-battery"],
    ["password-setting", "DB_PASS=whitestork", "whitestork"],
    ["login-pair", "user = aladdin\npassword = open_sesame\n", "open_sesame"],
    ["connection-string-password", "Server=db1;Database=app;Uid=app;Pwd=bluewhale;", "bluewhale"],
    ["netrc-password", "machine api.host.test login joe password swordfish", "swordfish"],
    ["command-line-password", "psexec \\\\10.0.0.9 -u admin -p corr3ct cmd", "corr3ct"],
    ["curl-user-password", "curl -s -u joe:swordfish https://host.test", "swordfish"],
    ["password-attribute", '<add key="SmtpPassword" value="swordfish9"/>', "swordfish9"],
    ["password-element", "<password>swordfish9</password>", "swordfish9"],
    ["password-told", "The default password is 'blueberry'.", "blueberry"],
    ["network-credential", 'new NetworkCredential("joe", "swordfish9")', "swordfish9"],
    ["database-url-password", "postgres://app:swordfish9@db.internal:5432/app", "swordfish9"],
  ])("%s: %s", (id, text, password) => {
    expect(spans(text, id)).toContain(password);
  });
});
