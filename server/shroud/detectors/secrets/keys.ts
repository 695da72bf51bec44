// Key material, signed tokens and the keys of secret stores: the credentials that open everything else.
// Must never accept a key block without a key in it.
import type { Rule } from "../../rule.ts";
import { type Format, rulesFrom } from "./format.ts";

const VAULT = "whoever holds it reads the secrets kept behind it";
const LOGIN = "whoever holds it is taken for the one it was issued to";
const HASH = "a password that is not long enough can be found from it";

const PEM_LABEL = "-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----";

const blocks: Rule[] = [
  {
    id: "private-key",
    severity: "critical",
    explanation:
      "This is a private key in PEM or PGP form: whoever holds it decrypts and signs in its owner's name.",
    keywords: ["private key-----", "private key block-----"],
    // A single dash may stand in a header line; two end the body, so no key is looked for twice.
    pattern: new RegExp(
      `${PEM_LABEL}(?:[^-]|-(?!-)){0,12000}(?:-----END [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----)?`,
    ),
    reach: 12_200,
    accepts: (match) => keyCharacters(match[0]) >= 40,
  },
  {
    id: "private-key-header",
    severity: "medium",
    explanation:
      "This is the first line of a private key: the key itself may follow, or stand elsewhere in the text.",
    keywords: ["private key-----", "private key block-----"],
    pattern: new RegExp(PEM_LABEL),
  },
  {
    id: "encoded-private-key",
    severity: "critical",
    explanation:
      "This is a private key in PEM form, in base64 once more: whoever holds it signs in its owner's name.",
    keywords: ["ls0tls1crudjti"],
    pattern: /LS0tLS1CRUdJTi[A-Za-z0-9+/]{80,16000}={0,2}/,
    reach: 16_200,
    accepts: (match) => atob(match[0].slice(0, 80)).includes("PRIVATE KEY"),
  },
  {
    id: "putty-private-key",
    severity: "critical",
    explanation: "This is a PuTTY private key: whoever holds it logs in where its public half is trusted.",
    keywords: ["private-lines:"],
    pattern: /Private-Lines: \d{1,3}[A-Za-z0-9+/=\s]{40,6000}/,
    reach: 6200,
  },
  {
    id: "json-web-token",
    severity: "high",
    explanation: `This is a signed token (JWT): ${LOGIN} until it expires.`,
    keywords: ["eyj"],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,6000}\.[A-Za-z0-9_-]{16,1200}/,
    reach: 9300,
    accepts: (match) => /^\{\s*"/.test(decoded(match[0])),
  },
];

function keyCharacters(block: string): number {
  const body = block.replace(/-----[A-Z0-9 ]+-----/g, "").replace(/\\[rnt]/g, "");
  return body.replace(/[^A-Za-z0-9+/]/g, "").length;
}

/** The first bytes of a base64url string as text. */
function decoded(token: string): string {
  return atob(token.slice(0, 8).replace(/-/g, "+").replace(/_/g, "/"));
}

