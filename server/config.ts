// The environment as one schema: each variable with its default and a sentence. Nothing else reads process.env.
import { readFileSync } from "node:fs";
import path from "node:path";
import { createSecureContext } from "node:tls";
import ipaddr from "ipaddr.js";
import { z } from "zod";

const flag = z.enum(["on", "off"]);
const seconds = (fallback: number) => z.coerce.number().int().min(0).max(86_400).default(fallback);
const count = (fallback: number) => z.coerce.number().int().min(1).max(10_000_000).default(fallback);

const Cidrs = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every(isRange), "must be addresses or CIDRs separated by commas");

// The parser also takes 1.2.3 for 1.2.0.3, which nobody means.
function isRange(text: string): boolean {
  const address = text.split("/")[0] ?? "";
  return (
    (address.includes(":") || ipaddr.IPv4.isValidFourPartDecimal(address)) &&
    (ipaddr.isValidCIDR(text) || ipaddr.isValid(text))
  );
}

/** Variable -> schema; the description becomes the row of the README's table. */
export const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000).describe("Port to listen on"),
  HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("Address to listen on; put a TLS proxy in front before you open it to others"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .transform((url) => url?.replace(/\/+$/, ""))
    .describe("Where people and agents reach this server. Default: `http://HOST:PORT`"),
  ONECLAW_DATA_DIR: z
    .string()
    .min(1)
    .default(".data")
    .describe("Folder of the embedded Postgres, the key file and the sockets"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional()
    .describe("A PostgreSQL ≥ 15 to use instead of the embedded one"),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("Connections to the database per process"),
  KMS_PROVIDER: z
    .enum(["local", "gcp", "pkcs11"])
    .default("local")
    .describe("What holds the keys of the vaults"),
  KEYSTORE_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("`local`: the file with the root key. Default: `keystore.json` in `ONECLAW_DATA_DIR`"),
  KEYSTORE_PASSPHRASE: z.string().min(1).optional().describe("`local`: encrypts the root key in its file"),
  KEYSTORE_PASSPHRASE_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("`local`: file that holds the passphrase, instead of the variable"),
  GCP_KMS_KEY_RING: z
    .string()
    .regex(
      /^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+$/,
      "must be projects/…/locations/…/keyRings/…",
    )
    .optional()
    .describe("`gcp`: the key ring, `projects/…/locations/…/keyRings/…`"),
  GCP_KMS_PROTECTION: z
    .enum(["HSM", "SOFTWARE"])
    .default("HSM")
    .describe("`gcp`: protection level of new keys"),
  GCP_KMS_SHARED_KEY: z
    .string()
    .min(1)
    .optional()
    .describe("`gcp`: name of one key that wraps all vault keys, instead of a key per vault"),
  GCP_KMS_ENDPOINT: z
    .string()
    .min(1)
    .optional()
    .describe("`gcp`: `host:port` of another endpoint, without TLS; for tests and emulators"),
  PKCS11_MODULE: z.string().min(1).optional().describe("`pkcs11`: path of the HSM's library"),
  PKCS11_TOKEN_LABEL: z.string().min(1).optional().describe("`pkcs11`: label of the token"),
  PKCS11_MODULE_ENV: z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_]*(,[A-Za-z_][A-Za-z0-9_]*)*$/,
      "must be names of variables separated by commas",
    )
    .optional()
    .describe(
      "`pkcs11`: names of the environment variables that the library itself reads, separated by commas",
    ),
  PKCS11_PIN: z.string().min(1).optional().describe("`pkcs11`: user PIN of the token"),
  PKCS11_PIN_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("`pkcs11`: file that holds the PIN, instead of the variable"),
  DEK_CACHE_TTL_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60)
    .default(0)
    .describe(
      "Seconds for which unwrapped data keys are remembered, to spare calls to a remote key service; 0 remembers nothing",
    ),
  SIGNUP: z
    .enum(["open", "invite", "closed"])
    .default("open")
    .describe("Who may sign up; the first person always may, and becomes the operator"),
  TRUSTED_PROXIES: Cidrs.describe(
    "Addresses or CIDRs of proxies whose `X-Forwarded-For` is believed, separated by commas",
  ),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must start with smtp:// or smtps://")
    .refine(
      (url) => URL.canParse(url) && /^(?:\?tls=required)?$/.test(new URL(url).search),
      "must be smtp://user:password@host:587, with nothing but ?tls=required behind it",
    )
    .optional()
    .describe(
      "Where mail is handed over, `smtp://user:password@host:587`, TLS where the server offers it and always with `?tls=required` or `smtps://`; without it mail stays in the operator's outbox",
    ),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
      "must be an address, or `Name <address>`",
    )
    .default("1Claw <no-reply@localhost>")
    .describe("Sender of the mail"),
  GOOGLE_CLIENT_ID: z.string().min(1).optional().describe("OAuth client id; lets people sign in with Google"),
  GOOGLE_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe("Its secret; with both the sign-in page offers Google"),
  GOOGLE_ISSUER: z
    .url({ protocol: /^https?$/ })
    .default("https://accounts.google.com")
    .describe("Issuer whose ID tokens `GOOGLE_CLIENT_ID` belongs to"),
  MTLS_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe(
      "Port of a TLS listener on which agents present client certificates; needs the two files below",
    ),
  MTLS_CERT_FILE: z.string().min(1).optional().describe("Certificate chain of that listener, PEM"),
  MTLS_KEY_FILE: z.string().min(1).optional().describe("Private key of that listener, PEM"),
  CLIENT_CERT_HEADER: flag
    .default("off")
    .describe(
      "`on` believes the `Client-Cert` header (RFC 9440) of `TRUSTED_PROXIES`; only for proxies that ask for certificates themselves and take the header away from what clients send",
    ),
  EGRESS_ALLOW: Cidrs.describe(
    "Private addresses or CIDRs that webhooks and issuers may nevertheless be on, separated by commas",
  ),
  CMEK_SERVER_ROTATION: flag
    .default("off")
    .describe(
      "Lets clients hand both keys over for a rotation on the server; rotating in the client needs no switch",
    ),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged"),
  RATE_LIMIT_PER_MINUTE: count(600_000).describe("Requests a minute for each principal and each address"),
  AUTH_RATE_BURST: count(5).describe("Sign-in attempts an address may make at once, per route"),
  AUTH_RATE_PER_SECOND: count(1).describe("… and how many more each second"),
  AUTH_ACCOUNT_ATTEMPTS: count(10).describe(
    "Failed attempts on one account before it has to wait; one more is allowed every 90 seconds",
  ),
  ENROLMENTS_PER_HOUR: count(10).describe("Requests to become an agent that one address may make in an hour"),
  USER_TOKEN_SECONDS: seconds(900).describe("Life of a person's access token"),
  SESSION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe("A session ends after so many days without use"),
  MCP_EXFIL_PROTECTION: z
    .enum(["block", "warn", "off"])
    .default("block")
    .describe(
      "What `/mcp` does when an agent writes a value elsewhere that it has read there: refuse, do it with a warning, or nothing; each instance knows what was read through it, since its start",
    ),
  METRICS: flag.default("on").describe("Prometheus metrics at `/metrics`"),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Bearer token that `/metrics` asks for; without one only the machine itself may read it"),
});

