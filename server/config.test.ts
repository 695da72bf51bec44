import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { testCertificate } from "#server/testing/certificate.ts";
import { ConfigError, Environment, readConfig } from "./config.ts";

/** The sentence with which the environment is refused. */
function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "not refused";
}

function fileWith(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "1claw-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "secret"), text);
  return join(folder, "secret");
}

describe("a wrong variable", () => {
  it.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["PORT", "-1"],
    ["PORT", "3000.5"],
    ["PUBLIC_URL", "ftp://example.com"],
    ["PUBLIC_URL", "example.com"],
    ["DATABASE_URL", "mysql://localhost/db"],
    ["DATABASE_POOL_SIZE", "1"],
    ["KMS_PROVIDER", "vault"],
    ["GCP_KMS_KEY_RING", "my-ring"],
    ["GCP_KMS_PROTECTION", "hsm"],
    ["SIGNUP", "yes"],
    ["TRUSTED_PROXIES", "10.0.0.0/8, nonsense"],
    ["TRUSTED_PROXIES", "10.0.0.0/99"],
    ["LOG_LEVEL", "loud"],
    ["RATE_LIMIT_PER_MINUTE", "0"],
    ["AUTH_RATE_BURST", "many"],
    ["USER_TOKEN_SECONDS", "99999999"],
    ["SESSION_DAYS", "0"],
    ["METRICS", "true"],
    ["MTLS_PORT", "70000"],
    ["CLIENT_CERT_HEADER", "yes"],
    ["ENROLMENTS_PER_HOUR", "0"],
    ["METRICS_TOKEN", "short"],
    ["DEK_CACHE_TTL_SECONDS", "3600"],
  ])("%s=%s is refused in one sentence that begins with its name", (name, value) => {
    const sentence = refusal({ [name]: value });
    expect(sentence).toMatch(new RegExp(`^${name} .+`));
    expect(sentence).not.toContain("\n");
  });

  it.each(Object.keys(Environment.shape))("%s is described, for the table of the README", (name) => {
    const schema = Environment.shape[name as keyof typeof Environment.shape];
    expect(schema.description).toMatch(/\w{3}/);
  });

  it("of a secret is not repeated in the sentence", () => {
    expect(refusal({ METRICS_TOKEN: "hush-hush" })).not.toContain("hush");
    expect(refusal({ DATABASE_URL: "mysql://root:hunter2@db/x" })).not.toContain("hunter2");
  });
});

describe("what a provider of keys needs", () => {
  it.each([
    ["gcp", {}, "GCP_KMS_KEY_RING"],
    ["pkcs11", {}, "PKCS11_MODULE"],
    ["pkcs11", { PKCS11_MODULE: "/m.so" }, "PKCS11_TOKEN_LABEL"],
    ["pkcs11", { PKCS11_MODULE: "/m.so", PKCS11_TOKEN_LABEL: "t" }, "PKCS11_PIN"],
  ])("(%s) is asked for by name", (provider, env, name) => {
    expect(refusal({ KMS_PROVIDER: provider, ...env })).toBe(
      `${name} is needed when KMS_PROVIDER is ${provider}`,
    );
  });

  it("may lie in a file, whose last line break does not count", () => {
    expect(readConfig({ KEYSTORE_PASSPHRASE_FILE: fileWith(" pass phrase \n") }).KEYSTORE_PASSPHRASE).toBe(
      " pass phrase ",
    );
    const token = { KMS_PROVIDER: "pkcs11", PKCS11_MODULE: "/m.so", PKCS11_TOKEN_LABEL: "t" };
    expect(readConfig({ ...token, PKCS11_PIN_FILE: fileWith("1234\r\n") }).PKCS11_PIN).toBe("1234");
  });

  it("is refused by name when its file cannot be read", () => {
    expect(refusal({ KEYSTORE_PASSPHRASE_FILE: "/nowhere/at/all" })).toBe(
      "KEYSTORE_PASSPHRASE_FILE names a file that cannot be read: /nowhere/at/all",
    );
  });
});

describe("the listener for client certificates", () => {
  const { cert, key } = testCertificate();
  const whole = () => ({ MTLS_PORT: "3443", MTLS_CERT_FILE: fileWith(cert), MTLS_KEY_FILE: fileWith(key) });

  it("is there when its port, chain and key are", () => {
    expect(readConfig(whole()).MTLS).toEqual({ port: 3443, cert: cert.trim(), key: key.trim() });
    expect(readConfig({}).MTLS).toBeNull();
  });

  it.each(["MTLS_PORT", "MTLS_CERT_FILE", "MTLS_KEY_FILE"])("is refused without %s, by name", (name) => {
    expect(refusal({ ...whole(), [name]: "" })).toMatch(new RegExp(`^${name} is needed`));
  });

  it("is refused with a file that is not there, not PEM, or another one's key", () => {
    expect(refusal({ ...whole(), MTLS_KEY_FILE: "/nowhere" })).toMatch(/^MTLS_KEY_FILE names a file/);
    for (const other of [testCertificate().key, cert, "nonsense"])
      expect(refusal({ ...whole(), MTLS_KEY_FILE: fileWith(other) })).toMatch(
        /^MTLS_CERT_FILE and MTLS_KEY_FILE are not/,
      );
  });
});

describe("an environment that says nothing", () => {
  it("starts on this machine alone, with its data below .data", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      PUBLIC_URL: "http://127.0.0.1:3000",
      ONECLAW_DATA_DIR: ".data",
      KEYSTORE_FILE: join(".data", "keystore.json"),
      KMS_PROVIDER: "local",
      TRUSTED_PROXIES: [],
    });
  });

  it("is the same as one with empty variables", () => {
    const empty = Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, ""]));
    expect(readConfig(empty)).toEqual(readConfig({}));
  });

  it("takes a slash off the end of PUBLIC_URL and brackets around an IPv6 host", () => {
    expect(readConfig({ PUBLIC_URL: "https://claw.example/" }).PUBLIC_URL).toBe("https://claw.example");
    expect(readConfig({ HOST: "::1" }).PUBLIC_URL).toBe("http://[::1]:3000");
  });
});