const stores: Format[] = [
  [
    "1claw-key",
    "a key of this product",
    ["ocv_", "1ck_"],
    "(?:ocv|1ck)_[A-Za-z0-9_-]{43}",
    { severity: "critical" },
  ],
  [
    "vault-token",
    "a Vault or OpenBao token",
    ["hvs.", "hvb.", "hvr."],
    "hv[sbr]\\.[A-Za-z0-9_-]{20,300}",
    { reach: 400 },
  ],
  [
    "vault-old-token",
    "a Vault token of the older kind",
    ["vault", "bao_token", "client_token"],
    "[sbr]\\.[A-Za-z0-9]{24}",
    { accepts: (token) => /\d/.test(token) && /[A-Z]/.test(token) },
  ],
  [
    "vault-unseal-key",
    "an unseal key of a Vault or OpenBao",
    "unseal",
    "unseal(?:[ _-]?key)?[ \\w]{0,12}[:=]?\\s{1,4}(?<secret>[A-Za-z0-9+/]{43,44}=?)(?![A-Za-z0-9+/=])",
    { bare: true, flags: "i", severity: "critical" },
  ],
  [
    "doppler-token",
    "a Doppler token",
    ["dp.pt.", "dp.ct.", "dp.st.", "dp.sa.", "dp.scim.", "dp.audit."],
    "dp\\.(?:pt|ct|st|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,48}",
  ],
  ["infisical-token", "an Infisical token", "st.", "st\\.[0-9a-f]{24}\\.[0-9a-f]{32}\\.[0-9a-f]{32}"],
  [
    "onepassword-key",
    "a 1Password secret key or service account token",
    ["a3-", "ops_eyj"],
    "(?:A3-[A-Z0-9]{6}-(?:[A-Z0-9]{6}-[A-Z0-9]{5}|[A-Z0-9]{11})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}|ops_eyJ[A-Za-z0-9+/]{200,1500}={0,3})",
    { bare: true, severity: "critical", reach: 1600 },
  ],
  [
    "bitwarden-token",
    "a Bitwarden machine token",
    ["bws", "bitwarden"],
    "0\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==",
  ],
  [
    "kubernetes-bootstrap-token",
    "a Kubernetes bootstrap token",
    ["token", "kubeadm", "bootstrap"],
    "(?<![A-Za-z0-9_./-])(?<secret>[a-z0-9]{6}\\.[a-z0-9]{16})(?![A-Za-z0-9_./-])",
    { bare: true, before: 0, accepts: (token) => /\d/.test(token.slice(7)) && /[a-z]/.test(token.slice(7)) },
  ],
  [
    "kubernetes-bootstrap-secret",
    "the secret of a Kubernetes bootstrap token",
    "token-secret",
    "token-secret[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?<secret>[a-z0-9]{16})(?![a-z0-9])",
    { bare: true },
  ],
  ["rancher-token", "a Rancher token", "token-", "token-[a-z0-9]{5}:[a-z0-9]{54}"],
  [
    "wireguard-key",
    "a WireGuard private or preshared key",
    ["privatekey", "presharedkey"],
    "(?:PrivateKey|PresharedKey)\\s{0,3}=\\s{0,3}(?<secret>[A-Za-z0-9+/]{43}=)",
    { bare: true, why: "whoever holds it joins the private network" },
  ],
  [
    "ansible-vault",
    "a file sealed by Ansible Vault",
    "$ansible_vault",
    "\\$ANSIBLE_VAULT;[0-9.]{3};AES256[^\\n]{0,40}\\n[0-9a-f\\s]{40,4000}",
    { bare: true, severity: "medium", reach: 4200, why: HASH },
  ],
  [
    "django-secret-key",
    "the secret key of a Django or Flask site",
    ["secret_key", "django"],
    "SECRET_KEY['\"\\]]{0,2}\\s{0,4}[=:]\\s{0,4}(?:b|r|u)?['\"](?<secret>[^'\"\\n]{16,100})['\"]",
    { bare: true, why: "whoever holds it forges sessions of the site" },
  ],
  [
    "rails-master-key",
    "the master key of a Rails site",
    ["rails_master_key", "secret_key_base"],
    "(?:RAILS_MASTER_KEY|secret_key_base)[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<secret>[0-9a-f]{32,128})",
    { bare: true, flags: "i", why: "whoever holds it forges sessions of the site" },
  ],
  [
    "kubernetes-secret",
    "a value in a Kubernetes secret, which base64 does not hide",
    "kind: secret",
    "data:\\s{1,12}[\\w.-]{1,60}:\\s{1,3}[\"']?(?<secret>[A-Za-z0-9+/]{8,400}={0,2})(?![\\w{])",
    { bare: true, reach: 700 },
  ],
  [
    "authress-key",
    "an Authress service key",
    ["sc_", "ext_", "scauth_", "authress_"],
    "(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\\.[a-z0-9]{4,6}\\.acc[_-][a-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}",
    { bare: true, flags: "i" },
  ],
];

export const KEY_RULES: readonly Rule[] = [...blocks, ...rulesFrom("high", VAULT, stores)];