export type Config = z.output<typeof Environment> & {
  PUBLIC_URL: string;
  KEYSTORE_FILE: string;
  /** The listener for client certificates, chain and key in PEM; null without one. */
  MTLS: { port: number; cert: string; key: string } | null;
};

/** A wrong environment, in one sentence fit for a terminal. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const NEEDED = {
  local: [],
  gcp: ["GCP_KMS_KEY_RING"],
  pkcs11: ["PKCS11_MODULE", "PKCS11_TOKEN_LABEL", "PKCS11_PIN"],
} as const;

/**
 * Reads and checks the environment; empty variables count as unset.
 * @throws ConfigError naming the variable and what it must be
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(
      issue ? `${String(issue.path[0])} is wrong: it ${demand(issue)}` : "The environment is not valid",
    );
  }
  const config = parsed.data;
  config.KEYSTORE_PASSPHRASE ??= secretFrom("KEYSTORE_PASSPHRASE_FILE", config.KEYSTORE_PASSPHRASE_FILE);
  config.PKCS11_PIN ??= secretFrom("PKCS11_PIN_FILE", config.PKCS11_PIN_FILE);
  for (const name of NEEDED[config.KMS_PROVIDER]) {
    if (!config[name]) throw new ConfigError(`${name} is needed when KMS_PROVIDER is ${config.KMS_PROVIDER}`);
  }
  return {
    ...config,
    MTLS: readMtls(config),
    PUBLIC_URL:
      config.PUBLIC_URL ??
      `http://${config.HOST.includes(":") ? `[${config.HOST}]` : config.HOST}:${config.PORT}`,
    KEYSTORE_FILE: config.KEYSTORE_FILE ?? path.join(config.ONECLAW_DATA_DIR, "keystore.json"),
  };
}

function readMtls({
  MTLS_PORT,
  MTLS_CERT_FILE,
  MTLS_KEY_FILE,
}: z.output<typeof Environment>): Config["MTLS"] {
  const all = { MTLS_PORT, MTLS_CERT_FILE, MTLS_KEY_FILE };
  const missing = Object.entries(all).filter(([, value]) => value === undefined);
  if (missing.length === 3) return null;
  if (MTLS_PORT === undefined || !MTLS_CERT_FILE || !MTLS_KEY_FILE)
    throw new ConfigError(
      `${missing[0]?.[0]} is needed: MTLS_PORT, MTLS_CERT_FILE and MTLS_KEY_FILE go together`,
    );
  const cert = secretFrom("MTLS_CERT_FILE", MTLS_CERT_FILE) ?? "";
  const key = secretFrom("MTLS_KEY_FILE", MTLS_KEY_FILE) ?? "";
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new ConfigError(
      "MTLS_CERT_FILE and MTLS_KEY_FILE are not a certificate chain and its private key in PEM",
      {
        cause,
      },
    );
  }
  return { port: MTLS_PORT, cert, key };
}

function demand(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be a ${issue.expected === "int" ? "whole number" : issue.expected}`;
    case "too_small":
      return issue.origin === "string"
        ? `must have at least ${issue.minimum} characters`
        : `must be at least ${issue.minimum}`;
    case "too_big":
      return `must be at most ${issue.maximum}`;
    case "invalid_value":
      return `must be one of ${issue.values.join(", ")}`;
    case "invalid_format":
      return issue.format === "url" ? "must be a URL that starts with http:// or https://" : issue.message;
    default:
      return issue.message;
  }
}

function secretFrom(variable: string, file: string | undefined): string | undefined {
  if (!file) return undefined;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch (cause) {
    throw new ConfigError(`${variable} names a file that cannot be read: ${file}`, { cause });
  }
}
