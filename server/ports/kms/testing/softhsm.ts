// Owns SoftHSM2 in tests: finding it, installing it where that is allowed, tokens in folders of their own.
// For tests only: the tokens are files in a temporary folder.
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type SoftHsm = { module: string; util: string };

const MODULES = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib/*/softhsm/libsofthsm2.so",
  "/usr/lib64/softhsm/libsofthsm2.so",
  "/usr/lib64/pkcs11/libsofthsm2.so",
  "/usr/local/lib/softhsm/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
];
const UTILS = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"];
const INSTALL_TIMEOUT_MS = 120_000;

/** The installed SoftHSM2, or null. */
export function findSoftHsm(): SoftHsm | null {
  const module = globSync(MODULES)[0];
  const util = UTILS.map((folder) => join(folder, "softhsm2-util")).find((path) => existsSync(path));
  return module && util ? { module, util } : null;
}

/** The installed SoftHSM2, installed now if this is root on a Debian-like system; null, with one line said, otherwise. */
export function requireSoftHsm(): SoftHsm | null {
  const found = findSoftHsm() ?? installed();
  if (!found)
    console.warn("PKCS#11 was not tested: install SoftHSM2 (apt-get install softhsm2) and run again.");
  return found;
}

function installed(): SoftHsm | null {
  if (process.getuid?.() !== 0) return null;
  try {
    const args = ["install", "-y", "--no-install-recommends", "softhsm2"];
    execFileSync("apt-get", args, { stdio: "ignore", timeout: INSTALL_TIMEOUT_MS });
  } catch {
    return null;
  }
  return findSoftHsm();
}

/** A fresh token; SOFTHSM2_CONF of this process points at it until `remove`. */
export function createSoftHsmToken({ module, util }: SoftHsm) {
  const folder = mkdtempSync(join(tmpdir(), "softhsm-"));
  const tokens = join(folder, "tokens");
  const configuration = join(folder, "softhsm2.conf");
  const before = process.env.SOFTHSM2_CONF;
  const token_label = "oneclaw-test";
  const pin = "1234";
  mkdirSync(tokens);
  writeFileSync(
    configuration,
    `directories.tokendir = ${tokens}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  const env = { ...process.env, SOFTHSM2_CONF: configuration };
  const args = ["--init-token", "--free", "--label", token_label, "--pin", pin, "--so-pin", "5678"];
  execFileSync(util, args, { env, stdio: "ignore" });
  process.env.SOFTHSM2_CONF = configuration;

  return {
    module,
    token_label,
    pin,
    configuration,
    /** Takes the token away, as pulling it out would. */
    takeAway: () => renameSync(tokens, `${tokens}.away`),
    putBack: () => renameSync(`${tokens}.away`, tokens),
    /** Deletes the token with all its keys. */
    destroy: () => rmSync(tokens, { recursive: true }),
    remove(): void {
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env.SOFTHSM2_CONF;
      else process.env.SOFTHSM2_CONF = before;
    },
  };
}
